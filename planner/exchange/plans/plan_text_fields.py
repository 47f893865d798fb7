"""How the text form of plans writes the kind, the figures and the sets of a workout, and reads them back."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from planner.training.measures import format_duration, parse_distance, parse_duration, parse_rpe, quoted, to_metres
from planner.training.own_exercises import EXAMPLES, parse_exercise_name, readable_exercise_name
from planner.training.races import METRES_PER_UNIT, Priority, Unit
from planner.training.refusal import RefusedError
from planner.training.workouts import Effort, Exercise, ExerciseSet, LegLoad, RunKind, Sport, StrengthKind

LINE_LIMIT: Final = 1000
"""Most characters of a heading's value, or of a doubt."""

END_LINE: Final = "# end of plan"
"""The last line that is written: a text without it was cut short, if it has the notice."""
END_NOTICE: Final = f'# The last line is "{END_LINE}": without it the text was cut short and is refused.'
EMPTY: Final = "empty"
"""What the line of a day says on which nothing is planned, not even rest."""
KIND_WORDS: Final[dict[str, tuple[Sport, str | None]]] = {
    **{kind.value.replace("_", " "): (Sport.RUN, kind.value) for kind in RunKind},
    "run": (Sport.RUN, None),
    **{f"strength {kind.value}": (Sport.STRENGTH, kind.value) for kind in StrengthKind},
    "strength": (Sport.STRENGTH, None),
    "cross": (Sport.CROSS, None),
    "rest": (Sport.REST, None),
    "note": (Sport.NOTE, None),
}
"""What a workout's line can begin with: run kinds by their names, ``strength heavy``, ``cross``, ``rest``, ``note``.

`training.kinds` has the words of commands and forms. They differ on purpose: ``run`` there is an easy run, and strength
kinds are written alone (``heavy``), as a command needs no word for what it cannot leave open.
"""

_KIND_WORD_OF = {meaning: word for word, meaning in KIND_WORDS.items()}
_LONGEST_FIRST = sorted(KIND_WORDS, key=len, reverse=True)
_EXERCISES: Final = {"sled": Exercise.REVERSE_SLED_PUSH, "wall sit": Exercise.WALL_SIT}
_EXERCISE_NAME: Final[dict[str, str]] = {exercise: name for name, exercise in _EXERCISES.items()}
_FIGURE = re.compile(
    r"rpe\s+\S+|[0-9]+(?::[0-9]+)+|[0-9.,]+\s*h\b(?:\s*[0-9]+\s*(?:min|m)\b)?"
    r"|[0-9.,]+\s*(?:km|k|miles?|mi|min|m)\b|\S+",
    re.IGNORECASE,
)
_HAS_TIME_UNIT = re.compile(r":|[0-9]\s*(?:min|h)\b", re.IGNORECASE)
_SET = re.compile(
    r"(?P<name>sled|wall sit|[^\W\d].{0,80}?) (?P<rounds>[0-9]{1,3}) ?(?:[x×]|rounds?\b) ?(?P<rest>.*)", re.IGNORECASE
)
_SET_FIGURE = re.compile(
    r"(?P<number>[0-9]{1,6}(?:\.[0-9]{1,6})?) ?(?P<unit>kg|m|s|°|deg|reps)(?![\w°])|(?P<squeeze>squeeze)"
    r"|legs (?P<legs>heavy|moderate|light|none)\b|(?P<other>\S+)",
    re.IGNORECASE,
)
_PRIORITY = re.compile(r"priority ([abc])")
_MAX_DECIMALS = 9


def kind_word_of(sport: Sport, kind: str | None) -> str:
    """Return what a workout's line begins with; a kind that the sport does not have is left out."""
    return _KIND_WORD_OF.get((sport, kind), sport.value)


def split_kind_word(text: str) -> tuple[str, str] | None:
    """Return the kind word that a line begins with, and what follows it; None when it begins with no such word."""
    for word in _LONGEST_FIRST:
        match = re.match(rf"{word.replace(' ', '[ _-]')}(?![\w-])", text, re.IGNORECASE)
        if match is not None:
            return word, text[match.end() :].strip()
    return None


def default_title(word: str) -> str:
    """Return the title of a workout whose line has none."""
    return word.capitalize()


class Marks(NamedTuple):
    """What a workout's line says after its figures and sets: ``; locked``, ``; priority B``, ``; unplanned``."""

    locked: bool = False
    priority: Priority | None = None
    is_unplanned: bool = False

    @property
    def text(self) -> str:
        """The marks as a line has them, each after a semicolon; empty for none."""
        words = ["locked"] if self.locked else []
        words += [f"priority {self.priority}"] if self.priority else []
        words += ["unplanned"] if self.is_unplanned else []
        return "".join(f"; {word}" for word in words)


def split_marks(text: str) -> tuple[str, Marks]:
    """Return the figures and sets of a line without its marks, and the marks."""
    parts = text.split(";")
    found = Marks()
    kept = parts[:1]
    for part in parts[1:]:
        word = " ".join(part.lower().split())
        if word == "locked":
            found = found._replace(locked=True)
        elif word == "unplanned":
            found = found._replace(is_unplanned=True)
        elif (priority := _PRIORITY.fullmatch(word)) is not None:
            found = found._replace(priority=Priority(priority[1].upper()))
        else:
            kept.append(part)
    return ";".join(kept), found


