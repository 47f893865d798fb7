"""Fill in what a runner leaves open of a plan request."""

from __future__ import annotations

from dataclasses import replace

from planner.training.refusal import RefusedError
from planner.training.run_plans.goals import (
    DEFAULT_STEP_BACK_EVERY,
    GOAL_SETTINGS,
    SUNDAY,
    Goal,
    PlanRequest,
    RunningLevel,
    default_long_day,
)
from planner.training.run_plans.long_runs import max_week
from planner.training.run_plans.plan_requests import check_plan_shape
from planner.training.run_plans.run_days import USUAL_LEAST_RUN_M
from planner.training.run_plans.run_walk import USUAL_WEEKS, run_walk_volumes
from planner.training.run_plans.taper_rules import taper_weeks
from planner.training.run_plans.weekly_volumes import max_reachable_peak

DEFAULT_RUN_DAYS_A_WEEK = 5
_COUCH_RUN_DAYS_A_WEEK = 3
_PEAK_BY_LEVEL = {RunningLevel.COUCH: 0.5, RunningLevel.NEW: 0.6, RunningLevel.REGULAR: 1.0, RunningLevel.ADVANCED: 1.4}
_PEAK_BY_DAYS = {2: 0.5, 3: 0.65, 4: 0.82, 5: 1.0, 6: 1.15, 7: 1.25}
"""Default peak by the number of run days, as a share of the peak on five days."""
_DEFAULT_RUN_DAYS: dict[int, tuple[int, ...]] = {
    2: (2, 6),
    3: (1, 3, 6),
    4: (1, 3, 5, 6),
    5: (1, 2, 3, 5, 6),
    6: (1, 2, 3, 4, 5, 6),
    7: tuple(range(7)),
}
"""Weekdays spread over the week, Sunday among them, by their number."""
_RISE_BY_GOAL = {Goal.AFTER_RACE: 1.15}
_RISE = 1.055
"""Default growth from week to week, lighter weeks left out; a default, not evidence."""
_MIN_FIRST_WEEK_SHARE = 0.55
"""The least default first week, as a share of the peak."""


