"""What happens when a database is opened that does not exist: it is refused, unless a command may create it.

A file that was moved away, or a mistyped name, must not become an empty calendar. So only commands that are meant to
begin a calendar say `CREATE`; what they read before they write anything is an empty database in memory.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import Enum

from planner.store.errors import display_path
from planner.training.refusal import RefusedError


class WhenMissing(Enum):
    """What opening a database that does not exist does."""

    REFUSE = "refuse"
    READ_AS_EMPTY = "read as empty"
    CREATE = "create"


class MissingDatabaseError(RefusedError):
    """There is no database of this name."""


when_missing: ContextVar[WhenMissing] = ContextVar("when_missing", default=WhenMissing.REFUSE)
"""What this context does about a database that does not exist."""


@contextmanager
def set_when_missing(policy: WhenMissing) -> Iterator[None]:
    """Apply a policy to everything that is opened inside."""
    token = when_missing.set(policy)
    try:
        yield
    finally:
        when_missing.reset(token)


def open_missing(path: str | os.PathLike[str]) -> sqlite3.Connection:
    """Return a connection to an empty database in memory, in place of a file that does not exist.

    Raises:
        MissingDatabaseError: This context refuses files that do not exist.
    """
    if when_missing.get() is WhenMissing.REFUSE:
        raise MissingDatabaseError(f"There is no database {display_path(path)}.")
    from planner.store import migrations, pragmas

    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrations.build_schema(connection)
    pragmas.apply_pragmas(connection)
    return connection
