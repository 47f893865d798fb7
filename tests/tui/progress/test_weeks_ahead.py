"""Progress goes on to the race: the weeks ahead in the picture, and next week's change in words."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest

from planner.store import quick
from planner.training.races import Unit
from planner.training.totals import RunTotals, StrengthTotals, Totals
from planner.training.week_charts import Amount
from planner.tui.calendar.screen import CalendarScreen
from planner.tui.keys.keymap import Keymap
from planner.tui.labels import session_dots
from planner.tui.progress.bars import ASCII_BARS, UNICODE_BARS, WeekBar, draw_chart
from planner.tui.progress.data import ProgressData
from planner.tui.progress.metrics import METRICS_BY_ID, ShownWeek
from planner.tui.progress.next_week import next_week_row
from planner.tui.progress.screen import ProgressScreen
from planner.tui.progress.week_sheet import WeekSheet
from planner.tui.theme import ASCII, UNICODE
from planner.tui.widgets.rows import rows_text
from planner.usecases.planbook import Planbook
from planner.usecases.queries import review_weeks
from tests.tui.driving import OpenApp, See, calendar, make, message
from tests.tui.progress.test_table import FULL, MONDAY
from tests.tui.season import TODAY

RUN = METRICS_BY_ID["run"]


def week(number: int, km: float, **more: object) -> ShownWeek:
    """A week of which some kilometres are planned, so many weeks after the first."""
    totals = Totals(RunTotals(planned_m=1000 * km, left_m=1000 * km), StrengthTotals(3))
    made = replace(FULL, start=MONDAY + dt.timedelta(weeks=number), totals=totals)
    return ShownWeek(made, **more)  # type: ignore[arg-type]


def next_week(now_km: float, next_km: float, *, selected: int = 0, width: int = 80, **more: object) -> str:
    """The line of the next week, after this one."""
    weeks = (week(0, now_km), week(1, next_km, is_ahead=True, **more))
    data = ProgressData(weeks, MONDAY, Unit.KM)
    return rows_text([next_week_row(data, RUN, selected, width, glyphs=UNICODE, keys=Keymap())])


def test_the_change_to_next_week_is_said_in_words_and_per_cent() -> None:
    said = next_week(41, 48.9, longest_m=13_400.0, lighter_m=34_200.0)

    assert said == " Next week  48.9 km ▲ +19 %  long run 13.4  W lighter (34.2)  → enter opens it"
    assert " 33 km ▼ –20 %" in next_week(41, 33)
    assert " 41 km as much as this week" in next_week(41, 41)
    assert next_week(0, 41).startswith(" Next week  41 km  →"), "nothing to compare it with"


def test_in_little_room_the_last_things_go_first_and_nothing_is_cut() -> None:
    said = [next_week(41, 48.9, longest_m=13_400.0, lighter_m=34_200.0, width=width) for width in (62, 40, 30)]

    assert said[0].endswith("W lighter (34.2)")
    assert said[1].endswith("+19 %")
    assert said[2].endswith("+19 %")


async def test_the_weeks_ahead_are_gone_to_and_opened_like_the_others(
    book: Planbook, open_app: OpenApp, see: See
) -> None:
    async with open_app(book, 80, 24) as pilot:
        await pilot.press("3")
        seen = await see(pilot)
        assert " Next week  54.5 km as much as this week  long run 18  W lighter (38." in seen
        phases = seen.splitlines()[2].split()
        assert phases == ["base", "build", "taper", "⚑"]
        await pilot.press("right")
        assert "11–17 Jan  54.5 km planned" in await see(pilot)
        assert "= balance" in await see(pilot)
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, WeekSheet)
        assert "Mon 11 Jan – Sun 17 Jan 2027" in await see(pilot)


async def test_the_lighter_week_is_as_light_as_was_said(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book, 120, 40) as pilot:
        await pilot.press("3")
        said = re.search(r"W lighter \(([0-9.]+)\)", await see(pilot))
        assert said is not None
        before = quick.read_days(book.path, TODAY, TODAY + dt.timedelta(days=30))
        await pilot.press("W")
        assert isinstance(pilot.app.screen, CalendarScreen)
        assert f"→ {said[1]} km" in " ".join((await see(pilot)).split())
        await pilot.press("escape")
        assert "Left; nothing has changed." in await see(pilot)
        assert isinstance(pilot.app.screen, ProgressScreen), "back where one was"
        assert quick.read_days(book.path, TODAY, TODAY + dt.timedelta(days=30)) == before


async def test_a_lighter_week_that_is_made_is_seen_at_once_where_it_was_asked_for(
    book: Planbook, open_app: OpenApp, see: See
) -> None:
    async with open_app(book, 120, 40) as pilot:
        await pilot.press("down", "3", "right", "W")
        assert calendar(pilot).cursor.day == TODAY + dt.timedelta(days=4)
        await make(pilot)
        seen = await see(pilot)
        assert isinstance(pilot.app.screen, ProgressScreen)
        assert "u in the calendar takes it back." in seen
        assert "Next week  38.2 km" in seen
        data = pilot.app.screen.data
        assert data is not None
        assert pilot.app.screen.selected == data.this_week + 1
        await pilot.press("1", "u")
        assert message(pilot).startswith("Taken back: ")
        assert calendar(pilot).cursor.day == TODAY + dt.timedelta(weeks=1), "the calendar is where it was"
        await pilot.press("W", "escape")
        assert calendar(pilot).is_current, "what is previewed in the calendar ends in the calendar"


def test_fitness_fatigue_and_balance_are_of_one_morning(book: Planbook) -> None:
    for shown in review_weeks(book, 12).weeks:
        assert shown.form.balance == shown.form.fitness - shown.form.fatigue


@pytest.mark.parametrize("marks", [UNICODE, ASCII], ids=["unicode", "ascii"])
def test_a_line_parts_what_was_from_what_is_ahead_and_the_phases_are_whole_words(marks: object) -> None:
    phases = ["base", "base", "a very long name", "build", "build", "taper", "taper"]
    bars = [
        WeekBar(MONDAY + dt.timedelta(weeks=number), Amount(0 if number > 3 else 9, 9, 9 * (number > 3)), phase)
        for number, phase in enumerate(phases)
    ]
    bars[-1] = replace(bars[-1], has_race=True)
    blocks = UNICODE_BARS if marks is UNICODE else ASCII_BARS
    lines = rows_text(
        draw_chart(bars, RUN, Unit.KM, width=60, height=12, cursor=0, glyphs=blocks, this_week=3).rows
    ).splitlines()

    assert lines[1].split() == ["base", "build", "taper", "⚑" if marks is UNICODE else "!"]
    drawn = lines[6]
    assert drawn.count(blocks.axis) == 2, "the axis and the line after this week"
    assert drawn.split(blocks.axis)[2].strip(f" {blocks.remaining}") == "", "after it there is only what is left"
    assert "today" in lines[-1]


def test_a_dot_for_each_session_says_what_became_of_it() -> None:
    assert session_dots(StrengthTotals(planned_sessions=4, done_sessions=2, left_sessions=1)) == "●●–○"
    assert session_dots(StrengthTotals(done_sessions=1)) == "●", "outside a plan"
