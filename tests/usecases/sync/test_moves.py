"""Workouts that go where their events were moved: several at once, as one operation, like ``move`` does."""

from __future__ import annotations

import datetime as dt

from planner.store import quick
from planner.training.weeks import DAY
from planner.training.workouts import DisplayStatus, Slot, Sport
from planner.usecases.planbook import Planbook
from planner.usecases.strength.reslot import evaluate
from planner.usecases.sync.decisions import Place
from planner.usecases.sync.moves import CalendarMoves, plan_calendar_moves
from tests.tui.season import MONDAY, TODAY
from tests.usecases.books import plan, put, the

TEMPO, LONG = 50, 53


def moves(book: Planbook, *wanted: tuple[int, dt.date, str], before: str = "18:00") -> CalendarMoves:
    return plan_calendar_moves(
        book,
        [
            (workout, Place(workout.date, before), Place(day, start))
            for number, day, start in wanted
            for workout in [quick.read_workout(book.path, number)]
        ],
    )


def test_several_workouts_move_to_days_and_times_of_their_own_as_one_operation(season: Planbook) -> None:
    wanted = ((TEMPO, TODAY + DAY, "18:00"), (LONG, TODAY + 3 * DAY, "06:30"))
    before = quick.read_workout(season.path, TEMPO)
    change = plan(season, lambda: moves(season, *wanted).change)
    assert change.name == "Calendar: 2 moved"
    tempo, long_run = (quick.read_workout(season.path, number) for number in (TEMPO, LONG))
    assert (tempo.date, tempo.start, tempo.slot) == (TODAY + DAY, before.start, before.slot)
    assert (long_run.date, long_run.start, long_run.slot) == (TODAY + 3 * DAY, "06:30", Slot.AM)
    assert tempo.display_status(TODAY) is DisplayStatus.SHIFTED
    assert "The rest day of Fri 8 Jan goes." in change.remarks


def test_a_time_from_noon_on_is_in_the_evening_half(season: Planbook) -> None:
    (changed,) = moves(season, (TEMPO, TODAY, "12:00")).change.changed
    assert (changed.date, changed.start, changed.slot) == (TODAY, "12:00", Slot.PM)
    (changed,) = moves(season, (TEMPO, TODAY, "11:59")).change.changed
    assert changed.slot is Slot.AM


def test_a_lock_is_kept_and_a_past_day_is_said(season: Planbook) -> None:
    put(season, quick.read_workout(season.path, TEMPO), locked=True)
    change = moves(season, (TEMPO, TODAY - DAY, "18:00")).change
    assert [one.locked for one in change.changed if one.id == TEMPO] == [True]
    assert "The tempo is past on Wed 6 Jan, so it counts as missed until it is done." in change.remarks


def test_a_move_that_is_refused_leaves_the_others(season: Planbook) -> None:
    race = next(one for one in quick.read_all_workouts(season.path) if one.is_race)
    long_ago = MONDAY - 365 * DAY
    planned = moves(season, (race.id, long_ago, "10:00"), (TEMPO, TODAY + DAY, "18:00"), before="10:00")
    assert planned.change.name == "Calendar: 1 moved"
    assert planned.refused[race.id].endswith("its race cannot be before that.")
    alone = moves(season, (race.id, long_ago, "10:00"))
    assert alone.change.is_empty


def test_a_race_takes_its_block_along(season: Planbook) -> None:
    race = next(one for one in quick.read_all_workouts(season.path) if one.is_race)
    change = plan(season, lambda: moves(season, (race.id, race.date + DAY, "10:00"), before="10:00").change)
    assert [block.race_date for block in change.blocks] == [race.date + DAY]


def test_a_hard_rule_that_breaks_is_said(slotted: Planbook) -> None:
    workouts = quick.read_days(slotted.path, TODAY, TODAY + 9 * DAY)
    session = next(one for one in workouts if one.sport is Sport.STRENGTH and one.kind == "heavy")
    run = next(one for one in workouts if one.sport is Sport.RUN and one.kind == "long" and one.date > session.date)
    planned = moves(slotted, (session.id, run.date, "05:00"))
    assert evaluate(slotted, planned.change).broken


def test_a_day_without_anything_else_is_simply_another_day(season: Planbook) -> None:
    easy = the(season, MONDAY + 8 * DAY)
    (changed,) = moves(season, (easy.id, easy.date + DAY, "")).change.changed[:1]
    assert (changed.date, changed.start, changed.slot) == (easy.date + DAY, easy.start, easy.slot)
