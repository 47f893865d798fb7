"""Copies of the whole file, each verified before it gets its name: the only cure for a disk that lies.

A copy is made with SQLite's backup, never by copying bytes, and stands in ``backups/`` beside the database under a
number that only grows: a clock set back cannot make an old copy look new.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from planner.store import connections, files
from planner.store.backup_copy import UnsoundCopyError, back_up_any_version, copy_verified
from planner.store.errors import display_path, translate_errors
from planner.training.refusal import RefusedError


def back_up(path: str | os.PathLike[str], target: str | os.PathLike[str] | None = None) -> Path:
    """Copy the database, as it is at this moment.

    Args:
        path: The database.
        target: Where to; a new name in ``backups/`` beside it by default. Nothing may be there.

    Returns:
        The copy, whole and verified.

    Raises:
        RefusedError: Something has that name, or the database is damaged.
    """
    with connections.read_transaction(path) as connection:
        return copy_verified(connection, os.path.realpath(path), target)


def restore(path: str | os.PathLike[str], source: str | os.PathLike[str]) -> Path | None:
    """Make the database what a backup holds; what it was before is backed up first.

    The file stays the same file, so that other sessions see the change. It may be missing; a damaged one is set aside
    under a new name.

    Args:
        path: The database.
        source: The backup. It is not changed, not even upgraded.

    Returns:
        Where that is now which was there before, or None when there was nothing.

    Raises:
        RefusedError: The source is not a sound planner database; the database is as it was.
    """
    with translate_errors(source):
        found = files.find_database(source)
        if found is None:
            raise RefusedError(f"There is no file {display_path(source)}.")
        backup = files.connect(found)
    try:
        with translate_errors(source):
            files.read_schema_version(backup, found)
            connections.check_integrity(backup, found)
        with translate_errors(path):
            kept = _restore_into(backup, path)
    finally:
        backup.close()
    connections.prepare(path)
    return kept


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
    if journal.exists():  # it belongs to the damaged file and must never be played into another
        journal.rename(aside.with_name(f"{aside.name}-journal"))
    return database.rename(aside)
