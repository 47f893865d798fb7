"""The views next to the table of weeks: the block with what is ahead, the form, the year."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.pilot import Pilot

from planner import store
from planner.config import Settings
from planner.store import quick
from planner.training.form_outlook import FormDay
from planner.training.races import Unit
from planner.training.training_load import DailyForm
from planner.tui.calendar.screen import CalendarScreen
from planner.tui.progress.form_chart import ASCII_FORM, UNICODE_FORM, FormGlyphs, draw_form
from planner.tui.progress.metrics import METRICS_BY_ID
from planner.tui.progress.screen import ProgressScreen
from planner.tui.progress.week_sheet import WeekSheet
from planner.tui.progress.year_map import DayValue, YearMap
from planner.tui.theme import ASCII, UNICODE
from planner.tui.widgets.rows import Row
from planner.usecases.planbook import Planbook
from planner.usecases.queries import review_weeks
from tests.tui.driving import OpenApp, See
from tests.tui.season import DAY, MONDAY, NOON, TODAY


def text(row: Row) -> str:
    return "".join(piece.text for piece in row)


async def show(pilot: Pilot[None], view: str) -> None:
    keys = {"block": 1, "form": 2, "year": 3}[view]
    await pilot.press("3", *["v"] * keys)


async def test_the_block_shows_its_weeks_its_phases_and_what_is_next(
    book: Planbook, open_app: OpenApp, see: See
) -> None:
    async with open_app(book, 80, 24) as pilot:
        await show(pilot, "block")
        seen = await see(pilot)
        assert "Progress · block   Half marathon" in seen
        run = review_weeks(book, 1).weeks[-1].totals.run
        assert f"Week 6 of 11, Mon 4 Jan, build: {run.done_m / 1000:.1f} of {run.planned_m / 1000:.1f} km" in seen
        assert ", longest planned 18 km" in " ".join(seen.split()), "a longer run may have been done"
        assert "Next week 54.5 km, as much as this one, longest run 18 km; W makes it lighter." in seen
        assert "Longest run of 30 days 18 km" in seen
        assert "38 days to the race, Sun 14 Feb." in seen
        phases = next(line for line in seen.splitlines() if "base" in line and "taper" in line)
        assert phases.index("base") < phases.index("build") < phases.index("taper")
        assert phases.rstrip().endswith("⚑")


async def test_a_week_ahead_is_selected_and_opened_in_the_block(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book, 80, 24) as pilot:
        await show(pilot, "block")
        await pilot.press("right", "right")
        assert "Week 8 of 11, Mon 18 Jan" in await see(pilot)
        await pilot.press("enter")
        sheet = pilot.app.screen
        assert isinstance(sheet, WeekSheet)
        assert "Mon 18 Jan – Sun 24 Jan 2027" in await see(pilot)
        await pilot.press("escape", "end")
        assert "Week 1 of 11" in await see(pilot)
        await pilot.press("t")
        assert "Week 6 of 11" in await see(pilot)


async def test_a_lighter_next_week_is_previewed_in_the_calendar(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book, 120, 40) as pilot:
        await pilot.press("3", "W")
        screen = pilot.app.screen
        assert isinstance(screen, CalendarScreen)
        assert MONDAY + 7 * DAY <= screen.cursor.day <= MONDAY + 13 * DAY
        before = quick.read_days(book.path, MONDAY, MONDAY + 20 * DAY)
        assert "Lighter week of Mon 11 Jan" in await see(pilot)
        await pilot.press("escape")
        assert quick.read_days(book.path, MONDAY, MONDAY + 20 * DAY) == before


async def test_the_week_sheet_says_why_a_week_was_low(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book, 80, 24) as pilot:
        await pilot.press("3", "down")
        assert "Skipped: 6.5 km, Sat 2 Jan (ice on the roads)." in await see(pilot)
        await pilot.press("enter")
        assert "Skipped: 6.5 km, Sat 2 Jan (ice on the roads)." in await see(pilot)


async def test_the_form_and_the_year_name_what_they_draw(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book, 80, 24) as pilot:
        await show(pilot, "form")
        seen = await see(pilot)
        assert "fitness  █ fatigue  ▄▀ balance  ░ as planned" in seen
        assert "today" in seen
        assert "; warming up" in seen
        await pilot.press("v")
        seen = await see(pilot)
        assert "Running distance  ░▒▓█ to 20.0 km" in seen
        assert "In a row: six weeks with a run (longest 6), five with strength (longest 5)." in seen
        assert "24–48 h  5 of 5 as long as planned" in seen
        await pilot.press("v")
        assert "  Week  " in await see(pilot), "and back to the table"


async def test_acwr_is_shown_only_to_who_asks_and_never_without_what_speaks_against_it(
    book: Planbook, open_app: OpenApp, see: See
) -> None:
    async with open_app(book, 80, 24) as pilot:
        await show(pilot, "form")
        assert "ACWR" not in await see(pilot)
        await pilot.press("ctrl+p", *"acwr", "enter")
        seen = " ".join((await see(pilot)).split())
        assert "ACWR 7 Jan: rolling " in seen
        for source in ("Impell20", "Lolli19", "Frandsen25"):
            assert source in seen
        assert "= balance –" in seen
        await pilot.press("w", *["pagedown"] * 9)
        assert "(Williams17)" in await see(pilot)
    async with open_app(book, 80, 24) as pilot:
        await show(pilot, "form")
        assert "ACWR 7 Jan: rolling " in await see(pilot), "as it was left"
        await pilot.press("down")
        assert "ACWR 3 Jan: " in await see(pilot)
        await pilot.press("ctrl+p", *"acwr", "enter")
        assert "ACWR 3 Jan" not in await see(pilot)
    async with open_app(book, 40, 12) as pilot:
        await pilot.press("3", "ctrl+p", *"acwr", "enter")
        assert "ACWR 7 Jan" not in await see(pilot), "no room for what speaks against it"


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (80, 24), (120, 40), (250, 60)])
async def test_every_view_fits_every_size_in_ascii(
    book: Planbook, open_app: OpenApp, see: See, size: tuple[int, int]
) -> None:
    plain = replace(book, settings=Settings(theme="plain", glyphs="ascii"))
    with store.edit(book.path, "rename", now=NOON) as plan:
        for item in quick.read_days(book.path, MONDAY - 90 * DAY, MONDAY + 90 * DAY):
            if not item.title.isascii():
                plan.replace_workout(replace(item, title="Quality"))
    async with open_app(plain, *size) as pilot:
        await pilot.press("3")
        for name in ("block", "form", "year"):
            await pilot.press("v")
            seen = await see(pilot)
            assert seen.isascii()
            assert f"Progress - {name}" in seen
            if name == "year" and size[0] >= 80:
                assert ". nothing  x missed  - skipped" in seen, "each has a mark of its own"
            for key in ("left", "down", "tab", "plus", "minus", "end", "home"):
                await pilot.press(key)
            assert isinstance(pilot.app.screen, ProgressScreen)


async def test_an_empty_file_has_no_block_to_show(empty_book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(empty_book, 80, 24) as pilot:
        await show(pilot, "block")
        assert "There is no block. Press 2 to build one." in await see(pilot)
        await pilot.press("right", "enter", "v", "v")
        assert "Nothing was planned or done" in await see(pilot)


forms = st.none() | st.builds(DailyForm, st.floats(0, 3_000), st.floats(0, 3_000), st.floats(-3_000, 3_000))


def line_of(found: list[DailyForm | None], ahead: int) -> list[FormDay]:
    first = TODAY - dt.timedelta(days=len(found) - 1)
    past = [FormDay(first + DAY * number, form) for number, form in enumerate(found)]
    last = found[-1]
    return past + [FormDay(TODAY + DAY * (number + 1), last, is_ahead=True) for number in range(ahead)]


@given(
    st.lists(forms, min_size=1, max_size=800),
    st.integers(0, 120),
    st.integers(40, 250),
    st.integers(8, 50),
    st.sampled_from([UNICODE_FORM, ASCII_FORM]),
)
def test_the_form_fits_its_size(
    found: list[DailyForm | None], ahead: int, width: int, height: int, glyphs: FormGlyphs
) -> None:
    days = line_of(found, ahead)
    rows = draw_form(days, (TODAY, TODAY), TODAY, width=width, height=height, glyphs=glyphs)
    assert len(rows) == height
    assert all(cell_len(text(row)) <= width for row in rows)
    assert "today" in text(rows[-1])


def balance_rows(balance: float | None) -> list[str]:
    """The rows of the balance, above the zero line, on it and below it, at the last day."""
    form = None if balance is None else DailyForm(100, 100, balance)
    rows = draw_form(line_of([DailyForm(100, 100, 80), form], 0), (TODAY, TODAY), TODAY, width=40, height=14)
    zero = max(number for number, row in enumerate(rows) if text(row).lstrip().startswith("0 "))
    width = max(len(text(row)) for row in rows)
    return [text(row).ljust(width)[-1] for row in rows[zero - 1 : zero + 2]]


def test_a_balance_of_zero_a_missing_one_and_a_negative_one_look_different() -> None:
    assert balance_rows(0) == [" ", "─", " "]
    assert balance_rows(None) == [" ", " ", " "]
    above, zero, below = balance_rows(-5)
    assert (above, zero, below) == (" ", "─", "▀")
    assert balance_rows(5)[0] == "▄"


values = st.builds(DayValue, st.floats(0, 60_000), st.booleans(), st.booleans())


@given(
    st.dictionaries(st.integers(0, 400), values, max_size=60), st.integers(40, 200), st.sampled_from([UNICODE, ASCII])
)
def test_the_year_fits_and_every_week_has_a_column(found: dict[int, DayValue], width: int, glyphs: object) -> None:
    days = {TODAY - dt.timedelta(days=ago): value for ago, value in found.items()}
    shown = YearMap(days, METRICS_BY_ID["run"], MONDAY, TODAY, MONDAY, Unit.KM)
    rows = shown.rows(width, glyphs)  # type: ignore[arg-type]
    assert len(rows) == 10
    assert all(cell_len(text(row)) <= width for row in rows)
    assert text(rows[8]).rstrip().endswith("^")


def test_nothing_missed_skipped_little_and_much_are_different_marks() -> None:
    days = {
        MONDAY - DAY: DayValue(0, was_missed=True),
        MONDAY - 2 * DAY: DayValue(0, was_skipped=True),
        MONDAY - 3 * DAY: DayValue(500),
        MONDAY - 4 * DAY: DayValue(20_000),
    }
    rows = YearMap(days, METRICS_BY_ID["run"], MONDAY, TODAY, MONDAY, Unit.KM).rows(80, UNICODE)
    last_week = [text(row)[-2] for row in rows[1:8]]
    assert last_week == ["·", "·", "·", "█", "░", "–", "✗"]
    this_week = [text(row)[-1] for row in rows[1:8]]
    assert this_week == ["·", "·", "·", "·", " ", " ", " "], "what is ahead is blank"
