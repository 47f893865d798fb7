"""The clock of a running session. The date that ``--today`` stops does not stop it.

On Linux it is the time since boot, which goes on while a laptop sleeps and which nobody can set back. Elsewhere, and
after the machine was started again, it is the wall clock.
"""

from __future__ import annotations

import datetime as dt
import os
import stat
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

CLOCK_FILE_VARIABLE = "PLANNER_SESSION_CLOCK"
"""Names a file with the time, for tests: seconds since 1970, seconds since boot, and a name of the boot."""
_MAX_BYTES = 200
_LAST_S = 2**32
"""A moment lies before it, in seconds."""
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
        with suppress(OSError, ValueError):
            wall_s, boot_s, boot = self._read().split()
            moment = Moment(float(wall_s), float(boot_s), boot)
            if 0 <= moment.wall_s < _LAST_S and 0 <= float(boot_s) < _LAST_S:  # neither infinite nor no number
                self._last = moment
        return self._last

    def _read(self) -> str:
        """Return the beginning of the file; nothing of a device or a pipe, which might have no end."""
        descriptor = os.open(self._path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
        try:
            is_file = stat.S_ISREG(os.fstat(descriptor).st_mode)
            return os.read(descriptor, _MAX_BYTES).decode() if is_file else ""
        finally:
            os.close(descriptor)


def session_clock(environment: Mapping[str, str] = os.environ) -> SessionClock:
    """Return the machine's clock, or that of a file that the environment names."""
    path = environment.get(CLOCK_FILE_VARIABLE)
    return FileSessionClock(Path(path)) if path else SystemSessionClock()
