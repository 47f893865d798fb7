"""Two days swapped, once or in every week that is left: what is done or skipped stays where it was."""

from __future__ import annotations

import datetime as dt

from planner.store import quick
from planner.training.weeks import DAY, WEEK
from planner.training.workouts import StoredStatus
from planner.usecases.calendar.move import plan_swap, plan_swap_weekdays
from planner.usecases.planbook import Planbook
from tests.tui.season import MONDAY, TODAY
from tests.usecases.books import on, places, plan, put, refused

RACE = dt.date(2027, 2, 14)
TUESDAY, WEDNESDAY, SATURDAY, SUNDAY = (MONDAY + WEEK + DAY * step for step in (1, 2, 5, 6))


def numbers(book: Planbook, day: dt.date) -> set[int]:
    return {one.id for one in on(book, day)}


def test_everything_planned_on_two_days_changes_places(season: Planbook) -> None:
    one, other = numbers(season, TUESDAY), numbers(season, WEDNESDAY)
    change = plan(season, lambda: plan_swap(season, TUESDAY, WEDNESDAY))
    assert (numbers(season, WEDNESDAY), numbers(season, TUESDAY)) == (one, other)
    assert change.name == "swap: Tue 12 Jan and Wed 13 Jan"
    assert change.remarks == ()


def test_rest_days_change_places_too(season: Planbook) -> None:
    plan(season, lambda: plan_swap(season, TUESDAY, MONDAY + WEEK))
    (rest,) = on(season, TUESDAY)
    assert (rest.title, rest.original_date) == ("Rest", None)


def test_what_is_done_or_skipped_stays_and_is_counted(season: Planbook) -> None:
    put(season, quick.read_workout(season.path, 58), status=StoredStatus.SKIPPED, skip_reason="ice")
    change = plan(season, lambda: plan_swap(season, MONDAY + DAY, WEDNESDAY))  # Tuesday's run was done, its sled missed
    assert {one.id for one in change.changed} == {48, 101}
    assert change.remarks == ("2 workouts done or skipped stay.",)
    assert places(season)[58] == WEDNESDAY


def test_days_without_anything_planned_are_refused(season: Planbook) -> None:
    said = refused(season, lambda: plan_swap(season, MONDAY + 2 * DAY, dt.date(2028, 1, 1)))
    assert said == "Neither Wed 6 Jan nor Sat 1 Jan holds anything that is still planned."
    assert plan_swap(season, TUESDAY, TUESDAY).is_empty


def test_the_race_swapped_takes_its_blocks_race_date_along(season: Planbook) -> None:
    change = plan(season, lambda: plan_swap(season, RACE, RACE - DAY))
    assert change.remarks == ("The race moves too.",)
    (block,) = quick.read_blocks(season.path)
    assert (block.race_date, block.last_day) == (RACE - DAY, RACE)


def test_swapping_twice_is_as_if_nothing_had_been(season: Planbook) -> None:
    before = [(one.id, one.date, one.original_date) for one in quick.read_all_workouts(season.path)]
    for _ in range(2):
        plan(season, lambda: plan_swap(season, TUESDAY, WEDNESDAY))
    assert [(one.id, one.date, one.original_date) for one in quick.read_all_workouts(season.path)] == before


def test_weekdays_change_places_in_every_week_that_is_left(season: Planbook) -> None:
    before = places(season)
    change = plan(season, lambda: plan_swap_weekdays(season, TUESDAY, WEDNESDAY))
    assert change.name == "swap: Tuesdays and Wednesdays of Half marathon"
    for number, day in places(season).items():
        was = before[number]
        ahead = was >= MONDAY + WEEK and was <= RACE
        step = {1: 1, 2: -1}.get(was.weekday(), 0) if ahead else 0
        assert day == was + DAY * step


def test_the_running_week_is_swapped_only_where_both_days_are_ahead(season: Planbook) -> None:
    before = places(season)
    plan(season, lambda: plan_swap_weekdays(season, MONDAY + 2 * DAY, MONDAY + 4 * DAY))  # yesterday and tomorrow
    assert all(day == before[number] for number, day in places(season).items() if before[number] < MONDAY + WEEK)
    plan(season, lambda: plan_swap_weekdays(season, TODAY, TODAY + DAY))
    assert places(season)[50] == TODAY + DAY


def test_a_week_with_a_race_on_either_day_stays_and_is_counted(season: Planbook) -> None:
    before = places(season)
    change = plan(season, lambda: plan_swap_weekdays(season, SATURDAY, SUNDAY))
    assert change.remarks == ("1 week with a race on one of them stays.",)
    assert {number: day for number, day in places(season).items() if day >= RACE - DAY} == {
        number: day for number, day in before.items() if day >= RACE - DAY
    }
    assert change.blocks == ()


def test_weekdays_that_cannot_be_swapped(season: Planbook) -> None:
    outside = dt.date(2028, 1, 4)
    assert refused(season, lambda: plan_swap_weekdays(season, outside, outside + DAY)) == (
        "No block holds Tue 4 Jan, so there are no weeks to swap its weekdays in."
    )
    assert plan_swap_weekdays(season, TUESDAY, TUESDAY + WEEK).is_empty
