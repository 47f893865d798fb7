"""Whether a file is still the database that a screen has open, and not another one that was put in its place.

A screen shows what it has read and edits it by number, which in another database is another workout. So while it is
open, the newest operation it has seen must still be in the history of the file: it is after any edit, undo and redo,
and is not in another runner's database, nor in yesterday's copy. A restored backup lacks it, too; there the planner has
left the file as it is, in the same directory. The command line reads a file once and asks nothing of this.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from contextvars import ContextVar

from planner.store import soundness
from planner.store.errors import display_path
from planner.training.refusal import RefusedError

_SELECT_OPERATION = "SELECT id, at, name FROM operation"


class OtherDatabaseError(RefusedError):
    """Another planner database is in the place of the one that was open; nothing was changed."""


class OpenDatabase:
    """What is known of the database that a screen has open.

    Args:
        way_out: What shows another database in its place, as the end of a sentence: ``ctrl+l shows it``.

    Attributes:
        file: Its device and inode; None before the first look, and when any database is taken as it is.
        directory: Those of its directory, which may be put in the place of another, too.
        newest: Number, instant and name of the newest operation that was seen; None where there was none.
        refusal: The sentence that last refused it as gone or as another one, until `take_refusal` takes it.
    """

    __slots__ = ("directory", "file", "newest", "refusal", "way_out")

    def __init__(self, way_out: str) -> None:
        self.way_out = way_out
        self.file: tuple[int, int] | None = None
        self.directory: tuple[int, int] | None = None
        self.newest: tuple[object, ...] | None = None
        self.refusal = ""


open_database: ContextVar[OpenDatabase | None] = ContextVar("open_database", default=None)
"""The database that this context has open; None takes any file as it is."""


def accept_any_database() -> None:
    """Take whatever database is read next for the one that is open."""
    known = open_database.get()
    if known is not None:
        known.file = None


def note_refusal(sentence: str) -> None:
    """Keep the sentence that refuses the database that is open, for whoever looks whether it is back."""
    known = open_database.get()
    if known is not None:
        known.refusal = sentence


def was_refused() -> bool:
    """Whether the database that is open was refused as gone, or as another one, since `take_refusal`."""
    known = open_database.get()
    return known is not None and bool(known.refusal)


def take_refusal() -> str:
    """Return the sentence that `note_refusal` kept, and forget it; empty when there is none."""
    known = open_database.get()
    if known is None:
        return ""
    refusal, known.refusal = known.refusal, ""
    return refusal


def check_same_database(connection: sqlite3.Connection, path: str | os.PathLike[str]) -> None:
    """Refuse another database than the one that this context has open.

    Args:
        connection: In a transaction.
        path: Its file.

    Raises:
        OtherDatabaseError: Another planner database is in its place.
    """
    known = open_database.get()
    if known is None:
        return
    database_path = os.path.realpath(path)
    with suppress(OSError, sqlite3.DatabaseError):  # what cannot be read is refused by whoever needs it
        file, directory = _identity(database_path), _identity(database_path.rpartition(os.sep)[0] or os.sep)
        newest = connection.execute(f"{_SELECT_OPERATION} ORDER BY id DESC LIMIT 1").fetchone()
        is_same = (
            known.file is None
            or newest == known.newest
            or (file == known.file if known.newest is None else _has_operation(connection, known.newest))
            or (directory == known.directory and soundness.is_as_committed(database_path))
        )
        if not is_same:
            sentence = (
                f"Another planner database has taken the place of {display_path(path)}; nothing was changed, "
                f"and {known.way_out}."
            )
            note_refusal(sentence)
            raise OtherDatabaseError(sentence)
        known.file, known.directory, known.newest = file, directory, newest


def _has_operation(connection: sqlite3.Connection, operation: tuple[object, ...]) -> bool:
    found: tuple[object, ...] | None = connection.execute(f"{_SELECT_OPERATION} WHERE id = ?", operation[:1]).fetchone()
    return found == operation


def _identity(path: str) -> tuple[int, int]:
    found = os.stat(path)  # noqa: PTH116 - at each read
    return found.st_dev, found.st_ino
