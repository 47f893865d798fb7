"""The database as a file: finding it, connecting to it, and creating it complete and private to its owner.

A file that is not a planner database is never written to. The file system and SQLite say what it is, and it is not
opened here: closing a second descriptor would drop the locks that SQLite holds on the file in this process. Paths are
handled by `os.path`, since importing `pathlib` costs 8 ms that the first frame does not have.
"""

from __future__ import annotations

import os
import sqlite3
import stat
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial

from planner import restriction
from planner.file_writing import (
    PRIVATE_DIRECTORY_MODE,
    PRIVATE_FILE_MODE,
    SQLITE_SIGNATURE,
    create_private_file,
    describe_special_file,
    discard,
    give_name,
    sync_directory_of,
    sync_path,
)
from planner.store import pragmas
from planner.store.errors import display_path, primary_error_code
from planner.store.lock_waits import wait_for_lock
from planner.training.refusal import RefusedError

MIN_DATABASE_BYTES = 512
"""The smallest page of SQLite; a shorter file cannot be a database."""

_FILE_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"%PDF", "a PDF document"),
    (SQLITE_SIGNATURE, "an SQLite database with a broken header"),
)


class NotADatabaseError(RefusedError):
    """The file is no planner database, or its beginning is damaged."""


class FileConnection(sqlite3.Connection):
    """A connection that knows which file it opened, also once another file has that name.

    Attributes:
        path: The absolute path of the file.
        identity: The file, as `file_identity` has it.
    """

    path: str
    identity: tuple[int, int] | None


def file_identity(database_path: str) -> tuple[int, int] | None:
    """Return the device and the inode of a file, which another file of its name does not have; None without a file."""
    try:
        found = os.stat(database_path)
    except (OSError, ValueError):  # no file can have some names
        return None
    return found.st_dev, found.st_ino


def find_database(path: str | os.PathLike[str]) -> str | None:
    """Return the absolute path of an existing file that may be a database, links resolved; None when nothing exists.

    Raises:
        NotADatabaseError: The file is too short.
        RefusedError: It is something else: a directory, a pipe, a link to nothing.
    """
    absolute = os.path.abspath(path)
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
    if what := describe_special_file(found.st_mode):
        raise RefusedError(f"{display_path(path)} is {what}, not a planner database.")
    if found.st_size < MIN_DATABASE_BYTES:
        raise NotADatabaseError(foreign_file_message(absolute, found.st_size))
    return absolute


def connect(database_path: str) -> FileConnection:
    """Connect to an existing file and apply the pragmas; SQLite makes it read-only where the file cannot be written.

    Args:
        database_path: An absolute path from `find_database`. Nothing is created when the file has gone meanwhile.

    Raises:
        NotADatabaseError: It is not a database.
    """
    return make_ready(connect_without_pragmas(database_path), database_path)


def make_ready(connection: FileConnection, database_path: str) -> FileConnection:
    """Apply the pragmas to a connection, which is closed where that fails.

    Raises:
        NotADatabaseError: It is not a database.
    """
    try:
        wait_for_lock(connection, database_path, lambda: pragmas.apply_pragmas(connection))
    except sqlite3.DatabaseError as error:
        connection.close()
        if primary_error_code(error) == sqlite3.SQLITE_NOTADB:
            raise NotADatabaseError(foreign_file_message(database_path)) from error
        raise
    except BaseException:
        connection.close()
        raise
    return connection


def connect_without_pragmas(database_path: str) -> FileConnection:
    """Connect without applying the pragmas; the driver begins no transactions of its own (``isolation_level=None``)."""
    connection = _connect_with(database_path, "mode=rw")
    # another program may have stored text that is no UTF-8: one such title must not keep a month from being read
    connection.text_factory = partial(str, encoding="utf-8", errors="replace")
    return connection


def connect_without_locks(database_path: str) -> FileConnection:
    """Connect to look at a file whose locks do not work; what another session is writing may be seen half."""
    return _connect_with(database_path, "mode=ro&immutable=1")


