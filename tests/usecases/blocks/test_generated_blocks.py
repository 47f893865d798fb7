"""Generated plans as blocks: the slotter finds nothing to warn of but what a runner asked for, or a race itself."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.training.goals import FIGURES, Goal, RunnerLevel, Wish
from planner.training.runplans import generate
from planner.training.usual import usual_wish
from planner.training.workouts import Level
from planner.usecases.blocks.commit import find_plan
from planner.usecases.blocks.draft import draft_block
from planner.usecases.blocks.draft_model import Draft
from planner.usecases.blocks.options import Choices
from tests.examples import examples
from tests.training.wishes import granted

MONDAY = dt.date(2027, 1, 4)
LENGTHS = [(goal, weeks) for goal in Goal for weeks in FIGURES[goal].lengths]


def drafted(wish: Wish, choices: Choices) -> Draft:
    return draft_block(generate(wish), choices, MONDAY)


def warned(draft: Draft) -> set[str]:
    """The codes of all warnings but those that a race brings into its own week."""
    race_week = None if draft.block.race_date is None else (draft.block.race_date - draft.block.start).days // 7
    return {
        warning.code
        for warning in draft.answer.warnings
        if warning.week != race_week or warning.code not in {"W3", "W4"}
    }


@settings(max_examples=examples(60))
@given(granted(), st.sampled_from((None, 330.0, 420.0)), st.sampled_from(Level))
def test_no_plan_jumps_in_the_slotters_own_reckoning(wish: Wish, pace: float | None, level: Level) -> None:
    found = warned(drafted(wish, Choices(start=MONDAY, easy_pace=pace, level=level)))
    assert not found & {"W3", "W4"}
    assert not {code for code in found if code.startswith("HC")}
    if len(wish.run_days) < 7:
        assert "W5" not in found or wish.weeks <= 7 or wish.goal is Goal.AFTER_RACE


@pytest.mark.parametrize(("goal", "weeks"), LENGTHS, ids=str)
@pytest.mark.parametrize("days", range(2, 8))
def test_every_template_slots_on_any_number_of_days(goal: Goal, weeks: int, days: int) -> None:
    for level in RunnerLevel:
        draft = drafted(usual_wish(goal, weeks, days, level), Choices(start=MONDAY))
        assert warned(draft) <= {"W2"}
        assert draft.block.weeks == weeks
        assert draft.answer.sessions or weeks == 2


def test_a_wish_becomes_a_plan_like_a_template() -> None:
    wish = usual_wish(Goal.HALF)
    assert find_plan(wish=wish) == find_plan(template_name="half") == generate(wish)
