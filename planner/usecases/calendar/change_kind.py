"""Sessions that an edit or an addition leaves without sets of their own: they get the dose of their week."""

from __future__ import annotations

from dataclasses import replace

from planner.training.blocks import Block
from planner.training.doses import TARGET_RPE
from planner.training.kind_changes import former_of_kind
from planner.training.leg_load import is_of_own_exercises
from planner.training.workouts import SESSION_MINUTES, Effort, Sport, StoredStatus, Workout
from planner.usecases.planbook import Planbook


def with_missing_dose(book: Planbook, new: Workout, block: Block | None) -> tuple[Workout, tuple[str, ...]]:
    """Return a new planned session without sets with those of its week, and remarks on them; any other as it is.

    A time and a rating that were given stay.

    Raises:
        RefusedError: Its kind is kept out on that day; the sentence says what to do.
    """
    if not _gets_dose(new) or new.planned.sets:
        return new, ()
    return _with_dose(book, new, new.planned, block)


def with_dose_of_new_kind(
    book: Planbook, before: Workout, after: Workout, block: Block | None
) -> tuple[Workout, tuple[str, ...]]:
    """Return an edited workout that becomes a session of another kind with the dose of that kind, and remarks on it.

    Sets, time and rating that were given with the new kind stay; a session that had this kind before has its own again.

    Args:
        book: The planbook.
        before: The workout as it is stored.
        after: The workout as it is typed.
        block: The block that its new day is in, or None.

    Raises:
        RefusedError: The new kind is kept out on that day; the sentence says what to do.
    """
    kind = after.sport, after.kind
    if kind == (before.sport, before.kind) or after.status not in (StoredStatus.PLANNED, StoredStatus.SKIPPED):
        return after, ()
    if former_of_kind(before, kind) is not None:
        return after, ()
    if before.strength_kind is not None and after.note == before.note:
        from planner.usecases.strength.dose_of_week import note_without_dose

        after = replace(after, note=note_without_dose(book, before, block))
    if not _gets_dose(after):
        return after, ()
    if after.planned.sets != before.planned.sets or is_of_own_exercises(after):
        return _with_usual_figures(before, after), ()
    return _with_dose(book, after, _given(before, after), block)


def _gets_dose(workout: Workout) -> bool:
    is_planned = workout.actual is None and workout.status in (StoredStatus.PLANNED, StoredStatus.SKIPPED)
    return is_planned and workout.strength_kind is not None and workout.slot is not None


def _given(before: Workout, after: Workout) -> Effort:
    """Return the time and the rating that were given with a new kind; what a session had before is not given."""
    planned, had = after.planned, before.planned if before.sport is Sport.STRENGTH else Effort()
    return Effort(
        duration_s=planned.duration_s if planned.duration_s != had.duration_s else None,
        rpe=planned.rpe if planned.rpe != had.rpe else None,
    )


def _with_usual_figures(before: Workout, after: Workout) -> Workout:
    """Return a session with sets of the runner's own, and the time and rating of its new kind for those of its old."""
    planned = after.planned
    old, new = _usual_figures(before), _usual_figures(after)
    if planned.duration_s in (None, old.duration_s):
        planned = replace(planned, duration_s=new.duration_s)
    if planned.rpe in (None, old.rpe):
        planned = replace(planned, rpe=new.rpe)
    return replace(after, planned=planned)


def _usual_figures(workout: Workout) -> Effort:
    kind = workout.strength_kind
    return Effort() if kind is None else Effort(duration_s=SESSION_MINUTES[kind] * 60, rpe=TARGET_RPE[kind])


def _with_dose(book: Planbook, session: Workout, given: Effort, block: Block | None) -> tuple[Workout, tuple[str, ...]]:
    from planner.usecases.strength.dose_of_week import with_dose_of_week  # late: most edits need no dose

    dosed, remarks = with_dose_of_week(book, session, block)
    planned = replace(
        dosed.planned,
        duration_s=given.duration_s or dosed.planned.duration_s,
        rpe=dosed.planned.rpe if given.rpe is None else given.rpe,
    )
    return replace(dosed, planned=planned), remarks
