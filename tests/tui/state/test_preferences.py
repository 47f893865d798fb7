"""Colours, marks and the calendar's view: changed at once, and remembered for the next start."""

from __future__ import annotations

import json
import stat
from dataclasses import replace

import pytest

from planner.config import Settings
from planner.tui.calendar.view import ViewKind
from planner.tui.state.preferences import Preferences
from planner.usecases.planbook import Planbook
from tests.tui.driving import OpenApp, See, calendar, picture, settle

CHOOSE_COLOURS = ["ctrl+p", *"choose the col", "enter"]
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
        for theme, steps in (("contrast", 3), ("plain", 1), ("light", -2)):
            await pilot.press(*CHOOSE_COLOURS, *["down" if steps > 0 else "up"] * abs(steps))
            assert pilot.app.theme == theme, "the screen below shows the theme under the cursor"
            await pilot.press("enter")
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
        await pilot.press("escape" if mode == "2" else "1", *CHANGE_MARKS)
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
        await pilot.press("v", "v", *CHOOSE_COLOURS, "down", "down", "down", "enter")
        await settle(pilot)
    assert (kept(book).get("theme"), kept(book).get("view")) == ("contrast", "agenda")
    assert stat.S_IMODE(kept(book).path.stat().st_mode) == 0o600
    assert kept(book).path.name == "planner.db-screen.json"
    async with open_app(book) as pilot:
        assert pilot.app.theme == "contrast"
        assert calendar(pilot).data.view.kind is ViewKind.AGENDA
        await pilot.press("v", *CHOOSE_COLOURS, "up", "up", "enter")
        assert "Colours: calm" in await see(pilot)
        await pilot.press(*CHOOSE_COLOURS, "down", "escape")
        assert pilot.app.theme == "calm"
    assert (kept(book).get("theme"), kept(book).get("view")) == ("calm", "month")


async def test_what_the_settings_name_holds_only_the_session_can_change_it(
    book: Planbook, open_app: OpenApp, see: See
) -> None:
    named = replace(book, settings=Settings(theme="calm", glyphs="unicode"))
    async with open_app(named) as pilot:
        await pilot.press(*CHOOSE_COLOURS, "down", "down", "enter")
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


@pytest.mark.parametrize("name", ["calm", "tokyo-night"])
async def test_sixteen_colours_are_plain_whatever_is_named(
    book: Planbook, open_app: OpenApp, see: See, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    kept(book).set("theme", name)
    async with open_app(book) as pilot:
        assert pilot.app.theme == "plain"
        await pilot.press(*CHOOSE_COLOURS, "up", "enter")
        assert "on terminals with more colours; this one shows plain." in await see(pilot)
        assert pilot.app.theme == "plain"


@pytest.mark.parametrize("name", ["tokyo-night", "ansi-light", "dracula"])
async def test_the_themes_of_textual_are_there_by_their_names(
    book: Planbook, open_app: OpenApp, see: See, name: str
) -> None:
    async with open_app(replace(book, settings=Settings(theme=name))) as pilot:
        assert pilot.app.theme == name
        assert "January 2027" in await see(pilot)
        await pilot.press(*CHOOSE_COLOURS)
        assert name in await see(pilot)
