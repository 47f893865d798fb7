"""Moving workouts to other days. The date a workout was first planned for is kept with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import StrEnum

from planner.store import quick
from planner.training.arranging import DAY, is_race, may_give_way, moved, moved_by, pushed
from planner.training.blocks import Block
from planner.training.refusal import RefusedError
from planner.training.wording import day_name
from planner.training.workouts import State, Status, Workout
from planner.usecases.changes import Change, carry_out
from planner.usecases.planbook import Planbook
from planner.usecases.sleddays import minding_the_sled

HORIZON = dt.timedelta(days=366)
"""How far a push or a shift looks for what stands behind a day."""


class MoveMode(StrEnum):
    """What gives way when a workout moves.

    ``only`` moves it and nothing else; ``push`` moves what stands on the new day one day on, and so forth, until a day
    without a workout takes the last of them; ``shift`` moves everything from the workout's day to the end of its block
    by the same number of days.
    """

    ONLY = "only"
    PUSH = "push"
    SHIFT = "shift"


def plan_move(
    book: Planbook,
    numbers: Sequence[int],
    days: int,
    mode: MoveMode = MoveMode.ONLY,
) -> Change:
    """Some workouts, some days later, or earlier when negative. Done ones among several stay, and the change says so.

    Raises:
        RefusedError: There is no such workout, there is nothing to move among them, or the mode cannot be applied.
    """
    picked = quick.read_items(book.path, numbers)
    movable = [workout for workout in picked if workout.actual is None]
    if not movable:
        which = f"Workout {picked[0].id} is" if len(picked) == 1 else "These workouts are all"
        raise RefusedError(f"{which} done; what is done stays on its day.")
    if days == 0:
        return Change("")
    if mode is not MoveMode.ONLY and len(movable) > 1:
        raise RefusedError("Several workouts are moved by themselves; pushing and shifting begin at a single one.")
    first = movable[0]
    if mode is MoveMode.SHIFT:
        changed = _rest_of_block(book, first, days)
    elif mode is MoveMode.PUSH:
        changed = (moved_by(first, days), *_given_way(book, first, first.date + DAY * days))
    else:
        changed = tuple(moved_by(workout, days) for workout in movable)
    others = f", and {len(changed) - 1} more" if len(changed) > 1 else ""
    change = Change(
        f"move: {first.title or first.sport.value} to {day_name(first.date + DAY * days)}{others}",
        changed=changed,
        blocks=tuple(races_moved(book, changed)),
        remarks=tuple(_remarks(changed, len(picked) - len(movable), book.today)),
    )
    return minding_the_sled(book, change)


def _remarks(changed: Sequence[Workout], stays: int, today: dt.date) -> Iterator[str]:
    """What a move brings with it that its first workout does not tell."""
    if stays:
        yield f"{stays} done stay{'s' if stays == 1 else ''} on {'its' if stays == 1 else 'their'} day."
    for race in filter(is_race, changed[1:]):
        yield f"The race moves too, to {day_name(race.date)}."
    missed = sum(workout.status(today) is Status.MISSED for workout in changed)
    if missed:
        yield (
            "It is past there, so it counts as missed until it is done."
            if len(changed) == 1
            else (
                f"{missed} come{'s' * (missed == 1)} to a day that is past, and count{'s' * (missed == 1)} as missed."
            )
        )


def move(book: Planbook, workout_id: int, to: dt.date, mode: MoveMode = MoveMode.ONLY) -> tuple[Workout, ...]:
    """Move a workout to another day, as one operation.

    Returns:
        The workouts that moved, as they stand now; empty when it already stood there.

    Raises:
        RefusedError: As for `plan_move`; or a workout changed in another session meanwhile.
    """
    workout = quick.read_item(book.path, workout_id)
    return carry_out(book, plan_move(book, [workout_id], (to - workout.date).days, mode)).changed


def races_moved(book: Planbook, changed: Sequence[Workout]) -> list[Block]:
    """The blocks whose goal race is among moved workouts, with their new race day; a block reaches to its race."""
    races = [workout for workout in changed if is_race(workout)]
    if not races:
        return []
    blocks = {block.id: block for block in quick.read_blocks(book.path)}
    found = []
    for before, race in zip(quick.read_items(book.path, [race.id for race in races]), races, strict=True):
        block = blocks.get(race.block_id or 0)
        if block is not None and block.race_date == before.date != race.date:
            if race.date < block.start:
                raise RefusedError(f"{block.name} starts on {block.start}; its race cannot be before that.")
            days = max(block.days, (race.date - block.start).days + 1)
            found.append(replace(block, race_date=race.date, days=days))
    return found


def _given_way(book: Planbook, workout: Workout, to: dt.date) -> tuple[Workout, ...]:
    """Push until a gap: the first day that holds nothing that may give way ends it."""
    standing = quick.read_days(book.path, to, to + HORIZON)
    return pushed((other for other in standing if other.id != workout.id and may_give_way(other)), to)


def _rest_of_block(book: Planbook, workout: Workout, days: int) -> tuple[Workout, ...]:
    if workout.block_id is None:
        raise RefusedError(f"Workout {workout.id} belongs to no block, so there is no rest of it to shift.")
    last = max(block.last for block in quick.read_blocks(book.path) if block.id == workout.block_id)
    rest = quick.read_days(book.path, workout.date, max(last, workout.date) + HORIZON)
    return tuple(
        moved(other, other.date + DAY * days)
        for other in rest
        if other.id == workout.id
        or (other.block_id == workout.block_id and other.state is State.PLANNED and not other.locked)
    )
