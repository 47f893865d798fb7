"""Count the rows of a long edit for whoever waits for it, and let them cancel it.

The edit asks after every few hundred rows. Cancelled, it raises, so that its transaction is rolled back as after any
refusal; once the last question is answered the edit is stored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from planner.training.refusal import RefusedError

ROWS_AT_ONCE = 500
"""Rows that a long edit changes between two questions: some milliseconds."""


class CancelledError(RefusedError):
    """The person has cancelled an edit; nothing was changed."""


class RowCounter:
    """How far a long edit is, and whether it is to go on.

    Args:
        show: Gets the number of rows that are done; called in the thread of the edit.
    """

    def __init__(self, show: Callable[[int], None]) -> None:
        self._show = show
        self._done = 0
        self._is_cancelled = False

    def cancel(self) -> None:
        """Cancel the edit at its next question; may be called from any thread, or from a signal handler."""
        self._is_cancelled = True

    def add(self, rows: int) -> None:
        """Count rows that are done.

        Raises:
            CancelledError: The edit was cancelled.
        """
        if self._is_cancelled:
            raise CancelledError("Cancelled; nothing was changed.")
        self._done += rows
        if rows:
            self._show(self._done)


_counter: ContextVar[RowCounter | None] = ContextVar("row_counter", default=None)


@contextmanager
def counted_by(counter: RowCounter) -> Iterator[None]:
    """Let the edits inside be counted, and cancelled, by a counter."""
    token = _counter.set(counter)
    try:
        yield
    finally:
        _counter.reset(token)


def count_rows(rows: int) -> None:
    """Count rows that the edit in this context has changed; where nobody waits for it nothing happens.

    Raises:
        CancelledError: The edit was cancelled.
    """
    counter = _counter.get()
    if counter is not None:
        counter.add(rows)
