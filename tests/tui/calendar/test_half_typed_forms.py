from __future__ import annotations

import os
import signal
from typing import Any

import pytest
from textual.pilot import Pilot

from planner.tui.sheets.done import DoneSheet
from planner.tui.sheets.form_sheet import FormSheet
from planner.tui.state.form_drafts import FormDrafts
from planner.usecases.planbook import Planbook
from tests.tui.driving import On, OpenApp, See, Spawn, calendar, message
from tests.tui.season import DAY, TODAY

FORMS = {
    "d": ("tab", "tab", "8", "You were marking a workout of Sat 9 Jan done. d goes on"),
    "a": ("h", "i", "l", "You were adding a workout on Sat 9 Jan. a goes on"),
    "e": ("down", "x", "y", "You were editing a workout of Sat 9 Jan. e goes on"),
}
"""By the key of the form: what is typed into it, and what the next start says."""


@pytest.mark.parametrize("key", FORMS)
async def test_a_draft_outlives_escape_and_a_new_start(book: Planbook, open_app: OpenApp, see: See, key: str) -> None:
    *typed, said = FORMS[key]
    opening = ("d", "enter") if key == "d" else (key,)  # the day is ahead, so that is asked first
    async with open_app(book) as pilot:
        await pilot.press("right", "right", *opening, *typed)
        sheet = pilot.app.screen
        assert isinstance(sheet, FormSheet | DoneSheet)
        fields = sheet.values
        await pilot.press("escape", *opening)
        assert "What you typed last time is here again." in await see(pilot)
        await pilot.press("escape")
    async with open_app(book) as pilot:
        await pilot.pause()
        assert message(pilot).startswith(said)
        assert calendar(pilot).cursor.day == TODAY + 2 * DAY
        await pilot.press(*opening)
        again = pilot.app.screen
        assert isinstance(again, FormSheet | DoneSheet)
        assert again.values == fields
        await pilot.press("escape")


def test_a_killed_program_leaves_the_draft_to_the_next(start: Spawn, book: Planbook) -> None:
    *_, said = FORMS["a"]
    words, shown = b"hil", "Kind      hil"
    first = start()
    first.press(b"\x1b[C")
    first.press(b"\x1b[C")
    first.wait_for("Sat 9 Jan")
    first.press(b"a")
    first.wait_for("tab next field")
    first.press(words)
    first.wait_for(shown)
    while words.decode() not in "".join(FormDrafts.for_database(book.path).get(_newest(book)).values()):
        first.read(0.01)
    os.kill(first.process, signal.SIGKILL)
    assert first.wait() == -signal.SIGKILL
    second = start()
    second.wait_for(said[:60])
    second.press(b"a")
    second.wait_for("What you typed last time is here again.")
    second.wait_for(shown)
    second.press(b"ls\r")
    second.wait_for("u takes it back")
    assert FormDrafts.for_database(book.path).newest_form() is None


def _newest(book: Planbook) -> str:
    return FormDrafts.for_database(book.path).newest_form() or ""


async def test_a_draft_of_a_workout_that_went_is_no_trap(book: Planbook, open_app: OpenApp, workouts_on: On) -> None:
    async with open_app(book) as pilot:
        await pilot.press("e", "down", "x", "escape", "D")
        assert not workouts_on(TODAY)
    async with open_app(book) as pilot:
        await pilot.pause()
        assert message(pilot).startswith("You were editing a workout of Thu 7 Jan.")
        await pilot.press("e")
        assert message(pilot) == "Thu 7 Jan: no workout here; a adds one."


SIZES = [(40, 12), (60, 20), (80, 24), (250, 60)]


@pytest.mark.parametrize(("term", "sizes"), [("xterm-256color", SIZES), ("xterm", SIZES[:1])])
@pytest.mark.parametrize("key", ["a", "e"])
async def test_every_field_can_be_reached_and_is_seen_at_every_size(
    book: Planbook,
    monkeypatch: pytest.MonkeyPatch,
    open_app: OpenApp,
    see: See,
    key: str,
    term: str,
    sizes: list[tuple[int, int]],
) -> None:
    monkeypatch.setenv("TERM", term)
    async with open_app(book, *sizes[0]) as pilot:
        await pilot.press("left", "left")
        for size in sizes:
            await pilot.resize_terminal(*size)
            await pilot.press(key)
            if key == "e":
                await pilot.press("down", "enter")
            sheet = pilot.app.screen
            assert isinstance(sheet, FormSheet)
            await every_field_is_seen(pilot, sheet, see)
            await pilot.press("escape")
            assert calendar(pilot) is pilot.app.screen


async def every_field_is_seen(pilot: Pilot[None], sheet: FormSheet[Any], see: See) -> None:
    names = list(sheet.values)
    for way in ("down", "up"):
        for name in names if way == "down" else reversed(names):
            lines = (await see(pilot)).splitlines()
            assert sheet.focused is sheet.fields
            assert sheet.fields.current == name
            region = sheet.fields.region
            assert pilot.app.screen.region.contains_region(region), name
            y = names.index(name) - sheet.fields._top
            assert 0 <= y < region.height, name
            assert sheet.form.field_labels[name][0] in lines[region.y + y][region.x : region.x + 10], name
            await pilot.press(way)
        if way == "down":
            await pilot.press("up")  # round the end: back to the last


@pytest.mark.parametrize("key", [*FORMS, "s"])
async def test_f1_lists_the_keys_of_a_form_and_gives_it_back(
    book: Planbook, open_app: OpenApp, see: See, key: str
) -> None:
    async with open_app(book) as pilot:
        await pilot.press(key, "f1")
        assert "Keys of this sheet" in await see(pilot)
        assert "escape" in await see(pilot)
        await pilot.press("f1", *"h?i")
        assert "h?i" in await see(pilot)


@pytest.mark.parametrize("keys", [["g", *"2027-01-10", "enter", "d"], ["enter"]], ids=["choose", "day"])
async def test_a_question_mark_lists_the_keys_of_a_sheet(
    book: Planbook, open_app: OpenApp, see: See, keys: list[str]
) -> None:
    async with open_app(book) as pilot:
        await pilot.press(*keys, "question_mark")
        assert "Keys of this sheet" in await see(pilot)
        await pilot.press("question_mark", "escape")
        assert len(pilot.app.screen_stack) == 1
