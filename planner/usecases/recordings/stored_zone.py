"""The name of the runner's time zone, as the clock asks for it: every command needs to know today, and little else."""

from __future__ import annotations

import contextlib
from pathlib import Path

from planner.training.refusal import RefusedError
from planner.usecases.planbook import file_stamp


class StoredZone:
    """Reads the name of the time zone that a file has for its runner, again whenever the file was changed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read: tuple[tuple[int, ...], str | None] = (), None

    def __call__(self) -> str | None:
        """Return the name; None where none is set, or where there is no file that can be read."""
        stamp = file_stamp(self._path)
        if stamp == self._read[0]:
            return self._read[1]
        from planner.store import quick

        with contextlib.suppress(RefusedError):  # who opens the file for more than the date says what is wrong
            self._read = stamp, quick.read_zone(self._path)
        return self._read[1]
