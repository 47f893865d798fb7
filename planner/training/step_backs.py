"""Find the step-back weeks of a run plan: the lighter weeks on the way up, in which strength is lighter as well.

What counts as lighter is this planner's default. It is meant to find what authors of plans intend: a week with an
eighth less running, or one whose long run is a fifth shorter although the week is nearly as long (Higdon).
"""

from __future__ import annotations

from collections.abc import Sequence

from planner.training.plans import Plan, PlanEntry
from planner.training.runner_paces import RunnerPaces
from planner.training.workouts import RunKind, Sport

_LIGHTER_WEEK = 0.88
"""The most of a step-back week's running, as a share of the larger of the two weeks before."""
_SHORTER_LONG_RUN, _LITTLE_LIGHTER_WEEK = 0.8, 0.97
"""The most of a step-back week's longest run, and of its running, as shares of the week before: then it is the long
run that steps back."""
_NORMAL_WEEKS_BETWEEN = 2
"""How many normal weeks come before a week in which only the long run steps back."""
_TAPER_WEEKS = 2
"""How many weeks of running before the week of a race are a taper, even if the second is a little longer."""


def step_back_weeks(plan: Plan) -> frozenset[int]:
    """Return the step-back weeks of a plan, by their index from 0: those it names, else those its running shows."""
    if plan.step_back_weeks is not None:
        return plan.step_back_weeks
    weeks = -(-plan.days // 7)
    totals, longest = [0.0] * weeks, [0.0] * weeks
    for entry in plan.entries:
        if entry.sport is Sport.RUN and entry.day != plan.race_day:
            metres = _run_metres(entry)
            totals[entry.day // 7] += metres
            longest[entry.day // 7] = max(longest[entry.day // 7], metres)
    return find_step_back_weeks(totals, longest, None if plan.race_day is None else plan.race_day // 7)


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
    end = len(totals) if race_week is None else race_week - _TAPER_WEEKS
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


def _run_metres(entry: PlanEntry) -> float:
    planned = entry.planned
    if planned.distance_m is not None:
        return planned.distance_m
    return RunnerPaces().distance_m(RunKind(entry.kind or RunKind.EASY), planned) if planned.duration_s else 0.0
