"""The dates in a file, as people of seven languages write them: ``2027-01-12``, ``12.1.2027``, ``Tue, Jan 12``.

All dates of a file are read together: one order of day and month holds for all, and dates without a year follow each
other.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

from planner.exchange.plans.words.weekday_words import find_weekday, plain_word
from planner.training.measures import YEARS

_MONTHS: Final = (
    "january januar janvier enero gennaio januari janeiro",
    "february februar fevrier febrero febbraio februari fevereiro",
    "march marz mars marzo maart marco mrt maerz",
    "april avril abril aprile",
    "may mai mayo maggio mei maio",
    "june juni juin junio giugno junho",
    "july juli juillet julio luglio julho",
    "august aout agosto augustus",
    "september septembre septiembre settembre setembro sept",
    "october oktober octobre octubre ottobre outubro",
    "november novembre noviembre novembro",
    "december dezember decembre diciembre dicembre dezembro",
)
_YEAR_FIRST: Final = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
_TWO_NUMBERS: Final = re.compile(r"([0-9]{1,2})([-/.]) ?([0-9]{1,2})(?:\2 ?([0-9]{4}|[0-9]{2})?)?")
_DAY_AND_MONTH: Final = re.compile(
    r"([0-9]{1,2})(?:st|nd|rd|th|er|º|o|\.)?(?: |-)?(?:de )?([a-z]{3,10})\.?,?(?:(?: |-)(?:de )?([0-9]{4}))?"
)
_MONTH_AND_DAY: Final = re.compile(r"([a-z]{3,10})\.? ?([0-9]{1,2})(?:st|nd|rd|th)?(?:,? ([0-9]{4}))?")
_TIME: Final = re.compile(r"(?:t| )[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?z?$")
_LEADING_WEEKDAY: Final = re.compile(r"([a-z]{2,13})[.,]* +(?=.*[0-9])")
_MOST_CHARACTERS: Final = 60
_DAYS_BACK: Final = dt.timedelta(days=92)
"""How far back a date without a year may lie, as for a typed one."""
_MAX_STEP: Final = dt.timedelta(days=15)
"""Dates of a plan follow each other so closely; it decides between two orders of day and month."""


class _Parts(NamedTuple):
    """A date as it is written; the year may be missing, and the first number of an open order be day or month."""

    first: int
    second: int
    year: int | None
    is_order_open: bool = False


@dataclass(frozen=True, slots=True)
class FileDates:
    """The dates of a file.

    Attributes:
        dates: One for each text; None for one that is no date.
        has_years: Whether the years are known, so that the dates are days of the calendar and not only of the year.
        are_years_written: Whether the file itself names the years.
        is_ambiguous: Whether day and month could be either of two numbers, so that nothing was read.
    """

    dates: tuple[dt.date | None, ...]
    has_years: bool = True
    are_years_written: bool = True
    is_ambiguous: bool = False


def read_file_dates(texts: Sequence[str], today: dt.date | None = None) -> FileDates:
    """Return the dates that the cells of a file give.

    Args:
        texts: The cells.
        today: Today's date, from which dates without a year are counted: the first lies at most three months back.
            Without it their years are not known.
    """
    parts = [_read_parts(text) for text in texts]
    known = [part for part in parts if part is not None]
    orders = [order for order in (True, False) if all(_month_and_day(part, day_first=order) for part in known)]
    readings = [_resolve(parts, today, day_first=order) for order in orders]
    if not known or not readings:
        return _resolve([None if part is None or part.is_order_open else part for part in parts], today)
    if len(readings) == 2 and readings[0].dates != readings[1].dates:
        readings = [reading for reading in readings if _is_close_together(reading.dates)]
    if len(readings) != 1 and len({reading.dates for reading in readings}) != 1:
        return FileDates(tuple(None for _ in texts), is_ambiguous=True)
    return readings[0]


def _read_parts(text: str) -> _Parts | None:
    words = _TIME.sub("", plain_word(text[:_MOST_CHARACTERS].replace(",", " ")))
    weekday = _LEADING_WEEKDAY.match(words)
    if weekday is not None and (find_weekday(weekday[1]) is not None or len(weekday[1]) == 2):
        words = words[weekday.end() :]
    if (match := _YEAR_FIRST.fullmatch(words)) is not None:
        return _Parts(int(match[4]), int(match[3]), int(match[1]))
    if (match := _TWO_NUMBERS.fullmatch(words)) is not None:
        year = None if not match[4] else int(match[4]) + (2000 if len(match[4]) == 2 else 0)
        return _Parts(int(match[1]), int(match[3]), year, is_order_open=match[2] == "/")
    for pattern, day, month in ((_DAY_AND_MONTH, 1, 2), (_MONTH_AND_DAY, 2, 1)):
        match = pattern.fullmatch(words)
        number = None if match is None else find_month(match[month])
        if match is not None and number is not None:
            return _Parts(int(match[day]), number, int(match[3]) if match[3] else None)
    return None


def find_month(name: str) -> int | None:
    """Return a month by its name or at least three letters of it, in any of the languages.

    Args:
        name: A word from `planner.exchange.plans.words.weekday_words.plain_word`.
    """
    months = [
        number
        for number, names in enumerate(_MONTHS, start=1)
        if any(full.startswith(name) for full in names.split()) or any(name == full[:3] for full in names.split())
    ]
    return months[0] if len(months) == 1 else None


def _month_and_day(part: _Parts, *, day_first: bool) -> tuple[int, int] | None:
    """Return month and day in one of the orders, or None where there is no such day in any year."""
    day, month = (part.first, part.second) if day_first or not part.is_order_open else (part.second, part.first)
    return (month, day) if _date(part.year or 2000, month, day) else None


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day) if year in YEARS else None
    except ValueError:
        return None


def _resolve(parts: Sequence[_Parts | None], today: dt.date | None, *, day_first: bool = True) -> FileDates:
    """Return the dates, those without a year in the first year in which they follow the date before them."""
    dates: list[dt.date | None] = []
    earliest = today - _DAYS_BACK if today else dt.date(2000, 1, 1)
    for part in parts:
        month_and_day = None if part is None else _month_and_day(part, day_first=day_first)
        date = None
        if part is not None and month_and_day is not None:
            years = [part.year] if part.year else range(earliest.year, earliest.year + 9)
            days = (_date(year, *month_and_day) for year in years)
            date = next((day for day in days if day is not None and (part.year or day >= earliest)), None)
        if date is not None:
            earliest = date - _DAYS_BACK
        dates.append(date)
    are_years_written = all(part.year for part in parts if part is not None)
    return FileDates(tuple(dates), are_years_written or today is not None, are_years_written)


def _is_close_together(dates: Sequence[dt.date | None]) -> bool:
    known = [date for date in dates if date is not None]
    return len(known) > 1 and all(dt.timedelta() <= later - earlier <= _MAX_STEP for earlier, later in pairwise(known))
