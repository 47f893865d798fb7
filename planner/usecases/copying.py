"""Copying workouts to other days: a day, a week, or a selection, planned anew where it is put."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from planner.store import quick
from planner.training.arranging import DAY
from planner.training.blocks import block_on
from planner.training.refusal import RefusedError
from planner.training.wording import day_name
from planner.training.workouts import State, Workout
from planner.usecases.changes import Change
from planner.usecases.planbook import Planbook
from planner.usecases.sleddays import minding_the_sled


def plan_copy(book: Planbook, workouts: Sequence[Workout], days: int) -> Change:
    """New workouts, so many days after those they are copied from, each still to be done.

    A copy of what was done without a plan asks for what was done then. It belongs to the block its new day lies in.

    Raises:
        RefusedError: There is nothing to copy.
    """
    if not workouts:
        raise RefusedError("There is nothing to copy.")
    blocks = quick.read_blocks(book.path)
    added = []
    for workout in workouts:
        date = workout.date + DAY * days
        block = block_on(blocks, date)
        unplanned = workout.state is State.UNPLANNED and workout.actual is not None
        asked = replace(workout.actual.effort, rpe=None) if unplanned and workout.actual else workout.planned
        added.append(
            Workout(
                date=date,
                sport=workout.sport,
                kind=workout.kind,
                title=workout.title,
                slot=workout.slot,
                start=workout.start,
                planned=asked,
                estimated=workout.estimated,
                note=workout.note,
                block_id=block.id if block else None,
            ),
        )
    first, last = workouts[0].date, workouts[-1].date
    source = day_name(first) if first == last else f"{day_name(first)} to {day_name(last)}"
    change = Change(f"copy: {source}, on {day_name(first + DAY * days)}", added=tuple(added))
    return minding_the_sled(book, change)


def week_of(book: Planbook, day: dt.date) -> tuple[Workout, ...]:
    """The workouts of the week that holds a day, by the runner's first day of the week."""
    first = day - DAY * ((day.weekday() - quick.read_athlete(book.path).week_start) % 7)
    return tuple(quick.read_days(book.path, first, first + DAY * 6))
