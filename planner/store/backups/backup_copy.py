"""Verified copies of a database, made with SQLite's own backup."""

from __future__ import annotations

import fcntl
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from planner.file_writing import discard
from planner.store import files
from planner.store.backups.backup_names import (
    BackupName,
    BackupReason,
    is_sound,
    list_backup_names,
    list_leftovers,
    next_backup_path,
    open_backup,
)
from planner.store.errors import display_path, explain_full_disk, primary_error_code
from planner.store.schema import JOURNALED_TABLES, tables_in_version
from planner.training.refusal import RefusedError

_LOCK_TRIES, _LOCK_PAUSE_S = 100, 0.01
NO_ROOM = "The disk is full, so no backup was made."


class UnsoundCopyError(RefusedError):
    """The database is damaged, so no sound copy of it can be made.

    Attributes:
        problem: What is wrong with it.
    """

    def __init__(self, problem: str) -> None:
        super().__init__(f"The database is damaged ({problem}), so no backup was made of it.")
        self.problem = problem


def copy_to_backups(source: sqlite3.Connection, database_path: str, reason: BackupReason) -> Path:
    """Copy what the source's transaction sees to the next name in ``backups/``, and return the copy's path.

    Args:
        source: In a reading transaction; SQLite copies nothing through a connection that writes.
        database_path: The absolute path of its file.
        reason: Why, which becomes part of the name.

    Raises:
        UnsoundCopyError: The database is damaged.
        RefusedError: The copy cannot be written.
    """
    for leftover in list_leftovers(database_path, of_dead_processes=True):
        with suppress(OSError):
            leftover.unlink()
    version: int = source.execute("PRAGMA user_version").fetchone()[0]
    expected_path = next_backup_path(Path(database_path), version, reason)
    with explain_full_disk(NO_ROOM):
        temporary = files.write_temporary_database(expected_path, partial(_fill_and_verify, source))
    try:
        with _lock_on(os.path.dirname(expected_path)):
            copy_path = next_backup_path(Path(database_path), version, reason)  # another session may have made one
            files.move_into_place(temporary, copy_path)
    except FileExistsError as error:
        raise RefusedError(f"{display_path(copy_path)} is already there; a backup never replaces a file.") from error
    finally:
        discard(temporary)
    return Path(copy_path)


def copy_to_file(source: sqlite3.Connection, target: str | os.PathLike[str]) -> Path:
    """Copy what the source's transaction sees to a new file, and return its path.

    Args:
        source: In a reading transaction.
        target: Its path. Links are not followed: one with this name is in the way, too.

    Raises:
        UnsoundCopyError: The database is damaged.
        RefusedError: Something has that name, its directory does not exist, or it cannot be written.
    """
    copy_path = files.check_new_file(target, "a backup")
    with explain_full_disk(NO_ROOM):
        temporary = files.write_temporary_database(copy_path, partial(_fill_and_verify, source))
    try:
        files.move_into_place(temporary, copy_path)
    except FileExistsError:
        files.check_new_file(target, "a backup")
        raise
    finally:
        discard(temporary)
    return Path(copy_path)


def find_backup_of_this_state(source: sqlite3.Connection, database_path: str) -> BackupName | None:
    """Return the newest backup if nothing was changed since it was made and it is sound; else None.

    Args:
        source: In a reading transaction.
        database_path: The absolute path of its file.
    """
    newest = next(iter(list_backup_names(database_path)), None)
    if newest is None or not is_sound(newest.path):
        return None
    copy = open_backup(newest.path)
    try:
        version: int = source.execute("PRAGMA user_version").fetchone()[0]
        is_same = copy.execute("PRAGMA user_version").fetchone()[0] == version and all(
            source.execute(query).fetchall() == copy.execute(query).fetchall() for query in _state_queries(version)
        )
    except sqlite3.Error:  # a damaged source is found when it is copied
        return None
    finally:
        copy.close()
    return newest if is_same else None


@contextmanager
def _lock_on(directory: str) -> Iterator[None]:
    """Keep other sessions from taking the same number; given up after a second, as where locks do not work."""
    descriptor = os.open(directory, os.O_RDONLY | os.O_CLOEXEC)
    try:
        for _ in range(_LOCK_TRIES):
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except OSError:
                time.sleep(_LOCK_PAUSE_S)
        yield
    finally:
        os.close(descriptor)


def _state_queries(version: int) -> list[str]:
    """Return queries whose answers differ after any change: the journal has an entry for each, with its state."""
    tables = tables_in_version(version)
    queries = [f"SELECT count(*) FROM {table}" for table in JOURNALED_TABLES if table in tables]
    return [*queries, *(f"SELECT * FROM {table}" for table in ("operation", "session_timer") if table in tables)]


def _fill_and_verify(source: sqlite3.Connection, copy: sqlite3.Connection) -> None:
    problem = _copy_pages(source, copy)
    if problem != "ok":
        raise UnsoundCopyError(problem)
    check_same_rows(source, copy)
    if copy.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise UnsoundCopyError("a row refers to one that does not exist")


def check_same_rows(source: sqlite3.Connection, copy: sqlite3.Connection) -> None:
    """Check that a copy has as many rows of every table as the database that it was made of.

    Raises:
        UnsoundCopyError: It has not.
    """
    tables = tables_in_version(source.execute("PRAGMA user_version").fetchone()[0])
    for table in (name for name in JOURNALED_TABLES if name in tables):
        count = f"SELECT count(*) FROM {table}"
        try:
            is_same = source.execute(count).fetchone() == copy.execute(count).fetchone()
        except sqlite3.OperationalError as error:
            raise UnsoundCopyError(str(error)) from error  # without one of its tables
        if not is_same:
            raise UnsoundCopyError(f"a copy lacks rows of {table}")


def _copy_pages(source: sqlite3.Connection, copy: sqlite3.Connection) -> str:
    """Copy every page and return ``ok``, or what SQLite's full check finds wrong with the copy."""
    try:
        source.backup(copy)
        # A value that breaks a rule of the schema is as it is in the database; to refuse a copy for it would keep the
        # runner from every change, also from the one that mends it.
        copy.execute("PRAGMA ignore_check_constraints = ON")
        # SQLite heads what it finds by a line with the name of the database
        result: str = copy.execute("PRAGMA integrity_check(1)").fetchone()[0].splitlines()[-1]
    except sqlite3.DatabaseError as error:
        if primary_error_code(error) not in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            raise
        return str(error)
    return result
