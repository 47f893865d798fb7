"""Planned runs as a taper has them: less fast running at the same pace, and easy runs where the race is too near.

The rules are those of generated plans (`taper_rules`). How long the runs become is not decided here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from planner.training.kind_changes import easy_in_place_of, with_note_of_former
from planner.training.races import Unit
from planner.training.run_estimates import planned_without_estimates, renew_estimates
from planner.training.run_plans.goals import Goal
from planner.training.run_plans.long_runs import taper_race_pace
from planner.training.run_plans.quality_runs import RunDescription
from planner.training.run_plans.single_fast_runs import (
    KINDS_WITH_REPETITIONS,
    plan_race_week_run,
    plan_tapering_run,
)
from planner.training.run_plans.taper_rules import LAST_LONG_RUN_DAYS, fast_runs_kept
from planner.training.runner_paces import RunnerPaces
from planner.training.steps import Repeat, Step
from planner.training.structured_runs import work_steps
from planner.training.workouts import QUALITY_RUNS, Effort, RunKind, Workout

_LESS = 0.95
"""Less work than this share of a run's own is worth another run."""


@dataclass(frozen=True, slots=True)
class TaperingWeek:
    """What the fast runs of a tapering week follow.

    Attributes:
        goal: What the race is prepared for as.
        place: Its place in the taper, from 0.
        is_last: Whether the race is in it.
        volume_m: Running in it in metres.
        most_race_pace_m: The most running at race pace in a run before the taper, in metres.
        unit: The unit of sentences.
    """

    goal: Goal
    place: int
    is_last: bool
    volume_m: float
    most_race_pace_m: float
    unit: Unit


def easy_near_race(run: Workout, runs: Iterable[Workout], race_day: dt.date, paces: RunnerPaces, unit: Unit) -> Workout:
    """Return a run, easy where it is too near to the race to be fast or long.

    Args:
        run: The run.
        runs: All runs of the days before the race.
        race_day: The day of the race.
        paces: How fast the runner runs.
        unit: The unit of sentences.
    """
    days_of_fast = ((race_day - one.date).days for one in sorted(runs, key=_date) if one.kind in QUALITY_RUNS)
    days = (race_day - run.date).days
    is_too_fast = run.kind in QUALITY_RUNS and days not in fast_runs_kept(days_of_fast)
    is_too_long = run.kind == RunKind.LONG and days < LAST_LONG_RUN_DAYS
    if not is_too_fast and not is_too_long:
        return run
    return renew_estimates(easy_in_place_of(run, planned_without_estimates(run)), paces, unit)


def with_less_work(run: Workout, week: TaperingWeek, paces: RunnerPaces) -> Workout:
    """Return a structured run with the work that a generated plan has in such a week; one with no more stays."""
    work_m, metres = work_metres(run, paces), run.planned.distance_m
    if not work_m or not metres:
        return run
    if run.kind == RunKind.LONG:
        most_m = taper_race_pace(week.goal, week.place, week.most_race_pace_m)
        described = RunDescription(RunKind.LONG, "Long run", metres) if work_m > most_m else None
    elif run.kind in KINDS_WITH_REPETITIONS:
        described = _fast_run(run, week, paces, metres)
        if described is None:
            return renew_estimates(easy_in_place_of(run, planned_without_estimates(run)), paces, week.unit)
    else:
        described = None
    if described is None or _metres_of_work(described.steps, paces) > _LESS * work_m:
        return run
    planned = replace(run.planned, distance_m=described.distance_m, duration_s=None, steps=described.steps)
    new = replace(with_note_of_former(run), kind=described.kind, title=described.title, planned=planned, estimated=())
    return renew_estimates(replace(new, reason=None if run.estimated else run.reason), paces, week.unit)


def work_metres(run: Workout, paces: RunnerPaces) -> float:
    """Return the metres of a run's steps that are faster than easy; 0 without any."""
    return _metres_of_work(run.planned.steps, paces)


def most_race_pace(runs: Sequence[Workout], paces: RunnerPaces) -> float:
    """Return the most metres of work in one of the runs that are at race pace or are long."""
    kinds = (RunKind.RACE_PACE, RunKind.LONG)
    return max((work_metres(run, paces) for run in runs if run.kind in kinds), default=0.0)


def _fast_run(run: Workout, week: TaperingWeek, paces: RunnerPaces, metres: float) -> RunDescription | None:
    said = planned_without_estimates(run)
    effort = Effort(metres, None if said.distance_m else said.duration_s)
    if week.is_last:
        return plan_race_week_run(effort, paces, week.goal)
    return plan_tapering_run(
        RunKind(run.kind or RunKind.EASY),
        effort,
        paces,
        week_m=week.volume_m,
        goal=week.goal,
        most_race_pace_m=week.most_race_pace_m,
    )


def _metres_of_work(steps: tuple[Step | Repeat, ...], paces: RunnerPaces) -> float:
    return paces.steps_distance_m([*work_steps(steps)]) or 0.0


def _date(run: Workout) -> dt.date:
    return run.date
