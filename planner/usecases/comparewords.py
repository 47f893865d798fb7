"""Two blocks side by side in words: each figure of both, and by how much they differ, which a sign tells.

A difference is that of the figures as they are shown, so that a reader who does the sum finds it right.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from planner.training.races import Unit
from planner.training.wording import distance, number
from planner.usecases.comparing import Comparison, Figures, WeekPair

SAME = "="
"""The difference of two figures that are equal."""
ABSENT = "·"
"""What stands for a week that a block does not touch."""
UNKNOWN = "–"
UNKNOWN_SENTENCE = f"{UNKNOWN} is not known: the strength of that block was never slotted."


class Line(NamedTuple):
    """One figure of both blocks: what it is, mine, the other's, and the difference with its sign."""

    label: str
    mine: str
    other: str
    difference: str


def total_lines(comparison: Comparison, unit: Unit) -> Iterator[Line]:
    """The whole blocks, figure by figure."""
    mine, other = comparison.mine.whole, comparison.other.whole
    name = unit.value
    yield Line(f"Running, {name}", *_distances(mine.run_m, other.run_m, unit))
    yield Line("Running time, h:mm", *_times(mine.run_s, other.run_s, 3600))
    yield Line(f"Longest run, {name}", *_distances(mine.longest_m, other.longest_m, unit))
    yield Line("Key runs", *_counts(mine.key_runs, other.key_runs))
    yield Line("Hard days", *_counts(mine.hard_days, other.hard_days))
    yield Line("Heavy strength", *_counts(mine.heavy, other.heavy))
    yield Line("Moderate strength", *_counts(mine.moderate, other.moderate))
    yield Line("Light strength", *_counts(mine.light, other.light))
    if mine.own or other.own:
        yield Line("The plan's own", *_counts(mine.own, other.own))
    yield Line("Sled, m", *_numbers(number(mine.sled_m), number(other.sled_m)))
    yield Line("Wall sit, min:s", *_times(mine.wall_sit_s, other.wall_sit_s, 60))
    yield Line("Cost", *_counts(comparison.mine.cost, comparison.other.cost))
    yield Line("Without a place", *_counts(comparison.mine.missing, comparison.other.missing))
    yield from _warnings(comparison)


def has_unknown(comparison: Comparison) -> bool:
    """Whether a figure of one of them is not known."""
    return comparison.mine.cost is None or comparison.other.cost is None


def _warnings(comparison: Comparison) -> Iterator[Line]:
    mine, other = comparison.mine.warnings, comparison.other.warnings
    ours, theirs = dict(mine or ()), dict(other or ())
    for code in dict.fromkeys([*ours, *theirs]):
        counts = (None if mine is None else ours.get(code, 0), None if other is None else theirs.get(code, 0))
        yield Line(f"Warnings {code}", *_counts(*counts))


def strength_letters(figures: Figures) -> str:
    """A week's sessions by kind: ``HMl``; S is the plan's own."""
    return "H" * figures.heavy + "M" * figures.moderate + "l" * figures.light + "S" * figures.own


def week_differences(pair: WeekPair, unit: Unit) -> tuple[str, str, str]:
    """How a week differs, with signs: running, hard days, strength sessions."""
    mine, other = pair.mine or Figures(), pair.other or Figures()
    return (
        _distances(mine.run_m, other.run_m, unit)[2],
        _counts(mine.hard_days, other.hard_days)[2],
        _counts(mine.strength, other.strength)[2],
    )


def _distances(mine: float, other: float, unit: Unit) -> tuple[str, str, str]:
    return _numbers(distance(mine, unit), distance(other, unit))


def _numbers(mine: str, other: str) -> tuple[str, str, str]:
    apart = float(mine) - float(other)
    return mine, other, _signed(apart, number(abs(apart)))


def _times(mine: int, other: int, big: int) -> tuple[str, str, str]:
    """Times in a big unit of so many seconds, and its sixtieths."""
    ours, theirs = (round(seconds * 60 / big) for seconds in (mine, other))
    return _sixtieths(ours), _sixtieths(theirs), _signed(ours - theirs, _sixtieths(abs(ours - theirs)))


def _sixtieths(count: int) -> str:
    return f"{count // 60}:{count % 60:02d}"


def _counts(mine: int | None, other: int | None) -> tuple[str, str, str]:
    if mine is None or other is None:
        ours, theirs = (UNKNOWN if count is None else str(count) for count in (mine, other))
        return ours, theirs, ""
    return _numbers(str(mine), str(other))


def _signed(difference: float, size: str) -> str:
    """``+12``, ``-3``; ``=`` without a difference."""
    if not size.strip("0.:"):
        return SAME
    return f"{'+' if difference > 0 else '-'}{size}"
