"""The file of one event, after calendars had it: read again, and written over without what a person added to it.

Calendar programs reorder and refold an event, add time zones and alarms. What the planner says is replaced line by
line, and every other line of the file stays as it is.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from planner.exchange.calendars.ics_lines import LINE_BREAK, IcsComponent, IcsContents, split_ics
from planner.exchange.calendars.ics_text import LINE_END
from planner.exchange.calendars.ics_times import IcsTime, ZoneFinder, parse_duration, parse_time, to_wall
from planner.exchange.calendars.repeat_rules import Expander
from planner.exchange.calendars.workout_events import (
    EventStatus,
    Revision,
    WorkoutEvent,
    clean_description,
    clean_summary,
    event_digest,
    text_digest,
)
from planner.exchange.calendars.write_events import event_lines
from planner.exchange.calendars.write_zone import zone_lines
from planner.text import clean_line
from planner.training.refusal import RefusedError
from planner.training.weeks import DAY

_OUR_PROPERTIES = frozenset(
    {
        "UID", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "CATEGORIES",
        "STATUS", "TRANSP", "X-PLANNER-ID", "X-PLANNER-REV",
        "DURATION",  # an event has an end or a duration
    }
)  # fmt: skip
"""What the planner says in an event, and replaces when it writes it again."""
_MOST_EVENTS = 1_000
_MAX_NUMBER_DIGITS = 9
_PROPERTY_NAME = re.compile(r"[A-Za-z0-9-]+")


@dataclass(frozen=True, slots=True)
class ReadEvent:
    """An event of ours as a calendar has it.

    Attributes:
        uid: What the calendar knows it by.
        start: Its start on the clock that the person saw; a date where it has the day and no time.
        end: Its end, likewise.
        summary: Its title, one clean line.
        description: Its text, clean.
        status: Whether it takes place.
        sequence: The number of its version; 0 where the file has none.
        planner_id: The UID that the planner wrote into it, which a copy under another UID has, too; empty without.
        revision: Which of our writings it was made from; None where its program has dropped that.
        is_repeated: Whether a rule repeats it, or the file has further events of its UID.
    """

    uid: str
    start: dt.datetime | dt.date
    end: dt.datetime | dt.date
    summary: str
    description: str
    status: EventStatus
    sequence: int
    planner_id: str
    revision: int | None
    is_repeated: bool

    @property
    def digest(self) -> str:
        """Says what is in it, as `WorkoutEvent.digest` does."""
        return event_digest(self.start, self.end, self.summary, self.description, self.status)

    @property
    def text_digest(self) -> str:
        """Says which text it has, as `WorkoutEvent.text_digest` does."""
        return text_digest(self.summary, self.description)


def read_event(text: str, file: str, zone: dt.tzinfo | None = None, uid: str = "") -> ReadEvent:
    """Return the event of a file; of several the first that is no changed repetition of another.

    A time with a zone, or without any, is the time that the person saw, whatever the zone. One in UTC is nobody's, and
    is put on the runner's clock. From midnight to midnight is the whole day.

    Args:
        text: The file.
        file: The name of the file, for a refusal.
        zone: The runner's time zone; None for that of this machine.
        uid: The UID of the event; empty for that of the first in the file.

    Raises:
        RefusedError: The file has no such event, or its start cannot be read; the sentence names the file.
    """
    contents = split_ics(text, _MOST_EVENTS)
    events = [one for one in contents.events if not uid or _is_uid(one, uid)]
    masters = [one for one in events if one.first("RECURRENCE-ID") is None]
    if not masters:
        raise RefusedError(f"{clean_line(file)} has no event{f' {clean_line(uid)}' if uid else ''}.")
    event = masters[0]
    zones = ZoneFinder(contents.zones, Expander())
    start = parse_time(event.first("DTSTART"), zones)
    if start is None:
        raise RefusedError(f"{clean_line(file)}: the start of its event is missing or cannot be read.")
    begin, end = _whole_days(_as_seen(start, zone), _end_of(event, start, zones, zone))
    same = [one for one in contents.events if _is_uid(one, event.text("UID"))]
    return ReadEvent(
        uid=clean_line(event.text("UID")),
        start=begin,
        end=end,
        summary=clean_summary(event.text("SUMMARY")),
        description=clean_description(event.text("DESCRIPTION")),
        status=_status(event, contents),
        sequence=_number(event, "SEQUENCE") or 0,
        planner_id=clean_line(event.text("X-PLANNER-ID")),
        revision=_number(event, "X-PLANNER-REV"),
        is_repeated=len(same) > 1 or any(event.first(name) is not None for name in ("RRULE", "RDATE")),
    )


def rewrite_event(text: str, event: WorkoutEvent, revision: Revision, zone_name: str = "") -> str:
    """Return the file of an event with what the planner says now, and all else as it is.

    Alarms, the place, colours, repetition rules and time zones stay, and so do further events.

    Args:
        text: The file, with an event of this UID.
        event: What the planner says.
        revision: Which writing of it this is.
        zone_name: The zone of its times; empty for those of whatever clock reads them.

    Raises:
        RefusedError: The file has no event of this UID.
    """
    lines = list(_logical_lines(text))
    begin, end = _find_event(lines, event.uid)
    kept = _own_lines(lines[begin + 1 : end])
    written = [lines[begin], *event_lines(event, revision, zone_name), *kept]
    before = lines[:begin]
    if zone_name and not event.is_all_day and not _has_zone(before, zone_name):
        before += zone_lines(zone_name, event.start.year, event.end.year)
    return LINE_END.join([*before, *written, *lines[end:], ""])


def _is_uid(event: IcsComponent, uid: str) -> bool:
    return event.text("UID").strip().lower() == uid.strip().lower()


def _as_seen(time: IcsTime, zone: dt.tzinfo | None) -> dt.datetime | dt.date:
    """Return a time as the person saw it; a date where it is one."""
    if time.is_date:
        return time.wall.date()
    return to_wall(time.wall, dt.UTC, zone) if time.zone is dt.UTC else time.wall


def _end_of(event: IcsComponent, start: IcsTime, zones: ZoneFinder, zone: dt.tzinfo | None) -> dt.datetime | dt.date:
    """Return the end of an event; its start, or the day after it, where that cannot be read."""
    begin = _as_seen(start, zone)
    end = parse_time(event.first("DTEND"), zones)
    if end is not None and end.is_date == start.is_date:
        return max(_as_seen(end, zone), begin + DAY) if start.is_date else max(_as_seen(end, zone), begin)
    duration = parse_duration(event.text("DURATION")) if event.first("DURATION") is not None else None
    return begin + (duration or (DAY if start.is_date else dt.timedelta()))


def _whole_days(
    begin: dt.datetime | dt.date, end: dt.datetime | dt.date
) -> tuple[dt.datetime | dt.date, dt.datetime | dt.date]:
    """Return start and end as dates where both are midnight and differ: some programs write a whole day so."""
    if isinstance(begin, dt.datetime) and isinstance(end, dt.datetime):
        is_whole = begin.time() == end.time() == dt.time() and begin < end
        return (begin.date(), end.date()) if is_whole else (begin, end)
    return begin, end


def _status(event: IcsComponent, contents: IcsContents) -> EventStatus:
    is_cancelled = contents.is_cancellation or event.text("STATUS").strip().upper() == EventStatus.CANCELLED
    return EventStatus.CANCELLED if is_cancelled else EventStatus.CONFIRMED


def _number(event: IcsComponent, name: str) -> int | None:
    text = event.text(name).strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _MAX_NUMBER_DIGITS else None


def _logical_lines(text: str) -> Iterator[str]:
    """Yield the lines of a file, each with those that continue it; they stay folded as they are."""
    line = ""
    for part in LINE_BREAK.split(text.lstrip("\ufeff")):
        if part[:1] in {" ", "\t"} and line:
            line += LINE_END + part
        elif part:
            if line:
                yield line
            line = part
    if line:
        yield line


def _unfolded(line: str) -> str:
    return re.sub(r"\r\n[ \t]", "", line)


def _property_name(line: str) -> str:
    found = _PROPERTY_NAME.match(_unfolded(line))
    return found[0].upper() if found else ""


def _find_event(lines: list[str], uid: str) -> tuple[int, int]:
    """Return between which lines the event of a UID is that is no changed repetition.

    Raises:
        RefusedError: There is none.
    """
    begin = -1
    for number, line in enumerate(lines):
        word = _unfolded(line).strip().upper()
        if word == "BEGIN:VEVENT":
            begin = number
        elif word == "END:VEVENT" and begin >= 0:
            own = {_property_name(one): _unfolded(one) for one in _direct_lines(lines[begin + 1 : number])}
            found = own.get("UID", "").partition(":")[2].strip().lower()
            if found == uid.lower() and "RECURRENCE-ID" not in own:
                return begin, number
            begin = -1
    raise RefusedError(f"The file has no event {uid}.")


def _direct_lines(lines: list[str]) -> Iterator[str]:
    """Yield the lines of an event without those of the alarms in it."""
    depth = 0
    for line in lines:
        name = _property_name(line)
        depth += (name == "BEGIN") - (name == "END")
        if depth == 0 and name != "END":
            yield line


def _own_lines(lines: list[str]) -> Iterator[str]:
    """Yield the lines of an event that are a person's or another program's."""
    depth = 0
    for line in lines:
        name = _property_name(line)
        depth += name == "BEGIN"
        if depth > 0 or name not in _OUR_PROPERTIES:
            yield line
        depth -= name == "END"


def _has_zone(lines: list[str], zone_name: str) -> bool:
    return any(_unfolded(line).upper() == f"TZID:{zone_name}".upper() for line in lines)
