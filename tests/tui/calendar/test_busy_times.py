"""What another calendar fills is said where a person decides: under the month, next to it, and in the day's sheets."""

from __future__ import annotations

import pytest

from planner import store
from planner.training.busy_times import BusyTime
from planner.tui.sheets.day import DaySheet
from planner.usecases.planbook import Planbook
from tests.tui.driving import OpenApp, See
from tests.tui.season import DAY, TODAY


@pytest.fixture
def busy_book(book: Planbook) -> Planbook:
    times = [BusyTime(TODAY, 17 * 60 + 30, 19 * 60), BusyTime(TODAY + DAY, 12 * 60, 13 * 60)]
    with store.edit(book.path, "busy: work.ics", now=book.clock.now()) as repository:
        repository.replace_busy_times(times)
    return book


async def test_a_closed_half_day_is_said_of_its_day_and_of_no_other(
    busy_book: Planbook, open_app: OpenApp, see: See
) -> None:
    async with open_app(busy_book) as pilot:
        assert "busy 17:30-19:00" in " ".join((await see(pilot)).split())
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, DaySheet)
        assert "busy 17:30-19:00 in your calendar" in await see(pilot)
        await pilot.press("escape", "right")  # a lunch closes nothing
        assert "busy" not in await see(pilot)


async def test_the_panel_of_the_day_says_it(busy_book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(busy_book, 120, 40) as pilot:
        assert "busy 17:30-19:00 in your" in await see(pilot)


async def test_what_is_taken_back_is_said_no_more(busy_book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(busy_book) as pilot:
        await pilot.press("u")
        assert "busy" not in (await see(pilot)).replace("busy: work.ics", "")
