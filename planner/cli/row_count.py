"""Count the rows of a long edit on the terminal, and let ctrl+c cancel it with nothing changed."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from planner.store.row_counter import RowCounter, counted_by

_MANY = 2000
"""Fewer rows are changed before a counter could be read."""
_CLEAR_LINE = "\r\x1b[K"


@contextmanager
def counted_on_terminal(rows: int) -> Iterator[None]:
    """Show on standard error how many rows of the edit inside are done, where that is a terminal and they are many.

    Until the edit is stored ctrl+c cancels it: a `planner.store.row_counter.CancelledError` is raised inside.

    Args:
        rows: About as many rows as the edit changes.
    """
    if rows < _MANY or not sys.stderr.isatty():
        yield
        return

    def show(done: int) -> None:
        sys.stderr.write(f"{_CLEAR_LINE}{min(done, rows):,} of {rows:,}; ctrl+c cancels")
        sys.stderr.flush()

    counter = RowCounter(show)
    handler = signal.signal(signal.SIGINT, lambda *_: counter.cancel())
    show(0)
    try:
        with counted_by(counter):
            yield
    finally:
        signal.signal(signal.SIGINT, handler)
        sys.stderr.write(_CLEAR_LINE)
        sys.stderr.flush()
