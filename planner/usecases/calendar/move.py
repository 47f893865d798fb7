"""Moving, swapping and copying workouts.

A moved workout keeps the date it was first planned for.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import StrEnum

from planner.store import quick
from planner.text import format_count
from planner.training.blocks import Block, block_on
from planner.training.formatting import format_day
from planner.training.refusal import RefusedError
from planner.training.rescheduling import (
    can_be_moved,
    move_by_hand,
    move_plan_by_days,
    push_days,
    swap_days,
    take_plan_along,
)
from planner.training.run_estimates import renew_estimates
from planner.training.weeks import DAY, WEEK, first_day_of_week, next_weekday
from planner.training.workouts import DayStatus, StoredStatus, Workout
from planner.usecases.blocks.provenance import paces_of_workouts
from planner.usecases.blocks.sled_availability import fit_to_sled_availability
from planner.usecases.calendar.full_days import with_full_days
from planner.usecases.calendar.planned_again import check_not_replaced, plan_again, planned_again_remarks
from planner.usecases.calendar.race_weekend import with_moved_races
from planner.usecases.changes import Change
from planner.usecases.planbook import Planbook

PUSH_HORIZON = dt.timedelta(days=366)
"""How far ahead a push or a shift looks for workouts to move."""


class MoveMode(StrEnum):
    """Which other workouts move along with a workout.

    ``only``: none. ``push``: those on the new day move one day on, those of that day another day on, and so forth until
    a free day takes the last of them. ``shift``: everything from the workout's day to the end of its block moves by the
    same number of days.
    """

    ONLY = "only"
    PUSH = "push"
    SHIFT = "shift"


def plan_move(book: Planbook, workout_ids: Sequence[int], days: int, mode: MoveMode = MoveMode.ONLY) -> Change:
    """Move workouts some days later, or earlier when negative; what was skipped is planned again.

    Done and replaced ones stay, which a remark says. One that is named twice moves once.

    Raises:
        RefusedError: There is no such workout, all of them are done or replaced, the mode cannot be applied, a race
            would have to make room, or it would move before its block.
    """
    workouts = quick.read_workouts(book.path, list(dict.fromkeys(workout_ids)))
    movable = [workout for workout in workouts if workout.actual is None and workout.replaced_by_id is None]
    if not movable:
        check_not_replaced(workouts[0])
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
        changed = (move_by_hand(first, first.date + DAY * days), *_push_aside(book, first, first.date + DAY * days))
    else:
        changed = tuple(move_by_hand(workout, workout.date + DAY * days) for workout in movable)
    changed = tuple(plan_again(workout) for workout in changed)
    skipped = [workout for workout in movable if workout.status is StoredStatus.SKIPPED]
    others = f", and {len(changed) - 1} more" if len(changed) > 1 else ""
    change = Change(
        f"move: {first.title or first.sport.value} to {format_day(first.date + DAY * days)}{others}",
        changed=changed,
        blocks=tuple(blocks_with_moved_race(book, changed)),
        remarks=(*planned_again_remarks(skipped), *_remarks(changed, workouts, book.today)),
    )
    if mode is MoveMode.ONLY:
        change = with_moved_races(book, change)
    return fit_to_sled_availability(book, with_full_days(book, change))


def plan_swap(book: Planbook, first: dt.date, second: dt.date) -> Change:
    """Swap everything still planned on two days; what is done or skipped stays.

    Raises:
        RefusedError: Nothing is still planned on either day, or a race would move before its block.
    """
    if first == second:
        return Change("")
    workouts = [*quick.read_days(book.path, first, first), *quick.read_days(book.path, second, second)]
    changed = swap_days((workout for workout in workouts if workout.status is StoredStatus.PLANNED), first, second)
    if not changed:
        raise RefusedError(
            f"Neither {format_day(first)} nor {format_day(second)} holds anything that is still planned."
        )
    stays = len(workouts) - len(changed)
    remarks = (
        [f"{format_count(stays, 'workout')} done or skipped {'stays' if stays == 1 else 'stay'}."] if stays else []
    )
    remarks += ["The race moves too."] if any(workout.is_race for workout in changed) else []
    change = Change(
        f"swap: {format_day(first)} and {format_day(second)}",
        changed=changed,
        blocks=tuple(blocks_with_moved_race(book, changed)),
        remarks=tuple(remarks),
    )
    return fit_to_sled_availability(book, with_full_days(book, change))


def plan_swap_weekdays(book: Planbook, one: dt.date, other: dt.date) -> Change:
    """Swap the weekdays of two days in every week from today to the end of the block that contains the first day.

    A week in which either day is past or has a race stays unchanged. Equal weekdays give an empty change.

    Raises:
        RefusedError: No block contains the day, or nothing is left to swap.
    """
    block = block_on(quick.read_blocks(book.path), one)
    if block is None:
        raise RefusedError(f"No block holds {format_day(one)}, so there are no weeks to swap its weekdays in.")
    if one.weekday() == other.weekday():
        return Change("")
    by_day: dict[dt.date, list[Workout]] = {}
    for workout in quick.read_days(book.path, max(block.start, book.today), block.last_day):
        by_day.setdefault(workout.date, []).append(workout)
    changed: list[Workout] = []
    races = 0
    for first, second in _pairs(book, block, one.weekday(), other.weekday()):
        workouts = [*by_day.get(first, []), *by_day.get(second, [])]
        if any(workout.is_race for workout in workouts):
            races += 1
        else:
            planned = (workout for workout in workouts if workout.status is StoredStatus.PLANNED)
            changed += swap_days(planned, first, second, take_plan_along)
    names = f"{one:%A}s and {other:%A}s"
    if not changed:
        raise RefusedError(f"Nothing is left to swap between {names} of {block.name}.")
    remark = f"{format_count(races, 'week')} with a race on one of them stay{'s' * (races == 1)}."
    change = Change(f"swap: {names} of {block.name}", changed=tuple(changed), remarks=(remark,) * (races > 0))
    return fit_to_sled_availability(book, with_full_days(book, change))


def plan_copy(book: Planbook, workouts: Sequence[Workout], days: int) -> Change:
    """Copy workouts to some days later, or earlier when negative, as planned workouts of the block of the new day.

    A copy of a workout that was done without a plan plans what was done.

    Raises:
        RefusedError: There are no workouts.
    """
    if not workouts:
        raise RefusedError("There is nothing to copy.")
    blocks, unit = quick.read_blocks(book.path), quick.read_runner(book.path).unit
    paces_of = paces_of_workouts(book)
    added = []
    for workout in workouts:
        date = workout.date + DAY * days
        block = block_on(blocks, date)
        planned = workout.planned
        if workout.status is StoredStatus.UNPLANNED and workout.actual is not None:
            planned = replace(workout.actual.effort, rpe=None)
        copied = Workout(
            date=date,
            sport=workout.sport,
            kind=workout.kind,
            title=workout.title,
            slot=workout.slot,
            start=workout.start,
            planned=planned,
            estimated=workout.estimated,
            note=workout.note,
            block_id=block.id if block else None,
        )
        added.append(renew_estimates(copied, paces_of(copied), unit).made(book.today))
    first, last = workouts[0].date, workouts[-1].date
    source = format_day(first) if first == last else f"{format_day(first)} to {format_day(last)}"
    change = Change(f"copy: {source}, on {format_day(first + DAY * days)}", added=tuple(added))
    return fit_to_sled_availability(book, with_full_days(book, change))


def workouts_of_week(book: Planbook, day: dt.date) -> tuple[Workout, ...]:
    """Return the workouts of the week that contains a day, by the runner's first day of the week."""
    first = first_day_of_week(day, quick.read_week_start(book.path))
    return tuple(quick.read_days(book.path, first, first + DAY * 6))


