"""Backups that a person asks for, and what is in a backup."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from planner.store import connections
from planner.store.backups.backup_copy import UnsoundCopyError, copy_to_backups, copy_to_file
from planner.store.backups.backup_names import BackupReason, is_sound, open_backup
from planner.store.commits import note_stored
from planner.store.errors import damaged_message
from planner.training.refusal import RefusedError


@dataclass(frozen=True, slots=True)
class BackupContents:
    """What a sound backup holds.

    Attributes:
        workouts: How many workouts, without rest days and notes.
        last_day: The day of the last one; None when there are none.
        last_done: The last day with a workout that was done; None when there is none.
        last_operation: The number of the newest operation of its history; 0 when there is none.
    """

    workouts: int
    last_day: dt.date | None
    last_done: dt.date | None
    last_operation: int


def back_up(path: str | os.PathLike[str], target: str | os.PathLike[str] | None = None) -> Path:
    """Copy the database, in one state, to a verified backup.

    Args:
        path: The database.
        target: The path of the backup, which must not exist; by default the next name in ``backups/``.

    Returns:
        The path of the backup.

    Raises:
        RefusedError: Something has that name, its directory does not exist, it cannot be written, or the database is
            damaged.
    """
    database_path = os.path.realpath(path)
    with connections.read_transaction(path) as connection:
        # The first read takes the lock, and gives up where another session writes; copying would wait for ever.
        connection.execute("PRAGMA user_version").fetchone()
        try:
            if target is None:
                made = copy_to_backups(connection, database_path, BackupReason.HAND)
            else:
                made = copy_to_file(connection, target)
        except UnsoundCopyError as error:
            raise RefusedError(damaged_message(path, error.problem)) from error
    note_stored()
    return made


def read_contents(backup: Path) -> BackupContents | None:
    """Return what a backup holds; None where it is damaged or not a planner database."""
    if not is_sound(backup):
        return None
    query = """
        SELECT count(*), max(date), max(CASE WHEN state IN ('done', 'unplanned') THEN date END)
        FROM item WHERE sport NOT IN ('rest', 'note')"""
    try:
        connection = open_backup(backup)
        try:
            workouts, *days = connection.execute(query).fetchone()
            last_operation = connection.execute("SELECT coalesce(max(id), 0) FROM operation").fetchone()[0]
        finally:
            connection.close()
        last_day, last_done = (dt.date.fromisoformat(day) if day else None for day in days)
    except (sqlite3.Error, ValueError, TypeError):
        return None
    return BackupContents(workouts, last_day, last_done, last_operation)
