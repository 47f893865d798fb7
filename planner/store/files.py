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
from planner.store.refusals import primary_code, shown
from planner.training.refusal import RefusedError

SMALLEST_PAGE = 512
PRIVATE_FILE = 0o600
PRIVATE_DIRECTORY = 0o700

_SPECIAL = (
    (stat.S_ISDIR, "a directory"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)
_BEGINNINGS = (
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"%PDF", "a PDF document"),
    (b"SQLite format 3\0", "an SQLite database with a broken header"),
)


def locate(path: str | os.PathLike[str]) -> str | None:
    """The absolute place of an existing file that may be a database, links followed; None when nothing is there.

    Raises:
        RefusedError: Something else is there: a directory, a pipe, a link to nothing, a file too short.
    """
    named = os.path.abspath(path)  # noqa: PTH100 - pathlib costs 8 ms that the first frame does not have
    try:
        found = os.lstat(named)
        if stat.S_ISLNK(found.st_mode):
            named, found = _follow(named)
    except FileNotFoundError:
        return None
    except RefusedError:
        raise
    except (OSError, ValueError) as error:
        raise RefusedError(f"{shown(path)} cannot be opened: {_why(error)}.") from error
    for is_special, what in _SPECIAL:
        if is_special(found.st_mode):
            raise RefusedError(f"{shown(path)} is {what}, not a planner database.")
    if found.st_size < SMALLEST_PAGE:
        raise RefusedError(not_ours(named, found.st_size))
    return named


def connect(located: str) -> sqlite3.Connection:
    """A connection to an existing file, set up; read-only by itself where the file cannot be written.

    Args:
        located: An absolute path, as `locate` gives it. Nothing is created when it has gone meanwhile.

    Raises:
        RefusedError: It is not a database.
    """
    connection = bare_connection(located)
    try:
        pragmas.apply(connection)
    except sqlite3.DatabaseError as error:
        connection.close()
        if primary_code(error) == sqlite3.SQLITE_NOTADB:
            raise RefusedError(not_ours(located)) from error
        raise
    except BaseException:
        connection.close()
        raise
    return connection


def bare_connection(located: str) -> sqlite3.Connection:
    """A connection that leaves transactions to us (``isolation_level=None``), before any pragma is set."""
    escaped = located.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    return sqlite3.connect(f"file://{escaped}?mode=rw", uri=True, isolation_level=None, timeout=5.0)


def identify(connection: sqlite3.Connection, located: str) -> int:
    """The schema version of a database that is ours; reads the header and nothing else.

    Raises:
        RefusedError: It is another program's, or a newer planner's.
    """
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if application != pragmas.APPLICATION_ID:
        raise RefusedError(f"{shown(located)} is an SQLite database of another program, not a planner database.")
    if version < 0:
        raise RefusedError(
            f"{shown(located)} has schema version {version}, which no planner wrote; it was left as it is."
        )
    if version > pragmas.SCHEMA_VERSION:
        raise RefusedError(
            f"{shown(located)} was written by a newer planner (its schema is version {version}, "
            f"this one knows {pragmas.SCHEMA_VERSION}); it was left as it is.",
        )
    return version


def create(path: str, build: Callable[[sqlite3.Connection], None]) -> None:
    """Make a database that appears under its name only when it is complete.

    Args:
        path: Where; nothing may be there. When another session is first, its file stays and this one is dropped.
        build: Fills the empty database.
    """
    temporary = write_beside(path, build)
    try:
        publish(temporary, path)
    except FileExistsError:
        return
    finally:
        remove(temporary)


