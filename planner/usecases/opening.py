"""What a session does once, behind its first picture, so that later edits neither wait nor meet a damaged file."""

from __future__ import annotations

from planner import store
from planner.training.refusal import RefusedError
from planner.usecases.planbook import Planbook


def settle_in(book: Planbook) -> str:
    """Check every page of the file, and load the mapper that edits need (half a second). For a background thread.

    Returns:
        What is wrong with the file, in a sentence; empty when all is well.
    """
    try:
        store.prepare(book.path)
    except RefusedError as refusal:
        return str(refusal)
    store.load_mapper()
    return ""
