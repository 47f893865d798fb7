"""Moving workouts to other days. The date a workout was first planned for is kept with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum

from planner import store
from planner.store import quick
from planner.training.refusal import RefusedError
from planner.training.workouts import Sport, Workout
from planner.usecases.planbook import Planbook

_HORIZON = dt.timedelta(days=366)


class MoveMode(StrEnum):
    """What gives way when a workout moves.

    ``only`` moves it and nothing else; ``push`` moves what stands on the new day one day on, and so forth, until a day
    without a workout takes the last of them; ``shift`` moves everything from the workout's day to the end of its block
    by the same number of days.
    """

    ONLY = "only"
    PUSH = "push"
    SHIFT = "shift"


def preview_move(
    book: Planbook,
    workout_id: int,
    to: dt.date,
    mode: MoveMode = MoveMode.ONLY,
) -> tuple[Workout, ...]:
    """The workouts that would move, as they would then stand; nothing is changed. Empty when it already stands there.

    Raises:
        RefusedError: There is no such workout, it is done, or the mode cannot be applied to it.
    """
    workout = quick.read_item(book.path, workout_id)
    _check_movable(workout)
    days = (to - workout.date).days
    if days == 0:
        return ()
    if mode is MoveMode.ONLY:
        return (_moved(workout, days),)
    if mode is MoveMode.SHIFT:
        if workout.block_id is None:
            raise RefusedError(f"Workout {workout_id} belongs to no block, so there is no rest of it to shift.")
        rest = _rest_of_block(book, workout)
        return tuple(_moved(other, days) for other in rest)
    return _pushed(book, workout, days)


def move(book: Planbook, workout_id: int, to: dt.date, mode: MoveMode = MoveMode.ONLY) -> tuple[Workout, ...]:
    """Move a workout to another day, as one operation.

    Returns:
        The workouts that moved, as they stand now; empty when it already stood there.

    Raises:
        RefusedError: As for `preview_move`; or a workout changed in another session meanwhile.
    """
    moved = preview_move(book, workout_id, to, mode)
    if not moved:
        return ()
    first = next(workout for workout in moved if workout.id == workout_id)
    others = f" and {len(moved) - 1} more" if len(moved) > 1 else ""
    name = f"move: {first.title}{others} to {to:%a} {to.day} {to:%b}"
    with store.edit(book.path, name, at=book.clock.now()) as plan:
        return tuple(plan.replace(workout) for workout in moved)


def _pushed(book: Planbook, workout: Workout, days: int) -> tuple[Workout, ...]:
    """Push until a gap: each occupied day hands its workouts to the next, the first free or resting day ends it."""
    to = workout.date + dt.timedelta(days=days)
    standing = [
        other
        for other in quick.read_days(book.path, to, to + _HORIZON)
        if other.id != workout.id and _asks_for_work(other) and other.actual is None and not other.locked
    ]
    moved = [_moved(workout, days)]
    day = to
    while pushed := [other for other in standing if other.date == day]:
        moved.extend(_moved(other, 1) for other in pushed)
        day += dt.timedelta(days=1)
    return tuple(moved)


def _rest_of_block(book: Planbook, workout: Workout) -> Iterable[Workout]:
    last = max(block.last for block in quick.read_blocks(book.path) if block.id == workout.block_id)
    for other in quick.read_days(book.path, workout.date, max(last, workout.date) + _HORIZON):
        stays = other.actual is not None or (other.locked and other.id != workout.id)
        if other.block_id == workout.block_id and not stays:
            yield other


def _asks_for_work(workout: Workout) -> bool:
    return workout.sport not in (Sport.REST, Sport.NOTE)


def _check_movable(workout: Workout) -> None:
    if workout.actual is not None:
        raise RefusedError(f"Workout {workout.id} is done; what is done stays on its day.")


def _moved(workout: Workout, days: int) -> Workout:
    to = workout.date + dt.timedelta(days=days)
    first_planned = workout.original_date or workout.date
    return replace(workout, date=to, original_date=None if to == first_planned else first_planned)