def _connect_with(database_path: str, parameters: str) -> FileConnection:
    identity = file_identity(database_path)  # before, so that a file that gets its name meanwhile is another one
    connection = sqlite3.connect(
        f"{_file_uri(database_path)}?{parameters}",
        uri=True,
        isolation_level=None,
        timeout=5.0,
        factory=FileConnection,
    )
    connection.path, connection.identity = database_path, identity
    if restriction.is_locked():
        connection.execute("PRAGMA temp_store=MEMORY")  # else SQLite sorts and compacts in /var/tmp
    return connection


def read_schema_version(connection: sqlite3.Connection, database_path: str) -> int:
    """Return the schema version of a planner database; reads the header and nothing else.

    Raises:
        NotADatabaseError: It is another program's.
        RefusedError: It is a newer planner's.
    """
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if application != pragmas.APPLICATION_ID:
        raise NotADatabaseError(
            f"{display_path(database_path)} is an SQLite database of another program, not a planner database."
        )
    if version < 0:
        raise RefusedError(
            f"{display_path(database_path)} has schema version {version}, which no planner wrote; "
            "it was left unchanged."
        )
    if version > pragmas.SCHEMA_VERSION:
        raise RefusedError(
            f"{display_path(database_path)} was written by a newer planner (its schema is version {version}, "
            f"this one knows {pragmas.SCHEMA_VERSION}); it was left unchanged.",
        )
    return version


def create_database(path: str, build: Callable[[sqlite3.Connection], None]) -> None:
    """Create a database that appears under its name only when it is complete.

    Args:
        path: Its absolute path. When another session creates the file first, that one stays and this one is dropped.
        build: Fills the empty database.

    Raises:
        RefusedError: The file or its directory cannot be made.
    """
    temporary = write_temporary_database(path, build)
    try:
        move_into_place(temporary, path)
    except FileExistsError:
        return
    finally:
        discard(temporary)


def write_temporary_database(target: str, build: Callable[[sqlite3.Connection], None]) -> str:
    """Create a complete database under a temporary name in the target's directory, and return its path.

    Missing directories are made, and go again where the file does not come about. Only the owner can ever read it, and
    it is never written through a link.

    Raises:
        RefusedError: The file or its directory cannot be made.
    """
    made = make_private_directories(os.path.dirname(target))
    temporary = f"{target}.{os.getpid()}-{time.monotonic_ns()}.new"
    try:
        os.close(create_private_file(temporary))
    except OSError as error:
        raise RefusedError(f"{display_path(target)} cannot be made: {_error_text(error)}.") from error
    try:
        connection = connect_without_pragmas(temporary)
        try:
            connection.execute(
                "PRAGMA journal_mode=MEMORY"
            ).fetchall()  # an unfinished file is deleted, so nothing needs a rollback on disk
            build(connection)
        finally:
            connection.close()
    except BaseException:
        discard(temporary)
        for directory in reversed(made):
            with suppress(OSError):  # another session has something in it by now
                os.rmdir(directory)
        raise
    return temporary


def check_new_file(target: str | os.PathLike[str], what: str) -> str:
    """Return the absolute path of a file that a person wants to be made, links in its own name not followed.

    Args:
        target: The path.
        what: What the file will be, in the sentence of a refusal: ``a backup``.

    Raises:
        RefusedError: Something has that name, if only a link to nothing, or its directory does not exist.
    """
    path = os.path.abspath(target)
    if "\0" in path or not _is_unicode(path):
        raise RefusedError(f"{display_path(path)} cannot be made: no database can have this name.")
    if os.path.lexists(path):
        found = "a directory; name a file in it" if os.path.isdir(path) else "already there"
        raise RefusedError(f"{display_path(path)} is {found}; {what} never replaces a file.")
    directory = os.path.dirname(path)
    if not os.path.isdir(directory):
        raise RefusedError(f"There is no directory {display_path(directory)}, so {what} cannot be written there.")
    return path


