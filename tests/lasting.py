"""Make ten thousand short connections cheap: a connection to the same file is reused with its parsed schema.

SQLite parses twenty kilobytes of triggers for each new connection, four fifths of the time of an edit in a test. All
that is patched is the name ``sqlite3`` in `planner.store.files`. A closed connection gives up its locks, its
transaction and the pages it has read, and is reused only while the file is unchanged; tests about the file itself
(tests/store) use real connections. As the driver does, it refuses to be used after it was closed, or by another thread.
The schema of a new file, a hundred statements, is built once and then copied.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import Lock, get_ident
from typing import Any
from unittest import mock
from urllib.parse import unquote

from planner.store import files, migrations
from planner.store.schema import ADDED_IN_VERSION

_MOST = 4
_build_schema = migrations.build_schema


class _Aside(files.FileConnection):
    """A connection that `_Lasting` keeps for reuse when it is closed."""

    keeper: _Lasting | None = None
    place = ""
    thread: int | None = None
    """The thread that uses it; None while it is closed."""

    def cursor(self, *how: Any, **more: Any) -> Any:
        self._check()
        return super().cursor(*how, **more)

    def execute(self, *what: Any) -> Any:
        self._check()
        return super().execute(*what)

    def executemany(self, *what: Any) -> Any:
        self._check()
        return super().executemany(*what)

    def executescript(self, script: str) -> Any:
        self._check()
        return super().executescript(script)

    def commit(self) -> None:
        self._check()
        super().commit()

    def rollback(self) -> None:
        self._check()
        super().rollback()

    def close(self) -> None:
        if self.thread is not None:
            self._check()
        if self.keeper is None or not self.keeper.takes(self):
            super().close()

    def _check(self) -> None:
        if self.thread is None:
            raise sqlite3.ProgrammingError("Cannot operate on a closed database.")
        if self.thread != get_ident():
            raise sqlite3.ProgrammingError("SQLite objects created in a thread can only be used in that same thread.")

    def end(self) -> None:
        self.keeper = self.thread = None
        self.close()


class _Lasting:
    """Replaces the module `sqlite3` in the store."""

    def __init__(self) -> None:
        self._aside: list[tuple[_Aside, tuple[int, ...]]] = []
        self._lock = Lock()

    def __getattr__(self, name: str) -> Any:
        return getattr(sqlite3, name)

    def connect(self, place: str, *, factory: object = None, **how: Any) -> sqlite3.Connection:  # noqa: ARG002
        """Return a closed connection to this file when it is unchanged, else a new one."""
        while (kept := self._found(place)) is not None:
            connection, was = kept
            if was and was == _stamp(place):
                connection.thread = get_ident()
                return connection
            connection.end()
        made = sqlite3.connect(place, factory=_Aside, check_same_thread=False, **how)
        made.keeper, made.place, made.thread = self, place, get_ident()
        return made

    def takes(self, connection: _Aside) -> bool:
        """Keep a connection for reuse, reset to its state after opening; return False when that fails."""
        if connection.thread is None:
            return True
        try:
            if connection.in_transaction:
                connection.rollback()
            connection.execute("PRAGMA query_only = OFF")
            connection.execute("PRAGMA ignore_check_constraints = OFF")
            connection.execute("PRAGMA foreign_keys = OFF")
            connection.execute("PRAGMA shrink_memory")
            was = _stamp(connection.place)
        except (sqlite3.Error, OSError):
            return False
        connection.thread = None
        with self._lock:
            self._aside.append((connection, was))
            dropped = self._aside.pop(0)[0] if len(self._aside) > _MOST else None
        if dropped is not None:
            dropped.end()
        return True

    def end(self) -> None:
        """Close all kept connections."""
        while self._aside:
            self._aside.pop()[0].end()

    def _found(self, place: str) -> tuple[_Aside, tuple[int, ...]] | None:
        with self._lock:
            for number, (connection, _) in enumerate(self._aside):
                if connection.place == place:
                    return self._aside.pop(number)
        return None


@contextmanager
def lasting() -> Iterator[None]:
    """Reuse the store's connections, and the schema of new files, within the context."""
    keeper = _Lasting()
    try:
        with (
            mock.patch.object(files, "sqlite3", keeper),
            mock.patch.object(migrations, "build_schema", _copy_schema),
        ):
            yield
    finally:
        keeper.end()


def _copy_schema(connection: sqlite3.Connection, steps: Sequence[migrations.Migration] = migrations.MIGRATIONS) -> None:
    """Fill an empty database as `planner.store.migrations.build_schema` does."""
    _empty_database(tuple(steps)).backup(connection)
    if len(steps) >= ADDED_IN_VERSION["identity"]:
        connection.execute("UPDATE identity SET database_id = lower(hex(randomblob(6)))")


@cache
def _empty_database(steps: tuple[migrations.Migration, ...]) -> sqlite3.Connection:
    """Return a database in memory with nothing but the schema; made once, for all threads."""
    empty = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    _build_schema(empty, steps)
    return empty


def _stamp(place: str) -> tuple[int, ...]:
    """Return what changes when a file is replaced or written; empty when it does not exist."""
    try:
        now = Path(unquote(place.removeprefix("file://").rpartition("?")[0])).stat()
    except OSError:
        return ()
    return now.st_ino, now.st_size, now.st_mode, now.st_mtime_ns, now.st_ctime_ns
