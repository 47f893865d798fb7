"""Rules by which calendar events repeat (RRULE), followed with a bound on what any file can cost.

dateutil follows the rule. It looks for the next date until the year 9999, for a rule without one (30 February of every
day) over three million days. So a rule is followed in the last years of its calendar that have the same weekdays and
leap days as the years asked for, where the search ends soon, and all rules of a file share one allowance of steps.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Final

MAX_OCCURRENCES: Final = 3_000
"""Of one event."""

_MAX_RULE_CHARS = 500
_PART = re.compile(r"([A-Z]{4,10})=([A-Z0-9,+-]{1,400})")
_NUMBERS = r"[+-]?\d{1,3}(?:,[+-]?\d{1,3})*"
_ALLOWED: Final = {
    "FREQ": re.compile("DAILY|WEEKLY|MONTHLY|YEARLY"),
    "INTERVAL": re.compile(r"0*[1-9]\d{0,2}"),
    "COUNT": re.compile(r"0*[1-9]\d{0,5}"),
    "BYDAY": re.compile(r"(?:[+-]?\d{0,2}(?:MO|TU|WE|TH|FR|SA|SU),?)+"),
    "BYMONTHDAY": re.compile(_NUMBERS),
    "BYYEARDAY": re.compile(_NUMBERS),
    "BYWEEKNO": re.compile(_NUMBERS),
    "BYMONTH": re.compile(_NUMBERS),
    "BYSETPOS": re.compile(_NUMBERS),
    "BYHOUR": re.compile(r"\d{1,2}"),
    "BYMINUTE": re.compile(r"\d{1,2}"),
    "BYSECOND": re.compile(r"\d{1,2}"),
    "WKST": re.compile("MO|TU|WE|TH|FR|SA|SU"),
}
_STEP_DAYS: Final = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 30, "YEARLY": 365}
_STEP_COST: Final = {"DAILY": 1, "WEEKLY": 3, "MONTHLY": 6, "YEARLY": 50}
"""What a step of each frequency costs, measured in daily ones."""
_STEPS_IN_ALL = 300_000
"""For all rules of a file, in daily steps: about a second."""
_RULE_COST = 50
_CYCLE_YEARS = 400


@dataclass(frozen=True, slots=True)
class RepeatRule:
    """A rule that can be followed.

    Attributes:
        frequency: ``DAILY`` to ``YEARLY``.
        interval: Every so many of them.
        has_count: Whether it ends after a number of times.
        until: The last time, as it is written; empty without one.
        rule: The rule without its last time, as dateutil reads it.
    """

    frequency: str
    interval: int
    has_count: bool
    until: str
    rule: str

    @property
    def is_endless(self) -> bool:
        """Whether it never ends."""
        return not self.has_count and not self.until

    @classmethod
    def parse(cls, text: str) -> RepeatRule | str:
        """Return the rule of a text, or why it cannot be followed, as half a sentence."""
        text = text.strip().upper()
        if len(text) > _MAX_RULE_CHARS:
            return "its rule is too long"
        parts: dict[str, str] = {}
        for part in filter(None, text.split(";")):
            name, _, value = part.partition("=")
            if name == "UNTIL":
                parts[name] = value
                continue
            match = _PART.fullmatch(part)
            if match is None or name not in _ALLOWED or not _ALLOWED[name].fullmatch(value):
                if name == "FREQ" and value in {"SECONDLY", "MINUTELY", "HOURLY"}:
                    return "it repeats more often than once a day"
                return "its rule cannot be read"
            parts[name] = value
        if "FREQ" not in parts:
            return "its rule cannot be read"
        until = parts.pop("UNTIL", "")
        rule = ";".join(f"{name}={value.rstrip(',')}" for name, value in parts.items())
        return cls(parts["FREQ"], int(parts.get("INTERVAL", 1)), "COUNT" in parts, until, rule)


class Expander:
    """Follows the rules of one file, all of them together for a bounded number of steps."""

    def __init__(self) -> None:
        self._steps_left = _STEPS_IN_ALL

    def expand(
        self,
        rule: RepeatRule,
        start: dt.datetime,
        first: dt.datetime,
        last: dt.datetime,
        until: dt.datetime | None,
    ) -> list[dt.datetime] | None:
        """Return the times at which an event starts, at most `MAX_OCCURRENCES`.

        Args:
            rule: The rule.
            start: The first time; it is the first of them even where the rule does not hold for it.
            first: No time before this one is needed.
            last: No time after this one is needed.
            until: The rule's own last time, on the clock of `start`.

        Returns:
            The times, in order, or None when the file has used up its steps or dateutil does not take the rule.
        """
        from dateutil.rrule import rrulestr

        end = last if until is None else min(last, until)
        if end < start:
            return [start] if first <= start <= last else []
        if self._steps_left <= 0:
            return None
        begin = start if rule.has_count else _skip_ahead(rule, start, first)
        shift = _years_to_shift(begin.year, max(end.year, begin.year))
        try:
            dates = rrulestr(rule.rule, dtstart=begin.replace(year=begin.year + shift))
        except (ValueError, TypeError, KeyError, IndexError):
            return None
        shifted_first, shifted_end = _shift(max(first, begin), shift), _shift(end, shift)
        found: list[dt.datetime] = []
        reached = dt.datetime(dt.MAXYEAR, 12, 31)  # noqa: DTZ001 - times of one clock
        for moment in islice(dates, MAX_OCCURRENCES * 10):
            if moment > shifted_end:
                reached = moment
                break
            if moment >= shifted_first:
                found.append(_shift(moment, -shift))
                if len(found) >= MAX_OCCURRENCES:
                    reached = moment
                    break
        days = (reached.date() - dt.date(begin.year + shift, 1, 1)).days
        steps = days // (_STEP_DAYS[rule.frequency] * rule.interval) + 1
        self._steps_left -= steps * _STEP_COST[rule.frequency] + _RULE_COST
        if first <= start <= last and (not found or found[0] != start):
            found.insert(0, start)
        return found


def _skip_ahead(rule: RepeatRule, start: dt.datetime, first: dt.datetime) -> dt.datetime:
    """Return a start of the rule just before the times that are needed, in step with its first one."""
    if first <= start:
        return start
    days = (first - start).days
    if rule.frequency in {"DAILY", "WEEKLY"}:
        step = _STEP_DAYS[rule.frequency] * rule.interval
        return start + dt.timedelta(days=max(days // step - 1, 0) * step)
    if start.day > 28:  # a month or year without the day would move it
        return start
    months_apart = rule.interval * (1 if rule.frequency == "MONTHLY" else 12)
    months = (first.year - start.year) * 12 + first.month - start.month
    month = start.month - 1 + max(months // months_apart - 1, 0) * months_apart
    return start.replace(year=start.year + month // 12, month=month % 12 + 1)


@cache
def _years_to_shift(first_year: int, last_year: int) -> int:
    """Return by how many years the years can be moved into the last ones of the calendar, day for day."""
    span = last_year - first_year
    for year in range(dt.MAXYEAR - span, dt.MAXYEAR - span - _CYCLE_YEARS, -1):
        if year <= first_year:
            return 0
        if all(_shape(first_year + offset) == _shape(year + offset) for offset in range(span + 1)):
            return year - first_year
    return 0


def _shape(year: int) -> tuple[int, bool]:
    """Return what the dates of a year follow from: the weekday of its first day, and whether it is a leap year."""
    return calendar.weekday(year, 1, 1) if year < dt.MAXYEAR else dt.date(year, 1, 1).weekday(), calendar.isleap(year)


def _shift(moment: dt.datetime, years: int) -> dt.datetime:
    return moment.replace(year=moment.year + years)
