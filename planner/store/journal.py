"""The journal: every change of every row, written by triggers inside SQLite, so that any writer's edits can be undone.

An operation is what a person did (``mark done: Easy 8 km``); its changes hold each row before and after as JSON. Undo
restores the rows of the newest operation, in reverse order and in one transaction, and refuses when a row is no longer
as that operation left it. What another program writes into the file gets operations of its own.
"""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass

from planner.store import column_values, connections
from planner.store.backups.automatic_backups import backups_before
from planner.store.free_space import give_back_free_pages
from planner.store.replay import replay_operation
from planner.store.row_counter import count_rows
from planner.store.row_values import (
    TableReader,
    json_value,
    one_of,
    read_each,
    read_instant,
    read_text,
    whole_number,
)
from planner.store.runner_rows import RUNNER_COLUMNS, runner_from_row
from planner.training.refusal import RefusedError

TYPE_CHECKING = False  # `typing` itself costs 5 ms of the first frame
if TYPE_CHECKING:
    from typing import Any

    from planner.training.blocks import Runner

MAX_OPERATIONS = 1000
MAX_BYTES = 20_000_000
"""Beyond either limit (operations, bytes of JSON) the oldest operations are forgotten, never the newest."""
MAX_CHANGES = 5000
"""At most so many changes of one operation are read: more lines than anybody reads."""

_NEXT_TO_UNDO = "SELECT max(id) FROM operation WHERE state = 'done'"
_SELECT_OPERATIONS = """
    SELECT id, name, at, state,
      coalesce(changes, (SELECT count(*) FROM change WHERE operation_id = operation.id)), turned
    FROM operation"""
_OPERATIONS = TableReader(
    "Operation",
    {
        "id": whole_number(),
        "name": read_text,
        "at": read_instant,
        "state": one_of("done", "undone", "dropped"),
        "changes": whole_number(),
        "turned": read_instant,
    },
    optional={"turned"},
)
_CHANGES = TableReader(
    "Change",
    {
        "seq": whole_number(),
        "table_name": read_text,
        "row_id": whole_number(),
        "before": json_value(dict),
        "after": json_value(dict),
    },
    optional={"before", "after"},
    key="seq",
)


@dataclass(frozen=True, slots=True)
class Operation:
    """One entry of the journal.

    Attributes:
        id: Its number; a later operation has a larger one, even after the clock was set back.
        name: What was done, for a person.
        made_at: The instant it was done, in UTC.
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
        before: The row before, by column; None when it was added.
        after: The row after, by column; None when it was removed.
    """

    table: str
    row_id: int
    before: dict[str, Any] | None
    after: dict[str, Any] | None


def begin_operation(connection: sqlite3.Connection, name: str, at: dt.datetime) -> None:
    """Open an operation inside the current transaction; later changes belong to it.

    Raises:
        RefusedError: The name cannot be stored, or the instant has no offset.
    """
    values = (column_values.check_text("name", name), format_instant(at))
    inserted = connection.execute("INSERT INTO operation (name, at) VALUES (?, ?) RETURNING id", values)
    connection.execute("UPDATE journal_state SET operation_id = ?", inserted.fetchone())


def end_operation(connection: sqlite3.Connection) -> bool:
    """Close the operation, before the transaction is committed.

    Returns:
        Whether anything was changed. If not, the caller must roll the transaction back: undoing an operation without
        changes would seem to do nothing.
    """
    changed = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM change, journal_state AS now WHERE change.operation_id = now.operation_id)",
    ).fetchone()[0]
    if changed:
        count_rows(0)  # the last moment to cancel
        connection.execute("UPDATE journal_state SET operation_id = NULL")
        _prune(connection)
        give_back_free_pages(connection)
    return bool(changed)


