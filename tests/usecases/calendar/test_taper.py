"""A taper before a race that was added: shorter runs that keep their work, lighter strength, and none too near."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from planner.store import quick
from planner.training.races import Priority
from planner.training.steps import Repeat
from planner.training.weeks import DAY, WEEK
from planner.training.workouts import Effort, RunKind, Slot, Sport, StrengthKind, Workout
from planner.usecases.calendar.edit import plan_add
from planner.usecases.calendar.taper import find_race, plan_taper
from planner.usecases.changes import apply_change
from planner.usecases.planbook import Planbook
from tests.tui.season import MONDAY, TODAY
from tests.usecases.books import plan, refused

SUNDAY = MONDAY + 3 * WEEK + 6 * DAY
"""31 January 2027, in the middle of the demo's block."""


def add_race(book: Planbook, day: dt.date, metres: float, priority: Priority = Priority.B) -> Workout:
    race = Workout(day, Sport.RUN, RunKind.RACE, "Race", Slot.AM, "10:00", Effort(metres), priority=priority)
    (added,) = apply_change(book, plan_add(book, race)).added
    return added


def week_m(book: Planbook, monday: dt.date) -> float:
    week = quick.read_days(book.path, monday, monday + 6 * DAY)
    return sum(run.planned.distance_m or 0 for run in week if run.sport is Sport.RUN and not run.is_race)


def strength_between(book: Planbook, first: dt.date, last: dt.date) -> list[Workout]:
    return quick.read_days(book.path, first, last, Sport.STRENGTH)


def test_runs_get_shorter_by_two_weeks_and_all_of_them_stay(slotted: Planbook) -> None:
    race = add_race(slotted, SUNDAY, 10_000)
    before = {one.id: one for one in quick.read_all_workouts(slotted.path)}
    change = plan(slotted, lambda: plan_taper(slotted, race))
    assert change.name == "taper: for the race on Sun 31 Jan 2027"
    assert change.remarks[0].startswith("The weeks become 33.2 and ")
    assert week_m(slotted, MONDAY + 2 * WEEK) == pytest.approx(0.674 * 49_300, rel=0.02)
    runs = [one for one in quick.read_all_workouts(slotted.path) if one.sport is Sport.RUN]
    assert {one.id for one in runs} == {one.id for one in before.values() if one.sport is Sport.RUN}
    assert all(one == before[one.id] for one in runs if one.date < MONDAY + 2 * WEEK or one.date >= SUNDAY)


def test_fast_runs_keep_their_work_and_it_is_said_where_that_leaves_a_week_too_long(slotted: Planbook) -> None:
    race = add_race(slotted, SUNDAY + 2 * WEEK, 21_097)
    before = {one.id: one for one in quick.read_all_workouts(slotted.path)}
    change = plan(slotted, lambda: plan_taper(slotted, race))
    repeats = [
        [[part for part in one.planned.steps if isinstance(part, Repeat)] for one in (before[run.id], run)]
        for run in change.changed
        if run.planned.steps
    ]
    assert repeats
    assert all(was == now for was, now in repeats)
    assert any(remark.startswith("Fast runs keep their work") for remark in change.remarks)


def test_strength_is_halved_and_what_is_too_near_to_the_race_goes(slotted: Planbook) -> None:
    race = add_race(slotted, SUNDAY + 2 * WEEK, 21_097, Priority.A)
    first = MONDAY + 4 * WEEK
    before = {one.id: one for one in strength_between(slotted, first, race.date)}
    change = plan(slotted, lambda: plan_taper(slotted, race))
    left = strength_between(slotted, first, race.date)
    assert not [one for one in left if one.kind == StrengthKind.HEAVY and race.date - one.date < 7 * DAY]
    gone = [one for one in before.values() if one.id not in {one.id for one in left}]
    assert gone
    assert all(any(f"{one.date.day} Feb is taken out: it " in remark for remark in change.remarks) for one in gone)
    halved = [one for one in left if one.kind != StrengthKind.LIGHT]
    assert halved
    for one in halved:
        assert one.planned.sets[0].rounds <= -(-before[one.id].planned.sets[0].rounds // 2)


def test_a_second_taper_changes_nothing(slotted: Planbook) -> None:
    race = add_race(slotted, SUNDAY + 2 * WEEK, 21_097)
    plan(slotted, lambda: plan_taper(slotted, race))
    again = plan_taper(slotted, race)
    assert again.is_empty
    assert again.remarks == ("The weeks before the race on Sun 14 Feb taper already.",)


def test_a_marathon_has_three_weeks(season: Planbook) -> None:
    race = add_race(season, SUNDAY, 42_195)
    change = plan_taper(season, race)
    assert min(run.date for run in change.changed) >= TODAY
    assert {(run.date - MONDAY).days // 7 for run in change.changed if run.sport is Sport.RUN} == {1, 2, 3}
    assert change.remarks[0].startswith("The weeks become 45.6, 33.9 and ")


def test_the_next_race_from_a_day_on_is_found(slotted: Planbook) -> None:
    race = add_race(slotted, SUNDAY, 10_000)
    assert find_race(slotted, TODAY).id == race.id
    assert find_race(slotted, SUNDAY + DAY).date > SUNDAY
    assert "There is no race from" in refused(slotted, lambda: find_race(slotted, dt.date(2028, 1, 1)))


def test_what_is_no_race_ahead_is_refused(season: Planbook) -> None:
    run = next(one for one in quick.read_days(season.path, TODAY, TODAY + 5 * DAY) if one.sport is Sport.RUN)
    assert refused(season, lambda: plan_taper(season, run)).endswith(" is no race.")
    race = find_race(season, TODAY)
    past = replace(race, date=TODAY)
    assert "is not ahead" in refused(season, lambda: plan_taper(season, past))
    far = add_race(season, MONDAY + 30 * WEEK, 10_000)
    assert "nothing to taper from" in refused(season, lambda: plan_taper(season, far))
