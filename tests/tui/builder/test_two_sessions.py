"""A block in the builder, and another session that changes the calendar meanwhile: nothing is replaced unsaid."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.pilot import Pilot

from planner.store import quick
from planner.training.weeks import WEEK
from planner.training.workouts import Sport, Workout
from planner.tui.builder.screen import BuilderScreen
from planner.usecases import history
from planner.usecases.calendar import edit
from planner.usecases.changes import apply_change
from planner.usecases.planbook import Planbook
from tests.tui.driving import OpenApp, calendar, message, press, settle, standing


def said(pilot: Pilot[None]) -> str:
    """The message in the builder's footer."""
    screen = pilot.app.screen_stack[0]
    assert isinstance(screen, BuilderScreen)
    return " ".join(screen.footer.message.split())


def coming_session(book: Planbook) -> Workout:
    """A heavy session that a what-if without heavy ones replaces."""
    ahead = quick.read_days(book.path, book.today + WEEK, book.today + 3 * WEEK, Sport.STRENGTH)
    return next(one for one in ahead if one.kind == "heavy")


def lock(book: Planbook, workout: Workout) -> None:
    """Another session gives a session a note and a place of its own."""
    apply_change(book, edit.plan_edit(book, workout, replace(workout, title="With Ann", note="at her gym")))


@pytest.mark.parametrize("when", ["before the question", "before the answer", "before a change of the form"])
async def test_a_what_if_says_what_was_changed_in_its_block_before_it_replaces_it(
    slotted: Planbook, open_app: OpenApp, when: str
) -> None:
    session = coming_session(slotted)
    async with open_app(slotted) as pilot:
        await press(pilot, "B")
        if when == "before a change of the form":
            lock(slotted, session)
        await press(pilot, "@heavy", "0")
        if when == "before the answer":
            await press(pilot, "ctrl+s")
            assert said(pilot).startswith("enter stores ")
        if when != "before a change of the form":
            lock(slotted, session)
        before = standing(slotted)
        await press(pilot, "ctrl+s")
        await settle(pilot)
        assert said(pilot).startswith("Another session changed it meanwhile: ")
        assert f"{session.date:%a} {session.date.day}" in said(pilot)
        assert "look at it, then" in said(pilot)
        assert standing(slotted) == before
        assert quick.read_workout(slotted.path, session.id).title == "With Ann"
        await press(pilot, "ctrl+s")
        assert "workouts would differ" in said(pilot)
        await press(pilot, "enter")
        assert message(pilot) == "Re-plan: Half marathon. u takes it back."
    assert standing(slotted) == before + 1


async def test_a_what_if_that_nobody_touched_is_stored_as_before(slotted: Planbook, open_app: OpenApp) -> None:
    async with open_app(slotted) as pilot:
        await press(pilot, "B", "@heavy", "0", "ctrl+s", "enter")
        assert message(pilot) == "Re-plan: Half marathon. u takes it back."


async def test_ones_own_edits_on_the_calendar_are_no_other_sessions(slotted: Planbook, open_app: OpenApp) -> None:
    session = coming_session(slotted)
    async with open_app(slotted) as pilot:
        await press(pilot, "B", "@heavy", "0", "escape")
        calendar(pilot).show_day(session.date)
        await press(pilot, "L", "down", "enter")
        assert quick.read_workout(slotted.path, session.id).locked
        await press(pilot, "2")
        await settle(pilot)
        await press(pilot, "ctrl+s")
        assert "Another session" not in said(pilot)


async def test_a_new_block_that_others_make_room_for_is_looked_at_again(slotted: Planbook, open_app: OpenApp) -> None:
    """Between the question and the answer the sessions that the new block was placed around are deleted."""
    async with open_app(slotted) as pilot:
        await press(pilot, "2", "@date", *["left"] * 6, "ctrl+s")  # six weeks earlier, while the other block goes on
        assert "stores " in said(pilot)
        ahead = quick.read_days(slotted.path, slotted.today, slotted.today + 12 * WEEK, Sport.STRENGTH)
        apply_change(slotted, edit.plan_delete(slotted, ahead))
        blocks = len(quick.read_blocks(slotted.path))
        await press(pilot, "enter")
        await settle(pilot)
        assert said(pilot).startswith("Another session changed it meanwhile: ")
        assert "is gone" in said(pilot)
        assert len(quick.read_blocks(slotted.path)) == blocks
        await press(pilot, "ctrl+s", "enter")
        assert len(quick.read_blocks(slotted.path)) == blocks + 1
    assert history.list_operations(slotted)[0].name.startswith("new block")
