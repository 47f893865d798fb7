"""The runner's data in one SQLite file: schema and migrations, journal and undo, repository, backups.

Two ways lead into the file and share everything but the mapper: the repository (`edit`, `read`) for all that may take a
moment, and `planner.store.quick` on plain `sqlite3` for the first frame and for marking done. Importing this package
loads neither SQLModel nor SQLAlchemy.
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

__all__ = ["BusyError", "StaleEditError", "edit", "load_repository", "prepare", "read"]


@contextmanager
def edit(path: str | os.PathLike[str], name: str, *, now: dt.datetime) -> Iterator[Repository]:
    """One operation: everything done to the repository inside is one transaction and one entry of the journal.

    The write lock is held for as long as the body runs, so work things out before entering.

    Args:
        path: The database.
        name: What the runner did, as the history will call it.
        now: The present instant, with its offset.

    Yields:
        The repository. It must not be used after the body.

    Raises:
        RefusedError: The file cannot be written, or a value breaks a rule; nothing was changed.
    """
    from planner.store.engine import edit_session

    with edit_session(path, name, now) as repository:
        yield repository


@contextmanager
def read(path: str | os.PathLike[str]) -> Iterator[Repository]:
    """One state of the data, read only. Other sessions cannot commit while the body runs, so keep it short.

    Raises:
        RefusedError: The file cannot be read.
    """
    from planner.store.engine import read_session

    with read_session(path) as repository:
        yield repository


def load_repository() -> None:
    """Import the repository now, for a session that will edit later; it takes half a second."""
    import planner.store.repository  # noqa: F401