@contextmanager
def record_operation(
    path: str | os.PathLike[str], name: str, now: dt.datetime, *, is_dry_run: bool = False
) -> Iterator[sqlite3.Connection]:
    """Open a connection in one writing transaction and one operation; a body that changes nothing leaves no entry.

    Args:
        path: The database.
        name: What the history calls the operation.
        now: The present instant, with its offset.
        is_dry_run: Whether all of it is rolled back at the end; what it would do is read before.

    Raises:
        RefusedError: The file cannot be written, or a value breaks a rule of the schema; nothing was changed.
    """
    no_backup = backups_before(None) if is_dry_run else nullcontext()
    with no_backup, connections.write_transaction(path) as connection:
        begin_operation(connection, name, now)
        yield connection
        if not end_operation(connection) or is_dry_run:
            connection.execute("ROLLBACK")


def touched_dates(connection: sqlite3.Connection, tables: Sequence[str]) -> set[dt.date]:
    """Return the dates of the rows that the open operation has changed so far, before and after.

    Args:
        connection: In a writing transaction with an open operation.
        tables: The tables to look at, each with a column ``date``.
    """
    marks = ", ".join("?" * len(tables))
    dates = (
        f"SELECT json_extract({side}, '$.date') FROM change, journal_state AS now"
        f" WHERE change.operation_id = now.operation_id AND table_name IN ({marks}) AND {side} IS NOT NULL"
        for side in ("before", "after")
    )
    rows = connection.execute(" UNION ".join(dates), (*tables, *tables))
    return {dt.date.fromisoformat(date) for (date,) in rows}


def added_row_ids(connection: sqlite3.Connection, table: str) -> frozenset[int]:
    """Return the keys of the rows of a table that the open operation has added so far."""
    rows = connection.execute(
        "SELECT row_id FROM change, journal_state AS now WHERE change.operation_id = now.operation_id"
        " AND table_name = ? AND before IS NULL",
        (table,),
    )
    return frozenset(number for (number,) in rows)


def removed_rows(connection: sqlite3.Connection, table: str) -> list[dict[str, Any]]:
    """Return the rows of a table that the open operation has removed so far, by column, in that order."""
    rows = connection.execute(
        "SELECT before FROM change, journal_state AS now WHERE change.operation_id = now.operation_id"
        " AND table_name = ? AND after IS NULL ORDER BY seq",
        (table,),
    )
    return [row for (document,) in rows if (row := _parse_row(document)) is not None]


@contextmanager
def unrecorded(connection: sqlite3.Connection) -> Iterator[None]:
    """Let the changes inside pass without an entry: defaults of a new file, which nobody would undo."""
    connection.execute("UPDATE journal_state SET recording = 0")
    yield
    connection.execute("UPDATE journal_state SET recording = 1")


def undo(path: str | os.PathLike[str], *, now: dt.datetime) -> Operation | None:
    """Undo the newest operation that is done and return it; None when there is none.

    Raises:
        RefusedError: A row is no longer as the operation left it, or the file cannot be written; nothing was changed.
    """
    return _undo_or_redo(path, now, _NEXT_TO_UNDO, "undone")


def redo(path: str | os.PathLike[str], *, now: dt.datetime) -> Operation | None:
    """Redo the operation undone last and return it; None when there is none.

    Raises:
        RefusedError: A row is no longer as the undo left it, or the file cannot be written; nothing was changed.
    """
    return _undo_or_redo(path, now, "SELECT min(id) FROM operation WHERE state = 'undone'", "done")


def next_to_undo(path: str | os.PathLike[str]) -> int | None:
    """Return the number of the operation that `undo` would undo; None when there is none.

    Raises:
        RefusedError: The file cannot be read.
    """
    with connections.read_transaction(path) as connection:
        number: int | None = connection.execute(_NEXT_TO_UNDO).fetchone()[0]
        return number


def read_operations(path: str | os.PathLike[str], limit: int = 100) -> list[Operation]:
    """Return the newest operations, newest first.

    Raises:
        RefusedError: The file cannot be read.
    """
    with connections.read_transaction(path) as connection:
        rows = connection.execute(f"{_SELECT_OPERATIONS} ORDER BY id DESC LIMIT ?", (limit,))
        return read_each(rows, _operation_from_row)


