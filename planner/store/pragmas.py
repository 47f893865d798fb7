"""The pragmas that every connection sets, and the numbers that mark a planner database.

``journal_mode=TRUNCATE`` with ``synchronous=FULL`` loses no committed edit when the power fails. WAL with its usual
settings does, and keeps writing without an error into a file that was deleted. SQLite remembers only WAL in the file,
so everything here is set on each connection.
"""

from __future__ import annotations

import sqlite3
from contextvars import ContextVar

APPLICATION_ID = 0x706C6E72
"""``plnr`` in the file's header distinguishes a planner database from every other program's."""

SCHEMA_VERSION = 9
"""The newest schema version this program knows; each file stores its own as ``user_version``."""

OLDEST_SQLITE = (3, 38, 0)
"""STRICT tables came with 3.37; the JSON functions that the journal uses became standard with 3.38."""

_JSON_IS_SAFE = sqlite3.sqlite_version_info >= (3, 41, 0)
"""Before 3.41 SQLite counted its own JSON functions as unsafe, so the journal's triggers could not use them."""

PRAGMAS = (
    "busy_timeout=5000",
    "foreign_keys=ON",
    "journal_mode=TRUNCATE",
    "synchronous=FULL",
    "fullfsync=ON",  # macOS: a plain fsync leaves the data in the drive's cache; nothing elsewhere
    f"trusted_schema={'OFF' if _JSON_IS_SAFE else 'ON'}",
    "cell_size_check=ON",
    "recursive_triggers=OFF",  # a trigger that raises `version` must not fire itself
)


busy_timeout_ms: ContextVar[int | None] = ContextVar("busy_timeout_ms", default=None)
"""Milliseconds to wait for another session in this context; None means the 5,000 ms of `PRAGMAS`."""


def apply_pragmas(connection: sqlite3.Connection) -> None:
    """Apply the pragmas to a connection outside a transaction.

    A file that another program switched to WAL is switched back, unless another session has it open.
    """
    timeout_ms = busy_timeout_ms.get()
    for default in PRAGMAS:
        # The timeout has to be the context's own from the start: setting the journal mode already waits for a lock.
        is_timeout = default.startswith("busy_timeout") and timeout_ms is not None
        pragma = f"busy_timeout={timeout_ms}" if is_timeout else default
        try:
            connection.execute(f"PRAGMA {pragma}").fetchall()
        except sqlite3.OperationalError as error:
            if not (pragma.startswith("journal_mode") and error.sqlite_errorcode == sqlite3.SQLITE_BUSY):
                raise
