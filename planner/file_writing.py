"""Write a file as a whole: under its name lies what was there before or the complete new text, never a part of it.

The text goes into a temporary file in the same directory, reaches the disk, and takes the name in one step. Only the
owner can read the file, whatever the umask is. Paths are handled by `os.path`, as in `planner.store.files`.
"""

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Iterable
from contextlib import suppress

PRIVATE_FILE_MODE = 0o600
PRIVATE_DIRECTORY_MODE = 0o700
SPECIAL_FILE_TYPES = (
    (stat.S_ISDIR, "a directory"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)
"""What a path can lead to that is no ordinary file, with its name in refusals."""
UNFINISHED_SUFFIX = ".tmp"
"""How the name of a file ends that `replace_without_waiting` has not finished."""
SQLITE_SIGNATURE = b"SQLite format 3\0"
_DATABASE_SIGNATURES = (
    (SQLITE_SIGNATURE, "an SQLite database"),
    (b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7", "the journal of an SQLite database"),
    (b"\x37\x7f\x06\x82", "the write-ahead log of an SQLite database"),
    (b"\x37\x7f\x06\x83", "the write-ahead log of an SQLite database"),
)


def describe_special_file(mode: int) -> str:
    """Return what a file is that is no ordinary one: ``a directory``; empty for an ordinary file."""
    return next((what for is_special, what in SPECIAL_FILE_TYPES if is_special(mode)), "")


def describe_database_content(path: str) -> str:
    """Return which file of SQLite a file is by its content; empty where it is none, or there is no file.

    It must be an ordinary file, and not the database in use: closing it drops the locks that SQLite holds on it.

    Raises:
        OSError: It cannot be read.
    """
    try:
        with open(path, "rb") as file:
            head = file.read(len(SQLITE_SIGNATURE))
    except FileNotFoundError:
        return ""
    return next((what for signature, what in _DATABASE_SIGNATURES if head.startswith(signature)), "")


def replace_file(path: str, text: str | Iterable[str]) -> None:
    """Write a text to a file, in place of what has that name. A link is replaced itself, not the file it leads to.

    Args:
        path: The file.
        text: The text, or its parts, which are written as they come.

    Raises:
        OSError: It cannot be written, or is a database by its content; what was there is unchanged.
    """
    if os.path.isfile(path) and not os.path.islink(path) and (what := describe_database_content(path)):
        raise PermissionError(errno.EACCES, f"it is {what}", path)
    temporary = _write_temporary(os.path.dirname(path), text)
    try:
        os.replace(temporary, path)
    except BaseException:
        discard(temporary)
        raise
    sync_directory_of(path)


def replace_without_waiting(path: str, data: bytes) -> os.stat_result:
    """Write a small file, in place of what has that name, and do not wait until it is on the disk.

    For thousands of files that can be written again. After a power cut one of them may be empty; `sync_directory_of`,
    called once at the end, brings their names to the disk. The temporary name ends in ``.tmp``, which programs that
    watch a folder for a kind of file leave alone.

    Returns:
        What `os.fstat` says of the new file.

    Raises:
        OSError: It cannot be written; what was there is unchanged.
    """
    temporary = f"{os.path.dirname(path)}/.planner-{os.getpid()}-{time.monotonic_ns()}{UNFINISHED_SUFFIX}"
    descriptor = os.open(
        temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, PRIVATE_FILE_MODE
    )
    try:
        try:
            if os.write(descriptor, data) != len(data):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path)
            status = os.fstat(descriptor)
        finally:
            os.close(descriptor)
        os.replace(temporary, path)
    except BaseException:
        discard(temporary)
        raise
    return status


def write_new_file(path: str, text: str | Iterable[str]) -> None:
    """Write a text to a new file.

    Args:
        path: The file.
        text: As in `replace_file`.

    Raises:
        FileExistsError: Something has that name, even if only a link to nothing.
        OSError: It cannot be written; there is no file of that name.
    """
    temporary = _write_temporary(os.path.dirname(path), text)
    try:
        give_name(temporary, path)
    except BaseException:
        discard(temporary)
        raise
    sync_directory_of(path)


def give_name(temporary: str, target: str) -> None:
    """Give a complete file its name, never in place of another file.

    Raises:
        FileExistsError: Something has that name, even if only a link to nothing.
        OSError: The directory cannot be written.
    """
    try:
        os.link(temporary, target, follow_symlinks=False)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links: claim the name, then take it
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, PRIVATE_FILE_MODE))
        os.replace(temporary, target)
    else:
        discard(temporary)


def create_private_file(path: str) -> int:
    """Create an empty file that only its owner can read; return its descriptor.

    Raises:
        FileExistsError: Something has that name; it is never followed as a link.
        OSError: It cannot be made.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, PRIVATE_FILE_MODE)
    try:
        os.fchmod(descriptor, PRIVATE_FILE_MODE)
    except BaseException:
        os.close(descriptor)
        discard(path)
        raise
    return descriptor


def delete_if_exists(path: str) -> None:
    """Delete a file of ours; do nothing when it is gone."""
    with suppress(FileNotFoundError):
        os.unlink(path)


def discard(temporary: str) -> None:
    """Delete an unfinished file of ours; where that fails it is left, and changes nothing of what was done."""
    with suppress(OSError):
        os.unlink(temporary)


def sync_path(path: str, flags: int) -> None:
    """Wait until a file, or the names in a directory, are on the disk.

    Args:
        path: The file or the directory.
        flags: How it is opened: ``os.O_RDWR`` for a file, ``os.O_RDONLY`` for a directory.
    """
    descriptor = os.open(path, flags | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write_temporary(directory: str, text: str | Iterable[str]) -> str:
    """Write a text to a new file in a directory, down to the disk, and return its path."""
    # A name of its own, because the target's may be too long for an ending.
    temporary = os.path.join(directory, f".planner-{os.getpid()}-{time.monotonic_ns()}.new")
    descriptor = create_private_file(temporary)
    try:
        with open(descriptor, "w", encoding="utf-8", errors="surrogateescape", newline="") as file:
            file.writelines((text,) if isinstance(text, str) else text)
            file.flush()
            os.fsync(descriptor)
    except BaseException:
        discard(temporary)
        raise
    return temporary


def sync_directory_of(path: str) -> None:
    """Bring the name of a file to the disk. The file is complete under it already, so that no failure is reported."""
    with suppress(OSError):  # some systems cannot, and a directory may be one that only its names can be used of
        sync_path(os.path.dirname(path) or ".", os.O_RDONLY)