def with_defaults(
    goal: Goal,
    weeks: int | None = None,
    run_day_count: int | None = None,
    level: RunningLevel = RunningLevel.REGULAR,
    race_weekday: int = SUNDAY,
    *,
    run_days: tuple[int, ...] | None = None,
    long_day: int | None = None,
    quality_days: tuple[int, ...] | None = None,
    current_m: float | None = None,
    peak_m: float | None = None,
    step_back_every: int = DEFAULT_STEP_BACK_EVERY,
    recent_race: tuple[float, int] | None = None,
    easy_pace: float | None = None,
) -> PlanRequest:
    """Return a request with defaults for everything that is not given.

    What is given is not changed and not checked: `plan_generator.generate_plan` refuses what no plan
    can meet. If only one of current and peak volume is given, the other follows from it.

    Args:
        goal: What to prepare for.
        weeks: Length in weeks; the goal's default when None.
        run_day_count: How many days a week, when `run_days` is None; five when None.
        level: How used to running the runner is.
        race_weekday: Weekday of the race; ignored for a goal without one.
        run_days: The weekdays with a run.
        long_day: Weekday of the long run; Sunday, else Saturday, else the last run day when None.
        quality_days: Weekdays of the fast runs.
        current_m: Running in a week now, in metres.
        peak_m: Running in the biggest week, in metres.
        step_back_every: How often a lighter week comes: every 3 or every 4 weeks.
        recent_race: Metres and seconds of a recent race.
        easy_pace: The runner's own easy pace in seconds a kilometre.
    """
    settings = GOAL_SETTINGS[goal]
    is_couch = level is RunningLevel.COUCH
    if weeks is None:
        weeks = USUAL_WEEKS.get(goal, settings.default_weeks) if is_couch else settings.default_weeks
    if run_days is None:
        usual_count = _COUCH_RUN_DAYS_A_WEEK if is_couch else DEFAULT_RUN_DAYS_A_WEEK
        count = usual_count if run_day_count is None else run_day_count
        run_days = _DEFAULT_RUN_DAYS.get(count, tuple(range(max(count, 0))))  # a wrong count is refused later
    run_days = tuple(sorted(set(run_days)))
    long_day = default_long_day(run_days) if long_day is None else long_day
    if quality_days is None:
        quality_days = _default_quality_days(run_days, long_day, level)
    weekday = race_weekday if settings.race_m else None
    rises = max(weeks - taper_weeks(goal, weekday) - 1, 0)
    first_share = max(_MIN_FIRST_WEEK_SHARE, _RISE_BY_GOAL.get(goal, _RISE) ** -rises)  # of the peak
    peak, current = peak_m, current_m
    if is_couch and peak is None and current is None:
        current, peak = run_walk_volumes(len(run_days))
    elif peak is None and current is not None:
        peak = max(_whole_kilometres(current / first_share), current)
    elif peak is None:
        usual = settings.default_peak_m * _PEAK_BY_LEVEL[level] * _PEAK_BY_DAYS.get(len(run_days), 1.0)
        peak = max(_whole_kilometres(usual), settings.min_default_peak_m)
    if current is None:
        current = min(max(_whole_kilometres(peak * first_share), USUAL_LEAST_RUN_M * len(run_days)), peak)
    request = PlanRequest(
        goal=goal,
        weeks=weeks,
        run_days=run_days,
        current_m=current,
        peak_m=peak,
        level=level,
        long_day=long_day,
        quality_days=tuple(sorted(set(quality_days))),
        step_back_every=step_back_every,
        race_weekday=weekday,
        recent_race=recent_race,
        easy_pace=easy_pace,
    )
    return _make_reachable(request, fixed_current=current_m is not None, fixed_peak=peak_m is not None)


def _make_reachable(request: PlanRequest, *, fixed_current: bool, fixed_peak: bool) -> PlanRequest:
    """Change the volumes that were not given, current first, until the peak can be reached from the current volume."""
    if request.level is RunningLevel.COUCH:
        return request
    try:
        check_plan_shape(request)
    except RefusedError:
        return request  # generate_plan says what is wrong
    if not fixed_peak:
        most = max_week(request) // 1000 * 1000
        request = replace(request, peak_m=max(min(request.peak_m, most), request.current_m))
    while (
        not fixed_current
        and request.current_m + 1000 <= request.peak_m
        and max_reachable_peak(request) < request.peak_m
    ):
        request = replace(request, current_m=request.current_m + 1000)
    if not fixed_peak:
        request = replace(request, peak_m=max(min(request.peak_m, max_reachable_peak(request)), request.current_m))
    return request


def _default_quality_days(run_days: tuple[int, ...], long_day: int, level: RunningLevel) -> tuple[int, ...]:
    """Return the weekdays of the fast runs: not next to the long run or to each other, as far as the run days allow.

    There are two of them with four run days or more, else one; a new runner has one, and none with two run days.
    """
    wanted = {0: 0, 1: 0, 2: 1, 3: 1}.get(len(run_days), 2)
    if level is RunningLevel.NEW:
        wanted = 1 if len(run_days) > 2 else 0
    if level is RunningLevel.COUCH:
        wanted = 0
    others = [day for day in run_days if day != long_day]
    chosen: list[int] = []
    while len(chosen) < wanted:
        taken_days = {(taken + near) % 7 for taken in (*chosen, long_day) for near in (-1, 0, 1)}
        fitting = [day for day in others if day % 7 not in taken_days]
        if not fitting:
            if chosen:
                break  # one good fast run rather than two in a row
            fitting = others
        chosen.append(fitting[0])
        others.remove(fitting[0])
    return tuple(sorted(chosen))


def _whole_kilometres(metres: float) -> float:
    return round(metres / 1000) * 1000.0
