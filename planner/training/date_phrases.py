"""The rarer ways to say a date: with a month's name, with dots, by week or day of the year, so long from today."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator

from planner.training.measures import YEARS
from planner.training.refusal import RefusedError

MAX_DAYS_BACK = dt.timedelta(days=92)
"""How far back a date may lie that was said without a year: three months. Beyond that the next one is meant."""
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_LEAP_YEARS_APART = 8
"""Years until a 29 February comes round at the latest."""
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

MaybeDate = dt.date | None


def parse_date_phrase(phrase: str, today: dt.date, field_and_text: str) -> MaybeDate:
    """The day that a phrase in small letters means; None when it has none of the forms known here.

    Args:
        phrase: The phrase.
        today: Today.
        field_and_text: Its field and the words as they were typed, to begin a refusal.

    Raises:
        RefusedError: It has one of the forms but no such day exists.
    """
    if phrase in _END_OF_MONTH:
        return _first_of_month(today.year, today.month, 1) - dt.timedelta(days=1)
    for read in (_parse_offset, _parse_month_name, _parse_numeric, _parse_week):
        day = read(phrase, today, field_and_text)
        if day is not None:
            return day
    if _SLASHED.fullmatch(phrase):
        raise RefusedError(f"{field_and_text} could be two dates; write the month's name, like 18 feb.")
    return None


def _parse_offset(word: str, today: dt.date, named: str) -> MaybeDate:
    """So many days, weeks or months from today; a month from the 31st is the last of a shorter month."""
    for pattern, sign in ((_STEP, ""), (_AHEAD, "+"), (_AGO, "-")):
        step = pattern.fullmatch(word)
        if step is None:
            continue
        signed, count, _, weeks, months = step.groups() if not sign else (sign, *step.groups())
        steps = (1 if count[0].isalpha() else int(count)) * (1 if signed == "+" else -1)
        try:
            if months:
                first = _first_of_month(today.year, today.month, steps)
                last = _first_of_month(today.year, today.month, steps + 1) - dt.timedelta(days=1)
                return first.replace(day=min(today.day, last.day))
            return today + dt.timedelta(days=steps * (7 if weeks else 1))
        except (OverflowError, ValueError):
            raise _outside_years(named) from None
    return None


def _parse_month_name(word: str, today: dt.date, named: str) -> MaybeDate:
    """With the name of its month, in either order; a month alone is its first day."""
    for pattern in (_DAY_MONTH, _MONTH_DAY, _MONTH_NAMED):
        found = pattern.fullmatch(word)
        if found is None:
            continue
        parts = found.groups()
        name, day = (parts[1], parts[0]) if pattern is _DAY_MONTH else (parts[0], parts[1])
        if pattern is _MONTH_NAMED:
            day = "1"
        month = _month_number(name)
        if month is not None:
            return _resolve_year(named, parts[-1], today, _date_in_year(month, int(day)))
    return None


def _parse_numeric(word: str, today: dt.date, named: str) -> MaybeDate:
    """``18.2.``, ``18.2.2027``; ``2027-02``, the first of it; ``2027-049``, a day of the year."""
    if dotted := _DOTTED.fullmatch(word):
        return _resolve_year(named, dotted[3], today, _date_in_year(int(dotted[2]), int(dotted[1])))
    if month := _MONTH_OF_YEAR.fullmatch(word):
        return _resolve_year(named, month[1], today, _date_in_year(int(month[2]), 1))
    if day := _DAY_OF_YEAR.fullmatch(word):
        if not int(day[2]):
            raise _no_such_day(named)
        found = _date_of_year(named, day[1], lambda year: dt.date(year, 1, 1)) + dt.timedelta(days=int(day[2]) - 1)
        if found.year != int(day[1]):
            raise RefusedError(f"{named}: {day[1]} has no day {int(day[2])}.")
        return found
    return None


def _parse_week(word: str, today: dt.date, named: str) -> MaybeDate:
    """The Monday of an ISO week, or another of its days."""
    week = _WEEK.fullmatch(word)
    if week is None:
        return None
    number, weekday = int(week[2]), int(week[3] or 1)
    if not 1 <= number <= 53:
        raise RefusedError(f"{named}: the weeks of a year are W1 to W52 or W53.")
    if not 1 <= weekday <= 7:
        raise RefusedError(f"{named}: the days of a week are 1, Monday, to 7, Sunday.")
    try:
        return _resolve_year(named, week[1], today, lambda year: dt.date.fromisocalendar(year, number, weekday))
    except RefusedError:
        if week[1] and int(week[1]) in YEARS:
            raise RefusedError(f"{named}: {week[1]} has no week {number}.") from None
        raise


def _month_number(name: str) -> int | None:
    """1 to 12 for a month's English name or at least three of its first letters."""
    return next((number for number, full in enumerate(_MONTHS, 1) if full.startswith(name)), None)


def _date_in_year(month: int, day: int) -> Callable[[int], dt.date]:
    return lambda year: dt.date(year, month, day)


def _resolve_year(named: str, year: str | None, today: dt.date, on: Callable[[int], dt.date]) -> dt.date:
    """A day of a given year; of the first year that has it no more than three months back when none is given."""
    if year is not None:
        return _date_of_year(named, year, on)
    found = next((day for day in _candidate_dates(today, on) if day >= today - MAX_DAYS_BACK), None)
    if found is None:
        raise _no_such_day(named)
    return found


def _candidate_dates(today: dt.date, on: Callable[[int], dt.date]) -> Iterator[dt.date]:
    for year in range(today.year - 1, today.year + _LEAP_YEARS_APART + 1):
        try:
            yield on(year)
        except ValueError:
            continue


def _date_of_year(named: str, year: str, on: Callable[[int], dt.date]) -> dt.date:
    if int(year) not in YEARS:
        raise _outside_years(named)
    try:
        return on(int(year))
    except ValueError:
        raise _no_such_day(named) from None


def _first_of_month(year: int, month: int, steps: int) -> dt.date:
    """The first of a month some months away."""
    count = year * 12 + month - 1 + steps
    return dt.date(count // 12, count % 12 + 1, 1)


def _no_such_day(named: str) -> RefusedError:
    return RefusedError(f"{named} is not a day of the calendar.")


def _outside_years(named: str) -> RefusedError:
    return RefusedError(f"{named} must lie in the years {YEARS[0]} to {YEARS[-1]}.")
