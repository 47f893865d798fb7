"""The commit of a writing transaction, and the truth about it where the disk fails in the middle.

With ``journal_mode=TRUNCATE`` a transaction is stored as soon as its journal is emptied. When the disk reports an error
around that moment, only another look at the file says on which side of it the error was.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from planner.invocation import program
from planner.store import files, pragmas, soundness
from planner.store.errors import display_path, is_busy_error
from planner.store.lock_waits import wait_for_lock
from planner.store.remarks import add_remark
from planner.training.refusal import RefusedError

_MIN_COMMIT_PATIENCE_MS = 250
"""Milliseconds that even the screen waits with a commit for other sessions to finish reading: no new ones get in."""

_LAST_WRITE_SQL = """
    SELECT (SELECT max(seq) FROM change),
      (SELECT max(id) FROM operation WHERE state = 'done'), (SELECT max(id) FROM operation WHERE state = 'undone'),
      (SELECT max(id) || '.' || version FROM session_timer), (SELECT sendings FROM identity)"""
"""What every writing transaction changes: the newest change, what can be undone and redone, the running session, what
was sent to calendars."""


@dataclass(slots=True)
class Stored:
    """What was committed in a context.

    Attributes:
        any_operation: Whether something was that a command's answer is about.
        has_disk_error: Whether the disk failed in a commit that is stored all the same; a remark says so.
    """

    any_operation: bool = False
    has_disk_error: bool = False


_watching: ContextVar[Stored | None] = ContextVar("watching", default=None)


@contextmanager
def watch_commits() -> Iterator[Stored]:
    """Keep what is committed inside, for who must say whether a failure came before it or after it."""
    stored = Stored()
    token = _watching.set(stored)
    try:
        yield stored
    finally:
        _watching.reset(token)


def note_stored() -> None:
    """Remember that what a person asked for is stored, where that was no commit of `commit`: a restored file."""
    stored = _watching.get()
    if stored is not None:
        stored.any_operation = True


def commit(connection: sqlite3.Connection, path: str | os.PathLike[str], *, is_operation: bool = True) -> None:
    """Commit the transaction that is open. When this raises, nothing was stored, unless the sentence says otherwise.

    Args:
        connection: In a writing transaction.
        path: The database.
        is_operation: Whether it stores what a person asked for, not the state of a running session or a default.

    Raises:
        BusyError: Other sessions kept reading; nothing was changed.
        RefusedError: The disk failed, and whether the change is stored cannot be seen.
        sqlite3.Error: The disk failed; nothing was changed.
    """
    from planner.store.backups import automatic_backups  # loaded since the transaction began

    written = read_last_write(connection)
    try:
        _commit_when_free(connection, path)
    except sqlite3.Error as error:
        accept_disk_error(path, written, error)
    else:
        soundness.note_commit(path)
    automatic_backups.accept_missing_backup(os.path.realpath(path))
    stored = _watching.get()
    if stored is not None:
        stored.any_operation |= is_operation and connection.total_changes > 0


def accept_disk_error(path: str | os.PathLike[str], written: tuple[object, ...], error: sqlite3.Error) -> None:
    """Go on after a transaction that is stored although the disk reported an error, and say so in a remark.

    Args:
        path: The database.
        written: What `read_last_write` returns when the transaction is stored.
        error: The error that its commit raised.

    Raises:
        RefusedError: Whether it is stored cannot be seen.
        sqlite3.Error: The error itself, where nothing was stored.
    """
    if is_busy_error(error) or not _is_stored(path, written):
        raise error
    add_remark(f"It was stored, but the disk reported an error ({error}); {program()} check looks at the file.")
    stored = _watching.get()
    if stored is not None:
        stored.has_disk_error = True


def _commit_when_free(connection: sqlite3.Connection, path: str | os.PathLike[str]) -> None:
    """Commit; while another session reads, try the commit again, and never what was done before it."""
    patience_ms = pragmas.busy_timeout_ms.get()
    if patience_ms is not None and patience_ms < _MIN_COMMIT_PATIENCE_MS:
        with pragmas.set_busy_timeout(connection, _MIN_COMMIT_PATIENCE_MS):
            connection.execute("COMMIT")
    else:
        wait_for_lock(connection, path, lambda: connection.execute("COMMIT"))


def read_last_write(connection: sqlite3.Connection) -> tuple[object, ...]:
    """Return what differs after every writing transaction."""
    row: tuple[object, ...] = connection.execute(_LAST_WRITE_SQL).fetchone()
    return row


def _is_stored(path: str | os.PathLike[str], written: tuple[object, ...]) -> bool:
    """Return whether a transaction is in the file after its commit failed.

    Raises:
        RefusedError: It cannot be seen.
    """
    database_path = os.path.realpath(path)
    for connect in (files.connect, files.connect_without_locks):  # the first rolls back what a journal is left of
        try:
            connection = connect(database_path)
            try:
                return read_last_write(connection) == written
            finally:
                connection.close()
        except (sqlite3.Error, RefusedError):
            if files.has_journal(database_path):
                return False
    sentence = (
        f"The disk did not take the data of {display_path(path)}, and whether the change is stored cannot be seen; "
        f"look at {program()} history before making it again."
    )
    raise RefusedError(sentence)
