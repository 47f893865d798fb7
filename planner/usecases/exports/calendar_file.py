"""The plan as one ICS file, for a calendar that reads it or subscribes to it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from planner.exchange.calendars.workout_events import EventStatus, WorkoutEvent
from planner.exchange.calendars.write_events import write_calendar
from planner.store import quick
from planner.store.row_values import FIRST_DATE, LAST_DATE
from planner.usecases.exports.calendar_events import make_events
from planner.usecases.exports.publishing import publish, read_cancelled_events
from planner.usecases.exports.scope import Scope
from planner.usecases.planbook import Planbook

CALENDAR_NAME = "Training"
"""What calendars call the whole plan."""


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """An ICS file.

    Attributes:
        text: Its text.
        count: How many events it has.
        cancelled: How many of them do not take place any more.
    """

    text: str
    count: int
    cancelled: int


def export_calendar(book: Planbook, scope: Scope, zone_name: str = "") -> CalendarFile:
    """Return workouts as an ICS file, and remember what was sent.

    Skipped workouts, and those that are gone, are in it as cancelled once a calendar may have them.

    Args:
        book: The planbook.
        scope: Which workouts.
        zone_name: The time zone that times are written in; empty for those of whatever clock reads them.

    Raises:
        RefusedError: The file cannot be read, or another session keeps what is sent from being remembered.
    """
    with quick.read_snapshot(book.path):
        workouts = quick.read_workouts_among(book.path, scope.read_numbers(book))
        events = {
            number: event
            for number, event in make_events(book, workouts).items()
            if event.status is EventStatus.CONFIRMED
        }
        cancelled = read_cancelled_events(book, *_days_of(scope))
        runner_zone = quick.read_zone(book.path)
    events |= cancelled
    revisions = publish(book, events)
    ordered = sorted(events, key=lambda number: (*_order(events[number]), number))
    text = write_calendar(
        [(events[number], revisions[number]) for number in ordered],
        name=scope.block.name if scope.block is not None else CALENDAR_NAME,
        zone_name=zone_name or runner_zone or "",
        has_zone_times=bool(zone_name),
    )
    return CalendarFile(text, len(events), len(cancelled))


def _days_of(scope: Scope) -> tuple[dt.date, dt.date]:
    """Return the days of what is asked for; nobody knows the block of a workout that is gone, so its days count."""
    first, last = scope.first or FIRST_DATE, scope.last or LAST_DATE
    if scope.block is None:
        return first, last
    return max(first, scope.block.start), min(last, scope.block.last_day)


def _order(event: WorkoutEvent) -> tuple[dt.date, dt.time]:
    if isinstance(event.start, dt.datetime):
        return event.start.date(), event.start.time()
    return event.start, dt.time()
