"""When a runner can do strength: half days, minutes and start times, and how they are typed.

Each ``parse_`` function reads what its ``format_`` function writes.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from planner.training.dates import DateReader
from planner.training.measures import parse_date, quoted
from planner.training.refusal import RefusedError
from planner.training.weeks import WEEKDAY_KEYS, parse_weekday
from planner.training.workout_fields import SLOT_STARTS
from planner.training.workouts import Slot, StrengthKind

_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})")
_LONGEST_MINUTES = 600
_NEVER = "never"
_WORDS_FOR_DAYS = ("today", "tomorrow", "yesterday")
_HALF = r"(?:\s+(?:am|pm))?"
_DAY_AND_REST = re.compile(rf"(.+?)({_HALF}(?:\s+(?:heavy|moderate|light))?)", re.IGNORECASE)
_DAY_AND_MINUTES = re.compile(rf"(.+?)({_HALF}\s+[0-9]+(?:min)?)", re.IGNORECASE)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class DayPart:
    """A whole day or half of one.

    Attributes:
        day: A weekday of every week (Monday 0), or a single date.
        slot: The half of the day; None is the whole day.
    """

    day: int | dt.date
    slot: Slot | None = None

    def applies_on(self, day: dt.date) -> bool:
        """Return whether it is about this date."""
        return self.day == (day.weekday() if isinstance(self.day, int) else day)

    def covers(self, day: dt.date, slot: Slot) -> bool:
        """Return whether it includes this half of this date."""
        return self.slot in (None, slot) and self.applies_on(day)


@dataclass(frozen=True, slots=True)
class Unavailability(DayPart):
    """A time at which the runner can do no strength.

    Attributes:
        kind: The only kind that is ruled out; None rules out every kind.
    """

    kind: StrengthKind | None = None


@dataclass(frozen=True, slots=True)
class TimeCap:
    """How many minutes a strength session may take. Where several caps apply, the shortest counts."""

    when: DayPart
    minutes: int


@dataclass(frozen=True, slots=True)
class StartTimes:
    """When workouts in each half of a day start, ``HH:MM``."""

    am: str = SLOT_STARTS[Slot.AM]
    pm: str = SLOT_STARTS[Slot.PM]

    def for_slot(self, slot: Slot) -> str:
        """Return the start time of one half."""
        return self.am if slot is Slot.AM else self.pm


def _parse_parts(text: str, field: str, parse_part: Callable[[str, str], T]) -> tuple[T, ...]:
    return tuple(parse_part(part, field) for part in text.split(","))


def join_parts(values: Iterable[T], format_part: Callable[[T], str]) -> str:
    """Format several values, with commas between."""
    return ", ".join(map(format_part, values))


def with_plain_dates(text: str, field: str, dates: DateReader) -> str:
    """Return typed days with dates in words as plain ones: ``18 feb am, wed pm`` as ``2027-02-18 am, wed pm``.

    A weekday stays, because it means every week. What names no date stays, for the option's own refusal.

    Raises:
        RefusedError: A date in figures cannot be read.
    """
    return ",".join(_with_plain_date(part, _DAY_AND_REST, field, dates) for part in text.split(","))


def with_plain_dates_before_minutes(text: str, field: str, dates: DateReader) -> str:
    """Return typed minutes of days as `with_plain_dates` does: ``18 feb 40`` as ``2027-02-18 40``.

    Raises:
        RefusedError: A date in figures cannot be read.
    """
    return ",".join(_with_plain_date(part, _DAY_AND_MINUTES, field, dates) for part in text.split(","))


def _with_plain_date(part: str, pattern: re.Pattern[str], field: str, dates: DateReader) -> str:
    match = pattern.fullmatch(part.strip())
    if match is None or (match[1].isalpha() and match[1].lower() not in _WORDS_FOR_DAYS):
        return part
    try:
        return f"{dates.read(match[1], field)}{match[2]}"
    except RefusedError:
        if any(character.isdigit() for character in match[1]):
            raise
        return part


def parse_day_part(text: str, field: str, typed: str = "") -> DayPart:
    """Parse a day or half of one: ``wed pm``, ``sun``, ``2027-03-05 am``.

    Args:
        text: The words.
        field: What they are for, for the refusal.
        typed: All that the runner typed, where the words are only a part of it.

    Raises:
        RefusedError: It is no weekday and no date.
    """
    words = text.lower().split()
    if len(words) not in (1, 2) or (len(words) == 2 and words[1] not in ("am", "pm")):
        raise RefusedError(
            f"{field} must be a weekday or a date, then am or pm or neither, not {quoted((typed or text).strip())}."
        )
    slot = Slot(words[1]) if len(words) == 2 else None
    if words[0][:1].isdigit():
        return DayPart(parse_date(words[0], field), slot)
    return DayPart(parse_weekday_key(words[0], field), slot)


def format_day_part(when: DayPart) -> str:
    """Format a day or half of one as `parse_day_part` reads it."""
    day = WEEKDAY_KEYS[when.day] if isinstance(when.day, int) else when.day.isoformat()
    return f"{day} {when.slot.value}" if when.slot else day


def parse_unavailable(text: str, field: str = "unavailable") -> tuple[Unavailability, ...]:
    """Parse times without strength: ``wed pm``, ``sun``, ``2027-03-05 am``, ``sat heavy``, with commas between.

    Raises:
        RefusedError: A part is none of these.
    """
    return _parse_parts(text, field, parse_unavailability)


def parse_unavailability(text: str, field: str) -> Unavailability:
    """Parse one time without strength.

    Raises:
        RefusedError: It is no weekday and no date.
    """
    words = text.lower().split()
    kind = StrengthKind(words.pop()) if len(words) > 1 and words[-1] in list(StrengthKind) else None
    when = parse_day_part(" ".join(words), field, text)
    return Unavailability(when.day, when.slot, kind)


def format_unavailability(unavailability: Unavailability) -> str:
    """Format one time without strength as `parse_unavailable` reads it."""
    kind = f" {unavailability.kind.value}" if unavailability.kind else ""
    return format_day_part(unavailability) + kind


def parse_sled_times(text: str, field: str = "gym") -> tuple[DayPart, ...]:
    """Parse when the runner has a sled: ``tue pm, fri pm``, ``sat``, ``2027-03-05 am``, or ``never``.

    Raises:
        RefusedError: A part is none of these.
    """
    return () if text.strip().lower() == _NEVER else _parse_parts(text, field, parse_day_part)


def format_sled_times(times: tuple[DayPart, ...] | None) -> str:
    """Format when the runner has a sled as `parse_sled_times` reads it; empty for always."""
    return "" if times is None else join_parts(times, format_day_part) or _NEVER


def parse_weekday_keys(text: str, field: str = "prefer") -> frozenset[int]:
    """Parse weekdays, Monday 0: ``tue fri`` or ``tue, fri``.

    Raises:
        RefusedError: A word is no weekday, or there is none.
    """
    words = text.replace(",", " ").split()
    if not words:
        raise RefusedError(f'{field} must name weekdays, like "tue fri", not {quoted(text)}.')
    return frozenset(parse_weekday_key(word, field) for word in words)


def parse_weekday_key(word: str, field: str) -> int:
    """Parse one weekday, Monday 0.

    Raises:
        RefusedError: The word is no weekday.
    """
    weekday = parse_weekday(word)
    if weekday is None:
        raise RefusedError(f"{field}: {quoted(word)} is no weekday.")
    return weekday


def format_weekday_keys(weekdays: Iterable[int]) -> str:
    """Format weekdays in the order of the week: ``tue fri``."""
    return " ".join(WEEKDAY_KEYS[day] for day in sorted(weekdays))


def parse_time_caps(text: str, field: str = "time-cap") -> tuple[TimeCap, ...]:
    """Parse the minutes a session may take: ``tue 40, sat 60``, ``wed pm 30``.

    Raises:
        RefusedError: A part names no day, or its minutes are not 1 to 600.
    """
    return _parse_parts(text, field, parse_time_cap)


def parse_time_cap(text: str, field: str) -> TimeCap:
    """Parse the minutes of one day: ``tue 40``.

    Raises:
        RefusedError: It names no day, or its minutes are not 1 to 600.
    """
    *when, last = text.split() or [""]
    minutes = last.removesuffix("min")
    if not when and parse_weekday(last) is not None:
        raise RefusedError(f'{field}: {quoted(last)} has no minutes; write it like "tue 40".')
    if not minutes.isdecimal() or len(minutes) > 4 or not 1 <= int(minutes) <= _LONGEST_MINUTES:
        raise RefusedError(
            f'{field} must be like "tue 40", its minutes from 1 to {_LONGEST_MINUTES}, not {quoted(text.strip())}.'
        )
    return TimeCap(parse_day_part(" ".join(when), field, text), int(minutes))


def format_time_cap(cap: TimeCap) -> str:
    """Format the minutes of one day as `parse_time_cap` reads them."""
    return f"{format_day_part(cap.when)} {cap.minutes}"


def parse_start_times(text: str, field: str = "anchors") -> StartTimes:
    """Parse when the halves of a day start: ``am 06:30, pm 17:45``, or one of them.

    Raises:
        RefusedError: A part is not a half of a day with a time in it, or a half is named twice.
    """
    clocks: dict[str, str] = {}
    for part in text.split(","):
        words = part.lower().split()
        match = _CLOCK.fullmatch(words[1]) if len(words) == 2 and words[0] in list(Slot) else None
        if match is None or int(match[1]) > 23 or int(match[2]) > 59:
            raise RefusedError(f'{field} must be like "am 06:30, pm 17:45", not {quoted(part.strip())}.')
        slot, hour = Slot(words[0]), int(match[1])
        if (hour < 12) is not (slot is Slot.AM):
            until = "before 12:00" if slot is Slot.AM else "12:00 or later"
            raise RefusedError(f"{field}: {slot} must start {until}, not at {match[0]}.")
        if slot.value in clocks:
            raise RefusedError(f"{field} names {slot} twice.")
        clocks[slot.value] = f"{hour:02d}:{match[2]}"
    return StartTimes(**clocks)


def format_start_times(times: StartTimes) -> str:
    """Format when the halves of a day start as `parse_start_times` reads it."""
    return f"am {times.am}, pm {times.pm}"
