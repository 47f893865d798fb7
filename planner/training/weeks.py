"""Days and weeks of the calendar: weekday names, the first day of a week, the days between two dates."""

from __future__ import annotations

import datetime as dt

DAY = dt.timedelta(days=1)
WEEK = dt.timedelta(days=7)
DAYS_A_WEEK = 7

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
"""The full names, by the number that `datetime.date.weekday` gives."""
SHORT_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
WEEKDAY_KEYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""How JSON, plan files and typed text name a weekday."""


def parse_weekday(word: str) -> int | None:
    """Return Monday 0 to Sunday 6 for a weekday's name or at least its first two letters; None for anything else."""
    matches = [
        number for number, name in enumerate(WEEKDAYS) if len(word) >= 2 and name.lower().startswith(word.lower())
    ]
    return matches[0] if len(matches) == 1 else None


def first_day_of_week(day: dt.date, week_start: int = 0) -> dt.date:
    """Return the first day of the week that a day is in.

    Args:
        day: Any day.
        week_start: The weekday that weeks begin on, Monday 0 to Sunday 6.
    """
    return day - DAY * ((day.weekday() - week_start) % 7)


def next_weekday(day: dt.date, weekday: int) -> dt.date:
    """Return the first date on a weekday (Monday 0 to Sunday 6) that is not before a day."""
    return day + DAY * ((weekday - day.weekday()) % 7)


def add_months(day: dt.date, months: int) -> dt.date:
    """Return the same day some months later (earlier if negative), or that month's last day where it is shorter.

    Raises:
        ValueError: The month is outside the years 1 to 9999.
    """
    from dateutil.relativedelta import relativedelta  # here: most commands add no months, and it takes 10 ms to load

    return day + relativedelta(months=months)


def days_between(start: dt.date, end: dt.date) -> list[dt.date]:
    """Return all dates from the earlier of two dates to the later one, both included."""
    first, last = min(start, end), max(start, end)
    return [first + DAY * number for number in range((last - first).days + 1)]
