"""Editing a workout that was done: its figures and its note are what was done of it, and the plan stays as it was."""

from __future__ import annotations

from dataclasses import replace

from planner.invocation import program
from planner.training.kinds import kind_word
from planner.training.outcomes import TypedOutcome, outcome_of_other_kind, record_outcome
from planner.training.refusal import RefusedError
from planner.training.workout_names import has_own_title, session_title
from planner.training.workouts import StoredStatus, Workout
from planner.usecases.calendar.edit import plan_edit
from planner.usecases.calendar.mark import with_outcome, workout_label
from planner.usecases.calendar.mark_remarks import beaten_records, dropped_estimates
from planner.usecases.changes import Change
from planner.usecases.planbook import Planbook

FIELDS_OF_WHAT_WAS_DONE = ("distance", "time", "rpe", "sled", "sit", "exercises", "note")
"""The fields of `planner.training.workout_fields` that say of a done workout what was done."""

_PLAN_STAYS = "What was done is changed; the plan stays as it was."


def plan_edit_done(book: Planbook, before: Workout, after: Workout, typed: TypedOutcome) -> Change:
    """Change what was done of a workout, and what it has whether or not it was done: title, time of day, priority.

    Args:
        book: The planbook.
        before: The workout as it was read, with an outcome.
        after: The same with the edited title, time of day, day, kind and steps.
        typed: What was done.

    Raises:
        RefusedError: Its kind, its steps or its day would change, which are the plan's, or its note is too long.
    """
    _check_plan_stays(before, after)
    change = plan_edit(book, before, after)
    edited = next((one for one in change.changed if one.id == before.id), before)
    recorded = before
    if after.sport is not before.sport:  # what its new sport does not have goes, as the distance of a session
        recorded = replace(before, actual=outcome_of_other_kind(before, after.sport))
    done = _with_title_of_done_sets(before, with_outcome(edited, record_outcome(recorded, typed)))
    if done == before:
        return Change("")
    others = tuple(one for one in change.changed if one.id != before.id)
    remarks = list(change.remarks)
    if done.actual != before.actual:
        remarks += dropped_estimates(before, done, typed)
        remarks += [_PLAN_STAYS] if before.status is StoredStatus.DONE else []
        remarks += beaten_records(book, before, done)
    name = change.name or f"record again: {workout_label(before)}"
    return replace(change, name=name, changed=(done, *others), remarks=tuple(remarks))


def _with_title_of_done_sets(before: Workout, done: Workout) -> Workout:
    """Return what has become a session of another kind with a title that says what was done, unless it has its own."""
    kind, outcome = done.strength_kind, done.actual
    if kind is None or outcome is None or kind == before.kind or not has_own_title(done):
        return done
    return replace(done, title=session_title(kind, outcome.effort.sets))


def _check_plan_stays(before: Workout, after: Workout) -> None:
    number = before.id
    if before.status is not StoredStatus.DONE:
        return
    if (after.sport, after.kind) != (before.sport, before.kind):
        kind = kind_word(after.sport, after.kind)
        raise RefusedError(
            f"Workout {number} is done, and its kind is the plan's: {program()} done {number} --as {kind} records that "
            "another one was done in its place."
        )
    if after.planned != before.planned:
        raise RefusedError(
            f"Workout {number} is done, and its steps are the plan's: "
            f"{program()} done {number} --off plans it again first."
        )
