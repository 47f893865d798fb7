"""A session that goes to a day without the sled, or to one with it: its sets follow, the preview says so, one undo."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from planner.clock import Clock
from planner.store import quick
from planner.training.doses import Equipment
from planner.training.run_plans.goals import Goal
from planner.training.workouts import Exercise, Slot, Sport, StrengthLevel, Workout
from planner.usecases.blocks import commit
from planner.usecases.blocks.availability import DayPart
from planner.usecases.blocks.draft import draft_in_calendar
from planner.usecases.blocks.options import BlockOptions
from planner.usecases.calendar.edit import plan_edit
from planner.usecases.calendar.move import MoveMode, plan_copy, plan_move, plan_swap
from planner.usecases.changes import Change, apply_change
from planner.usecases.planbook import Planbook
from planner.usecases.strength.reslot import evaluate, evaluate_week
from tests.plans import default_plan
from tests.usecases.books import DAY, on, plan, put

MONDAY = dt.date(2027, 1, 4)
TUE, WED, FRI = 1, 2, 4
SLED_DAYS = (DayPart(TUE, Slot.PM), DayPart(FRI, Slot.PM))


def book_with(path: Path, gym: tuple[DayPart, ...] | None) -> Planbook:
    book = Planbook(path / "sled.db", Clock(MONDAY))
    choices = BlockOptions(
        start_date=MONDAY, level=StrengthLevel.EXPERIENCED, equipment=Equipment(70.0), sled_times=gym
    )
    commit.commit_draft(book, draft_in_calendar(book, default_plan(Goal.TEN_K), choices))
    return book


@pytest.fixture
def gym(tmp_path: Path) -> Planbook:
    """A block whose sled is there on Tuesday and Friday afternoons."""
    return book_with(tmp_path, SLED_DAYS)


def sled_session(book: Planbook) -> Workout:
    """The first session of the second week or later that stands with the sled."""
    return next(
        item
        for item in quick.read_all_workouts(book.path)
        if item.sport is Sport.STRENGTH and item.planned.sled_m and item.date >= MONDAY + 7 * DAY
    )


def days_to(session: Workout, weekday: int) -> int:
    return weekday - session.date.weekday()


def as_it_is(book: Planbook, session: Workout) -> Workout:
    return quick.read_workout(book.path, session.id)


def test_moved_to_a_day_without_the_sled_it_is_the_wall_sit_alone_and_gets_the_sled_back(gym: Planbook) -> None:
    session = sled_session(gym)
    moved = plan(gym, lambda: plan_move(gym, [session.id], days_to(session, WED)))
    assert moved.remarks == ("No sled: wall sit alone.",)
    there = as_it_is(gym, session)
    assert (there.title, there.planned.sled_m, there.kind) == ("Wall sit", 0, session.kind)
    assert there.planned.sets == session.planned.sets[1:]
    assert there.planned.duration_s == 20 * 60
    assert "no sled" in there.note
    again = plan(gym, lambda: plan_move(gym, [session.id], -days_to(session, WED)))
    assert again.remarks == ("The sled is back.",)
    back = as_it_is(gym, session)
    assert (back.title, back.planned, back.note) == (session.title, session.planned, session.note)


def test_among_others_the_remark_names_the_place(gym: Planbook) -> None:
    session = sled_session(gym)
    day = session.date + days_to(session, WED) * DAY
    assert plan_copy(gym, on(gym, session.date), days_to(session, WED)).remarks == (
        f"Wed {day.day} {day:%b} then has 2 runs in the morning: hill run and easy run.",
        f"No sled Wed {day.day} {day:%b} pm: the wall sit alone.",
    )


def test_from_one_sled_day_to_another_nothing_is_said(gym: Planbook) -> None:
    session = sled_session(gym)
    other = FRI if session.date.weekday() == TUE else TUE
    change = plan_move(gym, [session.id], days_to(session, other))
    assert (change.changed[0].planned, change.remarks) == (session.planned, ())


def test_where_the_sled_is_always_there_a_session_keeps_it(tmp_path: Path) -> None:
    book = book_with(tmp_path, None)
    session = sled_session(book)
    change = plan_move(book, [session.id], 1)
    assert (change.changed[0].planned, change.remarks) == (session.planned, ())


@pytest.mark.parametrize("way", ["push", "shift", "swap", "copy"])
def test_every_way_to_another_day_minds_the_sled(gym: Planbook, way: str) -> None:
    session = sled_session(gym)
    step = days_to(session, WED)

    def change() -> Change:
        if way == "swap":
            return plan_swap(gym, session.date, session.date + step * DAY)
        if way == "copy":
            return plan_copy(gym, [session], step)
        return plan_move(gym, [session.id], step, MoveMode(way))

    there = plan(gym, change)
    found = [one for one in (*there.changed, *there.added) if one.sport is Sport.STRENGTH]
    assert found
    for one in found:
        assert one.slot is not None
        has_sled = any(when.covers(one.date, one.slot) for when in SLED_DAYS)
        assert (one.planned.sled_m > 0) is has_sled, one
    assert any("sled" in remark for remark in there.remarks)


def test_what_the_runner_took_the_sled_out_of_stays_as_it_is(gym: Planbook) -> None:
    session = sled_session(gym)
    sits = tuple(one for one in session.planned.sets if one.exercise is Exercise.WALL_SIT)
    own = put(gym, session, title="My wall sits", planned=replace(session.planned, sets=sits))
    for weekday in (WED, FRI if session.date.weekday() == TUE else TUE):
        change = plan_move(gym, [own.id], days_to(session, weekday))
        assert (change.changed[0].planned, change.remarks) == (own.planned, ())


def test_a_session_that_is_nothing_but_the_sled_keeps_it_and_says_so(gym: Planbook) -> None:
    session = sled_session(gym)
    pushes = tuple(one for one in session.planned.sets if one.exercise is not Exercise.WALL_SIT)
    own = put(gym, session, planned=replace(session.planned, sets=pushes))
    change = plan_move(gym, [own.id], days_to(session, WED))
    assert change.changed[0].planned == own.planned
    assert "nothing else in it" in change.remarks[0]


def test_a_better_place_that_is_offered_minds_the_sled_and_its_line_says_so(tmp_path: Path) -> None:
    book = book_with(tmp_path, (DayPart(TUE, Slot.PM),))
    alone = next(
        item
        for item in quick.read_all_workouts(book.path)
        if item.title == "Wall sit" and item.date.weekday() not in (TUE, TUE - 1)
    )
    monday = alone.date - alone.date.weekday() * DAY
    for other in [one for day in range(7) for one in on(book, monday + day * DAY, Sport.STRENGTH)]:
        if other.id != alone.id:
            apply_change(book, Change("out", removed=(other,)))
    offer = evaluate_week(book, alone.date)
    back = [follow for follow in offer.moves if follow.proposed.date.weekday() == TUE]
    assert back, "the sled day is liked best, and it is free now"
    assert back[0].proposed.planned.sled_m > 0
    assert back[0].line().endswith("; with the sled again")
    apply_change(book, offer.change)
    assert as_it_is(book, alone).planned.sled_m > 0


def test_a_sled_that_no_plan_has_any_more_is_not_asked_for(tmp_path: Path) -> None:
    book = book_with(tmp_path, ())
    assert all(not item.planned.sled_m for item in quick.read_all_workouts(book.path))
    session = next(item for item in quick.read_all_workouts(book.path) if item.sport is Sport.STRENGTH)
    whole, *_ = evaluate(book, plan_move(book, [session.id], 1))
    assert whole.changed[0].planned.sled_m == 0


def test_edited_to_a_half_without_the_sled_it_is_the_wall_sit_alone_unless_its_sets_were_typed(gym: Planbook) -> None:
    session = sled_session(gym)
    morning = replace(session, slot=Slot.AM, start="07:00")
    edited = plan_edit(gym, session, morning)
    assert edited.remarks == ("No sled: wall sit alone.",)
    assert edited.changed[0].planned.sled_m == 0
    typed = replace(session.planned, sets=session.planned.sets[:1])
    kept = plan_edit(gym, session, replace(morning, planned=typed))
    assert (kept.remarks, kept.changed[0].planned) == ((), typed)
