"""The sets of a strength session that a watch recorded, as one line of text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import groupby
from typing import Final, TypeAlias

from planner.exchange.recordings.fit_messages import EXERCISE_TITLE, SET, FitMessage
from planner.exchange.recordings.fit_names import EXERCISES
from planner.text import clean_line, format_count
from planner.training.formatting import format_hold, format_number

_Titles: TypeAlias = dict[tuple[int | None, int | None], str]
"""What exercises are called, by their category and their number in it."""
_ACTIVE: Final = 1
_LONGEST_TEXT: Final = 1000
_DURATION, _REPETITIONS, _WEIGHT, _TYPE, _START, _CATEGORY, _EXERCISE, _TIME = 0, 3, 4, 5, 6, 7, 8, 254


def divide_sets(messages: Sequence[FitMessage], starts: Sequence[int]) -> list[str]:
    """Return the sets of each session as one line, ``squat 3 × 8, 60 kg; plank 2 × 45 s``.

    Equal sets in a row are counted. Rests are left out, and so are sets of which nothing but a time is known.

    Args:
        messages: The messages of sets, and those with the titles of exercises.
        starts: When each session began, in seconds of FIT. A set belongs to the last one that began before it.
    """
    order = sorted(range(len(starts)), key=starts.__getitem__)
    begun = [starts[index] for index in order]
    titles: _Titles = {}
    sets: list[list[dict[int, int]]] = [[] for _ in starts]
    for number, fields, texts in messages:
        if number == EXERCISE_TITLE and 2 in texts:
            titles[fields.get(0), fields.get(1)] = texts[2]
        elif number == SET and order and fields.get(_TYPE, _ACTIVE) == _ACTIVE:
            place = bisect_right(begun, fields.get(_START, fields.get(_TIME, 0)))
            sets[order[max(place - 1, 0)]].append(fields)
    return [_write_sets(own, titles) for own in sets]


def _write_sets(sets: Sequence[dict[int, int]], titles: _Titles) -> str:
    """Return the sets of one session as one line."""
    rows: list[tuple[str, str, str]] = []
    for fields in sets:
        known = EXERCISES.get(fields.get(_CATEGORY, -1), "").replace("_", " ")
        name = titles.get((fields.get(_CATEGORY), fields.get(_EXERCISE)), known)
        if name or fields.get(_REPETITIONS) or fields.get(_WEIGHT):
            rows.append((name or "set", _write_amount(fields), _write_load(fields)))
    return clean_line("; ".join(_write_rounds(*row, len(list(same))) for row, same in groupby(rows)), _LONGEST_TEXT)


def _write_rounds(name: str, amount: str, load: str, rounds: int) -> str:
    """Return rounds of one exercise: ``squat 3 × 8, 60 kg``, ``sled 4 rounds, 40 kg``."""
    times = f"{rounds} × {amount}" if amount else format_count(rounds, "round")
    return f"{name} {times}{load}"


def _write_amount(fields: dict[int, int]) -> str:
    """Return the repetitions of a set, else its seconds; empty where neither is known."""
    if fields.get(_REPETITIONS):
        return f"{fields[_REPETITIONS]}"
    seconds = round(fields.get(_DURATION, 0) / 1000)
    return format_hold(seconds) if seconds else ""


def _write_load(fields: dict[int, int]) -> str:
    """Return the weight of a set, which FIT has in sixteenths of a kilogram; empty where there is none."""
    return f", {format_number(fields[_WEIGHT] / 16)} kg" if fields.get(_WEIGHT) else ""
