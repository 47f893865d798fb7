"""Workouts as the events that other calendars get of them.

Only the plan goes out: nothing of what was recorded, of pain, or of the answers to health questions.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable

from planner.exchange.calendars.workout_events import (
    EventStatus,
    Revision,
    WorkoutEvent,
    clean_description,
    clean_summary,
)
from planner.store import quick
from planner.store.database_id import read_database_id
from planner.store.published_events import PublishedEvent
from planner.text import capitalize_first
from planner.training.formatting import format_sets
from planner.training.races import Unit
from planner.training.shared_notes import shared_note, shared_reason
from planner.training.short_names import short_name
from planner.training.steps_text import format_step_lines
from planner.training.weeks import DAY
from planner.training.workout_names import reason_without_heading
from planner.training.workout_uids import workout_uid
from planner.training.workouts import SESSION_MINUTES, Effort, Slot, Sport, StoredStatus, Workout
from planner.usecases.planbook import Planbook

DONE_MARK = "✓ "
"""What the title of a workout that was done begins with."""
_LEAST_MINUTES = 15
"""A shorter event is a line that nobody can read, or drag."""

_StartOf = Callable[[dt.date, Slot], str]


def make_events(book: Planbook, workouts: Iterable[Workout]) -> dict[int, WorkoutEvent]:
    """Return the events of workouts, by their numbers; rest days and notes have none.

    A skipped workout has one that does not take place.

    Raises:
        RefusedError: The file cannot be read.
    """
    database_id, unit = read_database_id(book.path), quick.read_unit(book.path)
    start_of = _usual_starts(book)
    return {
        workout.id: _make_event(workout, workout_uid(database_id, workout.id), unit, start_of)
        for workout in workouts
        if workout.is_training
    }


def cancelled_event(uid: str, sent: PublishedEvent) -> WorkoutEvent:
    """Return the event of a workout that was sent before and does not take place any more."""
    return WorkoutEvent(uid, sent.start, sent.end, sent.summary, status=EventStatus.CANCELLED)


def next_revision(event: WorkoutEvent, sent: PublishedEvent | None, now: dt.datetime) -> Revision:
    """Return which writing of an event the next one is: only another content makes it a new one.

    Args:
        event: The event.
        sent: What was last sent of the workout, wherever to; None where nothing was.
        now: The present instant.
    """
    if sent is None:
        return Revision(0, now)
    return Revision(sent.sequence, sent.stamp) if sent.digest == event.digest else Revision(sent.sequence + 1, now)


def _usual_starts(book: Planbook) -> _StartOf:
    """Return what tells when a half of a day starts; it reads the options of the blocks when it is asked first."""
    known: list[Callable[[dt.date, Slot], str]] = []

    def start_of(day: dt.date, slot: Slot) -> str:
        if not known:
            from planner.usecases.calendar.closed_halves import start_times_by_day  # nearly all workouts have a start

            on_day = start_times_by_day(book)
            known.append(lambda day, slot: on_day(day).for_slot(slot))
        return known[0](day, slot)

    return start_of


def _make_event(workout: Workout, uid: str, unit: Unit, start_of: _StartOf) -> WorkoutEvent:
    start, end = _span(workout, start_of)
    effort = _effort(workout)
    mark = DONE_MARK if workout.actual is not None else ""
    return WorkoutEvent(
        uid=uid,
        start=start,
        end=end,
        summary=clean_summary(f"{mark}{short_name(workout, effort, unit, with_load=True)}"),
        description=_description(workout, effort, unit),
        categories=(workout.sport.value, *((str(workout.kind),) if workout.kind else ())),
        status=EventStatus.CANCELLED if workout.status is StoredStatus.SKIPPED else EventStatus.CONFIRMED,
    )


def _effort(workout: Workout) -> Effort:
    """Return what is planned; of a workout that was done without a plan, its distance, time and sets."""
    return workout.planned if workout.actual is None or workout.planned != Effort() else workout.actual.effort


def _span(workout: Workout, start_of: _StartOf) -> tuple[dt.datetime | dt.date, dt.datetime | dt.date]:
    """Return start and end on the runner's clock; dates of a workout without a half of the day."""
    start = workout.start or (start_of(workout.date, workout.slot) if workout.slot is not None else None)
    if start is None:
        return workout.date, workout.date + DAY
    begin = dt.datetime.combine(workout.date, dt.time.fromisoformat(start))
    seconds = _effort(workout).duration_s
    if seconds is None and workout.strength_kind is not None:
        seconds = SESSION_MINUTES[workout.strength_kind] * 60
    minutes = max(math.ceil((seconds or 0) / 60), _LEAST_MINUTES)
    return begin, begin + dt.timedelta(minutes=minutes)


def _description(workout: Workout, effort: Effort, unit: Unit) -> str:
    """Return the steps or the sets, a line each, then why the workout is there, then its note."""
    if workout.sport is Sport.STRENGTH:
        lines = [capitalize_first(format_sets((part,), times="x")) for part in effort.sets]
    else:
        lines = [capitalize_first(line) for line in format_step_lines(effort.steps, unit)]
    parts = ("\n".join(lines), shared_reason(reason_without_heading(workout)), shared_note(workout.note))
    return clean_description("\n\n".join(part for part in parts if part))
