"""The journal's triggers, written from the tables as they are, so that no column can be forgotten.

Each journaled table gets three. A change outside any operation - another program wrote into the file - makes an
operation of its own; the rows that one statement changes share one, since SQLite's clock stands still during it. Such
a change to a part (an exercise set) also raises the version of the whole it belongs to, so that whoever is editing the
whole notices.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from planner.store.schema import JOURNALED_TABLES, tables_in_version

OUTSIDE_EDIT_NAME = "Edit from outside"
"""The name of an operation that something else than the planner made."""

_NOW_SQL = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')"
_RECORDING_SQL = "(SELECT recording FROM journal_state) = 1"
_NO_OPERATION_OPEN = "(SELECT operation_id FROM journal_state) IS NULL"


@dataclass(frozen=True, slots=True)
class TableInfo:
    """A table as SQLite describes it.

    Attributes:
        table: Its name.
        key: Its integer primary key.
        columns: Names and declared types, in order.
        has_version: Whether it has a ``version`` column.
        parent: ``(column, table, key)`` of the versioned table its rows are parts of, or None.
    """

    table: str
    key: str
    columns: tuple[tuple[str, str], ...]
    has_version: bool
    parent: tuple[str, str, str] | None


def read_table_info(connection: sqlite3.Connection, table: str) -> TableInfo:
    """Look a table up in the open database."""
    rows = connection.execute(f"PRAGMA table_info({table})").fetchall()
    if not rows:
        raise sqlite3.OperationalError(f"no such table: {table}")  # as any query that names it would say
    columns = tuple((name, kind) for _, name, kind, *_ in rows)
    versioned = ("version", "INTEGER") in columns
    parents = connection.execute(f"PRAGMA foreign_key_list({table})").fetchall()
    whole = None if versioned or not parents else (parents[0][3], parents[0][2], parents[0][4])
    return TableInfo(table, next(row[1] for row in rows if row[5]), columns, versioned, whole)


def rebuild_triggers(connection: sqlite3.Connection, version: int | None = None) -> None:
    """Make the triggers anew, after the tables were made or changed. Belongs into every migration's transaction.

    Args:
        connection: In that transaction.
        version: The schema's, when it is not the newest yet: tables that later steps make are not there.
    """
    existing_tables = (
        JOURNALED_TABLES
        if version is None
        else [table for table in JOURNALED_TABLES if table in tables_in_version(version)]
    )
    for table in existing_tables:
        shape = read_table_info(connection, table)
        for event in ("INSERT", "UPDATE", "DELETE"):
            connection.execute(f"DROP TRIGGER IF EXISTS journal_{table}_{event.lower()}")
            connection.execute(_trigger_sql(shape, event))


def _trigger_sql(shape: TableInfo, event: str) -> str:
    before = "NULL" if event == "INSERT" else _row_json_sql(shape, "OLD")
    after = "NULL" if event == "DELETE" else _row_json_sql(shape, "NEW", with_new_version=event == "UPDATE")
    row = "NEW" if event == "INSERT" else "OLD"
    return f"""CREATE TRIGGER journal_{shape.table}_{event.lower()} AFTER {event} ON {shape.table}
BEGIN
{_bump_version_sql(shape) if event == "UPDATE" else ""}\
  INSERT INTO operation (name, at) SELECT '{OUTSIDE_EDIT_NAME}', {_NOW_SQL}
  WHERE {_RECORDING_SQL} AND {_NO_OPERATION_OPEN} AND NOT EXISTS (
    SELECT 1 FROM operation
    WHERE id = (SELECT max(id) FROM operation) AND name = '{OUTSIDE_EDIT_NAME}' AND state = 'done' AND at = {_NOW_SQL});
  INSERT INTO change (operation_id, table_name, row_id, before, after)
  SELECT coalesce((SELECT operation_id FROM journal_state), (SELECT max(id) FROM operation)),
    '{shape.table}', {row}.{shape.key}, {before}, {after}
  WHERE {_RECORDING_SQL};
{_bump_parent_version_sql(shape, row)}\
END"""


def _row_json_sql(shape: TableInfo, row: str, *, with_new_version: bool = False) -> str:
    """The row as a JSON object; ``with_new_version`` gives the version that the trigger itself is about to set."""
    pairs = []
    for name, _ in shape.columns:
        value = f'{row}."{name}"'
        if with_new_version and shape.has_version and name == "version":
            value = "max(NEW.version, OLD.version + 1)"
        pairs.append(f"'{name}', {value}")
    return f"json_object({', '.join(pairs)})"


def _bump_version_sql(shape: TableInfo) -> str:
    """Whoever changes a row without raising its version has it raised for them."""
    if not shape.has_version:
        return ""
    return (
        f"  UPDATE {shape.table} SET version = OLD.version + 1"
        f" WHERE {shape.key} = NEW.{shape.key} AND version <= OLD.version;\n"
    )


def _bump_parent_version_sql(shape: TableInfo, row: str) -> str:
    if shape.parent is None:
        return ""
    column, table, key = shape.parent
    return (
        f"  UPDATE {table} SET version = version + 1 WHERE {key} = {row}.{column} AND {_RECORDING_SQL} AND "
        f"{_NO_OPERATION_OPEN};\n"
    )
