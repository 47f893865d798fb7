from __future__ import annotations

import sqlite3
from dataclasses import replace

import pytest

from planner.config import Settings
from planner.training.absences import AbsenceKind
from planner.tui.app import PlannerApp
from planner.tui.sheets.form_fields import FormFields
from planner.usecases.calendar.absences import plan_absence
from planner.usecases.changes import apply_change
from planner.usecases.planbook import Planbook
from tests.tui.driving import OpenApp, See, calendar, message, settle
from tests.tui.season import DAY, TODAY
from tests.tui.test_hostile_text import NAMES, UNSAFE, unclean

PLACES: tuple[list[str], ...] = (
    ["e"],
    ["enter", "tab"],
    ["escape", "escape", "x", "right"],
    ["escape", "y", "right", "p"],
    ["enter"],
    ["u", "left", "R"],
    ["escape", "t", "W"],
    ["escape", "i", "right"],
    ["enter"],
    ["v"],
    ["v"],
    ["v", "V", "right"],
    ["s"],
    ["escape", "escape", "t", "i", "D"],
    ["escape", "L", "escape", "r", "escape", "ctrl+p"],
)


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
async def test_no_word_drives_the_terminal_from_a_planning_sheet(
    empty_book: Planbook, open_app: OpenApp, see: See, name: str
) -> None:
    unclean(empty_book, name)
    away = plan_absence(empty_book, TODAY + 2 * DAY, TODAY + 3 * DAY, AbsenceKind.AWAY, "note")
    apply_change(empty_book, away)
    with sqlite3.connect(empty_book.path) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("UPDATE absence SET note = ?", (name.replace("\x00", ""),))
    connection.close()
    async with open_app(empty_book, 120 if len(name) % 2 else 80, 30) as pilot:
        for keys in PLACES:
            await pilot.press(*keys)
            await pilot.pause()
            assert UNSAFE.search(await see(pilot)) is None, keys
        assert pilot.app.is_running


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
async def test_hostile_words_typed_into_a_form_are_cleaned_or_refused(
    book: Planbook, open_app: OpenApp, see: See, name: str
) -> None:
    async with open_app(book) as pilot:
        await pilot.press("right", "a")
        for field in ("title", "note"):
            pilot.app.screen.query_one(FormFields).set_value(field, name)
        pilot.app.screen.query_one(FormFields).set_value("what", "easy")
        await pilot.press("enter")
        assert UNSAFE.search(await see(pilot)) is None
        await pilot.press("escape")
        assert UNSAFE.search(message(pilot)) is None
    async with open_app(book) as pilot:  # what was kept as a draft is hostile too
        assert UNSAFE.search(await see(pilot)) is None
        await pilot.press("a")
        assert UNSAFE.search(await see(pilot)) is None


SIZES = [(40, 12), (60, 20), (80, 24), (120, 40), (250, 60)]
WAYS = {
    "trial": ["x", "right", "tab"],
    "absence": ["i", "right", "enter"],
    "selection": ["V", "right", "right"],
    "add": ["a"],
    "edit": ["e"],
    "done": ["d"],
}


@pytest.mark.parametrize(("term", "glyphs"), [("xterm-256color", "unicode"), ("xterm", "ascii")])
async def test_planning_fills_every_size_in_every_make_of_terminal(
    book: Planbook, monkeypatch: pytest.MonkeyPatch, see: See, term: str, glyphs: str
) -> None:
    monkeypatch.setenv("TERM", term)
    app = PlannerApp(replace(book, settings=Settings(glyphs=glyphs)))
    async with app.run_test(size=SIZES[0]) as pilot:
        for size in SIZES:
            await pilot.resize_terminal(*size)
            for way, keys in WAYS.items():
                await pilot.press(*keys)
                for _ in range(3):
                    text = await see(pilot)
                    strips = app.screen._compositor.render_strips()
                    assert [strip.cell_length for strip in strips] == [size[0]] * size[1], way
                    if way != "edit":  # the runner's own words are shown as they were written
                        assert glyphs == "unicode" or text.isascii(), way
                    drawn = calendar(pilot)._active_grid
                    assert all(drawn.render_line(y).cell_length == drawn.size.width for y in range(drawn.size.height))
                    if way in {"add", "edit", "done"}:
                        break
                    await pilot.press("v")
                    await settle(pilot)
                await pilot.press("escape", "t")
                if way == "absence":
                    await pilot.press("u")


async def test_marks_of_absence_and_selection_need_no_colour(
    book: Planbook, monkeypatch: pytest.MonkeyPatch, see: See
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    app = PlannerApp(replace(book, settings=Settings(theme="plain", glyphs="ascii")))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("i", "right", "enter")
        assert "sick" in await see(pilot)
        await pilot.press("v", "v")
        assert "sick" in await see(pilot)


async def test_the_keys_that_go_on_stay_beside_a_sentence_that_leaves_them_room(
    book: Planbook, open_app: OpenApp, see: See
) -> None:
    async with open_app(book, 60, 20) as pilot:
        await pilot.press("m", "right", "right")
        last = " ".join((await see(pilot)).splitlines()[-1].split())
        assert last == "Move to Sat 9 Jan: only this · tab · enter · escape"
        await pilot.press("left")
        *_, above, _, last = (await see(pilot)).splitlines()
        assert " ".join(last.split()) == "Move to Fri 8 Jan: only this · tab · enter · escape"
        assert above.strip() == "Fri 8 Jan  The rest day of Fri 8 Jan goes."
