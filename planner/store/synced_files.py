"""The files of workouts in the folders of calendars, as they were when they were last written or read.

The journal leaves them alone: undo changes what is planned, and the next run of ``sync`` carries that to the folder.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from planner.store.connections import read_transaction
from planner.store.database_id import count_sending
from planner.store.published_events import MAX_SEQUENCE, read_event_time
from planner.store.row_values import TableReader, read_each, read_text, whole_number

_LAST_INSTANT = 2**63 - 1


def _read_place(value: str) -> str:
    read_event_time(value)
    return value


_SYNCED = TableReader(
    "The calendar file of workout",
    {
        "item_id": whole_number(1),
        "place": _read_place,
        "digest": read_text,
        "text_digest": read_text,
        "revision": whole_number(0, MAX_SEQUENCE),
        "mtime": whole_number(-_LAST_INSTANT, _LAST_INSTANT),
        "size": whole_number(),
        "pending": read_text,
    },
    optional={"pending"},
    key="item_id",
)


@dataclass(frozen=True, slots=True)
class SyncedFile:
    """The file of a workout in a folder.

    Attributes:
        workout_id: The workout, which may be gone.
        place: The day on which the file has it, with its time on the runner's clock if it has one:
            ``2027-01-07T18:00``, or ``2027-01-07``.
        digest: Says what the plan said when they were last equal.
        text_digest: Says which text is in the file, a person's own included.
        revision: Which of our writings is in the file.
        mtime: When the file was last changed, in nanoseconds since 1970.
        size: Its size in bytes.
        pending: What the runner is asked about it; None where nothing is.
    """

    workout_id: int
    place: str
    digest: str
    text_digest: str
    revision: int
    mtime: int
    size: int
    pending: str | None = None


def read_synced_files(path: str | os.PathLike[str], folder: str) -> dict[int, SyncedFile]:
    """Return what is known of the files in a folder, by the number of the workout.

    Args:
        path: The database.
        folder: The absolute path of the folder.

    Raises:
        RefusedError: The database cannot be read.
    """
    query = f"SELECT {', '.join(_SYNCED.columns)} FROM synced WHERE folder = ? ORDER BY item_id"
    with read_transaction(path) as connection:
        rows = connection.execute(query, (folder,))
        return {one.workout_id: one for one in read_each(rows, lambda row: SyncedFile(*_SYNCED.read(row)))}


def read_synced_folders(path: str | os.PathLike[str]) -> list[str]:
    """Return the folders of calendars that are known, in the order of their names.

    Raises:
        RefusedError: The database cannot be read.
    """
    with read_transaction(path) as connection:
        return [folder for (folder,) in connection.execute("SELECT DISTINCT folder FROM synced ORDER BY folder")]


def store_synced_files(
    connection: sqlite3.Connection, folder: str, files: Iterable[SyncedFile], gone: Iterable[int] = ()
) -> None:
    """Store what is known of files in a folder, over what was known of them before.

    Args:
        connection: In a writing transaction.
        folder: The absolute path of the folder.
        files: The files.
        gone: The workouts that the folder has no file of any more.
    """
    connection.executemany(
        "DELETE FROM synced WHERE folder = ? AND item_id = ?", [(folder, workout_id) for workout_id in gone]
    )
    columns = ("folder", *_SYNCED.columns)
    changes = ", ".join(f"{column} = excluded.{column}" for column in _SYNCED.columns)
    connection.executemany(
        f"INSERT INTO synced ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
        f" ON CONFLICT (folder, item_id) DO UPDATE SET {changes}",
        [
            (
                folder,
                one.workout_id,
                one.place,
                one.digest,
                one.text_digest,
                one.revision,
                one.mtime,
                one.size,
                one.pending,
            )
            for one in files
        ],
    )
    count_sending(connection)


def read_pending_numbers(path: str | os.PathLike[str], pending: str, folder: str = "") -> list[int]:
    """Return the numbers of the workouts of which something is left open, each once.

    Args:
        path: The database.
        pending: What is left open.
        folder: The absolute path of the folder; empty for all folders.

    Raises:
        RefusedError: The database cannot be read.
    """
    query = "SELECT DISTINCT item_id FROM synced WHERE pending = ? AND (folder = ? OR ? = '') ORDER BY item_id"
    with read_transaction(path) as connection:
        return [number for (number,) in connection.execute(query, (pending, folder, folder))]


def replace_pending(connection: sqlite3.Connection, workout_id: int, pending: str, now_pending: str) -> None:
    """Store in all folders that something else is left open of a workout than before.

    Args:
        connection: In a writing transaction.
        workout_id: The workout.
        pending: What was left open.
        now_pending: What is now.
    """
    connection.execute(
        "UPDATE synced SET pending = ? WHERE item_id = ? AND pending = ?", (now_pending, workout_id, pending)
    )
    count_sending(connection)
