"""Where fitness and fatigue stand before the first day at hand, so that a day's form is one however much is shown."""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from planner.training.training_load import DailyForm, daily_form
from planner.training.weeks import DAY, days_between

CARRIED_DAYS = 1500
"""Days that a load is carried on in the averages: after so many, 2e-16 of it is left, too little to change a figure."""


@dataclass(frozen=True, slots=True)
class FormStart:
    """Where the averages stand on the evening before the first day that is worked out.

    Attributes:
        first_logged: The first day ever on which something was recorded; None where nothing was before that day.
        fitness: The 42-day average, in AU a day.
        fatigue: The 7-day average, in AU a day.
    """

    first_logged: dt.date | None = None
    fitness: float = 0.0
    fatigue: float = 0.0

    def daily_form(self, daily: Iterable[float]) -> Iterator[DailyForm]:
        """Yield the form of each day that follows, from its load in AU."""
        return daily_form(daily, self.fitness, self.fatigue)

    def first_logged_of(self, days: Iterable[dt.date]) -> dt.date | None:
        """Return the first day logged, ever or among the days that follow; None without any."""
        return self.first_logged or min(days, default=None)


NOTHING_LOGGED = FormStart()
"""The start of a record before which there is none."""


def form_start(begin: dt.date, first_logged: dt.date | None, loads: Mapping[dt.date, float]) -> FormStart:
    """Return where the averages stand before a day; they start from 0 on the first day logged.

    Args:
        begin: The day.
        first_logged: The first day ever on which something was recorded; None where nothing was.
        loads: The load of each day before ``begin`` with one, in AU, of the last `CARRIED_DAYS` days.
    """
    if first_logged is None or first_logged >= begin:
        return NOTHING_LOGGED
    days = days_between(min(loads), begin - DAY) if loads else ()
    last = deque(daily_form(loads.get(day, 0.0) for day in days), maxlen=1)
    return FormStart(first_logged, last[0].fitness, last[0].fatigue) if last else FormStart(first_logged)
