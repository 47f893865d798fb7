"""Exercises of the runner's own: their names, what is counted of them, and their sets as people type them.

They are typed after their name, several after a semicolon: ``farmers carry 4x50 24kg; wall ball 3x20``. Without a name
a set is another one of the same exercise, also after a comma: ``farmers carry 4x50 24kg, 2x50 32kg``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from planner.invocation import program
from planner.text import clean_line
from planner.training.exercises.examples import EXAMPLES_BY_NAME, EXERCISE_EXAMPLES, ExerciseMeasure
from planner.training.formatting import format_exercise, format_hold
from planner.training.measures import quoted
from planner.training.refusal import RefusedError, check_length
from planner.training.typed_sets import LONGEST_SET, MAX_ROUNDS, MAX_SETS, check_range, format_exact, parse_clock
from planner.training.workouts import Exercise, ExerciseSet, LegLoad

NAME_LIMIT = 60
"""Most characters of a name."""
_MAX_METRES, _MAX_LOAD_KG, _MAX_HOLD_S, _MAX_REPETITIONS = 10_000.0, 1000.0, 3600, 1000
_FOUNDING_WORDS = frozenset(
    {*(exercise.value for exercise in Exercise), "sled", "reverse_sled", "backward_walk", "wall_sit_alone", "wall_sits"}
)
"""The names of the two exercises that the planner exists for, which have fields of their own, and their variants."""


@dataclass(frozen=True, slots=True)
class OwnExercise:
    """An exercise of the runner's own.

    Attributes:
        name: Its name, in lower case with underscores: ``farmers_carry``.
        measure: What is counted in a round.
        leg_load: How much it asks of the legs; the rules count it so.
        id: Its number; 0 before it is stored.
        version: Counts changes, so that a stale edit is noticed; 0 before it is stored.
    """

    name: str
    measure: ExerciseMeasure
    leg_load: LegLoad
    id: int = 0
    version: int = 0


KnownExercises = Mapping[str, OwnExercise]
"""Exercises of the runner's own by name."""

EXAMPLES: KnownExercises = {
    example.name: OwnExercise(example.name, example.measure, example.leg_load) for example in EXERCISE_EXAMPLES
}
"""The exercises that may be used without defining them."""
_EXAMPLE_OF = {
    ExerciseMeasure.DISTANCE: "4 x 50 m, 24 kg",
    ExerciseMeasure.HOLD: "3 x 45 s",
    ExerciseMeasure.ROUNDS: "3 rounds",
    ExerciseMeasure.REPETITIONS: "3 x 20, 6 kg",
}
_COUNTED_IN = {
    ExerciseMeasure.DISTANCE: "metres",
    ExerciseMeasure.HOLD: "seconds",
    ExerciseMeasure.ROUNDS: "rounds",
    ExerciseMeasure.REPETITIONS: "repetitions",
}


def parse_exercise_name(text: str, field: str = "exercise") -> str:
    """Return the stored form of a typed name: ``Farmer's carry`` is ``farmers_carry``.

    Raises:
        RefusedError: It is empty or too long, has other characters than letters, digits, spaces and hyphens, or names
            one of the two exercises that the planner exists for.
    """
    shown = clean_line(text, len(text) + 1)
    name = _stored_name(check_length(shown, NAME_LIMIT, f"name of an {field}"))
    if not name:
        raise RefusedError(f"{field} {quoted(text)} has no name; write one like farmers carry.")
    if not name[0].isalpha() or not re.fullmatch(r"\w+", name):
        raise RefusedError(
            f"{field} {quoted(text)} must begin with a letter and have letters, digits, spaces and hyphens only."
        )
    if name in _FOUNDING_WORDS:
        raise RefusedError(
            f"{field} {quoted(text)} is one of the planner's own two; its sets are typed under sled and wall sit."
        )
    return name


def readable_exercise_name(name: str) -> str:
    """Return a stored name as `parse_exercise_name` reads it, where another program stored another form of it."""
    plain = re.sub(r"\W+", "_", name.lower()).strip("_")
    return plain if plain[:1].isalpha() else f"exercise_{plain}".rstrip("_")


