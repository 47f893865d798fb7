"""Decide which kinds of fast run each week of a generated plan has: hills early, then the threshold, race pace late."""

from __future__ import annotations

from planner.training.goals import Goal
from planner.training.weekly_volumes import PlanWeek
from planner.training.workouts import RunKind

_LAST_QUALITY_RUN_DAYS = 3
"""The last fast run is at least so many days before the race. A default."""
_RACE_WEEK_DAYS = 7
_SHORT_RACES = (Goal.FIVE_K, Goal.TEN_K)
_REDUCED_AMOUNT = 0.7
"""Fast running in a lighter or tapering week as a share of the usual. A default, not evidence."""
_FIRST_RACE_PACE_AMOUNT = {Goal.MARATHON: 0.4}
_USUAL_FIRST_RACE_PACE_AMOUNT = 0.6
"""The first running at race pace as a share of the most; it grows until the taper."""


def quality_amount(week: PlanWeek, kind: RunKind) -> float:
    """Return how much fast running of a kind a week has, as a share of the usual."""
    shape = week.shape
    if shape.step_back or shape.phase == "taper":
        return _REDUCED_AMOUNT
    if kind is not RunKind.RACE_PACE:
        return _REDUCED_AMOUNT if shape.phase == "base" and kind is RunKind.TEMPO else 1.0
    weeks = [number for number, other in enumerate(week.shapes) if other.phase in ("build", "peak")]
    first = _FIRST_RACE_PACE_AMOUNT.get(week.request.goal, _USUAL_FIRST_RACE_PACE_AMOUNT)
    return 1.0 - (1.0 - first) * (weeks[-1] - week.number) / max(weeks[-1] - weeks[0], 1)


def quality_kinds(week: PlanWeek, days: tuple[int, ...]) -> dict[int, RunKind]:
    """Return the kind of each day's fast run; the other days have easy runs.

    Args:
        week: The week.
        days: The weekdays of all its runs but the long one.
    """
    shape = week.shape
    open_days = [
        day for day in week.request.quality_days if day in days and week.days_to_race(day) >= _LAST_QUALITY_RUN_DAYS
    ]
    last_days = [day for day in open_days if week.days_to_race(day) < _RACE_WEEK_DAYS]
    open_days = [day for day in open_days if day not in last_days[1:]]  # the last seven days have one fast run at most
    if shape.step_back:
        return dict.fromkeys(open_days[-1:], RunKind.TEMPO) if shape.phase in {"build", "peak"} else {}
    return dict(zip(open_days, _rotation(week), strict=False))


def _rotation(week: PlanWeek) -> tuple[RunKind, ...]:
    """Return the kinds of a week's fast runs, the most important first; a single one changes from week to week."""
    goal, shape = week.request.goal, week.shape
    is_even = week.number_in_block % 2 == 0
    if shape.phase == "recovery" or week.number_in_block == 0:
        return ()
    if shape.phase == "base":
        return (RunKind.TEMPO,) if goal is Goal.AFTER_RACE else _base_kinds(week)
    if shape.phase == "taper":
        first = RunKind.TEMPO if shape.race_pace_m else RunKind.RACE_PACE
        return (first, RunKind.TEMPO) if goal in _SHORT_RACES else (first,)
    if goal is Goal.BASE:
        kinds = (RunKind.TEMPO, RunKind.INTERVALS if is_even else RunKind.HILLS)
    elif shape.phase == "build":
        later = RunKind.INTERVALS if _normal_weeks_before(week, "build") % 2 else RunKind.RACE_PACE
        kinds = (RunKind.INTERVALS, RunKind.TEMPO) if goal in _SHORT_RACES else (RunKind.TEMPO, later)
    elif goal in _SHORT_RACES:
        kinds = (RunKind.RACE_PACE, RunKind.TEMPO if is_even else RunKind.INTERVALS)
    else:
        first = RunKind.TEMPO if is_even else RunKind.INTERVALS
        kinds = (first, RunKind.TEMPO if shape.race_pace_m else RunKind.RACE_PACE)
    has_several = len(week.request.quality_days) > 1
    return (*(kinds if has_several or is_even else kinds[::-1]), RunKind.HILLS)


def _normal_weeks_before(week: PlanWeek, phase: str) -> int:
    """Return how many weeks of a phase that are no step-back come before a week."""
    return sum(shape.phase == phase and not shape.step_back for shape in week.shapes[: week.number])


def _base_kinds(week: PlanWeek) -> tuple[RunKind, ...]:
    """Return the kinds of a base week's fast runs: hills first, threshold and intervals in the second half."""
    is_late = week.number >= sum(shape.phase == "base" for shape in week.shapes) // 2
    return (RunKind.HILLS, RunKind.TEMPO, RunKind.INTERVALS) if is_late else (RunKind.HILLS,)
