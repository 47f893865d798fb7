"""Marking workouts done or skipped.

This is what a runner does every morning, perhaps over a slow line, so it loads SQLModel only when one workout replaces
another.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from planner.store import quick
from planner.text import NOTE_LIMIT, TITLE_LIMIT, clean_line, clean_note
from planner.training.formatting import format_day, kind_name
from planner.training.kinds import WorkoutKind, kind_word
from planner.training.refusal import RefusedError, check_length
from planner.training.weeks import WEEK
from planner.training.workouts import AS_PLANNED, ENTERED, Effort, ExerciseSet, Outcome, Sport, StoredStatus, Workout
from planner.usecases.planbook import Planbook


@dataclass(frozen=True, slots=True)
class Marked:
    """A workout that was marked, as stored, and what follows from it.

    Attributes:
        name: What the history calls the operation.
        workout: The workout that was done or skipped.
        followed: The coming strength sessions whose doses follow the log, with their new doses.
        remarks: What changes in them and why, a sentence each.
    """

    name: str
    workout: Workout
    followed: tuple[Workout, ...] = ()
    remarks: tuple[str, ...] = ()


def mark_done(
    book: Planbook,
    workout_id: int,
    *,
    distance_m: float | None = None,
    duration_s: int | None = None,
    rpe: float | None = None,
    sets: tuple[ExerciseSet, ...] | None = None,
    pain: int | None = None,
    pain_next: int | None = None,
    note: str = "",
    done_on: dt.date | None = None,
    replacement: WorkoutKind | None = None,
    as_read: Workout | None = None,
) -> Marked:
    """Record that a workout was done; the doses of the coming strength sessions follow, in the same operation.

    Without a distance, a time and sets, the planned figures are recorded as done, with the rating if one is given, and
    the record says that they are the plan's. With a distance or a time, figures that are not given stay unknown, except
    the sets of a strength session, which are the planned ones. A workout that was already done is recorded again; if
    only the pain of the next morning is given, it is added to the existing record.

    Args:
        book: The planbook.
        workout_id: The workout's id.
        distance_m: Metres covered.
        duration_s: Seconds taken.
        rpe: Perceived exertion, 0 to 10 (CR10).
        sets: Sled rounds and wall sits done; None for the planned ones.
        pain: The worst pain, 0 to 10.
        pain_next: The pain of the next morning, 0 to 10.
        note: The runner's words.
        done_on: The day it was done, when that is not its own day; the workout moves there.
        replacement: The sport and kind done in its place; when they differ from the workout's, it is skipped and
            replaced by a new workout that was not planned, which is returned.
        as_read: The workout as the runner saw it; when another session has changed it since, nothing is recorded.

    Raises:
        StaleEditError: The workout was changed since it was read.
        RefusedError: There is no such workout, it is a rest day or note or was replaced, it or ``done_on`` is still
            ahead, nothing can replace it, the note is too long, or a figure breaks a rule of the schema.
    """
    workout = as_read or quick.read_workout(book.path, workout_id)
    if not workout.is_training:
        raise RefusedError(f"Workout {workout_id} is a {workout.sport}: there is nothing to mark done.")
    if done_on is not None and done_on > book.today:
        raise RefusedError(f"{done_on} is still ahead: today is {book.today}.")
    if done_on is None and lies_ahead(workout, book.today):
        raise RefusedError(
            f"{format_day(workout.date)} ({workout.date}) is still ahead: today is {book.today}. "
            f"If workout {workout.id} was done today, add: --at today"
        )
    if (by := workout.replaced_by_id) is not None:
        raise RefusedError(f"Workout {workout.id} was replaced by workout {by} already; undo that first, or edit {by}.")
    is_replaced = replacement is not None and replacement != (workout.sport, workout.kind)
    other_figures = (distance_m, duration_s, rpe, sets, pain, note or None, done_on, replacement)
    if pain_next is not None and workout.actual is not None and all(figure is None for figure in other_figures):
        with_pain = replace(workout, actual=replace(workout.actual, pain_next=pain_next))
        name = f"pain the next morning: {workout_label(workout)}"
        return _store(book, workout, with_pain, name)
    outcome = _build_outcome(Effort() if is_replaced else workout.planned, distance_m, duration_s, rpe, sets)
    outcome = replace(outcome, note=clean_note(check_length(note, NOTE_LIMIT, "note")), pain=pain, pain_next=pain_next)
    if is_replaced and replacement is not None:
        _check_replaceable(workout, replacement[0])
        if sets and replacement[0] is not Sport.STRENGTH:
            raise RefusedError("Only a strength session has a sled and a wall sit; clear them where a run replaced it.")
        return _store_replacement(book, workout, replacement, outcome, done_on)
    name = f"mark done: {workout_label(workout)}"
    return _store(book, workout, with_outcome(workout, outcome, done_on), name)


def _store(book: Planbook, before: Workout, after: Workout, name: str) -> Marked:
    """Store a workout that was done, with the coming sessions whose doses follow, as one operation."""
    followed, remarks = _followed(book, name, before, after)
    stored, *others = quick.write_workouts(book.path, [after, *followed], name=name, now=book.clock.now())
    return Marked(name, stored, tuple(others), remarks)


def _followed(
    book: Planbook, name: str, before: Workout, *after: Workout
) -> tuple[tuple[Workout, ...], tuple[str, ...]]:
    """Return the coming sessions whose doses follow from workouts that are stored with this operation, and why.

    What works them out is loaded only where the log can say something: most marks are of runs, or "as planned".
    """
    if not any(may_change_doses(workout, book.today) for workout in (before, *after)):
        return (), ()
    from planner.usecases.changes import Change
    from planner.usecases.strength.follow_log import follow_log

    changed = tuple(workout for workout in after if workout.id)
    change = follow_log(book, Change(name, changed, tuple(workout for workout in after if not workout.id)))
    return change.changed[len(changed) :], change.remarks


def may_change_doses(workout: Workout, today: dt.date) -> bool:
    """Return whether what was done may change the coming doses: it was rated, it hurt, or it is logged late."""
    outcome = workout.actual
    if workout.sport is not Sport.STRENGTH or workout.block_id is None or outcome is None:
        return False
    is_typed = (workout.typed_rpe, outcome.pain, outcome.pain_next) != (None, None, None)
    return is_typed or today - workout.date >= WEEK


def lies_ahead(workout: Workout, today: dt.date) -> bool:
    """Return whether a workout is still to come: on a later day than today, and with nothing recorded of it."""
    return workout.date > today and workout.actual is None


def with_outcome(workout: Workout, outcome: Outcome, done_on: dt.date | None = None) -> Workout:
    """Return the workout as done; an unplanned one stays unplanned.

    Args:
        workout: As it was read.
        outcome: What was done.
        done_on: The day it was done on, when that is not its own day; it moves there.
    """
    date = done_on or workout.date
    unplanned = workout.status is StoredStatus.UNPLANNED
    original_date = None if unplanned else workout.original_date or workout.date
    return replace(
        workout,
        date=date,
        original_date=None if original_date == date else original_date,
        status=StoredStatus.UNPLANNED if unplanned else StoredStatus.DONE,
        skip_reason=None,
        replaced_by_id=None,
        actual=outcome,
    )


def mark_skipped(book: Planbook, workout_id: int, reason: str) -> Marked:
    """Record that a workout will not be done, and why.

    Raises:
        RefusedError: There is no such workout, it is a rest day or already done, or the reason is empty or too long.
    """
    workout = quick.read_workout(book.path, workout_id)
    skip_reason = parse_skip_reason(reason)
    if not workout.is_training:
        raise RefusedError(f"Workout {workout_id} is a {workout.sport}: there is nothing to skip.")
    if workout.actual is not None:
        raise RefusedError(f"Workout {workout_id} is already done; undo that first.")
    skipped = replace(workout, status=StoredStatus.SKIPPED, skip_reason=skip_reason)
    name = f"skip: {workout_label(workout)}"
    return Marked(name, quick.write_workout(book.path, skipped, name=name, now=book.clock.now()))


def parse_skip_reason(text: str) -> str:
    """Return the reason for skipping workouts as one clean line.

    Raises:
        RefusedError: It is empty or too long.
    """
    reason = clean_line(check_length(text, TITLE_LIMIT, "reason"))
    if not reason:
        raise RefusedError("A skipped workout needs a reason, if only one word.")
    return reason


def workout_label(workout: Workout) -> str:
    """Return what the history calls a workout: ``Thu 7 Jan Tempo, 3 × 10 min``."""
    return f"{format_day(workout.date)} {clean_line(workout.title, 60) or kind_name(workout)}"


def _build_outcome(
    planned: Effort,
    distance_m: float | None,
    duration_s: int | None,
    rpe: float | None,
    sets: tuple[ExerciseSet, ...] | None,
) -> Outcome:
    same_sets = sets is None or sets == planned.sets
    if distance_m is None and duration_s is None and same_sets:
        # A typed rating that is the planned one counts as typed, so that it is not taken for a copy.
        source = AS_PLANNED if rpe is None or rpe != planned.rpe else ENTERED
        return Outcome(planned if rpe is None else replace(planned, rpe=rpe), source=source)
    if distance_m is None and duration_s is None:
        duration_s = planned.duration_s
    return Outcome(Effort(distance_m, duration_s, rpe, planned.sets if sets is None else sets))


def _check_replaceable(workout: Workout, sport: Sport) -> None:
    if sport in (Sport.REST, Sport.NOTE):
        raise RefusedError(f"A {sport} day asks for nothing, so it cannot be done in place of workout {workout.id}.")
    if workout.status is StoredStatus.UNPLANNED:
        raise RefusedError(
            f"Workout {workout.id} was done without a plan, so nothing could take its place; edit its kind."
        )


def _store_replacement(
    book: Planbook, workout: Workout, replacement: WorkoutKind, outcome: Outcome, done_on: dt.date | None
) -> Marked:
    """Store the workout that was done, and the planned one as replaced by it, in one operation."""
    from planner import store

    sport, kind = replacement
    done = Workout(
        date=done_on or workout.date,
        sport=sport,
        kind=kind,
        title=kind_word(sport, kind).capitalize(),
        slot=workout.slot,
        start=workout.start,
        actual=replace(outcome, source=ENTERED),
        status=StoredStatus.UNPLANNED,
        block_id=workout.block_id,
    )
    skipped = replace(workout, status=StoredStatus.SKIPPED, actual=None, skip_reason=f"replaced by {done.title}")
    name = f"replace: {workout_label(workout)} by {done.title}"
    followed, remarks = _followed(book, name, workout, skipped, done)
    with store.edit(book.path, name, now=book.clock.now()) as repository:
        (stored,) = repository.add_workouts([done])
        skip_reason = f"replaced by {stored.title} ({stored.id})"
        repository.replace_workout(replace(skipped, skip_reason=skip_reason, replaced_by_id=stored.id))
        others = repository.replace_workouts(followed)
    return Marked(name, stored, tuple(others), remarks)