def write_beside(target: str, build: Callable[[sqlite3.Connection], None]) -> str:
    """A finished database under a temporary name in the target's directory, which is made if need be.

    Only its owner can read it, from its first byte; it is never written through a link.

    Raises:
        RefusedError: No file can be made there.
    """
    make_private_directories(os.path.dirname(target))  # noqa: PTH120
    temporary = f"{target}.{os.getpid()}-{time.monotonic_ns()}.new"
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        descriptor = os.open(temporary, flags, PRIVATE_FILE)
    except OSError as error:
        raise RefusedError(f"{shown(target)} cannot be made: {_why(error)}.") from error
    try:
        os.fchmod(descriptor, PRIVATE_FILE)
    finally:
        os.close(descriptor)
    try:
        connection = bare_connection(temporary)
        try:
            connection.execute("PRAGMA journal_mode=MEMORY").fetchall()  # whatever is unfinished is thrown away whole
            build(connection)
        finally:
            connection.close()
    except BaseException:
        remove(temporary)
        raise
    return temporary


def publish(temporary: str, target: str) -> None:
    """Give a finished file its name, durably, and never in place of another.

    Raises:
        FileExistsError: Something, be it a link to nothing, has that name.
        RefusedError: The disk does not take it.
    """
    try:
        _flush(temporary, os.O_RDWR)
        try:
            os.link(temporary, target, follow_symlinks=False)
        except FileExistsError:
            raise
        except OSError:  # a file system without hard links: claim the name, then take it
            os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, PRIVATE_FILE))
            os.replace(temporary, target)  # noqa: PTH105
        else:
            os.unlink(temporary)  # noqa: PTH108
        _flush(os.path.dirname(target), os.O_RDONLY)  # noqa: PTH120
    except FileExistsError:
        raise
    except OSError as error:
        raise RefusedError(f"{shown(target)} cannot be written: {_why(error)}.") from error


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
            os.mkdir(each, PRIVATE_DIRECTORY)  # noqa: PTH102
            os.chmod(each, PRIVATE_DIRECTORY)  # noqa: PTH101
        except FileExistsError as error:
            if not os.path.isdir(each):  # noqa: PTH112
                raise RefusedError(f"{shown(each)} is not a directory.") from error
        except OSError as error:
            raise RefusedError(f"The directory {shown(each)} cannot be made: {_why(error)}.") from error


def tighten(located: str) -> None:
    """Take the group's and everybody's rights from a file of ours; a file of another owner stays as it is.

    A file system may not take it; `planner.store.checking` tells.
    """
    found = os.stat(located)  # noqa: PTH116
    if found.st_mode & 0o077 and found.st_uid == os.geteuid():
        with suppress(OSError):
            os.chmod(located, PRIVATE_FILE)  # noqa: PTH101


def not_ours(located: str, size: int | None = None) -> str:
    """One sentence: which file, and what it seems to be."""
    if size == 0:
        return f"{shown(located)} is empty, so it is not a planner database; it was left as it is."
    try:
        with open(located, "rb") as file:  # noqa: PTH123 - SQLite holds no lock on what it does not take for a database
            head = file.read(SMALLEST_PAGE)
    except OSError:
        head = b""
    known = [what for beginning, what in _BEGINNINGS if head.startswith(beginning)]
    what = known[0] if known else "a text file" if _reads_as_text(head) else "a file of unknown kind"
    return f"{shown(located)} is {what}, not a planner database; it was left as it is."


def _reads_as_text(head: bytes) -> bool:
    text = head.decode("utf-8", "ignore")  # the last character may be cut
    return bool(text) and len(head) - len(text.encode()) < 4 and "".join(text.split()).isprintable()


def _follow(link: str) -> tuple[str, os.stat_result]:
    """Where a link leads. A link to nothing is refused: creating through it would write somewhere unforeseen."""
    try:
        real = os.path.realpath(link, strict=True)
        return real, os.stat(real)  # noqa: PTH116
    except OSError as error:
        target = shown(os.readlink(link))  # noqa: PTH115
        raise RefusedError(f"{shown(link)} is a link to {target}, which cannot be opened: {_why(error)}.") from error


def _flush(path: str, flags: int) -> None:
    descriptor = os.open(path, flags | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remove(path: str) -> None:
    """Delete a file of ours, if it is still there."""
    with suppress(FileNotFoundError):
        os.unlink(path)  # noqa: PTH108


def _why(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()
