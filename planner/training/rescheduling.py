"""Put workouts on other days: move, push, swap.

A workout keeps the date it was first planned for, until it is moved back to it. Which workouts may move is up to the
caller; these functions move everything they are given.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from planner.training.formatting import format_day
from planner.training.refusal import RefusedError
from planner.training.weeks import DAY
from planner.training.workouts import StoredStatus, Workout


def move_workout(workout: Workout, day: dt.date) -> Workout:
    """Return the workout on another day, with the date it was first planned for unless it is that one.

    An unplanned workout, a rest day and a note have no such date.
    """
    if workout.status is StoredStatus.UNPLANNED or not workout.is_training:
        return replace(workout, date=day)
    original_date = workout.original_date or workout.date
    return replace(workout, date=day, original_date=None if day == original_date else original_date)


def move_by_days(workout: Workout, days: int) -> Workout:
    """Return the workout some days later, or earlier when negative."""
    return move_workout(workout, workout.date + DAY * days)


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
        result += [move_by_days(workout, step) for workout in occupied]
        day += DAY
    return tuple(result)


def swap_days(workouts: Iterable[Workout], first: dt.date, second: dt.date) -> tuple[Workout, ...]:
    """Return the workouts of two days with their days swapped."""
    return tuple(
        move_workout(workout, second if workout.date == first else first)
        for workout in workouts
        if workout.date in (first, second)
    )
