"""A folder kept equal to the plan until one ends it: looked at twice a second, read where something has changed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from planner.store import pragmas
from planner.store.errors import BusyError
from planner.store.kept_connection import keep_connection
from planner.training.refusal import RefusedError
from planner.usecases.planbook import Planbook, file_stamp
from planner.usecases.sync.outcome import SyncOptions, SyncOutcome
from planner.usecases.sync.run import sync_folder
from planner.usecases.text_files import find_output_folder

BETWEEN_LOOKS_S = 0.5
BETWEEN_READS_S = 60.0
"""A program that changes a file in its place leaves the folder's own time as it is, so all files are looked at, too."""
_LOCK_WAIT_MS = 250


class FolderWatch:
    """Syncs a folder whenever it or the plan has changed.

    Args:
        book: The planbook.
        name: The folder, as it was typed.
        options: What each run is asked for.
        report: Called with the outcome of each run that did something.
        say: Called with the sentence that says why a run was not possible, once until one is.

    Raises:
        RefusedError: It is no folder that files may be written to.
    """

    def __init__(
        self,
        book: Planbook,
        name: str,
        options: SyncOptions,
        report: Callable[[SyncOutcome], None],
        say: Callable[[str], None],
    ) -> None:
        self._book, self._name, self._options = book, name, options
        self._report, self._say = report, say
        self._folder = Path(find_output_folder(book, name))
        self._seen: tuple[object, ...] | None = None
        self._read_at = 0.0
        self._problem = ""

    def run(self, is_stopped: Callable[[], bool]) -> None:
        """Look again and again until it is stopped."""
        while not is_stopped():
            self.look()
            time.sleep(BETWEEN_LOOKS_S)

    def look(self) -> None:
        """Sync the folder if something has changed since the last look, or a minute has passed."""
        now, seen = time.monotonic(), self._stamps()
        if seen == self._seen and now - self._read_at < BETWEEN_READS_S:
            return
        try:
            with _soon_or_never(), keep_connection():
                outcome = sync_folder(self._book, self._name, self._options)
        except BusyError as error:
            self._say_once(str(error))  # and try again at the next look
            return
        except RefusedError as error:
            self._say_once(str(error))
        else:
            self._problem = ""
            if not outcome.is_nothing:
                self._report(outcome)
        self._seen, self._read_at = seen, now

    def _stamps(self) -> tuple[object, ...]:
        try:
            status = self._folder.stat()
        except OSError:
            return (file_stamp(self._book.path), None)
        return (file_stamp(self._book.path), status.st_ino, status.st_mtime_ns)

    def _say_once(self, sentence: str) -> None:
        if sentence != self._problem:
            self._say(sentence)
        self._problem = sentence


@contextmanager
def _soon_or_never() -> Iterator[None]:
    """Wait only a moment for another session's lock: the next look tries again."""
    token = pragmas.busy_timeout_ms.set(_LOCK_WAIT_MS)
    try:
        yield
    finally:
        pragmas.busy_timeout_ms.reset(token)
