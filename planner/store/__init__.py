"""The runner's data in one SQLite file: schema and migrations, journal and undo, reads, edits and backups.

There are two ways in. `edit` gives a repository on SQLModel, for everything that may take a moment;
`planner.store.quick` reads, and writes single workouts, on plain `sqlite3`, for the first frame and for marking
workouts done. Importing this package loads neither SQLModel nor SQLAlchemy.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from contextlib import contextmanager

from planner.store.connections import prepare
from planner.store.errors import BusyError, StaleEditError

TYPE_CHECKING = False  # `typing` itself costs 5 ms of the first frame
if TYPE_CHECKING:
    from planner.store.repository import Repository

__all__ = ["BusyError", "StaleEditError", "edit", "load_repository", "prepare"]


@contextmanager
def edit(path: str | os.PathLike[str], name: str, *, now: dt.datetime) -> Iterator[Repository]:
    """Make everything done to the repository inside one transaction and one entry of the journal.

    The write lock is held for as long as the body runs, so compute before entering. A body that changes nothing leaves
    no entry.

    Args:
        path: The database.
        name: What the history calls the operation.
        now: The present instant, with its offset.

    Yields:
        The repository. It must not be used after the body.

    Raises:
        RefusedError: The file cannot be written, or a value breaks a rule of the schema; nothing was changed.
    """
    from planner.store.engine import edit_session

    with edit_session(path, name, now) as repository:
        yield repository


def load_repository() -> None:
    """Import the repository now, for a session that edits later; the import takes about 300 ms."""
    import planner.store.engine  # noqa: F401
