"""Waiting for another session's lock, and saying so where somebody would wonder.

The command line waits up to five seconds and says so after half a second; the screen waits 30 ms and tries again.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextvars import ContextVar

from planner.store import pragmas
from planner.store.errors import BusyError, display_path, is_busy_error

_SILENT_MS = 500
"""Milliseconds before it is said that one waits: within a second of the start, with the imports."""

say_waiting: ContextVar[Callable[[str], None] | None] = ContextVar("say_waiting", default=None)
"""What says in this context that another session is waited for; None where nothing says it."""


def wait_for_lock(connection: sqlite3.Connection, path: str | os.PathLike[str], step: Callable[[], object]) -> None:
    """Run a step that another session's lock may hold up, saying so when it takes longer than a person expects.

    Args:
        connection: The connection that waits.
        path: The database, named in the sentences.
        step: What to run; it is run a second time after the sentence, so it must have changed nothing when it fails.

    Raises:
        BusyError: The other session went on for five seconds; nothing was changed.
    """
    say = say_waiting.get()
    if say is None or pragmas.busy_timeout_ms.get() is not None:
        step()
        return
    patience_ms, file = pragmas.DEFAULT_BUSY_TIMEOUT_MS, display_path(path)
    if _is_run_within(connection, _SILENT_MS, step):
        return
    say(f"Another session is writing to {file}; waiting up to {patience_ms // 1000} seconds.")
    if not _is_run_within(connection, patience_ms - _SILENT_MS, step):
        seconds = patience_ms // 1000
        raise BusyError(f"Another session has been writing to {file} for {seconds} seconds; nothing was changed.")


def _is_run_within(connection: sqlite3.Connection, timeout_ms: int, step: Callable[[], object]) -> bool:
    try:
        with pragmas.set_busy_timeout(connection, timeout_ms):
            step()
    except sqlite3.OperationalError as error:
        if not is_busy_error(error):
            raise
        return False
    return True