def find_own_exercise(text: str, known: KnownExercises, field: str = "exercise") -> OwnExercise:
    """Return the known exercise of a typed name.

    Raises:
        RefusedError: No exercise has the name; the sentence says which is near, or how to define it.
    """
    name = parse_exercise_name(text, field)
    if name in known:
        return known[name]
    from difflib import get_close_matches  # late: a name is seldom wrong

    near = [other for other in known if other.startswith(name)] or get_close_matches(name, known, 1, 0.75)
    if near:
        raise RefusedError(f"{field} {quoted(text)} is not known; the nearest is {format_exercise(near[0])}.")
    raise RefusedError(
        f"{field} {quoted(text)} is not known; define it first: "
        f'{program()} exercise "{format_exercise(name)}" --by repetitions --legs moderate.'
    )


def parse_own_sets(
    text: str, known: KnownExercises, before: Iterable[ExerciseSet] = (), field: str = "exercise"
) -> tuple[ExerciseSet, ...]:
    """Parse the sets of own exercises: ``farmers carry 4x50 24kg; wall ball 3x20 6 kg; plank 3x45 s``.

    Args:
        text: The typed text.
        known: The exercises that are defined.
        before: Sets of the workout before; their exercises are known too.
        field: The name of the value, for the refusal.

    Raises:
        RefusedError: An exercise is not known, a text has another form or measure, or a number is out of range.
    """
    known = {**{part.exercise: _exercise_of(part) for part in before if part.is_own}, **known}
    if len(text) > MAX_SETS * (NAME_LIMIT + LONGEST_SET):
        raise RefusedError(f"{field} {quoted(text)} has more than {MAX_SETS} sets.")
    found: list[ExerciseSet] = []
    exercise: OwnExercise | None = None
    for part in filter(None, map(str.strip, re.split(r"[;\n]|,(?=\s*[0-9]{1,3}\s*[x×*])", text))):
        shown = clean_line(part, len(part) + 1)
        amount = shown if exercise is not None and shown[0].isdigit() else ""
        if not amount:
            exercise, amount = _split_name(shown, known, field)
        assert exercise is not None
        found.append(_parse_set(shown, exercise, amount, field))
    if len(found) > MAX_SETS:
        raise RefusedError(f"{field} {quoted(text)} has more than {MAX_SETS} sets.")
    return tuple(found)


def format_own_sets(sets: Iterable[ExerciseSet]) -> str:
    """Format the sets of own exercises among sets as they are typed: ``farmers carry 4 × 50 m, 24 kg``; or empty."""
    return "; ".join(_format_typed_set(part) for part in sets if part.is_own)


def example_of(exercise: OwnExercise) -> str:
    """Return how sets of an exercise are typed: ``farmers carry 4x50 24kg``."""
    example = EXAMPLES_BY_NAME.get(exercise.name)
    if example is not None and example.measure is exercise.measure:
        return f"{format_exercise(exercise.name)} {example.sets}"
    return f"{format_exercise(exercise.name)} {_EXAMPLE_OF[exercise.measure]}"


_AMOUNT = r"[0-9]{1,2}:[0-5][0-9]|[0-9]{1,5}(?:\.[0-9]{1,3})?|[0-9]{1,4},[0-9]{1,3}(?=\s*m)"
_LOAD = r"(?:\s*(?:,|@|at|with)?\s*(?<![0-9])(?P<kg>[0-9]{1,4}(?:[.,][0-9]{1,3})?)\s*(?:kgs?)?)?"
_LOAD_IN_KG = _LOAD.replace("(?:kgs?)?", "kgs?")
"""A load with its unit, which it must have after seconds: ``plank 60 10kg``."""
_UNIT = r"(?P<unit>m|metres?|s|secs?|seconds?|min|reps?|repetitions?)"
_TYPED_SET = re.compile(
    rf"(?P<rounds>[0-9]{{1,3}})(?:\s*[x×*]\s*(?P<amount>{_AMOUNT})(?:\s*{_UNIT}(?![a-z]))?|\s*rounds?)?{_LOAD}",
    re.IGNORECASE,
)
_TYPED_HOLD = re.compile(
    rf"(?:(?P<rounds>[0-9]{{1,3}})\s*[x×*]\s*)?(?P<amount>{_AMOUNT})(?:\s*{_UNIT}(?![a-z]))?{_LOAD_IN_KG}",
    re.IGNORECASE,
)
_UNITS_OF = {
    ExerciseMeasure.DISTANCE: ("m",),
    ExerciseMeasure.HOLD: ("s",),
    ExerciseMeasure.ROUNDS: (),
    ExerciseMeasure.REPETITIONS: ("r",),
}
"""The first letters of the units that an amount of each measure may have."""


