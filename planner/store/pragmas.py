"""How every connection is set up, whoever opens it: the one list of pragmas, and the numbers that mark our files.

`TRUNCATE` with `synchronous=FULL` loses nothing that was acknowledged when the power goes; WAL with its usual settings
does, and writes on without an error into a file that was deleted. Only WAL is remembered in the file, so everything
here is set anew on each connection.
"""

from __future__ import annotations

import sqlite3
from contextvars import ContextVar

APPLICATION_ID = 0x706C6E72
"""``plnr``, in the file's header: tells our files from every other program's."""

SCHEMA_VERSION = 4
"""The newest schema this program knows, kept in the file as ``user_version``."""

OLDEST_SQLITE = (3, 38, 0)
"""STRICT tables came with 3.37, the JSON functions of the journal became standard with 3.38."""

_JSON_IS_SAFE = sqlite3.sqlite_version_info >= (3, 41, 0)
"""Older ones mistake their own JSON functions for unsafe ones, and the journal's triggers could not use them."""

PRAGMAS = (
    "busy_timeout=5000",
    "foreign_keys=ON",
    "journal_mode=TRUNCATE",
    "synchronous=FULL",
    "fullfsync=ON",  # macOS: a plain fsync leaves the data in the drive's cache; nothing elsewhere
    f"trusted_schema={'OFF' if _JSON_IS_SAFE else 'ON'}",
    "cell_size_check=ON",
    "recursive_triggers=OFF",  # a trigger that raises `version` must not wake itself
)


busy_timeout_ms: ContextVar[int | None] = ContextVar("patience", default=None)
"""How many milliseconds to wait for another session, where that is not the usual: a screen must never stand still."""


def apply_pragmas(connection: sqlite3.Connection) -> None:
    """Set the connection up. Must be called outside a transaction.

    A file that somebody turned to WAL is turned back when nobody else has it open, and is used as it is otherwise.
    """
    timeout_ms = busy_timeout_ms.get()
    for usual in PRAGMAS:
        pragma = f"busy_timeout={timeout_ms}" if timeout_ms is not None and usual.startswith("busy_timeout") else usual
        try:
            connection.execute(f"PRAGMA {pragma}").fetchall()
        except sqlite3.OperationalError as error:
            if not (pragma.startswith("journal_mode") and error.sqlite_errorcode == sqlite3.SQLITE_BUSY):
                raise
