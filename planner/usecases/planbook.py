"""The runner's file, clock and settings: what every use case needs, passed in and never global."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from pathlib import Path

from planner.clock import Clock
from planner.config import Settings

TYPE_CHECKING = False  # `typing` itself costs 5 ms of the first frame
if TYPE_CHECKING:
    from typing import Any, TypeVar

    Result = TypeVar("Result")


def file_stamp(path: Path) -> tuple[int, ...]:
    """Return inode, modification time (ns) and size of a file, which change with every edit; empty when it is gone."""
    found: tuple[int, ...] = ()
    # The write-ahead log exists only while another program holds the file in WAL mode.
    with contextlib.suppress(OSError):
        for name in (path, f"{path}-wal"):
            status = os.stat(name)  # noqa: PTH116 - called once a second; a Path object costs ten times as much
            found += (status.st_ino, status.st_mtime_ns, status.st_size)
    return found


class Cache:
    """Results computed from one file, dropped when any session edits it. Safe to use from several threads."""

    def __init__(self) -> None:
        self._cached: tuple[tuple[int, ...], dict[Hashable, Any]] = (), {}

    def get(self, path: Path, key: Hashable, compute: Callable[[], Result]) -> Result:
        """Return the result cached under a key, computing it when it is missing or older than the file."""
        stamp = file_stamp(path)  # before computing, so that an edit in between is noticed next time
        cached_at, results = self._cached
        if stamp != cached_at:
            results = {}  # a new dictionary: another thread may still be filling the old one
            self._cached = stamp, results
        if key not in results:
            results[key] = compute()
        result: Result = results[key]
        return result


@dataclass(frozen=True, slots=True)
class Planbook:
    """One runner's plans: the database file, the clock that says what today is, and the settings.

    Attributes:
        path: The database file.
        clock: Says what day it is.
        settings: The values of the settings file.
        runner_name: The runner's name, where the settings file names several; else empty.
        is_demo: Whether it is the throw-away file of a demo.
        cache: Results computed from the current state of the file.
    """

    path: Path
    clock: Clock = field(default_factory=Clock)
    settings: Settings = field(default_factory=Settings)
    runner_name: str = ""
    is_demo: bool = False
    cache: Cache = field(default_factory=Cache, compare=False, repr=False)

    @property
    def today(self) -> dt.date:
        """Today's local date."""
        return self.clock.today()
