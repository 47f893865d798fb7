"""The clock. It is passed to whoever needs the date or the time, so that tests can stop it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime


@dataclass(frozen=True, slots=True)
class Clock:
    """Today's date and the current time.

    Attributes:
        fixed: Stops the clock on this day (``--today``, ``PLANNER_TODAY``), for tests, demos and screenshots.
    """

    fixed: date | None = None

    def today(self) -> date:
        """Return today's local date."""
        return self.fixed or date.today()  # noqa: DTZ011 - training dates are plain local dates

    def local_now(self) -> datetime:
        """Return the current local date and time without a time zone; noon of the fixed day when it is stopped."""
        if self.fixed is not None:
            return datetime(self.fixed.year, self.fixed.month, self.fixed.day, 12)  # noqa: DTZ001 - local, as all dates
        return datetime.now().replace(microsecond=0)  # noqa: DTZ005 - local, as all dates here

    def now(self) -> datetime:
        """Return the current time in UTC, in whole seconds; noon of the fixed day when the clock is stopped."""
        if self.fixed is not None:
            return datetime(self.fixed.year, self.fixed.month, self.fixed.day, 12, tzinfo=UTC)
        return datetime.now(UTC).replace(microsecond=0)
