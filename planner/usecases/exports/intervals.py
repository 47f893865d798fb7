"""The plan as events of intervals.icu; whoever sends them is asked for no password here."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from planner.exchange.watches.intervals_events import can_be_event, intervals_event, removed_event
from planner.store import quick
from planner.store.database_id import read_database_id
from planner.store.published_events import read_published_events
from planner.store.row_values import FIRST_DATE, LAST_DATE
from planner.training.workout_uids import workout_uid
from planner.training.workouts import StoredStatus, Workout
from planner.usecases.exports.calendar_events import make_events
from planner.usecases.exports.publishing import publish, read_cancelled_events
from planner.usecases.planbook import Planbook


@dataclass(frozen=True, slots=True)
class IntervalsEvents:
    """What is sent.

    Attributes:
        events: The events, as the site takes them.
        left_out: The planned training that the site gets no event of.
    """

    events: tuple[dict[str, Any], ...]
    left_out: tuple[Workout, ...] = ()

    @property
    def text(self) -> str:
        """The events as one JSON document, in ASCII alone."""
        return json.dumps(self.events, indent=2, allow_nan=False) + "\n"


def export_events(book: Planbook, first: dt.date, last: dt.date | None = None) -> IntervalsEvents:
    """Return the events of the planned workouts of some days, and remember what was sent.

    What was skipped, or done without a plan, has none.

    Args:
        book: The planbook.
        first: The first day.
        last: The last day, included; None for everything from the first day on.

    Raises:
        RefusedError: The file cannot be read, or another session keeps what is sent from being remembered.
    """
    with quick.read_snapshot(book.path):
        days = quick.read_days(book.path, first, last or LAST_DATE)
        planned = [one for one in days if one.is_training and _is_planned(one)]
        sent = [one for one in planned if can_be_event(one)]
        made = make_events(book, sent)
        database, runner = read_database_id(book.path), quick.read_runner(book.path)
    publish(book, made)
    return IntervalsEvents(
        tuple(
            intervals_event(one, made[one.id].start, database, unit=runner.unit, sled_kg=runner.sled_kg or 0.0)
            for one in sent
        ),
        tuple(one for one in planned if not can_be_event(one)),
    )


def export_removed_events(book: Planbook) -> IntervalsEvents:
    """Return what deletes the events of workouts that were sent once, and are skipped, gone, or of another sport now.

    Raises:
        RefusedError: The file cannot be read, or another session keeps what is sent from being remembered.
    """
    with quick.read_snapshot(book.path):
        cancelled = read_cancelled_events(book, FIRST_DATE, LAST_DATE)
        there = quick.read_workouts_among(book.path, list(read_published_events(book.path)))
        database = read_database_id(book.path)
    publish(book, cancelled)
    numbers = {*cancelled, *(one.id for one in there if not can_be_event(one))}
    return IntervalsEvents(tuple(removed_event(workout_uid(database, number)) for number in sorted(numbers)))


def _is_planned(workout: Workout) -> bool:
    return workout.status in (StoredStatus.PLANNED, StoredStatus.DONE)
