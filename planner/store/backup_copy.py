"""Verified copies of a database file, made with SQLite's own backup."""

from __future__ import annotations

import os
import sqlite3
from functools import partial
from pathlib import Path

from planner.store import files
from planner.store.backup_names import next_backup_path
from planner.store.errors import display_path, primary_error_code
from planner.store.schema import JOURNALED_TABLES, tables_in_version
from planner.training.refusal import RefusedError


class UnsoundCopyError(RefusedError):
    """The copy is not sound, and neither is what it was made from."""


def back_up_any_version(database_path: str) -> Path:
    """Copy a database of any version of the schema, before it is changed."""
    connection = files.connect(database_path)
    try:
        connection.execute("BEGIN")
        return copy_verified(connection, database_path, None)
    finally:
        connection.close()


def copy_verified(source: sqlite3.Connection, database_path: str, target: str | os.PathLike[str] | None) -> Path:
    """Copy what the source's transaction sees; in ``backups/`` the next free number is taken."""
    version: int = source.execute("PRAGMA user_version").fetchone()[0]
    # The place is not resolved: a link that stands there must be refused, not followed.
    copy_path = os.path.abspath(target) if target is not None else next_backup_path(Path(database_path), version)  # noqa: PTH100
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
        files.delete_if_exists(temporary)


def _fill_and_verify(source: sqlite3.Connection, copy: sqlite3.Connection) -> None:
    found = _copy_pages(source, copy)
    if found != "ok":
        raise UnsoundCopyError(f"The database is damaged ({found}), so no backup was made of it.")
    tables = tables_in_version(source.execute("PRAGMA user_version").fetchone()[0])
    for table in (name for name in JOURNALED_TABLES if name in tables):
        count = f"SELECT count(*) FROM {table}"
        if source.execute(count).fetchone() != copy.execute(count).fetchone():
            raise UnsoundCopyError(f"The backup lacks rows of {table}, so it was not kept.")


def _copy_pages(source: sqlite3.Connection, copy: sqlite3.Connection) -> str:
    """Copy every page; give ``ok``, or what SQLite's full check finds wrong."""
    try:
        source.backup(copy)
        found: str = copy.execute("PRAGMA integrity_check(1)").fetchone()[0]
    except sqlite3.DatabaseError as error:
        if primary_error_code(error) != sqlite3.SQLITE_CORRUPT:
            raise
        return str(error)
    return found
