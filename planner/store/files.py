"""The file itself: where it really is, whether it can be ours, made private before SQLite sees it, put in place whole.

A file that is not ours is never written to. It is judged by what the file system and SQLite say, not by opening it
here: closing a second descriptor would drop the locks that SQLite holds on that file in this process.
"""

from __future__ import annotations

import os
import sqlite3
import stat
import time
from collections.abc import Callable
from contextlib import suppress

from planner.store import pragmas
from planner.store.errors import display_path, primary_error_code
from planner.training.refusal import RefusedError

MIN_DATABASE_BYTES = 512
PRIVATE_FILE_MODE = 0o600
PRIVATE_DIRECTORY_MODE = 0o700

_SPECIAL_FILE_TYPES = (
    (stat.S_ISDIR, "a directory"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)
_FILE_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"%PDF", "a PDF document"),
    (b"SQLite format 3\0", "an SQLite database with a broken header"),
)


def find_database(path: str | os.PathLike[str]) -> str | None:
    """The absolute place of an existing file that may be a database, links followed; None when nothing is there.

    Raises:
        RefusedError: Something else is there: a directory, a pipe, a link to nothing, a file too short.
    """
    absolute = os.path.abspath(path)  # noqa: PTH100 - pathlib costs 8 ms that the first frame does not have
    try:
        found = os.lstat(absolute)
        if stat.S_ISLNK(found.st_mode):
            absolute, found = _resolve_link(absolute)
    except FileNotFoundError:
        return None
    except RefusedError:
        raise
    except (OSError, ValueError) as error:
        raise RefusedError(f"{display_path(path)} cannot be opened: {_error_text(error)}.") from error
    for is_special, what in _SPECIAL_FILE_TYPES:
        if is_special(found.st_mode):
            raise RefusedError(f"{display_path(path)} is {what}, not a planner database.")
    if found.st_size < MIN_DATABASE_BYTES:
        raise RefusedError(foreign_file_message(absolute, found.st_size))
    return absolute


def connect(database_path: str) -> sqlite3.Connection:
    """A connection to an existing file, set up; read-only by itself where the file cannot be written.

    Args:
        database_path: An absolute path, as `find_database` gives it. Nothing is created when it has gone meanwhile.

    Raises:
        RefusedError: It is not a database.
    """
    connection = connect_without_pragmas(database_path)
    try:
        pragmas.apply_pragmas(connection)
    except sqlite3.DatabaseError as error:
        connection.close()
        if primary_error_code(error) == sqlite3.SQLITE_NOTADB:
            raise RefusedError(foreign_file_message(database_path)) from error
        raise
    except BaseException:
        connection.close()
        raise
    return connection


def connect_without_pragmas(database_path: str) -> sqlite3.Connection:
    """A connection that leaves transactions to us (``isolation_level=None``), before any pragma is set."""
    escaped = database_path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    return sqlite3.connect(f"file://{escaped}?mode=rw", uri=True, isolation_level=None, timeout=5.0)


def read_schema_version(connection: sqlite3.Connection, database_path: str) -> int:
    """The schema version of a database that is ours; reads the header and nothing else.

    Raises:
        RefusedError: It is another program's, or a newer planner's.
    """
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if application != pragmas.APPLICATION_ID:
        raise RefusedError(
            f"{display_path(database_path)} is an SQLite database of another program, not a planner database."
        )
    if version < 0:
        raise RefusedError(
            f"{display_path(database_path)} has schema version {version}, which no planner wrote; it was left as it is."
        )
    if version > pragmas.SCHEMA_VERSION:
        raise RefusedError(
            f"{display_path(database_path)} was written by a newer planner (its schema is version {version}, "
            f"this one knows {pragmas.SCHEMA_VERSION}); it was left as it is.",
        )
    return version


def create_database(path: str, build: Callable[[sqlite3.Connection], None]) -> None:
    """Make a database that appears under its name only when it is complete.

    Args:
        path: Where; nothing may be there. When another session is first, its file stays and this one is dropped.
        build: Fills the empty database.
    """
    temporary = write_temporary_database(path, build)
    try:
        move_into_place(temporary, path)
    except FileExistsError:
        return
    finally:
        delete_if_exists(temporary)


