"""The clock of a running session. The date that ``--today`` stops does not stop it.

On Linux it is the time since boot, which goes on while a laptop sleeps and which nobody can set back. Elsewhere, and
after the machine was started again, it is the wall clock.
"""

from __future__ import annotations

import datetime as dt
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

CLOCK_FILE_VARIABLE = "PLANNER_SESSION_CLOCK"
"""Names a file with the time, for tests: seconds since 1970, seconds since boot, and a name of the boot."""
_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment by two clocks.

    Attributes:
        wall_s: Seconds since 1970 in UTC.
        boot_s: Seconds since the machine was started, time asleep included; None where the system cannot say.
        boot: Which start of the machine that was; empty where the system cannot say.
    """

    wall_s: float
    boot_s: float | None = None
    boot: str = ""

    @property
    def utc(self) -> dt.datetime:
        """The moment in UTC, in whole seconds."""
        return dt.datetime.fromtimestamp(int(self.wall_s), dt.UTC)

    def seconds_since(self, start: Moment) -> float:
        """Return the seconds since another moment; at least 0, should the wall clock have been set back."""
        if self.boot and self.boot == start.boot and self.boot_s is not None and start.boot_s is not None:
            return max(self.boot_s - start.boot_s, 0.0)
        return max(self.wall_s - start.wall_s, 0.0)


class SessionClock(Protocol):
    """What says how late it is in a session."""

    poll_s: float
    """The longest time in seconds that may pass between two looks at it."""

    def now(self) -> Moment:
        """Return the moment of now."""
        ...


class SystemSessionClock:
    """The clock of the machine."""

    poll_s = 1.0

    def __init__(self) -> None:
        try:
            self._boot = _BOOT_ID.read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError):
            self._boot = ""

    def now(self) -> Moment:
        """Return the moment of now."""
        boot_s = time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") and self._boot else None
        return Moment(time.time(), boot_s, self._boot)


class FileSessionClock:
    """A clock that a file holds, so that a test can move it. It keeps its time while the file cannot be read."""

    poll_s = 0.02

    def __init__(self, path: Path) -> None:
        self._path = path
        self._last = Moment(0.0)

    def now(self) -> Moment:
        """Return the moment that the file says."""
        try:
            wall_s, boot_s, boot = self._path.read_text(encoding="utf-8").split()
            self._last = Moment(float(wall_s), float(boot_s), boot)
        except (OSError, ValueError):
            pass
        return self._last


def session_clock(environment: Mapping[str, str] = os.environ) -> SessionClock:
    """Return the machine's clock, or that of a file that the environment names."""
    path = environment.get(CLOCK_FILE_VARIABLE)
    return FileSessionClock(Path(path)) if path else SystemSessionClock()
