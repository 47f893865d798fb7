"""Help and palette: the keys of the place one is in, on every size and every sheet."""

from __future__ import annotations

import gc
import re

import pytest
from textual.screen import ModalScreen

from planner.tui.calendar.screen import CalendarScreen
from planner.tui.keys import commands
from planner.tui.sheets.help import HelpSheet
from planner.tui.sheets.palette import PaletteSheet, rank_commands
from planner.tui.sheets.sheet import Overlay
from planner.usecases.planbook import Planbook
from tests.tui.driving import OpenApp, See, calendar, press, settle

HEADINGS = ("Getting about", "Marking", "Planning", "Looking", "App", "Only by ctrl+p")


async def test_help_has_every_key_of_the_calendar_under_a_heading(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book, 120, 70) as pilot:
        await pilot.press("question_mark")
        told = await see(pilot)
        for heading in HEADINGS:
            assert heading in told
        shown = " ".join(told.split())
        for command in (*commands.CALENDAR_COMMANDS, *commands.APP_COMMANDS):
            if command.in_help:
                assert command.help.split()[0] in shown
        getting_about = next(line for line in told.splitlines() if "Getting about" in line)
        assert "Looking" in getting_about, "two columns, side by side"
        await pilot.press("question_mark")
        await settle(pilot)
        assert pilot.app.screen is calendar(pilot)


@pytest.mark.parametrize(("width", "height"), [(40, 12), (80, 24), (250, 60)])
async def test_help_fits_and_scrolls_to_its_end(
    book: Planbook, open_app: OpenApp, see: See, width: int, height: int
) -> None:
    async with open_app(book, width, height) as pilot:
        await pilot.press("question_mark")
        told = await see(pilot)
        assert "Getting about" in told
        help_screen = pilot.app.screen
        assert isinstance(help_screen, HelpSheet)
        assert all(len(line) <= width for line in told.splitlines())
        for _ in range(60):
            if not re.search(r"↓ \d+ more", await see(pilot)):
                break
            await pilot.press("space")
        assert "its folder." in await see(pilot)
        assert "escape closes" in await see(pilot)


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        (["enter"], "Mark the workout done."),
        (["d"], "Record everything as planned at once, as long as"),
        (["g"], "Go back without an answer."),
        (["H"], "Take back the newest operation."),
        (["w"], "Move the session here and lock it."),
        (["s"], "Answer."),
        (["ctrl+p"], "Run the command under the cursor."),
        (["right", "right", "right", "s"], "Take the workout under the cursor."),
    ],
    ids=" ".join,
)
async def test_f1_says_the_keys_of_a_sheet_and_goes_back_to_it(
    book: Planbook, open_app: OpenApp, see: See, keys: list[str], told: str
) -> None:
    async with open_app(book) as pilot:
        await pilot.press(*keys)
        await settle(pilot)
        sheet = pilot.app.screen
        if not isinstance(sheet, ModalScreen):
            pytest.fail("no sheet came up")
        await pilot.press("f1")
        assert told in await see(pilot)
        await pilot.press("f1")
        await settle(pilot)
        assert pilot.app.screen is sheet


async def test_a_question_mark_asks_on_a_sheet_and_is_a_letter_in_a_field(
    book: Planbook, open_app: OpenApp, see: See
) -> None:
    async with open_app(book) as pilot:
        await pilot.press("enter", "question_mark")
        assert "Keys of this sheet" in await see(pilot)
        await pilot.press("escape", "escape", "g", "question_mark")
        shown = await see(pilot)
        assert "Keys of this sheet" not in shown
        assert "?" in shown


def test_the_palette_puts_what_begins_with_the_letters_first() -> None:
    offered = [command for command in (*commands.CALENDAR_COMMANDS, *commands.APP_COMMANDS) if command.in_palette]
    assert rank_commands(offered, "")[0] is offered[0]
    assert rank_commands(offered, "undo")[0].id == "calendar.undo"
    assert rank_commands(offered, "mo")[0].id == "calendar.move"
    assert rank_commands(offered, "go to a")[0].id == "calendar.goto"
    assert rank_commands(offered, "u")[0].id == "calendar.undo"
    assert [command.id for command in rank_commands(offered, "COLOURS the")] == ["app.colours"]
    assert rank_commands(offered, "no such place") == []


async def test_the_palette_begins_with_what_is_used_most(book: Planbook, open_app: OpenApp) -> None:
    async with open_app(book) as pilot:
        for _ in range(2):
            await press(pilot, "ctrl+p", *"go to today", "enter")
        await press(pilot, "ctrl+p", *"copy the week", "enter", "ctrl+p")
        sheet = pilot.app.screen
        assert isinstance(sheet, PaletteSheet)
        assert [command.id for command in sheet._matches[:2]] == ["calendar.today", "calendar.copy_week"]
    async with open_app(book) as pilot:
        await press(pilot, "ctrl+p", "enter")
        assert isinstance(pilot.app.screen, CalendarScreen), "also at the next start"


async def test_the_palette_shows_the_whole_sentence_of_the_command_under_the_cursor(
    book: Planbook, open_app: OpenApp, see: See
) -> None:
    async with open_app(book) as pilot:
        await press(pilot, "ctrl+p", *"review volume")
        shown = await see(pilot)
        await press(pilot, "escape", "ctrl+p", *"another day two weekdays")
        longer = " ".join((await see(pilot)).split())
    assert "Review weekly volume, planned against done." in shown
    assert "Swap the day with another, or two weekdays in…" in longer
    assert "in every week to come." in longer


async def test_a_sheet_that_was_closed_is_freed(book: Planbook, open_app: OpenApp) -> None:
    async with open_app(book) as pilot:
        for _ in range(12):
            await press(pilot, "ctrl+p", "escape", "question_mark", "escape")
        await pilot.pause()
        gc.collect()
        assert sum(isinstance(one, Overlay) for one in gc.get_objects()) <= 2


async def test_the_palette_says_when_nothing_is_called_that(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book, 40, 12) as pilot:
        await pilot.press("ctrl+p", *"zzz")
        assert "Nothing is called that." in await see(pilot)
        assert isinstance(pilot.app.screen, PaletteSheet)


async def test_the_palette_finds_what_another_screen_can_do_and_goes_there(
    book: Planbook, open_app: OpenApp, see: See
) -> None:
    async with open_app(book) as pilot:
        await press(pilot, "3", "ctrl+p", *"taper")
        assert "1       In the calendar: Taper:" in await see(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, CalendarScreen)


async def test_the_palette_keeps_its_cursor_in_sight_on_the_smallest_screen(
    book: Planbook, open_app: OpenApp, see: See
) -> None:
    async with open_app(book, 40, 12) as pilot:
        await pilot.press("ctrl+p", "up")
        assert "▌q" in await see(pilot)
