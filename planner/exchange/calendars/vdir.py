"""A vdir: a folder with a file for each event, as khal and vdirsyncer read it.

An event of ours is in a file of the name of its UID. All other files are those of the person or of another program.
"""

from __future__ import annotations

import fcntl
import os
import stat
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from planner.file_writing import (
    UNFINISHED_SUFFIX,
    delete_if_exists,
    discard,
    replace_without_waiting,
    sync_directory_of,
)
from planner.named_files import UnreadableFileError, read_start
from planner.text import clean_line, join_first
from planner.training.refusal import RefusedError

MAX_EVENT_BYTES: Final = 1_000_000
"""Called 1 MB in sentences: no event that a person reads is as long."""
EVENT_SUFFIX = ".ics"
_MARK = ".planner"
_NAMES_OF_A_VDIR = frozenset({"displayname", "color"})
_MOST_OF_A_MARK = 500
_NAMED = 3
_PATIENCE_S, _BETWEEN_TRIES_S = 5.0, 0.05


def shown_folder(folder: str) -> str:
    """Return a folder as a sentence names it."""
    return clean_line(folder, 200)


class FileStamp(NamedTuple):
    """The time of the last change of a file in nanoseconds, and its size in bytes; -1 of what is no ordinary file."""

    mtime_ns: int
    size: int


@dataclass(slots=True)
class VdirListing:
    """What is in a vdir.

    Attributes:
        own: The stamps of our files, by UID.
        foreign: The stamps of the files of other events, by name.
        others: The names of what belongs in no vdir.
        mark: The id of the database that the vdir belongs to; empty where it has none.
        state: What `mark_vdir` was last given.
        names: Which of ``displayname`` and ``color`` are there.
        unfinished: The names of files that a run has not finished because it was killed.
    """

    own: dict[str, FileStamp] = field(default_factory=dict)
    foreign: dict[str, FileStamp] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)
    mark: str = ""
    state: str = ""
    names: set[str] = field(default_factory=set)
    unfinished: list[str] = field(default_factory=list)


def list_vdir(folder: str, uid_start: str) -> VdirListing:
    """Return what is in a vdir. Files are looked at and not read, but for the one that says whose it is.

    Args:
        folder: The absolute path of the folder.
        uid_start: How the UIDs of our events begin; what follows in them is a number.

    Raises:
        RefusedError: The folder cannot be read.
    """
    listing = VdirListing()
    begin, end = len(uid_start), -len(EVENT_SUFFIX)
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                name = entry.name
                if name.startswith(uid_start) and name.endswith(EVENT_SUFFIX) and _is_number(name[begin:end]):
                    listing.own[name[:end]] = _stamp(entry)
                elif name.startswith("."):
                    _list_dot_file(name, folder, listing)
                elif name.lower().endswith(EVENT_SUFFIX):
                    listing.foreign[name] = _stamp(entry)
                elif name in _NAMES_OF_A_VDIR:
                    listing.names.add(name)
                else:
                    listing.others.append(name)
    except OSError as error:
        raise RefusedError(f"{shown_folder(folder)} cannot be read: {error.strerror}.") from None
    return listing


def check_is_vdir(folder: str, listing: VdirListing, database_id: str, *, force: bool) -> None:
    """Check that a folder may be kept equal to a database: it is new, or belongs to it already.

    Raises:
        RefusedError: It belongs to another database; or it has none and holds what belongs in no vdir, and nobody
            insists.
    """
    shown = shown_folder(folder)
    if listing.mark and listing.mark != database_id:
        raise RefusedError(
            f"{shown} belongs to another planner database; give this one a folder of its own, or delete {_MARK} there."
        )
    if listing.others and not listing.mark and not force:
        names = join_first([clean_line(name, 60) for name in sorted(listing.others)], _NAMED)
        noun = "files that are" if len(listing.others) > 1 else "a file that is"
        raise RefusedError(f"{shown} holds {noun} no part of a calendar ({names}); --force takes it all the same.")


