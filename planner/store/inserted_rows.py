"""New rows of one table, stored one after the other with the same statement."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence

from planner.store.errors import translate_errors
from planner.store.row_counter import ROWS_AT_ONCE, count_rows

TYPE_CHECKING = False  # `typing` itself costs 5 ms of the first frame
if TYPE_CHECKING:
    from typing import Any


def insert_rows(
    connection: sqlite3.Connection, path: str | os.PathLike[str], table: str, rows: Sequence[dict[str, Any]]
) -> range:
    """Insert rows, asking after some hundred of them whether the edit goes on.

    Args:
        connection: In a writing transaction.
        path: The database, for error messages.
        table: A table whose keys are given by SQLite and never used again (AUTOINCREMENT).
        rows: The rows, each with the same columns.

    Returns:
        Their keys, in the same order.

    Raises:
        RefusedError: A value breaks a rule of the schema, or the edit was cancelled.
    """
    if not rows:
        return range(0)
    columns = ", ".join(rows[0])
    sql = f"INSERT INTO {table} ({columns}) VALUES ({', '.join(f':{column}' for column in rows[0])})"
    at_hand: dict[str, Any] = {}  # the row that a rule of the schema refuses

    def in_turn(batch: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        for values in batch:
            at_hand.update(values)
            yield values

    with translate_errors(path, at_hand):
        for begin in range(0, len(rows), ROWS_AT_ONCE):
            connection.executemany(sql, in_turn(rows[begin : begin + ROWS_AT_ONCE]))
            count_rows(0)
    # The keys of one table follow one another: within the transaction nobody else inserts into it.
    last: int = connection.execute("SELECT last_insert_rowid()").fetchone()[0]
    return range(last - len(rows) + 1, last + 1)
