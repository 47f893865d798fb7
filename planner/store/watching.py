"""Noticing that another session has changed the file, for a screen that stays open for hours."""

from __future__ import annotations

import os

from planner.store.connections import open_database
from planner.store.errors import display_path, translate_errors
from planner.training.refusal import RefusedError


class Watch:
    """Asks SQLite whether anybody has committed since the last time: some microseconds, and no lock is held.

    It sees the changes of every connection but its own, so also those that this process makes through `edit`.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        """Begin to watch a file.

        Raises:
            RefusedError: It cannot be opened.
        """
        self._path = path
        with translate_errors(path):
            self._connection = open_database(path)
            self._seen = self._data_version()
        self._file = self._identity()

    def changed(self) -> bool:
        """Whether anything was committed since the last call, or since the watch began.

        Raises:
            RefusedError: The file is gone, or another has its name: what is on the screen can no longer be saved.
        """
        if self._identity() != self._file:
            raise RefusedError(f"{display_path(self._path)} was moved or replaced; please start again.")
        with translate_errors(self._path):
            now = self._data_version()
        before, self._seen = self._seen, now
        return now != before

    def close(self) -> None:
        """Stop watching."""
        self._connection.close()

    def _data_version(self) -> int:
        version: int = self._connection.execute("PRAGMA data_version").fetchone()[0]
        return version

    def _identity(self) -> tuple[int, int] | None:
        try:
            found = os.stat(self._path)  # noqa: PTH116
        except FileNotFoundError:
            return None
        return found.st_dev, found.st_ino
