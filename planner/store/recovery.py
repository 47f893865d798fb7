"""A new file made of what can still be read of a damaged one, which is only copied and never changed.

Tables are read row by row. Where a page is damaged, the next key from which SQLite can read again is searched for, so
that one page costs only its own rows. Rows on whole pages that nothing leads to any more are found by the pages
themselves, and those that the history holds are put back. Where the pages are damaged that say where the tables are,
the places that they have in the newest backup, or in a new file, are tried.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from planner.file_writing import create_private_file, discard
from planner.store import files, migrations, pragmas, triggers
from planner.store.damaged_file import DamagedFile, open_damaged_file
from planner.store.database_id import keep_or_make_id
from planner.store.errors import display_path, translate_errors
from planner.store.given_numbers import find_last_number, raise_last_number
from planner.store.loose_rows import add_loose_rows
from planner.store.recovered_history import HISTORY_TABLES, cut_history, drop_history, is_consistent
from planner.store.recovered_table import LAST_KEY, RecoveredTable, copy_rows, insert_row
from planner.store.schema import JOURNALED_TABLES, UNRECORDED_TABLES, tables_in_version
from planner.store.soundness import find_damage
from planner.training.refusal import RefusedError

_TABLES = (*JOURNALED_TABLES, *UNRECORDED_TABLES, *HISTORY_TABLES)
"""Everything that is read, parents before children."""
_MOST_ROUNDS = 10
"""Rows that refer to nothing are removed so often at most, as their removal may leave others behind."""


@dataclass(frozen=True, slots=True)
class Recovery:
    """A file made of what could be read.

    Attributes:
        path: The new file.
        tables: What could be read of each table.
        has_history: Whether it keeps the whole history.
        layout_from: Which file says where the tables are, as this one's own beginning is damaged; else None.
        kept_operations: How many entries of the history it keeps, the newest ones; with what is older, undo would go
            wrong.
    """

    path: Path
    tables: tuple[RecoveredTable, ...]
    has_history: bool
    layout_from: str | None
    kept_operations: int = 0


def recover(path: str | os.PathLike[str], target: str | os.PathLike[str]) -> Recovery:
    """Write what can be read of a damaged database to a new file.

    Args:
        path: The damaged database; it is not changed.
        target: The new file.

    Raises:
        RefusedError: Nothing can be read, the file is another program's or a newer planner's, or the new file cannot
            be written.
    """
    database_path = files.find_database(path)
    if database_path is None:
        raise RefusedError(f"There is no file {display_path(path)}.")
    target_path = files.check_new_file(target, "a recovered database")
    working = f"{target_path}.{os.getpid()}-{time.monotonic_ns()}.new"
    with translate_errors(target):
        try:
            _copy_private(database_path, working)
            if files.has_journal(database_path):
                _copy_private(f"{database_path}-journal", f"{working}-journal")
            recovery = _recover_copy(working, database_path, target_path)
        except OSError as error:
            raise RefusedError(f"{display_path(target)} cannot be written: {error.strerror}.") from error
        finally:
            for name in (working, f"{working}-journal"):
                discard(name)
    if recovery is None:
        raise RefusedError(f"Nothing of {display_path(path)} could be read; it was left unchanged.")
    return recovery


def _recover_copy(working: str, database_path: str, target_path: str) -> Recovery | None:
    """Try the copy as it is, then with another beginning; return None where nothing can be read."""
    for damaged in open_damaged_file(working, database_path):
        recovery = _read_into(damaged, target_path)
        if recovery is not None:
            return recovery
    return None


def _read_into(damaged: DamagedFile, target_path: str) -> Recovery | None:
    """Read what can be read into the new file; None where that is nothing.

    Raises:
        RefusedError: It is another program's, or a newer planner's, or the new file cannot be written.
    """
    try:
        version = damaged.find_version()
    except sqlite3.DatabaseError:
        return None
    found: list[_Contents] = []
    recovered = files.write_temporary_database(target_path, lambda copy: found.append(_fill(copy, damaged, version)))
    try:
        [contents] = found
        if not any(table.count for table in contents.tables):
            return None
        files.move_into_place(recovered, target_path)
    except FileExistsError as error:
        raise RefusedError(f"{display_path(target_path)} is already there; it was left unchanged.") from error
    finally:
        discard(recovered)
    return Recovery(
        Path(target_path), contents.tables, contents.has_history, damaged.layout_from, contents.kept_operations
    )


@dataclass(frozen=True, slots=True)
class _Contents:
    """What a new file was filled with; its attributes are those of a `Recovery`."""

    tables: tuple[RecoveredTable, ...]
    has_history: bool
    kept_operations: int


def _fill(copy: sqlite3.Connection, damaged: DamagedFile, version: int) -> _Contents:
    """Make the schema in an empty file, and copy the rows that can be read."""
    copy.execute("PRAGMA foreign_keys = OFF")
    copy.execute("BEGIN IMMEDIATE")
    for migration in migrations.MIGRATIONS[:version]:
        migration(copy)
    with triggers.without_triggers(copy):
        has_id = "identity" in tables_in_version(version)
        for name in ("athlete", "identity") if has_id else ("athlete",):
            copy.execute(f"DELETE FROM {name}")  # a new file has a row of the runner, and an id of its own
        tables = {}
        last_keys = _read_last_keys(damaged)
        for name in (name for name in _TABLES if name in tables_in_version(version)):
            with damaged.open_table(name) as connection:
                tables[name] = _copy_table(connection, copy, name)
        add_loose_rows(copy, damaged, [table for table in tables.values() if table.gaps])
        raise_last_number(copy, max(last_keys.get("item", 0), find_last_number(copy, version)))
        for name, key in last_keys.items():
            if name in tables:
                tables[name].end_with(key)
        has_history = cut_history(copy, tables)
        for table in tables.values():
            _fill_gaps_from_history(copy, table)
        copy.execute("INSERT OR IGNORE INTO athlete (id) VALUES (1)")
        if has_id:
            keep_or_make_id(copy)
        _remove_orphans(copy, tables)
        if not is_consistent(copy, tables):
            has_history = False
            drop_history(copy)
    triggers.rebuild_triggers(copy, version)
    copy.execute(f"PRAGMA application_id = {pragmas.APPLICATION_ID}")
    copy.execute(f"PRAGMA user_version = {version}")
    copy.execute("COMMIT")
    problem = find_damage(copy)
    if problem:
        raise RefusedError(f"What was read could not be written ({problem}).")
    kept: int = copy.execute("SELECT count(*) FROM operation WHERE state <> 'dropped'").fetchone()[0]
    return _Contents(tuple(tables.values()), has_history, kept)


def _read_last_keys(damaged: DamagedFile) -> dict[str, int]:
    """Return the highest key that each table has ever had, as far as the file can tell."""
    with suppress(sqlite3.DatabaseError), damaged.open_table("item") as connection:
        rows = connection.execute("SELECT name, seq FROM sqlite_sequence").fetchall()
        return {name: key for name, key in rows if isinstance(key, int) and 0 <= key < LAST_KEY}
    return {}


def _copy_table(damaged: sqlite3.Connection, copy: sqlite3.Connection, name: str) -> RecoveredTable:
    table = RecoveredTable(name)
    table.rows = copy_rows(damaged, copy, table, table.gaps, only_gaps=False)
    return table


def _fill_gaps_from_history(copy: sqlite3.Connection, table: RecoveredTable) -> None:
    """Put the rows of a table that could not be read back as the history has them, which holds each row it changed."""
    query = """
        SELECT row_id, after FROM (
          SELECT row_id, after, max(seq) FROM change JOIN operation ON operation.id = operation_id
          WHERE table_name = ? AND state = 'done' GROUP BY row_id)
        WHERE after IS NOT NULL ORDER BY row_id"""
    if table.gaps:
        for key, after in copy.execute(query, (table.name,)).fetchall():
            if table.lacks(key):
                with suppress(ValueError, AttributeError, sqlite3.Error):
                    row = json.loads(after)
                    insert_row(copy, table.name, list(row), list(row.values()))
                    table.from_history += 1


def _remove_orphans(copy: sqlite3.Connection, tables: dict[str, RecoveredTable]) -> None:
    """Part rows from what is lost: where they can be without it, they stay."""
    for _ in range(_MOST_ROUNDS):
        broken = copy.execute("PRAGMA foreign_key_check").fetchall()
        if not broken:
            return
        for name, key, _, reference in broken:
            column = next(row[3] for row in copy.execute(f"PRAGMA foreign_key_list({name})") if row[0] == reference)
            is_needed = next(row[3] for row in copy.execute(f"PRAGMA table_info({name})") if row[1] == column)
            if is_needed or column == triggers.read_table_info(copy, name).key:
                copy.execute(f"DELETE FROM {name} WHERE rowid = ?", (key,))
                if name in tables:
                    tables[name].orphans += 1
            else:
                copy.execute(f"UPDATE {name} SET {column} = NULL WHERE rowid = ?", (key,))


def _copy_private(source: str, target: str) -> None:
    with open(create_private_file(target), "wb") as copy, open(source, "rb") as original:  # noqa: PTH123 - a descriptor
        shutil.copyfileobj(original, copy)
