"""Marking workouts done or skipped.

This is what a runner does every morning, perhaps over a slow line, so it loads SQLModel only when one workout replaces
another.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from planner.invocation import program
from planner.store import quick
from planner.text import TITLE_LIMIT, clean_line
from planner.training.formatting import count_workouts_text, format_day, format_day_and_year, workout_title
from planner.training.kinds import WorkoutKind, kind_word
from planner.training.outcomes import NOTHING_TYPED, TypedOutcome, outcome_of_other_kind, record_outcome
from planner.training.refusal import RefusedError, check_length
from planner.training.rescheduling import move_by_hand
from planner.training.weeks import WEEK
from planner.training.workouts import ENTERED, Effort, Outcome, Sport, StoredStatus, Workout
from planner.usecases.calendar.mark_remarks import beaten_records, dropped_estimates, newly_broken_rules
from planner.usecases.planbook import Planbook
from planner.usecases.recordings.rematch import refuse_links, rematch


@dataclass(frozen=True, slots=True)
class Mark:
    """What the runner says of one workout: how it was done, or why it was not.

    Attributes:
        workout: The workout as the runner saw it.
        typed: What is said of it where it was done.
        done_on: The day it was done, when that is not its own day; the workout moves there.
        replacement: The sport and kind done in its place; when they differ from the workout's, it is skipped and
            replaced by a new workout that was not planned.
        skip_reason: Why it was not done; None where it was.
    """

    workout: Workout
    typed: TypedOutcome = NOTHING_TYPED
    done_on: dt.date | None = None
    replacement: WorkoutKind | None = None
    skip_reason: str | None = None

    @property
    def is_replaced(self) -> bool:
        """Whether another kind was done in its place."""
        return self.replacement is not None and self.replacement != (self.workout.sport, self.workout.kind)


@dataclass(frozen=True, slots=True)
class MarkedDay:
    """Workouts that were marked in one operation, as stored, and what follows from it.

    Attributes:
        name: What the history calls the operation; empty when nothing has changed.
        done: What was done, and what was done in place of something.
        skipped: What was skipped; what was replaced is not among it.
        first_records: What of `done` had nothing recorded of it before.
        followed: The coming strength sessions whose doses follow the log, with their new doses.
        remarks: What changes in them and why, and what else there is to know, a sentence each.
    """

    name: str = ""
    done: tuple[Workout, ...] = ()
    skipped: tuple[Workout, ...] = ()
    first_records: tuple[Workout, ...] = ()
    followed: tuple[Workout, ...] = ()
    remarks: tuple[str, ...] = ()


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

    @property
    def as_day(self) -> MarkedDay:
        """The same, as a day of which one workout was marked done."""
        done = (self.workout,) if self.name else ()
        return MarkedDay(self.name, done, (), done if self.is_first_record else (), self.followed, self.remarks)


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
        replacement: The sport and kind done in its place; see `Mark`. What was done in its place is returned.
        as_read: The workout as the runner saw it; when another session has changed it since, nothing is recorded.

    Raises:
        RefusedError: There is no such workout, or as `mark_day`.
    """
    workout = as_read or quick.read_workout(book.path, workout_id)
    day = mark_day(book, [Mark(workout, typed, done_on, replacement)])
    if not day.name:
        return Marked("", workout, remarks=(f"Workout {workout.id} is recorded already; nothing has changed.",))
    return Marked(day.name, day.done[0], day.followed, day.remarks, is_first_record=bool(day.first_records))


def mark_skipped(book: Planbook, workout_id: int, reason: str) -> Marked:
    """Record that a workout will not be done, and why.

    Raises:
        RefusedError: There is no such workout, or as `mark_day`.
    """
    workout = quick.read_workout(book.path, workout_id)
    day = mark_day(book, [Mark(workout, skip_reason=reason)])
    return Marked(day.name, (day.skipped or (workout,))[0], remarks=day.remarks)