def connect_read_only(database_path: str) -> FileConnection:
    """Connect to an existing file so that nothing can change it, not even by rolling back a change that was cut short.

    Raises:
        NotADatabaseError: It is not a database.
    """
    connection = _connect_with(database_path, "mode=ro")
    try:
        for pragma in ("trusted_schema=OFF", "cell_size_check=ON"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("PRAGMA user_version").fetchone()
    except sqlite3.DatabaseError as error:
        connection.close()
        if primary_error_code(error) == sqlite3.SQLITE_NOTADB:
            raise NotADatabaseError(foreign_file_message(database_path)) from error
        raise
    return connection


def move_into_place(temporary: str, target: str) -> None:
    """Give a complete file its name, durably, and never in place of another file.

    Raises:
        FileExistsError: Something has that name, even if only a link to nothing.
        RefusedError: The directory or disk cannot be written.
    """
    try:
        sync_path(temporary, os.O_RDWR)
        give_name(temporary, target)
    except FileExistsError:
        raise
    except OSError as error:
        raise RefusedError(f"{display_path(target)} cannot be written: {_error_text(error)}.") from error
    sync_directory_of(target)


def replace_durably(temporary: str, target: str) -> None:
    """Give a complete file the name of another one, which is lost by it.

    Raises:
        RefusedError: The directory or disk cannot be written.
    """
    try:
        sync_path(temporary, os.O_RDWR)
        os.replace(temporary, target)
    except OSError as error:
        raise RefusedError(f"{display_path(target)} cannot be written: {_error_text(error)}.") from error
    sync_directory_of(target)


def has_journal(database_path: str) -> bool:
    """Return whether a transaction that was not completed is going to be rolled back by whoever opens the file next."""
    try:
        return os.stat(f"{database_path}-journal").st_size > 0
    except FileNotFoundError:
        return False


def make_private_directories(directory: str) -> list[str]:
    """Make a directory and its missing parents, each for its owner only; existing ones stay unchanged.

    Returns:
        Those that were made, a parent before what is in it.

    Raises:
        RefusedError: One of them cannot be made.
    """
    missing = []
    while not os.path.isdir(directory):
        missing.append(directory)
        parent = os.path.dirname(directory)
        if parent == directory:
            break
        directory = parent
    made = []
    for each in reversed(missing):
        try:
            os.mkdir(each, PRIVATE_DIRECTORY_MODE)
            made.append(each)
            os.chmod(each, PRIVATE_DIRECTORY_MODE)
            sync_directory_of(each)  # else a power cut takes it away, with all that was synced in it
        except FileExistsError as error:
            if not os.path.isdir(each):
                raise RefusedError(f"{display_path(each)} is not a directory.") from error
        except OSError as error:
            raise RefusedError(f"The directory {display_path(each)} cannot be made: {_error_text(error)}.") from error
    return made


def restrict_permissions(database_path: str) -> None:
    """Remove the rights of group and others from our own file; a file of another owner stays unchanged.

    Some file systems cannot do that; `planner.store.check_file` reports it.
    """
    found = os.stat(database_path)
    if found.st_mode & 0o077 and found.st_uid == os.geteuid():
        with suppress(OSError):
            os.chmod(database_path, PRIVATE_FILE_MODE)


def foreign_file_message(database_path: str, size: int | None = None) -> str:
    """Return one sentence that names the file and says what it seems to be."""
    if size == 0:
        return f"{display_path(database_path)} is empty, so it is not a planner database; it was left unchanged."
    try:
        # Opened although the module does not: SQLite holds no lock on a file that it does not take for a database.
        with open(database_path, "rb") as file:
            head = file.read(MIN_DATABASE_BYTES)
    except OSError:
        head = b""
    known = [what for beginning, what in _FILE_SIGNATURES if head.startswith(beginning)]
    what = known[0] if known else "a text file" if _is_text(head) else "a file of unknown kind"
    return f"{display_path(database_path)} is {what}, not a planner database; it was left unchanged."


def _is_text(head: bytes) -> bool:
    text = head.decode("utf-8", "ignore")  # the last character may be cut
    return bool(text) and len(head) - len(text.encode()) < 4 and "".join(text.split()).isprintable()


def _resolve_link(link: str) -> tuple[str, os.stat_result]:
    """Return the path a link leads to, and its status; a link to nothing is refused, since its target is unexpected."""
    try:
        real = os.path.realpath(link, strict=True)
        return real, os.stat(real)
    except OSError as error:
        target = display_path(os.readlink(link))
        raise RefusedError(
            f"{display_path(link)} is a link to {target}, which cannot be opened: {_error_text(error)}."
        ) from error


def _is_unicode(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def _file_uri(path: str) -> str:
    escaped = path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    return f"file://{escaped}"


def _error_text(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()
