"""A wish filled in: what a runner usually wants who has said no more than a goal. Defaults, not evidence."""

from __future__ import annotations

from dataclasses import replace

from planner.training.goals import (
    DEFAULT_STEP_BACK_EVERY,
    GOAL_SETTINGS,
    SUNDAY,
    Goal,
    PlanRequest,
    RunningLevel,
    default_long_day,
    taper_weeks,
)
from planner.training.refusal import RefusedError
from planner.training.volumes import max_reachable_peak
from planner.training.wishes import MIN_MEAN_RUN_M, check_plan_shape

DEFAULT_RUN_DAYS_A_WEEK = 5
_PEAK_BY_LEVEL = {RunningLevel.NEW: 0.6, RunningLevel.REGULAR: 1.0, RunningLevel.ADVANCED: 1.4}
_PEAK_BY_DAYS = {2: 0.5, 3: 0.65, 4: 0.82, 5: 1.0, 6: 1.15, 7: 1.25}
"""Usual peak as a share of a regular runner's on five days."""
_DEFAULT_RUN_DAYS = {
    2: (2, 6),
    3: (1, 3, 6),
    4: (1, 3, 5, 6),
    5: (1, 2, 3, 5, 6),
    6: (1, 2, 3, 4, 5, 6),
    7: tuple(range(7)),
}
_RISE_BY_GOAL = {Goal.AFTER_RACE: 1.15}
_RISE = 1.055
"""Usual growth from week to week, before step-back weeks."""
_MIN_FIRST_WEEK_SHARE = 0.55


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
) -> PlanRequest:
    """A wish with everything that was not said filled in.

    Nothing that was said is changed, and nothing is checked: `planner.training.runplans.generate_plan` refuses what
    cannot be. Of current and peak volume the one not said follows from the other.

    Args:
        goal: What to prepare for.
        weeks: Length; the goal's usual one when None.
        run_day_count: How many days a week, when `run_days` are not named; five when None.
        level: How used to running the runner is.
        race_weekday: Weekday of the race; left out for a goal without one.
        run_days: The weekdays themselves.
        long_day: Weekday of the long run; Sunday, else Saturday, else the last run day.
        quality_days: Weekdays of the fast runs.
        current_m: Metres in a week now.
        peak_m: Metres in the biggest week.
        step_back_every: Three or four weeks.
        recent_race: Metres and seconds of a recent race.
    """
    figures = GOAL_SETTINGS[goal]
    length = figures.default_weeks if weeks is None else weeks
    held = (
        tuple(sorted(set(run_days)))
        if run_days is not None
        else default_run_days(DEFAULT_RUN_DAYS_A_WEEK if run_day_count is None else run_day_count)
    )
    long_run = default_long_day(held) if long_day is None else long_day
    start = first_week_share(goal, length - taper_weeks(race_weekday if figures.race_m else None))
    peak, current = peak_m, current_m
    if peak is None:
        peak = (
            default_peak(goal, level, len(held))
            if current is None
            else max(_whole_kilometres(current / start), current)
        )
    if current is None:
        current = min(max(_whole_kilometres(peak * start), MIN_MEAN_RUN_M * len(held)), peak)
    wish = PlanRequest(
        goal=goal,
        weeks=length,
        run_days=held,
        current_m=current,
        peak_m=peak,
        level=level,
        long_day=long_run,
        quality_days=default_quality_days(held, long_run, level)
        if quality_days is None
        else tuple(sorted(set(quality_days))),
        step_back_every=step_back_every,
        race_weekday=race_weekday if figures.race_m else None,
        recent_race=recent_race,
    )
    return _make_reachable(wish, fixed_current=current_m is not None, fixed_peak=peak_m is not None)


def _make_reachable(wish: PlanRequest, *, fixed_current: bool, fixed_peak: bool) -> PlanRequest:
    """The wish with a current volume, if it was not said, from which the peak can be reached; else with such a peak."""
    try:
        check_plan_shape(wish)
    except RefusedError:
        return wish
    while not fixed_current and wish.current_m + 1000 <= wish.peak_m and max_reachable_peak(wish) < wish.peak_m:
        wish = replace(wish, current_m=wish.current_m + 1000)
    if not fixed_peak:
        wish = replace(wish, peak_m=max(min(wish.peak_m, max_reachable_peak(wish)), wish.current_m))
    return wish


def default_run_days(count: int) -> tuple[int, ...]:
    """So many weekdays, spread over the week with the weekend's long run last; empty for a count no week has."""
    return _DEFAULT_RUN_DAYS.get(count, tuple(range(max(count, 0))))


def default_quality_days(run_days: tuple[int, ...], long_day: int, level: RunningLevel) -> tuple[int, ...]:
    """The weekdays of the fast runs: as far from the long run and from each other as the run days allow.

    Two of them on four days or more, one for a new runner or on three days; on two days one, none for a new runner.
    """
    most = {0: 0, 1: 0, 2: 1, 3: 1}.get(len(run_days), 2)
    wanted = min(most, 1) if level is RunningLevel.NEW else most
    if level is RunningLevel.NEW and len(run_days) <= 2:
        wanted = 0
    others = [day for day in run_days if day != long_day]
    found: list[int] = []
    while len(found) < wanted:
        fitting = [day for day in others if all(_weekday_distance(day, taken) > 1 for taken in (*found, long_day))]
        if not fitting:
            if found:
                break  # one good fast run rather than two in a row
            fitting = others
        found.append(fitting[0])
        others.remove(fitting[0])
    return tuple(sorted(found))


def _weekday_distance(one: int, other: int) -> int:
    """Days between two weekdays, the shorter way round the week."""
    return min((one - other) % 7, (other - one) % 7)


def default_peak(goal: Goal, level: RunningLevel, days: int) -> float:
    """The usual biggest week, metres in whole kilometres."""
    figures = GOAL_SETTINGS[goal]
    peak = figures.default_peak_m * _PEAK_BY_LEVEL[level] * _PEAK_BY_DAYS.get(days, 1.0)
    return max(_whole_kilometres(peak), figures.min_default_peak_m)


def first_week_share(goal: Goal, building_weeks: int) -> float:
    """The usual first week as a share of the peak: what grows to it by an even 5.5 % a week, 55 % at the least.

    Args:
        goal: What is prepared for.
        building_weeks: Weeks before the taper.
    """
    return max(_MIN_FIRST_WEEK_SHARE, _RISE_BY_GOAL.get(goal, _RISE) ** -max(building_weeks - 1, 0))


def _whole_kilometres(metres: float) -> float:
    return round(metres / 1000) * 1000.0
