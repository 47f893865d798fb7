"""Workouts that are planned again after they were skipped, or after what was done in their place is gone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from planner.invocation import program
from planner.store import quick
from planner.text import clean_line
from planner.training.formatting import format_day, workout_title
from planner.training.refusal import RefusedError
from planner.training.workouts import StoredStatus, Workout
from planner.usecases.changes import Change
from planner.usecases.planbook import Planbook

_MAX_REASON = 60


def plan_again(workout: Workout) -> Workout:
    """Return a skipped or replaced workout as planned; any other as it is."""
    if workout.status is not StoredStatus.SKIPPED:
        return workout
    return replace(workout, status=StoredStatus.PLANNED, skip_reason=None, replaced_by_id=None)


def check_not_replaced(workout: Workout) -> None:
    """Refuse to move a workout in whose place something else was done.

    Raises:
        RefusedError: It was replaced; the sentence says what to do.
    """
    by = workout.replaced_by_id
    if by is not None:
        raise RefusedError(
            f"Workout {workout.id} was replaced by workout {by}, which was done, so it stays on its day: "
            f"{program()} delete {by}, or D on its day, plans workout {workout.id} again."
        )


def planned_again_remarks(skipped: Sequence[Workout]) -> tuple[str, ...]:
    """Return what to say of skipped workouts that are planned again because they are moved.

    Args:
        skipped: The workouts as they were before.
    """
    if len(skipped) == 1:
        reason = clean_line(skipped[0].skip_reason or "no reason given", _MAX_REASON)
        return (f"It was skipped ({reason}) and is planned again.",)
    return (f"{len(skipped)} of them were skipped and are planned again.",) if skipped else ()


def free_replaced(book: Planbook, change: Change) -> Change:
    """Return a change that also plans again what its removed workouts were done in place of.

    Raises:
        RefusedError: The file cannot be read.
    """
    removed = {workout.id: workout for workout in change.removed}
    found = quick.read_replaced_by(book.path, [one.id for one in change.removed if one.actual is not None])
    freed = [one for one in found if one.id not in removed]
    remarks = (_freed_remark(one, removed[one.replaced_by_id or 0]) for one in freed)
    return replace(change, changed=(*change.changed, *map(plan_again, freed)), remarks=(*change.remarks, *remarks))


def _freed_remark(freed: Workout, substitute: Workout) -> str:
    name, other = (workout_title(one, _MAX_REASON) for one in (freed, substitute))
    return f"{name} of {format_day(freed.date)}, in whose place {other} was done, is planned again."
