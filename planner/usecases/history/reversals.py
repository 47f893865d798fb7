"""Changes that lead back: a rest day taken out again, days swapped a second time, a copy deleted.

Such a change takes back what an earlier operation did, if nothing that matters to it was changed since. It then leaves
nothing of that operation behind: rest days that gave way come back, and workouts have the sets and reasons they had.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from planner.store import quick, reversals
from planner.store.journal import RowChange
from planner.store.reversals import PastOperation, RowKey
from planner.text import join_first
from planner.training.blocks import Block
from planner.training.doses import NO_SLED_NOTE
from planner.training.formatting import format_day
from planner.training.refusal import RefusedError
from planner.training.weeks import DAY
from planner.training.workout_names import workout_name
from planner.training.workouts import Sport, StoredStatus, Workout
from planner.usecases.changes import Change, Reversal
from planner.usecases.planbook import Planbook

_TABLES = frozenset({"item", "exercise_set", "block", "slotting", "absence", "busy_time"})
"""An operation that changed rows of other tables, too, is not reversed."""
_MOVERS = ("add: ", "copy: ", "move: ", "swap: ", "shift: ", "rest: ")
"""Names of operations that change what a workout is only where it gives way or has no sled on its new day."""
_PLAN_COLUMNS = ("date", "slot", "start", "sport", "kind", "planned_distance_m", "planned_duration_s", "locked")
"""The columns of a workout that the places and reasons of other workouts follow from."""


def with_reversal(book: Planbook, change: Change) -> Change:
    """Return a change as one that leaves nothing of an earlier operation, where it leads back to before that one.

    Any other change comes back as it is.

    Raises:
        RefusedError: The file cannot be read.
    """
    if change.is_empty or change.reverses is not None or not _may_reverse(change):
        return change
    return _find(book, lambda operation: _reversed(book, change, operation)) or change


def plan_take_out_again(book: Planbook, day: dt.date) -> Change | None:
    """Return the change that takes a rest day out which was put in before, if nothing was changed since.

    Its name and remarks are empty. None where the rest day is another one, or where something was changed.

    Raises:
        RefusedError: The file cannot be read.
    """

    def take_out(operation: PastOperation) -> Change | None:
        return _inverse(book, operation) if _has_put_in_rest(operation, day) else None

    return _find(book, take_out)


def plan_leave_place_again(book: Planbook, session: Workout) -> Change | None:
    """Return the change that takes a session from the place to which it was forced, if nothing was changed since.

    Its name and remarks are empty. None where it was locked there otherwise, or where something was changed.

    Raises:
        RefusedError: The file cannot be read.
    """

    def leave(operation: PastOperation) -> Change | None:
        row = operation.rows.get(("item", session.id))
        if row is None or not operation.name.startswith("force: ") or (row.before or {}).get("locked"):
            return None
        return _inverse(book, operation)

    return _find(book, leave)


def _may_reverse(change: Change) -> bool:
    """Return whether a change does only what a reversal can do."""
    has_more = change.runner or change.busy_times or change.exercises or change.removed_exercises
    return not (has_more or change.added or change.absences)


def _find(book: Planbook, reverse: Callable[[PastOperation], Change | None]) -> Change | None:
    """Return what a function answers for the newest operation it has an answer for; None where it has none."""
    past = book.cache.get(book.path, "past operations", lambda: reversals.read_past_operations(book.path))
    for operation, since in reversals.rows_since(past):
        if {table for table, _ in operation.rows} <= _TABLES and not _is_edited(operation, since):
            try:
                found = reverse(operation)
            except RefusedError:  # a workout of it is gone, or damaged: there is no way back
                continue
            if found is not None:
                return found
    return None


def _is_edited(operation: PastOperation, since: Mapping[RowKey, RowChange]) -> bool:
    """Return whether later operations changed what an operation changed, or anything planned near to it.

    Other workouts may have been marked since.
    """
    return any(
        key in operation.rows or not (_is_mark(row) or row.table.startswith("recording")) for key, row in since.items()
    )


def _is_mark(row: RowChange) -> bool:
    if row.table == "exercise_set":
        return all(values is None or values["part"] == "actual" for values in (row.before, row.after))
    if row.table != "item" or row.before is None or row.after is None:
        return False
    return all(row.before.get(name) == row.after.get(name) for name in _PLAN_COLUMNS)


def _has_put_in_rest(operation: PastOperation, day: dt.date) -> bool:
    """Return whether an operation put a rest day in on a day: training went one day on, and the rest day came."""
    came, steps = 0, set()
    for row in operation.rows_of("item"):
        if row.after is None:
            return False
        before = dt.date.fromisoformat(row.before["date"]) if row.before is not None else None
        after = dt.date.fromisoformat(row.after["date"])
        if row.after["sport"] == Sport.REST:
            came += after == day != before
        elif before is None:
            return False
        elif before != after:
            steps.add(after - before)
    return came == 1 and steps == {DAY}


def _inverse(book: Planbook, operation: PastOperation) -> Change:
    """Return what takes an operation back, without a name.

    Raises:
        RefusedError: A workout that it changed or added is gone, or the file cannot be read.
    """
    before = {one.id: one for one in reversals.read_workouts_before(book.path, operation)}
    rows = operation.rows_of("item")
    changed = tuple(before[row.row_id] for row in rows if row.before is not None and row.after is not None)
    added = tuple(before[row.row_id] for row in rows if row.after is None)
    removed = tuple(quick.read_workouts(book.path, [row.row_id for row in rows if row.before is None]))
    reversal = Reversal(operation.id, changed, added, removed)
    return Change("", changed, added, removed, reversal=reversal)


def _reversed(book: Planbook, change: Change, operation: PastOperation) -> Change | None:
    """Return a change as the reversal of an operation; None where it leads to anything else than was before that."""
    if not _touches_same(book, change, operation):
        return None
    inverse = _inverse(book, operation)
    if {one.id for one in inverse.removed} != {one.id for one in change.removed}:
        return None
    wanted = {one.id: one for one in change.changed}
    numbers = [*{one.id: one for one in (*inverse.changed, *change.changed)}]
    for stored in quick.read_workouts(book.path, numbers):
        before = next((one for one in inverse.changed if one.id == stored.id), stored)
        if not _leads_back(operation, stored, wanted.get(stored.id, stored), before):
            return None
    return replace(
        change,
        changed=inverse.changed,
        added=inverse.added,
        removed=inverse.removed,
        remarks=(*change.remarks, *_what_is_back(inverse.added)),
        reversal=inverse.reversal,
    )


def _touches_same(book: Planbook, change: Change, operation: PastOperation) -> bool:
    """Return whether a change takes out what an operation brought besides workouts, and changes its blocks back."""
    blocks = {row.row_id: reversals.block_before(row) for row in operation.rows_of("block")}
    if {block.id for block in change.blocks} != set(blocks):
        return False
    if not all(_is_same_block(block, blocks[block.id]) for block in change.blocks):
        return False
    if {row.row_id for row in operation.rows_of("slotting")} != {number for number, _ in change.slotting_problems}:
        return False
    absences = operation.rows_of("absence")
    came = {row.row_id for row in absences if row.before is None}
    if len(came) != len(absences) or came != {absence.id for absence in change.ended_absences}:
        return False
    busy = operation.rows_of("busy_time")
    if change.busy_times is None:
        return not busy
    stored = quick.read_busy_times(book.path, dt.date.min, dt.date.max)
    return len(stored) == sum(row.before is None for row in busy) == len(busy)


def _is_same_block(block: Block, before: Block | None) -> bool:
    """Return whether a block becomes again what it was, but for a length and phases that a shift has cut."""
    return before is not None and replace(block, version=0, days=1, phases=()) == replace(
        before, version=0, days=1, phases=()
    )


def _leads_back(operation: PastOperation, stored: Workout, wanted: Workout, before: Workout) -> bool:
    """Return whether a change brings a workout to where and what it was before.

    Args:
        operation: What is taken back.
        stored: The workout as it is.
        wanted: As the change leaves it.
        before: As the operation found it.
    """
    if _place(wanted) != _place(before):
        return False
    if _contents(wanted) == _contents(before):
        return True
    # what a mover changed in it was not asked for, so it goes back too: unless the change says what it should be
    is_sled_back = NO_SLED_NOTE in stored.note and NO_SLED_NOTE not in before.note
    return operation.name.startswith(_MOVERS) and (is_sled_back or _contents(wanted) == _contents(stored))


def _place(workout: Workout) -> tuple[object, ...]:
    """Return where a workout is, and what has become of it."""
    dates = workout.date, workout.original_date, workout.plan_date
    return *dates, workout.slot, workout.start, workout.locked, workout.status, workout.skip_reason


def _contents(workout: Workout) -> Workout:
    """Return what a workout is, planned and done: without its place, and without the reason, which is about that."""
    return replace(
        workout,
        date=dt.date.min,
        original_date=None,
        plan_date=None,
        slot=None,
        start=None,
        locked=False,
        status=StoredStatus.PLANNED,
        skip_reason=None,
        reason=None,
        version=0,
    )


def _what_is_back(workouts: Sequence[Workout]) -> Iterator[str]:
    """Yield which rest days and other workouts come back."""
    rests = [format_day(one.date) for one in workouts if one.sport is Sport.REST]
    if rests:
        yield f"The rest day{'s' * (len(rests) > 1)} of {join_first(rests)} {'is' if len(rests) == 1 else 'are'} back."
    others = [f"{workout_name(one)} of {format_day(one.date)}" for one in workouts if one.sport is not Sport.REST]
    if others:
        yield f"The {join_first(others)} {'is' if len(others) == 1 else 'are'} back."
