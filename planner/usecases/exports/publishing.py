"""The number of each version of an event, remembered for all ways out together, so that calendars take the newer one.

Only another content makes a new version. A workout that was sent once and is skipped or gone is sent as one that does
not take place, for as long as calendars may still have it.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping
from pathlib import Path

from planner.exchange.calendars.workout_events import EventStatus, Revision, WorkoutEvent
from planner.store import quick
from planner.store.backups.automatic_backups import backups_before
from planner.store.connections import write_transaction
from planner.store.database_id import read_database_id
from planner.store.published_events import (
    PublishedEvent,
    find_published_events,
    read_published_events,
    read_removed_numbers,
    store_published_events,
)
from planner.training.workout_uids import workout_uid
from planner.usecases.exports.calendar_events import cancelled_event, next_revision
from planner.usecases.planbook import Planbook

KEEP_CANCELLED_DAYS = 400
"""So many days after its removal a workout is sent as one that does not take place."""


def publish(book: Planbook, events: Mapping[int, WorkoutEvent]) -> dict[int, Revision]:
    """Return which version of each event is sent, and remember it; that is no edit.

    From a database that cannot be written the last versions that are known are sent.

    Args:
        book: The planbook.
        events: The events, by the number of the workout; those that do not take place must have been sent before.

    Raises:
        RefusedError: The file cannot be read, or another session keeps it from being written.
    """
    now, today = book.clock.now(), book.today
    published = read_published_events(book.path)
    if _unsent(events, published, now, today):
        if not _is_writable(book.path):
            return {number: _known_revision(published.get(number), now) for number in events}
        with backups_before(None), write_transaction(book.path, is_operation=False) as connection:
            published = find_published_events(connection)  # another session may have sent them meanwhile
            store_published_events(connection, _unsent(events, published, now, today))
            published = find_published_events(connection)
    return {number: Revision(published[number].sequence, published[number].stamp) for number in events}


def read_cancelled_events(book: Planbook, first: dt.date, last: dt.date) -> dict[int, WorkoutEvent]:
    """Return the events of workouts that were sent once and are skipped or gone, by their numbers.

    Args:
        book: The planbook.
        first: The first day of what is sent.
        last: The last day, included.

    Raises:
        RefusedError: The file cannot be read.
    """
    with quick.read_snapshot(book.path):
        numbers = read_removed_numbers(book.path)
        if not numbers:
            return {}
        database_id, published = read_database_id(book.path), read_published_events(book.path)
        removed = [published[number] for number in numbers if number in published]
    oldest = book.today - dt.timedelta(days=KEEP_CANCELLED_DAYS)
    return {
        one.workout_id: cancelled_event(workout_uid(database_id, one.workout_id), one)
        for one in removed
        if first <= _day_of(one.start) <= last and (one.removed_on is None or one.removed_on >= oldest)
    }


def _unsent(
    events: Mapping[int, WorkoutEvent], published: Mapping[int, PublishedEvent], now: dt.datetime, today: dt.date
) -> list[PublishedEvent]:
    """Return what is to be remembered: the events that were never sent as they are now."""
    unsent = []
    for number, event in events.items():
        sent = published.get(number)
        if sent is None or sent.digest != event.digest:
            revision = next_revision(event, sent, now)
            unsent.append(_sent_event(number, event, revision, today))
    return unsent


def _sent_event(number: int, event: WorkoutEvent, revision: Revision, today: dt.date) -> PublishedEvent:
    """Return what is remembered of an event that is sent today.

    Args:
        number: The number of the workout.
        event: The event.
        revision: Which version of it is sent.
        today: Today's date.
    """
    removed_on = today if event.status is EventStatus.CANCELLED else None
    return PublishedEvent(
        number, event.digest, revision.number, revision.made_at, event.start, event.end, event.summary, removed_on
    )


def _known_revision(sent: PublishedEvent | None, now: dt.datetime) -> Revision:
    return Revision(0, now) if sent is None else Revision(sent.sequence, sent.stamp)


def _is_writable(path: Path) -> bool:
    """Return whether SQLite can write a file: it makes another one next to it."""
    database = Path(os.path.realpath(path))
    return os.access(database, os.W_OK) and os.access(database.parent, os.W_OK | os.X_OK)


def _day_of(time: dt.datetime | dt.date) -> dt.date:
    return time.date() if isinstance(time, dt.datetime) else time
