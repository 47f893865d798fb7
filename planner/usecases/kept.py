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
    found: tuple[int, ...] = ()
    with contextlib.suppress(OSError):  # the log beside it: there as long as another program holds the file in WAL mode
        for name in (path, f"{path}-wal"):
            seen = os.stat(name)  # noqa: PTH116 - once a second; a path object is ten times the work
            found += (seen.st_ino, seen.st_mtime_ns, seen.st_size)
    return found


class Kept:
    """Answers about one file; an edit, by whichever session, ends them all. Threads may ask at once."""

    def __init__(self) -> None:
        self._kept: tuple[tuple[int, ...], dict[Hashable, Any]] = (), {}

    def get(self, path: Path, question: Hashable, work_out: Callable[[], Found]) -> Found:
        """The answer to a question about a file, worked out when it is asked for the first time."""
        now = stamp(path)  # before the work: what comes in between is then noticed
        standing, answers = self._kept
        if now != standing:
            answers = {}  # another: a thread that is being answered still looks into the old one
            self._kept = now, answers
        if question not in answers:
            answers[question] = work_out()
        return cast("Found", answers[question])
