"""Times that another calendar of the runner fills: a meeting over the hour from a half-day's start closes that half."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

ANCHOR_MINUTES = 60
"""A half of a day is closed by what takes place in so many minutes from its start on."""
MINUTES_PER_DAY = 1440


@dataclass(frozen=True, slots=True)
class BusyTime:
    """A part of a day that another calendar fills.

    Attributes:
        day: The day.
        start_minute: When it begins, in minutes after midnight.
        end_minute: When it ends, in minutes after midnight, at most 1440.
        closes_runs: Whether it closes a half-day to runs too, not only to strength.
        id: The number it is stored under; 0 before it is stored.
        version: Counts changes; 0 before it is stored.
    """

    day: dt.date
    start_minute: int
    end_minute: int
    closes_runs: bool = False
    id: int = 0
    version: int = 0

    @property
    def text(self) -> str:
        """When it is, as a sentence has it: ``17:30-19:00``, ``all day``."""
        if (self.start_minute, self.end_minute) == (0, MINUTES_PER_DAY):
            return "all day"
        return f"{_clock(self.start_minute)}-{_clock(self.end_minute)}"

    @property
    def is_as(self) -> tuple[dt.date, int, int, bool]:
        """What it is, whatever its number: its day, start and end, and whether it closes runs."""
        return self.day, self.start_minute, self.end_minute, self.closes_runs

    def closes(self, anchor: str) -> bool:
        """Return whether it overlaps the hour from the start of a half-day, ``HH:MM``, and so closes that half."""
        hour, _, minute = anchor.partition(":")
        begin = 60 * int(hour) + int(minute)
        return self.start_minute < begin + ANCHOR_MINUTES and begin < self.end_minute


BusyDays = Mapping[dt.date, Sequence[BusyTime]]
"""Busy times by their day, in the order of the day."""


def busy_days(times: Iterable[BusyTime]) -> BusyDays:
    """Return busy times by their day."""
    days: defaultdict[dt.date, list[BusyTime]] = defaultdict(list)
    for time in sorted(times, key=lambda time: time.is_as):
        days[time.day].append(time)
    return days


def merge_busy_times(times: Iterable[BusyTime]) -> list[BusyTime]:
    """Return busy times without overlaps: those of a day that touch each other are one."""
    merged: list[BusyTime] = []
    for time in sorted(times, key=lambda time: time.is_as):
        last = merged[-1] if merged else None
        if last is not None and last.day == time.day and time.start_minute <= last.end_minute:
            merged[-1] = replace(last, end_minute=max(last.end_minute, time.end_minute))
        else:
            merged.append(time)
    return merged


def closing_time(days: BusyDays, day: dt.date, anchor: str, *, of_runs: bool = False) -> BusyTime | None:
    """Return the first busy time that closes a half of a day; None where it is open.

    Args:
        days: The busy times.
        day: The day.
        anchor: The start of the half, ``HH:MM``.
        of_runs: Whether it has to close the half to runs too.
    """
    closing = (time for time in days.get(day, ()) if time.closes(anchor) and (time.closes_runs or not of_runs))
    return next(closing, None)


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"
