"""Long runs that their author marked by length alone, such as a Sunday's ``{12:19.3}`` without a word."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from planner.exchange.plans.words.classify import EffortHint
from planner.training.workouts import RunKind

_MIN_RATIO_TO_ORDINARY = 1.25
"""A long run is at least so many times as long as the plan's ordinary run."""
_MIN_RATIO_TO_NEXT_LONGEST = 1.1
"""And so many times as long as any run on another day of its week; else no run of the week is clearly longest."""
_MIN_SECONDS = 45 * 60
"""A shorter run is not a long run, however short the others are."""
_SECOND_MIN_RATIO_TO_ORDINARY = 1.75
_SECOND_MIN_RATIO_TO_LONGEST = 0.75
_SECOND_MIN_SECONDS = 120 * 60
"""A run without words on effort that reaches all three is a long run on any day: ultra plans run long twice a week."""


@dataclass(frozen=True, slots=True)
class RunLength:
    """What the search for long runs knows of a run.

    Attributes:
        day: Day of the plan.
        seconds: How long it takes, roughly: good enough to compare runs of one plan.
        kind: Its kind by its words.
        effort_hint: How much its words say about the effort.
    """

    day: int
    seconds: float
    kind: RunKind
    effort_hint: EffortHint


def find_long_runs(runs: Sequence[RunLength]) -> set[int]:
    """Return the indices of the runs that are long runs by their length.

    Only a run whose words do not settle its kind can be one: easy, steady or without words on effort. When the plan
    names some long runs itself, or has only one week, "easy" in it means easy, and only steady runs and those without
    words can be.
    """
    weeks: dict[int, list[int]] = defaultdict(list)
    for index, run in enumerate(runs):
        weeks[run.day // 7].append(index)
    longest = {max(week, key=lambda index: runs[index].seconds) for week in weeks.values()}
    others = [
        run.seconds
        for index, run in enumerate(runs)
        if index not in longest and run.effort_hint is not EffortHint.SETTLED
    ]
    ordinary = median([seconds for seconds in others if seconds] or [0.0])
    if not ordinary:
        return set()
    usual_weekday = _usual_long_weekday([runs[index] for index in longest if runs[index].kind is not RunKind.RACE])
    settled = {EffortHint.SETTLED}
    if any(run.kind is RunKind.LONG for run in runs) or len(weeks) == 1:
        settled |= {EffortHint.EASY, EffortHint.VERY_EASY}
    long_runs: set[int] = set()
    for week in weeks.values():
        if any(runs[index].kind is RunKind.RACE and not runs[index].seconds for index in week):
            continue  # a race of unknown length may be the longest run of its week
        first = max(week, key=lambda index: runs[index].seconds)
        is_open = [index for index in week if runs[index].seconds and runs[index].effort_hint not in settled]
        long_runs |= {index for index in is_open if _is_second_long_run(runs[index], ordinary, runs[first].seconds)}
        week_runs = [runs[index] for index in week]
        if first in is_open and _is_clear_longest(runs[first], week_runs, ordinary, usual_weekday):
            long_runs.add(first)
    return long_runs


def _is_clear_longest(run: RunLength, week: Sequence[RunLength], ordinary: float, usual_weekday: int | None) -> bool:
    """Return whether the longest run of a week is on the usual day and clearly longer than the runs of other days."""
    next_longest = max((other.seconds for other in week if other.day != run.day), default=0.0)
    minimum = max(next_longest * _MIN_RATIO_TO_NEXT_LONGEST, ordinary * _MIN_RATIO_TO_ORDINARY, _MIN_SECONDS)
    return run.day % 7 == usual_weekday and run.seconds >= minimum


def _is_second_long_run(run: RunLength, ordinary: float, longest: float) -> bool:
    minimum = max(ordinary * _SECOND_MIN_RATIO_TO_ORDINARY, longest * _SECOND_MIN_RATIO_TO_LONGEST, _SECOND_MIN_SECONDS)
    return run.effort_hint is EffortHint.NOTHING and run.seconds >= minimum


def _usual_long_weekday(longest: Sequence[RunLength]) -> int | None:
    """Return the weekday that most often has the week's longest run, the later of two that have it equally often."""
    days = Counter(run.day % 7 for run in longest)
    return max(days, key=lambda day: (days[day], day)) if days else None
