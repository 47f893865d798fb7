"""Numbers, durations and dates as exports write them: with a point or a comma, in the order of several countries.

The language of an export says nothing of its numbers: French words with English numbers are common. So the format of
the numbers is found from the numbers of the file.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Final

from planner.exchange.plans.words.file_dates import find_month
from planner.exchange.plans.words.weekday_words import plain_word

_NUMBER: Final = re.compile(r"[-+]?[0-9]+(?:[.,][0-9]+)*")
_SPACES_IN_NUMBERS: Final = re.compile(r"(?<=[0-9])['’\s](?=[0-9]{3})")
"""What some countries write between thousands; ``\\s`` knows the narrow spaces too."""
_DURATION: Final = re.compile(r"(?:([0-9]{1,4}):)?([0-9]{1,3}):([0-9]{1,2})(?:[.,]([0-9]{1,6}))?")
_TIME_OF_DAY: Final = re.compile(
    r"(?<![0-9:])([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:[.,][0-9]+)?)?\s*([ap])?\.?\s?m?\.?$"
)
_ISO: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}")
_THREE_NUMBERS: Final = re.compile(r"([0-9]{1,4})([-/.])\s?([0-9]{1,2})\2\s?([0-9]{1,4})")
_DAY_MONTH_YEAR: Final = re.compile(r"([0-9]{1,2})\.? (?:de )?([a-z]{3,10})\.? (?:de )?([0-9]{4})")
_MONTH_DAY_YEAR: Final = re.compile(r"([a-z]{3,10})\.? ([0-9]{1,2}) ([0-9]{4})")
_LONGEST_CELL: Final = 60
_UNKNOWN: Final = frozenset({"", "-", "--", "---", "n/a", "nan", "null", "none"})


def find_decimal_sign(cells: Iterable[str]) -> str:
    """Return the sign before the decimals in the numbers of a file, ``.`` or ``,``; a point where nothing says.

    ``7,00`` and ``1.234,5`` have a comma before the decimals, ``7.00`` and ``1,234.5`` a point. ``1,234`` alone could
    be either, and counts, as calories and steps do, as a whole number: its sign is the other one.
    """
    decimals = {".": 0, ",": 0}
    for cell in cells:
        number = _plain_number(cell)
        signs = [char for char in number if char in ".,"]
        if not signs:
            continue
        last, digits = signs[-1], len(number) - number.rfind(signs[-1]) - 1
        other = "," if last == "." else "."
        if other in signs:
            decimals[last] += 10
        elif len(signs) > 1:
            decimals[other] += 10
        elif digits != 3 or number.lstrip("-+").startswith("0"):
            decimals[last] += 10
        else:
            decimals[other] += 1
    return "," if decimals[","] > decimals["."] else "."


def read_number(cell: str, decimal_sign: str = ".") -> float | None:
    """Return the number in a cell; None for an empty one, for ``--`` and for what is no number.

    Args:
        cell: The cell.
        decimal_sign: The sign before its decimals; the other one is between thousands.
    """
    number = _plain_number(cell)
    if not number:
        return None
    thousands = "," if decimal_sign == "." else "."
    number = number.replace(thousands, "").replace(decimal_sign, ".")
    return float(number) if number.count(".") < 2 else None


def read_exact_number(cell: str) -> float | None:
    """Return the number in a cell that never has thousands, so that either sign is before its decimals."""
    return read_number(cell.replace(",", "."))


def positive(number: float | None, most: float) -> float | None:
    """Return a figure that can be true: 0 means that it is not known, and so does more than anybody does.

    Args:
        number: The figure.
        most: The most of it that is believed.
    """
    return number if number is not None and 0 < number <= most else None


def read_duration_s(cell: str) -> float | None:
    """Return the seconds in ``01:45:33``, ``45:33`` or ``00:04:20.1``; None for anything else."""
    found = _DURATION.fullmatch(cell[:_LONGEST_CELL].strip())
    if found is None:
        return None
    hours, minutes, seconds, part = found.groups()
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + float(f"0.{part or 0}")


def is_day_first(cells: Iterable[str]) -> bool:
    """Return whether dates with slashes have the day first, from all dates of a file.

    A number over 12 is a day. Where no date has one, only who writes ``AM`` and ``PM`` writes the month first.
    """
    month_first = 0
    for cell in cells:
        found = _THREE_NUMBERS.match(cell[:_LONGEST_CELL].strip())
        if found is None or found[2] != "/" or len(found[1]) == 4:
            continue
        if int(found[1]) > 12:
            return True
        if int(found[3]) > 12:
            return False
        month_first += "m" in cell.lower()
    return month_first == 0


def read_moment(cell: str, *, day_first: bool = True) -> dt.datetime | None:
    """Return the date and time in a cell, without a zone; None where it is none or has no time.

    Args:
        cell: Such as ``2026-09-20 06:12:12``, ``20.09.2026, 06:12:12``, ``Sep 20, 2026, 6:12:12 AM`` or
            ``20 sept. 2026 à 06:12:12``.
        day_first: Whether ``09/10/2026`` is the ninth of October.
    """
    if _ISO.fullmatch(cell):  # most exports, and much faster
        try:
            return dt.datetime.fromisoformat(cell)
        except ValueError:
            return None
    words = plain_word(cell[:_LONGEST_CELL].replace(",", " "))
    time = _TIME_OF_DAY.search(words)
    if time is None:
        return None
    date = _read_date(re.sub(r"(?:t| a| a las| um| at)?\s*$", "", words[: time.start()]), day_first=day_first)
    hour = int(time[1])
    if time[4]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if time[4] == "p" else 0)
    if date is None or hour > 23 or int(time[2]) > 59 or int(time[3] or 0) > 59:
        return None
    return dt.datetime.combine(date, dt.time(hour, int(time[2]), int(time[3] or 0)))


def _read_date(words: str, *, day_first: bool) -> dt.date | None:
    year: int | None = None
    month: int | None = None
    day = 0
    if (found := _THREE_NUMBERS.fullmatch(words)) is not None:
        numbers = int(found[1]), int(found[3]), int(found[4])
        if len(found[1]) == 4:
            year, month, day = numbers
        elif len(found[4]) == 4:
            day, month, year = numbers if day_first or found[2] != "/" else (numbers[1], numbers[0], numbers[2])
    elif (found := _DAY_MONTH_YEAR.fullmatch(words)) is not None:
        day, month, year = int(found[1]), find_month(found[2]), int(found[3])
    elif (found := _MONTH_DAY_YEAR.fullmatch(words)) is not None:
        month, day, year = find_month(found[1]), int(found[2]), int(found[3])
    if year is None or month is None:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _plain_number(cell: str) -> str:
    """Return the digits and signs of a number; empty for what is none.

    Garmin puts an apostrophe before a negative number, so that a spreadsheet takes it for text.
    """
    if not cell:
        return ""
    number = cell[:_LONGEST_CELL].strip().removeprefix("'").removeprefix("’").casefold()
    if number in _UNKNOWN:
        return ""
    number = _SPACES_IN_NUMBERS.sub("", number).replace("−", "-")
    return number if _NUMBER.fullmatch(number) else ""
