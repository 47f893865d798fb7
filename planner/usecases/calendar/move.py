"""Moving workouts to other days. The date a workout was first planned for is kept with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import StrEnum

from planner.store import quick
from planner.training.blocks import Block, block_on
from planner.training.formatting import format_day
from planner.training.refusal import RefusedError
from planner.training.rescheduling import (
    can_be_moved,
    move_by_days,
    move_workout,
    push_days,
    swap_days,
)
from planner.training.weeks import DAY, WEEK, first_day_of_week, next_weekday
from planner.training.workouts import DayStatus, StoredStatus, Workout
from planner.usecases.blocks.sled_availability import fit_to_sled_availability
from planner.usecases.changes import Change, apply_change
from planner.usecases.planbook import Planbook

PUSH_HORIZON = dt.timedelta(days=366)
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
    workout_ids: Sequence[int],
    days: int,
    mode: MoveMode = MoveMode.ONLY,
) -> Change:
    """Some workouts, some days later, or earlier when negative. Done ones among several stay, and the change says so.

    Raises:
        RefusedError: There is no such workout, there is nothing to move among them, or the mode cannot be applied.
    """
    workouts = quick.read_workouts(book.path, workout_ids)
    movable = [workout for workout in workouts if workout.actual is None]
    if not movable:
        which = f"Workout {workouts[0].id} is" if len(workouts) == 1 else "These workouts are all"
        raise RefusedError(f"{which} done; what is done stays on its day.")
    if days == 0:
        return Change("")
    if mode is not MoveMode.ONLY and len(movable) > 1:
        raise RefusedError("Several workouts are moved by themselves; pushing and shifting begin at a single one.")
    first = movable[0]
    if mode is MoveMode.SHIFT:
        changed = _shift_rest_of_block(book, first, days)
    elif mode is MoveMode.PUSH:
        changed = (move_by_days(first, days), *_push_aside(book, first, first.date + DAY * days))
    else:
        changed = tuple(move_by_days(workout, days) for workout in movable)
    others = f", and {len(changed) - 1} more" if len(changed) > 1 else ""
    change = Change(
        f"move: {first.title or first.sport.value} to {format_day(first.date + DAY * days)}{others}",
        changed=changed,
        blocks=tuple(blocks_with_moved_race(book, changed)),
        remarks=tuple(_remarks(changed, len(workouts) - len(movable), book.today)),
    )
    return fit_to_sled_availability(book, change)


def _remarks(changed: Sequence[Workout], stays: int, today: dt.date) -> Iterator[str]:
    """What a move brings with it that its first workout does not tell."""
    if stays:
        yield f"{stays} done stay{'s' if stays == 1 else ''} on {'its' if stays == 1 else 'their'} day."
    for race in (workout for workout in changed[1:] if workout.is_race):
        yield f"The race moves too, to {format_day(race.date)}."
    missed = sum(workout.status_on(today) is DayStatus.MISSED for workout in changed)
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
    workout = quick.read_workout(book.path, workout_id)
    return apply_change(book, plan_move(book, [workout_id], (to - workout.date).days, mode)).changed


def blocks_with_moved_race(book: Planbook, changed: Sequence[Workout]) -> list[Block]:
    """The blocks whose goal race is among moved workouts, with their new race day; a block reaches to its race."""
    races = [workout for workout in changed if workout.is_race]
    if not races:
        return []
    blocks = {block.id: block for block in quick.read_blocks(book.path)}
    found = []
    for before, race in zip(quick.read_workouts(book.path, [race.id for race in races]), races, strict=True):
        block = blocks.get(race.block_id or 0)
        if block is not None and block.race_date == before.date != race.date:
            if race.date < block.start:
                raise RefusedError(f"{block.name} starts on {block.start}; its race cannot be before that.")
            days = max(block.days, (race.date - block.start).days + 1)
            found.append(replace(block, race_date=race.date, days=days))
    return found


def _push_aside(book: Planbook, workout: Workout, to: dt.date) -> tuple[Workout, ...]:
    """Push until a gap: the first day that holds nothing that may give way ends it."""
    standing = quick.read_days(book.path, to, to + PUSH_HORIZON)
    return push_days((other for other in standing if other.id != workout.id and can_be_moved(other)), to)


def _shift_rest_of_block(book: Planbook, workout: Workout, days: int) -> tuple[Workout, ...]:
    if workout.block_id is None:
        raise RefusedError(f"Workout {workout.id} belongs to no block, so there is no rest of it to shift.")
    last = max(block.last_day for block in quick.read_blocks(book.path) if block.id == workout.block_id)
    rest = quick.read_days(book.path, workout.date, max(last, workout.date) + PUSH_HORIZON)
    return tuple(
        move_workout(other, other.date + DAY * days)
        for other in rest
        if other.id == workout.id
        or (other.block_id == workout.block_id and other.status is StoredStatus.PLANNED and not other.locked)
    )


def plan_swap(book: Planbook, one: dt.date, other: dt.date) -> Change:
    """Everything still planned on two days, each on the other's; what is done or skipped stays.

    Raises:
        RefusedError: Neither day holds anything that could go.
    """
    if one == other:
        return Change("")
    held = [*quick.read_days(book.path, one, one), *quick.read_days(book.path, other, other)]
    changed = swap_days((workout for workout in held if workout.status is StoredStatus.PLANNED), one, other)
    if not changed:
        raise RefusedError(f"Neither {format_day(one)} nor {format_day(other)} holds anything that is still planned.")
    stays = len(held) - len(changed)
    remarks = [f"{stays} done or skipped stay{'s' * (stays == 1)}."] if stays else []
    remarks += ["The race moves too."] if any(workout.is_race for workout in changed) else []
    change = Change(
        f"swap: {format_day(one)} and {format_day(other)}",
        changed=changed,
        blocks=tuple(blocks_with_moved_race(book, changed)),
        remarks=tuple(remarks),
    )
    return fit_to_sled_availability(book, change)


def plan_swap_weekdays(book: Planbook, one: dt.date, other: dt.date) -> Change:
    """The weekdays of two days swapped in every week from today to the end of the block that holds the first of them.

    A week in which either day is past or holds a race stays as it is.

    Raises:
        RefusedError: No block holds the day, the weekdays are the same, or nothing is left to swap.
    """
    block = block_on(quick.read_blocks(book.path), one)
    if block is None:
        raise RefusedError(f"No block holds {format_day(one)}, so there are no weeks to swap its weekdays in.")
    if one.weekday() == other.weekday():
        return Change("")
    held: dict[dt.date, list[Workout]] = {}
    for workout in quick.read_days(book.path, max(block.start, book.today), block.last_day):
        held.setdefault(workout.date, []).append(workout)
    changed: list[Workout] = []
    races = 0
    for first, second in _pairs(book, block, one.weekday(), other.weekday()):
        standing = [*held.get(first, []), *held.get(second, [])]
        if any(workout.is_race for workout in standing):
            races += 1
        else:
            changed += swap_days(
                (workout for workout in standing if workout.status is StoredStatus.PLANNED), first, second
            )
    names = f"{one:%A}s and {other:%A}s"
    if not changed:
        raise RefusedError(f"Nothing is left to swap between {names} of {block.name}.")
    remark = f"{races} week{'s' * (races > 1)} with a race on one of them stay{'s' * (races == 1)}."
    change = Change(f"swap: {names} of {block.name}", changed=tuple(changed), remarks=(remark,) * (races > 0))
    return fit_to_sled_availability(book, change)


def _pairs(book: Planbook, block: Block, one: int, other: int) -> Iterator[tuple[dt.date, dt.date]]:
    """The two weekdays of every week, by the runner's first day of the week, where both are ahead and in the block."""
    week_start = quick.read_runner(book.path).week_start
    begin = max(block.start, book.today)
    week = first_day_of_week(begin, week_start)
    while week <= block.last_day:
        days = tuple(next_weekday(week, weekday) for weekday in (one, other))
        if all(begin <= day <= block.last_day for day in days):
            yield days[0], days[1]
        week += WEEK


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
        unplanned = workout.status is StoredStatus.UNPLANNED and workout.actual is not None
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
    source = format_day(first) if first == last else f"{format_day(first)} to {format_day(last)}"
    change = Change(f"copy: {source}, on {format_day(first + DAY * days)}", added=tuple(added))
    return fit_to_sled_availability(book, change)


def workouts_of_week(book: Planbook, day: dt.date) -> tuple[Workout, ...]:
    """The workouts of the week that holds a day, by the runner's first day of the week."""
    first = first_day_of_week(day, quick.read_runner(book.path).week_start)
    return tuple(quick.read_days(book.path, first, first + DAY * 6))
