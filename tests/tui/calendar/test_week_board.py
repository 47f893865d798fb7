"""The week as a board of hours: nothing broken where a column is free, and gaps as the rules count them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from syrupy.assertion import SnapshotAssertion

from planner.training.formatting import format_gap
from planner.training.workouts import RunKind, Slot, Sport, StrengthKind, Workout
from planner.tui.calendar.view import CalendarView, ViewKind, Window, arrange_weeks
from planner.tui.calendar.week_board import LABEL_WIDTH, Board, lay_out_board
from planner.usecases.planbook import Planbook
from planner.usecases.queries import read_blocks, read_workouts
from planner.usecases.strength.session_gaps import CONTEXT, GapsOfSession, read_gaps
from tests.examples import examples
from tests.tui.calendar.test_day_cells import workouts_of_a_year
from tests.tui.driving import OpenApp, See, picture
from tests.tui.season import MONDAY, run, strength, week_of_workouts

DAY = dt.timedelta(days=1)
SUNDAY = MONDAY + 6 * DAY


def week_view(workouts: list[Workout], **more: object) -> CalendarView:
    window = Window(ViewKind.WEEK, MONDAY, SUNDAY, MONDAY.replace(day=1))
    held = sorted((one for one in workouts if MONDAY <= one.date <= SUNDAY), key=lambda one: one.date)
    return arrange_weeks(window, held, (), MONDAY)._replace(**more)  # type: ignore[arg-type]


def column(board: Board, day: int) -> list[str]:
    return [line.text.rstrip() for line in board.columns[day]]


@settings(max_examples=examples(30), deadline=None)
@given(workouts=workouts_of_a_year, width=st.integers(75, 160), height=st.integers(8, 60))
def test_a_board_fills_its_room_exactly(workouts: list[Workout], width: int, height: int) -> None:
    board = lay_out_board(week_view(workouts), width, height)
    assert LABEL_WIDTH + sum(board.widths) <= width
    assert len(board.hours) + len(board.arrows) <= height
    for lines, each in zip(board.columns, board.widths, strict=True):
        assert len(lines) == len(board.hours)
        assert {cell_len(line.text) for line in lines} == {each - 2}


def test_mornings_and_evenings_are_in_line_with_their_hours() -> None:
    board = lay_out_board(week_view(week_of_workouts(MONDAY)), 120, 30)
    evening = board.hours.index("18:00")
    assert board.hours.index("07:00") == 1
    assert [column(board, day)[1].split()[0] for day in (1, 3, 6)] == ["Intervals,", "Tempo,", "Long"]
    assert [column(board, day)[evening].split()[0] for day in (1, 6)] == ["Heavy", "Light"]
    assert not any(column(board, 2)[evening:])


def test_no_word_is_broken_where_a_column_is_free() -> None:
    tempo = run(MONDAY + DAY, RunKind.TEMPO, "Tempo, 3 × 10 min at half-marathon pace", 12)
    board = lay_out_board(week_view([tempo]), 120, 30)
    assert column(board, 1)[1] == "Tempo, 3 × 10 min at half-marathon pace"
    crowded = [replace(tempo, date=MONDAY + DAY * step) for step in range(7)]
    lines = column(lay_out_board(week_view(crowded), 80, 20), 1)
    assert lines[1] == "Tempo"
    assert "".join(lines[1:]).replace(" ", "").startswith("Tempo3×10minat")


def test_what_starts_at_another_hour_says_when() -> None:
    early = run(MONDAY, RunKind.EASY, "Easy", 8, start="05:30")
    board = lay_out_board(week_view([early, *week_of_workouts(MONDAY)[1:]]), 120, 30)
    assert board.hours[1] == "07:00"
    assert column(board, 0)[1:3] == ["Easy", "05:30"]


def test_the_gaps_are_drawn_between_a_run_and_its_strength_and_to_the_next_hard_run() -> None:
    gaps = {
        (MONDAY + 3 * DAY, Slot.PM): GapsOfSession(
            StrengthKind.HEAVY, MONDAY + 3 * DAY, 598, SUNDAY, RunKind.LONG, 60 * 60
        )
    }
    tempo, heavy = week_of_workouts(MONDAY)[4], strength(MONDAY + 3 * DAY, StrengthKind.HEAVY)
    board = lay_out_board(week_view([tempo, heavy], gaps=gaps), 120, 30)
    assert [line for line in column(board, 3) if line.startswith("│")].count("│ 10 h") == 1
    [arrow] = [line for line in board.arrows if line]
    assert arrow.strip().startswith("── two and a half days to the long run ─")
    start = LABEL_WIDTH + sum(board.widths[:3]) + 1
    assert arrow.index("──") == start
    assert arrow.index("▸") == LABEL_WIDTH + sum(board.widths[:6])


def test_the_gaps_are_those_of_the_reasons(slotted: Planbook) -> None:
    first, last = dt.date(2027, 1, 11), dt.date(2027, 1, 17)
    workouts = read_workouts(slotted, first - CONTEXT, last + CONTEXT)
    gaps = read_gaps(slotted, workouts, read_blocks(slotted), first, last)
    sessions = [one for one in workouts if first <= one.date <= last and one.sport is Sport.STRENGTH]
    assert len(gaps) == len(sessions) == 3
    for one in sessions:
        assert one.slot is not None
        assert one.reason is not None
        found = gaps[one.date, one.slot]
        if one.kind != StrengthKind.LIGHT:
            assert f"{format_gap(found.minutes_after)} after your" in one.reason
        if one.kind == StrengthKind.MODERATE:
            assert f"{format_gap(found.minutes_before)} before Thursday's tempo" in one.reason


async def test_a_move_shows_the_gaps_that_it_would_make(slotted: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(slotted, 120, 40) as pilot:
        await pilot.press("v", "right", "m", "down", "enter")
        assert "│ 10 h" in await see(pilot)
        await pilot.press("right")
        shown = await see(pilot)
        assert shown.count("│ 10 h") == 1, "Thursday's session has left its run"


@pytest.mark.parametrize(("name", "size"), [("board", (80, 24)), ("board_large", (200, 50))])
async def test_the_board_looks_as_it_did(
    slotted: Planbook, open_app: OpenApp, see: See, pictures: SnapshotAssertion, name: str, size: tuple[int, int]
) -> None:
    async with open_app(slotted, *size) as pilot:
        await pilot.press("v", "down")
        await see(pilot)
        assert picture(pilot) == pictures(name=name)
