"""Shifting a block to another race day, and putting in or taking out a rest day.

Workouts ahead move with the race; the past stays unchanged.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import Any

from planner.store import quick
from planner.text import format_count
from planner.training.blocks import Block, block_on
from planner.training.formatting import format_day, format_day_and_year
from planner.training.refusal import RefusedError
from planner.training.rescheduling import can_be_moved, move_plan_by_days, move_with_plan, push_days
from planner.training.weeks import DAY
from planner.training.workouts import Sport, StoredStatus, Workout
from planner.usecases.blocks.sled_availability import fit_to_sled_availability
from planner.usecases.blocks.slotting_problem import shift_problem
from planner.usecases.calendar.move import PUSH_HORIZON
from planner.usecases.changes import Change
from planner.usecases.history.reversals import plan_take_out_again
from planner.usecases.planbook import Planbook


def find_block(book: Planbook, number: int | None = None) -> Block:
    """Return the block with a number; without one the block that contains today, else the next one.

    Raises:
        RefusedError: There is no such block.
    """
    blocks = quick.read_blocks(book.path)
    if number is None:
        ahead = [block for block in blocks if block.last_day >= book.today]
        if not ahead:
            raise RefusedError("There is no current or future block.")
        return ahead[0]
    block = next((block for block in blocks if block.id == number), None)
    if block is None:
        raise RefusedError(f"There is no block {number}.")
    return block


def workouts_of_block(book: Planbook, block: Block) -> list[Workout]:
    """Return the workouts of a block, also those moved up to a year before or after it.

    Raises:
        RefusedError: The file cannot be read.
    """
    reach = DAY * 366
    first, last = (
        max(block.start, dt.date(1970, 1, 1) + reach) - reach,
        min(block.last_day, dt.date(2198, 1, 1)) + reach,
    )
    return [workout for workout in quick.read_days(book.path, first, last) if workout.block_id == block.id]


def future_race_date(book: Planbook, block: Block, race: dt.date) -> dt.date:
    """Return the race day of a block, once it is sure that it can become another day.

    Raises:
        RefusedError: It has no race, or the race is or would be past.
    """
    if block.race_date is None:
        raise RefusedError(f"{block.name} has no race, so there is no race day to shift it to.")
    if block.race_date < book.today:
        raise RefusedError(f"The race of {block.name} was on {block.race_date}; what is past stays.")
    if race < book.today:
        raise RefusedError(f"The race day {race} is past: today is {book.today}.")
    return block.race_date


def plan_shift(book: Planbook, block: Block, race: dt.date) -> Change:
    """Shift a block so that its goal race is on another day.

    Raises:
        RefusedError: It has no race, the race is or would be past, or workouts would move before today.
    """
    days = (race - future_race_date(book, block, race)).days
    if days == 0:
        return Change("")
    ahead = [workout for workout in workouts_of_block(book, block) if _moves_with_race(workout, block, book.today)]
    early = [workout for workout in ahead if workout.is_training and workout.date + DAY * days < book.today]
    if early:
        first = min(workout.date for workout in early) + DAY * days
        raise RefusedError(
            f"{format_count(len(early), 'workout')} of {block.name} would move before today, "
            f"the first on {first}; take a later race day, or take some weeks out first."
        )
    shifted = _shifted(block, days, book.today)
    slotting = quick.read_slotting(book.path, block.id)
    changed = tuple(move_plan_by_days(workout, days) for workout in ahead)
    problems: tuple[tuple[int, dict[str, Any]], ...] = ()
    if slotting is not None:
        workouts = [*(workout for workout in workouts_of_block(book, block) if workout not in ahead), *changed]
        problems = ((block.id, shift_problem(json.loads(slotting[0]), block, shifted, workouts)),)
    weeks, rest = divmod(abs(days), 7)
    distance = format_count(weeks, "week") if weeks and not rest else format_count(abs(days), "day")
    change = Change(
        f"shift: {block.name} to its race on {format_day_and_year(race)}",
        changed=changed,
        blocks=(shifted,),
        slotting_problems=problems,
        remarks=(f"{distance} {'later' if days > 0 else 'earlier'}.",),
    )
    return fit_to_sled_availability(book, change)


def plan_rest(book: Planbook, day: dt.date) -> Change:
    """Put a rest day in on a day with training, or take it out on a day without.

    Put in: training from that day on moves a day later, up to the next free day, whose rest day is used up. Taken out:
    training after that day moves a day earlier, up to the next free day; where nothing was changed since the rest day
    was put in, only what it moved goes back.

    Raises:
        RefusedError: The day is past, has training that is done, skipped or locked, a race would have to move, or there
            is nothing to move earlier.
    """
    training = [workout for workout in quick.read_days(book.path, day, day) if workout.is_training]
    done = next((workout for workout in training if workout.status is not StoredStatus.PLANNED), None)
    if done is not None:
        raise RefusedError(f"{done.title or done.sport.value} on {format_day(day)} is {done.status}, and stays.")
    locked = next((workout for workout in training if workout.locked), None)
    if locked is not None:
        raise RefusedError(f"{locked.title or locked.sport.value} on {format_day(day)} is locked; unlock it first.")
    if day < book.today:
        raise RefusedError(f"{format_day(day)} is past; a rest day is put in or taken out from today on.")
    return fit_to_sled_availability(book, _put_in(book, day)) if training else _take_out(book, day)


def _moves_with_race(workout: Workout, block: Block, today: dt.date) -> bool:
    """Return whether a workout is still planned, and it or the whole block is ahead; other races keep their days."""
    if workout.is_race and workout.date != block.race_date:
        return False
    return workout.status is StoredStatus.PLANNED and (workout.date >= today or block.start >= today)


def _shifted(block: Block, days: int, today: dt.date) -> Block:
    """Return the block with its race and last day shifted; so are its start and phases, unless they are past."""
    assert block.race_date is not None
    race, last = block.race_date + DAY * days, block.last_day + DAY * days
    if block.start >= today:
        return replace(block, start=block.start + DAY * days, race_date=race)
    length = max((last - block.start).days + 1, 1)
    phases: dict[int, str] = {}
    for first, name in block.phases:
        begin = first + days if block.start + DAY * first > today else first
        if 0 <= begin < length:
            phases[begin] = name
    return replace(block, race_date=race, days=length, phases=tuple(sorted(phases.items())))


def _put_in(book: Planbook, day: dt.date) -> Change:
    ahead = quick.read_days(book.path, day, day + PUSH_HORIZON)
    changed = push_days(filter(can_be_moved, ahead), day)
    gap = max(workout.date for workout in changed)
    remark = f"{_days_move(len({workout.date for workout in changed}))} on to {format_day(gap)}."
    rests = [workout for workout in ahead if workout.date == gap and workout.sport is Sport.REST]
    if rests:  # the rest day of the free day comes forward, so that there are as many as before
        changed, added = (*changed, move_with_plan(rests[0], day)), []
    else:
        block = block_on(quick.read_blocks(book.path), day)
        added = [Workout(day, Sport.REST, None, "Rest", block_id=block.id if block else None)]
    return Change(
        f"rest: put in on {format_day_and_year(day)}", changed, tuple(added), tuple(rests[1:]), remarks=(remark,)
    )


def _take_out(book: Planbook, day: dt.date) -> Change:
    name = f"rest: taken out on {format_day_and_year(day)}"
    again = plan_take_out_again(book, day)
    if again is not None:
        stored = quick.read_workouts(book.path, [workout.id for workout in again.changed])
        last = max(one.date for one, back in zip(stored, again.changed, strict=True) if one.date != back.date)
        return replace(again, name=name, remarks=(f"The days up to {format_day(last)} come closer.",))
    ahead = quick.read_days(book.path, day, day + PUSH_HORIZON)
    changed = push_days(filter(can_be_moved, ahead), day + DAY, step=-1)
    if not changed:
        raise RefusedError(f"There is nothing after {format_day(day)} that could come a day closer.")
    gap = max(workout.date for workout in changed) + DAY
    rests = tuple(
        move_with_plan(workout, gap) for workout in ahead if workout.date == day and workout.sport is Sport.REST
    )
    remark = f"The days up to {format_day(gap)} come closer."
    return fit_to_sled_availability(book, Change(name, (*changed, *rests), remarks=(remark,)))


def _days_move(days: int) -> str:
    return "1 day goes" if days == 1 else f"{days} days go"
