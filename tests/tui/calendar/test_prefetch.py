"""Pages drawn before they are turned to show what a page drawn now would show, whatever came between."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from unittest import mock

import pytest
from textual.pilot import Pilot
from textual.strip import Strip

from planner import store
from planner.clock import Clock
from planner.training.workouts import RunKind
from planner.tui.calendar import prefetch
from planner.tui.calendar.day_grid import DayGrid
from planner.tui.keys import commands
from planner.tui.state.calendar_cache import CalendarCache
from planner.usecases.planbook import Planbook
from tests.examples import seeds
from tests.tui.driving import OpenApp, See, calendar, settle, until
from tests.tui.season import NOON, TODAY, run

TURNS = ["left_curly_bracket", "right_curly_bracket", "left_square_bracket", "right_square_bracket", "t"]
KEYS = [*TURNS * 6, *(key for command in commands.CALENDAR_COMMANDS for key in command.key_names)]
SIZES = [(80, 24), (120, 40), (90, 30), (130, 60)]


def look_ahead(pilot: Pilot[None]) -> None:
    """What the calendar does in a pause between two keys."""
    for _ in calendar(pilot)._prefetch():
        pass


def shown(pilot: Pilot[None]) -> list[Strip]:
    """The lines of the days in sight."""
    days = calendar(pilot)._active_grid
    return [days.render_line(y) for y in range(days.size.height)]


def drawn_now(pilot: Pilot[None]) -> list[Strip]:
    """The same lines from the file, on a page that nobody has kept."""
    screen = calendar(pilot)
    days, window, shelf = screen._active_grid, screen.data.window, CalendarCache(screen.book)
    assert isinstance(days, DayGrid)
    shelf.reload()
    workouts = shelf.workouts_between(window.first, window.last)
    with mock.patch.object(screen.data, "cache", shelf), mock.patch.object(screen.data, "_window_workouts", workouts):
        page = days.PAGE_CLASS(
            screen.data.build_view(window, screen.preview.current, screen.preview.marked_days),
            days.size,
            days.page.colors,
        )
    return [page.draw_line(y, page.cell_of(screen.cursor.day)) for y in range(days.size.height)]


@pytest.mark.parametrize("seed", seeds(1, 3))
async def test_whatever_is_pressed_the_page_is_the_one_that_would_be_drawn_now(
    book: Planbook, open_app: OpenApp, seed: int
) -> None:
    draw = random.Random(seed)
    async with open_app(book, *SIZES[seed]) as pilot:
        screen = calendar(pilot)
        for _ in range(80):
            if pilot.app.screen is screen and draw.random() < 0.2:
                await pilot.app.run_action(draw.choice(["colours", "marks"]))
            if draw.random() < 0.1:
                await pilot.resize_terminal(*draw.choice(SIZES))
            await pilot.press(draw.choice(KEYS))
            await settle(pilot)
            if isinstance(screen._active_grid, DayGrid):
                assert shown(pilot) == drawn_now(pilot)
            look_ahead(pilot)


@pytest.mark.parametrize("keys", [[], ["}"], ["v", "right_square_bracket"], ["d", "d"]])
async def test_a_pause_is_used_after_the_start_after_each_turned_page_and_each_edit(
    book: Planbook, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch, keys: list[str]
) -> None:
    monkeypatch.setattr(prefetch, "_DELAY_S", 0.001)
    async with open_app(book) as pilot:
        await pilot.press(*keys)
        screen = calendar(pilot)
        beside = [screen.data.window_at(screen._day_pages_away(step)) for step in (1, -1)]
        await until(pilot, lambda: screen._prefetcher._views.keys() == {screen.data.window, *beside})


async def test_turning_to_a_page_that_was_looked_at_ahead_reads_and_draws_nothing(
    book: Planbook, open_app: OpenApp, see: See
) -> None:
    async with open_app(book) as pilot:
        screen = calendar(pilot)
        assert isinstance(screen._active_grid, DayGrid)
        for turned, month in (("}", "February 2027"), ("}", "March 2027"), ("{", "February 2027")):
            await see(pilot)
            look_ahead(pilot)
            with (
                mock.patch.object(screen._active_grid.PAGE_CLASS, "make_cell", side_effect=AssertionError),
                mock.patch.object(screen.data.cache, "_read_days", side_effect=AssertionError),
            ):
                await pilot.press(turned)
                assert month in await see(pilot)


async def test_a_page_drawn_before_another_session_wrote_on_it_is_drawn_again(
    book: Planbook, open_app: OpenApp, see: See
) -> None:
    async with open_app(book, 120, 40) as pilot:
        await pilot.press("}", "{")
        look_ahead(pilot)
        with store.edit(book.path, "add", now=NOON) as plan:
            plan.add_workouts([run(TODAY.replace(month=2, day=24), RunKind.EASY, "Elsewhere", 8)])
        calendar(pilot)._check_for_changes()
        await pilot.press("}")
        assert "Elsewhere" in await see(pilot)


@pytest.mark.parametrize("then", ["turned", "looked"])
async def test_a_month_that_could_not_be_read_is_shown_when_the_file_is_back(
    book: Planbook, open_app: OpenApp, see: See, then: str
) -> None:
    away = book.path.with_name("away.db")
    async with open_app(book, 120, 40) as pilot:
        book.path.rename(away)
        await pilot.press("}")
        assert "has gone" in await see(pilot)
        if then == "looked":
            calendar(pilot)._check_for_changes()
        away.rename(book.path)
        if then == "looked":
            calendar(pilot)._check_for_changes()
        else:
            await pilot.press("{", "}")
        await settle(pilot)
        assert calendar(pilot).data.view.month.month == 2
        assert shown(pilot) == drawn_now(pilot)


async def test_in_a_pause_the_agenda_stays_where_it_is(book: Planbook, open_app: OpenApp, see: See) -> None:
    last = Planbook(book.path, Clock(dt.date(2199, 12, 31)), book.settings)
    async with open_app(last) as pilot:
        await pilot.press("v", "v")
        before = await see(pilot)
        assert "Tue 31" in before
        look_ahead(pilot)
        assert await see(pilot) == before


async def test_work_that_was_left_between_two_steps_is_not_gone_on_with_or_begun_anew(
    book: Planbook, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []

    def work() -> Iterator[None]:
        done.append("first step")
        pauses.stop()  # as a key does that comes now
        yield
        done.append("second step")

    async with open_app(book) as pilot:
        pauses = prefetch.Prefetcher(pilot.app.screen, mock.Mock(), work)
        monkeypatch.setattr(prefetch, "_DELAY_S", 0.001)
        pauses.start()
        await until(pilot, lambda: bool(done))
        await settle(pilot)
    assert done == ["first step"]
