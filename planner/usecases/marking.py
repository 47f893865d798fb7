"""Marking workouts done or skipped. Loads no SQLModel: this is what runs over a slow line every morning."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from planner.store import quick
from planner.text import NOTE_LIMIT, TITLE_LIMIT, clean_line, clean_note
from planner.training.refusal import RefusedError
from planner.training.workouts import AS_PLANNED, TYPED, Effort, Outcome, Sport, State, Workout
from planner.usecases.planbook import Planbook


def mark_done(
    book: Planbook,
    workout_id: int,
    *,
    distance_m: float | None = None,
    duration_s: int | None = None,
    rpe: float | None = None,
    note: str = "",
    on: dt.date | None = None,
) -> Workout:
    """Record that a workout was done.

    Without a distance, a time or a rating the plan's own figures are taken, and the record says so. With a rating alone
    it was done as planned, too, and felt like that. With a distance or a time, what is not given stays unknown, except
    the sets of a strength session, which are those planned. A workout that was already done is recorded anew.

    Args:
        book: Where.
        workout_id: Which.
        distance_m: Metres covered.
        duration_s: Seconds taken.
        rpe: CR10 rating.
        note: The runner's words.
        on: The date it was done on, when it was not the planned one; the workout moves there.

    Raises:
        RefusedError: There is no such workout, it is a rest day, or ``on`` is ahead.
    """
    workout = quick.read_item(book.path, workout_id)
    if workout.sport in (Sport.REST, Sport.NOTE):
        raise RefusedError(f"Workout {workout_id} is a {workout.sport}: there is nothing to mark done.")
    if on is not None and on > book.today:
        raise RefusedError(f"{on} is still ahead: today is {book.today}.")
    outcome = _outcome(workout, distance_m, duration_s, rpe, note)
    name = f"mark done: {_label(workout)}"
    return quick.mark_done(book.path, workout, outcome, name=name, at=book.clock.now(), on=on)


def _outcome(
    workout: Workout,
    distance_m: float | None,
    duration_s: int | None,
    rpe: float | None,
    note: str,
) -> Outcome:
    words = clean_note(_held(note, NOTE_LIMIT, "note"))
    if distance_m is None and duration_s is None and rpe is None:
        return Outcome(workout.planned, words, AS_PLANNED)
    if distance_m is None and duration_s is None:
        return Outcome(replace(workout.planned, rpe=rpe), words, AS_PLANNED)
    return Outcome(Effort(distance_m, duration_s, rpe, workout.planned.sets), words, TYPED)


def skip(book: Planbook, workout_id: int, reason: str) -> Workout:
    """Record that a workout will not be done, and why.

    Raises:
        RefusedError: There is no such workout, it is already done, or the reason is empty.
    """
    workout = quick.read_item(book.path, workout_id)
    words = clean_line(_held(reason, TITLE_LIMIT, "reason"))
    if not words:
        raise RefusedError("A skipped workout needs a reason, if only one word.")
    if workout.actual is not None:
        raise RefusedError(f"Workout {workout_id} is already done; undo that first.")
    skipped = replace(workout, state=State.SKIPPED, skip_reason=words)
    return quick.write_item(book.path, skipped, name=f"skip: {_label(workout)}", at=book.clock.now())


def _held(text: str, limit: int, field: str) -> str:
    """A text that is not too long to be kept whole: nothing the runner writes is cut in silence."""
    if len(text) > limit:
        raise RefusedError(f"A {field} can hold {limit} characters; this one has {len(text)}.")
    return text


def _label(workout: Workout) -> str:
    return f"{workout.date:%a} {workout.date.day} {workout.date:%b} {clean_line(workout.title, 60)}"
