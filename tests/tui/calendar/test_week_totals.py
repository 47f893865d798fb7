"""A week's sums: they are those of its items, every item is in one week, and the words say the same in any room."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.geometry import Size

from planner.training.blocks import Block
from planner.training.formatting import format_bare_distance
from planner.training.races import Unit
from planner.training.totals import sum_totals
from planner.training.weeks import DAY, WEEK
from planner.training.workouts import (
    ENTERED,
    DayStatus,
    Effort,
    Exercise,
    ExerciseSet,
    Outcome,
    RunKind,
    Sport,
    StoredStatus,
    StrengthKind,
    Workout,
)
from planner.tui import theme
from planner.tui.calendar.day_cells import CellRoom
from planner.tui.calendar.view import CalendarView, CalendarWeek, ViewKind, Window, window_for
from planner.tui.calendar.week_totals import (
    running_total,
    running_total_and_left,
    strength_total,
    week_total_lines,
    week_total_row,
    week_total_rows,
)
from planner.tui.widgets.rows import rows_text
from tests.tui.calendar.months import month_view
from tests.tui.season import TODAY

EDGES = [
    dt.date(2026, 12, 20),  # into a year whose first days are in week 53 of the one before
    dt.date(2027, 3, 20),  # clocks go forward in Europe
    dt.date(2027, 10, 24),  # and back
    dt.date(2028, 2, 20),
    dt.date(2021, 1, 1),
]


def an_item(
    edge: dt.date, place: tuple[int, int], sport: Sport, state: StoredStatus, amount: tuple[float, int]
) -> Workout:
    """An item within three weeks after an edge, perhaps moved there."""
    offset, moved = place
    metres, seconds = amount
    sled = ExerciseSet(Exercise.REVERSE_SLED_PUSH, 5, 20, 60.0)
    effort = Effort(round(metres, 3), seconds) if sport is Sport.RUN else Effort(duration_s=seconds, sets=(sled,))
    kind = {Sport.RUN: RunKind.EASY, Sport.STRENGTH: StrengthKind.HEAVY}.get(sport)
    day = edge + DAY * offset
    return Workout(
        day,
        sport,
        kind,
        "Item",
        planned=Effort() if state is StoredStatus.UNPLANNED else effort,
        actual=Outcome(effort, "", ENTERED) if state in (StoredStatus.DONE, StoredStatus.UNPLANNED) else None,
        status=state,
        original_date=day + DAY * moved if moved else None,
        plan_date=day + DAY * moved if moved else None,
    )


@st.composite
def calendars(draw: st.DrawFn) -> tuple[dt.date, list[Workout]]:
    """A day of a month, and items around it in calendar order."""
    edge = draw(st.sampled_from(EDGES))
    items = draw(
        st.lists(
            st.builds(
                an_item,
                st.just(edge),
                st.tuples(st.integers(0, 20), st.integers(-9, 9)),
                st.sampled_from(Sport),
                st.sampled_from(StoredStatus),
                st.tuples(st.floats(500, 42_195), st.integers(600, 20_000)),
            ),
            max_size=25,
        )
    )
    return edge, sorted(items, key=lambda item: item.date)


units, starts = st.sampled_from(Unit), st.integers(0, 6)
lookings = st.tuples(st.integers(-3, 24), starts, units)
"""Today, in days after the edge; the first day of the week; the unit."""


def seen(calendar: tuple[dt.date, list[Workout]], looking: tuple[int, int, Unit]) -> CalendarView:
    """The month of a calendar's edge, and the one after it."""
    (edge, items), (days, start, unit) = calendar, looking
    return month_view(edge.replace(day=1), items, (), edge + DAY * days, week_start=start, unit=unit, month_count=2)


def held(week: CalendarWeek, items: Sequence[Workout]) -> list[Workout]:
    return [item for item in items if week.start <= item.date < week.start + WEEK]


