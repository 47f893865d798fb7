"""Single workouts: adding, editing, deleting and locking them, and skipping several at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from planner.store import quick
from planner.text import TITLE_LIMIT, clean_line
from planner.training.blocks import block_on
from planner.training.formatting import count_workouts_text, format_day, kind_name
from planner.training.refusal import RefusedError
from planner.training.rescheduling import move_workout
from planner.training.workouts import StoredStatus, Workout
from planner.usecases.blocks.sled_availability import fit_to_sled_availability
from planner.usecases.calendar.move import blocks_with_moved_race
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
    state = StoredStatus.PLANNED if workout.actual is None else StoredStatus.UNPLANNED
    new = replace(workout, block_id=block.id if block else None, status=state, id=0, version=0)
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
    if before.status is not StoredStatus.PLANNED and not after.is_training:
        raise RefusedError(f"Workout {before.id} is {before.status}; it cannot become a {after.sport} day.")
    if after.date != before.date:
        if before.status is not StoredStatus.PLANNED:
            raise RefusedError(f"Workout {before.id} is {before.status}; it stays on its day.")
        after = move_workout(replace(after, date=before.date), after.date)
    change = Change(f"edit: {_label(after)}", changed=(after,), blocks=tuple(blocks_with_moved_race(book, [after])))
    return fit_to_sled_availability(book, change) if after.planned == before.planned else change  # typed sets are meant


def plan_delete(workouts: Sequence[Workout]) -> Change:
    """Without some workouts.

    Raises:
        RefusedError: None is given.
    """
    if not workouts:
        raise RefusedError("There is nothing to delete.")
    return Change(f"delete: {_label_all(workouts)}", removed=tuple(workouts))


def plan_lock(workouts: Sequence[Workout], *, locked: bool) -> Change:
    """Some workouts held where they stand, or let go: what is locked is never moved to make room.

    Raises:
        RefusedError: None of them has any work in it.
    """
    lockable = [workout for workout in workouts if workout.is_training]
    if not lockable:
        raise RefusedError("A rest day or a note cannot be locked.")
    changed = tuple(replace(workout, locked=locked) for workout in lockable if workout.locked is not locked)
    return (
        Change(f"{'lock' if locked else 'unlock'}: {_label_all(lockable)}", changed=changed) if changed else Change("")
    )


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
    open_workouts = [workout for workout in workouts if workout.is_open]
    if not open_workouts:
        raise RefusedError("None of these workouts is still planned.")
    changed = tuple(replace(workout, status=StoredStatus.SKIPPED, skip_reason=words) for workout in open_workouts)
    return Change(f"skip: {_label_all(open_workouts)}", changed=changed)


def _label(workout: Workout) -> str:
    return f"{format_day(workout.date)} {clean_line(workout.title, 60) or kind_name(workout)}"


def _label_all(workouts: Sequence[Workout]) -> str:
    if len(workouts) == 1:
        return _label(workouts[0])
    first, last = min(workout.date for workout in workouts), max(workout.date for workout in workouts)
    days = format_day(first) if first == last else f"{format_day(first)} to {format_day(last)}"
    return f"{count_workouts_text(workouts)}, {days}"
