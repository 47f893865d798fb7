"""What was worked out from a file, kept for as long as the file stands as it is."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any, TypeVar, cast

Found = TypeVar("Found")


def stamp(path: Path) -> tuple[int, ...]:
    """What changes with every edit of a file; empty where there is none."""
    with contextlib.suppress(OSError):
        found = os.stat(path)  # noqa: PTH116 - once a second; a path object is ten times the work
        return found.st_ino, found.st_mtime_ns, found.st_size
    return ()


class Kept:
    """Answers about one file; an edit, by whichever session, ends them all."""

    def __init__(self) -> None:
        self._stamp: tuple[int, ...] = ()
        self._answers: dict[Hashable, Any] = {}

    def get(self, path: Path, question: Hashable, work_out: Callable[[], Found]) -> Found:
        """The answer to a question about a file, worked out when it is asked for the first time."""
        now = stamp(path)  # before the work: what comes in between is then noticed
        if now != self._stamp:
            self._answers.clear()
            self._stamp = now
        if question in self._answers:
            return cast("Found", self._answers[question])
        found = work_out()
        if self._stamp == now:
            self._answers[question] = found
        return found
