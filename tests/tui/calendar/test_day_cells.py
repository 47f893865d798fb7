from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.geometry import Size

from planner.training.blocks import Block
from planner.training.formatting import format_bare_distance
from planner.training.races import Unit
from planner.training.totals import sum_totals
from planner.training.weeks import DAY, first_day_of_week
from planner.training.workouts import (
    ENTERED,
    Effort,
    Exercise,
    ExerciseSet,
    LegLoad,
    Outcome,
    RunKind,
    Slot,
    Sport,
    StoredStatus,
    StrengthKind,
    Workout,
)
from planner.tui import theme
from planner.tui.calendar.day_cells import CellDetail, CellRoom, day_cell_lines
from planner.tui.calendar.day_grid import cell_detail, month_geometry
from planner.tui.calendar.view import CalendarView, add_months, visible_days
from planner.tui.calendar.week_totals import running_total, strength_total, week_total_lines
from tests.tui.calendar.months import month_view
from tests.tui.season import TODAY

NASTY = ["Easy", "[/nope]", "[red]x", "漢字の名前", "e\u0301" * 12, "\x1b]0;x\x07", "\u202eabc", "a" * 300, ""]


def item(day: dt.date, sport: Sport, title: str, number: int, state: StoredStatus, metres: float) -> Workout:
    effort = Effort(distance_m=metres, duration_s=2400)
    kind: str | None = None
    if sport is Sport.RUN:
        kind = list(RunKind)[number % len(RunKind)]
    elif sport is Sport.STRENGTH:
        kind = list(StrengthKind)[number % 3]
        effort = Effort(duration_s=2400, sets=(ExerciseSet(Exercise.REVERSE_SLED_PUSH, 10, 20, 60.0),))
    actual = Outcome(effort, "", ENTERED) if state in (StoredStatus.DONE, StoredStatus.UNPLANNED) else None
    planned = Effort() if state is StoredStatus.UNPLANNED else effort
    return Workout(day, sport, kind, title, slot=Slot.AM, planned=planned, actual=actual, status=state, id=number + 1)


workouts_of_a_year = st.lists(
    st.builds(
        item,
        st.dates(dt.date(2026, 12, 20), dt.date(2027, 3, 10)),
        st.sampled_from(Sport),
        st.sampled_from(NASTY),
        st.integers(0, 50),
        st.sampled_from(StoredStatus),
        st.floats(500, 42_195),
    ),
    max_size=120,
).map(lambda found: sorted(found, key=lambda workout: workout.date))
months = st.sampled_from([dt.date(2026, 12, 1), dt.date(2027, 1, 1), dt.date(2027, 2, 1), dt.date(2027, 3, 1)])
sizes = st.sampled_from([(75, 14), (80, 20), (88, 37), (120, 36), (200, 56), (300, 96)])


def shown(view: CalendarView, day: dt.date, room: CellRoom) -> int:
    """How many workouts of a day can be seen or are counted by the overflow mark."""
    lines = [line.text.strip() for line in day_cell_lines(view, day, room)[1:]]
    lines = [line for line in lines if line]
    over = re.fullmatch(r"\+(\d+)( more)?", lines[-1]) if lines else None
    if over:
        return len(lines) - 1 + int(over.group(1))
    resting = sum(workout.sport in (Sport.REST, Sport.NOTE) for workout in view.workouts_on(day))
    if len(lines) > len(view.workouts_on(day)):
        return resting + (len(lines) - resting) // 2
    return len(lines)


@given(workouts=workouts_of_a_year, month=months, size=sizes, start=st.integers(0, 6))
def test_every_workout_of_a_month_is_seen_or_counted(
    workouts: list[Workout],
    month: dt.date,
    size: tuple[int, int],
    start: int,
) -> None:
    view = month_view(month, workouts, (), TODAY, week_start=start)
    shape = month_geometry(Size(*size), view)
    assert sum(shape.day_widths) + shape.totals_width == size[0]
    assert shape.heading_lines + sum(shape.week_heights) <= size[1]
    for row, week in enumerate(view.weeks):
        room = CellRoom(shape.day_widths[0] - 2, shape.week_heights[row], cell_detail(shape))
        for day in week.days:
            lines = day_cell_lines(view, day, room)
            assert [cell_len(line.text) for line in lines] == [room.width] * room.height
            assert shown(view, day, room) == len(view.workouts_on(day))