def write_temporary_database(target: str, build: Callable[[sqlite3.Connection], None]) -> str:
    """A finished database under a temporary name in the target's directory, which is made if need be.

    Only its owner can read it, from its first byte; it is never written through a link.

    Raises:
        RefusedError: No file can be made there.
    """
    make_private_directories(os.path.dirname(target))  # noqa: PTH120
    temporary = f"{target}.{os.getpid()}-{time.monotonic_ns()}.new"
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        descriptor = os.open(temporary, flags, PRIVATE_FILE_MODE)
    except OSError as error:
        raise RefusedError(f"{display_path(target)} cannot be made: {_error_text(error)}.") from error
    try:
        os.fchmod(descriptor, PRIVATE_FILE_MODE)
    finally:
        os.close(descriptor)
    try:
        connection = connect_without_pragmas(temporary)
        try:
            connection.execute("PRAGMA journal_mode=MEMORY").fetchall()  # whatever is unfinished is thrown away whole
            build(connection)
        finally:
            connection.close()
    except BaseException:
        delete_if_exists(temporary)
        raise
    return temporary


def move_into_place(temporary: str, target: str) -> None:
    """Give a finished file its name, durably, and never in place of another.

    Raises:
        FileExistsError: Something, be it a link to nothing, has that name.
        RefusedError: The disk does not take it.
    """
    try:
        _fsync(temporary, os.O_RDWR)
        try:
            os.link(temporary, target, follow_symlinks=False)
        except FileExistsError:
            raise
        except OSError:  # a file system without hard links: claim the name, then take it
            os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, PRIVATE_FILE_MODE))
            os.replace(temporary, target)  # noqa: PTH105
        else:
            os.unlink(temporary)  # noqa: PTH108
        _fsync(os.path.dirname(target), os.O_RDONLY)  # noqa: PTH120
    except FileExistsError:
        raise
    except OSError as error:
        raise RefusedError(f"{display_path(target)} cannot be written: {_error_text(error)}.") from error


def make_private_directories(directory: str) -> None:
    """Make the directory and those above it that are missing, each for its owner only; existing ones stay as they are.

    Raises:
        RefusedError: One of them cannot be made.
    """
    missing = []
    while not os.path.isdir(directory):  # noqa: PTH112
        missing.append(directory)
        parent = os.path.dirname(directory)  # noqa: PTH120
        if parent == directory:
            break
        directory = parent
    for each in reversed(missing):
        try:
            os.mkdir(each, PRIVATE_DIRECTORY_MODE)  # noqa: PTH102
            os.chmod(each, PRIVATE_DIRECTORY_MODE)  # noqa: PTH101
        except FileExistsError as error:
            if not os.path.isdir(each):  # noqa: PTH112
                raise RefusedError(f"{display_path(each)} is not a directory.") from error
        except OSError as error:
            raise RefusedError(f"The directory {display_path(each)} cannot be made: {_error_text(error)}.") from error


def restrict_permissions(database_path: str) -> None:
    """Take the group's and everybody's rights from a file of ours; a file of another owner stays as it is.

    A file system may not take it; `planner.store.check_file` tells.
    """
    found = os.stat(database_path)  # noqa: PTH116
    if found.st_mode & 0o077 and found.st_uid == os.geteuid():
        with suppress(OSError):
            os.chmod(database_path, PRIVATE_FILE_MODE)  # noqa: PTH101


def foreign_file_message(database_path: str, size: int | None = None) -> str:
    """One sentence: which file, and what it seems to be."""
    if size == 0:
        return f"{display_path(database_path)} is empty, so it is not a planner database; it was left as it is."
    try:
        with open(database_path, "rb") as file:  # noqa: PTH123 - SQLite holds no lock on what it does not take for a database
            head = file.read(MIN_DATABASE_BYTES)
    except OSError:
        head = b""
    known = [what for beginning, what in _FILE_SIGNATURES if head.startswith(beginning)]
    what = known[0] if known else "a text file" if _is_text(head) else "a file of unknown kind"
    return f"{display_path(database_path)} is {what}, not a planner database; it was left as it is."


def _is_text(head: bytes) -> bool:
    text = head.decode("utf-8", "ignore")  # the last character may be cut
    return bool(text) and len(head) - len(text.encode()) < 4 and "".join(text.split()).isprintable()


def _resolve_link(link: str) -> tuple[str, os.stat_result]:
    """Where a link leads. A link to nothing is refused: creating through it would write somewhere unforeseen."""
    try:
        real = os.path.realpath(link, strict=True)
        return real, os.stat(real)  # noqa: PTH116
    except OSError as error:
        target = display_path(os.readlink(link))  # noqa: PTH115
        raise RefusedError(
            f"{display_path(link)} is a link to {target}, which cannot be opened: {_error_text(error)}."
        ) from error


def _fsync(path: str, flags: int) -> None:
    descriptor = os.open(path, flags | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def delete_if_exists(path: str) -> None:
    """Delete a file of ours, if it is still there."""
    with suppress(FileNotFoundError):
        os.unlink(path)  # noqa: PTH108


def _error_text(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()
