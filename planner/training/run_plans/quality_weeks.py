"""Decide which kinds of fast run each week of a generated plan has: hills early, then the threshold, race pace late."""

from __future__ import annotations

from planner.training.run_plans.goals import Goal
from planner.training.run_plans.long_runs import RACE_PACE_M, is_early_enough
from planner.training.run_plans.taper_rules import FAST_SHARE, RACE_PACE_SHARE, fast_runs_kept
from planner.training.run_plans.weekly_volumes import PlanWeek
from planner.training.workouts import RunKind

_SHORT_RACES = (Goal.FIVE_K, Goal.TEN_K)
_LONG_RACES = (Goal.HALF, Goal.MARATHON)
_REDUCED_AMOUNT = FAST_SHARE
"""Fast running in a lighter week, or one of the base, as a share of the usual; that of a taper. A default."""
_FIRST_RACE_PACE_AMOUNT = 0.6
"""The first running at the pace of a short race as a share of the most; it grows until the taper."""
_FIRST_RACE_PACE_M, _RACE_PACE_STEP_M = 6_000.0, {Goal.HALF: 2_000.0, Goal.MARATHON: 7_000.0}
"""The first running at the pace of a long race in metres, and the most that it grows from one run to the next."""


def quality_amount(week: PlanWeek, kind: RunKind) -> float:
    """Return how much fast running of a kind a week has, as a share of the usual."""
    shape = week.shape
    if shape.step_back or shape.phase == "taper":
        return _REDUCED_AMOUNT
    if kind is not RunKind.RACE_PACE:
        return _REDUCED_AMOUNT if shape.phase == "base" and kind is RunKind.TEMPO else 1.0
    weeks = [number for number, other in enumerate(week.shapes) if other.phase in ("build", "peak")]
    return 1.0 - (1.0 - _FIRST_RACE_PACE_AMOUNT) * (weeks[-1] - week.number) / max(weeks[-1] - weeks[0], 1)


def most_race_pace(week: PlanWeek) -> float:
    """Return the most metres at the pace of a long race that a run of a week, not the long one, has."""
    blocks = _race_pace_blocks(week)
    return RACE_PACE_SHARE * max(blocks.values(), default=0.0) if _is_taper(week) else blocks[week.number]


def _is_taper(week: PlanWeek) -> bool:
    return week.shape.phase == "taper"


def _race_pace_blocks(week: PlanWeek) -> dict[int, float]:
    """Return by week of a long race's plan the metres at race pace that one of its runs has; they grow.

    The last block is in the second-last long run, where the plan has room for it; those before come every other week.
    """
    goal, shapes = week.request.goal, week.shapes
    normal = [
        number
        for number, shape in enumerate(shapes)
        if shape.phase in ("build", "peak") and not shape.step_back and is_early_enough(week.request, number)
    ]
    in_long_runs = [number for number in normal if shapes[number].race_pace_m]
    blocks = [number for number in normal if not in_long_runs or number < in_long_runs[0]][::-1][::2][::-1]
    blocks += in_long_runs
    most = shapes[in_long_runs[-1]].race_pace_m if in_long_runs else RACE_PACE_M[goal]
    first, last = min(_FIRST_RACE_PACE_M, most), len(blocks) - 1
    even = {number: first + (most - first) * place / max(last, 1) for place, number in enumerate(blocks)}
    step = _RACE_PACE_STEP_M[goal]
    return {number: max(even[number], most - step * (last - place)) for place, number in enumerate(blocks)}


def quality_kinds(week: PlanWeek, days: tuple[int, ...]) -> dict[int, RunKind]:
    """Return the kind of each day's fast run; the other days, and those of a block's first week, have easy runs.

    Args:
        week: The week.
        days: The weekdays of all its runs but the long one.
    """
    shape = week.shape
    if week.number_in_block == 0:
        return {}
    open_days = [day for day in week.request.quality_days if day in days]
    kept = fast_runs_kept(map(week.days_to_race, open_days))
    open_days = [day for day in open_days if week.days_to_race(day) in kept]
    if shape.step_back:
        return dict.fromkeys(open_days[-1:], RunKind.TEMPO) if shape.phase in {"build", "peak"} else {}
    kinds = _kinds_before_long_race(week) if _is_before_long_race(week) else _rotation(week)
    if len(open_days) == 1 and RunKind.RACE_PACE in kinds and _is_before_long_race(week):
        kinds = (RunKind.RACE_PACE,)
    return dict(zip(open_days, kinds, strict=False))


def _is_before_long_race(week: PlanWeek) -> bool:
    return week.request.goal in _LONG_RACES and week.shape.phase in ("build", "peak")


def _kinds_before_long_race(week: PlanWeek) -> tuple[RunKind, ...]:
    """Return the kinds of a week's fast runs in the build-up to a half marathon or a marathon.

    There is only one next to a long run that is partly at race pace, or that is a marathoner's longest.
    """
    goal, shape = week.request.goal, week.shape
    is_marathon = goal is Goal.MARATHON
    if shape.race_pace_m:
        return (RunKind.TEMPO if is_marathon else RunKind.INTERVALS,)
    if week.number in _race_pace_blocks(week):
        return (RunKind.TEMPO if is_marathon else RunKind.INTERVALS, RunKind.RACE_PACE)
    is_even = week.number_in_block % 2 == 0
    kinds = (RunKind.TEMPO, RunKind.INTERVALS) if is_even else (RunKind.INTERVALS, RunKind.TEMPO)
    is_longest = shape.long_m == max(other.long_m for other in week.shapes)
    return kinds[:1] if is_marathon and is_longest else (*kinds, RunKind.HILLS)


def _rotation(week: PlanWeek) -> tuple[RunKind, ...]:
    """Return the kinds of a week's fast runs, the most important first; a single one changes from week to week."""
    goal, shape = week.request.goal, week.shape
    is_even = week.number_in_block % 2 == 0
    if shape.phase == "recovery":
        return ()
    if shape.phase == "base":
        return (RunKind.TEMPO,) if goal is Goal.AFTER_RACE else _base_kinds(week)
    if shape.phase == "taper":
        first = RunKind.TEMPO if shape.race_pace_m else RunKind.RACE_PACE
        return (
            (first, RunKind.TEMPO if goal is Goal.FIVE_K else RunKind.INTERVALS) if goal in _SHORT_RACES else (first,)
        )
    if goal is Goal.BASE:
        kinds = (RunKind.TEMPO, RunKind.INTERVALS if is_even else RunKind.HILLS)
    elif shape.phase == "build":
        kinds = (RunKind.INTERVALS, RunKind.TEMPO)
    else:
        kinds = (RunKind.RACE_PACE, RunKind.TEMPO)
    has_several = len(week.request.quality_days) > 1
    return (*(kinds if has_several or is_even else kinds[::-1]), RunKind.HILLS)


def _base_kinds(week: PlanWeek) -> tuple[RunKind, ...]:
    """Return the kinds of a base week's fast runs: hills first, threshold and intervals in the second half."""
    is_late = week.number >= sum(shape.phase == "base" for shape in week.shapes) // 2
    return (RunKind.HILLS, RunKind.TEMPO, RunKind.INTERVALS) if is_late else (RunKind.HILLS,)
