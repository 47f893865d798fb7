"""Taking back and bringing back: every operation, days later, from any session."""

from __future__ import annotations

from planner.store import journal
from planner.store.journal import Operation
from planner.usecases.planbook import Planbook

__all__ = ["Operation", "log", "redo", "undo"]


def undo(book: Planbook) -> Operation | None:
    """Take back the newest operation that stands; None when there is none."""
    return journal.undo(book.path, at=book.clock.now())


def redo(book: Planbook) -> Operation | None:
    """Bring back the operation last taken back; None when there is none."""
    return journal.redo(book.path, at=book.clock.now())


def log(book: Planbook, limit: int = 100) -> list[Operation]:
    """The operations, newest first."""
    return journal.history(book.path, limit)
