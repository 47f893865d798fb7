"""What numbers without a plain unit mean in one file: ``m`` may be miles, metres or minutes, and ``5`` alone anything.

The question is settled once for the whole file, because its author wrote every cell with the same habit; what was
decided is said in a remark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from planner.exchange.plans.words.short_forms import write_out_capitals
from planner.exchange.plans.words.workout_words import in_english
from planner.text import clean_line, format_count
from planner.training.races import Unit

_MOST_CHARACTERS = 2000
_NUMBER = r"[0-9]{1,5}(?:[.,][0-9]{1,3})?"
_MILES = re.compile(r"[0-9] ?(?:mi|miles?)\b")
_KILOMETRES = re.compile(r"[0-9] ?(?:k|kms?|kilomet(?:re|er)s?)\b")
_MINUTES = re.compile(r"[0-9] ?(?:mins?\b|minutes?\b|h\b|hrs?\b|hours?\b|'|h[0-9])")
_LONE_M = re.compile(
    rf"(?<![\w.,:])(?P<times>[0-9]{{1,3}} ?[x×*] ?\(?)?(?P<figure>{_NUMBER})(?P<m> ?[mM])"
    r"(?![\w'’/²])(?P<after>[^0-9,;+\n]{0,24})"
)
_NO_LABEL = "".join(rf"(?<!{label} )" for label in ("zone", "rpe", "day", "week", "phase", "level", "session", "hr"))
_NUMBER_ALONE = re.compile(
    rf"(?:(?:vo2 ?(?:max)?|[a-z][a-z -]{{0,40}})(?:, |[ :-]))?{_NO_LABEL}(?:{_NUMBER} ?- ?)?(?P<number>{_NUMBER})"
    r"(?: (?:very )?(?:easy|long|tempo|run|jog|recovery|steady|slow|hard|moderate|race|threshold)"
    r"\b[a-z -]{0,40})?"
    r"(?: (?:w/|with|incl\.?|including|inc) ?(?P<part>[^\n]{1,60}))?"
)
"""The number of a whole workout, without a unit: ``Easy 6``, ``6 easy``, ``10 w/ 6 @ MP``."""
_CAPITALS = re.compile(r"[A-Z]{2}")
_SPRINTS = re.compile(r"stride|sprint|hills?\b|accel|drill|fly|uphill", re.IGNORECASE)
_RUNNING = re.compile(r"run|easy|long|jog|tempo|recovery|steady", re.IGNORECASE)
_LEAST_METRES = 100.0
_LEAST_METRES_OF_REPEATS = 50.0
_LEAST_METRES_OF_SPRINTS = 40.0
_MOST_MILES = 12.0
"""An ordinary run is hardly longer; where the middle one of a file's figures is above, they are minutes."""
_MOST_KILOMETRES = 60.0
_MOST_MINUTES = 300.0


class LoneM(StrEnum):
    """What an ``m`` after a number means where a whole run is spoken of; after ``6 x 400`` it is always metres."""

    METRES = "metres"
    MILES = "miles"
    MINUTES = "minutes"


_UNIT_TEXT = {LoneM.METRES: "m", LoneM.MILES: "mi", LoneM.MINUTES: "min"}
_UNIT_NAMES = {"km": "kilometres", "mi": "miles", "min": "minutes"}


@dataclass(frozen=True, slots=True)
class FileUnits:
    """What numbers without a plain unit mean in one file.

    Attributes:
        unit: The unit of its distances: of a pace without one, of a number alone, and in which the plan is shown.
        is_assumed: Whether neither the file nor the person named a unit, so that `unit` is kilometres for want of one.
        lone_m: What ``40m easy`` means.
        number_alone: What ``Easy 6`` means: ``km``, ``mi`` or ``min``; empty where the file has no such cells.
        remarks: What was decided and is not plain from the file, one sentence each.
    """

    unit: Unit
    is_assumed: bool = False
    lone_m: LoneM = LoneM.METRES
    number_alone: str = ""
    remarks: tuple[str, ...] = ()


def find_file_units(texts: Iterable[str], said: Unit | None = None, head_unit: Unit | None = None) -> FileUnits:
    """Return what numbers mean in a file.

    Args:
        texts: The words of its workouts, one text a cell, without heads, week numbers, dates and totals.
        said: The unit that the person named (``--unit``), which wins.
        head_unit: The unit that the file names outside its workouts (``Total km``, ``units: mi``); wins over the words.
    """
    cells = [text[:_MOST_CHARACTERS] for text in texts if any(char.isdigit() for char in text)]
    english = [in_english(" ".join(write_out_capitals(cell).lower().split())) for cell in cells]
    text = "\n".join(english)
    miles, kilometres = len(_MILES.findall(text)), len(_KILOMETRES.findall(text))
    lone_m, m_remark = _find_lone_m(cells, miles=miles, kilometres=kilometres)
    miles += sum(
        _meaning_of_m(match, lone_m, is_shouted=_is_shouted(cell)) is LoneM.MILES
        for cell in cells
        for match in _LONE_M.finditer(cell)
    )
    named = said or head_unit or (Unit.MI if miles > kilometres else Unit.KM if kilometres else None)
    unit = named or Unit.KM
    times = len(_MINUTES.findall(text))
    number_alone, number_remark = _find_number_alone(
        english, unit, is_named=named is not None, is_in_time=times > miles + kilometres and said is None
    )
    remarks = tuple(remark for remark in (m_remark, number_remark) if remark)
    return FileUnits(unit, named is None, lone_m, number_alone, remarks)


