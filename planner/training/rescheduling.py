"""Putting workouts on other days, as pure functions over the days they stand on: move, push, swap.

Where a workout was first planned stays with it, and is forgotten when it comes home. What may move at all is for
the caller to say; here everything that is given moves.
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
    """The workout on another day; the date it was first planned for is kept, or forgotten when it is that one.

    An unplanned workout was planned for no day, and nobody asks where a rest day or a note stood before.
    """
    if workout.status is StoredStatus.UNPLANNED or not workout.is_training:
        return replace(workout, date=day)
    first_planned = workout.original_date or workout.date
    return replace(workout, date=day, original_date=None if day == first_planned else first_planned)


def move_by_days(workout: Workout, days: int) -> Workout:
    """The workout some days later, or earlier when negative."""
    return move_workout(workout, workout.date + DAY * days)


def can_be_moved(workout: Workout) -> bool:
    """Whether a workout may be moved because another comes: there is work in it, it is not done, skipped or locked."""
    return workout.is_open and not workout.locked


def push_days(workouts: Iterable[Workout], day: dt.date, step: int = 1) -> tuple[Workout, ...]:
    """Everything from ``day`` to the next gap, a day on: each occupied day hands its workouts to the next one.

    Args:
        workouts: The workouts that may give way.
        day: Where it begins.
        step: 1 to hand them on; -1 to pull the days from ``day`` on to the day before, until a gap.

    Raises:
        RefusedError: A race would have to give way.
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
    """What stands on two days, each on the other's."""
    return tuple(
        move_workout(workout, second if workout.date == first else first)
        for workout in workouts
        if workout.date in (first, second)
    )
