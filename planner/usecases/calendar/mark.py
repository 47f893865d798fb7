"""Marking workouts done or skipped.

This is what a runner does every morning, perhaps over a slow line, so it loads SQLModel only when one workout replaces
another.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from planner.store import quick
from planner.text import TITLE_LIMIT, clean_line
from planner.training.formatting import format_day, format_day_and_year, kind_name
from planner.training.kinds import WorkoutKind, kind_word
from planner.training.outcomes import NOTHING_TYPED, TypedOutcome, outcome_of_other_kind, record_outcome
from planner.training.refusal import RefusedError, check_length
from planner.training.rescheduling import move_by_hand
from planner.training.weeks import DAY, WEEK
from planner.training.workouts import AS_PLANNED, ENTERED, Effort, Outcome, Sport, StoredStatus, Workout
from planner.usecases.planbook import Planbook
from planner.usecases.recordings.rematch import refuse_links, rematch

_ESTIMATE_DROPPED = {
    "distance_m": "The distance was only estimated from the plan, so it is unknown now.",
    "duration_s": "The time was only estimated from the plan, so it is unknown now.",
}
"""What is said where a figure goes because another one was typed."""
_NEARBY = 3
"""Within so many days of a session a workout that comes or goes can break a rule of it."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A workout that was marked, as stored, and what follows from it.

    Attributes:
        name: What the history calls the operation; empty when nothing has changed.
        workout: The workout that was done or skipped.
        followed: The coming strength sessions whose doses follow the log, with their new doses.
        remarks: What changes in them and why, and what else there is to know, a sentence each.
        is_first_record: Whether nothing was recorded of it before.
    """

    name: str
    workout: Workout
    followed: tuple[Workout, ...] = ()
    remarks: tuple[str, ...] = ()
    is_first_record: bool = False


def mark_done(
    book: Planbook,
    workout_id: int,
    typed: TypedOutcome = NOTHING_TYPED,
    *,
    done_on: dt.date | None = None,
    replacement: WorkoutKind | None = None,
    as_read: Workout | None = None,
) -> Marked:
    """Record that a workout was done; the doses of the coming strength sessions follow, in the same operation.

    What is recorded is what `record_outcome` says: the plan's figures where nothing is typed, and once something is
    recorded, only what is typed changes.

    Args:
        book: The planbook.
        workout_id: The workout's id.
        typed: What the runner says of it.
        done_on: The day it was done, when that is not its own day; the workout moves there.
        replacement: The sport and kind done in its place; when they differ from the workout's, it is skipped and
            replaced by a new workout that was not planned, which is returned.
        as_read: The workout as the runner saw it; when another session has changed it since, nothing is recorded.

    Raises:
        StaleEditError: The workout was changed since it was read.
        RefusedError: There is no such workout, it is a rest day or note or was replaced, it or ``done_on`` is still
            ahead, nothing can replace it, it has no plan whose figures could be taken, the note is too long, or a
            figure breaks a rule of the schema.
    """
    workout = as_read or quick.read_workout(book.path, workout_id)
    is_replaced = replacement is not None and replacement != (workout.sport, workout.kind)
    _check_markable(workout, done_on, book.today)
    if typed.as_planned and (is_replaced or workout.status is StoredStatus.UNPLANNED):
        what = "another kind was done in place of" if is_replaced else "no plan was made for"
        raise RefusedError(f"The plan's figures cannot be taken: {what} workout {workout.id}.")
    if is_replaced and replacement is not None:
        return _store_replacement(book, workout, replacement, typed, done_on)
    done = with_outcome(workout, record_outcome(workout, typed), done_on)
    if done == workout:
        return Marked("", workout, remarks=(f"Workout {workout.id} is recorded already; nothing has changed.",))
    broken = newly_broken_rules(book, [workout], [done])
    records = beaten_records(book, workout, done)
    marked = _store(book, workout, done, _operation_name(workout, typed, done_on))
    remarks = (*dropped_estimates(workout, done, typed), *marked.remarks, *broken, *records)
    return replace(marked, remarks=remarks, is_first_record=workout.actual is None)


def _check_markable(workout: Workout, done_on: dt.date | None, today: dt.date) -> None:
    if not workout.is_training:
        raise RefusedError(f"Workout {workout.id} is a {workout.sport}: there is nothing to mark done.")
    if done_on is not None and done_on > today:
        raise RefusedError(f"{format_day_and_year(done_on)} is still ahead: today is {format_day_and_year(today)}.")
    if done_on is None and lies_ahead(workout, today):
        raise RefusedError(
            f"{format_day_and_year(workout.date)} is still ahead: today is {format_day_and_year(today)}. "
            f"If workout {workout.id} was done today, add: --at today"
        )
    if (by := workout.replaced_by_id) is not None:
        raise RefusedError(f"Workout {workout.id} was replaced by workout {by} already; undo that first, or edit {by}.")


def _operation_name(workout: Workout, typed: TypedOutcome, done_on: dt.date | None) -> str:
    if workout.actual is None:
        return f"mark done: {workout_label(workout)}"
    if typed.names == {"pain_next"} and not typed.as_planned and done_on is None:
        return f"pain the next morning: {workout_label(workout)}"
    return f"record again: {workout_label(workout)}"


def dropped_estimates(before: Workout, after: Workout, typed: TypedOutcome) -> tuple[str, ...]:
    """Return what to say of recorded figures that went although nobody took them away."""
    if before.actual is None or after.actual is None or typed.as_planned:
        return ()
    old, new = before.actual.effort, after.actual.effort
    return tuple(
        sentence
        for name, sentence in _ESTIMATE_DROPPED.items()
        if name not in typed.cleared and getattr(old, name) is not None and getattr(new, name) is None
    )


def beaten_records(book: Planbook, before: Workout, after: Workout) -> tuple[str, ...]:
    """Return what to say where a session has a longer hold or a heavier sled than all others.

    Figures that were only taken from the plan count, but nothing is made of them.
    """
    sets = after.actual.effort.sets if after.actual is not None and after.actual.source != AS_PLANNED else ()
    if not sets or (before.actual is not None and before.actual.effort.sets == sets):
        return ()
    from planner.training import strength_records
    from planner.usecases.strength.records import read_records

    return tuple(strength_records.beaten_records(read_records(book, but_for=after.id), sets))


def mark_not_done(book: Planbook, workout_id: int) -> Marked:
    """Record that a workout was not done after all: it is planned again, on the day where it is.

    The doses of the coming strength sessions follow, in the same operation. Its recordings are never offered for it
    again.

    Raises:
        RefusedError: There is no such workout, nothing is recorded of it, or it was never planned.
    """
    workout = quick.read_workout(book.path, workout_id)
    if workout.status is StoredStatus.UNPLANNED:
        raise RefusedError(
            f"Workout {workout.id} was done without a plan, so it cannot be planned again; "
            f"planner delete {workout.id} removes it."
        )
    if workout.actual is None:
        raise RefusedError(f"Workout {workout.id} is not marked done.")
    planned = replace(workout, status=StoredStatus.PLANNED, actual=None)
    name = f"not done after all: {workout_label(workout)}"
    return _store(book, workout, planned, name, refuses_recordings=True)


def _store(book: Planbook, before: Workout, after: Workout, name: str, *, refuses_recordings: bool = False) -> Marked:
    """Store a workout that was done, with the coming sessions whose doses follow, as one operation."""
    followed, remarks = _followed(book, name, before, after)
    matched: list[str] = []
    stored, *others = quick.write_workouts(
        book.path,
        [after, *followed],
        name=name,
        now=book.clock.now(),
        finish=_matching(book, matched, after.id if refuses_recordings else 0),
    )
    return Marked(name, stored, tuple(others), (*remarks, *matched))


def _matching(
    book: Planbook, sentences: list[str], refusing_id: int = 0
) -> Callable[[sqlite3.Connection], frozenset[int]]:
    """Return what matches recordings again at the end of an operation; it adds what they changed to the sentences.

    Args:
        book: The planbook.
        sentences: What they changed is added to these.
        refusing_id: The number of a workout whose recordings the runner refuses, or 0.
    """

    def finish(connection: sqlite3.Connection) -> frozenset[int]:
        refuse_links(connection, refusing_id)
        outcome = rematch(connection, book)
        sentences.extend(outcome.sentences)
        return outcome.workout_ids

    return finish


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
    unplanned = workout.status is StoredStatus.UNPLANNED
    return replace(
        move_by_hand(workout, done_on) if done_on is not None else workout,
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
    broken = newly_broken_rules(book, [workout], [skipped])
    matched: list[str] = []
    stored = quick.write_workout(book.path, skipped, name=name, now=book.clock.now(), finish=_matching(book, matched))
    return Marked(name, stored, remarks=(*broken, *matched))


def newly_broken_rules(
    book: Planbook, before: Sequence[Workout], after: Sequence[Workout], added: Sequence[Workout] = ()
) -> tuple[str, ...]:
    """Return what sessions to come break only because of workouts that are marked, a sentence each.

    The rules are loaded only where a mark can break one: a workout changes its day or goes from it, or another one is
    done in its place, with a session to come nearby.

    Args:
        book: The planbook.
        before: The workouts as they are stored.
        after: The same workouts as they will be stored.
        added: What was done in place of one of them.
    """
    pairs = list(zip(before, after, strict=True))
    moved = [day for old, new in pairs if old.date != new.date for day in (old.date, new.date)]
    moved += [workout.date for workout in added]
    near = {workout.date for workout in after if workout.status is StoredStatus.SKIPPED and not _is_session(workout)}
    near |= {day + DAY * off for day in moved for off in range(-_NEARBY, _NEARBY + 1)}
    days = [day for day in near if day >= book.today]
    if not days or not any(
        _is_session(workout) and workout.is_open and workout.date in near
        for workout in quick.read_days(book.path, min(days), max(days))
    ):
        return ()
    from planner.usecases.changes import Change
    from planner.usecases.strength.newly_broken import find_newly_broken, summarize_broken

    return summarize_broken(find_newly_broken(book, Change("", tuple(after), tuple(added))))


def _is_session(workout: Workout) -> bool:
    return workout.sport is Sport.STRENGTH


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


def _check_replaceable(workout: Workout, sport: Sport) -> None:
    if sport in (Sport.REST, Sport.NOTE):
        raise RefusedError(f"A {sport} day asks for nothing, so it cannot be done in place of workout {workout.id}.")
    if workout.status is StoredStatus.UNPLANNED:
        raise RefusedError(
            f"Workout {workout.id} was done without a plan, so nothing could take its place; edit its kind."
        )


def _store_replacement(
    book: Planbook, workout: Workout, replacement: WorkoutKind, typed: TypedOutcome, done_on: dt.date | None
) -> Marked:
    """Store the workout that was done, and the planned one as replaced by it, in one operation."""
    from planner import store

    sport, kind = replacement
    _check_replaceable(workout, sport)
    if typed.sets and sport is not Sport.STRENGTH:
        raise RefusedError("Only a strength session has a sled and a wall sit; clear them where a run replaced it.")
    recorded = outcome_of_other_kind(workout, sport)
    without_plan = replace(workout, planned=Effort(), estimated=(), actual=recorded)
    done = Workout(
        date=done_on or workout.date,
        sport=sport,
        kind=kind,
        title=kind_word(sport, kind).capitalize(),
        slot=workout.slot,
        start=workout.start,
        actual=replace(record_outcome(without_plan, typed), source=ENTERED),
        status=StoredStatus.UNPLANNED,
        block_id=workout.block_id,
    )
    skipped = replace(workout, status=StoredStatus.SKIPPED, actual=None, skip_reason=f"replaced by {done.title}")
    name = f"replace: {workout_label(workout)} by {done.title}"
    followed, remarks = _followed(book, name, workout, skipped, done)
    remarks = (*remarks, *newly_broken_rules(book, [workout], [skipped], [done]))
    with store.edit(book.path, name, now=book.clock.now()) as repository:
        (stored,) = repository.add_workouts([done])
        skip_reason = f"replaced by {stored.title} ({stored.id})"
        repository.replace_workout(replace(skipped, skip_reason=skip_reason, replaced_by_id=stored.id))
        others = repository.replace_workouts(followed)
        refuse_links(repository.connection, workout.id)
        outcome = rematch(repository.connection, book)
        if stored.id in outcome.workout_ids:
            stored = repository.workout(stored.id)
        remarks = (*remarks, *outcome.sentences)
    return Marked(name, stored, tuple(others), remarks, is_first_record=workout.actual is None)
