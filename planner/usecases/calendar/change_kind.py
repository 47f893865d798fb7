"""Workouts of a new kind: a session without sets gets the dose of its week, a fast run without steps repetitions."""

from __future__ import annotations

from dataclasses import replace

from planner.store import quick
from planner.training.blocks import Block
from planner.training.doses import TARGET_RPE
from planner.training.formatting import kind_name
from planner.training.kind_changes import former_of_kind
from planner.training.leg_load import is_of_own_exercises
from planner.training.measures import format_distance
from planner.training.run_estimates import planned_without_estimates, renew_estimates
from planner.training.runner_paces import RunnerPaces
from planner.training.weeks import DAY, DAYS_A_WEEK
from planner.training.workout_names import workout_name
from planner.training.workouts import SESSION_MINUTES, Effort, RunKind, Sport, StoredStatus, Workout
from planner.usecases.blocks.stored_options import provenance_from_json
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


def with_work_of_new_kind(
    book: Planbook, before: Workout, after: Workout, block: Block | None, paces: RunnerPaces
) -> tuple[Workout, tuple[str, ...]]:
    """Return an edited run that becomes one of a fast kind with repetitions of that kind, and a remark where none fit.

    It stays as long as it is. Steps that were given with the new kind stay, and a run that had this kind before has its
    own again.

    Args:
        book: The planbook.
        before: The workout as it is stored.
        after: The workout as it is typed, with its estimates.
        block: The block that its new day is in, or None.
        paces: How fast the runner runs.
    """
    kind = after.sport, after.kind
    is_planned = after.actual is None and after.status in (StoredStatus.PLANNED, StoredStatus.SKIPPED)
    is_new = kind != (before.sport, before.kind) and former_of_kind(before, kind) is None
    metres, steps = after.planned.distance_m, after.planned.steps
    if not is_planned or not is_new or after.sport is not Sport.RUN or steps or metres is None:
        return after, ()
    from planner.training.run_plans.single_fast_runs import (  # late: most edits need no repetitions
        GOALS,
        KINDS_WITH_REPETITIONS,
        plan_fast_run,
    )

    if after.kind not in KINDS_WITH_REPETITIONS:
        return after, ()
    request = provenance_from_json(block.provenance).plan_request if block is not None else None
    goal = GOALS.get(block.race_distance) if block is not None and block.race_distance is not None else None
    length = planned_without_estimates(after)
    effort = Effort(metres, None if length.distance_m else length.duration_s)
    week_m = None if block is None else _week_m(book, after, block)
    fast = plan_fast_run(RunKind(after.kind), effort, paces, week_m=week_m, goal=request.goal if request else goal)
    unit = quick.read_unit(book.path)
    if fast is None:
        return after, (f"No repetitions fit into {format_distance(metres, unit)}: the {workout_name(after)} has none.",)
    title = fast.title if after.title == kind_name(after) else after.title
    run = replace(after, title=title, planned=replace(after.planned, steps=fast.steps))
    return renew_estimates(run, paces, unit), ()


def _week_m(book: Planbook, run: Workout, block: Block) -> float:
    """Return how far is run in the week of a run in its block, in metres, with the run as it will be."""
    first = block.start + DAY * DAYS_A_WEEK * block.week_index(run.date)
    runs = quick.read_days(book.path, first, first + DAY * (DAYS_A_WEEK - 1), Sport.RUN)
    others = (one.planned.distance_m or 0.0 for one in runs if one.id != run.id and one.skip_reason is None)
    return sum(others) + (run.planned.distance_m or 0.0)


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
