"""A time zone as an ICS file defines it, for the years of its events: its offsets and when each of them begins."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from planner.exchange.calendars.ics_text import clock_text, fold
from planner.training.weeks import DAY

_MINUTE = dt.timedelta(minutes=1)
_MORE_YEARS = 5


class _Offset(NamedTuple):
    """What a clock of the zone shows: how far it is ahead of UTC, whether it is summer time, and its name."""

    ahead: dt.timedelta
    is_summer: bool
    name: str


@lru_cache(maxsize=256)
def zone_lines(zone_name: str, first_year: int, last_year: int) -> tuple[str, ...]:
    """Return the lines of the ``VTIMEZONE`` of a zone, valid for the years of some events and for five more.

    An event that a calendar moves into a later year keeps the zone of its file.

    Args:
        zone_name: The name of a zone of the zone database.
        first_year: The first year, whose first offset counts for all before.
        last_year: The last year of an event.
    """
    zone = ZoneInfo(zone_name)
    begin = dt.datetime(first_year, 1, 1, tzinfo=dt.UTC)
    first = _offset_at(begin, zone)
    onsets: dict[tuple[_Offset, dt.timedelta], list[str]] = {
        (first, first.ahead): [clock_text((begin + first.ahead).replace(hour=0, minute=0, second=0))]
    }
    for instant, before, after in _changes(zone, begin, dt.datetime(last_year + 1 + _MORE_YEARS, 1, 2, tzinfo=dt.UTC)):
        # An onset is given on the clock that ends with it.
        onsets.setdefault((after, before.ahead), []).append(clock_text(instant + before.ahead))
    lines = ["BEGIN:VTIMEZONE", fold(f"TZID:{zone_name}")]
    for (offset, ahead_before), times in onsets.items():
        kind = "DAYLIGHT" if offset.is_summer else "STANDARD"
        lines += [f"BEGIN:{kind}", f"DTSTART:{times[0]}"]
        lines += [fold(f"RDATE:{','.join(times[1:])}")] if times[1:] else []
        lines += [f"TZNAME:{offset.name}"] if offset.name else []
        lines += [f"TZOFFSETFROM:{_offset_text(ahead_before)}", f"TZOFFSETTO:{_offset_text(offset.ahead)}"]
        lines.append(f"END:{kind}")
    return (*lines, "END:VTIMEZONE")


def _changes(zone: ZoneInfo, begin: dt.datetime, end: dt.datetime) -> Iterator[tuple[dt.datetime, _Offset, _Offset]]:
    """Yield each instant at which the clocks of a zone are changed, with the offsets before and after."""
    day, before = begin, _offset_at(begin, zone)
    while day < end:
        after = _offset_at(day + DAY, zone)
        if after != before:
            yield _find_change(zone, day, day + DAY, before), before, after
            before = after
        day += DAY


def _find_change(zone: ZoneInfo, low: dt.datetime, high: dt.datetime, before: _Offset) -> dt.datetime:
    """Return the minute between two instants at which an offset ends."""
    while high - low > _MINUTE:
        middle = low + (high - low) // _MINUTE // 2 * _MINUTE
        if _offset_at(middle, zone) == before:
            low = middle
        else:
            high = middle
    return high


def _offset_at(instant: dt.datetime, zone: ZoneInfo) -> _Offset:
    local = instant.astimezone(zone)
    return _Offset(local.utcoffset() or dt.timedelta(), bool(local.dst()), local.tzname() or "")


def _offset_text(ahead: dt.timedelta) -> str:
    minutes = abs(ahead) // _MINUTE
    return f"{'-' if ahead < dt.timedelta() else '+'}{minutes // 60:02d}{minutes % 60:02d}"
