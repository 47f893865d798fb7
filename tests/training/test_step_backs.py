"""Step-back weeks are found in plans that do not name them, as their authors meant them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.training.dose_tables import LighterWeeks
from planner.training.plans import Plan, PlanEntry
from planner.training.races import Unit
from planner.training.run_plans.goals import Goal
from planner.training.run_plans.plan_defaults import with_defaults
from planner.training.run_plans.plan_generator import generate_plan
from planner.training.step_backs import find_step_back_weeks, find_taper_weeks, lighter_weeks_of_plan
from planner.training.workouts import Effort, RunKind, Slot, Sport
from tests.plans import default_plan


def find(weeks: str, race_week: int | None = None) -> list[int]:
    """Return the step-back weeks, counted from 1, of weeks written as ``total/longest``."""
    totals, longest = zip(*(map(float, week.split("/")) for week in weeks.split()), strict=True)
    return sorted(week + 1 for week in find_step_back_weeks(totals, longest, race_week))


def test_every_third_week_steps_back_where_only_the_long_run_gets_clearly_shorter() -> None:
    novice_marathon = (
        "15/6 16/7 15/5 19/9 21/10 18/7 24/12 25/13 24/10 29/15 32/16 29/12 36/18 33/14 40/20 29/12 21/8 9/4"
    )
    assert find(novice_marathon, 17) == [3, 6, 9, 12]


def test_a_week_with_clearly_less_running_steps_back_wherever_it_is() -> None:
    half_marathon = "27/6 29/8 29/10 35/11 40/13 28/10 47/14 50/16 39/13 55/18 48/19 16/6"
    assert find(half_marathon, 11) == [6, 9]
    club_marathon = (
        "42/11 43/16 37/16 43/18 51/19 47/23 34/13 56/23 51/21 56/24 58/24 58/24 37/14 60/27 39/14 55/23 64/29 47/23 "
        "45/13 24/10"
    )
    assert find(club_marathon, 19) == [3, 7, 13, 15]


def test_a_shorter_long_run_every_other_week_is_not_a_step_back_every_other_week() -> None:
    alternating = "71/19 76/16 84/23 79/16 90/24 84/16 96/26 90/18 97/26 90/18 99/26 89/19 86/19 42/10"
    assert find(alternating, 13) == [4, 8]


@pytest.mark.parametrize("weeks", ["40/12 42/13 44/14 46/15 48/16", "40/12 36/11 32/10 28/9", "0/0 0/0 0/0", "30/10"])
def test_steady_and_falling_weeks_have_none(weeks: str) -> None:
    assert find(weeks) == []


def test_the_taper_and_the_race_week_are_no_step_backs() -> None:
    assert find("40/12 44/14 30/10 46/15 36/10 34/12 10/5", 6) == [3]


@pytest.mark.parametrize("every", [3, 4])
@pytest.mark.parametrize("goal", [Goal.MARATHON, Goal.HALF, Goal.TEN_K])
def test_a_generated_plan_shows_its_step_backs_without_naming_them(goal: Goal, every: int) -> None:
    plan = generate_plan(replace(with_defaults(goal, weeks=16), step_back_every=every))
    found = lighter_weeks_of_plan(replace(plan, step_back_weeks=None)).step_backs
    assert found
    assert all((week + 1) % every == 0 for week in found)


def test_what_a_plan_says_of_its_step_backs_is_taken() -> None:
    named = replace(default_plan(Goal.HALF), step_back_weeks=frozenset({5}))
    assert lighter_weeks_of_plan(named).step_backs == {5}


def test_runs_by_time_count_as_much_as_runs_by_distance() -> None:
    by_time, by_distance = Effort(duration_s=3000), Effort(distance_m=8000.0)
    entries = [
        PlanEntry(7 * week + day, Sport.RUN, RunKind.EASY, "Easy", Slot.AM, effort)
        for week, days in enumerate((4, 5, 3, 5, 6))
        for day, effort in zip(range(days), (by_time, by_distance) * 3, strict=False)
    ]
    assert lighter_weeks_of_plan(Plan("Mixed", Unit.KM, 35, tuple(entries))) == LighterWeeks(frozenset({2}))


@pytest.mark.parametrize(
    ("weeks", "taper"),
    [("50 55 60 64 47 34 14", 2), ("40 47 50 39 55 48 16", 1), ("50 60 60 58 54 10", 1), ("60 64 47 50 10", 1)],
)
def test_a_taper_has_two_weeks_before_the_race_week_where_the_running_falls_twice(weeks: str, taper: int) -> None:
    totals = [float(week) for week in weeks.split()]
    assert find_taper_weeks(totals, len(totals) - 1) == taper
