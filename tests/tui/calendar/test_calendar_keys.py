from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from planner import store
from planner.clock import Clock
from planner.config import Settings
from planner.store import quick
from planner.usecases.planbook import Planbook
from tests.tui.driving import OpenApp, See, calendar, message, until
from tests.tui.season import NOON, TODAY


@pytest.mark.parametrize(
    ("keys", "day"),
    [
        (["right"], "2027-01-08"),
        (["l", "l"], "2027-01-09"),
        (["left"], "2027-01-06"),
        (["h"], "2027-01-06"),
        (["up"], "2026-12-31"),
        (["k"], "2026-12-31"),
        (["down"], "2027-01-14"),
        (["j"], "2027-01-14"),
        (["right_square_bracket"], "2027-01-14"),
        (["left_square_bracket"], "2026-12-31"),
        (["right_curly_bracket"], "2027-02-07"),
        (["left_curly_bracket"], "2026-12-07"),
        (["pagedown", "pagedown"], "2027-03-07"),
        (["pagedown", "t"], "2027-01-07"),
        (["down", "down", "home"], "2027-01-07"),
    ],
)
async def test_keys_go_about_the_calendar(book: Planbook, open_app: OpenApp, keys: list[str], day: str) -> None:
    async with open_app(book) as pilot:
        await pilot.press(*keys)
        assert calendar(pilot).cursor.day == dt.date.fromisoformat(day)


async def test_the_month_follows_a_cursor_that_leaves_it(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book) as pilot:
        assert "January 2027" in await see(pilot)
        await pilot.press("down", "down", "down")
        assert "January 2027" in await see(pilot)
        await pilot.press("down")
        assert calendar(pilot).cursor.day == dt.date(2027, 2, 4)
        assert "February 2027" in await see(pilot)


async def test_the_last_of_a_month_stays_the_last_of_a_shorter_one(book: Planbook, open_app: OpenApp) -> None:
    async with open_app(replace(book, clock=Clock(dt.date(2027, 1, 31)))) as pilot:
        await pilot.press("pagedown")
        assert calendar(pilot).cursor.day == dt.date(2027, 2, 28)


async def test_g_goes_to_a_date_and_says_what_is_no_date(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book) as pilot:
        await pilot.press("g", *"2027-02-30", "enter")
        assert "is not a day of the calendar" in await see(pilot)
        await pilot.press(*["backspace"] * 10, *"2027-02-14", "enter")
        assert calendar(pilot).cursor.day == dt.date(2027, 2, 14)
        assert "Half marathon race" in await see(pilot)


async def test_g_takes_a_date_as_people_say_it(book: Planbook, open_app: OpenApp) -> None:
    async with open_app(book) as pilot:
        await pilot.press("g", "plus", "2", "w", "enter")
        assert calendar(pilot).cursor.day == TODAY + dt.timedelta(weeks=2)


async def test_g_is_left_with_escape(book: Planbook, open_app: OpenApp) -> None:
    async with open_app(book) as pilot:
        await pilot.press("g", *"2027", "escape")
        assert calendar(pilot).cursor.day == TODAY
        assert pilot.app.screen is calendar(pilot)


async def test_the_screen_shows_the_month_its_weeks_and_the_day(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book) as pilot:
        text = await see(pilot)
    assert "January 2027   Half marathon 14 Feb · week 6        ▇▇▇▇ ▇▸▇▇▇▇ ▇█⚑  38 days ⚑" in text
    assert "38 days ⚑" in text
    assert "7▸" in text
    assert "22 of 54.5 km" in text
    assert "0 of 2 strength" not in text
    assert "Thu 7 Jan  Tempo, 3 × 10 min, 12 km, 1:09 h" in text
    assert "d done" in text


