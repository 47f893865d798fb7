"""Beginners' strength: one moderate and one light session with few run days, and never more time than the running."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from planner.training.plans import Plan, PlanEntry
from planner.training.races import Unit
from planner.training.run_plans.goals import Goal
from planner.training.run_plans.plan_defaults import with_defaults
from planner.training.run_plans.plan_generator import generate_plan
from planner.training.weekly_sessions import WeeklySessions
from planner.training.workouts import SESSION_MINUTES, Effort, RunKind, Slot, Sport, StrengthKind, StrengthLevel
from planner.usecases.blocks.draft import draft_block
from planner.usecases.blocks.draft_model import Draft
from planner.usecases.blocks.options import BlockOptions

TODAY = dt.date(2027, 1, 4)


def minutes(draft: Draft, week: int, sport: Sport) -> float:
    own = [one for one in draft.workouts if one.sport is sport and draft.block.week_index(one.date) == week]
    if sport is Sport.STRENGTH:
        return sum(SESSION_MINUTES[StrengthKind(one.kind or "")] for one in own)
    return sum(one.planned.duration_s or 0 for one in own) / 60


def plan_of(*week_minutes: tuple[int, ...]) -> Plan:
    """A plan with runs on Tuesday, Thursday, Saturday ... of so many minutes."""
    entries = [
        PlanEntry(7 * week + day, Sport.RUN, RunKind.EASY, "Easy", Slot.AM, Effort(duration_s=60 * length))
        for week, lengths in enumerate(week_minutes)
        for day, length in zip((1, 3, 5, 6, 0), lengths, strict=False)
    ]
    return Plan("Small", Unit.KM, 7 * len(week_minutes), tuple(entries))


def kinds(draft: Draft, week: int) -> list[str]:
    return sorted(
        one.kind or ""
        for one in draft.workouts
        if one.sport is Sport.STRENGTH and draft.block.week_index(one.date) == week
    )


def test_three_run_days_get_one_moderate_session_whatever_the_level() -> None:
    for level in StrengthLevel:
        draft = draft_block(plan_of(*[(45, 45, 60)] * 6), BlockOptions(start_date=TODAY, level=level), TODAY)
        assert all([kind for kind in kinds(draft, week) if kind != "light"] == ["moderate"] for week in range(6))


def test_what_the_runner_asks_for_is_not_cut() -> None:
    asked = BlockOptions(start_date=TODAY, doses=WeeklySessions(moderate=2))
    draft = draft_block(plan_of(*[(20, 20, 20)] * 4), asked, TODAY)
    assert kinds(draft, 0) == ["moderate", "moderate"]
    assert not any("than the running" in remark for remark in draft.remarks)


def test_weeks_with_little_running_leave_strength_out_and_one_sentence_says_so() -> None:
    draft = draft_block(plan_of((15, 15), (20, 20), (40, 40, 40), (40, 40)), BlockOptions(start_date=TODAY), TODAY)
    assert kinds(draft, 0) == []
    assert kinds(draft, 1) == ["moderate"]
    assert [remark for remark in draft.remarks if "than the running" in remark] == [
        "Weeks 1 and 2 have less strength than usual, so that it takes no more time than the running."
    ]


@given(st.sampled_from([Goal.FIVE_K, Goal.TEN_K, Goal.HALF, Goal.BASE]), st.integers(2, 4), st.integers(6, 12))
def test_strength_never_takes_more_time_than_the_running_unasked(goal: Goal, run_days: int, weeks: int) -> None:
    plan = generate_plan(with_defaults(goal, weeks=weeks if goal is not Goal.HALF else 12, run_day_count=run_days))
    draft = draft_block(plan, BlockOptions(start_date=TODAY), TODAY)
    for week in range(draft.block.weeks):
        assert minutes(draft, week, Sport.STRENGTH) <= minutes(draft, week, Sport.RUN)
