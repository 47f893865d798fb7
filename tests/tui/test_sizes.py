from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from planner.config import Settings
from planner.tui.app import PlannerApp
from planner.tui.calendar.head import head_rows
from planner.tui.widgets.rows import rows_text
from planner.usecases.planbook import Planbook
from tests.tui.driving import OpenApp, See, calendar

SIZES = [(1, 1), (40, 12), (60, 20), (75, 18), (80, 24), (300, 100)]
FILLED = [(40, 12), (60, 20), (75, 16), (80, 24), (120, 40), (250, 60)]
VIEWS: list[list[str]] = [[], ["v"], ["v", "v"]]
SHEETS = (["enter"], ["d"], ["s"], ["m"], ["g"], ["H"], ["w"], ["question_mark"], ["ctrl+p"])


@pytest.mark.parametrize("size", SIZES)
async def test_every_place_opens_at_every_size(
    book: Planbook, open_app: OpenApp, see: See, size: tuple[int, int]
) -> None:
    async with open_app(book, *size) as pilot:
        for keys in SHEETS:
            await pilot.press(*keys)
            await pilot.press("escape")
        lines = (await see(pilot)).splitlines()
        assert len(lines) <= size[1]
        assert pilot.app.is_running


async def test_a_terminal_may_change_its_size_at_any_time(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book) as pilot:
        for size in [*SIZES, *reversed(SIZES)]:
            await pilot.resize_terminal(*size)
            await pilot.press("right")
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert "January 2027" in await see(pilot) or "February 2027" in await see(pilot)
        assert "d done" in await see(pilot)


async def test_a_view_that_has_its_room_again_is_no_longer_missed(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book) as pilot:
        await pilot.resize_terminal(60, 20)
        assert "The month needs 75 × 18; in 60 × 20 there is the agenda." in await see(pilot)
        await pilot.resize_terminal(70, 20)
        assert "The month needs 75 × 18; in 70 × 20 there is the agenda." in await see(pilot)
        await pilot.resize_terminal(80, 24)
        assert "The month needs" not in await see(pilot)
        assert "d done" in await see(pilot)


async def test_the_day_panel_wraps_its_words_to_the_size_that_the_terminal_has_now(
    book: Planbook, open_app: OpenApp, see: See
) -> None:
    async with open_app(book, 120, 40) as pilot:
        at_once = await see(pilot)
    async with open_app(book) as pilot:
        await pilot.resize_terminal(120, 40)
        assert await see(pilot) == at_once
        await pilot.resize_terminal(250, 60)
        await pilot.resize_terminal(120, 40)
        assert await see(pilot) == at_once


@pytest.mark.parametrize(("term", "glyphs"), [("xterm-256color", "unicode"), ("xterm", "ascii")])
async def test_every_view_fills_every_size_in_every_make_of_terminal(
    book: Planbook, monkeypatch: pytest.MonkeyPatch, see: See, term: str, glyphs: str
) -> None:
    monkeypatch.setenv("TERM", term)
    app = PlannerApp(replace(book, settings=Settings(glyphs=glyphs)))
    async with app.run_test(size=FILLED[0]) as pilot:
        for size in FILLED:
            await pilot.resize_terminal(*size)
            looks = set()
            for _ in VIEWS:
                await pilot.press("left", "right", "down", "pagedown", "pageup", "t")
                text = await see(pilot)
                strips = app.screen._compositor.render_strips()
                assert [strip.cell_length for strip in strips] == [size[0]] * size[1]
                assert "Tempo" in text or "T 12" in text
                assert " 7" in text
                assert glyphs == "unicode" or text.isascii()
                drawn = calendar(pilot)._active_grid
                assert drawn.size.height > 5
                assert all(drawn.render_line(y).cell_length == drawn.size.width for y in range(drawn.size.height))
                looks.add(calendar(pilot).data.view.kind)
                await pilot.press("v")
            assert len(looks) == len(VIEWS) or size[0] < 80, looks


@pytest.mark.parametrize("keys", VIEWS, ids=len)
async def test_every_view_outlives_every_change_of_size(
    book: Planbook, open_app: OpenApp, see: See, keys: list[str]
) -> None:
    async with open_app(book) as pilot:
        await pilot.press(*keys)
        look = calendar(pilot).data.view.kind
        for size in [*SIZES, *reversed(SIZES)]:
            await pilot.resize_terminal(*size)
            await pilot.press("right", "left")
        await pilot.resize_terminal(80, 24)
        await see(pilot)
        assert calendar(pilot).data.view.kind is look
        assert calendar(pilot).cursor.day == dt.date(2027, 1, 7)


async def test_titles_stand_in_full_on_a_wide_terminal(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book, 250, 60) as pilot:
        month = await see(pilot)
        assert "January and February 2027" in month
        await pilot.press("v")
        week = await see(pilot)
        for text in (month, week):
            assert "Heavy sled and wall sit" in text
            assert "Intervals, 5 × 1 km" in text
            assert "Shake-out with Ann" in text
        assert "sled 5 × 20 m, 56 kg" in week