def mark_day(book: Planbook, marks: Sequence[Mark]) -> MarkedDay:
    """Record what became of workouts, as one operation; the doses of the coming strength sessions follow in it.

    Raises:
        StaleEditError: One of them was changed since it was read; nothing was stored.
        RefusedError: One is a rest day or note or was replaced, it or the day it was done on is still ahead, nothing
            can replace it, it has no plan whose figures could be taken, it is done and would be skipped, a reason is
            empty or a text too long, or a figure breaks a rule of the schema; nothing was stored.
    """
    steps = [step for step in (_work_out(book, mark) for mark in marks) if step.after != step.mark.workout]
    if not steps:
        return MarkedDay()
    name = _operation_name(steps)
    before, after = [step.mark.workout for step in steps], [step.after for step in steps]
    in_place = [step.in_place for step in steps if step.in_place is not None]
    broken = newly_broken_rules(book, before, after, in_place)
    pairs = list(zip(before, after, strict=True))
    records = [sentence for old, new in pairs for sentence in beaten_records(book, old, new)]
    dropped = [one for step in steps for one in dropped_estimates(step.mark.workout, step.after, step.mark.typed)]
    followed, remarks = _followed(book, name, before, [*after, *in_place])
    stored, others, matched = _store(book, name, steps, followed)
    done = [(old, new) for old, new in zip(before, stored, strict=True) if new.actual is not None]
    return MarkedDay(
        name,
        tuple(new for _, new in done),
        tuple(new for new in stored if new.actual is None),
        tuple(new for old, new in done if old.actual is None),
        others,
        tuple(dict.fromkeys([*dropped, *remarks, *matched, *broken, *records])),
    )


@dataclass(frozen=True, slots=True)
class _Step:
    """A workout that is marked.

    Attributes:
        mark: What is said of it.
        after: The workout as it will be stored.
        in_place: What was done in its place, a new workout.
    """

    mark: Mark
    after: Workout
    in_place: Workout | None = None


def _work_out(book: Planbook, mark: Mark) -> _Step:
    workout, typed = mark.workout, mark.typed
    if mark.skip_reason is not None:
        return _Step(mark, _skipped(workout, mark.skip_reason))
    _check_markable(workout, mark.done_on, book.today)
    if typed.as_planned and (mark.is_replaced or workout.status is StoredStatus.UNPLANNED):
        what = "another kind was done in place of" if mark.is_replaced else "no plan was made for"
        raise RefusedError(f"The plan's figures cannot be taken: {what} workout {workout.id}.")
    if mark.is_replaced and mark.replacement is not None:
        in_place = _done_in_place(mark, mark.replacement)
        reason = f"replaced by {in_place.title}"
        skipped = replace(workout, status=StoredStatus.SKIPPED, actual=None, skip_reason=reason)
        return _Step(mark, skipped, in_place)
    return _Step(mark, with_outcome(workout, record_outcome(workout, typed), mark.done_on))


def _skipped(workout: Workout, reason: str) -> Workout:
    skip_reason = parse_skip_reason(reason)
    if not workout.is_training:
        raise RefusedError(f"Workout {workout.id} is a {workout.sport}: there is nothing to skip.")
    if workout.actual is not None:
        raise RefusedError(f"Workout {workout.id} is already done; undo that first.")
    return replace(workout, status=StoredStatus.SKIPPED, skip_reason=skip_reason)


def _done_in_place(mark: Mark, kind: WorkoutKind) -> Workout:
    """Return the workout that was done in place of the one that is marked."""
    workout, typed = mark.workout, mark.typed
    sport, sport_kind = kind
    _check_replaceable(workout, sport)
    if typed.sets and sport is not Sport.STRENGTH:
        raise RefusedError("Only a strength session has a sled and a wall sit; clear them where a run replaced it.")
    without_plan = replace(workout, planned=Effort(), estimated=(), actual=outcome_of_other_kind(workout, sport))
    return Workout(
        date=mark.done_on or workout.date,
        sport=sport,
        kind=sport_kind,
        title=kind_word(sport, sport_kind).capitalize(),
        slot=workout.slot,
        start=workout.start,
        actual=replace(record_outcome(without_plan, typed), source=ENTERED),
        status=StoredStatus.UNPLANNED,
        block_id=workout.block_id,
    )


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


