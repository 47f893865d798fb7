"""What happens when a database is opened that does not exist: it is refused, unless a command may create it.

A file that was moved away, or a mistyped name, must not become an empty calendar. So only commands that are meant to
begin a calendar say `CREATE`; what they read before they write anything is an empty database in memory.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from enum import Enum

from planner.invocation import program
from planner.store.errors import display_path
from planner.training.refusal import RefusedError

_MOST_NEIGHBOURS = 1_000
"""So many files of a directory are compared with a mistyped name at most."""


class WhenMissing(Enum):
    """What opening a database that does not exist does."""

    REFUSE = "refuse: it was never there, as far as this session knows"
    REFUSE_AS_GONE = "refuse: it was open here before"
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


def missing_database(path: str | os.PathLike[str]) -> MissingDatabaseError:
    """Return the refusal of a file that does not exist: what would make one, or that it was open here before."""
    shown = display_path(path)
    if when_missing.get() is WhenMissing.REFUSE_AS_GONE:
        from planner.store.same_database import note_refusal

        sentence = f"{shown} has gone: it was moved or deleted while it was open here."
        note_refusal(sentence)
        return MissingDatabaseError(sentence)
    from planner.store.backups.backup_names import find_newest_sound_backup

    backup = find_newest_sound_backup(path)
    if backup is not None:
        return MissingDatabaseError(
            f"There is no database {shown}; {program()} restore {backup.number} brings its newest backup back."
        )
    near = _nearest_neighbour(path)
    hint = f" (did you mean {display_path(near)}?)" if near else ""
    return MissingDatabaseError(
        f"There is no database {shown}{hint}; {program()} new makes one, and so do import and set."
    )


def _nearest_neighbour(path: str | os.PathLike[str]) -> str:
    """Return the name of the database in the same directory that a mistyped one is most like."""
    from difflib import get_close_matches  # here: a name is seldom wrong
    from itertools import islice
    from pathlib import Path

    typed = Path(path)
    names: list[str] = []
    with suppress(OSError, ValueError), os.scandir(typed.parent) as entries:
        endings = (typed.suffix, ".db")
        names += (entry.name for entry in islice(entries, _MOST_NEIGHBOURS) if entry.name.endswith(endings))
    return next(iter(get_close_matches(typed.name, names, n=1)), "")


def open_missing(path: str | os.PathLike[str]) -> sqlite3.Connection:
    """Return a connection to an empty database in memory, in place of a file that does not exist.

    Raises:
        MissingDatabaseError: This context refuses files that do not exist.
    """
    if when_missing.get() in {WhenMissing.REFUSE, WhenMissing.REFUSE_AS_GONE}:
        raise missing_database(path)
    from planner.store import migrations, pragmas

    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrations.build_schema(connection)
    pragmas.apply_pragmas(connection)
    return connection
