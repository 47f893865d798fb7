"""The id of a database, by which calendars and other programs tell its workouts from those of any other.

It is made when the database is, and kept by every copy. A backup that is restored gets it again.
"""

from __future__ import annotations

import os
import sqlite3

from planner.store.connections import read_transaction
from planner.store.row_values import TableReader, read_text, whole_number

_ID_DIGITS = 12


def _read_id(value: str) -> str:
    if len(read_text(value)) != _ID_DIGITS or not set(value) <= set("0123456789abcdef"):
        raise ValueError("no id")
    return value


_IDENTITY = TableReader("The identity of the database", {"database_id": _read_id, "sendings": whole_number()}, key="")


def read_database_id(path: str | os.PathLike[str]) -> str:
    """Return the id of a database, 12 hexadecimal digits.

    Raises:
        RefusedError: The file cannot be read.
    """
    with read_transaction(path) as connection:
        return find_database_id(connection)


def find_database_id(connection: sqlite3.Connection) -> str:
    """Return the id of an open database.

    Raises:
        DamagedRowError: It is lost.
    """
    row = connection.execute(f"SELECT {', '.join(_IDENTITY.columns)} FROM identity").fetchone()
    database_id: str = _IDENTITY.read(row or (None, None))[0]
    return database_id


def set_database_id(connection: sqlite3.Connection, database_id: str) -> None:
    """Give a new database the id of the one that it is made from.

    Args:
        connection: In a writing transaction.
        database_id: 12 hexadecimal digits.

    Raises:
        sqlite3.IntegrityError: It is no such id.
    """
    connection.execute("UPDATE identity SET database_id = ?", (database_id,))


def keep_or_make_id(connection: sqlite3.Connection) -> None:
    """Make an id for a database whose own is lost; calendars then take its workouts for new ones.

    Args:
        connection: In a writing transaction.
    """
    connection.execute("INSERT OR IGNORE INTO identity (id, database_id) VALUES (1, lower(hex(randomblob(6))))")


def count_sending(connection: sqlite3.Connection) -> None:
    """Count that the tables of what was sent are changed, so that such a transaction can be seen in the file."""
    connection.execute("UPDATE identity SET sendings = sendings + 1")
