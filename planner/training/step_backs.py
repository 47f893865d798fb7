"""Find the lighter weeks of a run plan, in which strength is lighter as well: its step-back weeks and its taper.

What counts as lighter is this planner's default. It is meant to find what authors of plans intend: a week with an
eighth less running, or one whose long run is a fifth shorter although the week is nearly as long (Higdon).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from planner.training.dose_tables import LighterWeeks
from planner.training.plans import Plan
from planner.training.runner_paces import RunnerPaces
from planner.training.workouts import Effort, RunKind, Sport, Workout

_LIGHTER_WEEK = 0.88
"""The most of a lighter week's running, as a share of the larger of the two weeks before."""
_SHORTER_LONG_RUN, _LITTLE_LIGHTER_WEEK = 0.8, 0.97
"""The most of a step-back week's longest run, and of its running, as shares of the week before: then it is the long
run that steps back."""
_NORMAL_WEEKS_BETWEEN = 2
"""How many normal weeks come before a week in which only the long run steps back."""
_WEEKS_BEFORE_TAPER = 3
"""The running of so many weeks before a taper is what it is compared with."""


def lighter_weeks_of_plan(plan: Plan) -> LighterWeeks:
    """Return the lighter weeks of a plan: the step-back weeks it names, else those that its running shows."""
    runs = [
        (entry.day, _run_metres(entry.kind, entry.planned))
        for entry in plan.entries
        if entry.sport is Sport.RUN and entry.day != plan.race_day
    ]
    race_week = None if plan.race_day is None else plan.race_day // 7
    return _lighter_weeks(runs, -(-plan.days // 7), race_week, plan.step_back_weeks)


def lighter_weeks_of_runs(
    workouts: Iterable[Workout], start: dt.date, weeks: int, race: dt.date | None
) -> LighterWeeks:
    """Return the lighter weeks of some weeks of the calendar, as their runs are planned.

    Args:
        workouts: The workouts of these weeks; only runs count.
        start: The first day.
        weeks: How many weeks there are.
        race: The day of the goal race, or None.
    """
    runs = [
        ((workout.date - start).days, _run_metres(workout.kind, workout.planned))
        for workout in workouts
        if workout.sport is Sport.RUN and workout.date != race
    ]
    return _lighter_weeks(runs, weeks, None if race is None else (race - start).days // 7)


def _lighter_weeks(
    runs: Iterable[tuple[int, float]], weeks: int, race_week: int | None, named: frozenset[int] | None = None
) -> LighterWeeks:
    totals, longest = [0.0] * weeks, [0.0] * weeks
    for day, metres in runs:
        if 0 <= day < 7 * weeks:
            totals[day // 7] += metres
            longest[day // 7] = max(longest[day // 7], metres)
    step_backs = find_step_back_weeks(totals, longest, race_week) if named is None else named
    return LighterWeeks(step_backs, find_taper_weeks(totals, race_week))


def find_taper_weeks(totals: Sequence[float], race_week: int | None) -> int:
    """Return how many weeks directly before the week of the race taper: 2 where the first is clearly lighter already.

    Args:
        totals: The running of each week, in metres.
        race_week: The index of the week of the goal race, from 0, or None.
    """
    first = -1 if race_week is None else race_week - 2
    if first < 1 or first + 1 >= len(totals):
        return 1
    most_before = max(totals[max(first - _WEEKS_BEFORE_TAPER, 0) : first])
    return 2 if totals[first + 1] <= totals[first] <= _LIGHTER_WEEK * most_before else 1


def find_step_back_weeks(
    totals: Sequence[float], longest: Sequence[float], race_week: int | None = None
) -> frozenset[int]:
    """Return the weeks that are clearly lighter than those before and are followed by a heavier one.

    The first week, the last ones before a race, the race's own week and those after it are none. Where only the long
    run steps back, two normal weeks come first: some plans have a shorter long run every other week without meaning it.

    Args:
        totals: The running of each week, in metres.
        longest: The longest run of each week, in metres.
        race_week: The index of the week of the goal race, from 0, or None.
    """
    end = len(totals) if race_week is None else race_week - find_taper_weeks(totals, race_week)
    found: list[int] = []
    for week in range(1, min(end, len(totals) - 1)):
        if not totals[week] < min(totals[week - 1], totals[week + 1]):
            continue
        is_lighter = totals[week] <= _LIGHTER_WEEK * max(totals[max(week - 2, 0) : week])
        has_shorter_long_run = (
            longest[week] <= _SHORTER_LONG_RUN * longest[week - 1]
            and totals[week] <= _LITTLE_LIGHTER_WEEK * totals[week - 1]
        )
        if is_lighter or (has_shorter_long_run and week - (found[-1] if found else -1) > _NORMAL_WEEKS_BETWEEN):
            found.append(week)
    return frozenset(found)


def _run_metres(kind: str | None, planned: Effort) -> float:
    if planned.distance_m is not None:
        return planned.distance_m
    return RunnerPaces().distance_m(RunKind(kind or RunKind.EASY), planned) if planned.duration_s else 0.0
