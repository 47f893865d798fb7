"""Swapping two days, or two weekdays in every week that is left of a block."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from planner.store import quick
from planner.training.arranging import DAY, WEEK, is_race, swapped
from planner.training.blocks import Block, block_on
from planner.training.refusal import RefusedError
from planner.training.wording import day_name
from planner.training.workouts import State, Workout
from planner.usecases.changes import Change
from planner.usecases.moving import races_moved
from planner.usecases.planbook import Planbook
from planner.usecases.sleddays import minding_the_sled


def plan_swap(book: Planbook, one: dt.date, other: dt.date) -> Change:
    """Everything still planned on two days, each on the other's; what is done or skipped stays.

    Raises:
        RefusedError: Neither day holds anything that could go.
    """
    if one == other:
        return Change("")
    held = [*quick.read_days(book.path, one, one), *quick.read_days(book.path, other, other)]
    changed = swapped((workout for workout in held if workout.state is State.PLANNED), one, other)
    if not changed:
        raise RefusedError(f"Neither {day_name(one)} nor {day_name(other)} holds anything that is still planned.")
    stays = len(held) - len(changed)
    remarks = [f"{stays} done or skipped stay{'s' * (stays == 1)}."] if stays else []
    remarks += ["The race moves too."] if any(is_race(workout) for workout in changed) else []
    change = Change(
        f"swap: {day_name(one)} and {day_name(other)}",
        changed=changed,
        blocks=tuple(races_moved(book, changed)),
        remarks=tuple(remarks),
    )
    return minding_the_sled(book, change)


def plan_swap_weekdays(book: Planbook, one: dt.date, other: dt.date) -> Change:
    """The weekdays of two days swapped in every week from today to the end of the block that holds the first of them.

    A week in which either day is past or holds a race stays as it is.

    Raises:
        RefusedError: No block holds the day, the weekdays are the same, or nothing is left to swap.
    """
    block = block_on(quick.read_blocks(book.path), one)
    if block is None:
        raise RefusedError(f"No block holds {day_name(one)}, so there are no weeks to swap its weekdays in.")
    if one.weekday() == other.weekday():
        return Change("")
    held: dict[dt.date, list[Workout]] = {}
    for workout in quick.read_days(book.path, max(block.start, book.today), block.last):
        held.setdefault(workout.date, []).append(workout)
    changed: list[Workout] = []
    races = 0
    for first, second in _pairs(book, block, one.weekday(), other.weekday()):
        standing = [*held.get(first, []), *held.get(second, [])]
        if any(is_race(workout) for workout in standing):
            races += 1
        else:
            changed += swapped((workout for workout in standing if workout.state is State.PLANNED), first, second)
    names = f"{one:%A}s and {other:%A}s"
    if not changed:
        raise RefusedError(f"Nothing is left to swap between {names} of {block.name}.")
    remark = f"{races} week{'s' * (races > 1)} with a race on one of them stay{'s' * (races == 1)}."
    change = Change(f"swap: {names} of {block.name}", changed=tuple(changed), remarks=(remark,) * (races > 0))
    return minding_the_sled(book, change)


def _pairs(book: Planbook, block: Block, one: int, other: int) -> Iterator[tuple[dt.date, dt.date]]:
    """The two weekdays of every week, by the runner's first day of the week, where both are ahead and in the block."""
    week_start = quick.read_athlete(book.path).week_start
    begin = max(block.start, book.today)
    week = begin - DAY * ((begin.weekday() - week_start) % 7)
    while week <= block.last:
        days = tuple(week + DAY * ((weekday - week_start) % 7) for weekday in (one, other))
        if all(begin <= day <= block.last for day in days):
            yield days[0], days[1]
        week += WEEK
