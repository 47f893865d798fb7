"""Single workouts: adding, editing, deleting and locking them, and skipping several at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from planner.store import quick
from planner.text import TITLE_LIMIT, clean_line
from planner.training.arranging import moved
from planner.training.blocks import block_on
from planner.training.refusal import RefusedError
from planner.training.wording import asks_for_work, counted, day_name, kind_name
from planner.training.workouts import State, Workout
from planner.usecases.blocks.sled_availability import minding_the_sled
from planner.usecases.calendar.move import races_moved
from planner.usecases.changes import Change
from planner.usecases.planbook import Planbook


def plan_add(book: Planbook, workout: Workout) -> Change:
    """A new workout; it belongs to the block its day lies in. One with an outcome was done without a plan.

    Raises:
        RefusedError: It was done on a day that is still ahead.
    """
    if workout.actual is not None and workout.date > book.today:
        raise RefusedError(f"{workout.date} is still ahead: today is {book.today}.")
    block = block_on(quick.read_blocks(book.path), workout.date)
    state = State.PLANNED if workout.actual is None else State.UNPLANNED
    new = replace(workout, block_id=block.id if block else None, state=state, id=0, version=0)
    return Change(f"add: {_label(new)}", added=(new,))


def plan_edit(book: Planbook, before: Workout, after: Workout) -> Change:
    """A workout with other figures, words, time or day.

    Args:
        book: Where.
        before: As it was read.
        after: As it shall be, under the same number and version.

    Raises:
        RefusedError: What was done or skipped would move to another day, or what was done would ask for nothing.
    """
    if after == before:
        return Change("")
    if before.state is not State.PLANNED and not asks_for_work(after):
        raise RefusedError(f"Workout {before.id} is {before.state}; it cannot become a {after.sport} day.")
    if after.date != before.date:
        if before.state is not State.PLANNED:
            raise RefusedError(f"Workout {before.id} is {before.state}; it stays on its day.")
        after = moved(replace(after, date=before.date), after.date)
    change = Change(f"edit: {_label(after)}", changed=(after,), blocks=tuple(races_moved(book, [after])))
    return minding_the_sled(book, change) if after.planned == before.planned else change  # typed sets are meant


def plan_delete(workouts: Sequence[Workout]) -> Change:
    """Without some workouts.

    Raises:
        RefusedError: None is given.
    """
    if not workouts:
        raise RefusedError("There is nothing to delete.")
    return Change(f"delete: {_together(workouts)}", removed=tuple(workouts))


def plan_lock(workouts: Sequence[Workout], *, locked: bool) -> Change:
    """Some workouts held where they stand, or let go: what is locked is never moved to make room.

    Raises:
        RefusedError: None of them has any work in it.
    """
    held = [workout for workout in workouts if asks_for_work(workout)]
    if not held:
        raise RefusedError("A rest day or a note cannot be locked.")
    changed = tuple(replace(workout, locked=locked) for workout in held if workout.locked is not locked)
    return Change(f"{'lock' if locked else 'unlock'}: {_together(held)}", changed=changed) if changed else Change("")


def plan_skip(workouts: Sequence[Workout], reason: str) -> Change:
    """Some workouts that will not be done, and why; those done or skipped already stay as they are.

    Raises:
        RefusedError: The reason is empty or too long, or none of them is still planned.
    """
    if len(reason) > TITLE_LIMIT:
        raise RefusedError(f"A reason can hold {TITLE_LIMIT} characters; this one has {len(reason)}.")
    words = clean_line(reason)
    if not words:
        raise RefusedError("A skipped workout needs a reason, if only one word.")
    still = [workout for workout in workouts if workout.state is State.PLANNED and asks_for_work(workout)]
    if not still:
        raise RefusedError("None of these workouts is still planned.")
    changed = tuple(replace(workout, state=State.SKIPPED, skip_reason=words) for workout in still)
    return Change(f"skip: {_together(still)}", changed=changed)


def _label(workout: Workout) -> str:
    return f"{day_name(workout.date)} {clean_line(workout.title, 60) or kind_name(workout)}"


def _together(workouts: Sequence[Workout]) -> str:
    if len(workouts) == 1:
        return _label(workouts[0])
    first, last = min(workout.date for workout in workouts), max(workout.date for workout in workouts)
    days = day_name(first) if first == last else f"{day_name(first)} to {day_name(last)}"
    return f"{counted(workouts)}, {days}"
