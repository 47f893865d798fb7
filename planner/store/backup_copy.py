"""Verified copies of a database, made with SQLite's own backup; used by backups and, before an upgrade, migrations."""

from __future__ import annotations

import os
import sqlite3
from functools import partial
from pathlib import Path

from planner.file_writing import delete_if_exists
from planner.store import files
from planner.store.backup_names import next_backup_path
from planner.store.errors import display_path, primary_error_code
from planner.store.schema import JOURNALED_TABLES, tables_in_version
from planner.training.refusal import RefusedError


class UnsoundCopyError(RefusedError):
    """The database is damaged, so no sound copy of it can be made."""


def back_up_any_version(database_path: str) -> Path:
    """Copy a database of any schema version to ``backups/``, before it is changed, and return the copy's path.

    Raises:
        UnsoundCopyError: The database is damaged.
        RefusedError: The copy cannot be written.
    """
    connection = files.connect(database_path)
    try:
        connection.execute("BEGIN")
        return copy_verified(connection, database_path, None)
    finally:
        connection.close()


def copy_verified(source: sqlite3.Connection, database_path: str, target: str | os.PathLike[str] | None) -> Path:
    """Copy what the source's transaction sees, and return the copy's path.

    Args:
        source: In a reading transaction.
        database_path: The absolute path of its file.
        target: The path of the copy, which must not exist; None takes the next name in ``backups/``.

    Raises:
        UnsoundCopyError: The database is damaged.
        RefusedError: Something has that name, or it cannot be written.
    """
    version: int = source.execute("PRAGMA user_version").fetchone()[0]
    # Links are not resolved: a link with the name of the copy must be refused, not followed.
    copy_path = os.path.abspath(target) if target is not None else next_backup_path(Path(database_path), version)
    already_exists = f"{display_path(copy_path)} is already there; a backup never replaces a file."
    if os.path.lexists(copy_path):
        raise RefusedError(already_exists)
    temporary = files.write_temporary_database(copy_path, partial(_fill_and_verify, source))
    try:
        while True:
            try:
                files.move_into_place(temporary, copy_path)
            except FileExistsError as error:
                if target is not None:
                    raise RefusedError(already_exists) from error
                copy_path = next_backup_path(Path(database_path), version)  # another session took the number meanwhile
            else:
                return Path(copy_path)
    finally:
        delete_if_exists(temporary)


def _fill_and_verify(source: sqlite3.Connection, copy: sqlite3.Connection) -> None:
    problem = _copy_pages(source, copy)
    if problem != "ok":
        raise UnsoundCopyError(f"The database is damaged ({problem}), so no backup was made of it.")
    tables = tables_in_version(source.execute("PRAGMA user_version").fetchone()[0])
    for table in (name for name in JOURNALED_TABLES if name in tables):
        count = f"SELECT count(*) FROM {table}"
        if source.execute(count).fetchone() != copy.execute(count).fetchone():
            raise UnsoundCopyError(f"The backup lacks rows of {table}, so it was not kept.")


def _copy_pages(source: sqlite3.Connection, copy: sqlite3.Connection) -> str:
    """Copy every page and return ``ok``, or what SQLite's full check finds wrong with the copy."""
    try:
        source.backup(copy)
        result: str = copy.execute("PRAGMA integrity_check(1)").fetchone()[0]
    except sqlite3.DatabaseError as error:
        if primary_error_code(error) != sqlite3.SQLITE_CORRUPT:
            raise
        return str(error)
    return result
