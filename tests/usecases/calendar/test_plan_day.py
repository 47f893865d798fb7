"""A run on the day that the plan has it on is on time, also when the plan itself was moved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from planner.clock import Clock
from planner.training.progress import weekly_progress
from planner.training.weeks import DAY, WEEK
from planner.training.workouts import Sport, Workout
from planner.usecases.blocks.refit import plan_refit
from planner.usecases.calendar.mark import mark_done
from planner.usecases.calendar.move import MoveMode, plan_move, plan_swap, plan_swap_weekdays
from planner.usecases.calendar.shift import find_block, plan_rest, plan_shift
from planner.usecases.changes import Change, apply_change
from planner.usecases.planbook import Planbook
from planner.usecases.queries import read_workouts

Plan = Callable[[Planbook], Change]


def runs_ahead(book: Planbook) -> list[Workout]:
    found = read_workouts(book, book.today, book.today + 20 * WEEK)
    return [one for one in found if one.is_open and one.sport is Sport.RUN and not one.is_race]


def on_time_and_moved(book: Planbook, workout: Workout) -> tuple[int, int]:
    """Mark a workout done on its day, and return how the progress counts it."""
    done = mark_done(replace(book, clock=Clock(workout.date)), workout.id).workout
    [week] = weekly_progress([done], workout.date, 0, weeks=1)
    return week.adherence.on_time, week.adherence.shifted


def shifted_race(book: Planbook) -> Change:
    block = find_block(book)
    assert block.race_date is not None
    return plan_shift(book, block, block.race_date + WEEK)


def swapped_weekdays(book: Planbook) -> Change:
    return plan_swap_weekdays(book, book.today + DAY, book.today + 2 * DAY)


def rest_put_in(book: Planbook) -> Change:
    return plan_rest(book, runs_ahead(book)[0].date)


@pytest.mark.parametrize("plan", [shifted_race, swapped_weekdays, rest_put_in])
def test_what_moved_with_its_plan_is_on_time_there(slotted: Planbook, plan: Plan) -> None:
    before = {one.id: one.date for one in runs_ahead(slotted)}
    change = apply_change(slotted, plan(slotted))
    moved = [one for one in change.changed if before.get(one.id, one.date) != one.date]
    assert moved
    for one in moved:
        assert not one.is_moved
        assert one.original_date is None or one.original_date != one.date
        assert on_time_and_moved(slotted, one) == (1, 0)
    assert any(one.original_date == before[one.id] for one in moved)


def test_what_is_planned_again_for_another_race_day_is_not_moved_by_hand(slotted: Planbook) -> None:
    block = find_block(slotted)
    assert block.race_date is not None
    change = apply_change(slotted, plan_refit(slotted, block, block.race_date - WEEK))
    assert change.changed
    assert not any(one.is_moved for one in (*change.changed, *change.added))


def test_of_a_push_the_named_workout_is_moved_by_hand_and_those_behind_it_by_the_plan(slotted: Planbook) -> None:
    ahead = runs_ahead(slotted)
    named = next(one for one in ahead if any(other.date == one.date + DAY for other in ahead))
    change = apply_change(slotted, plan_move(slotted, [named.id], 1, MoveMode.PUSH))
    first, *others = change.changed
    assert (first.id, first.is_moved, first.plan_day) == (named.id, True, named.date)
    assert others
    assert not any(one.is_moved for one in others)
    assert on_time_and_moved(slotted, first) == (0, 1)


def test_a_workout_moved_by_hand_stays_as_far_from_its_plan_when_the_plan_moves(slotted: Planbook) -> None:
    named = runs_ahead(slotted)[2]
    apply_change(slotted, plan_move(slotted, [named.id], 1))
    change = apply_change(slotted, shifted_race(slotted))
    [moved] = [one for one in change.changed if one.id == named.id]
    assert (moved.plan_day, moved.date) == (named.date + WEEK, named.date + WEEK + DAY)
    assert moved.original_date == named.date


def test_a_swap_of_two_days_is_by_hand_and_a_second_one_takes_it_back(slotted: Planbook) -> None:
    first, other = runs_ahead(slotted)[:2]
    change = apply_change(slotted, plan_swap(slotted, first.date, other.date))
    assert all(item.is_moved for item in change.changed if item.is_training)
    back = apply_change(slotted, plan_swap(slotted, first.date, other.date))
    assert not any(item.is_moved or item.original_date for item in back.changed)
