"""The running session: a row that says where it is. The journal leaves it alone: it is no edit of the plan."""

from __future__ import annotations

import os
from dataclasses import dataclass

from planner.store.connections import read_transaction, write_transaction
from planner.store.errors import StaleEditError
from planner.store.files import find_database
from planner.store.row_values import TableReader, json_text, read_text, whole_number

CHANGED = "The session was changed in another terminal meanwhile; it is shown as it is now."
"""What is said to a terminal whose view of the session is old."""

_TIMERS = TableReader(
    "The running session of workout",
    {
        "item_id": whole_number(1),
        "started": read_text,
        "run": json_text(start=dict, day=str, run=dict),
        "version": whole_number(1),
    },
    key="item_id",
)


@dataclass(frozen=True, slots=True)
class StoredTimer:
    """A running session as it is stored.

    Attributes:
        workout_id: The workout that is being done.
        started: The instant of its start in UTC, ``YYYY-MM-DDTHH:MM:SSZ``.
        run: Where it is, as a JSON object.
        version: Counts its changes, so that two terminals notice each other.
    """

    workout_id: int
    started: str
    run: str
    version: int


def read_timer(path: str | os.PathLike[str]) -> StoredTimer | None:
    """Return the session that was started last; None when none is running, or there is no file.

    Raises:
        RefusedError: The file cannot be read.
    """
    if find_database(path) is None:  # reading never creates one
        return None
    with read_transaction(path) as connection:
        query = f"SELECT {', '.join(_TIMERS.columns)} FROM session_timer ORDER BY id DESC LIMIT 1"
        row = connection.execute(query).fetchone()
        return None if row is None else StoredTimer(*_TIMERS.read(row))


def read_timer_version(path: str | os.PathLike[str]) -> tuple[int, int, str | None] | None:
    """Return the workout of the running session, its version, and the workout's stored status; None when none runs.

    The status is None where the workout was deleted.

    Raises:
        RefusedError: The file cannot be read.
    """
    with read_transaction(path) as connection:
        query = (
            "SELECT item_id, session_timer.version, item.state FROM session_timer "
            "LEFT JOIN item ON item.id = item_id ORDER BY session_timer.id DESC LIMIT 1"
        )
        row = connection.execute(query).fetchone()
        return None if row is None else (row[0], row[1], row[2])


def insert_timer(path: str | os.PathLike[str], timer: StoredTimer) -> None:
    """Store a session that starts.

    Raises:
        StaleEditError: Another one is running.
        RefusedError: The file cannot be written.
    """
    with write_transaction(path, is_operation=False) as connection:
        if connection.execute("SELECT 1 FROM session_timer").fetchone() is not None:
            raise StaleEditError("A session is running already, perhaps in another terminal.")
        connection.execute(
            "INSERT INTO session_timer (item_id, started, run, version) VALUES (?, ?, ?, ?)",
            (timer.workout_id, timer.started, timer.run, timer.version),
        )


def update_timer(path: str | os.PathLike[str], workout_id: int, run: str, version: int) -> int:
    """Store where a session is now.

    Args:
        path: The database.
        workout_id: The workout that is being done.
        run: Where it is, as a JSON object.
        version: The version it was read with.

    Returns:
        The new version.

    Raises:
        StaleEditError: Another terminal changed or ended it since it was read; nothing was changed.
        RefusedError: The file cannot be written.
    """
    query = "UPDATE session_timer SET run = ?, version = version + 1 WHERE item_id = ? AND version = ?"
    with write_transaction(path, is_operation=False) as connection:
        if connection.execute(query, (run, workout_id, version)).rowcount != 1:
            raise StaleEditError(CHANGED)
    return version + 1


def delete_timer(path: str | os.PathLike[str], workout_id: int) -> None:
    """Forget the running session of a workout.

    Raises:
        RefusedError: The file cannot be written.
    """
    with write_transaction(path, is_operation=False) as connection:
        connection.execute("DELETE FROM session_timer WHERE item_id = ?", (workout_id,))
