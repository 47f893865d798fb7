"""Colours, marks and the calendar's view: changed at once, and remembered for the next start."""

from __future__ import annotations

import json
import stat
from dataclasses import replace

import pytest

from planner.config import Settings
from planner.tui.app import PlannerApp
from planner.tui.calendar.view import ViewKind
from planner.tui.state.preferences import Preferences
from planner.usecases.planbook import Planbook
from tests.tui.driving import OpenApp, See, calendar, picture, settle

CHANGE_COLOURS = ["ctrl+p", *"change the col", "enter"]
CHANGE_MARKS = ["ctrl+p", *"change the marks", "enter"]


def kept(book: Planbook) -> Preferences:
    return Preferences.for_database(book.path)


@pytest.mark.parametrize("mode", ["1", "2", "3"])
async def test_colours_change_at_once_as_if_the_program_had_begun_with_them(
    book: Planbook, open_app: OpenApp, see: See, mode: str
) -> None:
    pictures = {}
    async with open_app(book) as pilot:
        await pilot.press(mode)
        for theme in ("contrast", "plain"):
            await pilot.press(*CHANGE_COLOURS)
            assert f"Colours: {theme}, and next time too." in await see(pilot)
            await pilot.press("f12")  # a key that does nothing ends the message
            await settle(pilot)
            pictures[theme] = picture(pilot)
    kept(book).path.unlink()
    for theme, taken in pictures.items():
        async with open_app(replace(book, settings=Settings(theme=theme))) as pilot:
            await pilot.press(mode)
            await settle(pilot)
            assert taken == picture(pilot)


@pytest.mark.parametrize("mode", ["1", "2", "3"])
async def test_marks_change_at_once_on_every_screen(book: Planbook, open_app: OpenApp, see: See, mode: str) -> None:
    async with open_app(book) as pilot:
        await pilot.press(mode)
        await settle(pilot)
        await pilot.press("1", *CHANGE_MARKS)
        assert "Marks: ASCII, and next time too." in await see(pilot)
        await pilot.press(mode, "f12")
        changed = await see(pilot)
        assert changed.isascii()
    async with open_app(book) as pilot:
        await pilot.press(mode)
        assert await see(pilot) == changed


async def test_the_next_start_has_the_colours_and_the_view_of_the_last(
    book: Planbook, open_app: OpenApp, see: See
) -> None:
    async with open_app(book) as pilot:
        await pilot.press("v", "v", *CHANGE_COLOURS)
        await settle(pilot)
    assert (kept(book).get("theme"), kept(book).get("view")) == ("contrast", "agenda")
    assert stat.S_IMODE(kept(book).path.stat().st_mode) == 0o600
    assert kept(book).path.name == "planner.db-screen.json"
    async with open_app(book) as pilot:
        assert pilot.app.theme == "contrast"
        assert calendar(pilot).data.view.kind is ViewKind.AGENDA
        await pilot.press("v", *CHANGE_COLOURS, *CHANGE_COLOURS)
        assert "Colours: calm" in await see(pilot)
    assert (kept(book).get("theme"), kept(book).get("view")) == ("calm", "month")


async def test_what_the_settings_name_holds_only_the_session_can_change_it(
    book: Planbook, open_app: OpenApp, see: See
) -> None:
    named = replace(book, settings=Settings(theme="calm", glyphs="unicode"))
    async with open_app(named) as pilot:
        await pilot.press(*CHANGE_COLOURS)
        assert "Colours: contrast until you leave; the settings file names calm." in await see(pilot)
        await pilot.press(*CHANGE_MARKS)
        assert "Marks: ASCII until you leave; the settings file names unicode." in await see(pilot)
    async with open_app(named) as pilot:
        assert pilot.app.theme == "calm"
        assert "✓" in await see(pilot)


@pytest.mark.parametrize(
    "damaged", ["", "{", "[]", "null", '{"theme": 4, "view": ["x"]}', '{"theme": "pink"}', "\x00\xff", "[" * 50_000]
)
async def test_a_damaged_file_is_as_good_as_none(book: Planbook, open_app: OpenApp, damaged: str) -> None:
    kept(book).path.write_text(damaged, encoding="latin-1")
    async with open_app(book) as pilot:
        assert pilot.app.theme == "calm"
    assert (kept(book).get("theme"), kept(book).get("glyphs"), kept(book).get("view")) == (None, None, None)


def test_choices_that_cannot_be_written_end_nothing(book: Planbook) -> None:
    kept(book).path.mkdir()  # no file can have the name of a folder
    chosen = kept(book)
    chosen.set("theme", "contrast")
    assert chosen.get("theme") == "contrast"
    assert kept(book).get("theme") is None


def test_two_sessions_do_not_forget_each_others_choices(book: Planbook) -> None:
    one, other = kept(book), kept(book)
    one.set("theme", "contrast")
    other.set("view", "week")
    assert json.loads(one.path.read_text(encoding="utf-8")) == {"theme": "contrast", "view": "week"}


def test_sixteen_colours_begin_plain_whatever_is_remembered(book: Planbook, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(book).set("theme", "contrast")
    monkeypatch.setattr("rich.console.Console.color_system", property(lambda _: "standard"))
    assert PlannerApp(book).theme == "plain"
    assert PlannerApp(replace(book, settings=Settings(theme="contrast"))).theme == "contrast"
