"""Days, weeks and selections copied: planned anew, with nothing of what became of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from planner.store import quick
from planner.training.weeks import DAY, WEEK
from planner.training.workouts import Effort, StoredStatus
from planner.usecases.calendar.move import plan_copy, workouts_of_week
from planner.usecases.planbook import Planbook
from tests.tui.season import MONDAY
from tests.usecases.books import on, plan, refused

SPRING = dt.date(2027, 4, 5)


def asked(book: Planbook, day: dt.date) -> list[tuple[object, ...]]:
    return [(one.sport, one.kind, one.title, one.slot, one.start, one.planned) for one in on(book, day)]


def test_a_copied_week_asks_for_the_same(season: Planbook) -> None:
    change = plan(season, lambda: plan_copy(season, workouts_of_week(season, MONDAY + WEEK + 3 * DAY), 12 * 7))
    assert change.name == "copy: Mon 11 Jan to Sun 17 Jan, on Mon 5 Apr"
    for step in range(7):
        assert asked(season, SPRING + DAY * step) == asked(season, MONDAY + WEEK + DAY * step)


def test_a_copy_is_still_to_be_done_wherever_it_came_from(season: Planbook) -> None:
    plan(season, lambda: plan_copy(season, workouts_of_week(season, MONDAY), 13 * 7))
    for step in range(7):
        for one in on(season, SPRING + DAY * step):
            assert (one.status, one.actual, one.original_date, one.locked, one.reason) == (
                StoredStatus.PLANNED, None, None, False, None,
            )  # fmt: skip


def test_a_copy_of_what_was_done_without_a_plan_asks_for_what_was_done(season: Planbook) -> None:
    shake_out = quick.read_workout(season.path, 100)
    assert shake_out.actual is not None
    change = plan(season, lambda: plan_copy(season, [shake_out], 91))
    assert [one.planned for one in change.added] == [replace(shake_out.actual.effort, rpe=None)]
    assert change.added[0].planned != Effort()


def test_a_copy_belongs_to_the_block_its_day_lies_in(season: Planbook) -> None:
    week = workouts_of_week(season, MONDAY + WEEK)
    assert {one.block_id for one in plan(season, lambda: plan_copy(season, week, 7)).added} == {1}
    assert {one.block_id for one in plan(season, lambda: plan_copy(season, week, 84)).added} == {None}


def test_a_week_begins_where_the_runners_week_does(season: Planbook) -> None:
    from planner import store

    with store.edit(season.path, "weeks from Sunday", now=season.clock.now()) as diary:
        diary.replace_runner(replace(diary.runner(), week_start=6))
    days = {one.date for one in workouts_of_week(season, MONDAY + 6 * DAY)}
    assert (min(days), max(days)) == (MONDAY + 6 * DAY, MONDAY + 12 * DAY)


def test_an_empty_day_cannot_be_copied(season: Planbook) -> None:
    assert refused(season, lambda: plan_copy(season, on(season, SPRING), 1)) == "There is nothing to copy."
