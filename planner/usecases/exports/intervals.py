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
from planner.training.workout_uids import workout_uid
from planner.training.workouts import StoredStatus, Workout
from planner.usecases.exports.calendar_events import make_events
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


def read_intervals_events(book: Planbook, first: dt.date, last: dt.date | None = None) -> IntervalsEvents:
    """Return the events of the planned workouts of some days; nothing of what was skipped, or done unplanned.

    Args:
        book: The planbook.
        first: The first day.
        last: The last day, included; None for everything from the first day on.

    Raises:
        RefusedError: The file cannot be read.
    """
    with quick.read_snapshot(book.path):
        span = quick.read_date_range(book.path)
        end = last or max(first, span[1] if span else first)
        planned = [one for one in quick.read_days(book.path, first, end) if one.is_training and _is_planned(one)]
        database, runner = read_database_id(book.path), quick.read_runner(book.path)
        made = make_events(book, planned)
    return IntervalsEvents(
        tuple(
            intervals_event(one, made[one.id].start, database, unit=runner.unit, sled_kg=runner.sled_kg or 0.0)
            for one in planned
            if can_be_event(one)
        ),
        tuple(one for one in planned if not can_be_event(one)),
    )


def read_removed_events(book: Planbook) -> IntervalsEvents:
    """Return what deletes the events of workouts that were sent once, and are skipped or gone.

    Raises:
        RefusedError: The file cannot be read.
    """
    with quick.read_snapshot(book.path):
        sent = list(read_published_events(book.path))
        database = read_database_id(book.path)
        there = {one.id for one in quick.read_workouts_among(book.path, sent) if _is_planned(one)}
    return IntervalsEvents(
        tuple(removed_event(workout_uid(database, number)) for number in sent if number not in there)
    )


def _is_planned(workout: Workout) -> bool:
    return workout.status in (StoredStatus.PLANNED, StoredStatus.DONE)