def read_operation(path: str | os.PathLike[str], operation_id: int) -> Operation:
    """Return one operation.

    Raises:
        RefusedError: The journal holds no operation of this number, or the file cannot be read.
    """
    with connections.read_transaction(path) as connection:
        query = f"{_SELECT_OPERATIONS} WHERE id = ?"
        row = None
        if column_values.fits_integer(operation_id):
            row = connection.execute(query, (operation_id,)).fetchone()
        if row is None:
            raise RefusedError(f"There is no operation {operation_id} in the history.")
        return _operation_from_row(row)


def read_changes(path: str | os.PathLike[str], operation_id: int, limit: int = MAX_CHANGES) -> list[RowChange]:
    """Return the changes of an operation, in the order in which they were made; none for a dropped one.

    Raises:
        RefusedError: The file cannot be read, or a change holds a value that no planner wrote.
    """
    query = f"SELECT {', '.join(_CHANGES.columns)} FROM change WHERE operation_id = ? ORDER BY seq LIMIT ?"
    with connections.read_transaction(path) as connection:
        rows = connection.execute(query, (operation_id, limit))
        return read_each(rows, lambda row: RowChange(*_CHANGES.read(row)[1:]))


def read_move_names(path: str | os.PathLike[str], workout_ids: Iterable[int]) -> dict[int, str]:
    """Return the name of the operation that gave a workout its day last, by the workout's number.

    Those that the journal knows no move of are left out, and so is what was undone.

    Raises:
        RefusedError: The file cannot be read.
    """
    import json

    query = """
        SELECT change.row_id, operation.name FROM change JOIN operation ON operation.id = change.operation_id
        WHERE change.table_name = 'item' AND operation.state = 'done'
          AND change.row_id IN (SELECT value FROM json_each(?))
          AND json_extract(change.before, '$.date') <> json_extract(change.after, '$.date')
        ORDER BY change.seq"""
    with connections.read_transaction(path) as connection:
        return dict(connection.execute(query, (json.dumps(list(workout_ids)),)).fetchall())


def read_earlier_runners(path: str | os.PathLike[str]) -> list[Runner]:
    """Return what the runner was before each change that the journal still has, the latest first.

    Raises:
        RefusedError: The file cannot be read, or a change holds a value that no planner wrote.
    """
    query = "SELECT before FROM change WHERE table_name = 'athlete' AND before IS NOT NULL ORDER BY seq DESC"
    with connections.read_transaction(path) as connection:
        rows = [_parse_row(before) or {} for (before,) in connection.execute(query)]
    return [runner_from_row([row.get(name) for name in RUNNER_COLUMNS]) for row in rows]


def format_instant(at: dt.datetime) -> str:
    """Format an instant as it is stored: ISO 8601, in UTC, whole seconds.

    Raises:
        RefusedError: The instant has no offset.
    """
    if at.tzinfo is None:
        raise RefusedError(f"The instant {at.isoformat()} has no offset from UTC.")
    return at.astimezone(dt.UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def _undo_or_redo(path: str | os.PathLike[str], at: dt.datetime, query: str, state: str) -> Operation | None:
    """Replay the operation that the query finds: backward to make it ``undone``, forward to make it ``done``."""
    turned = format_instant(at)
    with connections.write_transaction(path, enforce_foreign_keys=False) as connection:
        number = connection.execute(query).fetchone()[0]
        if number is None:
            connection.execute("ROLLBACK")
            return None
        connection.execute("UPDATE journal_state SET recording = 0")
        replay_operation(connection, number, forward=state == "done")
        connection.execute("UPDATE journal_state SET recording = 1")
        connection.execute("UPDATE operation SET state = ?, turned = ? WHERE id = ?", (state, turned, number))
        give_back_free_pages(connection)
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
    return Operation(*_OPERATIONS.read(row))
