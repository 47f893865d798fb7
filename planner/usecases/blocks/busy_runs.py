"""Runs that keep clear of the runner's other calendars, where those close half-days to runs too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from planner.text import join_first
from planner.training.busy_times import BusyDays, closing_time
from planner.training.formatting import format_day
from planner.training.workout_names import workout_name
from planner.training.workouts import ENDURANCE_SPORTS, Slot, Workout
from planner.usecases.blocks.availability import StartTimes

_NAMED = 4
"""So many runs a remark names; of more it says how many."""


def keep_runs_clear(
    workouts: Iterable[Workout], busy: BusyDays, start_times: StartTimes
) -> tuple[tuple[Workout, ...], tuple[str, ...]]:
    """Move runs from a closed half of their day to the open one, and say so; races stay.

    A run stays where the other half is closed too or has another workout.

    Args:
        workouts: The workouts of a plan, with their dates.
        busy: What the runner's other calendars fill.
        start_times: When the halves of a day start.

    Returns:
        The workouts, and a sentence on the runs that moved and one on those that are at a busy time.
    """
    workouts = tuple(workouts)
    on_day = Counter(workout.date for workout in workouts if workout.slot is not None)
    kept: list[Workout] = []
    moved: list[Workout] = []
    for workout in workouts:
        other = Slot.PM if workout.slot is Slot.AM else Slot.AM
        if (
            _is_closed(workout, busy, start_times)
            and on_day[workout.date] == 1
            and not workout.is_race
            and closing_time(busy, workout.date, start_times.for_slot(other), of_runs=True) is None
        ):
            moved.append(replace(workout, slot=other, start=start_times.for_slot(other)))
            kept.append(moved[-1])
        else:
            kept.append(workout)
    remarks = []
    if moved:
        are = "1 run is" if len(moved) == 1 else f"{len(moved)} runs are"
        remarks.append(f"{are} in the other half of the day, clear of your calendar: {_name(moved)}.")
    return tuple(kept), (*remarks, *runs_at_busy_times(kept, busy, start_times))


def runs_at_busy_times(workouts: Iterable[Workout], busy: BusyDays, start_times: StartTimes) -> Iterator[str]:
    """Yield a sentence on the runs in half-days that are closed to runs."""
    closed = [workout for workout in workouts if _is_closed(workout, busy, start_times)]
    if closed:
        are = "1 run is" if len(closed) == 1 else f"{len(closed)} runs are"
        yield f"{are} at a time that your calendar fills: {_name(closed)}."


def _is_closed(workout: Workout, busy: BusyDays, start_times: StartTimes) -> bool:
    if workout.sport not in ENDURANCE_SPORTS or workout.slot is None or not workout.is_open:
        return False
    return closing_time(busy, workout.date, start_times.for_slot(workout.slot), of_runs=True) is not None


def _name(workouts: Sequence[Workout]) -> str:
    """Name runs with their days: ``Tue 5 Jan pm tempo, Thu 7 Jan pm easy run and 3 more``."""
    return join_first([f"{format_day(one.date)} {one.slot} {workout_name(one)}" for one in workouts], _NAMED)
