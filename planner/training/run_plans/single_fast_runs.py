"""One fast run outside of a generated plan: the repetitions that such a plan would choose for a run of its length."""

from __future__ import annotations

import math
from collections.abc import Callable

from planner.training.races import RaceDistance
from planner.training.run_plans.goals import GOAL_SETTINGS, SUNDAY, Goal, PlanRequest
from planner.training.run_plans.long_runs import RACE_PACE_M
from planner.training.run_plans.quality_runs import (
    QualityRun,
    QualityRunChooser,
    RunDescription,
    RunRoom,
    describe_quality_run,
    race_week_run,
    step_paces,
)
from planner.training.run_plans.run_steps import StepPaces
from planner.training.run_plans.taper_rules import FAST_SHARE, RACE_PACE_SHARE
from planner.training.runner_paces import RunnerPaces
from planner.training.workouts import Effort, RunKind

KINDS_WITH_REPETITIONS = (RunKind.TEMPO, RunKind.INTERVALS, RunKind.HILLS, RunKind.RACE_PACE)
USUAL_SHARE_OF_WEEK = 0.25
"""What a fast run is of its week where the week is not planned. A default, not evidence."""
_USUAL_GOAL = Goal.TEN_K
GOALS = {RaceDistance.TEN_K: Goal.TEN_K, RaceDistance.HALF: Goal.HALF, RaceDistance.MARATHON: Goal.MARATHON}
"""What a race of each class is prepared for as."""
_OTHER_KINDS = (RunKind.INTERVALS, RunKind.HILLS)
"""The chooser takes none of these in place of a kind that does not fit."""


def plan_fast_run(
    kind: RunKind, effort: Effort, paces: RunnerPaces, *, week_m: float | None = None, goal: Goal | None = None
) -> RunDescription | None:
    """Describe a fast run with its repetitions; None where none of the kind fit into the run, or into its week.

    Args:
        kind: One of `KINDS_WITH_REPETITIONS`.
        effort: How long the run is: its metres, and its seconds where it is planned by time.
        paces: How fast the runner runs.
        week_m: Running in the week in metres; None where it is not planned.
        goal: What the runner prepares for; of a goal without a race, or none, race pace is that of 10 km.
    """
    assert effort.distance_m is not None
    week_m = week_m or effort.distance_m / USUAL_SHARE_OF_WEEK
    chooser = QualityRunChooser(_request(goal, week_m, paces))
    run = chooser.choose(kind, week_m, RunRoom(effort.distance_m, other_kinds=_OTHER_KINDS))
    return None if run is None else _describe(run, effort, paces, chooser.paces)


def plan_tapering_run(
    kind: RunKind, effort: Effort, paces: RunnerPaces, *, week_m: float, goal: Goal, most_race_pace_m: float
) -> RunDescription | None:
    """Describe a fast run of a tapering week as a generated plan has it; None where none of the kind fits.

    Args:
        kind: One of `KINDS_WITH_REPETITIONS`.
        effort: How long the run is: its metres, and its seconds where it is planned by time.
        paces: How fast the runner runs.
        week_m: Running in the week in metres.
        goal: What the runner prepares for; it has a race.
        most_race_pace_m: The most running at race pace in a run before the taper, in metres.
    """
    assert effort.distance_m is not None
    chooser = QualityRunChooser(_request(goal, week_m, paces))
    race_pace_m = RACE_PACE_SHARE * most_race_pace_m if goal in RACE_PACE_M else math.inf
    room = RunRoom(effort.distance_m, race_pace_m=(0.0, race_pace_m), other_kinds=_OTHER_KINDS)
    run = chooser.choose(kind, week_m, room, FAST_SHARE)
    return None if run is None else _describe(run, effort, paces, chooser.paces)


def plan_race_week_run(effort: Effort, paces: RunnerPaces, goal: Goal) -> RunDescription | None:
    """Describe the fast run of a race's own week as a generated plan has it; None where the run is too short."""
    assert effort.distance_m is not None
    request = _request(goal, effort.distance_m / USUAL_SHARE_OF_WEEK, paces)
    run = race_week_run(request, effort.distance_m)
    return None if run is None else _describe(run, effort, paces, step_paces(request))


def _describe(run: QualityRun, effort: Effort, paces: RunnerPaces, step_paces: StepPaces) -> RunDescription:
    """Describe a chosen run as long as a run is planned."""
    return _of_time(lambda metres: describe_quality_run(run, metres, step_paces), run.least_m, effort, run.kind, paces)


def _of_time(
    describe: Callable[[float], RunDescription], least_m: float, effort: Effort, kind: RunKind, paces: RunnerPaces
) -> RunDescription:
    """Return a run as long as it is planned, by its time where it has one."""
    assert effort.distance_m is not None
    described = describe(effort.distance_m)
    if effort.duration_s is None:
        return described
    seconds = paces.duration_s(kind, Effort(described.distance_m, steps=described.steps))
    metres = effort.distance_m + (effort.duration_s - seconds) / paces.easy * 1000
    return describe(max(round(metres / 100) * 100.0, least_m))


def _request(goal: Goal | None, week_m: float, paces: RunnerPaces) -> PlanRequest:
    has_race = goal is not None and GOAL_SETTINGS[goal].race_m is not None
    return PlanRequest(
        goal=goal if goal is not None and has_race else _USUAL_GOAL,
        weeks=1,
        run_days=(SUNDAY,),
        current_m=week_m,
        peak_m=week_m,
        level=paces.level,
        recent_race=paces.recent_race,
        easy_pace=paces.own_easy,
    )
