"""The journal's triggers, generated from the tables in the file, so that no column can be forgotten.

Each journaled table gets three. A change outside any operation, by another program that writes into the file, makes an
operation of its own. SQL cannot tell one transaction from the next, so what one connection changes in quick succession
is taken as one operation: all rows of a statement, since SQLite's clock does not advance during one, and statements
that begin at most two seconds after the one before. Such a change to an exercise set also raises the version of its
workout, so that a session that is editing the workout notices.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from planner.store.schema import JOURNALED_TABLES, tables_in_version

OUTSIDE_EDIT_NAME = "Edit from outside"
"""The name of an operation that another program made."""

_NOW_SQL = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')"
_JUST_NOW_SQL = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-2 seconds')"
_RECORDING_SQL = "(SELECT recording FROM journal_state) = 1"
_NO_OPERATION_OPEN = "(SELECT operation_id FROM journal_state) IS NULL"


@dataclass(frozen=True, slots=True)
class TableInfo:
    """A table as SQLite describes it.

    Attributes:
        table: Its name.
        key: The name of its integer primary key.
        columns: Column names and declared types, in order.
        has_version: Whether it has a ``version`` column.
        parent: ``(column, table, key)`` of the versioned table that its rows are parts of; None when it has none.
    """

    table: str
    key: str
    columns: tuple[tuple[str, str], ...]
    has_version: bool
    parent: tuple[str, str, str] | None


def read_table_info(connection: sqlite3.Connection, table: str) -> TableInfo:
    """Read the description of a table from an open database.

    Raises:
        sqlite3.OperationalError: There is no such table.
    """
    rows = connection.execute(f"PRAGMA table_info({table})").fetchall()
    if not rows:
        raise sqlite3.OperationalError(f"no such table: {table}")  # as SQLite says in any query that names it
    columns = tuple((name, kind) for _, name, kind, *_ in rows)
    versioned = ("version", "INTEGER") in columns
    parents = connection.execute(f"PRAGMA foreign_key_list({table})").fetchall()
    parent = None if versioned or not parents else (parents[0][3], parents[0][2], parents[0][4])
    return TableInfo(table, next(row[1] for row in rows if row[5]), columns, versioned, parent)


def rebuild_triggers(connection: sqlite3.Connection, version: int | None = None) -> None:
    """Replace the triggers after tables were made or changed; every migration does so in its transaction.

    Args:
        connection: In that transaction.
        version: The schema version reached so far, whose tables exist; None for the newest.
    """
    existing_tables = (
        JOURNALED_TABLES
        if version is None
        else [table for table in JOURNALED_TABLES if table in tables_in_version(version)]
    )
    for table in existing_tables:
        info = read_table_info(connection, table)
        for event in ("INSERT", "UPDATE", "DELETE"):
            connection.execute(f"DROP TRIGGER IF EXISTS journal_{table}_{event.lower()}")
            connection.execute(_trigger_sql(info, event))


@contextmanager
def without_triggers(connection: sqlite3.Connection) -> Iterator[None]:
    """Let rows be stored as they are: the triggers would take an entry of a copied history for a new one.

    Args:
        connection: In a writing transaction, which is rolled back when the body fails.
    """
    kept = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY rowid").fetchall()
    for name, _ in kept:
        connection.execute(f"DROP TRIGGER {name}")
    yield
    for _, sql in kept:
        connection.execute(sql)


def _trigger_sql(info: TableInfo, event: str) -> str:
    before = "NULL" if event == "INSERT" else _row_json_sql(info, "OLD")
    after = "NULL" if event == "DELETE" else _row_json_sql(info, "NEW", with_new_version=event == "UPDATE")
    row = "NEW" if event == "INSERT" else "OLD"
    return f"""CREATE TRIGGER journal_{info.table}_{event.lower()} AFTER {event} ON {info.table}
BEGIN
{_outside_operation_sql()}\
{_bump_version_sql(info) if event == "UPDATE" else ""}\
  INSERT INTO change (operation_id, table_name, row_id, before, after)
  SELECT coalesce((SELECT operation_id FROM journal_state), (SELECT max(id) FROM operation)),
    '{info.table}', {row}.{info.key}, {before}, {after}
  WHERE {_RECORDING_SQL};
{_bump_parent_version_sql(info, row)}\
END"""


def _outside_operation_sql() -> str:
    """Return SQL that gives a change outside any operation the newest one, or a new one.

    It comes before anything else in the trigger: a connection that has changed nothing so far begins a new operation.
    """
    newest = f"id = (SELECT max(id) FROM operation) AND name = '{OUTSIDE_EDIT_NAME}' AND state = 'done'"
    is_same = f"at = {_NOW_SQL} OR (at BETWEEN {_JUST_NOW_SQL} AND {_NOW_SQL} AND total_changes() > 0)"
    outside = f"{_RECORDING_SQL} AND {_NO_OPERATION_OPEN}"
    return f"""\
  UPDATE operation SET at = {_NOW_SQL} WHERE {outside} AND {newest} AND ({is_same});
  INSERT INTO operation (name, at) SELECT '{OUTSIDE_EDIT_NAME}', {_NOW_SQL}
  WHERE {outside} AND NOT EXISTS (SELECT 1 FROM operation WHERE {newest} AND at = {_NOW_SQL});
"""


def _row_json_sql(info: TableInfo, row: str, *, with_new_version: bool = False) -> str:
    """Return SQL for a row as JSON; ``with_new_version`` takes the version that the trigger is about to set."""
    pairs = []
    for name, _ in info.columns:
        value = f'{row}."{name}"'
        if with_new_version and info.has_version and name == "version":
            value = "max(NEW.version, OLD.version + 1)"
        pairs.append(f"'{name}', {value}")
    return f"json_object({', '.join(pairs)})"


def _bump_version_sql(info: TableInfo) -> str:
    """Return SQL that raises the version of a row that was changed without raising it."""
    if not info.has_version:
        return ""
    return (
        f"  UPDATE {info.table} SET version = OLD.version + 1"
        f" WHERE {info.key} = NEW.{info.key} AND version <= OLD.version;\n"
    )


def _bump_parent_version_sql(info: TableInfo, row: str) -> str:
    if info.parent is None:
        return ""
    column, table, key = info.parent
    return (
        f"  UPDATE {table} SET version = version + 1 WHERE {key} = {row}.{column} AND {_RECORDING_SQL} AND "
        f"{_NO_OPERATION_OPEN};\n"
    )
