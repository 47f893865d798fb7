"""Parse the rarer ways to write a date: a month's name, dots, an ISO week, a day of the year, an offset from today.

`planner.training.dates` loads this module only for a text that none of the common forms matches.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from planner.training.measures import YEARS
from planner.training.refusal import RefusedError
from planner.training.weeks import DAY, WEEK, add_months

_MAX_DAYS_BACK = dt.timedelta(days=92)
"""How far back a date without a year may be: three months. An earlier one means next year's."""
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_LEAP_YEARS_APART = 8
"""The most years between two dates of 29 February: 2100, for one, has none."""
_COUNT = r"([0-9]{1,4}|an?|one)"
_STEP = re.compile(r"([+-])\s*([0-9]{1,4})\s*(?:(d|days?)|(w|weeks?)|(m|months?))?")
_AHEAD = re.compile(rf"in {_COUNT} ?(?:(d|days?)|(w|weeks?)|(m|months?))")
_AGO = re.compile(rf"{_COUNT} ?(?:(d|days?)|(w|weeks?)|(m|months?)) ago")
_DAY_MONTH = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th|\.)? ?([a-z]{3,9})\.?(?:,? ([0-9]{4}))?")
_MONTH_DAY = re.compile(r"([a-z]{3,9})\.? ?([0-9]{1,2})(?:st|nd|rd|th)?(?:,? ([0-9]{4}))?")
_MONTH_NAMED = re.compile(r"([a-z]{3,9})(?: ([0-9]{4}))?")
_DOTTED = re.compile(r"([0-9]{1,2})\. ?([0-9]{1,2})\.(?: ?([0-9]{4}))?")
_MONTH_OF_YEAR = re.compile(r"([0-9]{4})-([0-9]{1,2})")
_WEEK = re.compile(r"(?:([0-9]{4})-?)?w([0-9]{1,2})(?:-([0-9]))?")
_DAY_OF_YEAR = re.compile(r"([0-9]{4})-([0-9]{3})")
_SLASHED = re.compile(r"[0-9]{1,4}/[0-9]{1,2}(?:/[0-9]{2,4})?")
_END_OF_MONTH = ("eom", "end of month", "end of the month")


def parse_date_phrase(phrase: str, today: dt.date, field_and_text: str) -> dt.date | None:
    """Return the day that a phrase in lower case means; None when it has none of the forms known here.

    Args:
        phrase: The phrase.
        today: Today's date.
        field_and_text: The field and the text as typed, to begin a refusal with.

    Raises:
        RefusedError: The phrase has one of the forms, but there is no such day, or it could be two days.
    """
    if phrase in _END_OF_MONTH:
        return add_months(today.replace(day=1), 1) - DAY
    for parse in (_parse_offset, _parse_month_name, _parse_numeric, _parse_week):
        day = parse(phrase, today, field_and_text)
        if day is not None:
            return day
    if _SLASHED.fullmatch(phrase):
        raise RefusedError(f"{field_and_text} could be two dates; write the month's name, like 18 feb.")
    return None


def _parse_offset(phrase: str, today: dt.date, field_and_text: str) -> dt.date | None:
    """Parse days, weeks or months from today: ``+3``, ``in 2 weeks``, ``a month ago``."""
    for pattern, fixed_sign in ((_STEP, ""), (_AHEAD, "+"), (_AGO, "-")):
        match = pattern.fullmatch(phrase)
        if match is None:
            continue
        sign, count, _, weeks, months = (fixed_sign, *match.groups()) if fixed_sign else match.groups()
        steps = (1 if count[0].isalpha() else int(count)) * (1 if sign == "+" else -1)
        try:
            return add_months(today, steps) if months else today + (WEEK if weeks else DAY) * steps
        except (OverflowError, ValueError):
            raise _outside_years(field_and_text) from None
    return None