@given(workouts=workouts_of_a_year, month=months, start=st.integers(0, 6))
def test_a_week_cell_adds_up_its_own_seven_days(workouts: list[Workout], month: dt.date, start: int) -> None:
    view = month_view(month, workouts, (), TODAY, week_start=start)
    for week in view.weeks:
        held = [workout for workout in workouts if week.start <= workout.date <= week.start + 6 * DAY]
        sums = sum_totals(held, TODAY)
        text = "\n".join(line.text.strip() for line in week_total_lines(view, week, CellRoom(30, 6)))
        if sums.run.done_m and not sums.run.planned_m:
            assert f"{format_bare_distance(sums.run.done_m, Unit.KM)} km done" in text
        elif sums.run.done_m:
            assert (
                f"{format_bare_distance(sums.run.done_m, Unit.KM)} of "
                f"{format_bare_distance(sums.run.planned_m, Unit.KM)} km" in text
            )
        elif sums.run.planned_m:
            assert f"{format_bare_distance(sums.run.planned_m, Unit.KM)} km" in text
        else:
            assert "km" not in text
        parts = sums.strength
        if parts.done_sessions and not parts.planned_sessions:
            assert f"{parts.done_sessions} strength done" in text
        elif parts.done_sessions:
            assert f"{parts.done_sessions} of {parts.planned_sessions} strength" in text
        elif parts.planned_sessions:
            assert f"{parts.planned_sessions} strength" in text
        else:
            assert "strength" not in text


@given(month=st.dates(dt.date(1970, 1, 1), dt.date(2199, 12, 31)), start=st.integers(0, 6))
def test_a_month_shows_each_of_its_days_once_and_whole_weeks_only(month: dt.date, start: int) -> None:
    month = month.replace(day=1)
    view = month_view(month, (), (), TODAY, week_start=start)
    days = [day for week in view.weeks for day in week.days]
    assert days == [view.first + DAY * step for step in range(len(days))]
    own = [day for day in days if view.in_month(day)]
    assert own[0] == month
    assert len(own) >= 28
    assert len({day.month for day in own}) == 1
    assert (own[-1] + DAY).month != month.month
    assert view.first.weekday() == start
    assert not view.in_month(view.first) or view.first == month
    assert (view.first, view.last) == visible_days(month, start)


def test_months_stop_at_the_ends_of_the_calendar() -> None:
    assert add_months(dt.date(1970, 1, 1), -1) == dt.date(1970, 1, 1)
    assert add_months(dt.date(2199, 12, 1), 1) == dt.date(2199, 12, 1)
    assert add_months(dt.date(2026, 12, 1), 1) == dt.date(2027, 1, 1)


def test_weeks_start_on_the_day_the_runner_chose() -> None:
    assert first_day_of_week(dt.date(2027, 1, 7), 0) == dt.date(2027, 1, 4)
    assert first_day_of_week(dt.date(2027, 1, 7), 6) == dt.date(2027, 1, 3)
    assert first_day_of_week(dt.date(2027, 1, 3), 6) == dt.date(2027, 1, 3)


NARROW = CellRoom(7, 4)


def one(workout: Workout, room: CellRoom = NARROW) -> list[str]:
    view = month_view(workout.date.replace(day=1), [workout], (), TODAY)
    return [line.text for line in day_cell_lines(view, workout.date, room)]


SLED = Workout(
    dt.date(2027, 1, 12),
    Sport.STRENGTH,
    StrengthKind.HEAVY,
    "Heavy sled",
    planned=Effort(sets=(ExerciseSet(Exercise.REVERSE_SLED_PUSH, 5, 20, 56.0),)),
)
TEMPO = Workout(dt.date(2027, 1, 14), Sport.RUN, RunKind.TEMPO, "Tempo", planned=Effort(12_000, 3600))


