"""Opening the database so that neither another program's file is harmed nor a damaged one trusted.

The order of the checks: the kind of file, the application id, the schema version, every page, every reference.
`prepare` makes all of them, once at the start; the short-lived connections opened later only read the header again.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from planner.store import files, pragmas, soundness
from planner.store.commits import commit
from planner.store.errors import BusyError, display_path, translate_errors
from planner.store.kept_connection import keep_or_close, take_kept
from planner.store.lock_waits import wait_for_lock
from planner.store.missing_file import WhenMissing, missing_database, open_missing, when_missing
from planner.store.same_database import check_same_database
from planner.training.refusal import RefusedError


def prepare(path: str | os.PathLike[str]) -> None:
    """Make the file ready for use: create it when it is missing, upgrade an older one, and check it.

    Raises:
        RefusedError: It is not a planner database, a newer planner's, or damaged, and is left unchanged; or this SQLite
            is too old.
    """
    with translate_errors(path):
        if files.find_database(path) is None:
            from planner.store import migrations

            _check_sqlite_version()
            files.create_database(os.path.abspath(path), migrations.build_schema)
    upgrade_and_check(path)


def upgrade_and_check(path: str | os.PathLike[str]) -> None:
    """Make an existing file ready for use: upgrade an older one, and check it.

    Raises:
        MissingDatabaseError: There is no file.
        RefusedError: It is not a planner database, a newer planner's, or damaged, and is left unchanged; or this SQLite
            is too old.
    """
    _check_sqlite_version()
    with translate_errors(path):
        database_path = files.find_database(path)
        if database_path is None:
            raise missing_database(path)
        files.restrict_permissions(database_path)
        connection = files.connect(database_path)
        try:
            if files.read_schema_version(connection, database_path) < pragmas.SCHEMA_VERSION:
                from planner.store import migrations

                migrations.migrate(connection, database_path)
            soundness.check_integrity(connection, database_path)
        finally:
            connection.close()


def open_database(path: str | os.PathLike[str], *, for_writing: bool = False) -> sqlite3.Connection:
    """Open a connection to a planner database of the current schema, upgrading an older one first.

    Where there is no file, `planner.store.missing_file` says what happens.

    Args:
        path: The database.
        for_writing: Whether the connection will write, so that a file which may be created is needed now.

    Raises:
        MissingDatabaseError: There is no file, and this context may not create it.
        RefusedError: See `upgrade_and_check`.
    """
    database_path = files.find_database(path)
    if database_path is None:
        if not (for_writing and when_missing.get() is WhenMissing.CREATE):
            return open_missing(path)
        prepare(path)
        database_path = os.path.realpath(path)
    kept = take_kept(database_path)
    connection = files.connect(database_path) if kept is None else files.make_ready(kept, database_path)
    try:
        version = files.read_schema_version(connection, database_path)
        if version == pragmas.SCHEMA_VERSION:
            return connection
    except BaseException:
        connection.close()
        raise
    connection.close()
    upgrade_and_check(path)
    return files.connect(database_path)


def _check_sqlite_version() -> None:
    if sqlite3.sqlite_version_info < pragmas.OLDEST_SQLITE:
        oldest = ".".join(map(str, pragmas.OLDEST_SQLITE))
        raise RefusedError(f"This Python brings SQLite {sqlite3.sqlite_version}; the planner needs {oldest} or newer.")


def begin_immediate(connection: sqlite3.Connection, path: str | os.PathLike[str]) -> None:
    """Take the write lock at once, waiting up to five seconds for another session to finish.

    After a plain BEGIN, two sessions that read and then write would fail later or lose an update.

    Raises:
        OtherDatabaseError: This context has another database open.
        RefusedError: A newer planner has upgraded the schema since the file was opened.
    """
    wait_for_lock(connection, path, lambda: connection.execute("BEGIN IMMEDIATE"))
    if connection.execute("PRAGMA user_version").fetchone()[0] != pragmas.SCHEMA_VERSION:
        raise RefusedError(f"{display_path(path)} was upgraded by a newer planner meanwhile; please start again.")
    from planner.store.backups import automatic_backups

    check_same_database(connection, path)
    database_path = os.path.realpath(path)
    soundness.check_before_writing(connection, database_path)
    automatic_backups.back_up_before_changes(connection, database_path)


def is_busy(path: str | os.PathLike[str]) -> bool:
    """Return without waiting whether another session is writing, so that an edit would have to wait.

    Raises:
        RefusedError: The file cannot be opened.
    """
    reset_token = pragmas.busy_timeout_ms.set(0)  # set first: during a commit even opening the file has to wait
    try:
        with translate_errors(path):
            connection = open_database(path)
            try:
                connection.execute("BEGIN IMMEDIATE")
            finally:
                connection.close()
    except BusyError:
        return True
    finally:
        pragmas.busy_timeout_ms.reset(reset_token)
    return False


_current_read: ContextVar[tuple[str, sqlite3.Connection] | None] = ContextVar("current_read", default=None)
"""The file that the current context is reading, and the connection it is read over."""


@contextmanager
def read_transaction(path: str | os.PathLike[str]) -> Iterator[sqlite3.Connection]:
    """Open a short-lived connection that sees one state of the file and cannot write.

    Nested transactions on the same file share the outer one's connection, so they see the same state. Nothing may be
    written inside.

    Raises:
        OtherDatabaseError: This context has another database open.
        RefusedError: The file cannot be read.
    """
    file_name = os.fspath(path)
    outer = _current_read.get()
    if outer is not None and outer[0] == file_name:
        yield outer[1]
        return
    with translate_errors(path):
        connection = open_database(path)
        token = _current_read.set((file_name, connection))
        try:
            connection.execute("PRAGMA query_only = ON")
            connection.execute("BEGIN")
            wait_for_lock(connection, path, lambda: connection.execute("PRAGMA user_version"))  # from now on it is ours
            check_same_database(connection, path)
            yield connection
        except BaseException:
            connection.close()
            raise
        else:
            keep_or_close(connection)
        finally:
            _current_read.reset(token)


@contextmanager
def read_through(path: str | os.PathLike[str], connection: sqlite3.Connection) -> Iterator[None]:
    """Make the reads inside use a connection in a writing transaction, so that they see what it has written.

    Args:
        path: The database.
        connection: A connection to it, which stays open.
    """
    token = _current_read.set((os.fspath(path), connection))
    try:
        yield
    finally:
        _current_read.reset(token)


@contextmanager
def write_transaction(
    path: str | os.PathLike[str], *, enforce_foreign_keys: bool = True, is_operation: bool = True
) -> Iterator[sqlite3.Connection]:
    """Open a short-lived connection in one writing transaction: committed at the end, rolled back on any exception.

    Args:
        path: The database.
        enforce_foreign_keys: Whether SQLite checks references and cascades at every statement. A caller that says no
            must check them at the end.
        is_operation: Whether it stores what a person asked for, see `planner.store.commits.commit`.

    Raises:
        RefusedError: The file cannot be written, or a value breaks a rule of the schema; nothing was changed.
    """
    with translate_errors(path):
        connection = open_database(path, for_writing=True)
        try:
            if not enforce_foreign_keys:
                connection.execute("PRAGMA foreign_keys = OFF")
            begin_immediate(connection, path)
            yield connection
            if connection.in_transaction:
                commit(connection, path, is_operation=is_operation)
        finally:
            connection.close()  # rolls back what was not committed