async def test_digits_change_screens_and_come_back(book: Planbook, open_app: OpenApp) -> None:
    async with open_app(book) as pilot:
        screen = calendar(pilot)
        await pilot.press("2")
        await pilot.pause()
        assert pilot.app.current_mode == "builder"
        await pilot.press("tab", "1")  # a digit in the form is the field's
        await pilot.pause()
        assert pilot.app.current_mode == "calendar"
        assert pilot.app.screen is screen


async def test_digits_do_nothing_under_a_sheet(book: Planbook, open_app: OpenApp) -> None:
    async with open_app(book) as pilot:
        await pilot.press("enter", "2", "q")
        await pilot.pause()
        assert pilot.app.current_mode == "calendar"
        assert pilot.app.is_running
        assert pilot.app.screen is calendar(pilot)


async def test_q_leaves(book: Planbook, open_app: OpenApp) -> None:
    async with open_app(book) as pilot:
        await pilot.press("q")
        assert pilot.app._exit


async def test_an_empty_calendar_says_what_to_press(empty_book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(empty_book) as pilot:
        assert "Press 2 to build a block" in await see(pilot)
        await pilot.press("d")
        assert "no workout here" in await see(pilot)


async def test_another_sessions_edit_is_noticed(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book) as pilot:
        with store.edit(book.path, "elsewhere", now=NOON) as plan:
            tempo = next(item for item in quick.read_days(book.path, TODAY, TODAY))
            plan.replace_workout(replace(tempo, title="Tempo on the track"))
        calendar(pilot)._check_for_changes()
        await pilot.pause()
        assert "Tempo on the track" in await see(pilot)


async def test_a_file_that_has_gone_is_said_and_not_made_anew(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book, 120, 30) as pilot:
        book.path.unlink()
        pilot.app._warm_up()  # type: ignore[attr-defined]
        assert not book.path.exists()
        await until(pilot, lambda: "has gone: it was moved or deleted" in message(pilot))
        await pilot.press("pagedown", "pagedown", "pagedown")  # beyond what was read ahead
        assert "has gone" in await see(pilot)
    assert not book.path.exists()


async def test_coming_back_to_the_calendar_shows_what_was_done_elsewhere(
    book: Planbook,
    open_app: OpenApp,
    see: See,
) -> None:
    async with open_app(book) as pilot:
        await pilot.press("3")
        with store.edit(book.path, "elsewhere", now=NOON) as plan:
            tempo = next(item for item in quick.read_days(book.path, TODAY, TODAY))
            plan.replace_workout(replace(tempo, title="Tempo on the track"))
        await pilot.press("1")
        assert "Tempo on the track" in await see(pilot)


async def test_looking_without_a_change_draws_nothing(book: Planbook, open_app: OpenApp) -> None:
    async with open_app(book) as pilot:
        screen = calendar(pilot)
        screen._check_for_changes()
        assert not screen._dirty_widgets
        assert not screen._compositor._dirty_regions


async def test_a_click_puts_the_cursor_on_a_day(book: Planbook, open_app: OpenApp) -> None:
    async with open_app(book) as pilot:
        await pilot.click("MonthGrid", offset=(30, 9))
        assert calendar(pilot).cursor.day == dt.date(2027, 1, 14)


async def test_the_week_starts_where_the_runner_starts_it(book: Planbook, open_app: OpenApp, see: See) -> None:
    with store.edit(book.path, "settings", now=NOON) as plan:
        plan.replace_runner(replace(plan.runner(), week_start=6))
    async with open_app(book) as pilot:
        first = next(line for line in (await see(pilot)).splitlines() if "Mon" in line)
        assert first.split()[0] == "Sun"


async def test_ascii_shows_no_glyph_beyond_ascii(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(replace(book, settings=Settings(glyphs="ascii"))) as pilot:
        for keys in ([], ["enter"], ["escape", "question_mark"], ["escape", "m"], ["escape", "v"]):
            await pilot.press(*keys)
            await pilot.pause()
            assert (await see(pilot)).isascii()
