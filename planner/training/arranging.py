"""Putting workouts on other days, as pure functions over the days they stand on: move, push, swap.

Where a workout was first planned stays with it, and is forgotten when it comes home. What may move at all is for
the caller to say; here everything that is given moves.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from planner.training.refusal import RefusedError
from planner.training.weeks import DAY
from planner.training.wording import asks_for_work, day_name
from planner.training.workouts import RunKind, Sport, State, Workout


def moved(workout: Workout, to: dt.date) -> Workout:
    """The workout on another day; the date it was first planned for is kept, or forgotten when it is that one.

    An unplanned workout was planned for no day, and nobody asks where a rest day or a note stood before.
    """
    if workout.state is State.UNPLANNED or not asks_for_work(workout):
        return replace(workout, date=to)
    first_planned = workout.original_date or workout.date
    return replace(workout, date=to, original_date=None if to == first_planned else first_planned)


def moved_by(workout: Workout, days: int) -> Workout:
    """The workout some days later, or earlier when negative."""
    return moved(workout, workout.date + DAY * days)


def may_give_way(workout: Workout) -> bool:
    """Whether a workout may be moved because another comes: there is work in it, it is not done, skipped or locked."""
    return asks_for_work(workout) and workout.state is State.PLANNED and not workout.locked


def is_race(workout: Workout) -> bool:
    """Whether it is a race."""
    return workout.sport is Sport.RUN and workout.kind == RunKind.RACE


def pushed(standing: Iterable[Workout], day: dt.date, by: int = 1) -> tuple[Workout, ...]:
    """Everything from ``day`` to the next gap, a day on: each occupied day hands its workouts to the next one.

    Args:
        standing: The workouts that may give way.
        day: Where it begins.
        by: 1 to hand them on; -1 to pull the days from ``day`` on to the day before, until a gap.

    Raises:
        RefusedError: A race would have to give way.
    """
    by_day: dict[dt.date, list[Workout]] = {}
    for workout in standing:
        by_day.setdefault(workout.date, []).append(workout)
    found = []
    while held := by_day.get(day):
        race = next((workout for workout in held if is_race(workout)), None)
        if race is not None:
            raise RefusedError(f"There is no free day before {race.title} on {day_name(day)}, and a race stays.")
        found += [moved_by(workout, by) for workout in held]
        day += DAY
    return tuple(found)


def swapped(standing: Iterable[Workout], one: dt.date, other: dt.date) -> tuple[Workout, ...]:
    """What stands on two days, each on the other's."""
    return tuple(
        moved(workout, other if workout.date == one else one) for workout in standing if workout.date in (one, other)
    )
