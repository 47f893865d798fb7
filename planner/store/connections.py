"""Opening the file, in the one order that can neither harm what is not ours nor trust what is damaged.

What the file system says - the application's mark - the schema's version - a check of every page - the references.
`prepare` does all of it, once a start; the short-lived connections behind it read the header again and no more.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from planner.store import files, pragmas
from planner.store.errors import BusyError, damaged_message, display_path, primary_error_code, translate_errors
from planner.training.refusal import RefusedError


def prepare(path: str | os.PathLike[str]) -> None:
    """Make the file ready for use: create it when nothing is there, bring an older one up to date, and check it.

    Raises:
        RefusedError: It is not a planner database, or a newer planner's, or damaged. It is left as it is.
    """
    if sqlite3.sqlite_version_info < pragmas.OLDEST_SQLITE:
        oldest = ".".join(map(str, pragmas.OLDEST_SQLITE))
        raise RefusedError(f"This Python brings SQLite {sqlite3.sqlite_version}; the planner needs {oldest} or newer.")
    with translate_errors(path):
        database_path = files.find_database(path)
        if database_path is None:
            from planner.store import migrations

            database_path = os.path.abspath(path)  # noqa: PTH100
            files.create_database(database_path, migrations.build_schema)
        files.restrict_permissions(database_path)
        connection = files.connect(database_path)
        try:
            if files.read_schema_version(connection, database_path) < pragmas.SCHEMA_VERSION:
                from planner.store import migrations

                migrations.migrate(connection, database_path)
            check_integrity(connection, database_path)
        finally:
            connection.close()


def open_database(path: str | os.PathLike[str]) -> sqlite3.Connection:
    """A connection to a file that is ours and up to date; `prepare` is called when it is missing or older."""
    database_path = files.find_database(path)
    if database_path is None:
        prepare(path)
        database_path = os.path.realpath(path)
    connection = files.connect(database_path)
    try:
        version = files.read_schema_version(connection, database_path)
        if version == pragmas.SCHEMA_VERSION:
            return connection
    except BaseException:
        connection.close()
        raise
    connection.close()
    prepare(path)
    return files.connect(database_path)


def begin_immediate(connection: sqlite3.Connection, path: str | os.PathLike[str]) -> None:
    """Take the write lock at once, waiting up to five seconds for another session to finish.

    A plain BEGIN would fail later, or lose an update, when two sessions read and then write.
    """
    connection.execute("BEGIN IMMEDIATE")
    if connection.execute("PRAGMA user_version").fetchone()[0] != pragmas.SCHEMA_VERSION:
        raise RefusedError(f"{display_path(path)} was upgraded by a newer planner meanwhile; please start again.")


def is_busy(path: str | os.PathLike[str]) -> bool:
    """Whether another session is writing at this moment, so that an edit would have to wait; the question does not."""
    reset_token = pragmas.busy_timeout_ms.set(0)  # one that holds the file for itself lets nobody look into it either
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


_current_read: ContextVar[tuple[str, sqlite3.Connection] | None] = ContextVar("looking", default=None)
"""The file that is being read just now, and the connection that sees it."""


@contextmanager
def read_transaction(path: str | os.PathLike[str]) -> Iterator[sqlite3.Connection]:
    """A short-lived connection that sees one state of the file and cannot write.

    What is read within it of the same file is read over it: of one state, and without a connection more. Nothing may be
    written meanwhile.
    """
    named = os.fspath(path)
    outer = _current_read.get()
    if outer is not None and outer[0] == named:
        yield outer[1]
        return
    with translate_errors(path):
        connection = open_database(path)
        token = _current_read.set((named, connection))
        try:
            connection.execute("PRAGMA query_only = ON")
            connection.execute("BEGIN")
            yield connection
        finally:
            _current_read.reset(token)
            connection.close()


@contextmanager
def write_transaction(
    path: str | os.PathLike[str], *, enforce_foreign_keys: bool = True
) -> Iterator[sqlite3.Connection]:
    """A short-lived connection in one writing transaction: committed at the end, rolled back on any exception.

    Args:
        path: The database.
        enforce_foreign_keys: Whether SQLite keeps references in order on the way. Who says no must check them at the
            end.
    """
    with translate_errors(path):
        connection = open_database(path)
        try:
            if not enforce_foreign_keys:
                connection.execute("PRAGMA foreign_keys = OFF")
            begin_immediate(connection, path)
            yield connection
            if connection.in_transaction:
                connection.execute("COMMIT")
        finally:
            connection.close()  # rolls back what was not committed


def check_integrity(connection: sqlite3.Connection, database_path: str) -> None:
    """Every page and every reference, quickly. The rules of the schema, eight times as dear, are left to `check`."""
    from planner.store.schema import tables_in_version

    connection.execute("PRAGMA ignore_check_constraints = ON")
    try:
        found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if found == "ok":
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
            missing = tables_in_version(connection.execute("PRAGMA user_version").fetchone()[0]) - tables
            found = f"without its table {min(missing)}" if missing else "ok"
        if found == "ok" and connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
            found = "a row refers to one that is not there"
    except sqlite3.DatabaseError as error:
        if primary_error_code(error) not in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            raise
        found = str(error)
    finally:
        connection.execute("PRAGMA ignore_check_constraints = OFF")
    if found != "ok":
        raise RefusedError(damaged_message(database_path, found))
