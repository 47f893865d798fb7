"""The one clock: today's date and the present instant, given to whoever needs them, not read where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime


@dataclass(frozen=True, slots=True)
class Clock:
    """Tells the date. ``fixed`` (``--today``, ``PLANNER_TODAY``) holds it still, for tests, demos and pictures."""

    fixed: date | None = None

    def today(self) -> date:
        """Today's local date."""
        return self.fixed or date.today()  # noqa: DTZ011 - training dates are plain local dates

    def now(self) -> datetime:
        """The present instant in UTC, whole seconds; noon of the fixed day when the clock is held."""
        if self.fixed is not None:
            return datetime(self.fixed.year, self.fixed.month, self.fixed.day, 12, tzinfo=UTC)
        return datetime.now(UTC).replace(microsecond=0)
