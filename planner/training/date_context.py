"""What the words for dates depend on: today, where a command looks, the day it counts from, weeks and blocks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from planner.training.weeks import DAY, first_day_of_week, next_weekday

TYPE_CHECKING = False  # `typing` itself costs 5 ms of the first frame
if TYPE_CHECKING:
    from planner.training.blocks import Block

_MAX_DAYS_BACK = dt.timedelta(days=92)
"""How far back a date without a year may be: three months. An earlier one means next year's."""


class Look(Enum):
    """Which day a bare weekday is, such as ``fri``."""

    AHEAD = "the coming one, today included"
    BACK = "the latest one, today included"
    OWN_WEEK_OR_AHEAD = "the one of the week that is counted from; where that is past, the coming one"
    OWN_WEEK_OR_BACK = "the one of the week that is counted from; where that is ahead, the latest one"
    ONWARD = "the first one from the day that is counted from"


def _no_blocks() -> Sequence[Block]:
    return ()


def _monday() -> int:
    return 0


@dataclass(frozen=True, slots=True)
class DateContext:
    """What the words for dates depend on.

    Attributes:
        today: Today.
        look: Which day a bare weekday is.
        origin: The day that ``+3`` counts from; today when None.
        step: What ``+1`` counts when it names no unit.
        read_week_start: Returns the weekday that weeks begin on, Monday 0; called only for words that depend on it.
        read_blocks: Returns all training blocks; called only for words that depend on them.
    """

    today: dt.date
    look: Look = Look.AHEAD
    origin: dt.date | None = None
    step: dt.timedelta = DAY
    read_week_start: Callable[[], int] = _monday
    read_blocks: Callable[[], Sequence[Block]] = _no_blocks

    @property
    def counted_from(self) -> dt.date:
        """The day that ``+3`` counts from."""
        return self.origin or self.today

    @property
    def earliest(self) -> dt.date:
        """The first day that a date without a year can be."""
        return self.counted_from if self.look is Look.ONWARD else self.today - _MAX_DAYS_BACK

    def weekday_of_week(self, day: dt.date, weekday: int) -> dt.date:
        """Return the date on a weekday (Monday 0) in the week that a day is in."""
        return next_weekday(self.week_of(day), weekday)

    def week_of(self, day: dt.date) -> dt.date:
        """Return the first day of the week that a day is in."""
        return first_day_of_week(day, self.read_week_start())
