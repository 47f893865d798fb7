"""The journal: every change of every row, written by triggers inside SQLite, so that any writer's work can be undone.

An operation is what a person did (``Done: Easy 8 km``); its changes hold each row before and after as JSON. Undo puts
the rows of the newest operation back, in reverse order and in one transaction, and refuses when a row is no longer as
that operation left it. What another program writes into the file gets operations of its own.
"""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from planner.store import cells, opening
from planner.training.refusal import RefusedError

MAX_OPERATIONS = 1000
MAX_BYTES = 20_000_000
"""The journal forgets its oldest operations beyond either bound, never its newest."""
MAX_CHANGES = 5000
"""Changes of one operation that are read at most: more lines than anybody reads."""

_SELECT_OPERATIONS = """
    SELECT id, name, at, state,
      coalesce(changes, (SELECT count(*) FROM change WHERE operation_id = operation.id)), turned
    FROM operation"""


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that was done.

    Attributes:
        id: Its place in the order of things; larger is later, whatever the clock said.
        name: What it was, for a person.
        made_at: The instant, in UTC.
        state: ``done``, ``undone`` (can be redone), or ``dropped`` (undone, and then something new was done).
        change_count: How many rows it changed.
        undone_or_redone_at: When it was last undone or redone, in UTC; None when it never was.
    """

    id: int
    name: str
    made_at: dt.datetime
    state: str
    change_count: int
    undone_or_redone_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class RowChange:
    """What an operation did to one row.

    Attributes:
        table: The row's table.
        row_id: Its key.
        before: The row before, column by column; None when it was made.
        after: The row after; None when it was removed.
    """

    table: str
    row_id: int
    before: dict[str, Any] | None
    after: dict[str, Any] | None


def begin_operation(connection: sqlite3.Connection, name: str, at: dt.datetime) -> None:
    """Open an operation inside the running transaction: from here on changes belong to it."""
    values = (cells.check_text("name", name), format_instant(at))
    found = connection.execute("INSERT INTO operation (name, at) VALUES (?, ?) RETURNING id", values)
    connection.execute("UPDATE journal_state SET operation_id = ?", found.fetchone())


def end_operation(connection: sqlite3.Connection) -> bool:
    """Close the operation before the transaction is committed.

    Returns:
        Whether anything was changed. If not, the transaction should be rolled back: an empty operation would make undo
        seem to do nothing.
    """
    changed = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM change, journal_state AS now WHERE change.operation_id = now.operation_id)",
    ).fetchone()[0]
    if changed:
        connection.execute("UPDATE journal_state SET operation_id = NULL")
        _prune(connection)
    return bool(changed)


def undo(path: str | os.PathLike[str], *, now: dt.datetime) -> Operation | None:
    """Take back the newest operation that is done; None when there is none.

    Raises:
        RefusedError: A row is no longer as the operation left it, or the file cannot be written; nothing was changed.
    """
    return _undo_or_redo(path, now, "SELECT max(id) FROM operation WHERE state = 'done'", "undone")


def redo(path: str | os.PathLike[str], *, now: dt.datetime) -> Operation | None:
    """Do the operation that was undone last once more; None when there is none.

    Raises:
        RefusedError: As for `undo`.
    """
    return _undo_or_redo(path, now, "SELECT min(id) FROM operation WHERE state = 'undone'", "done")


def read_operations(path: str | os.PathLike[str], limit: int = 100) -> list[Operation]:
    """The newest operations, newest first."""
    with opening.read_transaction(path) as connection:
        return [
            _operation_from_row(row)
            for row in connection.execute(f"{_SELECT_OPERATIONS} ORDER BY id DESC LIMIT ?", (limit,))
        ]


def read_operation(path: str | os.PathLike[str], operation_id: int) -> Operation:
    """One operation.

    Raises:
        RefusedError: The journal has none of this number.
    """
    with opening.read_transaction(path) as connection:
        query = f"{_SELECT_OPERATIONS} WHERE id = ?"
        found = connection.execute(query, (operation_id,)).fetchone() if cells.fits_integer(operation_id) else None
        if found is None:
            raise RefusedError(f"There is no operation {operation_id} in the history.")
        return _operation_from_row(found)


def read_changes(path: str | os.PathLike[str], operation_id: int, limit: int = MAX_CHANGES) -> list[RowChange]:
    """The changes of an operation, in the order in which they were made; none for one that was dropped."""
    query = "SELECT table_name, row_id, before, after FROM change WHERE operation_id = ? ORDER BY seq LIMIT ?"
    with opening.read_transaction(path) as connection:
        return [
            RowChange(table, row, _parse_row(before), _parse_row(after))
            for table, row, before, after in connection.execute(query, (operation_id, limit))
        ]


def format_instant(at: dt.datetime) -> str:
    """An instant as it is stored: ISO, UTC, whole seconds.

    Raises:
        RefusedError: It does not know its offset.
    """
    if at.tzinfo is None:
        raise RefusedError(f"The instant {at.isoformat()} has no offset from UTC.")
    return at.astimezone(dt.UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def _undo_or_redo(path: str | os.PathLike[str], at: dt.datetime, query: str, state: str) -> Operation | None:
    """Replay one operation, backward to make it ``undone`` or forward to make it ``done``."""
    from planner.store import replay

    turned = format_instant(at)
    with opening.write_transaction(path, enforce_foreign_keys=False) as connection:
        number = connection.execute(query).fetchone()[0]
        if number is None:
            return None
        connection.execute("UPDATE journal_state SET recording = 0")
        replay.replay_operation(connection, number, forward=state == "done")
        connection.execute("UPDATE journal_state SET recording = 1")
        connection.execute("UPDATE operation SET state = ?, turned = ? WHERE id = ?", (state, turned, number))
        return _operation_from_row(connection.execute(f"{_SELECT_OPERATIONS} WHERE id = ?", (number,)).fetchone())


def _prune(connection: sqlite3.Connection) -> None:
    connection.execute(
        """
        UPDATE operation SET (changes, size) = (
          SELECT count(*), coalesce(sum(coalesce(length(before), 0) + coalesce(length(after), 0)), 0)
          FROM change WHERE operation_id = operation.id)
        WHERE changes IS NULL
        """,
    )
    connection.execute(
        """
        DELETE FROM operation WHERE id IN (
          SELECT id FROM (SELECT id, row_number() OVER later AS place,
                            sum(iif(state = 'dropped', 0, size)) OVER later AS bytes
                          FROM operation WINDOW later AS (ORDER BY id DESC))
          WHERE place > 1 AND (place > ? OR bytes > ?))
        """,
        (MAX_OPERATIONS, MAX_BYTES),
    )


def _parse_row(document: str | None) -> dict[str, Any] | None:
    if document is None:
        return None
    import json

    row = json.loads(document)
    return row if isinstance(row, dict) else {}


def _operation_from_row(row: Sequence[Any]) -> Operation:
    number, name, at, state, changes, turned = row
    return Operation(
        number,
        name,
        dt.datetime.fromisoformat(at),
        state,
        changes,
        dt.datetime.fromisoformat(turned) if turned is not None else None,
    )
