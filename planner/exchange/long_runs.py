"""Long runs that their author marked by length alone, such as a Sunday's ``{12:19.3}`` with no word beside it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from planner.exchange.classify import EffortHint
from planner.training.workouts import RunKind

_MIN_RATIO_TO_ORDINARY = 1.25
"""A long run is at least this much longer than the plan's ordinary run."""
_MIN_RATIO_TO_NEXT_LONGEST = 1.1
"""And this much longer than the next longest run of its week; else the week has no clear longest."""
_SECOND_LONG_RUN = (1.75, 0.75, 120 * 60)
"""A run that names no effort is a long run on any day (ultra plans run long twice a week) when it is this much longer
than ordinary, has this share of the week's longest, and takes so many seconds."""
_MIN_SECONDS = 45 * 60
"""A shorter run, in seconds, is no long run, however short the others are."""


@dataclass(frozen=True, slots=True)
class RunLength:
    """A run as the search for long runs sees it.

    Attributes:
        day: Day of the plan.
        seconds: How long it takes, roughly: enough to compare runs of one plan.
        kind: What its words make of it.
        effort_hint: How much its words say of the effort.
    """

    day: int
    seconds: float
    kind: RunKind
    effort_hint: EffortHint


def find_long_runs(runs: Sequence[RunLength]) -> set[int]:
    """Indices of the runs that are long runs by their length.

    Only a run whose words leave it open can be: easy, steady or silent. Where the plan names its long runs itself, its
    "easy" is taken at its word, and only silent and steady runs are left open.
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
    habit = _usual_long_weekday([runs[index] for index in longest if runs[index].kind is not RunKind.RACE])
    settled = {EffortHint.SETTLED}
    if any(run.kind is RunKind.LONG for run in runs):
        settled |= {EffortHint.EASY, EffortHint.VERY_EASY}
    found: set[int] = set()
    for week in weeks.values():
        if any(runs[index].kind is RunKind.RACE and not runs[index].seconds for index in week):
            continue
        first = max(week, key=lambda index: runs[index].seconds)
        is_open = [index for index in week if runs[index].seconds and runs[index].effort_hint not in settled]
        found |= {index for index in is_open if _is_second_long_run(runs[index], ordinary, runs[first].seconds)}
        if first in is_open and _is_clear_longest(runs[first], [runs[index] for index in week], ordinary, habit):
            found.add(first)
    return found


def _is_clear_longest(run: RunLength, week: Sequence[RunLength], ordinary: float, usual_weekday: int | None) -> bool:
    """Whether the longest run of a week is its long run: on the usual day, and clearly longer than other days' runs."""
    next_longest = max((other.seconds for other in week if other.day != run.day), default=0.0)
    least = max(next_longest * _MIN_RATIO_TO_NEXT_LONGEST, ordinary * _MIN_RATIO_TO_ORDINARY, _MIN_SECONDS)
    return run.day % 7 == usual_weekday and run.seconds >= least


def _is_second_long_run(run: RunLength, ordinary: float, longest: float) -> bool:
    than_ordinary, of_longest, shortest = _SECOND_LONG_RUN
    least = max(ordinary * than_ordinary, longest * of_longest, shortest)
    return run.effort_hint is EffortHint.NOTHING and run.seconds >= least


def _usual_long_weekday(longest: Sequence[RunLength]) -> int | None:
    """The day of the week that most often holds the week's longest run; the later one when two do so equally often."""
    days = Counter(run.day % 7 for run in longest)
    return max(days, key=lambda day: (days[day], day)) if days else None
