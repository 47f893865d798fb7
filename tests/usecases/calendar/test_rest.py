"""A rest day put in or taken out: the days behind it give way up to a gap, and no further."""

from __future__ import annotations

import datetime as dt

from planner.store import quick
from planner.training.weeks import DAY, WEEK
from planner.training.workouts import Sport
from planner.usecases.calendar.shift import plan_rest
from planner.usecases.planbook import Planbook
from tests.tui.season import MONDAY, TODAY
from tests.usecases.books import on, places, plan, put, refused, the

TUESDAY, FRIDAY = MONDAY + WEEK + DAY, MONDAY + WEEK + 4 * DAY


def test_rest_put_in_uses_up_the_next_rest_day(season: Planbook) -> None:
    before = places(season)
    rests = sum(one.sport is Sport.REST for one in quick.read_all_workouts(season.path))
    change = plan(season, lambda: plan_rest(season, TUESDAY))
    assert change.name == "rest: put in on Tue 12 Jan 2027"
    assert change.remarks == ("3 days go on to Fri 15 Jan.",)
    assert [one.sport for one in on(season, TUESDAY)] == [Sport.REST]
    now = places(season)
    assert {number: now[number] - before[number] for number in now if now[number] != before[number]} == {
        **dict.fromkeys((56, 57, 58, 101, 59), DAY),
        60: -3 * DAY,
    }
    assert sum(one.sport is Sport.REST for one in quick.read_all_workouts(season.path)) == rests


def test_rest_put_in_before_an_empty_day_is_a_new_one_of_the_block(season: Planbook) -> None:
    put(season, quick.read_workout(season.path, 60), date=dt.date(2027, 5, 1))
    change = plan(season, lambda: plan_rest(season, TUESDAY))
    assert [(one.sport, one.title, one.date, one.block_id) for one in change.added] == [
        (Sport.REST, "Rest", TUESDAY, 1)
    ]


def test_rest_put_in_before_a_gap_and_taken_out_again_leaves_everything_in_its_place(season: Planbook) -> None:
    put(season, quick.read_workout(season.path, 61), date=dt.date(2027, 5, 1))
    before = places(season)
    plan(season, lambda: plan_rest(season, TUESDAY))
    change = plan(season, lambda: plan_rest(season, TUESDAY))
    assert change.name == "rest: taken out on Tue 12 Jan 2027"
    assert places(season) == before


def test_rest_taken_out_brings_the_days_behind_it_closer(season: Planbook) -> None:
    before = places(season)
    change = plan(season, lambda: plan_rest(season, FRIDAY))
    assert change.remarks == ("The days up to Sun 17 Jan come closer.",)
    now = places(season)
    closer = {number for number in now if now[number] == before[number] - DAY}
    assert closer == {61, 62}  # Saturday's and Sunday's run; Sunday's session is locked
    assert the(season, FRIDAY + 2 * DAY, Sport.REST).id == 60


def test_a_day_of_something_done_or_locked_is_refused(season: Planbook) -> None:
    said = refused(season, lambda: plan_rest(season, MONDAY + 2 * DAY))
    assert said == "Easy on Wed 6 Jan is done, and stays."
    said = refused(season, lambda: plan_rest(season, MONDAY + 6 * DAY))
    assert said == "Light sled and wall sit on Sun 10 Jan is locked; unlock it first."


def test_a_race_does_not_give_way_to_rest(season: Planbook) -> None:
    put(season, quick.read_workout(season.path, 99), locked=False)
    race = dt.date(2027, 2, 14)
    for day in (race, race - DAY):
        assert "and a race stays" in refused(season, lambda day=day: plan_rest(season, day))  # type: ignore[misc]
    assert "and a race stays" in refused(season, lambda: plan_rest(season, race - 2 * DAY))


def test_nothing_behind_a_day_off_is_said(season: Planbook) -> None:
    said = refused(season, lambda: plan_rest(season, dt.date(2027, 6, 1)))
    assert said == "There is nothing after Tue 1 Jun that could come a day closer."


def test_a_single_day_that_gives_way_is_told_in_the_singular(season: Planbook) -> None:
    assert plan_rest(season, FRIDAY - DAY).remarks == ("1 day goes on to Fri 15 Jan.",)


def test_what_moves_remembers_the_day_it_was_planned_for(season: Planbook) -> None:
    plan(season, lambda: plan_rest(season, TODAY))
    assert the(season, TODAY + DAY).original_date == TODAY


def test_no_workout_is_brought_into_the_past(season: Planbook) -> None:
    said = refused(season, lambda: plan_rest(season, MONDAY - 3 * DAY))
    assert said == "Fri 1 Jan is past; a rest day is put in or taken out from today on."