def blocks_with_moved_race(book: Planbook, changed: Sequence[Workout]) -> list[Block]:
    """Return the blocks whose goal race is among moved workouts, with the new race day; a block ends on or after it.

    Raises:
        RefusedError: A race would be before the first day of its block.
    """
    races = [workout for workout in changed if workout.is_race]
    if not races:
        return []
    blocks = {block.id: block for block in quick.read_blocks(book.path)}
    moved = []
    for before, race in zip(quick.read_workouts(book.path, [race.id for race in races]), races, strict=True):
        block = blocks.get(race.block_id or 0)
        if block is not None and block.race_date == before.date != race.date:
            if race.date < block.start:
                raise RefusedError(f"{block.name} starts on {block.start}; its race cannot be before that.")
            days = max(block.days, (race.date - block.start).days + 1)
            moved.append(replace(block, race_date=race.date, days=days))
    return moved


def _push_aside(book: Planbook, workout: Workout, to: dt.date) -> tuple[Workout, ...]:
    """Push workouts on until a gap: the first day on which nothing can be moved."""
    ahead = quick.read_days(book.path, to, to + PUSH_HORIZON)
    return push_days((other for other in ahead if other.id != workout.id and can_be_moved(other)), to)


def _shift_rest_of_block(book: Planbook, workout: Workout, days: int) -> tuple[Workout, ...]:
    if workout.block_id is None:
        raise RefusedError(f"Workout {workout.id} belongs to no block, so there is no rest of it to shift.")
    last = max(block.last_day for block in quick.read_blocks(book.path) if block.id == workout.block_id)
    rest = quick.read_days(book.path, workout.date, max(last, workout.date) + PUSH_HORIZON)
    return tuple(
        move_by_hand(other, other.date + DAY * days) if other.id == workout.id else move_plan_by_days(other, days)
        for other in rest
        if other.id == workout.id
        or (other.block_id == workout.block_id and other.status is StoredStatus.PLANNED and not other.locked)
    )


def _remarks(changed: Sequence[Workout], asked: Sequence[Workout], today: dt.date) -> Iterator[str]:
    """Yield what the name of the change does not say: workouts that stay, races that move, missed ones."""
    done = sum(workout.actual is not None for workout in asked)
    replaced = sum(workout.replaced_by_id is not None for workout in asked)
    for stays, what in ((done, "done"), (replaced, "replaced")):
        if stays:
            yield f"{stays} {what} stay{'s' if stays == 1 else ''} on {'its' if stays == 1 else 'their'} day."
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


def _pairs(book: Planbook, block: Block, one: int, other: int) -> Iterator[tuple[dt.date, dt.date]]:
    """Yield the two days of every week in which both are ahead and in the block."""
    week_start = quick.read_week_start(book.path)
    begin = max(block.start, book.today)
    week = first_day_of_week(begin, week_start)
    while week <= block.last_day:
        days = tuple(next_weekday(week, weekday) for weekday in (one, other))
        if all(begin <= day <= block.last_day for day in days):
            yield days[0], days[1]
        week += WEEK
