"""Plans for runners who cannot run for 30 minutes yet: running and walking by time, until no walk is left."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.training.plans import Plan, PlanEntry
from planner.training.run_plans.goals import Goal, PlanRequest, RunningLevel
from planner.training.run_plans.plan_defaults import with_defaults
from planner.training.run_plans.plan_generator import generate_plan
from planner.training.run_plans.plan_requests import PlanRequestError
from planner.training.runner_paces import RunnerPaces
from planner.training.steps import StepKind, single_steps, steps_duration_s
from planner.training.workouts import RunKind
from tests.training.run_plans.plan_request_strategies import runs

couch = st.builds(
    with_defaults,
    st.sampled_from((Goal.FIVE_K, Goal.BASE)),
    st.integers(4, 26),
    st.integers(2, 4),
    st.just(RunningLevel.COUCH),
    st.integers(0, 6),
    step_back_every=st.sampled_from((3, 4)),
)


def longest_run_s(plan: Plan) -> int:
    """The longest running without a walk."""
    return max(
        step.duration_s or 0
        for entry in runs(plan)
        for step in single_steps(entry.planned.steps)
        if step.kind is StepKind.WORK
    )


def minutes(entry: PlanEntry) -> int:
    return round((entry.planned.duration_s or 0) / 60)


@pytest.mark.parametrize("weeks", range(8, 14))
@pytest.mark.parametrize("days", [2, 3, 4])
def test_eight_weeks_or_more_lead_to_thirty_minutes_before_the_race(weeks: int, days: int) -> None:
    plan = generate_plan(with_defaults(Goal.FIVE_K, weeks, days, RunningLevel.COUCH))
    assert longest_run_s(plan) >= 30 * 60
    assert [entry.kind for entry in plan.entries if entry.day == plan.race_day] == [RunKind.RACE]
    assert "would do" not in plan.remarks[0]


def test_the_usual_plan_is_ten_weeks_of_three_days() -> None:
    plan = generate_plan(with_defaults(Goal.FIVE_K, level=RunningLevel.COUCH))
    first, *_ = runs(plan)
    assert (plan.days, len(runs(plan, 0))) == (70, 3)
    assert first.title == "Run 1 min, walk 90 s, 9 times"
    assert first.planned.distance_m is None
    assert runs(plan, 8)[0].title == "Run 30 min"


@given(couch)
def test_every_session_is_the_sum_of_its_steps_and_none_leaps(wish: PlanRequest) -> None:
    plan = generate_plan(wish)
    for entry in runs(plan):
        assert steps_duration_s(entry.planned.steps) == entry.planned.duration_s
        before = [minutes(other) for other in runs(plan) if entry.day - 30 <= other.day < entry.day]
        assert entry.day < 7 or minutes(entry) <= 1.1 * max(before)
    assert generate_plan(wish) == plan


@given(couch)
def test_fewer_weeks_say_first_how_far_they_lead_and_how_many_would_do(wish: PlanRequest) -> None:
    plan = generate_plan(wish)
    found = re.search(r"not 30 min; (\d+) weeks would do", plan.remarks[0])
    assert (found is None) == (longest_run_s(plan) >= 30 * 60)
    if found:
        enough = generate_plan(with_defaults(wish.goal, int(found[1]), len(wish.run_days), RunningLevel.COUCH))
        assert longest_run_s(enough) >= 30 * 60


@pytest.mark.parametrize(
    ("wish", "field", "words"),
    [
        (with_defaults(Goal.HALF, level=RunningLevel.COUCH), "level", "prepares for 5 km first; a half-marathon plan"),
        (
            with_defaults(Goal.FIVE_K, level=RunningLevel.COUCH, quality_days=(1,)),
            "quality_days",
            "has no quality days, such as Tue",
        ),
    ],
)
def test_what_running_and_walking_does_not_lead_to_is_refused(wish: PlanRequest, field: str, words: str) -> None:
    with pytest.raises(PlanRequestError, match=re.escape(words)) as refused:
        generate_plan(wish)
    assert refused.value.field == field


def test_of_many_run_days_four_are_used_and_it_is_said_first() -> None:
    plan = generate_plan(with_defaults(Goal.FIVE_K, 10, 6, RunningLevel.COUCH))
    assert len({entry.day for entry in runs(plan, 0)}) == 4
    assert plan.remarks[0] == "6 run days are too many for running and walking: 4 of them are used."


def test_a_race_with_breaks_of_walking_takes_as_long_as_easy_running() -> None:
    assert RunnerPaces(level=RunningLevel.COUCH).race_time(5_000) == 40 * 60
    assert RunnerPaces(level=RunningLevel.COUCH, recent_race=(5_000, 1_900)).race_time(5_000) == 1_900


def test_kilometres_that_are_given_are_said_not_to_be_used() -> None:
    plan = generate_plan(with_defaults(Goal.FIVE_K, level=RunningLevel.COUCH, current_m=20_000, peak_m=30_000))
    assert any("20 to 30 km a week are not used" in remark for remark in plan.remarks)
