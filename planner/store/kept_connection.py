"""One connection for all that a command reads, since opening one costs a third of what starting Python costs.

It is the schema that SQLite reads again over each connection. Between two transactions a kept connection holds no lock
and remembers nothing of the file but its schema, and it is made ready again like a new one.
"""

from __future__ import annotations

import sqlite3
from _thread import get_ident  # all that is needed of `threading`
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from planner.store.files import FileConnection, file_identity


class _Keeper:
    """Holds the connection that nobody uses at the moment, if there is one."""

    def __init__(self) -> None:
        self.connection: FileConnection | None = None
        self.thread = get_ident()


_keeper: ContextVar[_Keeper | None] = ContextVar("keeper", default=None)


@contextmanager
def keep_connection() -> Iterator[None]:
    """Keep the connection of a reading transaction inside for the next transaction on the same file."""
    keeper = _Keeper()
    token = _keeper.set(keeper)
    try:
        yield
    finally:
        _keeper.reset(token)
        if keeper.connection is not None:
            keeper.connection.close()


def take_kept(database_path: str) -> FileConnection | None:
    """Return the kept connection, which is now the caller's to close; None where none is kept of this file.

    Args:
        database_path: The absolute path. A file that has got this name since then is another file.
    """
    keeper = _keeper.get()
    if keeper is None or keeper.connection is None or keeper.thread != get_ident():
        return None
    connection, keeper.connection = keeper.connection, None
    if connection.path == database_path and connection.identity == file_identity(database_path):
        return connection
    connection.close()
    return None


def keep_or_close(connection: sqlite3.Connection) -> None:
    """Keep a connection that was only read from, if this context keeps one; else close it."""
    keeper = _keeper.get()
    is_kept = keeper is not None and keeper.connection is None and keeper.thread == get_ident()
    if keeper is None or not is_kept or not isinstance(connection, FileConnection) or connection.identity is None:
        connection.close()
        return
    try:
        connection.execute("ROLLBACK")
        connection.execute("PRAGMA query_only = OFF")
    except BaseException:
        connection.close()
        raise
    keeper.connection = connection
