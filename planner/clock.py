"""The clock. It is passed to whoever needs the date or the time, so that tests can stop it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo


def _no_zone() -> str | None:
    return None


@dataclass(frozen=True, slots=True)
class Clock:
    """Today's date and the current time.

    Attributes:
        fixed: Stops the clock on this day (``--today``, ``PLANNER_TODAY``), for tests, demos and screenshots.
        read_zone: Returns the name of the runner's time zone, or None for that of the machine. It is asked each time,
            because the runner may set another one.
    """

    fixed: date | None = None
    read_zone: Callable[[], str | None] = field(default=_no_zone, compare=False, repr=False)

    def today(self) -> date:
        """Return today's local date."""
        return self.fixed or datetime.now(self._zone()).date()

    def local_now(self) -> datetime:
        """Return the current local date and time without a time zone; noon of the fixed day when it is stopped."""
        if self.fixed is not None:
            return datetime(self.fixed.year, self.fixed.month, self.fixed.day, 12)  # noqa: DTZ001 - local, as all dates
        return datetime.now(self._zone()).replace(microsecond=0, tzinfo=None)

    def now(self) -> datetime:
        """Return the current time in UTC, in whole seconds; noon of the fixed day when the clock is stopped."""
        if self.fixed is not None:
            return datetime(self.fixed.year, self.fixed.month, self.fixed.day, 12, tzinfo=UTC)
        return datetime.now(UTC).replace(microsecond=0)

    def _zone(self) -> tzinfo | None:
        """Return the runner's time zone; None for that of the machine, also where it does not know the runner's."""
        name = self.read_zone()
        if name is None:
            return None
        from zoneinfo import ZoneInfo  # late: most runners live where their machine is

        try:
            return ZoneInfo(name)
        except (KeyError, ValueError, OSError):  # a name of a newer machine, or a file that is no time zone
            return None
