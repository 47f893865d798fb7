"""Adding, editing, deleting, locking and skipping workouts, and marking several done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from planner.invocation import program
from planner.store import quick
from planner.training.blocks import Block, block_on
from planner.training.formatting import format_day_and_year
from planner.training.outcomes import NOTHING_TYPED, record_outcome
from planner.training.races import default_priority
from planner.training.refusal import RefusedError
from planner.training.rescheduling import move_by_hand
from planner.training.run_estimates import follow_estimates, with_estimates
from planner.training.workout_names import workout_name
from planner.training.workouts import StoredStatus, Workout
from planner.usecases.blocks.provenance import paces_of_workouts, read_runner_paces
from planner.usecases.blocks.sled_availability import fit_to_sled_availability
from planner.usecases.calendar.change_kind import with_dose_of_new_kind, with_missing_dose, with_work_of_new_kind
from planner.usecases.calendar.full_days import with_full_days
from planner.usecases.calendar.mark import (
    lies_ahead,
    parse_skip_reason,
    with_outcome,
    workout_label,
    workouts_label,
)
from planner.usecases.calendar.move import blocks_with_moved_race
from planner.usecases.calendar.planned_again import (
    check_not_replaced,
    free_replaced,
    plan_again,
    planned_again_remarks,
)
from planner.usecases.calendar.race_weekend import with_moved_races, with_race_weekend
from planner.usecases.changes import Change
from planner.usecases.planbook import Planbook

_ONLY_THE_PLAN = "Only what was planned is changed; what was done changes where it is marked done again."


def plan_add(book: Planbook, workout: Workout) -> Change:
    """Add a workout as `add_to_block` does; a rest day that gets a run goes, and a full day is remarked on.

    Raises:
        RefusedError: It has an outcome on a day that is still ahead.
    """
    return with_full_days(book, add_to_block(book, workout))


def add_to_block(book: Planbook, workout: Workout) -> Change:
    """Add a workout to the block that its day is in; one with an outcome counts as done without a plan.

    A run's missing time or distance is estimated, and a session without sets gets the dose of its week. A race takes
    the place of that weekend's long run.

    Raises:
        RefusedError: It has an outcome on a day that is still ahead, or is a session without sets of a kind that is
            kept out on its day.
    """
    if workout.actual is not None and workout.date > book.today:
        day, today = format_day_and_year(workout.date), format_day_and_year(book.today)
        raise RefusedError(f"{day} is still ahead: today is {today}.")
    block = block_on(quick.read_blocks(book.path), workout.date)
    status = StoredStatus.PLANNED if workout.actual is None else StoredStatus.UNPLANNED
    new = replace(workout, block_id=block.id if block else None, status=status, id=0, version=0).made(book.today)
    paces = read_runner_paces(book, block)
    new = _with_priority(with_estimates(new, paces, quick.read_unit(book.path)), block)
    new, remarks = with_missing_dose(book, new, block)
    change = Change(f"add: {workout_label(new)}", added=(new,), remarks=remarks)
    return with_race_weekend(book, change, new, block, paces) if new.is_race else change


def plan_edit(book: Planbook, before: Workout, after: Workout) -> Change:
    """Change a workout's figures, texts, time or day. What becomes a race takes the place of that weekend's long run.

    Args:
        book: The planbook.
        before: The workout as it was read.
        after: The workout as it should be, with the same id and version.

    Raises:
        RefusedError: A done or replaced workout would move to another day, a done or skipped one would become a rest
            day or note, a race would move before its block, figures would be planned for what was done without a
            plan, or it would become a session of a kind that is kept out on its day.
    """
    if after == before:
        return Change("")
    if before.status is StoredStatus.UNPLANNED and after.planned != before.planned:
        raise RefusedError(
            f"Workout {before.id} was done without a plan; its figures change where it is marked done: "
            f"{program()} done {before.id} with the figures, or d on its day."
        )
    if before.status is not StoredStatus.PLANNED and not after.is_training:
        raise RefusedError(f"Workout {before.id} is {before.status}; it cannot become a {after.sport} day.")
    if after.date != before.date:
        check_not_replaced(before)
        if before.actual is not None:
            raise RefusedError(
                f"Workout {before.id} is {before.status}; it stays on its day. "
                f"{program()} done {before.id} --at {after.date} says that it was done on another one."
            )
        after = plan_again(move_by_hand(replace(after, date=before.date), after.date))
    block = block_on(quick.read_blocks(book.path), after.date)
    paces = paces_of_workouts(book)(after)
    after = follow_estimates(before, after, paces, quick.read_unit(book.path))
    typed = after
    after, dose_remarks = with_dose_of_new_kind(book, before, after, block)
    after, work_remarks = with_work_of_new_kind(book, before, after, block, paces)
    blocks = {one.id: one for one in blocks_with_moved_race(book, [after])}
    if block is not None and after.priority and _is_goal(after, block):  # the block has the priority of its goal
        blocks[block.id] = replace(blocks.get(block.id, block), priority=after.priority)
    after = _with_priority(after, block)
    remarks = [*planned_again_remarks([before])] if after.status is not before.status else []
    remarks += [*dose_remarks, *work_remarks, *_edit_remarks(before, typed)]
    name = f"edit: {workout_label(after)}"
    change = Change(name, changed=(after,), blocks=tuple(blocks.values()), remarks=tuple(remarks))
    if after.is_race and not before.is_race:
        change = with_race_weekend(book, change, after, block, paces)
    elif after.date != before.date:
        change = with_moved_races(book, change)
    change = with_full_days(book, change)
    # Sets that the runner has typed are wanted, whether or not there is a sled on that day.
    return fit_to_sled_availability(book, change) if after.planned == before.planned else change


def _edit_remarks(before: Workout, after: Workout) -> Iterator[str]:
    if after.actual is not None and after.planned != before.planned:
        yield _ONLY_THE_PLAN
    if after.kind != before.kind and before.planned.steps and not after.planned.steps:
        yield f"The steps of the {workout_name(before)} are left out; they come back with that kind."


def _is_goal(workout: Workout, block: Block | None) -> bool:
    return workout.is_race and block is not None and block.race_date == workout.date


def _with_priority(workout: Workout, block: Block | None) -> Workout:
    """Return a race with a priority, the usual one of its length where none is given.

    Other workouts have none, nor has the goal of a block, whose priority the block has.
    """
    if not workout.is_race or _is_goal(workout, block):
        return replace(workout, priority=None)
    return workout if workout.priority else replace(workout, priority=default_priority(workout.planned.distance_m))


def plan_delete(book: Planbook, workouts: Sequence[Workout]) -> Change:
    """Delete workouts; what one of them was done in place of is planned again.

    Raises:
        RefusedError: There are no workouts.
    """
    if not workouts:
        raise RefusedError("There is nothing to delete.")
    return free_replaced(book, Change(f"delete: {workouts_label(workouts)}", removed=tuple(workouts)))


def plan_lock(workouts: Sequence[Workout], *, locked: bool) -> Change:
    """Lock or unlock workouts; a locked workout is never moved to make room for another.

    Raises:
        RefusedError: All of them are rest days or notes.
    """
    lockable = [workout for workout in workouts if workout.is_training]
    if not lockable:
        raise RefusedError("A rest day or a note cannot be locked.")
    before = tuple(workout for workout in lockable if workout.locked is not locked)
    if not before:
        return Change("")
    changed = tuple(replace(workout, locked=locked) for workout in before)
    return Change(f"{'lock' if locked else 'unlock'}: {workouts_label(lockable)}", changed=changed, as_read=before)


def plan_skip(workouts: Sequence[Workout], reason: str) -> Change:
    """Skip workouts for a reason; those already done or skipped stay unchanged.

    Raises:
        RefusedError: The reason is empty or too long, or none of them is still planned.
    """
    skip_reason = parse_skip_reason(reason)
    open_workouts = [workout for workout in workouts if workout.is_open]
    if not open_workouts:
        raise RefusedError("None of these workouts is still planned.")
    changed = tuple(replace(workout, status=StoredStatus.SKIPPED, skip_reason=skip_reason) for workout in open_workouts)
    return Change(f"skip: {workouts_label(open_workouts)}", changed=changed)


def plan_done(book: Planbook, workouts: Sequence[Workout]) -> Change:
    """Mark workouts done as planned; those already done or skipped, and those still ahead, stay unchanged.

    Raises:
        RefusedError: None of them is still planned, on today or a day before.
    """
    due = [workout for workout in workouts if workout.is_open and not lies_ahead(workout, book.today)]
    if not due:
        raise RefusedError("None of these workouts is still planned for today or a day before.")
    changed = tuple(with_outcome(workout, record_outcome(workout, NOTHING_TYPED)) for workout in due)
    return Change(f"mark done: {workouts_label(due)}", changed=changed)
