"""What a session asks of the file itself: to be sound, ready for edits, and free of somebody else's writing."""

from __future__ import annotations

from planner import store
from planner.store import BusyError, opening, pragmas
from planner.training.refusal import RefusedError
from planner.usecases.planbook import Planbook

__all__ = ["BusyError", "be_brief", "is_held", "settle_in"]

_BRIEF_MS = 30
"""Longer than another session's usual edit holds the file, shorter than a person notices."""


def settle_in(book: Planbook) -> str:
    """Check every page of the file, and load what edits need (the mapper, the slotter). For a background thread.

    Returns:
        What is wrong with the file, in a sentence; empty when all is well.
    """
    try:
        store.prepare(book.path)
    except RefusedError as refusal:
        return str(refusal)
    store.load_mapper()
    from planner.usecases.strength import reslot  # noqa: F401 - loaded now, so that the first edit need not wait for it

    return ""


def be_brief() -> None:
    """From here on in this task, and those it starts, no more than a moment is waited for another session.

    What would take longer raises `BusyError`: for whoever draws a screen, and must never stand still.
    """
    pragmas.patience.set(_BRIEF_MS)


def is_held(book: Planbook) -> bool:
    """Whether another session is writing at this moment. A file that cannot be opened is for the edit to name."""
    try:
        return opening.is_held(book.path)
    except RefusedError:
        return False
