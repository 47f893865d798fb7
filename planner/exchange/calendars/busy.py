"""Which parts of the runner's days the events of another calendar fill."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from planner.exchange.calendars.ics_events import CalendarEvent
from planner.text import join_words
from planner.training.busy_times import MINUTES_PER_DAY, BusyTime, merge_busy_times
from planner.training.weeks import DAY
from planner.training.workout_uids import parse_workout_uid

_MINUTE = dt.timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class CalendarReading:
    """What was read of other calendars.

    Attributes:
        times: The busy times, without overlaps, by day.
        events: How many events they come from; each repetition counts.
        calendars: How many files were read.
        own: How many events are workouts of the planner.
        free: How many events show their time as free.
        cancelled: How many events are cancelled.
        problems: What could not be read, a sentence each.
    """

    times: tuple[BusyTime, ...]
    events: int
    calendars: int = 1
    own: int = 0
    free: int = 0
    cancelled: int = 0
    problems: tuple[str, ...] = ()

    @property
    def not_counted_text(self) -> str:
        """Which events do not count, as a sentence; empty where all do."""
        numbers = (
            (self.own, "is our own", "are our own"),
            (self.free, "shows its time as free", "show their time as free"),
            (self.cancelled, "is cancelled", "are cancelled"),
        )
        parts = [f"{number} {one if number == 1 else several}" for number, one, several in numbers if number]
        return f"Not counted: {join_words(parts)}." if parts else ""


def read_busy_times(
    events: Iterable[CalendarEvent], first: dt.date, last: dt.date, *, closes_runs: bool = False
) -> CalendarReading:
    """Return which parts of the days from ``first`` to ``last`` some events fill.

    An all-day event fills the day. Cancelled events, those that show their time as free, and workouts that the planner
    sent to a calendar do not count, nor does what takes no time.

    Args:
        events: The events, on the runner's clock.
        first: The first day.
        last: The last day, included.
        closes_runs: Whether the half-days are closed to runs too.
    """
    times: list[BusyTime] = []
    counted = own = free = cancelled = 0
    for event in events:
        if parse_workout_uid(event.uid) is not None:
            own += 1
        elif event.is_cancelled:
            cancelled += 1
        elif event.is_free:
            free += 1
        else:
            parts = [part for part in _parts_of_days(event, closes_runs=closes_runs) if first <= part.day <= last]
            counted += bool(parts)
            times += parts
    return CalendarReading(tuple(merge_busy_times(times)), counted, 1, own, free, cancelled)


def join_readings(readings: Sequence[CalendarReading], problems: Iterable[str]) -> CalendarReading:
    """Return what several calendars fill together, with what could not be read."""
    return CalendarReading(
        times=tuple(merge_busy_times(time for reading in readings for time in reading.times)),
        events=sum(reading.events for reading in readings),
        calendars=sum(reading.calendars for reading in readings),
        own=sum(reading.own for reading in readings),
        free=sum(reading.free for reading in readings),
        cancelled=sum(reading.cancelled for reading in readings),
        problems=tuple(problems),
    )


def _parts_of_days(event: CalendarEvent, *, closes_runs: bool) -> Iterator[BusyTime]:
    """Yield the part of each day that an event fills."""
    day = event.start.date()
    while day <= event.end.date():
        midnight = dt.datetime.combine(day, dt.time())
        begin = max((event.start - midnight) / _MINUTE, 0)
        end = min((event.end - midnight) / _MINUTE, MINUTES_PER_DAY)
        start_minute, end_minute = int(begin), math.ceil(end)
        if begin < end:
            yield BusyTime(day, start_minute, end_minute, closes_runs)
        day += DAY
