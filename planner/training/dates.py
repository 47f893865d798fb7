"""Dates as people say them: ISO, today, a weekday, so many days or weeks on. What could mean two things is refused."""

from __future__ import annotations

import datetime as dt
import re

from planner.training.measures import YEARS, quoted, read_date
from planner.training.refusal import RefusedError

_NEAR = {"yesterday": -1, "today": 0, "tomorrow": 1}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_STEP = re.compile(r"([+-])\s*([0-9]{1,4})\s*([dwm]?)[a-z]*")


def read_weekday(word: str) -> int | None:
    """Monday 0 to Sunday 6 for a weekday's name or at least two of its first letters; None for anything else."""
    fitting = [number for number, name in enumerate(_WEEKDAYS) if len(word) >= 2 and name.startswith(word.lower())]
    return fitting[0] if len(fitting) == 1 else None


def read_day(text: str, today: dt.date, field: str = "date") -> dt.date:
    """The day that is meant.

    ``2027-01-05``; ``today``, ``yesterday``, ``tomorrow``; ``fri``, the coming Friday (today counts); ``last fri``;
    ``+3``, ``-2w``, ``+1m``: days, weeks or months from today.

    Raises:
        RefusedError: It is none of these, or lies outside 1970 to 2199.
    """
    word = " ".join(text.lower().split())
    if word in _NEAR:
        return today + dt.timedelta(days=_NEAR[word])
    if word[:1].isdigit():
        return read_date(word, field)
    day = _stepped(word, today) or _on_weekday(word, today)
    if day is None or day.year not in YEARS:
        say = f"say it as {today}, as a weekday, or as +3 for three days from today"
        raise RefusedError(f"{field} {quoted(text)} is no date; {say}.")
    return day


def _stepped(word: str, today: dt.date) -> dt.date | None:
    """So many days, weeks or months on; a month from the 31st is the last of a shorter month."""
    step = _STEP.fullmatch(word)
    if step is None:
        return None
    from dateutil.relativedelta import relativedelta  # here, because it costs half as much as a whole `today`

    count = int(step[1] + step[2])
    steps = {"m": relativedelta(months=count), "w": relativedelta(weeks=count)}
    try:
        return today + steps.get(step[3], relativedelta(days=count))
    except (OverflowError, ValueError):
        return None


def _on_weekday(word: str, today: dt.date) -> dt.date | None:
    """The coming one, today counting; after ``last``, the one behind."""
    number = read_weekday(word.removeprefix("last "))
    if number is None:
        return None
    ahead = today + dt.timedelta(days=(number - today.weekday()) % 7)
    return ahead - dt.timedelta(days=7) if word.startswith("last ") else ahead
