"""Dates, times and time zones as ICS files write them."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from planner.exchange.calendars.ics_lines import IcsComponent, IcsProperty
from planner.exchange.calendars.repeat_rules import Expander, RepeatRule

_MOMENT = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:[T ](\d{2}):?(\d{2})(?::?(\d{2}))?(?:\.\d{1,9})?(Z)?)?", re.ASCII)
_OFFSET = re.compile(r"([+-])(\d{2}):?(\d{2})(?::?\d{2})?", re.ASCII)
_ZONE_NAME = re.compile(r"[A-Za-z0-9_+-]{1,40}(?:/[A-Za-z0-9_+-]{1,40}){0,2}")
_FIRST_YEAR, _LAST_YEAR = 1600, 2200
"""A date of a calendar lies between them; a birthday may repeat for a century, a zone of Windows begins in 1601."""
_ZONE_YEARS = (1970, 2100)
"""The years in which the rules of a zone that a file defines are followed."""
_MAX_ZONES = 200
_MAX_DURATION = dt.timedelta(days=3660)


class IcsTime:
    """A date or a time of an ICS file.

    Attributes:
        wall: The date and time as it is written, without a zone; a date is its midnight.
        is_date: Whether it is a date alone.
        zone: The zone that it is written in; None where it names none.
        unknown_zone: The name of a zone that nobody knows; the time is then taken as one without a zone.
    """

    __slots__ = ("is_date", "unknown_zone", "wall", "zone")

    def __init__(self, wall: dt.datetime, *, is_date: bool, zone: dt.tzinfo | None, unknown_zone: str = "") -> None:
        self.wall = wall
        self.is_date = is_date
        self.zone = zone
        self.unknown_zone = unknown_zone

    def in_zone(self, zone: dt.tzinfo | None) -> dt.datetime:
        """Return it as a time on the clock of another zone, as it is where one of the two is unknown."""
        if self.zone is None or zone is None:
            return self.wall
        return to_wall(self.wall, self.zone, zone)


def to_wall(wall: dt.datetime, zone: dt.tzinfo | None, to: dt.tzinfo | None) -> dt.datetime:
    """Return a time on the clock of one zone as a time on the clock of another.

    Args:
        wall: The time, without a zone.
        zone: The zone of its clock; None leaves it as it is.
        to: The other zone; None for that of this computer.
    """
    if zone is None or zone is to:
        return wall
    return wall.replace(tzinfo=zone).astimezone(to).replace(tzinfo=None)


class ZoneFinder:
    """Finds time zones by the names that calendars give them: of the zone database, of Windows, of the file itself."""

    def __init__(self, defined: Sequence[IcsComponent], expander: Expander) -> None:
        """Remember the zones that the file defines; nothing is worked out before it is asked for."""
        self._defined: dict[str, IcsComponent] = {}
        for zone in defined:
            self._defined.setdefault(zone.text("TZID"), zone)
        self._expander = expander
        self._found: dict[str, dt.tzinfo | None] = {}

    def find(self, name: str) -> dt.tzinfo | None:
        """Return the zone of a name, or None when nobody knows it."""
        if name not in self._found:
            if len(self._found) >= _MAX_ZONES:
                return None
            self._found[name] = self._look_up(name)
        return self._found[name]

    def _look_up(self, name: str) -> dt.tzinfo | None:
        from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

        defined = self._defined.get(name)
        location = "" if defined is None else defined.text("X-LIC-LOCATION")
        parts = name.strip("/ ").split("/")
        for candidate in (WINDOWS_TO_OLSON.get(name, name), location, "/".join(parts[-3:]), "/".join(parts[-2:])):
            if zone := _named_zone(candidate):
                return zone
        return None if defined is None else self._make_zone(defined)

    def _make_zone(self, defined: IcsComponent) -> dt.tzinfo | None:
        """Return the zone that a file defines, or None where its definition cannot be read."""
        changes: list[tuple[dt.datetime, dt.timedelta]] = []
        for part in defined.parts:
            start, offset = parse_time(part.first("DTSTART"), None), _parse_offset(part.text("TZOFFSETTO"))
            if start is None or offset is None:
                return None
            changes.append((start.wall, offset))
            rule = RepeatRule.parse(part.text("RRULE")) if part.first("RRULE") else None
            if isinstance(rule, RepeatRule):
                first, last = (dt.datetime(year, 1, 1) for year in _ZONE_YEARS)  # noqa: DTZ001 - times of one clock
                onsets = self._expander.expand(rule, start.wall, first, last, None)
                changes += [(onset, offset) for onset in onsets or ()]
        return _FileZone(defined.text("TZID"), changes) if changes else None


class _FileZone(dt.tzinfo):
    """A time zone that a file defines by the times of its clock from which each offset is valid."""

    def __init__(self, name: str, changes: Sequence[tuple[dt.datetime, dt.timedelta]]) -> None:
        ordered = sorted(set(changes))
        self._name = name
        self._onsets = [onset for onset, _ in ordered]
        self._offsets = [offset for _, offset in ordered]

    def utcoffset(self, when: dt.datetime | None) -> dt.timedelta:
        index = len(self._onsets) if when is None else bisect_right(self._onsets, when.replace(tzinfo=None))
        return self._offsets[max(index - 1, 0)]

    def dst(self, when: dt.datetime | None) -> dt.timedelta:
        del when
        return dt.timedelta(0)

    def tzname(self, when: dt.datetime | None) -> str:
        del when
        return self._name

    def fromutc(self, when: dt.datetime) -> dt.datetime:
        return when + self.utcoffset(when + self.utcoffset(when))


def parse_time(found: IcsProperty | None, zones: ZoneFinder | None) -> IcsTime | None:
    """Return the date or time of a property, or None when it has none that exists.

    Args:
        found: The property; of a list, its first value.
        zones: Where zones are looked up; None where the property has none.
    """
    return None if found is None else next(iter(parse_times(found, zones)), None)


def parse_times(found: IcsProperty, zones: ZoneFinder | None) -> list[IcsTime]:
    """Return the dates and times of a property that may be a list, those that exist; of a span its start."""
    times = []
    for text in found.value.split(","):
        match = _MOMENT.fullmatch(text.partition("/")[0].strip())
        moment = _make_time(match, found.parameters.get("TZID", ""), zones) if match else None
        if moment is not None:
            times.append(moment)
    return times


def parse_duration(text: str) -> dt.timedelta | None:
    """Return a duration such as ``PT1H30M``, or None when it is none, is negative or is longer than ten years."""
    from icalendar.prop import vDuration

    try:
        duration: dt.timedelta = vDuration.from_ical(text.strip()[:40].upper())  # type: ignore[no-untyped-call]
    except (ValueError, OverflowError):
        return None
    return duration if dt.timedelta(0) <= duration <= _MAX_DURATION else None


def _make_time(match: re.Match[str], zone_name: str, zones: ZoneFinder | None) -> IcsTime | None:
    year, month, day, hour, minute, second = (int(group or 0) for group in match.groups()[:6])
    try:
        wall = dt.datetime(year, month, day, hour, minute, min(second, 59))  # noqa: DTZ001 - its zone is kept apart
    except ValueError:
        return None
    if not _FIRST_YEAR <= year < _LAST_YEAR:
        return None
    if match[4] is None:
        return IcsTime(wall, is_date=True, zone=None)
    if match[7]:
        return IcsTime(wall, is_date=False, zone=dt.UTC)
    zone = zones.find(zone_name) if zone_name and zones is not None else None
    return IcsTime(wall, is_date=False, zone=zone, unknown_zone=zone_name if zone_name and zone is None else "")


def _named_zone(name: str) -> dt.tzinfo | None:
    """Return the zone of a name in the zone database, or None; the name comes from a file and may be a path."""
    if name.upper() in {"UTC", "GMT", "Z", "ETC/UTC"}:
        return dt.UTC
    if not _ZONE_NAME.fullmatch(name):
        return None
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


def _parse_offset(text: str) -> dt.timedelta | None:
    match = _OFFSET.fullmatch(text.strip())
    if match is None or int(match[2]) > 23 or int(match[3]) > 59:
        return None
    offset = dt.timedelta(hours=int(match[2]), minutes=int(match[3]))
    return -offset if match[1] == "-" else offset
