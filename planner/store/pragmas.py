"""The pragmas that every connection sets, and the numbers that mark a planner database.

``journal_mode=TRUNCATE`` with ``synchronous=FULL`` loses no committed edit when the power fails. WAL with its usual
settings does, and keeps writing without an error into a file that was deleted. SQLite remembers only WAL in the file,
so everything here is set on each connection.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

APPLICATION_ID = 0x706C6E72
"""``plnr`` in the file's header distinguishes a planner database from every other program's."""

SCHEMA_VERSION = 12
"""The newest schema version this program knows; each file stores its own as ``user_version``."""

OLDEST_SQLITE = (3, 38, 0)
"""STRICT tables came with 3.37; the JSON functions that the journal uses became standard with 3.38."""

_JSON_IS_SAFE = sqlite3.sqlite_version_info >= (3, 41, 0)
"""Before 3.41 SQLite counted its own JSON functions as unsafe, so the journal's triggers could not use them."""

DEFAULT_BUSY_TIMEOUT_MS = 5000
"""Milliseconds that SQLite waits for another session's lock."""

PRAGMAS = (
    f"busy_timeout={DEFAULT_BUSY_TIMEOUT_MS}",
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


@contextmanager
def set_busy_timeout(connection: sqlite3.Connection, timeout_ms: int) -> Iterator[None]:
    """Make a connection wait for another session's lock for a time of its own, also while its pragmas are applied."""
    token = busy_timeout_ms.set(timeout_ms)
    try:
        connection.execute(f"PRAGMA busy_timeout={timeout_ms}")
        yield
    finally:
        busy_timeout_ms.reset(token)
        connection.execute(f"PRAGMA {_busy_timeout_pragma()}")


def apply_pragmas(connection: sqlite3.Connection) -> None:
    """Apply the pragmas to a connection outside a transaction.

    A file that another program switched to WAL is switched back, unless another session has it open.

    Raises:
        sqlite3.OperationalError: Another session has the file locked: without its journal mode, the connection could
            lose a commit when the power fails.
    """
    # First of all the timeout: even asking for the journal mode waits for a lock.
    connection.execute(f"PRAGMA {_busy_timeout_pragma()}")
    for pragma in PRAGMAS[1:]:
        if pragma.startswith("journal_mode") and connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
            _leave_wal(connection, pragma)
        else:
            connection.execute(f"PRAGMA {pragma}").fetchall()


def _busy_timeout_pragma() -> str:
    timeout_ms = busy_timeout_ms.get()
    return PRAGMAS[0] if timeout_ms is None else f"busy_timeout={timeout_ms}"


def _leave_wal(connection: sqlite3.Connection, pragma: str) -> None:
    """Set another journal mode than WAL, unless a session that has the file open keeps it from that."""
    try:
        connection.execute("PRAGMA busy_timeout=0")
        connection.execute(f"PRAGMA {pragma}").fetchall()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
            raise
    finally:
        connection.execute(f"PRAGMA {_busy_timeout_pragma()}")
