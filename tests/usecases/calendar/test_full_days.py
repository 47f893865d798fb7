"""Days that get a workout and hold something already."""

from __future__ import annotations

import datetime as dt

from planner.training.weeks import DAY
from planner.training.workouts import Effort, RunKind, Slot, Sport, Workout
from planner.usecases.calendar.edit import plan_add
from planner.usecases.calendar.move import plan_copy, plan_move, workouts_of_week
from planner.usecases.planbook import Planbook
from tests.tui.season import MONDAY, TODAY
from tests.usecases.books import on, plan

FRIDAY = TODAY + DAY
RACE = dt.date(2027, 2, 14)


def easy_run(day: dt.date) -> Workout:
    return Workout(day, Sport.RUN, RunKind.EASY, "Easy", Slot.AM, "07:00", Effort(5_000.0))


def test_a_rest_day_that_gets_a_run_is_none_and_one_undo_brings_it_back(season: Planbook) -> None:
    change = plan(season, lambda: plan_add(season, easy_run(FRIDAY)))
    assert change.remarks == ("The rest day of Fri 8 Jan goes.",)
    assert [one.sport for one in on(season, FRIDAY)] == [Sport.RUN]


def test_a_rest_day_stays_where_only_strength_comes(season: Planbook) -> None:
    session = Workout(FRIDAY, Sport.STRENGTH, "light", "Light sled", Slot.PM, "18:00")
    assert plan(season, lambda: plan_add(season, session)).removed == ()


def test_a_copied_rest_day_is_not_doubled(season: Planbook) -> None:
    rest = on(season, FRIDAY, Sport.REST)
    assert plan_copy(season, rest, 7).added == ()


def test_a_race_day_that_gets_a_run_is_named(season: Planbook) -> None:
    (remark,) = plan_add(season, easy_run(RACE)).remarks
    assert remark.startswith("Sun 14 Feb is race day and gets another run")


def test_two_runs_in_one_morning_are_named(season: Planbook) -> None:
    remarks = plan_move(season, [50], 2).remarks
    assert "Sat 9 Jan then has 2 runs in the morning: tempo and easy run." in remarks


def test_a_week_copied_onto_a_full_one_says_that_it_is_full(season: Planbook) -> None:
    change = plan(season, lambda: plan_copy(season, workouts_of_week(season, MONDAY + 7 * DAY), 7))
    assert any("days hold workouts already" in one and "Undo takes the new ones back" in one for one in change.remarks)