def format_effort(effort: Effort, unit: Unit) -> str:
    """Return distance, duration and RPE as a line has them, then the sets after semicolons; empty for none of them."""
    figures = []
    if effort.distance_m:
        figures.append(_format_distance(effort.distance_m, unit))
    if effort.duration_s:
        figures.append(format_duration(effort.duration_s))
    if effort.rpe is not None:
        figures.append(f"rpe {_format_number(effort.rpe)}")
    return "; ".join([" ".join(figures), *(_format_set(part) for part in effort.sets)])


def format_plain_sets(sets: Iterable[ExerciseSet]) -> str:
    """Return sets in ASCII, for other programs: ``sled 5 x 20 m 56 kg; wall sit 2 x 60 s 120 deg squeeze``."""
    return "; ".join(_format_set(part).replace("×", "x", 1).replace("°", " deg") for part in sets)


def parse_sets(text: str, where: str) -> tuple[ExerciseSet, ...]:
    """Parse sets that semicolons part, as a workout's line and `format_plain_sets` have them.

    Raises:
        RefusedError: A part is no set.
    """
    return tuple(_parse_set(part, where) for part in text.split(";")) if text.strip() else ()


def parse_effort(text: str, unit: Unit, where: str) -> Effort:
    """Parse what `format_effort` writes, and also ``8``, ``8km`` and ``45 min``.

    Args:
        text: What is between a line's kind word and its title.
        unit: The unit of a distance without one.
        where: File and line, for a refusal.

    Raises:
        RefusedError: A part is not a figure or set, is out of range, or is given twice.
    """
    figures, *sets = text.split(";")
    values: dict[str, float] = {}
    for part in _FIGURE.findall(figures):
        if part.lower().startswith("rpe"):
            name, value = "RPE", parse_rpe(part[3:], f"{where}: RPE")
        elif not part[0].isdigit():
            raise RefusedError(f"{where}: {quoted(part)} is no distance, duration or RPE; a title goes after a |.")
        elif _HAS_TIME_UNIT.search(part):
            name, value = "duration", parse_duration(part, f"{where}: duration")
        else:
            name, value = "distance", parse_distance(part, f"{where}: distance", unit)
        if name in values:
            raise RefusedError(f"{where}: {quoted(part)} is a second {name}.")
        values[name] = value
    return Effort(
        distance_m=values.get("distance"),
        duration_s=int(values["duration"]) if "duration" in values else None,
        rpe=values.get("RPE"),
        sets=tuple(_parse_set(part, where) for part in sets),
    )


def _format_distance(distance_m: float, unit: Unit) -> str:
    """Return the shortest figure in the plan's unit that reads back as the same distance to the millimetre."""
    for decimals in range(_MAX_DECIMALS + 1):
        figure = f"{distance_m / METRES_PER_UNIT[unit]:.{decimals}f}"
        if to_metres(float(figure), unit) == round(distance_m, 3):
            return f"{figure} {unit.value}"
    return f"{distance_m:.3f} m"


def _format_set(part: ExerciseSet) -> str:
    measures = (
        (part.distance_m, " m"),
        (part.hold_s, " s"),
        (part.repetitions, " reps"),
        (part.load_kg, " kg"),
        (part.knee_angle_deg, "°"),
    )
    figures = [f"{_format_number(value)}{unit}" for value, unit in measures if value is not None]
    if part.squeeze:
        figures.append("squeeze")
    if part.is_own:
        figures.append(f"legs {part.leg_load or LegLoad.NONE}")
    name = _EXERCISE_NAME.get(part.exercise) or readable_exercise_name(part.exercise)
    return " ".join([f"{name} {part.rounds} ×", *figures])


def _parse_set(text: str, where: str) -> ExerciseSet:
    text = " ".join(text.split())
    match = _SET.fullmatch(text)
    if match is None or not int(match["rounds"]):
        raise RefusedError(f"{where}: {quoted(text)} is no set; write sled 5 × 20 m 56 kg or wall sit 2 × 60 s.")
    name = _EXERCISES.get(match["name"].lower()) or parse_exercise_name(match["name"], f"{where}: exercise")
    values: dict[str, float] = {}
    squeeze, legs = False, EXAMPLES[name].leg_load if name in EXAMPLES else None
    for figure in _SET_FIGURE.finditer(match["rest"]):
        is_of_own = figure["legs"] is not None or (figure["unit"] or "").lower() == "reps"
        if figure["other"] is not None or (is_of_own and isinstance(name, Exercise)):
            raise RefusedError(f"{where}: {quoted(figure[0])} is no figure of a set, like 20 m, 56 kg or 60 s.")
        if figure["squeeze"] is not None:
            squeeze = True
        elif figure["legs"] is not None:
            legs = LegLoad(figure["legs"].lower())
        else:
            values[figure["unit"].lower().replace("deg", "°")] = float(figure["number"])
    if legs is None and not isinstance(name, Exercise):
        raise RefusedError(
            f"{where}: {quoted(text)} does not say what it asks of the legs; "
            "add legs heavy, legs moderate, legs light or legs none."
        )
    return ExerciseSet(
        exercise=name,
        rounds=int(match["rounds"]),
        distance_m=values.get("m"),
        load_kg=values.get("kg"),
        hold_s=int(values["s"]) if "s" in values else None,
        knee_angle_deg=int(values["°"]) if "°" in values else None,
        squeeze=squeeze,
        repetitions=int(values["reps"]) if "reps" in values else None,
        leg_load=legs,
    )


def _format_number(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".")