@given(calendar=calendars(), looking=lookings)
def test_a_weeks_sums_are_those_of_its_items(
    calendar: tuple[dt.date, list[Workout]], looking: tuple[int, int, Unit]
) -> None:
    view, items = seen(calendar, looking), calendar[1]
    for week in view.weeks:
        inside = held(week, items)
        runs = [item for item in inside if item.sport is Sport.RUN]
        sessions = [item for item in inside if item.sport is Sport.STRENGTH]
        asked = [item for item in runs if item.status is not StoredStatus.UNPLANNED]
        ahead = [item for item in asked if item.status is StoredStatus.PLANNED and item.date >= view.today]
        run, part = week.totals.run, week.totals.strength
        assert run.planned_m == pytest.approx(sum(item.planned.distance_m or 0 for item in asked))
        assert run.left_m == pytest.approx(sum(item.planned.distance_m or 0 for item in ahead))
        assert run.done_m == pytest.approx(sum(item.actual.effort.distance_m or 0 for item in runs if item.actual))
        assert run.done_s == sum(item.actual.effort.duration_s or 0 for item in runs if item.actual)
        assert part.planned_sessions == sum(item.status is not StoredStatus.UNPLANNED for item in sessions)
        assert part.done_sessions == sum(item.actual is not None for item in sessions)
        assert part.left_sessions == sum(item.status_on(view.today) is DayStatus.PLANNED for item in sessions)
        assert part.sled_m_done == 100 * part.done_sessions


@given(calendar=calendars(), looking=lookings)
def test_every_item_is_in_one_week(calendar: tuple[dt.date, list[Workout]], looking: tuple[int, int, Unit]) -> None:
    view, items = seen(calendar, looking), calendar[1]
    assert [item for week in view.weeks for day in week.days for item in view.workouts_on(day)] == items
    assert sum(len(held(week, items)) for week in view.weeks) == len(items)
    everything = sum_totals(items, view.today)
    assert sum(week.totals.run.done_m for week in view.weeks) == pytest.approx(everything.run.done_m)
    assert sum(week.totals.run.left_m for week in view.weeks) == pytest.approx(everything.run.left_m)
    assert sum(week.totals.strength.left_sessions for week in view.weeks) == everything.strength.left_sessions


@given(calendar=calendars(), looking=lookings, width=st.integers(12, 30), height=st.integers(3, 9))
def test_a_week_cell_says_its_sums_in_any_room(
    calendar: tuple[dt.date, list[Workout]], looking: tuple[int, int, Unit], width: int, height: int
) -> None:
    view = seen(calendar, looking)
    for week in view.weeks:
        lines = week_total_lines(view, week, CellRoom(width, height))
        assert [cell_len(line.text) for line in lines] == [width] * height
        text = "\n".join(line.text.strip() for line in lines)
        part = week.totals.strength
        if part.planned_sessions + part.done_sessions > 9:
            continue  # more sessions than a week has: two figures of two digits are cut in the narrowest cell
        if part.done_sessions and not part.planned_sessions:
            # below the heading "Strength" they are sessions
            ways = (f"{part.done_sessions} strength", f"S {part.done_sessions}", f"{part.done_sessions} session")
            assert any(way in text for way in ways)
        elif part.done_sessions:
            assert any(f"{part.done_sessions}{of}{part.planned_sessions}" in text for of in ("/", " of "))
        if part.left_sessions and part.left_sessions != part.planned_sessions:
            assert f"{part.left_sessions} left" in text
        if week.totals.run.done_m and width >= 16:
            done = format_bare_distance(week.totals.run.done_m, view.unit)
            assert done in text or f"{float(done):.0f}" in text
        for rows in (week_total_rows(view, week, 80), [week_total_row(view, week, 60)]):
            assert all(sum(cell_len(piece.text) for piece in row) == (80 if len(rows) == 3 else 60) for row in rows)


def a_week(*items: Workout) -> CalendarWeek:
    in_order = sorted(items, key=lambda item: item.date)
    return month_view(dt.date(2027, 1, 1), in_order, (), TODAY).weeks[1]


def a_run(day: int, metres: float, *, is_done: bool = False) -> Workout:
    effort = Effort(metres, int(metres * 0.345))
    made = Workout(dt.date(2027, 1, day), Sport.RUN, RunKind.EASY, "Easy", planned=effort)
    return replace(made, status=StoredStatus.DONE, actual=Outcome(effort)) if is_done else made


def a_session(day: int, *, is_done: bool = False) -> Workout:
    effort = Effort(sets=(ExerciseSet(Exercise.REVERSE_SLED_PUSH, 5, 20, 56.0),))
    made = Workout(dt.date(2027, 1, day), Sport.STRENGTH, StrengthKind.HEAVY, "Heavy", planned=effort)
    return replace(made, status=StoredStatus.DONE, actual=Outcome(effort)) if is_done else made