def _operation_name(steps: Sequence[_Step]) -> str:
    """Return what the history calls marks that are stored together."""
    if len(steps) > 1:
        workouts = [step.mark.workout for step in steps]
        skipped = [step.mark.skip_reason is not None for step in steps]
        verb = "skip" if all(skipped) else "mark" if any(skipped) else "mark done"
        if all(workout.actual is not None for workout in workouts):
            verb = "record again"
        return f"{verb}: {workouts_label(workouts)}"
    mark, in_place = steps[0].mark, steps[0].in_place
    label = workout_label(mark.workout)
    if in_place is not None:
        return f"replace: {label} by {in_place.title}"
    if mark.skip_reason is not None:
        return f"skip: {label}"
    if mark.workout.actual is None:
        return f"mark done: {label}"
    typed = mark.typed
    if typed.names == {"pain_next"} and not typed.as_planned and mark.done_on is None:
        return f"pain the next morning: {label}"
    return f"record again: {label}"


def _store(
    book: Planbook, name: str, steps: Sequence[_Step], followed: Sequence[Workout]
) -> tuple[list[Workout], tuple[Workout, ...], tuple[str, ...]]:
    """Store marks with the coming sessions whose doses follow, as one operation.

    SQLModel is loaded only where something was done in place of another workout.

    Returns:
        What was done or skipped, in the order of the steps; the sessions that follow; what recordings changed.
    """
    if not any(step.in_place for step in steps):
        after = [step.after for step in steps]
        stored, matched = _store_workouts(book, name, [*after, *followed])
        return stored[: len(after)], tuple(stored[len(after) :]), matched
    from planner import store

    with store.edit(book.path, name, now=book.clock.now()) as repository:
        done: list[Workout] = []
        for step in steps:
            if step.in_place is None:
                done.append(repository.replace_workout(step.after))
                continue
            (added,) = repository.add_workouts([step.in_place])
            reason = f"replaced by {added.title} ({added.id})"
            repository.replace_workout(replace(step.after, skip_reason=reason, replaced_by_id=added.id))
            refuse_links(repository.connection, step.mark.workout.id)
            done.append(added)
        others = repository.replace_workouts(followed)
        outcome = rematch(repository.connection, book)
        done = [repository.workout(one.id) if one.id in outcome.workout_ids else one for one in done]
    return done, tuple(others), outcome.sentences


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
            f"{program()} delete {workout.id} removes it."
        )
    if workout.actual is None:
        raise RefusedError(f"Workout {workout.id} is not marked done.")
    planned = replace(workout, status=StoredStatus.PLANNED, actual=None)
    name = f"not done after all: {workout_label(workout)}"
    followed, remarks = _followed(book, name, [workout], [planned])
    (stored, *others), matched = _store_workouts(book, name, [planned, *followed], refusing_id=workout.id)
    return Marked(name, stored, tuple(others), (*remarks, *matched))


def _store_workouts(
    book: Planbook, name: str, workouts: Sequence[Workout], *, refusing_id: int = 0
) -> tuple[list[Workout], tuple[str, ...]]:
    """Store workouts as one operation, and return them as stored, with what recordings changed in sentences."""
    matched: list[str] = []
    finish = _matching(book, matched, refusing_id)
    stored = quick.write_workouts(book.path, workouts, name=name, now=book.clock.now(), finish=finish)
    return stored, tuple(matched)


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
    book: Planbook, name: str, before: Sequence[Workout], after: Sequence[Workout]
) -> tuple[tuple[Workout, ...], tuple[str, ...]]:
    """Return the coming sessions whose doses follow from workouts that are stored with this operation, and why.

    What works them out is loaded only where the log can say something: most marks are of runs, or "as planned".
    """
    if not any(may_change_doses(workout, book.today) for workout in (*before, *after)):
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
    return f"{format_day(workout.date)} {workout_title(workout, 60)}"


def workouts_label(workouts: Sequence[Workout]) -> str:
    """Return what the history calls workouts: ``3 workouts, Thu 7 Jan to Sat 9 Jan``; one by its name."""
    if len(workouts) == 1:
        return workout_label(workouts[0])
    first, last = min(workout.date for workout in workouts), max(workout.date for workout in workouts)
    days = format_day(first) if first == last else f"{format_day(first)} to {format_day(last)}"
    return f"{count_workouts_text(workouts)}, {days}"


def _check_replaceable(workout: Workout, sport: Sport) -> None:
    if sport in (Sport.REST, Sport.NOTE):
        raise RefusedError(f"A {sport} day asks for nothing, so it cannot be done in place of workout {workout.id}.")
    if workout.status is StoredStatus.UNPLANNED:
        raise RefusedError(
            f"Workout {workout.id} was done without a plan, so nothing could take its place; edit its kind."
        )
