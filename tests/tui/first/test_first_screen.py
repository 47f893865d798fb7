"""The first screen over an empty calendar: its block is the solver's own, and its keys lead where they say."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot

from planner.clock import Clock
from planner.config import Settings
from planner.training.workouts import Sport, Workout
from planner.tui.builder.form_widget import BuilderForm
from planner.tui.builder.screen import BuilderScreen
from planner.tui.calendar.screen import CalendarScreen
from planner.tui.first.screen import FirstScreen
from planner.tui.sheets.help import HelpSheet
from planner.tui.sheets.workout_form import WorkoutFormSheet
from planner.usecases.calendar.edit import plan_add
from planner.usecases.changes import apply_change
from planner.usecases.planbook import Planbook
from planner.usecases.queries import read_blocks, read_runner, read_workouts
from tests.terminal import Terminal
from tests.tui.driving import OpenApp, as_it_stands, calendar, picture, press, settle, until

MOST_KEYS = 14


@pytest.fixture
def open_first(open_app: OpenApp) -> OpenApp:
    """The app on a book as a runner finds it at the first start, drafted."""

    @asynccontextmanager
    async def opened(book: Planbook, width: int = 80, height: int = 24) -> AsyncIterator[Pilot[None]]:
        async with open_app(book, width, height, begins_with_first_screen=True) as pilot:
            await settle(pilot)
            yield pilot

    return opened


def first(pilot: Pilot[None]) -> FirstScreen:
    screen = pilot.app.screen
    assert isinstance(screen, FirstScreen)
    return screen


async def test_the_answer_is_drawn_before_a_key_is_pressed(empty_book: Planbook, open_first: OpenApp) -> None:
    async with open_first(empty_book) as pilot:
        shown = as_it_stands(pilot)
        assert "What are you training for?" in shown
        assert "Half marathon" in shown
        assert "Sun 4 Apr 2027" in shown
        assert "12 weeks from Mon 11 Jan · in 87 days" in shown
        assert "Tue · Thu" in shown
        assert "about 34 km a week" in shown
        assert "19 sled evenings · 11 wall sits at home · long run up to 20.9 km" in shown
        assert "Sled by effort, moderate RPE 6, until you give body mass and sled." in shown
    assert read_blocks(empty_book) == ()


async def test_enter_opens_the_same_block_filled_in_and_escape_comes_back(
    empty_book: Planbook, open_first: OpenApp
) -> None:
    async with open_first(empty_book) as pilot:
        await press(pilot, "down", "right", "right", "down", "space", "down", "4", "0")
        await settle(pilot)
        drafted = first(pilot).live_draft.draft
        await press(pilot, "enter")
        await settle(pilot)
        builder = pilot.app.screen
        assert isinstance(builder, BuilderScreen)
        assert builder.form.values() == {"date": "2027-04-18", "gym": "mon pm, tue pm, thu pm", "now": "40"}
        assert drafted is not None
        assert builder.live_draft.draft is not None
        assert builder.live_draft.draft.workouts == drafted.workouts
        await press(pilot, "escape")
        await settle(pilot)
        assert "40 km a week" in as_it_stands(pilot)
        await press(pilot, "enter", "ctrl+s", "enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, CalendarScreen)
        assert len(pilot.app.screen_stack) == 1
        assert len(read_blocks(empty_book)) == 1


async def test_letters_act_until_a_digit_is_typed_and_then_all_is_text(
    empty_book: Planbook, open_first: OpenApp
) -> None:
    async with open_first(empty_book) as pilot:
        await press(pilot, "down", *"1 apr")
        assert first(pilot).form.state.value("date") == "2027-04-01"
        await press(pilot, "tab", "question_mark")
        assert isinstance(pilot.app.screen, HelpSheet)
        assert "Bring a plan that you have" in pilot.app.screen.full_text
        await press(pilot, "escape", "a")
        await settle(pilot)
        assert isinstance(pilot.app.screen, WorkoutFormSheet)
        await press(pilot, *"easy", "enter")
        await settle(pilot)
        assert pilot.app.screen_stack == [calendar(pilot)]
    assert len(read_workouts(empty_book, empty_book.today, empty_book.today)) == 1


async def test_a_plan_that_one_has_is_typed_at_its_path(empty_book: Planbook, open_first: OpenApp) -> None:
    async with open_first(empty_book) as pilot:
        await press(pilot, "i")
        await settle(pilot)
        form = pilot.app.screen.query_one(BuilderForm)
        assert (form.state.value("plan"), form.current) == ("file", "file")


async def test_miles_are_typed_and_stored_for_good(empty_book: Planbook, open_first: OpenApp) -> None:
    async with open_first(empty_book) as pilot:
        await press(pilot, "up", *"25 mi", "up")
        await until(pilot, lambda: first(pilot).form.wanted_unit is None)
        await settle(pilot)
        shown = as_it_stands(pilot)
        assert "25 mi a week" in shown
        assert "long run up to 1" in shown
        assert " mi ┤" in shown
    assert read_runner(empty_book).unit == "mi"


async def test_no_sled_evening_is_wall_sits_at_home(empty_book: Planbook, open_first: OpenApp) -> None:
    async with open_first(empty_book) as pilot:
        await press(pilot, "down", "down", "0", "down")
        await settle(pilot)
        shown = as_it_stands(pilot)
        assert "none: wall sits at home" in shown
        assert "30 wall sits at home · long run" in shown
        assert "sled evening" not in shown
        assert "by effort" not in shown


async def test_who_does_not_run_yet_gets_the_plan_from_the_couch(empty_book: Planbook, open_first: OpenApp) -> None:
    async with open_first(empty_book) as pilot:
        await press(pilot, "up", "0", "up")
        await settle(pilot)
        shown = as_it_stands(pilot)
        assert "I do not run yet" in shown
        assert "5 km" in shown
        assert first(pilot).live_draft.draft is not None


async def test_what_cannot_be_is_said_under_the_rows_and_opens_nothing(
    empty_book: Planbook, open_first: OpenApp
) -> None:
    async with open_first(empty_book) as pilot:
        await press(pilot, "down", *"45 apr", "enter")
        assert first(pilot).footer.message
        await press(pilot, "escape", "down", "down", "2", "up")
        await settle(pilot)
        assert "5 km are the least." in " ".join(as_it_stands(pilot).split())


async def test_the_screen_goes_when_another_session_plans(empty_book: Planbook, open_first: OpenApp) -> None:
    async with open_first(empty_book) as pilot:
        apply_change(
            empty_book, plan_add(empty_book, Workout(date=empty_book.today, sport=Sport.RUN, kind="easy", title="Easy"))
        )
        await until(pilot, lambda: pilot.app.screen is calendar(pilot))
    async with open_first(empty_book) as pilot:
        assert pilot.app.screen is calendar(pilot)


async def test_escape_leaves_the_empty_calendar(empty_book: Planbook, open_first: OpenApp) -> None:
    async with open_first(empty_book) as pilot:
        await press(pilot, "escape")
        assert pilot.app.screen is calendar(pilot)
        assert "Nothing is planned yet." in as_it_stands(pilot)


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (80, 24), (200, 50)])
async def test_rows_answer_and_keys_are_in_sight_at_every_size(
    empty_book: Planbook, open_first: OpenApp, size: tuple[int, int]
) -> None:
    async with open_first(replace(empty_book, settings=Settings(glyphs="ascii")), *size) as pilot:
        for _ in range(4):
            shown = as_it_stands(pilot)
            assert shown.isascii()
            for word in ("Race day", "34 km a week", "sled evenings", "enter", "demo", "leave", "55 km"):
                assert word in shown
            await press(pilot, "down")


@pytest.mark.parametrize(("name", "size"), [("first", (80, 24)), ("phone", (40, 12)), ("wide", (120, 40))])
async def test_the_first_screen_looks_as_it_did(
    empty_book: Planbook, open_first: OpenApp, pictures: SnapshotAssertion, name: str, size: tuple[int, int]
) -> None:
    async with open_first(empty_book, *size) as pilot:
        await press(pilot, "down", "right", "down")
        await settle(pilot)
        assert picture(pilot) == pictures(name=name)


def test_a_first_block_takes_few_keys_in_a_terminal(tmp_path: Path) -> None:
    database = tmp_path / "planner.db"
    terminal = Terminal(sys.executable, "-m", "planner", "--db", str(database), "--today", "2027-01-06")
    pressed = 0

    def press_keys(keys: bytes, until: str) -> None:
        nonlocal pressed
        pressed += len(keys)
        terminal.press(keys)
        terminal.wait_for(until)

    try:
        terminal.wait_for("19 sled evenings")
        press_keys(b"\r", "ctrl+s puts the block into the calendar")
        press_keys(b"\x13", "n none of these")
        press_keys(b"n", "n normal")
        press_keys(b"n", "n 18 to 65")
        press_keys(b"n", "enter stores")
        press_keys(b"\r", "takes it back")
        assert pressed <= MOST_KEYS
        terminal.press(b"q")
        assert terminal.wait() == 0
    finally:
        terminal.end()
    [block] = read_blocks(Planbook(database, Clock(dt.date(2027, 1, 6))))
    assert block.race_date == dt.date(2027, 4, 4)