WEEK_UNDER_WAY = (
    a_run(4, 18_000, is_done=True),
    a_session(5, is_done=True),
    a_run(8, 46_000),
    a_session(9),
    a_session(10),
)


@pytest.mark.parametrize(
    ("width", "height", "lines"),
    [
        (12, 4, ["W1", "18 of 64 km", "strength ●○○", "46 km left"]),
        (15, 4, ["W1", "18 of 64 km", "strength ●○○", "46 km left 28 %"]),
        (15, 3, ["W1", "18/64 46 left", "strength ●○○"]),
        (24, 3, ["W1", "18 of 64 km, 46 left", "1 of 3 strength, 2 left"]),
        (15, 5, ["W1", "18 of 64 km", "strength ●○○", "46 km left", "━━━──────  28 %"]),
        (
            24,
            7,
            ["W1", "Running", "18 of 64 km", "46 km left", "━━━───────  28 %", "Strength", "1 of 3 sessions, 2 left"],
        ),
    ],
)
def test_done_left_and_planned_are_told_in_little_room(width: int, height: int, lines: list[str]) -> None:
    view = month_view(dt.date(2027, 1, 1), WEEK_UNDER_WAY, (), TODAY)
    found = week_total_lines(view, view.weeks[1], CellRoom(width, height))
    assert [line.text.rstrip() for line in found] == lines


def test_what_was_missed_is_neither_done_nor_left() -> None:
    sums = a_week(a_run(5, 10_000), a_run(9, 8000), a_session(4), a_session(9)).totals
    assert running_total_and_left(sums, Unit.KM) == "0 of 18 km, 8 left"
    assert strength_total(sums) == "0 of 2 strength, 1 left"
    ahead = a_week(a_run(9, 8000), a_session(9)).totals
    assert (running_total(ahead, Unit.KM), running_total_and_left(ahead, Unit.KM)) == ("8 km", "8 km")
    assert strength_total(ahead) == "1 strength"


def test_a_list_closes_a_week_with_its_phase_and_sums() -> None:
    block = Block("Half", dt.date(2027, 1, 4), 14, phases=((0, "build"),))
    view = month_view(dt.date(2027, 1, 1), WEEK_UNDER_WAY, [block], TODAY, glyphs=theme.ASCII)
    row = week_total_row(view, view.weeks[1], 80)
    assert rows_text([row]).split(maxsplit=2) == ["week", "1", "build · 18 of 64 km, 46 left · 1 of 3 strength, 2 left"]
    assert row[0].background == "phase_1"
    assert rows_text([week_total_row(view, view.weeks[1], 40)]) == " wk 1   build · 18/64 km · strength ●○○"


@given(
    day=st.dates(dt.date(1970, 1, 1), dt.date(2199, 12, 31)),
    look=st.sampled_from(ViewKind),
    size=st.sampled_from([(40, 12), (80, 24), (120, 60), (300, 100)]),
    start=starts,
)
def test_a_window_serves_its_own_day_in_whole_weeks(
    day: dt.date, look: ViewKind, size: tuple[int, int], start: int
) -> None:
    found: Window = window_for(look, day, Size(*size), start)
    assert found.covers(day, month=True)
    assert found.first.weekday() == start
    assert (found.last - found.first).days % 7 == 6
    first, last = found.prefetch_range
    assert first < found.first <= found.last < last


def test_a_week_without_a_plan_says_what_was_done_and_of_nothing() -> None:
    def unplanned(sport: Sport, effort: Effort) -> Workout:
        outcome = Outcome(effort, source=ENTERED)
        return Workout(TODAY, sport, None, "Recorded", actual=outcome, status=StoredStatus.UNPLANNED)

    run = replace(unplanned(Sport.RUN, Effort(distance_m=39_300.0, duration_s=9000)), kind=RunKind.EASY)
    sums = sum_totals([run, unplanned(Sport.STRENGTH, Effort(duration_s=1800))], TODAY)
    assert running_total(sums, Unit.KM, 15) == "39.3 km done"
    assert strength_total(sums, 15) == "1 strength done"
    assert strength_total(sums, unit_name="session") == "1 session done"
    without_distance = sum_totals([replace(run, actual=Outcome(Effort(duration_s=9000)))], TODAY)
    assert running_total(without_distance, Unit.KM) == "2:30 h done"
