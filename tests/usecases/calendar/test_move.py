"""Workouts moved to other days: alone, pushing what stands there, or with the rest of their block."""

from __future__ import annotations

import datetime as dt

import pytest

from planner.store import quick
from planner.training.formatting import format_day
from planner.training.weeks import DAY
from planner.training.workouts import DisplayStatus, RunKind, Sport, StoredStatus
from planner.usecases.calendar.move import MoveMode, plan_move
from planner.usecases.planbook import Planbook
from planner.usecases.strength.reslot import evaluate
from tests.tui.season import MONDAY, TODAY
from tests.usecases.books import move, on, places, plan, put, refused, the

RACE = dt.date(2027, 2, 14)
TEMPO, LONG = 50, 53


def test_one_workout_moves_and_nothing_else(season: Planbook) -> None:
    before = places(season)
    change = plan(season, lambda: plan_move(season, [TEMPO], 1))
    assert change.remarks == ("The rest day of Fri 8 Jan goes.",)
    assert places(season) == {**{one: day for one, day in before.items() if one != 51}, TEMPO: TODAY + DAY}
    moved = quick.read_workout(season.path, TEMPO)
    assert (moved.original_date, moved.display_status(TODAY)) == (TODAY, DisplayStatus.SHIFTED)


def test_the_history_says_what_was_moved_where_to(season: Planbook) -> None:
    assert plan_move(season, [TEMPO], 1).name == "move: Tempo, 3 × 10 min to Fri 8 Jan"
    assert plan_move(season, [TEMPO, LONG], 1).name == "move: Tempo, 3 × 10 min to Fri 8 Jan, and 1 more"


def test_moving_to_where_it_stands_is_nothing(season: Planbook) -> None:
    assert plan_move(season, [TEMPO], 0).is_empty


def test_several_move_by_the_same_number_of_days_and_done_ones_stay(season: Planbook) -> None:
    easy_done = the(season, MONDAY + 2 * DAY).id
    change = plan(season, lambda: plan_move(season, [easy_done, TEMPO, LONG], 2))
    assert change.remarks[0] == "1 done stays on its day."
    now = places(season)
    assert (now[easy_done], now[TEMPO], now[LONG]) == (MONDAY + 2 * DAY, TODAY + 2 * DAY, MONDAY + 8 * DAY)


def test_a_workout_that_is_named_twice_moves_once_and_strength_is_judged_as_ever(slotted: Planbook) -> None:
    session = next(one for one in quick.read_days(slotted.path, TODAY, TODAY + 9 * DAY) if one.sport is Sport.STRENGTH)
    change = plan_move(slotted, [session.id, session.id], 1)
    assert [one.id for one in change.changed] == [session.id]
    assert change.name.endswith(f"to {format_day(session.date + DAY)}")
    assert evaluate(slotted, change).change.changed[0].id == session.id


def test_what_is_done_is_not_moved(season: Planbook) -> None:
    done = [the(season, MONDAY + 2 * DAY).id, the(season, MONDAY + DAY).id]
    said = refused(season, lambda: plan_move(season, done[:1], 1))
    assert said == f"Workout {done[0]} is done; what is done stays on its day."
    assert refused(season, lambda: plan_move(season, done, 1)).startswith("These workouts are all done;")


def test_pushing_hands_occupied_days_on_until_a_gap(season: Planbook) -> None:
    change = plan(season, lambda: plan_move(season, [TEMPO], 2, MoveMode.PUSH))
    moved = {one.id: one.date for one in change.changed}
    assert moved == {TEMPO: MONDAY + 5 * DAY, 52: MONDAY + 6 * DAY, LONG: MONDAY + 7 * DAY}
    assert [one.id for one in on(season, MONDAY + 6 * DAY)] == [52, 54]  # the locked session stayed
    assert quick.read_workout(season.path, 52).original_date == MONDAY + 4 * DAY  # planned for Friday all along


def test_pushing_never_moves_what_is_locked_done_or_skipped(season: Planbook) -> None:
    put(season, quick.read_workout(season.path, 58), locked=True)
    put(season, quick.read_workout(season.path, 59), status=StoredStatus.SKIPPED, skip_reason="ice")
    change = plan(season, lambda: plan_move(season, [56], 1, MoveMode.PUSH))
    assert {one.id for one in change.changed} == {56, 101}  # the ride gives way, the locked and the skipped run do not


