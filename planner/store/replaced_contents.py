"""How all contents of a database are replaced in one step, from a complete and verified file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from planner.store import files
from planner.store.lock_waits import wait_for_lock


@contextmanager
def exclusive_connection(database_path: str) -> Iterator[sqlite3.Connection]:
    """Connect so that no other session can read or write until the end, also between two transactions.

    Raises:
        sqlite3.Error: Another session is reading or writing.
        RefusedError: It is not a database.
    """
    connection = files.connect(database_path)
    try:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        wait_for_lock(connection, database_path, lambda: connection.execute("BEGIN EXCLUSIVE"))
        connection.execute("COMMIT")
        yield connection
    finally:
        with suppress(sqlite3.Error):  # it may have become no database
            connection.execute("PRAGMA locking_mode = NORMAL")
            connection.execute("PRAGMA user_version").fetchone()  # the lock goes at the next access
        connection.close()


def replace_contents(connection: sqlite3.Connection, replacement: str) -> None:
    """Copy all pages of a complete file into the database of an exclusive connection, in one transaction."""
    source = files.connect_without_pragmas(replacement)
    try:
        source.backup(connection)
    finally:
        source.close()
