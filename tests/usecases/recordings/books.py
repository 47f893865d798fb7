"""A planbook with a few workouts, into which recordings are put as an import does."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from planner.clock import Clock
from planner.store import journal, prepare, quick, recording_table
from planner.training.recordings import Recording, RecordingLink
from planner.training.workouts import Workout
from planner.usecases.changes import Change, apply_change
from planner.usecases.planbook import Planbook
from planner.usecases.recordings.match_days import MatchOutcome, match_after
from tests.matching.cases import DAY


def new_book(path: Path, workouts: Iterable[Workout] = ()) -> Planbook:
    """A file with workouts; their numbers are 1, 2, 3 ... in the order given."""
    book = Planbook(path, Clock(DAY))
    prepare(path)
    apply_change(book, Change("plan", added=tuple(workouts)))
    return book


def put_in(book: Planbook, *recordings: Recording) -> MatchOutcome:
    """Store recordings and match them, as one operation; their numbers follow their order here."""
    with journal.record_operation(book.path, "import", book.clock.now()) as connection:
        stored = recording_table.insert_recordings(connection, book.path, recordings)
        return match_after(connection, book, {one.date for one in stored})


def take_out(book: Planbook, number: int) -> MatchOutcome:
    """Delete a recording, as one operation."""
    with journal.record_operation(book.path, "delete", book.clock.now()) as connection:
        (recording,) = recording_table.read_recordings(connection, [number])
        recording_table.delete_recording(connection, number)
        return match_after(connection, book, {recording.date})


def links(book: Planbook) -> dict[int, list[int]]:
    """The numbers of the recordings of each workout that has some."""
    with closing(sqlite3.connect(book.path)) as connection:
        rows = connection.execute("SELECT item_id, recording_id FROM recording_link ORDER BY item_id, recording_id")
        found: dict[int, list[int]] = {}
        for item, recording in rows:
            found.setdefault(item, []).append(recording)
        return found


def all_links(book: Planbook) -> list[RecordingLink]:
    """All links, by number."""
    with closing(sqlite3.connect(book.path)) as connection:
        numbers = [row[0] for row in connection.execute("SELECT DISTINCT item_id FROM recording_link")]
        return recording_table.read_links_of_items(connection, numbers)


def workouts(book: Planbook) -> list[Workout]:
    """All workouts, by date and time of day."""
    return quick.read_all_workouts(book.path)


def the(book: Planbook, number: int) -> Workout:
    """The workout of a number."""
    return quick.read_workout(book.path, number)