def test_a_push_that_reaches_the_race_is_refused(season: Planbook) -> None:
    said = refused(season, lambda: plan_move(season, [95], 2, MoveMode.PUSH))
    assert said == "There is no free day before Half marathon race on Sun 14 Feb, and a race stays."


def test_a_push_to_an_earlier_day_ends_at_the_day_it_left(season: Planbook) -> None:
    change = plan(season, lambda: plan_move(season, [LONG], -1, MoveMode.PUSH))
    assert {one.id: one.date for one in change.changed} == {LONG: MONDAY + 5 * DAY, 52: MONDAY + 6 * DAY}


def test_shifting_takes_the_rest_of_the_block_along_and_the_race(season: Planbook) -> None:
    before = places(season)
    change = plan(season, lambda: plan_move(season, [TEMPO], 2, MoveMode.SHIFT))
    moved = {one.id for one in change.changed}
    for one in quick.read_all_workouts(season.path):
        goes = before[one.id] >= TODAY and one.block_id == 1 and one.status is StoredStatus.PLANNED and not one.locked
        assert (one.id in moved) is goes
        assert one.date == before[one.id] + 2 * DAY * goes
    (block,) = quick.read_blocks(season.path)
    assert (block.race_date, block.last_day) == (RACE + 2 * DAY, RACE + 2 * DAY)


def test_a_skipped_workout_that_is_shifted_goes_with_the_rest(season: Planbook) -> None:
    put(season, quick.read_workout(season.path, TEMPO), status=StoredStatus.SKIPPED, skip_reason="ice")
    plan(season, lambda: plan_move(season, [TEMPO], 1, MoveMode.SHIFT))
    assert places(season)[TEMPO] == TODAY + DAY


def test_what_belongs_to_no_block_has_no_rest_to_shift(season: Planbook) -> None:
    put(season, quick.read_workout(season.path, 101), block_id=None)
    said = refused(season, lambda: plan_move(season, [101], 1, MoveMode.SHIFT))
    assert said == "Workout 101 belongs to no block, so there is no rest of it to shift."


@pytest.mark.parametrize("mode", [MoveMode.PUSH, MoveMode.SHIFT])
def test_only_one_workout_can_push_or_shift(season: Planbook, mode: MoveMode) -> None:
    assert "begin at a single one" in refused(season, lambda: plan_move(season, [TEMPO, LONG], 1, mode))


@pytest.mark.parametrize("days", [-8, 6])
def test_the_goal_race_takes_the_race_date_of_its_block_along(season: Planbook, days: int) -> None:
    plan(season, lambda: plan_move(season, [98], days))
    (block,) = quick.read_blocks(season.path)
    assert block.race_date == RACE + DAY * days
    assert block.last_day == max(RACE, block.race_date)  # a block reaches to its race, and never loses days by it


def test_the_race_cannot_be_before_its_block(season: Planbook) -> None:
    said = refused(season, lambda: plan_move(season, [98], -100))
    assert said == "Half marathon starts on 2026-11-30; its race cannot be before that."


def test_another_race_of_the_block_leaves_the_goal_alone(season: Planbook) -> None:
    put(season, quick.read_workout(season.path, LONG), kind=RunKind.RACE, title="Town 10 km")
    change = plan(season, lambda: plan_move(season, [LONG], -1))
    assert change.blocks == ()


def test_moving_back_home_leaves_no_trace_of_the_detour(season: Planbook) -> None:
    move(season, TEMPO, TODAY + 2 * DAY)
    move(season, TEMPO, TODAY)
    home = quick.read_workout(season.path, TEMPO)
    assert (home.date, home.original_date) == (TODAY, None)


def test_a_rest_day_moves_without_a_memory(season: Planbook) -> None:
    plan(season, lambda: plan_move(season, [51], 3))
    assert quick.read_workout(season.path, 51).original_date is None


def test_a_race_that_moves_too_is_told_of_with_its_new_day(season: Planbook) -> None:
    change = plan_move(season, [TEMPO], 2, MoveMode.SHIFT)
    assert "The race moves too, to Tue 16 Feb." in change.remarks


def test_what_comes_to_a_day_that_is_past_is_told_of(season: Planbook) -> None:
    assert plan_move(season, [TEMPO], -2).remarks == ("It is past there, so it counts as missed until it is done.",)
    assert "1 comes to a day that is past, and counts as missed." in plan_move(season, [TEMPO, LONG], -2).remarks
    assert plan_move(season, [TEMPO], 1).remarks == ("The rest day of Fri 8 Jan goes.",)
