"""The backups that nobody asks for: before the first change of a day, an import, a rewrite or an upgrade."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from planner.store import files
from planner.store.backups import backup_names
from planner.store.backups.backup_copy import NO_ROOM, UnsoundCopyError, copy_to_backups, find_backup_of_this_state
from planner.store.backups.backup_names import BackupReason
from planner.store.backups.backup_thinning import thin_backups
from planner.store.errors import damaged_message
from planner.store.remarks import add_remark
from planner.text import clean_line
from planner.training.refusal import RefusedError

_reason: ContextVar[BackupReason | None] = ContextVar("backup_reason", default=BackupReason.DAY)
"""Why the changes of this context are preceded by a backup; None when they will not be kept."""
_MAX_REASON = 400
_failed_on: dict[str, dt.date] = {}
"""The day on which a database was changed without a backup; none is tried before each further change of that day."""
_failed_now: dict[str, tuple[dt.date, str]] = {}
"""Day and sentence of a backup that could not be made, until the change after it is stored or another one begins."""


@contextmanager
def backups_before(reason: BackupReason | None) -> Iterator[None]:
    """Say why the changes inside are preceded by a backup: None, as nothing of them is kept; DAY by default."""
    token = _reason.set(reason)
    try:
        yield
    finally:
        _reason.reset(token)


def back_up_before_changes(connection: sqlite3.Connection, database_path: str) -> None:
    """Back the file up if this context asks for it, or if no backup was made today; else look at names only.

    A backup that cannot be made, as on a full disk, does not stop the change: see `accept_missing_backup`.

    Args:
        connection: Holds the write lock, and has changed nothing yet.
        database_path: The absolute path of its file.

    Raises:
        RefusedError: The file is damaged, and should not be changed.
    """
    reason = _reason.get()
    _failed_now.pop(database_path, None)
    if reason is None:
        return
    today = backup_names.now().astimezone().date()
    if reason is BackupReason.DAY and _is_backed_up(database_path, today):
        return
    if connection.execute("SELECT 1 FROM operation UNION ALL SELECT 1 FROM item LIMIT 1").fetchone() is None:
        return  # a new file: there is nothing to lose
    try:
        keep_locked_state(database_path, reason)
    except UnsoundCopyError as error:
        raise RefusedError(damaged_message(database_path, error.problem)) from error
    except (RefusedError, sqlite3.Error, OSError) as error:
        why = "the disk is full." if str(error) == NO_ROOM else clean_line(str(error), _MAX_REASON)
        _failed_now[database_path] = today, f"No backup was made before this change: {why}"


def accept_missing_backup(database_path: str) -> None:
    """Say of a change that is stored now that no backup was made before it; of one that is refused nothing is said.

    Args:
        database_path: The absolute path of the file that was changed.
    """
    failure = _failed_now.pop(database_path, None)
    if failure is not None:
        _failed_on[database_path], sentence = failure
        add_remark(sentence)


def keep_locked_state(database_path: str, reason: BackupReason) -> Path:
    """Call `keep_state` while a connection of this process holds the write lock, and has changed nothing yet.

    SQLite copies nothing through a connection that writes, so the file is read through another one.

    Raises:
        UnsoundCopyError: The file is damaged.
        RefusedError: The backup cannot be written.
    """
    connection = files.connect(database_path)
    try:
        connection.execute("BEGIN")
        return keep_state(connection, database_path, reason)
    finally:
        connection.close()


def keep_state(
    connection: sqlite3.Connection, database_path: str, reason: BackupReason, *, also_keep: Collection[Path] = ()
) -> Path:
    """Back the file up and thin its backups; return the newest one where nothing was changed since.

    Args:
        connection: In a reading transaction.
        database_path: The absolute path of its file.
        reason: Why.
        also_keep: Other backups that are not thinned.

    Raises:
        UnsoundCopyError: The file is damaged.
        RefusedError: The backup cannot be written.
    """
    if reason is not BackupReason.DAY:
        existing = find_backup_of_this_state(connection, database_path)
        if existing is not None:
            return existing.path
    made = copy_to_backups(connection, database_path, reason)
    thin_backups(database_path, keep={made, *also_keep})
    return made


def _is_backed_up(database_path: str, today: dt.date) -> bool:
    if _failed_on.get(database_path) == today:
        return True
    return any(backup.day == today for backup in backup_names.list_backup_names(database_path)[:1])
