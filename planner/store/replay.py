"""Putting rows back, or forward again, from the journal's JSON: inside SQLite, row by row, each compared first.

Versions only ever grow, also here, so that an edit begun before an undo is noticed after it: a row put back over
another gets the next version, and a row that comes back from nothing continues from the version it went with.
"""

from __future__ import annotations

import sqlite3

from planner.store.triggers import TableInfo, read_table_info
from planner.training.refusal import RefusedError


def replay_operation(connection: sqlite3.Connection, number: int, *, forward: bool) -> None:
    """Replay an operation's changes inside the running transaction, with the journal's recording off.

    Args:
        connection: Open, in a writing transaction that does not cascade: every row that went is in the journal.
        number: The operation.
        forward: Redo (in order) instead of undo (in reverse).

    Raises:
        RefusedError: A row is not as the journal says it was left, or one would be left behind without its whole.
    """
    verb = "redone" if forward else "undone"
    order, expected, wanted = ("ASC", "before", "after") if forward else ("DESC", "after", "before")
    changes = connection.execute(
        f"SELECT seq, table_name, {expected}, {wanted} FROM change WHERE operation_id = ? ORDER BY seq {order}",
        (number,),
    ).fetchall()
    shapes: dict[str, TableInfo] = {}
    for seq, table, was, becomes in changes:
        shape = shapes.get(table) or shapes.setdefault(table, read_table_info(connection, table))
        rows = {"was": was, "becomes": becomes}
        if was is None:
            done = _reinsert_row(connection, shape, rows)
        elif becomes is None:
            done = _delete_row(connection, shape, rows, f"UPDATE change SET {expected} = ? WHERE seq = {seq}")
        else:
            done = connection.execute(_update_sql(shape), rows).rowcount == 1
        if not done:
            name = _operation_name(connection, number)
            raise RefusedError(f'"{name}" cannot be {verb}: what it changed was changed since; nothing was changed.')
    if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
        name = _operation_name(connection, number)
        raise RefusedError(f'"{name}" cannot be {verb}: something new belongs to what would go; nothing was changed.')


def matches_sql(shape: TableInfo, row: str) -> str:
    """SQL that is true where the table's row is what the JSON object bound to ``row`` says, versions aside."""
    compared = [name for name, _ in shape.columns if not (shape.has_version and name == "version")]
    kinds = dict(shape.columns)
    return " AND ".join(f'"{name}" IS {_column_sql(name, kinds[name], row)}' for name in compared)


def _operation_name(connection: sqlite3.Connection, number: int) -> str:
    name: str = connection.execute("SELECT name FROM operation WHERE id = ?", (number,)).fetchone()[0]
    return name


def _column_sql(name: str, kind: str, row: str) -> str:
    """One column's value out of the JSON; real numbers by arithmetic, which every build of SQLite rounds the same."""
    value = f"json_extract({row}, '$.{name}')"
    return f"round({value} * 1000) / 1000.0" if kind == "REAL" else value


def _update_sql(shape: TableInfo) -> str:
    sets = [
        f'"{name}" = '
        + ("version + 1" if shape.has_version and name == "version" else _column_sql(name, kind, ":becomes"))
        for name, kind in shape.columns
    ]
    return f"UPDATE {shape.table} SET {', '.join(sets)} WHERE {matches_sql(shape, ':was')}"


def _reinsert_row(connection: sqlite3.Connection, shape: TableInfo, rows: dict[str, str | None]) -> bool:
    values = [
        _column_sql(name, kind, ":becomes") + (" + 1" if shape.has_version and name == "version" else "")
        for name, kind in shape.columns
    ]
    key = _column_sql(shape.key, "INTEGER", ":becomes")
    inserted = connection.execute(
        f"INSERT INTO {shape.table} ({', '.join(name for name, _ in shape.columns)}) SELECT {', '.join(values)} "
        f"WHERE NOT EXISTS (SELECT 1 FROM {shape.table} WHERE {shape.key} = {key})",
        rows,
    )
    return inserted.rowcount == 1


def _delete_row(
    connection: sqlite3.Connection, shape: TableInfo, rows: dict[str, str | None], update_version_sql: str
) -> bool:
    """Delete the row and keep the version it went with, for the day it comes back."""
    version = "version" if shape.has_version else "NULL"
    condition = matches_sql(shape, ":was")
    found = connection.execute(f"SELECT {version} FROM {shape.table} WHERE {condition}", rows).fetchone()
    if found is None:
        return False
    connection.execute(f"DELETE FROM {shape.table} WHERE {condition}", rows)
    if shape.has_version:
        raised = connection.execute("SELECT json_set(?, '$.version', ?)", (rows["was"], found[0])).fetchone()[0]
        connection.execute(update_version_sql, (raised,))
    return True
