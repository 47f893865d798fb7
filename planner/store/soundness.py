"""Looking at a file before something is written into it, so that a damaged one is never written to.

Every page is checked before the first change of a day, and whenever the file is not as the planner's last commit left
it: another program wrote to it, it was copied back, or SQLite had to roll an interrupted change back. How it was left
is kept in a small file next to the database; where that is missing, the pages are checked once more. It is written
without waiting for the disk, because losing it costs no more than that.

A page that decays between two commits changes nothing about the file that can be seen so cheaply. SQLite then refuses
to read it, and so does every change that needs it. A free page may be used again, since nothing is kept in it.
"""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
import time
from contextlib import suppress

from planner.file_writing import PRIVATE_FILE_MODE
from planner.store.errors import damaged_message, primary_error_code
from planner.training.refusal import RefusedError

_SUFFIX = "-checked"
"""The file of ``planner.db`` is ``planner.db-checked``."""
_MAX_BYTES = 200
_DAY_S = 86_400


def check_before_writing(connection: sqlite3.Connection, database_path: str) -> None:
    """Refuse a damaged file; called with the write lock held, before the first change.

    Args:
        connection: A connection that has begun to write.
        database_path: The absolute path of its file; where there is none, the database is in memory.

    Raises:
        RefusedError: The file is damaged; it is left unchanged.
    """
    stamp = _stamp(database_path)
    if stamp and stamp != _read_stamp(database_path):
        check_integrity(connection, database_path)


def note_commit(path: str | os.PathLike[str]) -> None:
    """Remember how a commit left a file that was checked before it.

    Nothing is raised: where it cannot be kept, the next change checks every page again.
    """
    database_path = os.path.realpath(path)
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    with suppress(OSError):
        descriptor = os.open(database_path + _SUFFIX, flags, PRIVATE_FILE_MODE)
        try:
            os.write(descriptor, _stamp(database_path))
        finally:
            os.close(descriptor)


def is_as_committed(database_path: str) -> bool:
    """Return whether a file is as the planner's last commit, or a restored backup, left it."""
    (_, _, now), (_, _, then) = (stamp.partition(b" ") for stamp in (_stamp(database_path), _read_stamp(database_path)))
    return bool(now) and now == then


def check_integrity(connection: sqlite3.Connection, database_path: str) -> None:
    """Check every page and every reference; the schema's rules take eight times as long and are left to `check_file`.

    Raises:
        RefusedError: The database is damaged.
    """
    problem = _find_cut(connection, database_path) or find_damage(connection)
    if problem:
        raise RefusedError(damaged_message(database_path, problem))


def _find_cut(connection: sqlite3.Connection, database_path: str) -> str:
    """Return that the file ends within a page, which SQLite reads as if zeros followed; else nothing."""
    page_bytes = connection.execute("PRAGMA page_size").fetchone()[0]
    is_cut = os.stat(database_path).st_size % page_bytes  # noqa: PTH116 - as in `_stamp`
    return "its last page is cut short" if is_cut else ""


def find_damage(connection: sqlite3.Connection) -> str:
    """Return what a check of every page and every reference finds; empty when the database is sound."""
    from planner.store.schema import tables_in_version

    connection.execute("PRAGMA ignore_check_constraints = ON")
    try:
        # SQLite heads what it finds by a line with the name of the database
        problem: str = connection.execute("PRAGMA quick_check(1)").fetchone()[0].splitlines()[-1]
        if problem != "ok":
            return problem
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
        missing = tables_in_version(connection.execute("PRAGMA user_version").fetchone()[0]) - tables
        if missing:
            return f"without its table {min(missing)}"
        orphan = connection.execute("PRAGMA foreign_key_check").fetchone()
        if orphan is not None:
            return f"row {orphan[1]} of {orphan[0]} belongs to a row of {orphan[2]} that does not exist"
    except sqlite3.DatabaseError as error:
        if primary_error_code(error) not in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            raise
        return str(error)
    finally:
        connection.execute("PRAGMA ignore_check_constraints = OFF")
    return ""


def read_checked_day(path: str | os.PathLike[str]) -> dt.date | None:
    """Return the day on which every page was last checked before a change, by UTC; None where that is not known."""
    day = _read_stamp(os.path.realpath(path)).partition(b" ")[0]
    try:
        return dt.date.fromordinal(dt.date(1970, 1, 1).toordinal() + int(day))
    except (ValueError, OverflowError):
        return None


def _stamp(database_path: str) -> bytes:
    """Return what tells one state of a file from another, and the day; nothing where there is no file.

    The time of the last change of its status is part of it, since no program can set that one back.
    """
    try:
        found = os.stat(database_path)  # noqa: PTH116 - the daily commands do without a Path object
    except OSError:
        return b""
    day = int(time.time()) // _DAY_S
    return f"{day} {found.st_dev} {found.st_ino} {found.st_size} {found.st_mtime_ns} {found.st_ctime_ns}\n".encode()


def _read_stamp(database_path: str) -> bytes:
    """Return what `note_commit` wrote; nothing where it cannot be read, and never waits for a pipe."""
    with suppress(OSError):
        descriptor = os.open(database_path + _SUFFIX, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            return os.read(descriptor, _MAX_BYTES)
        finally:
            os.close(descriptor)
    return b""
