"""The numbers that workouts have had: none is given to another one, since calendars know workouts by them.

SQLite keeps the highest number that a table has had. What makes a database of another file has to carry that over, too.
"""

from __future__ import annotations

import sqlite3

from planner.store.schema import ADDED_IN_VERSION


def find_last_number(connection: sqlite3.Connection, version: int) -> int:
    """Return the highest number of a workout that a database knows of; the workout may be gone.

    Args:
        connection: The database.
        version: Its schema version.
    """
    queries = [
        "SELECT max(seq) FROM sqlite_sequence WHERE name = 'item'",
        "SELECT max(row_id) FROM change WHERE table_name = 'item'",
    ]
    if version >= ADDED_IN_VERSION["published"]:
        queries.append("SELECT max(item_id) FROM published")
    return max(connection.execute(query).fetchone()[0] or 0 for query in queries)


def raise_last_number(connection: sqlite3.Connection, number: int) -> None:
    """Let the next workout get a higher number than this one.

    Args:
        connection: In a writing transaction.
        number: A number that some workout has had.
    """
    raised = connection.execute("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = 'item'", (number,))
    if not raised.rowcount:
        connection.execute("INSERT INTO sqlite_sequence (name, seq) VALUES ('item', ?)", (number,))
