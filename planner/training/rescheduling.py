"""Put workouts on other days: move, push, swap.

A workout that the runner moves keeps the date that the plan has it on, until it is moved back to it; when the plan
itself is moved, that date moves too. Either way it keeps the date it was first planned for. Which workouts may move is
up to the caller; these functions move everything they are given.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import replace

from planner.training.formatting import format_day
from planner.training.refusal import RefusedError
from planner.training.weeks import DAY
from planner.training.workouts import StoredStatus, Workout


def move_by_hand(workout: Workout, day: dt.date) -> Workout:
    """Return the workout on another day than the plan's, because the runner wants or did it there.

    An unplanned workout, a rest day and a note are in no plan, so they keep no earlier date.
    """
    return _on_day(workout, day, None if day == workout.plan_day else workout.plan_day)


def move_with_plan(workout: Workout, day: dt.date) -> Workout:
    """Return the workout on another day because the plan has changed: that is now its day in the plan."""
    return _on_day(workout, day, None)


def _on_day(workout: Workout, day: dt.date, plan_date: dt.date | None) -> Workout:
    if workout.status is StoredStatus.UNPLANNED or not workout.is_training:
        return replace(workout, date=day)
    first = workout.original_date or workout.plan_day
    # where the plan has it on yet another day, its first day would not be known any more
    original_date = None if day == first and plan_date is None else first
    return replace(workout, date=day, original_date=original_date, plan_date=plan_date)


def move_plan_by_days(workout: Workout, days: int) -> Workout:
    """Return the workout some days later with its plan, or earlier when negative.

    One that the runner has on another date than the plan stays as far away from it.
    """
    plan_date = workout.plan_date + DAY * days if workout.plan_date else None
    return _on_day(workout, workout.date + DAY * days, plan_date)


def take_plan_along(workout: Workout, day: dt.date) -> Workout:
    """Return the workout on another day with its plan, as `move_plan_by_days`."""
    return move_plan_by_days(workout, (day - workout.date).days)


def can_be_moved(workout: Workout) -> bool:
    """Return whether a workout may be moved to make room: it is training, and not done, skipped or locked."""
    return workout.is_open and not workout.locked


def push_days(workouts: Iterable[Workout], day: dt.date, step: int = 1) -> tuple[Workout, ...]:
    """Move all workouts from a day to the next free day by one day; each occupied day hands its workouts on.

    Args:
        workouts: The workouts that may move.
        day: The first day to move.
        step: 1 to move them a day later; -1 to move them a day earlier.

    Raises:
        RefusedError: A race would have to move.
    """
    by_day: dict[dt.date, list[Workout]] = {}
    for workout in workouts:
        by_day.setdefault(workout.date, []).append(workout)
    result = []
    while occupied := by_day.get(day):
        race = next((workout for workout in occupied if workout.is_race), None)
        if race is not None:
            raise RefusedError(f"There is no free day before {race.title} on {format_day(day)}, and a race stays.")
        result += [move_plan_by_days(workout, step) for workout in occupied]
        day += DAY
    return tuple(result)


def swap_days(
    workouts: Iterable[Workout],
    first: dt.date,
    second: dt.date,
    move: Callable[[Workout, dt.date], Workout] = move_by_hand,
) -> tuple[Workout, ...]:
    """Return the workouts of two days with their days swapped, by hand or, with `take_plan_along`, in the plan."""
    return tuple(
        move(workout, second if workout.date == first else first)
        for workout in workouts
        if workout.date in (first, second)
    )
