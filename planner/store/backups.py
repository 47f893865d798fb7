"""Backing up and restoring the whole database.

Each backup is made with SQLite's own backup, never by copying bytes, and verified before it gets its name in
``backups/`` next to the database.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from planner.store import connections, files, soundness
from planner.store.backup_copy import UnsoundCopyError, back_up_any_version, copy_verified
from planner.store.errors import display_path, translate_errors
from planner.training.refusal import RefusedError


def back_up(path: str | os.PathLike[str], target: str | os.PathLike[str] | None = None) -> Path:
    """Copy the database, in one state, to a verified backup.

    Args:
        path: The database.
        target: The path of the backup, which must not exist; by default the next name in ``backups/``.

    Returns:
        The path of the backup.

    Raises:
        RefusedError: Something has that name, it cannot be written, or the database is damaged.
    """
    with connections.read_transaction(path) as connection:
        return copy_verified(connection, os.path.realpath(path), target)


def restore(path: str | os.PathLike[str], source: str | os.PathLike[str]) -> Path | None:
    """Replace the contents of the database by those of a backup, after backing up the database itself.

    The file stays the same file, so that other sessions see the change. A missing database is created; a damaged one
    is renamed.

    Args:
        path: The database.
        source: The backup. It is not changed, not even upgraded.

    Returns:
        The path that holds the previous contents; None when there was no database.

    Raises:
        RefusedError: The backup is not a sound planner database, or the database cannot be written or is another
            program's; the database is unchanged.
    """
    with translate_errors(source):
        source_path = files.find_database(source)
        if source_path is None:
            raise RefusedError(f"There is no file {display_path(source)}.")
        backup = files.connect(source_path)
    try:
        with translate_errors(source):
            files.read_schema_version(backup, source_path)
            soundness.check_integrity(backup, source_path)
        with translate_errors(path):
            previous = _restore_into(backup, path)
    finally:
        backup.close()
    connections.prepare(path)
    return previous


def _restore_into(backup: sqlite3.Connection, path: str | os.PathLike[str]) -> Path | None:
    database_path = files.find_database(path)
    if database_path is None:
        files.create_database(os.path.realpath(path), backup.backup)
        return None
    current = files.connect(database_path)
    try:
        files.read_schema_version(current, database_path)
        try:
            previous = back_up_any_version(database_path)
        except UnsoundCopyError:
            current.close()
            previous = _rename_damaged(Path(database_path))
            files.create_database(database_path, backup.backup)
        else:
            backup.backup(current)
    finally:
        current.close()
    return previous


def _rename_damaged(database: Path) -> Path:
    number = 1
    while (aside := database.with_name(f"{database.name}.damaged-{number}")).exists():
        number += 1
    journal = database.with_name(f"{database.name}-journal")
    if journal.exists():  # it belongs to the damaged file, and SQLite would roll the new one back with it
        journal.rename(aside.with_name(f"{aside.name}-journal"))
    return database.rename(aside)
