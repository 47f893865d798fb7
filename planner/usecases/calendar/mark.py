"""Marking workouts done or skipped. Loads no SQLModel: this is what runs over a slow line every morning."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from planner.store import quick
from planner.text import NOTE_LIMIT, TITLE_LIMIT, clean_line, clean_note
from planner.training.kinds import WorkoutKind, kind_word
from planner.training.refusal import RefusedError
from planner.training.workouts import AS_PLANNED, ENTERED, Effort, ExerciseSet, Outcome, Sport, StoredStatus, Workout
from planner.usecases.planbook import Planbook

_NO_WORK = (Sport.REST, Sport.NOTE)


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
) -> Workout:
    """Record that a workout was done.

    Without a distance, a time or a rating the plan's own figures are taken, and the record says so. With a rating alone
    it was done as planned, too, and felt like that. With a distance or a time, what is not given stays unknown, except
    the sets of a strength session, which are those planned. A workout that was already done is recorded anew, unless
    only the pain of the next morning is given: it is put beside what was recorded.

    Args:
        book: Where.
        workout_id: Which.
        distance_m: Metres covered.
        duration_s: Seconds taken.
        rpe: CR10 rating.
        sets: Sled rounds and wall sits done; None for those planned.
        pain: The worst pain, 0 to 10.
        pain_next: The pain of the next morning, 0 to 10.
        note: The runner's words.
        done_on: The date it was done on, when it was not the planned one; the workout moves there.
        replacement: What was done in its place, where that is another sport or kind: the planned workout is then
            replaced by one that was not planned, which is returned.
        as_read: The workout as the runner saw it; when another session has changed it since, nothing is recorded.

    Raises:
        StaleEditError: It is no longer as it was seen.
        RefusedError: There is no such workout, it is a rest day, ``done_on`` is ahead, or nothing can take its place.
    """
    workout = as_read or quick.read_workout(book.path, workout_id)
    if workout.sport in _NO_WORK:
        raise RefusedError(f"Workout {workout_id} is a {workout.sport}: there is nothing to mark done.")
    if done_on is not None and done_on > book.today:
        raise RefusedError(f"{done_on} is still ahead: today is {book.today}.")
    if (by := workout.replaced_by_id) is not None:
        raise RefusedError(f"Workout {workout.id} was replaced by workout {by} already; undo that first, or edit {by}.")
    other = replacement is not None and replacement != (workout.sport, workout.kind)
    others = (distance_m, duration_s, rpe, sets, pain, note or None, done_on, replacement)
    if pain_next is not None and workout.actual is not None and all(given is None for given in others):
        felt = replace(workout, actual=replace(workout.actual, pain_next=pain_next))
        name = f"pain the next morning: {_label(workout)}"
        return quick.write_workout(book.path, felt, name=name, now=book.clock.now())
    outcome = _build_outcome(Effort() if other else workout.planned, distance_m, duration_s, rpe, sets)
    outcome = replace(outcome, note=clean_note(_check_length(note, NOTE_LIMIT, "note")), pain=pain, pain_next=pain_next)
    if other and replacement is not None:
        _check_replaceable(workout, replacement[0])
        if sets and replacement[0] is not Sport.STRENGTH:
            raise RefusedError("Only a strength session has a sled and a wall sit; clear them where a run replaced it.")
        return _store_replacement(book, workout, replacement, outcome, done_on)
    name = f"mark done: {_label(workout)}"
    return quick.write_workout(book.path, with_outcome(workout, outcome, done_on), name=name, now=book.clock.now())


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


def _build_outcome(
    planned: Effort,
    distance_m: float | None,
    duration_s: int | None,
    rpe: float | None,
    sets: tuple[ExerciseSet, ...] | None,
) -> Outcome:
    same_sets = sets is None or sets == planned.sets
    if distance_m is None and duration_s is None and same_sets:
        return Outcome(planned if rpe is None else replace(planned, rpe=rpe), source=AS_PLANNED)
    if distance_m is None and duration_s is None:
        duration_s = planned.duration_s
    return Outcome(Effort(distance_m, duration_s, rpe, planned.sets if sets is None else sets))


def _check_replaceable(workout: Workout, sport: Sport) -> None:
    if sport in _NO_WORK:
        raise RefusedError(f"A {sport} day asks for nothing, so it cannot be done in place of workout {workout.id}.")
    if workout.status is StoredStatus.UNPLANNED:
        raise RefusedError(
            f"Workout {workout.id} was done without a plan, so nothing could take its place; edit its kind."
        )


def _store_replacement(
    book: Planbook, workout: Workout, replacement: WorkoutKind, outcome: Outcome, on: dt.date | None
) -> Workout:
    """Store what was done without a plan, and that the planned workout gave way to it, as one operation."""
    from planner import store

    sport, kind = replacement
    done = Workout(
        date=on or workout.date,
        sport=sport,
        kind=kind,
        title=kind_word(sport, kind).capitalize(),
        slot=workout.slot,
        start=workout.start,
        actual=replace(outcome, source=ENTERED),
        status=StoredStatus.UNPLANNED,
        block_id=workout.block_id,
    )
    with store.edit(book.path, f"replace: {_label(workout)} by {done.title}", now=book.clock.now()) as plan:
        (kept,) = plan.add_workouts([done])
        gone = replace(
            workout,
            status=StoredStatus.SKIPPED,
            actual=None,
            skip_reason=f"replaced by {kept.title} ({kept.id})",
            replaced_by_id=kept.id,
        )
        plan.replace_workout(gone)
    return kept


def mark_skipped(book: Planbook, workout_id: int, reason: str) -> Workout:
    """Record that a workout will not be done, and why.

    Raises:
        RefusedError: There is no such workout, it is a rest day or already done, or the reason is empty.
    """
    workout = quick.read_workout(book.path, workout_id)
    words = clean_line(_check_length(reason, TITLE_LIMIT, "reason"))
    if not words:
        raise RefusedError("A skipped workout needs a reason, if only one word.")
    if workout.sport in _NO_WORK:
        raise RefusedError(f"Workout {workout_id} is a {workout.sport}: there is nothing to skip.")
    if workout.actual is not None:
        raise RefusedError(f"Workout {workout_id} is already done; undo that first.")
    skipped = replace(workout, status=StoredStatus.SKIPPED, skip_reason=words)
    return quick.write_workout(book.path, skipped, name=f"skip: {_label(workout)}", now=book.clock.now())


def _check_length(text: str, limit: int, field: str) -> str:
    """A text that is not too long to be kept whole: nothing the runner writes is cut in silence."""
    if len(text) > limit:
        raise RefusedError(f"A {field} can hold {limit} characters; this one has {len(text)}.")
    return text


def _label(workout: Workout) -> str:
    return f"{workout.date:%a} {workout.date.day} {workout.date:%b} {clean_line(workout.title, 60)}"