async def test_the_title_leaves_out_what_it_has_no_room_for(book: Planbook, open_app: OpenApp) -> None:
    async with open_app(book) as pilot:
        view = calendar(pilot).data.view
    titles = {width: rows_text(head_rows(view, view.today, width)) for width in range(50, 81)}
    assert titles[80].startswith(" January 2027   Half marathon 14 Feb · week 6 of 11 · build  ")
    assert {"week 6 of 11 · build" in title for title in titles.values()} == {True, False}
    assert all(("week 6 of 11" in title) is ("week" in title) for title in titles.values()), titles
    assert not any("…" in title for title in titles.values()), titles


async def test_a_sheet_outlives_a_change_of_size(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book) as pilot:
        await pilot.press("d", *"1")
        for size in ((30, 8), (200, 60), (80, 24)):
            await pilot.resize_terminal(*size)
        await pilot.pause()
        assert "12 km            1" in await see(pilot)


@pytest.mark.parametrize("size", [(40, 12), (80, 24)])
async def test_a_sheet_without_a_ground_of_its_own_has_a_frame_with_four_corners(
    book: Planbook, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch, see: See, size: tuple[int, int]
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    async with open_app(book, *size) as pilot:
        for keys in (keys for keys in SHEETS if keys != ["m"]):  # which opens none
            await pilot.press(*keys)
            text = await see(pilot)
            assert [text.count(corner) for corner in "┌┐└┘"] == [1, 1, 1, 1], text
            await pilot.press("escape")


@pytest.mark.parametrize(
    ("size", "has"), [((39, 30), "too small"), ((80, 11), "too small"), ((40, 12), "Tempo, 3 × 10")]
)
async def test_what_is_too_small_says_so(
    book: Planbook,
    open_app: OpenApp,
    see: See,
    size: tuple[int, int],
    has: str,
) -> None:
    async with open_app(book, *size) as pilot:
        assert has in await see(pilot)


async def test_narrow_terminals_get_an_agenda(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book, 74, 24) as pilot:
        text = await see(pilot)
        assert "▸Thu 7   T Tempo, 3 × 10 min, 12 km, 1:09 h" in text
        assert " week 6" in text
        await pilot.press("down", "down", "down")
        await pilot.pause()
        assert "l 18:00 Light sled 3 × 20 m, 14 kg" in await see(pilot)
        assert calendar(pilot).cursor.day == dt.date(2027, 1, 10)
        await pilot.click("Agenda", offset=(3, 1))
        assert calendar(pilot).cursor.day < dt.date(2027, 1, 10)


async def test_the_agenda_scrolls_with_its_cursor(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book, 60, 14) as pilot:
        for _ in range(20):
            await pilot.press("down")
        await pilot.pause()
        assert "Wed 27" in await see(pilot)
        for _ in range(22):
            await pilot.press("up")
        await pilot.pause()
        assert "Tue 5" in await see(pilot)


async def test_the_agenda_shows_what_a_move_would_do(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book, 60, 24) as pilot:
        await pilot.press("m", "down")
        await pilot.pause()
        friday = next(line for line in (await see(pilot)).splitlines() if line.startswith(" Fri 8"))
        assert "Tempo" in friday
        await pilot.press("escape")


async def test_wide_terminals_get_names_and_a_panel_for_the_day(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book, 120, 40) as pilot:
        await pilot.press("left", "left")
        await pilot.pause()
        text = await see(pilot)
        assert "Tuesday 5 January" in text
        assert "sled 5 × 20 m, 56 kg" in text
        assert "wall sit 2 × 1:30 with" in text
        assert "9.6 h after the tempo" in text
        assert "Intervals" in text
        assert "left" in text


async def test_six_weeks_fit_twenty_four_lines(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book) as pilot:
        await pilot.press("g", *"2027-05-31", "enter")
        await pilot.pause()
        assert len(calendar(pilot).data.view.weeks) == 6
        assert any(line.startswith(" 31 ") for line in (await see(pilot)).splitlines())


@pytest.mark.parametrize("theme", ["calm", "contrast", "plain"])
@pytest.mark.parametrize("term", ["xterm-256color", "xterm", "linux"])
async def test_the_state_can_be_read_without_colour(
    book: Planbook,
    monkeypatch: pytest.MonkeyPatch,
    see: See,
    theme: str,
    term: str,
) -> None:
    monkeypatch.setenv("TERM", term)
    monkeypatch.setenv("NO_COLOR", "1")
    app = PlannerApp(replace(book, settings=Settings(theme=theme)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        text = await see(pilot)
        assert all(mark in text for mark in "✓✗–→+▸•⚑")
        assert "build" in text
        await pilot.press("enter", "escape", "d", "escape")


async def test_few_colours_fall_back_to_the_terminals_own(book: Planbook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    app = PlannerApp(book)
    async with app.run_test(size=(80, 24)):
        assert app.theme == "plain"
    monkeypatch.setenv("TERM", "xterm-256color")
    app = PlannerApp(book)
    async with app.run_test(size=(80, 24)):
        assert app.theme == "calm"
