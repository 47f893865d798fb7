"""Undo and redo of one operation: the rows that the journal holds are put back, each only where it is as expected."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from planner.store.row_counter import ROWS_AT_ONCE, count_rows
from planner.store.row_values import DamagedRowError, describe_damage
from planner.store.schema import JOURNALED_TABLES
from planner.store.triggers import TableInfo, read_table_info
from planner.training.refusal import RefusedError


def replay_operation(connection: sqlite3.Connection, number: int, *, forward: bool) -> None:
    """Replay an operation's changes inside the current transaction.

    Args:
        connection: In a writing transaction, with recording off, and foreign keys off too: rows that a cascade deleted
            are in the journal themselves.
        number: The operation's id.
        forward: Redo (in order) instead of undo (in reverse).

    Raises:
        RefusedError: A row is no longer as the operation left it, or a row would refer to one that is gone.
    """
    _keep_freed_memory()
    verb = "redone" if forward else "undone"
    order, expected, wanted = ("ASC", "before", "after") if forward else ("DESC", "after", "before")
    replays: dict[str, _Replay] = {}
    for seq, table, was, becomes in _read_changes_in_turn(connection, number, expected, wanted, order):
        if table not in JOURNALED_TABLES:
            raise DamagedRowError(describe_damage(f"Change {seq}", "table name", table))
        replay = replays.get(table) or replays.setdefault(table, _Replay(read_table_info(connection, table)))
        rows = {"was": was, "becomes": becomes}
        if was is None:
            done = replay.reinsert_row(connection, rows)
        elif becomes is None:
            done = replay.delete_row(connection, rows, f"UPDATE change SET {expected} = ? WHERE seq = {seq}")
        else:
            done = replay.update_row(connection, rows)
        if not done:
            name = _operation_name(connection, number)
            raise RefusedError(f'"{name}" cannot be {verb}: what it changed was changed since; nothing was changed.')
    if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
        name = _operation_name(connection, number)
        raise RefusedError(f'"{name}" cannot be {verb}: something new belongs to what would go; nothing was changed.')
    count_rows(0)  # the last moment to cancel


def _keep_freed_memory() -> None:
    """Make the C library keep what is freed for the next row: SQLite needs half a megabyte for each of them.

    Else it comes from the system and goes back to it each time, which takes longer than the rows themselves.
    """
    bytearray(1_000_000)  # glibc keeps twice as much as the largest block that it has given back


def matches_sql(info: TableInfo, row: str) -> str:
    """Return SQL that is true where the table's row equals the JSON object bound to ``row``, apart from the version."""
    compared = [name for name, _ in info.columns if not (info.has_version and name == "version")]
    kinds = dict(info.columns)
    return " AND ".join(f'"{name}" IS {_column_sql(name, kinds[name], row)}' for name in compared)


def _operation_name(connection: sqlite3.Connection, number: int) -> str:
    name: str = connection.execute("SELECT name FROM operation WHERE id = ?", (number,)).fetchone()[0]
    return name


def _column_sql(name: str, kind: str, row: str) -> str:
    """Return SQL for one column's value in the JSON; real numbers are rounded as the schema's rules round them."""
    value = f"json_extract({row}, '$.{name}')"
    return f"round({value} * 1000) / 1000.0" if kind == "REAL" else value


def _read_changes_in_turn(
    connection: sqlite3.Connection, number: int, expected: str, wanted: str, order: str
) -> Iterator[tuple[int, str, str | None, str | None]]:
    """Yield the changes of an operation: `seq`, table, row expected, row wanted; some at once, and counted."""
    after, beyond = (">", -1) if order == "ASC" else ("<", 2**62)
    while True:
        batch = connection.execute(
            f"SELECT seq, table_name, {expected}, {wanted} FROM change"
            f" WHERE operation_id = ? AND seq {after} ? ORDER BY seq {order} LIMIT {ROWS_AT_ONCE}",
            (number, beyond),
        ).fetchall()
        if not batch:
            return
        yield from batch
        beyond = batch[-1][0]
        count_rows(len(batch))


class _Replay:
    """The statements that take back or repeat what happened to the rows of one table."""

    def __init__(self, info: TableInfo) -> None:
        self._has_version = info.has_version
        table, key = info.table, _column_sql(info.key, "INTEGER", ":becomes")
        names = ", ".join(name for name, _ in info.columns)
        values = [
            _column_sql(name, kind, ":becomes") + (" + 1" if info.has_version and name == "version" else "")
            for name, kind in info.columns
        ]
        sets = [
            f'"{name}" = '
            + ("version + 1" if info.has_version and name == "version" else _column_sql(name, kind, ":becomes"))
            for name, kind in info.columns
        ]
        # found by its key: SQLite would take any index that fits one of the many conditions
        condition = f"{info.key} = {_column_sql(info.key, 'INTEGER', ':was')} AND {matches_sql(info, ':was')}"
        # Two statements: one that reads the table into which it inserts makes SQLite keep its rows in between.
        self._taken_sql = f"SELECT 1 FROM {table} WHERE {info.key} = {key}"
        self._insert_sql = f"INSERT INTO {table} ({names}) VALUES ({', '.join(values)})"
        self._update_sql = f"UPDATE {table} SET {', '.join(sets)} WHERE {condition}"
        self._find_sql = f"SELECT {'version' if info.has_version else 'NULL'} FROM {table} WHERE {condition}"
        self._delete_sql = f"DELETE FROM {table} WHERE {info.key} = {_column_sql(info.key, 'INTEGER', ':was')}"

    def reinsert_row(self, connection: sqlite3.Connection, rows: dict[str, str | None]) -> bool:
        """Insert the row again; return False where there is one of its key."""
        if connection.execute(self._taken_sql, rows).fetchone() is not None:
            return False
        connection.execute(self._insert_sql, rows)
        return True

    def update_row(self, connection: sqlite3.Connection, rows: dict[str, str | None]) -> bool:
        """Give the row its other values; return False where it is not as expected."""
        return connection.execute(self._update_sql, rows).rowcount == 1

    def delete_row(self, connection: sqlite3.Connection, rows: dict[str, str | None], update_version_sql: str) -> bool:
        """Delete the row, and keep its version in the journal, so that a redo or undo continues from it."""
        found = connection.execute(self._find_sql, rows).fetchone()
        if found is None:
            return False
        connection.execute(self._delete_sql, rows)
        if self._has_version:
            raised = connection.execute("SELECT json_set(?, '$.version', ?)", (rows["was"], found[0])).fetchone()[0]
            connection.execute(update_version_sql, (raised,))
        return True
