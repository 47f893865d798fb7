"""What calendars and other programs were last sent of each workout. The journal leaves it alone: no undo unsends it."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from planner.store.connections import read_transaction
from planner.store.database_id import count_sending
from planner.store.row_values import TableReader, read_date, read_each, read_instant, read_text, whole_number

MAX_SEQUENCE = 2**31 - 1
"""What calendars read as the number of a version."""


def read_event_time(value: str) -> dt.datetime | dt.date:
    """Return the day of an event without a time, or its day and time on the runner's clock, as they are stored."""
    if len(value) not in {len("2027-01-04"), len("2027-01-04T18:00")}:
        raise ValueError("neither a day nor a time of a day")
    return dt.datetime.fromisoformat(value) if "T" in value else dt.date.fromisoformat(value)


def store_event_time(time: dt.datetime | dt.date) -> str:
    """Return a day, or a day with its time, as it is stored."""
    return time.isoformat("T", "minutes") if isinstance(time, dt.datetime) else time.isoformat()


_PUBLISHED = TableReader(
    "The event of workout",
    {
        "item_id": whole_number(1),
        "digest": read_text,
        "sequence": whole_number(0, MAX_SEQUENCE),
        "stamp": read_instant,
        "starts": read_event_time,
        "ends": read_event_time,
        "summary": read_text,
        "removed_on": read_date,
    },
    optional={"removed_on"},
    key="item_id",
)


@dataclass(frozen=True, slots=True)
class PublishedEvent:
    """The event of a workout as it was last sent, wherever to.

    Attributes:
        workout_id: The workout, which may be gone.
        digest: Says what was in it; another digest is another content.
        sequence: How often it was changed since it was sent first.
        stamp: The instant, in UTC, at which it was sent first as it is.
        start: Its start on the runner's clock; a date where it has no time.
        end: Its end, likewise; the day after, where it has no time.
        summary: Its title.
        removed_on: The day on which it was sent first that the workout is skipped or gone; None while it takes place.
    """

    workout_id: int
    digest: str
    sequence: int
    stamp: dt.datetime
    start: dt.datetime | dt.date
    end: dt.datetime | dt.date
    summary: str
    removed_on: dt.date | None = None


def read_published_events(path: str | os.PathLike[str]) -> dict[int, PublishedEvent]:
    """Return what was last sent, by the number of the workout.

    Raises:
        RefusedError: The file cannot be read.
    """
    with read_transaction(path) as connection:
        return find_published_events(connection)


def find_published_events(connection: sqlite3.Connection) -> dict[int, PublishedEvent]:
    """Return what an open database says was last sent, by the number of the workout.

    Raises:
        DamagedRowError: A row holds a value that the planner never stores.
    """
    rows = connection.execute(f"SELECT {', '.join(_PUBLISHED.columns)} FROM published ORDER BY item_id")
    return {one.workout_id: one for one in read_each(rows, lambda row: PublishedEvent(*_PUBLISHED.read(row)))}


def read_removed_numbers(path: str | os.PathLike[str]) -> list[int]:
    """Return the numbers of the workouts that were sent and do not take place any more: skipped, gone, or no training.

    Raises:
        RefusedError: The file cannot be read.
    """
    takes_place = "SELECT id FROM item WHERE sport NOT IN ('rest', 'note') AND state <> 'skipped'"
    query = f"SELECT item_id FROM published WHERE item_id NOT IN ({takes_place}) ORDER BY item_id"
    with read_transaction(path) as connection:
        return [number for (number,) in connection.execute(query)]


def store_published_events(connection: sqlite3.Connection, events: Iterable[PublishedEvent]) -> None:
    """Store what is sent, over what was sent of the same workouts before.

    Args:
        connection: In a writing transaction.
        events: The events.
    """
    marks = ", ".join("?" * len(_PUBLISHED.columns))
    connection.executemany(
        f"INSERT OR REPLACE INTO published ({', '.join(_PUBLISHED.columns)}) VALUES ({marks})",
        [
            (
                one.workout_id,
                one.digest,
                one.sequence,
                f"{one.stamp.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}",
                store_event_time(one.start),
                store_event_time(one.end),
                one.summary,
                one.removed_on.isoformat() if one.removed_on else None,
            )
            for one in events
        ],
    )
    count_sending(connection)
