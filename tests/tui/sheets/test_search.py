"""Searching the calendar: the sheet, and from one workout found to the next."""

from __future__ import annotations

import datetime as dt

import pytest

from planner.training.workouts import RunKind
from planner.tui.sheets.search import SearchSheet
from planner.usecases import search
from planner.usecases.calendar import mark
from planner.usecases.planbook import Planbook
from tests.tui.driving import On, OpenApp, See, calendar
from tests.tui.season import TODAY

DAY = dt.timedelta(days=1)


async def test_typing_counts_and_lists_what_fits(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book) as pilot:
        await pilot.press("slash")
        assert "Titles, notes, kinds" in await see(pilot)
        await pilot.press(*"tempo")
        seen = await see(pilot)
        assert "11 workouts" in seen
        marked = next(line for line in seen.splitlines() if "▌" in line)
        assert "Thu 7 Jan 2027" in marked  # the nearest to the cursor's day
        assert "Mon 28" in seen  # the month stays in sight above


async def test_enter_goes_there_and_n_goes_on(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book) as pilot:
        await pilot.press("slash", *"tempo", "down", "enter")
        assert calendar(pilot).cursor.day == TODAY + 7 * DAY
        assert "7 of 11: Thu 14 Jan Tempo, 3 × 10 min; n next, N back" in await see(pilot)
        await pilot.press("n")
        assert calendar(pilot).cursor.day == TODAY + 14 * DAY
        await pilot.press("N", "N")
        assert calendar(pilot).cursor.day == TODAY
        assert "6 of 11: Thu 7 Jan" in await see(pilot)


async def test_n_goes_round_the_ends_and_says_so(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book) as pilot:
        await pilot.press("slash", *"race feb", "enter")
        assert "1 of 1: Sun 14 Feb Half marathon race" in await see(pilot)
        await pilot.press("t", "slash", *"skipped", "enter", "n")
        assert "1 of 1 (from the start again): Sat 2 Jan Easy" in await see(pilot)
        await pilot.press("N")
        assert "1 of 1 (from the end again): Sat 2 Jan Easy" in await see(pilot)


async def test_n_goes_from_where_the_cursor_is(book: Planbook, open_app: OpenApp) -> None:
    async with open_app(book) as pilot:
        await pilot.press("slash", *"tempo", "enter", "left_curly_bracket", "n")
        assert calendar(pilot).cursor.day == dt.date(2026, 12, 10)
        await pilot.press("left", "N")
        assert calendar(pilot).cursor.day == dt.date(2026, 12, 3)


async def test_two_on_one_day_are_both_visited(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book) as pilot:
        await pilot.press("slash", *"tuesday jan", "enter")
        assert "1 of 8: Tue 5 Jan Intervals" in await see(pilot)
        await pilot.press("n")
        assert calendar(pilot).cursor.day == TODAY - 2 * DAY
        assert "2 of 8: Tue 5 Jan Heavy sled" in await see(pilot)


async def test_without_a_search_n_says_what_to_press(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book) as pilot:
        await pilot.press("n")
        assert "Nothing is searched for yet: press / and say what." in await see(pilot)
        assert calendar(pilot).cursor.day == TODAY


async def test_nothing_found_stays_open(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book) as pilot:
        await pilot.press("slash", *"zep", "enter")
        assert 'No workout fits "zep".' in await see(pilot)
        assert isinstance(pilot.app.screen, SearchSheet)
        await pilot.press("backspace", "backspace", "backspace", *"long", "enter")
        assert "Sun 10 Jan Long run" in await see(pilot)


async def test_what_was_edited_is_searched_again(book: Planbook, open_app: OpenApp, see: See, workouts_on: On) -> None:
    async with open_app(book) as pilot:
        await pilot.press("slash", *"skipped", "enter")
        mark.mark_skipped(book, workouts_on(TODAY)[0].id, "ill")
        await pilot.press("n")
        assert "2 of 2: Thu 7 Jan Tempo" in await see(pilot)
        await pilot.press("slash", *"ill", "enter", "u", "n")
        assert 'No workout fits "ill" any more' in await see(pilot)


async def test_enter_alone_searches_again(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book) as pilot:
        await pilot.press("slash", *"skipped", "enter", "t", "slash")
        assert "skipped (enter searches again)" in await see(pilot)
        await pilot.press("enter")
        assert calendar(pilot).cursor.day == dt.date(2027, 1, 2)


async def test_escape_leaves_the_cursor_and_the_last_search(book: Planbook, open_app: OpenApp) -> None:
    async with open_app(book) as pilot:
        await pilot.press("slash", *"tempo", "enter", "slash", *"long", "escape", "n")
        assert calendar(pilot).cursor.day == TODAY + 7 * DAY


async def test_the_file_is_read_once_while_one_types(
    book: Planbook, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch, workouts_on: On
) -> None:
    reads: list[Planbook] = []
    read = search.build_search_index

    def noted(book: Planbook) -> search.SearchIndex:
        reads.append(book)
        return read(book)

    monkeypatch.setattr(search, "build_search_index", noted)
    async with open_app(book) as pilot:
        await pilot.press("slash", *"ice")
        assert len(reads) == 1
        mark.mark_skipped(book, workouts_on(TODAY)[0].id, "icy")
        await pilot.press("space", *"road")
        assert len(reads) == 2


async def test_a_file_that_has_gone_is_said_and_not_made_anew(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book) as pilot:
        await pilot.press("slash", *"tempo")
        book.path.unlink()
        await pilot.press(*"x")
        assert "has gone" in " ".join((await see(pilot)).split())
        await pilot.press("escape", "slash")
        assert "has gone" in calendar(pilot).footer.message
        assert not book.path.exists()


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (250, 60)])
async def test_every_size_shows_the_chosen_hit(
    book: Planbook, open_app: OpenApp, see: See, size: tuple[int, int]
) -> None:
    async with open_app(book, *size) as pilot:
        await pilot.press("slash", *"run", *["down"] * 12)
        seen = await see(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, SearchSheet)
        assert "escape closes" in seen
        assert seen.count("▌") == 1
        await pilot.press("enter")
        runs = [one for one in search.build_search_index(book).search("run") if one.date >= TODAY]
        assert calendar(pilot).cursor.day == runs[12].date
        assert RunKind(runs[12].entry[3] or "")


async def test_hostile_words_are_typed_and_shown_clean(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book) as pilot:
        await pilot.press("slash", *"[/nope] [b]")
        assert 'No workout fits "[/nope] [b]".' in await see(pilot)