def test_a_workout_is_a_letter_a_figure_and_a_mark() -> None:
    assert one(TEMPO)[1] == "T 12   "
    assert one(SLED)[1] == "S 5×20 "
    assert one(replace(SLED, kind=StrengthKind.MODERATE))[1] == "M 5×20 "
    assert one(replace(SLED, kind=StrengthKind.LIGHT))[1] == "l 5×20 "
    long_ago = replace(TEMPO, date=dt.date(2027, 1, 5))
    assert one(long_ago)[1] == "T 12  ✗"
    assert one(replace(long_ago, status=StoredStatus.SKIPPED))[1] == "T 12  –"
    assert one(replace(long_ago, status=StoredStatus.DONE, actual=Outcome(Effort(12_340))))[1] == "T 12.3✓"
    assert one(replace(long_ago, status=StoredStatus.UNPLANNED, actual=Outcome(Effort(5_000))))[1] == "T 5   +"
    assert one(replace(TEMPO, original_date=dt.date(2027, 1, 13), plan_date=dt.date(2027, 1, 13)))[1] == "T 12  →"
    assert one(replace(TEMPO, locked=True))[1] == "T•12   "
    assert one(replace(TEMPO, sport=Sport.CROSS, kind=None, planned=Effort(duration_s=2700)))[1] == "X 45m  "
    assert one(replace(TEMPO, planned=Effort(duration_s=4500)))[1] == "T 1:15 "


def test_ten_rounds_and_a_mark_still_fit() -> None:
    ten = replace(SLED, planned=Effort(sets=(ExerciseSet(Exercise.REVERSE_SLED_PUSH, 10, 20, 56.0),)))
    assert one(replace(ten, date=dt.date(2027, 1, 5)))[1] == "S10×20✗"


def test_a_wall_sit_alone_shows_its_holds() -> None:
    sit = ExerciseSet(Exercise.WALL_SIT, 2, hold_s=90, knee_angle_deg=110)
    assert one(replace(SLED, planned=Effort(sets=(sit,))))[1] == "S 2×90s"


def test_rounds_of_several_loads_count_together() -> None:
    sleds = [ExerciseSet(Exercise.REVERSE_SLED_PUSH, rounds, 20, load) for rounds, load in ((4, 56.0), (2, 62.0))]
    assert one(replace(SLED, planned=Effort(sets=tuple(sleds))))[1] == "S 6×20 "
    sits = [ExerciseSet(Exercise.WALL_SIT, 1, hold_s=90, knee_angle_deg=angle) for angle in (110, 120)]
    assert one(replace(SLED, planned=Effort(sets=tuple(sits))))[1] == "S 2×90s"


def test_own_exercises_show_what_they_ask_of_the_legs_and_their_rounds() -> None:
    carry = ExerciseSet("farmers_carry", 4, 50, 24.0, leg_load=LegLoad.HEAVY)
    balls = ExerciseSet("wall_ball", 3, repetitions=20, leg_load=LegLoad.LIGHT)
    sauna = ExerciseSet("sauna", 3, leg_load=LegLoad.NONE)
    for own, line in ((carry, "S 4×50 "), (balls, "l 3×20 "), (sauna, "l 3×   ")):
        assert one(replace(SLED, kind=None, planned=Effort(sets=(own,))))[1] == line
    assert one(replace(SLED, planned=Effort(sets=(carry, *SLED.planned.sets))))[1] == "S 5×20 "


def test_the_race_decides_the_look_of_its_day() -> None:
    race = replace(TEMPO, kind=RunKind.RACE, planned=Effort(21_097.5))
    view = month_view(dt.date(2027, 1, 1), [race, replace(SLED, date=race.date)], (), TODAY)
    lines = day_cell_lines(view, race.date, CellRoom(7, 4))
    assert view.is_race_day(race.date)
    assert (lines[0].text, lines[0].color) == ("14    ⚑", "race")
    assert lines[1].text == "⚑ 21.1 "


