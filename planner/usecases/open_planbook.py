"""What a session asks of the file itself: to be sound, ready for edits, and free of somebody else's writing."""

from __future__ import annotations

from planner import store
from planner.store import BusyError, connections, pragmas
from planner.training.refusal import RefusedError
from planner.usecases.planbook import Planbook

__all__ = ["BusyError", "is_being_written", "set_short_busy_timeout", "warm_up"]

_SHORT_BUSY_TIMEOUT_MS = 30
"""Longer than another session's usual edit holds the file, shorter than a person notices."""


def warm_up(book: Planbook) -> str:
    """Check every page of the file, and load what edits need (the mapper, the slotter). For a background thread.

    Returns:
        What is wrong with the file, in a sentence; empty when all is well.
    """
    try:
        store.prepare(book.path)
    except RefusedError as refusal:
        return str(refusal)
    store.load_repository()
    from planner.usecases.strength import reslot  # noqa: F401 - loaded now, so that the first edit need not wait for it

    return ""


def set_short_busy_timeout() -> None:
    """From here on in this task, and those it starts, no more than a moment is waited for another session.

    What would take longer raises `BusyError`: for whoever draws a screen, and must never stand still.
    """
    pragmas.busy_timeout_ms.set(_SHORT_BUSY_TIMEOUT_MS)


def is_being_written(book: Planbook) -> bool:
    """Whether another session is writing at this moment. A file that cannot be opened is for the edit to name."""
    try:
        return connections.is_busy(book.path)
    except RefusedError:
        return False