def with_plain_m(text: str, units: FileUnits) -> str:
    """Return words in which every ``m`` after a number is ``m``, ``mi`` or ``min`` as the file means it."""

    def plain(match: re.Match[str]) -> str:
        meaning = _meaning_of_m(match, units.lone_m, is_shouted=_is_shouted(text))
        return f"{match['times'] or ''}{match['figure']} {_UNIT_TEXT[meaning]}{match['after']}"

    return _LONE_M.sub(plain, text)


def with_unit_of_number(text: str, units: FileUnits) -> str:
    """Return words, in English, in which the only number has the unit that the file's numbers alone have."""
    match = _NUMBER_ALONE.fullmatch(text) if units.number_alone else None
    if match is None:
        return text
    return f"{text[: match.end('number')]} {units.number_alone}{text[match.end('number') :]}"


def _find_lone_m(cells: Sequence[str], *, miles: int, kilometres: int) -> tuple[LoneM, str]:
    """Return what ``m`` means in a file that has so many figures in miles and kilometres, and a remark on it."""
    whole: list[float] = []
    repeated: list[float] = []
    example = ""
    for cell in cells:
        for match in _LONE_M.finditer(cell):
            if _is_plainly_metres(match) or (match["m"].endswith("M") and not _is_shouted(cell)):
                continue
            (repeated if match["times"] else whole).append(_value(match))
            example = example if example and match["times"] else clean_line(cell, 40)
    if not whole and not repeated:
        return LoneM.METRES, ""
    middle = median(whole or [_MOST_MILES * 2])
    is_miles = middle <= (_MOST_MILES if not miles and not kilometres else _MOST_MILES / 2)
    meaning = LoneM.MILES if is_miles else LoneM.MINUTES
    return meaning, f'"m" is read as {meaning.value} where it cannot be metres ("{example}").'


def _meaning_of_m(match: re.Match[str], lone_m: LoneM, *, is_shouted: bool) -> LoneM:
    if match["m"].endswith("M") and not is_shouted and _value(match) < _LEAST_METRES:
        return LoneM.MILES  # 6M (inc 5x800m)
    could_be_minutes = lone_m is LoneM.MINUTES and not match["times"] and _value(match) <= _MOST_MINUTES
    is_long_run = could_be_minutes and _RUNNING.search(match["after"]) is not None
    if _is_plainly_metres(match) and not (is_long_run and _SPRINTS.search(match["after"]) is None):
        return LoneM.METRES
    return lone_m


def _is_shouted(text: str) -> bool:
    """Return whether words are all in capitals, so that an ``M`` is any ``m``; ``8-10M`` has no other words."""
    return text.isupper() and _CAPITALS.search(text) is not None


def _is_plainly_metres(match: re.Match[str]) -> bool:
    value = _value(match)
    least = _LEAST_METRES
    if match["times"]:
        least = _LEAST_METRES_OF_REPEATS
    if _SPRINTS.search(match["after"]) is not None:
        least = min(least, _LEAST_METRES_OF_SPRINTS)
    return value >= least


def _value(match: re.Match[str]) -> float:
    return float(match["figure"].replace(",", "."))


def _find_number_alone(cells: Sequence[str], unit: Unit, *, is_named: bool, is_in_time: bool) -> tuple[str, str]:
    """Return the unit of numbers alone, empty where there are none, and a remark on it."""
    matches = [match for cell in cells if (match := _NUMBER_ALONE.fullmatch(cell)) is not None]
    numbers = [float(match["number"].replace(",", ".")) for match in matches]
    if not any(numbers):
        return "", ""
    is_time = is_in_time or median(numbers) > _MOST_KILOMETRES
    meaning = "min" if is_time else unit.value
    in_words = [match[0] for match in matches if not match[0][0].isdigit() or match[0][-1].isalpha()]
    if not in_words:  # a cell that is a number and nothing else is the business of its table
        return meaning, ""
    cells_are = f"{format_count(len(in_words), 'cell')} {'has' if len(in_words) == 1 else 'have'}"
    why = "" if is_named or is_time else "; --unit mi takes them as miles"
    return meaning, f'{cells_are} a number without a unit, read as {_UNIT_NAMES[meaning]} ("{in_words[0]}"){why}.'
