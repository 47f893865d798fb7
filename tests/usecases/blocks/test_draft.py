"""A block drafted from a plan: every day kept, what is estimated marked, strength dosed and slotted."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.slotting import SearchStopped
from planner.training.doses import FIRST_HEAVY_RUNG, Equipment
from planner.training.load_ladder import LadderPosition
from planner.training.plans import Plan, PlanEntry
from planner.training.races import Priority, RaceDistance, Unit
from planner.training.refusal import RefusedError
from planner.training.run_plans.goals import GOAL_SETTINGS, Goal
from planner.training.weekly_sessions import WeeklySessions
from planner.training.workouts import Effort, RunKind, Slot, Sport, StoredStatus, StrengthKind, StrengthLevel, Workout
from planner.usecases.blocks.availability import Unavailability, parse_unavailable
from planner.usecases.blocks.draft import draft_block
from planner.usecases.blocks.draft_model import Draft
from planner.usecases.blocks.options import BlockOptions
from tests.plans import default_plan

TODAY = dt.date(2027, 1, 4)
doses = st.sampled_from(
    [
        None,
        WeeklySessions(1, 1, 1),
        WeeklySessions(0, 2, 1),
        WeeklySessions(2, 0, 0),
        WeeklySessions(0, 0, 1),
        WeeklySessions(),
    ]
)
holds = st.lists(st.builds(Unavailability, st.integers(0, 6), st.none() | st.sampled_from(Slot)), max_size=4)


@st.composite
def drafts(draw: st.DrawFn) -> tuple[Goal, BlockOptions, Draft]:
    goal = draw(st.sampled_from(Goal))
    choices = BlockOptions(
        start_date=TODAY + dt.timedelta(days=draw(st.integers(0, 6))),
        level=draw(st.sampled_from(StrengthLevel)),
        doses=draw(doses),
        stack=draw(st.booleans()),
        unavailable=tuple(draw(holds)),
        priority=draw(st.sampled_from(Priority)),
        equipment=Equipment(body_mass_kg=70.0),
    )
    return goal, choices, draft_block(default_plan(goal), choices, TODAY)


@given(drafts())
def test_a_draft_keeps_every_day_and_every_wish(drawn: tuple[Goal, BlockOptions, Draft]) -> None:
    goal, choices, drafted = drawn
    block = drafted.block
    assert {item.date for item in drafted.workouts} >= {
        block.start + dt.timedelta(days=day) for day in range(block.days)
    }
    races = [item.date for item in drafted.workouts if item.kind == RunKind.RACE]
    assert races == ([block.last_day] if GOAL_SETTINGS[goal].race_m else [])
    assert block.race_date == (block.last_day if GOAL_SETTINGS[goal].race_m else None)
    sessions = [item for item in drafted.workouts if item.sport is Sport.STRENGTH]
    for session in sessions:
        assert not any(
            hold.applies_on(session.date) and hold.slot in (None, session.slot) for hold in choices.unavailable
        )
        assert session.reason
        assert session.planned.sets
    wanted = choices.target_doses
    for week in range(GOAL_SETTINGS[goal].default_weeks):
        kinds = [item.kind for item in sessions if (item.date - block.start).days // 7 == week]
        assert sum(kind != StrengthKind.LIGHT for kind in kinds) <= wanted.demanding
        assert kinds.count(StrengthKind.LIGHT) <= wanted.light


@given(drafts())
def test_the_same_choices_give_the_same_block(drawn: tuple[Goal, BlockOptions, Draft]) -> None:
    goal, choices, drafted = drawn
    again = draft_block(default_plan(goal), choices, TODAY)
    assert again.workouts == drafted.workouts
    assert again.problem == drafted.problem


def plan_of(*entries: PlanEntry, race_day: int | None = None) -> Plan:
    days = max(entry.day for entry in entries) + 1
    return Plan("Small", Unit.KM, days, tuple(entries), race_day)


def week_of(**kinds: float) -> Plan:
    return plan_of(
        *(
            PlanEntry(day, Sport.RUN, kind, kind, Slot.AM, Effort(distance_m=metres))
            for day, (kind, metres) in enumerate(kinds.items())
        )
    )


def test_what_the_plan_leaves_out_is_estimated_and_marked() -> None:
    plan = plan_of(
        PlanEntry(0, Sport.RUN, RunKind.EASY, "by distance", Slot.AM, Effort(distance_m=10_000.0)),
        PlanEntry(1, Sport.RUN, RunKind.EASY, "by time", Slot.AM, Effort(duration_s=3_600)),
        PlanEntry(2, Sport.RUN, RunKind.EASY, "by both", Slot.AM, Effort(distance_m=5_000.0, duration_s=1_800)),
        PlanEntry(3, Sport.RUN, RunKind.EASY, "by neither", Slot.AM),
    )
    found = {
        item.title: item for item in draft_block(plan, BlockOptions(start_date=TODAY, easy_pace=360.0), TODAY).workouts
    }
    assert found["by distance"].estimated == ("duration_s",)
    assert found["by distance"].planned.duration_s == 3_600
    assert found["by time"].estimated == ("distance_m",)
    assert found["by time"].planned.distance_m == 10_000
    assert found["by both"].estimated == ()
    assert found["by neither"].planned == Effort()
    assert "at your easy pace of 6:00 /km" in (found["by distance"].reason or "")


def test_the_race_day_is_the_anchor() -> None:
    race = dt.date(2027, 4, 17)
    drafted = draft_block(default_plan(Goal.HALF), BlockOptions(race_date=race), TODAY)
    assert drafted.workouts[-1].date == race
    assert drafted.workouts[-1].kind == RunKind.RACE


def test_runs_around_the_block_are_respected() -> None:
    plan = week_of(easy=6_000, recovery=5_000)
    key = Workout(
        TODAY + dt.timedelta(days=2),
        Sport.RUN,
        RunKind.INTERVALS,
        "Track",
        Slot.AM,
        "07:00",
        Effort(duration_s=3_600),
    )
    choices = BlockOptions(start_date=TODAY, level=StrengthLevel.EXPERIENCED, doses=WeeklySessions(heavy=1))
    choices = replace(choices, logged_start=LadderPosition(FIRST_HEAVY_RUNG, ""))
    free = draft_block(plan, choices, TODAY)
    hemmed = draft_block(plan, choices, TODAY, surrounding=(key,))
    assert [item.kind for item in free.workouts if item.sport is Sport.STRENGTH] == ["heavy"]
    placed = [item for item in hemmed.workouts if item.sport is Sport.STRENGTH]
    assert all((key.date - item.date).days >= 1 for item in placed)
    assert hemmed.answer.cost > free.answer.cost


def test_strength_just_done_counts_as_history() -> None:
    plan = week_of(easy=6_000, recovery=6_000)
    yesterday = Workout(
        TODAY - dt.timedelta(days=1),
        Sport.STRENGTH,
        StrengthKind.HEAVY,
        "Heavy",
        Slot.PM,
        "18:00",
        status=StoredStatus.DONE,
    )
    choices = BlockOptions(start_date=TODAY, level=StrengthLevel.EXPERIENCED, doses=WeeklySessions(heavy=1))
    drafted = draft_block(plan, choices, TODAY, surrounding=(yesterday,))
    placed = [item.date for item in drafted.workouts if item.sport is Sport.STRENGTH]
    assert placed == [TODAY + dt.timedelta(days=1)]


def test_a_coachs_own_strength_days_are_kept_and_get_none_of_ours() -> None:
    plan = plan_of(
        PlanEntry(0, Sport.RUN, RunKind.EASY, "Easy", Slot.AM, Effort(distance_m=6_000.0)),
        PlanEntry(0, Sport.STRENGTH, None, "Stretch & strengthen", Slot.PM),
        PlanEntry(1, Sport.REST, None, "Rest"),
    )
    drafted = draft_block(plan, BlockOptions(start_date=TODAY, doses=WeeklySessions(moderate=2)), TODAY)
    assert [item.title for item in drafted.workouts if item.sport is Sport.STRENGTH] == ["Stretch & strengthen"]
    assert any("own strength days (1)" in remark for remark in drafted.remarks)


def test_doubts_and_remarks_come_along() -> None:
    plan = Plan(
        "Odd",
        Unit.MI,
        1,
        (
            PlanEntry(
                0, Sport.RUN, RunKind.EASY, "Yasso", Slot.AM, Effort(distance_m=5_000.0), kind_doubt="unknown word"
            ),
        ),
        remarks=("Two notes were kept.",),
    )
    drafted = draft_block(plan, BlockOptions(start_date=TODAY - dt.timedelta(days=3)), TODAY)
    assert drafted.to_check == ('2027-01-01 "Yasso" is taken as easy: unknown word.',)
    assert "Two notes were kept." in drafted.remarks
    assert any("is past" in remark for remark in drafted.remarks)


def test_a_plan_without_a_race_cannot_be_anchored_on_one() -> None:
    with pytest.raises(RefusedError, match="ends on no race"):
        draft_block(week_of(easy=6_000), BlockOptions(race_date=dt.date(2027, 5, 1)), TODAY)


def test_drafting_can_be_stopped() -> None:
    with pytest.raises(SearchStopped):
        draft_block(
            default_plan(Goal.MARATHON),
            BlockOptions(start_date=TODAY),
            TODAY,
            should_stop=lambda: True,
        )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("wed pm", (Unavailability(2, Slot.PM),)),
        ("Sunday", (Unavailability(6),)),
        ("tu am, th", (Unavailability(1, Slot.AM), Unavailability(3))),
        ("2027-03-05 am", (Unavailability(dt.date(2027, 3, 5), Slot.AM),)),
    ],
)
def test_reading_when_one_cannot(text: str, found: tuple[Unavailability, ...]) -> None:
    assert parse_unavailable(text) == found


@pytest.mark.parametrize("text", ["", "t", "wed noon", "pm", "2027-02-30", "wed pm extra", "s"])
def test_nonsense_is_refused(text: str) -> None:
    with pytest.raises(RefusedError, match="unavailable"):
        parse_unavailable(text)


def test_distance_of_the_race_can_be_stated() -> None:
    choices = BlockOptions(start_date=TODAY, race_distance=RaceDistance.MARATHON)
    problem = draft_block(default_plan(Goal.HALF), choices, TODAY).problem
    assert [run["distance"] for run in problem["runs"] if run["type"] == "race"] == ["marathon"]
