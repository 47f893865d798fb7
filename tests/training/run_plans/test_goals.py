"""The built-in templates: one for each goal, of several lengths, each of which makes a plan."""

import pytest

from planner.training.refusal import RefusedError
from planner.training.run_plans.goals import GOAL_SETTINGS, Goal, default_step_back_every
from planner.training.run_plans.plan_defaults import with_defaults
from planner.training.run_plans.plan_generator import generate_plan
from planner.training.run_plans.typed_plan_requests import find_goal
from planner.training.workouts import RunKind, Sport
from tests.plans import default_plan


def test_there_is_one_for_each_goal() -> None:
    assert [find_goal(goal.value).value for goal in GOAL_SETTINGS] == [
        "5k",
        "10k",
        "half",
        "marathon",
        "base",
        "after-race",
    ]


@pytest.mark.parametrize("goal", Goal)
def test_every_length_makes_a_plan_that_ends_on_its_race(goal: Goal) -> None:
    settings = GOAL_SETTINGS[goal]
    assert settings.default_weeks in settings.week_choices
    for weeks in settings.week_choices:
        plan = generate_plan(with_defaults(goal, weeks))
        assert plan.days == weeks * 7
        races = [(entry.day, entry.planned.distance_m) for entry in plan.entries if entry.kind == RunKind.RACE]
        assert races == ([(plan.days - 1, settings.race_m)] if settings.race_m else [])


def test_two_rest_days_a_week() -> None:
    plan = default_plan(Goal.HALF)
    assert plan.name == "Half marathon, 12 weeks"
    assert sum(entry.sport is Sport.REST for entry in plan.entries) == 2 * 12


def test_an_unknown_name_lists_those_there_are() -> None:
    with pytest.raises(RefusedError, match=r'"ultra"; there are 5k, 10k, half, marathon, base, after-race'):
        find_goal("ultra")


@pytest.mark.parametrize("peak", [500_000.0, 4_000.0])
def test_an_absurd_peak_is_refused(peak: float) -> None:
    with pytest.raises(RefusedError, match="between 5 and 200 km"):
        default_plan(Goal.HALF, peak)


@pytest.mark.parametrize(("age", "every"), [(None, 4), (49, 4), (50, 3), (72, 3)])
def test_from_fifty_years_on_every_third_week_is_lighter_by_default(age: int | None, every: int) -> None:
    assert default_step_back_every(age) == every
