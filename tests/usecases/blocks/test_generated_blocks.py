"""Generated plans as blocks: the slotter finds nothing to warn of but what a runner asked for, or a race itself."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.training.doses import Equipment
from planner.training.run_plans.goals import GOAL_SETTINGS, Goal, PlanRequest, RunningLevel
from planner.training.run_plans.plan_defaults import with_defaults
from planner.training.run_plans.plan_generator import generate_plan
from planner.training.workouts import DEMANDING_KINDS, Sport, StrengthKind, StrengthLevel
from planner.usecases.blocks.draft import draft_block
from planner.usecases.blocks.draft_model import Draft
from planner.usecases.blocks.options import BlockOptions
from planner.usecases.strength.lint import findings_of_draft
from tests.examples import examples
from tests.training.run_plans.plan_request_strategies import LEVELS, granted

MONDAY = dt.date(2027, 1, 4)
LENGTHS = [(goal, weeks) for goal in Goal for weeks in GOAL_SETTINGS[goal].week_choices]


def drafted(wish: PlanRequest, choices: BlockOptions) -> Draft:
    return draft_block(generate_plan(wish), choices, MONDAY)


def warned(draft: Draft) -> set[str]:
    """The codes of all warnings but those that a race brings into its own week."""
    race_week = None if draft.block.race_date is None else (draft.block.race_date - draft.block.start).days // 7
    return {
        warning.code
        for warning in draft.answer.warnings
        if warning.week != race_week or warning.code not in {"W3", "W4"}
    }


@settings(max_examples=examples(60))
@given(granted(), st.sampled_from(StrengthLevel))
def test_no_plan_jumps_in_the_slotters_own_reckoning(wish: PlanRequest, level: StrengthLevel) -> None:
    options = BlockOptions(
        start_date=MONDAY,
        easy_pace=wish.easy_pace,
        recent_race=wish.recent_race,
        running_level=wish.level,
        level=level,
    )
    found = warned(drafted(wish, options))
    assert not found & {"W3", "W4"}
    assert not {code for code in found if code.startswith("HC")}
    if len(wish.run_days) < 7:
        assert "W5" not in found or wish.weeks <= 7 or wish.goal is Goal.AFTER_RACE


@pytest.mark.parametrize(("goal", "weeks"), LENGTHS, ids=str)
@pytest.mark.parametrize("days", range(2, 8))
def test_every_template_slots_on_any_number_of_days(goal: Goal, weeks: int, days: int) -> None:
    for level in LEVELS:
        draft = drafted(with_defaults(goal, weeks, days, level), BlockOptions(start_date=MONDAY))
        assert warned(draft) <= {"W2"}
        assert draft.block.weeks == weeks
        assert draft.answer.sessions or weeks == 2


def test_weeks_that_run_too_little_for_strength_raise_nothing_in_the_next_session() -> None:
    recent = (5_000.0, 17 * 60)
    wish = with_defaults(Goal.FIVE_K, 8, 7, RunningLevel.NEW, current_m=10_000, peak_m=10_000, recent_race=recent)
    options = BlockOptions(
        start_date=MONDAY,
        level=StrengthLevel.EXPERIENCED,
        running_level=RunningLevel.NEW,
        recent_race=recent,
        equipment=Equipment(55, 34),
    )
    draft = drafted(wish, options)
    sessions = [one for one in draft.workouts if one.sport is Sport.STRENGTH]
    demanding = {
        draft.block.week_index(one.date) for one in sessions if StrengthKind(one.kind or "") in DEMANDING_KINDS
    }
    assert demanding == {0, 1, 2, 4, 5}
    assert [row.has_room for row in draft.dose_weeks] == [True, True, True, False, True, True, False, True]
    sits = [part for one in sessions for part in one.planned.sets if part.hold_s]
    assert [(part.hold_s, part.knee_angle_deg) for part in sits] == [
        (60, 120), (60, 120), (75, 120), (90, 120), (105, 120),
    ]  # fmt: skip
    assert not {one.code for one in findings_of_draft(draft)} & {"D2", "D5"}
