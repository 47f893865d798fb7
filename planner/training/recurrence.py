"""How often a workout comes again: read from words, and laid out on the calendar with dateutil's ``rrule``."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum

from planner.text import join_words, number_word
from planner.training.measures import quoted
from planner.training.refusal import RefusedError
from planner.training.weeks import DAY, WEEKDAYS, parse_weekday


class Period(StrEnum):
    """What a recurrence counts in."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


_ORDINALS = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": -1,
}  # fmt: skip
_ORDINAL_NAMES = {1: "first", 2: "second", 3: "third", 4: "fourth", -1: "last"}
_ADVERBS = {"daily": "day", "weekly": "week", "fortnightly": "2 week", "monthly": "month"}
_LONGEST_INTERVAL = 52
_INTERVALS = {"other": 2, **{number_word(number): number for number in range(1, 11)}}
_FORMS = "day, week, 2 weeks, month, tue thu, 2 fri (every other Friday) or first sat"
_SHORTEST_MONTH = 28


@dataclass(frozen=True, slots=True)
class Recurrence:
    """How often something comes again.

    Attributes:
        period: What is counted.
        interval: Every how many of them, at least 1.
        weekdays: The weekdays, Monday 0, in the order of the week; empty where the first day's counts.
        ordinal: Which of that weekday of a month, 1 to 4, or -1 for the last; None for a recurrence by days or weeks.
    """

    period: Period
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    ordinal: int | None = None

    @property
    def text(self) -> str:
        """The recurrence as a sentence has it: ``every week``, ``every other Friday``, ``every first Saturday``."""
        if self.ordinal is not None:
            return f"every {_ORDINAL_NAMES[self.ordinal]} {WEEKDAYS[self.weekdays[0]]} of the month"
        counted = {1: "every", 2: "every other"}.get(self.interval, "")
        if self.weekdays:
            names = join_words(WEEKDAYS[weekday] for weekday in self.weekdays)
            if counted and (self.interval == 1 or len(self.weekdays) == 1):
                return f"{counted} {names}"
            weeks = "every other week" if counted else f"every {number_word(self.interval)} weeks"
            return f"{weeks} on {names}"
        return f"{counted} {self.period}" if counted else f"every {number_word(self.interval)} {self.period}s"

    def days(self, first: dt.date, last: dt.date, week_start: int = 0) -> list[dt.date]:
        """Return its days from ``first`` to ``last``, both included.

        Weeks are counted from that of the first day that fits: "every other Friday" from a Saturday on begins on the
        Friday after it. What comes every month on the 29th to 31st is on the last day of a month that has no such day.

        Args:
            first: The earliest day; where no weekday is named, the first of the days.
            last: The latest day.
            week_start: The weekday that weeks begin on, Monday 0, for several weekdays of every second week.
        """
        from dateutil import rrule  # here: it takes 30 ms to load, and few commands repeat anything

        by_days, by_weeks = self.period is Period.DAY, self.period is Period.WEEK
        weekdays = [rrule.weekday(weekday, self.ordinal) for weekday in self.weekdays]
        if self.weekdays and self.ordinal is None:
            first += DAY * min((weekday - first.weekday()) % 7 for weekday in self.weekdays)
        # The latest of these days that a month has.
        month_days = tuple(range(_SHORTEST_MONTH, first.day + 1)) if self.misses_months(first) else None
        rule = rrule.rrule(
            rrule.DAILY if by_days else rrule.WEEKLY if by_weeks else rrule.MONTHLY,
            dtstart=dt.datetime.combine(first, dt.time()),
            until=dt.datetime.combine(last, dt.time()),
            interval=self.interval,
            wkst=rrule.weekday(week_start),
            byweekday=weekdays or None,
            bymonthday=month_days,
            bysetpos=-1 if month_days else None,
        )
        return [moment.date() for moment in rule]

    def misses_months(self, first: dt.date) -> bool:
        """Return whether it comes every month on a day that some months lack."""
        return self.period is Period.MONTH and self.ordinal is None and first.day > _SHORTEST_MONTH


def parse_recurrence(text: str, field: str = "every") -> Recurrence:
    """Parse how often: ``day``, ``week``, ``2 weeks``, ``month``, ``tue thu``, ``2 fri`` or ``first sat``.

    ``every`` before it and ``of the month`` after it may be typed too; ``other`` is 2. The case of letters does not
    matter. ``2 fri`` is every other Friday, ``2nd fri`` the second Friday of each month.

    Raises:
        RefusedError: It has none of these forms, or counts fewer than 1 or more than 52.
    """
    words = re.sub(r"[,/]|\band\b|&", " ", text.lower()).split()
    words = _ADVERBS[words[0]].split() if len(words) == 1 and words[0] in _ADVERBS else words
    words = words[1:] if words[:1] == ["every"] else words
    by_month = _of_month(words)
    if by_month is not None:
        return by_month
    interval, counted = 1, words[:1]
    if counted and (counted[0] in _INTERVALS or counted[0].isdecimal()):
        interval, words = _INTERVALS.get(counted[0]) or int(counted[0][:9]), words[1:]
    if not 1 <= interval <= _LONGEST_INTERVAL:
        raise RefusedError(f"{field} {quoted(text)} must count from 1 to {_LONGEST_INTERVAL}.")
    if len(words) == 1 and words[0].removesuffix("s") in list(Period):
        return Recurrence(Period(words[0].removesuffix("s")), interval)
    words = words[2:] if words[:2] in (["week", "on"], ["weeks", "on"]) else words
    weekdays = {_parse_weekday(word) for word in words}
    known = tuple(sorted(weekday for weekday in weekdays if weekday is not None))
    if not words or len(known) != len(weekdays):
        raise RefusedError(f"{field} {quoted(text)} is not how often; say it as {_FORMS}.")
    return Recurrence(Period.WEEK, interval, known)


def _of_month(words: list[str]) -> Recurrence | None:
    """Return the recurrence of ``first sat`` and ``last sun of the month``; None for other words."""
    for ending in (["of", "the", "month"], ["of", "each", "month"], ["of", "every", "month"], ["of", "month"]):
        if words[-len(ending) :] == ending:
            words = words[: -len(ending)]
    weekday = _parse_weekday(words[1]) if len(words) == 2 and words[0] in _ORDINALS else None
    return None if weekday is None else Recurrence(Period.MONTH, 1, (weekday,), _ORDINALS[words[0]])


def _parse_weekday(word: str) -> int | None:
    """Return Monday 0 to Sunday 6 for ``fri``, ``fri.``, ``Friday`` and ``Fridays``; None for anything else."""
    bare = word.removesuffix(".")
    weekday = parse_weekday(bare)
    return parse_weekday(bare.removesuffix("s")) if weekday is None else weekday
