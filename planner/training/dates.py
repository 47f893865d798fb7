"""Parse dates as people write them: ISO, today, a weekday, days or weeks from today. An ambiguous date is refused.

This module parses the common forms. `planner.training.date_phrases` parses the rarer ones, such as ``18 feb``,
``2027-W07`` and ``3 days ago``; it is loaded only when one of them is typed.
"""

from __future__ import annotations

import datetime as dt

from planner.training.measures import YEARS, parse_date, quoted
from planner.training.refusal import RefusedError
from planner.training.weeks import WEEK, WEEKDAYS, next_weekday

_RELATIVE_DAYS = {"yesterday": -1, "today": 0, "tomorrow": 1}
_ISO_LENGTH = len("2027-01-05")


def parse_weekday(word: str) -> int | None:
    """Return Monday 0 to Sunday 6 for a weekday's name or at least its first two letters; None for anything else."""
    matches = [
        number for number, name in enumerate(WEEKDAYS) if len(word) >= 2 and name.lower().startswith(word.lower())
    ]
    return matches[0] if len(matches) == 1 else None


def parse_day(text: str, today: dt.date, field: str = "date") -> dt.date:
    """Return the day that a text means.

    ``2027-01-05``; ``today``, ``yesterday``, ``tomorrow``; ``fri``, the coming Friday (today counts); ``next fri``, the
    one a week after that; ``last fri``, the most recent one (today does not count).

    ``+3``, ``-2w``, ``+1m``, ``in 3 weeks``, ``3 days ago``: days, weeks or months from today; ``eom``, ``end of
    month``: the last day of this month.

    ``18 feb``, ``feb 18``, ``18.2.``, with a year or without; ``2027-02``, ``feb 2027``, ``feb``: the first of it;
    ``2027-W07``, ``W7``: the Monday of an ISO week; ``2027-W07-4`` a day of one, ``2027-049`` a day of a year. A date
    without a year is the first one that is at most three months (92 days) back: on 6 January ``18 dec`` is last month's
    and ``18 feb`` next month's. A date with slashes could be two days and is refused.

    Raises:
        RefusedError: The text has none of these forms, is no day of the calendar, or is outside 1970 to 2199.
    """
    word = " ".join(text.lower().split())
    if word in _RELATIVE_DAYS:
        return today + dt.timedelta(days=_RELATIVE_DAYS[word])
    if len(word) == _ISO_LENGTH and word.replace("-", "").isdecimal() and word.count("-") == 2:
        return parse_date(word, field)
    day = _parse_weekday_phrase(word, today)
    if day is None:
        from planner.training.date_phrases import parse_date_phrase

        day = parse_date_phrase(word, today, f"{field} {quoted(text)}")
    if day is None:
        examples = f"say it as {today}, 18 feb, fri, or +3 for three days from today"
        raise RefusedError(f"{field} {quoted(text)} is no date; {examples}.")
    if day.year not in YEARS:
        raise RefusedError(f"{field} {quoted(text)} must lie in the years {YEARS[0]} to {YEARS[-1]}.")
    return day


def _parse_weekday_phrase(word: str, today: dt.date) -> dt.date | None:
    """Return the coming weekday, today included; with ``next`` a week after it, with ``last`` a week before."""
    prefix, _, name = word.rpartition(" ")
    number = parse_weekday(name)
    weeks = {"": 0, "next": 1, "last": -1}.get(prefix)
    if number is None or weeks is None:
        return None
    return next_weekday(today, number) + WEEK * weeks
