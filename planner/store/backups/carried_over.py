"""What stays when a backup takes the place of a database: what the world outside knows of it, and has seen.

A calendar ignores an event with a lower number of its version than it has, and takes a workout with the number of an
earlier one for that. So the versions of events go on from the higher ones, and numbers of workouts are never given
twice, though the backup is older than both.
"""

from __future__ import annotations

import sqlite3
from contextlib import suppress

from planner.store.database_id import count_sending, find_database_id, set_database_id
from planner.store.given_numbers import find_last_number, raise_last_number
from planner.store.schema import ADDED_IN_VERSION
from planner.training.refusal import RefusedError

_SELECT_ID = "SELECT database_id FROM identity"


def carry_over(replaced: sqlite3.Connection, restored: sqlite3.Connection, backup_version: int) -> None:
    """Keep the id of a database, what was sent of it, and the numbers that are given, when a backup is restored.

    The backup of another database keeps its own. One from before databases had ids gets that of the one it replaces.

    Args:
        replaced: The database that is replaced.
        restored: The backup that takes its place, upgraded, in a writing transaction.
        backup_version: The schema version that it had before.
    """
    version = replaced.execute("PRAGMA user_version").fetchone()[0]
    if version >= ADDED_IN_VERSION["identity"]:
        if backup_version < ADDED_IN_VERSION["identity"]:
            with suppress(RefusedError, sqlite3.IntegrityError):  # it is damaged, and lost in any case
                set_database_id(restored, find_database_id(replaced))
        elif replaced.execute(_SELECT_ID).fetchone() != restored.execute(_SELECT_ID).fetchone():
            return
        restored.execute("DELETE FROM synced")  # the folders are as the replaced database has left them
        for table in ("published", "synced"):
            _copy_rows(replaced, restored, table)
        count_sending(restored)
    raise_last_number(restored, find_last_number(replaced, version))


def _copy_rows(replaced: sqlite3.Connection, restored: sqlite3.Connection, table: str) -> None:
    """Copy the rows of a table over those with the same key; of two events the one with the lower number goes."""
    columns = [row[1] for row in replaced.execute(f"PRAGMA table_info({table})")]
    changes = ", ".join(f"{column} = excluded.{column}" for column in columns[1:])
    newer = " WHERE excluded.sequence >= published.sequence" if table == "published" else ""
    insert = (
        f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
        f" ON CONFLICT ({columns[0]}) DO UPDATE SET {changes}{newer}"
    )
    for row in replaced.execute(f"SELECT {', '.join(columns)} FROM {table}"):
        with suppress(sqlite3.IntegrityError):  # a damaged row must not keep the runner from a good backup
            restored.execute(insert, row)