def _parse_month_name(phrase: str, today: dt.date, field_and_text: str) -> dt.date | None:
    """Parse a date with its month's name, in either order; a month alone means its first day."""
    for pattern in (_DAY_MONTH, _MONTH_DAY, _MONTH_NAMED):
        match = pattern.fullmatch(phrase)
        if match is None:
            continue
        parts = match.groups()
        name, day = (parts[1], parts[0]) if pattern is _DAY_MONTH else (parts[0], parts[1])
        if pattern is _MONTH_NAMED:
            day = "1"  # its second part is the year
        month = _month_number(name)
        if month is not None:
            return _resolve_year(field_and_text, parts[-1], today, _date_in_year(month, int(day)))
    return None


def _parse_numeric(phrase: str, today: dt.date, field_and_text: str) -> dt.date | None:
    """Parse ``18.2.``, ``18.2.2027``; ``2027-02``, the first of the month; ``2027-049``, a day of the year."""
    if dotted := _DOTTED.fullmatch(phrase):
        return _resolve_year(field_and_text, dotted[3], today, _date_in_year(int(dotted[2]), int(dotted[1])))
    if month := _MONTH_OF_YEAR.fullmatch(phrase):
        return _date_of_year(field_and_text, month[1], _date_in_year(int(month[2]), 1))
    if day := _DAY_OF_YEAR.fullmatch(phrase):
        if not int(day[2]):
            raise _no_such_day(field_and_text)
        new_year = _date_of_year(field_and_text, day[1], _date_in_year(1, 1))
        date = new_year + DAY * (int(day[2]) - 1)
        if date.year != new_year.year:
            raise RefusedError(f"{field_and_text}: {day[1]} has no day {int(day[2])}.")
        return date
    return None


def _parse_week(phrase: str, today: dt.date, field_and_text: str) -> dt.date | None:
    """Parse an ISO week, ``2027-W07``, as its Monday, or one of its days, ``2027-W07-4``."""
    week = _WEEK.fullmatch(phrase)
    if week is None:
        return None
    number, weekday = int(week[2]), int(week[3] or 1)
    if not 1 <= number <= 53:
        raise RefusedError(f"{field_and_text}: the weeks of a year are W1 to W52 or W53.")
    if not 1 <= weekday <= 7:
        raise RefusedError(f"{field_and_text}: the days of a week are 1, Monday, to 7, Sunday.")
    try:
        return _resolve_year(
            field_and_text, week[1], today, lambda year: dt.date.fromisocalendar(year, number, weekday)
        )
    except RefusedError:
        if week[1] and int(week[1]) in YEARS:
            raise RefusedError(f"{field_and_text}: {week[1]} has no week {number}.") from None
        raise


def _month_number(name: str) -> int | None:
    """Return 1 to 12 for a month's English name or at least three of its first letters."""
    return next((number for number, full in enumerate(_MONTHS, 1) if full.startswith(name)), None)


def _date_in_year(month: int, day: int) -> Callable[[int], dt.date]:
    return lambda year: dt.date(year, month, day)


def _resolve_year(field_and_text: str, year: str | None, today: dt.date, date_in: Callable[[int], dt.date]) -> dt.date:
    """Return the date in the year given, else in the first year in which it is no more than three months back."""
    if year is not None:
        return _date_of_year(field_and_text, year, date_in)
    for candidate in range(today.year - 1, today.year + _LEAP_YEARS_APART + 1):
        try:
            date = date_in(candidate)
        except ValueError:  # 29 February, or week 53, in a year without one
            continue
        if date >= today - _MAX_DAYS_BACK:
            return date
    raise _no_such_day(field_and_text)


def _date_of_year(field_and_text: str, year: str, date_in: Callable[[int], dt.date]) -> dt.date:
    if int(year) not in YEARS:
        raise _outside_years(field_and_text)
    try:
        return date_in(int(year))
    except ValueError:
        raise _no_such_day(field_and_text) from None


def _no_such_day(field_and_text: str) -> RefusedError:
    return RefusedError(f"{field_and_text} is not a day of the calendar.")


def _outside_years(field_and_text: str) -> RefusedError:
    return RefusedError(f"{field_and_text} must lie in the years {YEARS[0]} to {YEARS[-1]}.")