def test_names_are_spelled_out_where_there_is_room() -> None:
    assert one(TEMPO, CellRoom(10, 4, CellDetail.NAMES))[1] == "Tempo 12  "
    assert one(replace(TEMPO, kind=RunKind.TIME_TRIAL), CellRoom(10, 4, CellDetail.NAMES))[1] == "T 12      "
    assert one(TEMPO, CellRoom(9, 5, CellDetail.CARDS))[1:3] == ["Tempo    ", "12 km    "]
    assert one(SLED, CellRoom(12, 5, CellDetail.CARDS))[1:3] == ["Heavy sled  ", "5×20 m      "]


def test_too_many_workouts_are_counted() -> None:
    day = [replace(TEMPO, id=number) for number in range(5)]
    view = month_view(dt.date(2027, 1, 1), day, (), TODAY)
    texts = [line.text for line in day_cell_lines(view, TEMPO.date, CellRoom(7, 4))]
    assert texts == ["14     ", "T 12   ", "T 12   ", "+3 more"]
    assert [line.text for line in day_cell_lines(view, TEMPO.date, CellRoom(7, 2))] == ["14     ", "+5 more"]


def test_today_is_marked_and_ascii_has_marks_of_its_own() -> None:
    view = month_view(dt.date(2027, 1, 1), [], (), TODAY)
    assert day_cell_lines(view, TODAY, CellRoom(7, 2), "Thu")[0].text == "Thu 7▸ "
    plain = month_view(dt.date(2027, 1, 1), [replace(SLED, date=dt.date(2027, 1, 5))], (), TODAY, glyphs=theme.ASCII)
    assert day_cell_lines(plain, dt.date(2027, 1, 5), CellRoom(7, 2))[1].text == "S 5x20x"
    assert day_cell_lines(plain, TODAY, CellRoom(7, 2))[0].text == "7>     "


def test_a_week_names_its_place_in_the_block() -> None:
    block = Block("Half", dt.date(2026, 12, 7), 84, phases=((0, "base"), (28, "build")))
    view = month_view(dt.date(2027, 1, 1), [], [block], TODAY)
    heads = [week_total_lines(view, week, CellRoom(15, 4))[0].text.split() for week in view.weeks]
    assert heads[:2] == [["wk", "4", "base"], ["wk", "5", "build"]]
    alone = month_view(dt.date(2027, 1, 1), [], (), TODAY)
    assert week_total_lines(alone, alone.weeks[0], CellRoom(15, 4))[0].text.split() == ["W53"]


def test_sums_are_shortened_rather_than_cut() -> None:
    long_week = [replace(TEMPO, planned=Effort(100_500.0), actual=Outcome(Effort(140_400.0)), status=StoredStatus.DONE)]
    sums = sum_totals(long_week, TODAY)
    assert running_total(sums, Unit.KM, 30) in {"140 of 100 km", "140.4 of 100.5 km"}
    assert len(running_total(sums, Unit.KM, 15)) <= 15
    lifted = sum_totals([replace(SLED, actual=Outcome(SLED.planned), status=StoredStatus.DONE)], TODAY)
    assert strength_total(lifted, 15) == "1 of 1 strength"
    assert strength_total(lifted, 13) == "1/1 strength"


def test_a_week_that_went_by_says_that_nothing_was_done() -> None:
    missed = replace(TEMPO, date=dt.date(2026, 12, 30))
    view = month_view(dt.date(2027, 1, 1), [missed], (), TODAY)
    assert week_total_lines(view, view.weeks[0], CellRoom(15, 4))[1].text.strip() == "0 of 12 km"
    ahead = month_view(dt.date(2027, 1, 1), [TEMPO], (), TODAY)
    assert week_total_lines(ahead, ahead.weeks[2], CellRoom(15, 4))[1].text.strip() == "12 km"


def test_spare_lines_go_to_the_fullest_weeks() -> None:
    full = [replace(TEMPO, date=dt.date(2027, 5, 20), id=number) for number in range(3)]
    view = month_view(dt.date(2027, 5, 1), full, (), TODAY)
    assert len(view.weeks) == 6
    shape = month_geometry(Size(80, 20), view)
    assert shape.week_heights == (3, 3, 3, 4, 3, 3)
