"""Read the rarer words for dates: a month's name, dots, slashes, an ISO week, ``next week``, ``+2w``, ``3 days ago``.

`planner.training.dates` loads this module only for a text that none of the common forms matches.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from planner.training.date_context import DateContext
from planner.training.formatting import format_day_and_year
from planner.training.measures import YEARS
from planner.training.refusal import RefusedError
from planner.training.weeks import DAY, WEEK, WEEKDAYS, add_months, parse_weekday

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_LEAP_YEARS_APART = 8
"""The most years between two dates of 29 February: 2100, for one, has none."""
_COUNT = r"([0-9]{1,4}|an?|one)"
_UNIT = r"(?:(d|days?)|(w|wks?|weeks?)|(m|months?))"
_STEP = re.compile(rf"([+-])\s*([0-9]{{1,4}})\s*{_UNIT}?")
_AHEAD = re.compile(rf"in {_COUNT} ?{_UNIT}")
_FROM_NOW = re.compile(rf"{_COUNT} ?{_UNIT} from (?:now|today)")
_AGO = re.compile(rf"{_COUNT} ?{_UNIT} ago")
_OF_WEEK = re.compile(r"(this|next|last) ([a-z]+)")
_WEEKDAY_OF_WEEK = re.compile(r"([a-z]+) (?:of )?(this|next|last) week")
_WEEKS_OFF = {"last": -1, "this": 0, "next": 1}
_TWO_DAYS_OFF = {"day after tomorrow": 2, "day before yesterday": -2}
_WITH_WEEKDAY = re.compile(r"([a-z]+)(?:, |\. |,| )(?=[0-9a-z])(.+)")
_DAY_MONTH = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th|\.)? ?(?:of )?([a-z]{3,9})\.?(?:,? ([0-9]{4}))?")
_MONTH_DAY = re.compile(r"([a-z]{3,9})\.? ?([0-9]{1,2})(?:st|nd|rd|th)?(?:,? ([0-9]{4}))?")
_MONTH_NAMED = re.compile(r"([a-z]{3,9})(?: ([0-9]{4}))?")
_YEAR_FIRST = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
_DOTTED = re.compile(r"([0-9]{1,2})\. ?([0-9]{1,2})\.(?: ?([0-9]{4}))?")
_SLASHED = re.compile(r"([0-9]{1,2})/([0-9]{1,2})(?:/([0-9]{4}))?")
_SHORT_YEAR = re.compile(r"[0-9]{1,2}/[0-9]{1,2}/[0-9]{2}")
_MONTH_OF_YEAR = re.compile(r"([0-9]{4})-([0-9]{1,2})")
_WEEK = re.compile(r"(?:([0-9]{4})-?)?w([0-9]{1,2})(?:-([0-9]))?")
_DAY_OF_YEAR = re.compile(r"([0-9]{4})-([0-9]{3})")
_END_OF_MONTH = ("eom", "end of month", "end of the month")


def read_date_phrase(context: DateContext, phrase: str, field_and_text: str) -> dt.date | None:
    """Return the day that a phrase in lower case means; None when it has none of the forms known here.

    Args:
        context: Says what the phrase is counted from.
        phrase: The phrase.
        field_and_text: The field and the text as typed, to begin a refusal with.

    Raises:
        RefusedError: The phrase has one of the forms, but there is no such day, or it could be two days.
    """
    if phrase in _END_OF_MONTH:
        return add_months(max(context.today, context.earliest).replace(day=1), 1) - DAY
    readers = (
        _read_offset, _read_week_phrase, _read_calendar_date, _read_month, _read_numbered_day, _read_iso_week,
        _read_with_weekday,
    )  # fmt: skip
    for read in readers:
        day = read(context, phrase, field_and_text)
        if day is not None:
            return day
    return None


def _read_offset(context: DateContext, phrase: str, field_and_text: str) -> dt.date | None:
    """Read days, weeks or months from a day: ``+3`` from the one counted from, ``in 2 weeks`` from today."""
    if (days_off := _TWO_DAYS_OFF.get(phrase.removeprefix("the "))) is not None:
        return context.today + DAY * days_off
    for pattern, fixed_sign in ((_STEP, ""), (_AHEAD, "+"), (_FROM_NOW, "+"), (_AGO, "-")):
        match = pattern.fullmatch(phrase)
        if match is None:
            continue
        sign, count, days, weeks, months = (fixed_sign, *match.groups()) if fixed_sign else match.groups()
        base = context.today if fixed_sign else context.counted_from
        step = DAY if days else WEEK if weeks else context.step
        steps = (1 if count[0].isalpha() else int(count)) * (1 if sign == "+" else -1)
        try:
            return add_months(base, steps) if months else base + step * steps
        except (OverflowError, ValueError):
            raise _outside_years(field_and_text) from None
    return None


def _read_week_phrase(context: DateContext, phrase: str, field_and_text: str) -> dt.date | None:
    """Read ``next fri``, ``fri next week``, of that week; ``next week``, ``last month``, the first day of it."""
    del field_and_text
    if match := _WEEKDAY_OF_WEEK.fullmatch(phrase):
        word, which = match.groups()
    elif match := _OF_WEEK.fullmatch(phrase):
        which, word = match.groups()
    else:
        return None
    if word == "week":
        return context.week_of(context.today) + WEEK * _WEEKS_OFF[which]
    if word == "month":
        return add_months(context.today.replace(day=1), _WEEKS_OFF[which])
    weekday = parse_weekday(word)
    return None if weekday is None else context.weekday_of_week(context.today, weekday) + WEEK * _WEEKS_OFF[which]


def _read_with_weekday(context: DateContext, phrase: str, field_and_text: str) -> dt.date | None:
    """Read a date with its weekday before it, as this program prints it: ``Sun 14 Feb``, ``Sun 2027-02-14``."""
    match = _WITH_WEEKDAY.fullmatch(phrase)
    weekday = parse_weekday(match[1]) if match else None
    day = _read_calendar_date(context, match[2], field_and_text) if match and weekday is not None else None
    if day is not None and day.weekday() != weekday:
        date = format_day_and_year(day).partition(" ")[2]
        raise RefusedError(f"{field_and_text}: {date} is a {WEEKDAYS[day.weekday()]}.")
    return day


def _read_calendar_date(context: DateContext, phrase: str, field_and_text: str) -> dt.date | None:
    """Read a date with day and month: ``18 feb``, ``feb 18``, ``18.2.``, ``2027-2-18``; ``19/2``, one date only."""
    for pattern in (_DAY_MONTH, _MONTH_DAY):
        if match := pattern.fullmatch(phrase):
            name, day = (match[2], match[1]) if pattern is _DAY_MONTH else (match[1], match[2])
            month = _month_number(name)
            if month is not None:
                return _resolve_year(context, field_and_text, match[3], _date_in_year(month, int(day)))
    if date := _YEAR_FIRST.fullmatch(phrase):
        return _date_of_year(field_and_text, date[1], _date_in_year(int(date[3]), int(date[4])))
    if dotted := _DOTTED.fullmatch(phrase):
        return _resolve_year(context, field_and_text, dotted[3], _date_in_year(int(dotted[2]), int(dotted[1])))
    if slashed := _SLASHED.fullmatch(phrase):
        return _read_slashed(context, field_and_text, slashed)
    if _SHORT_YEAR.fullmatch(phrase):
        raise RefusedError(f"{field_and_text} could be two dates; write the month's name and the whole year.")
    return None


def _read_slashed(context: DateContext, field_and_text: str, slashed: re.Match[str]) -> dt.date:
    """Read ``19/2`` and ``2/19``, which are one date only; ``2/3`` could be two, and is refused."""
    found: list[dt.date] = []
    for day, month in ((slashed[1], slashed[2]), (slashed[2], slashed[1])):
        if int(month) <= 12:
            try:
                found.append(_resolve_year(context, field_and_text, slashed[3], _date_in_year(int(month), int(day))))
            except RefusedError:
                if slashed[3] and int(slashed[3]) not in YEARS:
                    raise
    if not found:
        raise _no_such_day(field_and_text)
    if found[0] != found[-1]:
        names = " or ".join(f"{date.day} {date:%b}" for date in found)
        raise RefusedError(f"{field_and_text} could be two dates, {names}; write the month's name, like 18 feb.")
    return found[0]


def _read_month(context: DateContext, phrase: str, field_and_text: str) -> dt.date | None:
    """Read a month as its first day: ``feb``, ``feb 2027``, ``2027-02``."""
    if (match := _MONTH_NAMED.fullmatch(phrase)) and (number := _month_number(match[1])) is not None:
        return _resolve_year(context, field_and_text, match[2], _date_in_year(number, 1))
    if month := _MONTH_OF_YEAR.fullmatch(phrase):
        return _date_of_year(field_and_text, month[1], _date_in_year(int(month[2]), 1))
    return None


def _read_numbered_day(context: DateContext, phrase: str, field_and_text: str) -> dt.date | None:
    """Read a day of the year: ``2027-049``."""
    del context
    day = _DAY_OF_YEAR.fullmatch(phrase)
    if day is None:
        return None
    if not int(day[2]):
        raise _no_such_day(field_and_text)
    new_year = _date_of_year(field_and_text, day[1], _date_in_year(1, 1))
    date = new_year + DAY * (int(day[2]) - 1)
    if date.year != new_year.year:
        raise RefusedError(f"{field_and_text}: {day[1]} has no day {int(day[2])}.")
    return date


def _read_iso_week(context: DateContext, phrase: str, field_and_text: str) -> dt.date | None:
    """Read an ISO week, ``2027-W07``, as its Monday, or one of its days, ``2027-W07-4``."""
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
            context, field_and_text, week[1], lambda year: dt.date.fromisocalendar(year, number, weekday)
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


def _resolve_year(
    context: DateContext, field_and_text: str, year: str | None, date_in: Callable[[int], dt.date]
) -> dt.date:
    """Return the date in the year given, else in the first year in which it is not before the earliest day."""
    if year is not None:
        return _date_of_year(field_and_text, year, date_in)
    earliest = context.earliest
    for candidate in range(earliest.year - 1, earliest.year + _LEAP_YEARS_APART + 2):
        try:
            date = date_in(candidate)
        except ValueError:  # 29 February, or week 53, in a year without one
            continue
        if date >= earliest:
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