def _split_name(text: str, known: KnownExercises, field: str) -> tuple[OwnExercise, str]:
    """Return the exercise that a typed set begins with, the one with the longest name, and the rest."""
    words = text.split(" ")
    for count in range(len(words), 0, -1):
        exercise = known.get(_stored_name(" ".join(words[:count])))
        if exercise is not None:
            return exercise, " ".join(words[count:])
    count = next((at for at, word in enumerate(words) if at and word[0].isdigit()), len(words))
    return find_own_exercise(" ".join(words[:count]), known, field), ""


def _parse_set(text: str, exercise: OwnExercise, typed: str, field: str) -> ExerciseSet:
    is_hold = exercise.measure is ExerciseMeasure.HOLD
    pattern = _TYPED_HOLD if is_hold else _TYPED_SET
    match = pattern.fullmatch(typed.strip()) if len(typed) <= LONGEST_SET else None
    amount, unit = (match["amount"] or "", (match["unit"] or "").lower()) if match else ("", "")
    is_timed = ":" in amount
    has_amount = bool(amount) != (exercise.measure is ExerciseMeasure.ROUNDS)
    if match is None or not has_amount or (is_timed and not is_hold) or not _fits(unit, exercise.measure):
        counted = _COUNTED_IN[exercise.measure]
        name = format_exercise(exercise.name)
        raise RefusedError(
            f"{field} {quoted(text)}: {name} is counted in {counted}; write it like {example_of(exercise)}."
        )
    rounds = int(check_range(int(match["rounds"] or 1), (1, MAX_ROUNDS, "rounds"), field, text))
    load = float(match["kg"].replace(",", ".")) if match["kg"] else None
    if load is not None:
        check_range(load, (0, _MAX_LOAD_KG, "kg"), field, text)
    metres = hold_s = repetitions = None
    if exercise.measure is ExerciseMeasure.DISTANCE:
        metres = check_range(float(amount.replace(",", ".")), (1, _MAX_METRES, "metres a round"), field, text)
    elif is_hold:
        hold_s = int(check_range(_seconds(amount, text, field), (1, _MAX_HOLD_S, "seconds"), field, text))
    elif exercise.measure is ExerciseMeasure.REPETITIONS:
        repetitions = int(check_range(_whole(amount, text, field), (1, _MAX_REPETITIONS, "repetitions"), field, text))
    return ExerciseSet(exercise.name, rounds, metres, load, hold_s, repetitions=repetitions, leg_load=exercise.leg_load)


def _fits(unit: str, measure: ExerciseMeasure) -> bool:
    """Return whether an amount of a measure may have a unit; minutes are written as 1:30."""
    return not unit or (unit != "min" and unit.startswith(_UNITS_OF[measure]))


def _seconds(amount: str, text: str, field: str) -> int:
    return parse_clock(amount) if ":" in amount else _whole(amount, text, field)


def _whole(amount: str, text: str, field: str) -> int:
    if not amount.isdigit():
        raise RefusedError(f"{field} {quoted(text)}: {amount} is no whole number.")
    return int(amount)


def _format_typed_set(part: ExerciseSet) -> str:
    name = format_exercise(part.exercise)
    if part.distance_m is not None:
        amount = f"{part.rounds} × {format_exact(part.distance_m)} m"
    elif part.hold_s is not None:
        amount = f"{part.rounds} × {format_hold(part.hold_s)}"
    elif part.repetitions is not None:
        amount = f"{part.rounds} × {part.repetitions}"
    else:
        amount = f"{part.rounds} {'round' if part.rounds == 1 else 'rounds'}"
    return f"{name} {amount}" if part.load_kg is None else f"{name} {amount}, {format_exact(part.load_kg)} kg"


def _exercise_of(part: ExerciseSet) -> OwnExercise:
    """Return the exercise that a stored set is of, for one that is defined no longer."""
    if part.distance_m is not None:
        measure = ExerciseMeasure.DISTANCE
    elif part.hold_s is not None:
        measure = ExerciseMeasure.HOLD
    else:
        measure = ExerciseMeasure.ROUNDS if part.repetitions is None else ExerciseMeasure.REPETITIONS
    return OwnExercise(part.exercise, measure, part.leg_load or LegLoad.NONE)


def _stored_name(shown: str) -> str:
    return "_".join(re.sub(r"['’]", "", shown.lower()).replace("-", " ").replace("_", " ").split())
