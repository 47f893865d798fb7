"""The sessions of a drafted block: lighter where the running is, with a sled where one can be used, titled honestly."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.training.doses import Equipment, Floor
from planner.training.run_plans.goals import Goal
from planner.training.run_plans.plan_defaults import with_defaults
from planner.training.run_plans.plan_generator import generate_plan
from planner.training.workouts import Exercise, Sport, StrengthKind, StrengthLevel, Workout
from planner.usecases.blocks.draft import draft_block
from planner.usecases.blocks.draft_model import Draft
from planner.usecases.blocks.options import BlockOptions
from tests.plans import default_plan

TODAY = dt.date(2027, 1, 4)


def sessions(draft: Draft) -> list[Workout]:
    return [workout for workout in draft.workouts if workout.sport is Sport.STRENGTH]


def drafted(goal: Goal, level: StrengthLevel, equipment: Equipment, *, step_back_every: int = 4) -> Draft:
    plan = generate_plan(with_defaults(goal, step_back_every=step_back_every))
    return draft_block(plan, BlockOptions(start_date=TODAY, level=level, equipment=equipment), TODAY)


@pytest.mark.parametrize("sled_kg", [15.0, 20.0, 25.0, 30.0])
def test_a_new_runner_pushes_a_usual_gym_sled_from_the_first_week_on(sled_kg: float) -> None:
    options = BlockOptions(start_date=TODAY, equipment=Equipment(70.0, sled_kg))
    draft = draft_block(default_plan(Goal.HALF), options, TODAY)
    demanding = [one for one in sessions(draft) if one.kind == StrengthKind.MODERATE]
    assert draft.block.week_index(demanding[0].date) == 0
    assert all(one.title == "Moderate sled and wall sit" for one in demanding)
    assert all((part.load_kg or 0) >= sled_kg for one in demanding for part in one.planned.sets[:1])


@given(
    st.sampled_from(StrengthLevel),
    st.sampled_from(Floor),
    st.integers(45, 100),
    st.none() | st.sampled_from([12, 25, 45]),
)
def test_a_title_has_a_sled_only_where_one_is_used(
    level: StrengthLevel, floor: Floor, body: int, sled_kg: int | None
) -> None:
    for session in sessions(drafted(Goal.FIVE_K, level, Equipment(body, sled_kg, floor))):
        sleds = [part for part in session.planned.sets if part.exercise is Exercise.REVERSE_SLED_PUSH]
        assert ("sled" in session.title) == any(part.load_kg for part in sleds)
        assert "sled" in session.title or "sled" not in (session.reason or "")


@pytest.mark.parametrize("step_back_every", [3, 4])
@pytest.mark.parametrize("goal", [Goal.TEN_K, Goal.HALF, Goal.MARATHON])
def test_strength_is_lighter_in_the_weeks_in_which_the_running_is(goal: Goal, step_back_every: int) -> None:
    draft = drafted(goal, StrengthLevel.EXPERIENCED, Equipment(70.0), step_back_every=step_back_every)
    plan = generate_plan(with_defaults(goal, step_back_every=step_back_every))
    assert plan.step_back_weeks
    assert {week for week, row in enumerate(draft.dose_weeks) if row.phase == "deload"} == plan.step_back_weeks
    for week in plan.step_back_weeks:
        own = [one for one in sessions(draft) if draft.block.week_index(one.date) == week and one.kind != "light"]
        assert len(own) == 1


def test_loads_grow_by_a_tenth_and_wall_sits_get_deeper_only_in_lighter_weeks() -> None:
    draft = drafted(Goal.MARATHON, StrengthLevel.EXPERIENCED, Equipment(100.0))
    weeks: dict[int, tuple[float, int]] = {}
    for one in sessions(draft):
        sled, sit = one.planned.sets
        week = draft.block.week_index(one.date)
        if one.kind != "light":
            load, angle = weeks.get(week, (0.0, 180))
            weeks[week] = max(load, sled.load_kg or 0.0), min(angle, sit.knee_angle_deg or 180)
    assert len(weeks) > 10
    for (_, (load_before, angle_before)), (week, (load, angle)) in pairwise(sorted(weeks.items())):
        assert load <= 1.1 * load_before + 0.5
        assert angle == angle_before or draft.dose_weeks[week].phase == "deload"