def read_event_file(folder: str, name: str) -> str:
    """Return the text of the file of an event.

    Raises:
        UnreadableFileError: It is gone, empty, cut off, larger than 1 MB, not UTF-8, or no ordinary file.
        RefusedError: It is a link to outside the directory of a restricted account.
    """
    shown = clean_line(name, 80)
    data = read_start(f"{folder}/{name}", MAX_EVENT_BYTES + 1, shown)
    if not data:
        raise UnreadableFileError(shown, "it is empty")
    if len(data) > MAX_EVENT_BYTES:
        raise UnreadableFileError(shown, "it is larger than 1 MB")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableFileError(shown, "it is not UTF-8") from None
    if text.rstrip()[-13:].upper() != "END:VCALENDAR":
        raise UnreadableFileError(shown, "it is cut off")
    return text


def stamp_of(folder: str, uid: str) -> FileStamp | None:
    """Return the stamp of one of our files as it is now; None where it is gone.

    Raises:
        OSError: It cannot be looked at.
    """
    try:
        status = os.lstat(f"{folder}/{uid}{EVENT_SUFFIX}")
    except FileNotFoundError:
        return None
    return FileStamp(status.st_mtime_ns, status.st_size if stat.S_ISREG(status.st_mode) else -1)


def write_event_file(folder: str, uid: str, text: str) -> FileStamp:
    """Write the file of one of our events, and return its stamp. `finish_vdir` comes after all of them.

    Raises:
        OSError: It cannot be written; what was there is unchanged.
    """
    status = replace_without_waiting(f"{folder}/{uid}{EVENT_SUFFIX}", text.encode())
    return FileStamp(status.st_mtime_ns, status.st_size)


def remove_event_file(folder: str, name: str) -> None:
    """Remove the file of an event; one that is gone is gone.

    Raises:
        OSError: It cannot be removed.
    """
    delete_if_exists(f"{folder}/{name}")


def begin_vdir(folder: str, listing: VdirListing, names: Iterable[tuple[str, str]]) -> None:
    """Write what a vdir has besides events, where it is missing, and remove what a killed run has left.

    Args:
        folder: The folder.
        listing: What is in it.
        names: The files ``displayname`` and ``color`` with what is in them.

    Raises:
        OSError: It cannot be written.
    """
    for name, text in names:
        if name not in listing.names:
            replace_without_waiting(f"{folder}/{name}", text.encode())
    for name in listing.unfinished:
        discard(f"{folder}/{name}")


def mark_vdir(folder: str, database_id: str, state: str = "") -> None:
    """Write into a vdir which database it belongs to.

    Args:
        folder: The folder.
        database_id: The id of the database.
        state: What the next listing has as its state, on one line.

    Raises:
        OSError: It cannot be written.
    """
    replace_without_waiting(f"{folder}/{_MARK}", f"{database_id}\n{state}\n".encode())


def finish_vdir(folder: str) -> None:
    """Bring the names of all files to the disk."""
    sync_directory_of(f"{folder}/{_MARK}")


@contextmanager
def locked_vdir(folder: str) -> Iterator[None]:
    """Keep other runs of the planner out of a vdir; one that is at work in it is waited for, for five seconds.

    Raises:
        RefusedError: The other run goes on, or the folder cannot be read.
    """
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as error:
        raise RefusedError(f"{shown_folder(folder)} cannot be read: {error.strerror}.") from None
    try:
        _lock(descriptor, folder)
        yield
    finally:
        os.close(descriptor)


def _lock(descriptor: int, folder: str) -> None:
    deadline = time.monotonic() + _PATIENCE_S
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise RefusedError(f"Another planner is at work in {shown_folder(folder)}; try again.") from None
            time.sleep(_BETWEEN_TRIES_S)
        except OSError:  # a file system without locks
            return
        else:
            return


def _is_number(text: str) -> bool:
    return text.isdecimal() and text.isascii() and text[0] != "0"


def _stamp(entry: os.DirEntry[str]) -> FileStamp:
    status = entry.stat(follow_symlinks=False)
    return FileStamp(status.st_mtime_ns, status.st_size if stat.S_ISREG(status.st_mode) else -1)


def _list_dot_file(name: str, folder: str, listing: VdirListing) -> None:
    if name == _MARK:
        with suppress(RefusedError):
            text = read_start(f"{folder}/{name}", _MOST_OF_A_MARK).decode("ascii", "replace")
            listing.mark, listing.state = (*text.splitlines(), "", "")[:2]
    elif name.startswith(".planner-") and name.endswith(UNFINISHED_SUFFIX):
        listing.unfinished.append(name)
