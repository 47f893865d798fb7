"""The text of an ICS file, taken apart into the properties of its events.

It is taken apart line by line, so that a broken event costs that event and not the file, and so that a hostile file of
ten megabytes costs time in proportion to its size and no more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

LINE_BREAK = re.compile(r"\r\n|\n|\r")
_NAME = re.compile(r"[A-Za-z0-9-]{1,40}")
_PARAMETERS = re.compile(r'(?:[^":]++|"[^"]*+")*+:')
_PARAMETER = re.compile(r';([A-Za-z0-9-]{1,40})=("[^"]*+"|[^;:"]*+)')
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_EVENT_PROPERTIES = frozenset(
    {
        "UID",
        "RECURRENCE-ID",
        "SEQUENCE",
        "SUMMARY",
        "DESCRIPTION",
        "CATEGORIES",
        "DTSTART",
        "DTEND",
        "DURATION",
        "RRULE",
        "RDATE",
        "EXDATE",
        "STATUS",
        "TRANSP",
        "X-MICROSOFT-CDO-BUSYSTATUS",
        "X-PLANNER-ID",
        "X-PLANNER-REV",
        "X-WORKOUT-ESTIMATED-DURATION",
    }
)
_ZONE_PROPERTIES = frozenset({"TZID", "X-LIC-LOCATION", "DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "RRULE", "RDATE"})
_KEPT_PROPERTIES = {
    "VEVENT": _EVENT_PROPERTIES,
    "VCALENDAR": frozenset({"X-WR-CALNAME", "X-WR-TIMEZONE", "METHOD"}),
    "VTIMEZONE": _ZONE_PROPERTIES,
    "STANDARD": _ZONE_PROPERTIES,
    "DAYLIGHT": _ZONE_PROPERTIES,
}
_OTHER_KINDS = {"VTODO": "to-do", "VJOURNAL": "journal entry", "VFREEBUSY": "free-busy list"}
_MAX_PROPERTIES = 2_000
"""Of one event: a weekly event of twenty years has 1,000 dates that are left out, a line for each."""
_MAX_ZONES = 200
_MAX_DEPTH = 20


@dataclass(frozen=True, slots=True)
class IcsProperty:
    """One property of an event: its value as it is written, and its parameters by upper-case name."""

    value: str
    parameters: dict[str, str]

    @property
    def text(self) -> str:
        """The value as text: escapes written out."""
        if "\\" not in self.value:
            return self.value
        return _ESCAPE.sub(lambda escape: "\n" if escape[1] in "nN" else escape[1], self.value)


@dataclass(slots=True)
class IcsComponent:
    """One event or time zone: its properties by upper-case name, and what it contains."""

    name: str
    properties: dict[str, list[IcsProperty]] = field(default_factory=dict)
    parts: list[IcsComponent] = field(default_factory=list)
    property_count: int = 0

    def first(self, name: str) -> IcsProperty | None:
        """Return the first property of a name, or None."""
        found = self.properties.get(name)
        return found[0] if found else None

    def text(self, name: str) -> str:
        """Return the text of the first property of a name; empty when there is none."""
        found = self.first(name)
        return "" if found is None else found.text

    def add(self, name: str, value: IcsProperty) -> None:
        """Keep one more property."""
        if self.property_count < _MAX_PROPERTIES:
            self.property_count += 1
            self.properties.setdefault(name, []).append(value)


@dataclass(slots=True)
class IcsContents:
    """What an ICS file contains.

    Attributes:
        events: Its events as they are written, in order.
        zones: The time zones that it defines.
        names: The names of its calendars.
        zone_name: The time zone that the last of its calendars says it is kept in; may be empty.
        is_cancellation: Whether it is the notice that its events do not take place.
        other_kinds: How many other things it contains, by their kind.
        events_left_out: How many events come after the largest number that is read.
        unfinished_events: How many events have no end in the file.
    """

    events: list[IcsComponent] = field(default_factory=list)
    zones: list[IcsComponent] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    zone_name: str = ""
    is_cancellation: bool = False
    other_kinds: dict[str, int] = field(default_factory=dict)
    events_left_out: int = 0
    unfinished_events: int = 0


def is_ics(text: str) -> bool:
    """Return whether a text begins as an ICS file does."""
    return text.lstrip("\ufeff \t\r\n")[:15].upper() == "BEGIN:VCALENDAR"


def split_ics(text: str, max_events: int) -> IcsContents:
    """Return what a decoded ICS file contains.

    Args:
        text: The file.
        max_events: So many events are kept; the others are counted.
    """
    contents = IcsContents()
    open_parts: list[IcsComponent] = []
    for line in _unfolded_lines(text):
        name, separator, _ = line.partition(":")
        name = name.upper()
        if separator and name == "BEGIN":
            _begin(line[6:].strip().upper(), open_parts, contents)
        elif separator and name == "END":
            _end(line[4:].strip().upper(), open_parts, contents, max_events)
        elif open_parts:
            _add_property(line, open_parts[-1], contents)
    contents.unfinished_events += sum(part.name == "VEVENT" for part in open_parts)
    return contents


def _unfolded_lines(text: str) -> Iterator[str]:
    """Yield the lines of a file, those that continue on the next line as one."""
    parts: list[str] = []
    for line in LINE_BREAK.split(text):
        if line[:1] in {" ", "\t"} and parts:
            parts.append(line[1:])
        elif line:
            if parts:
                yield "".join(parts)
            parts = [line]
    if parts:
        yield "".join(parts)


def _begin(name: str, open_parts: list[IcsComponent], contents: IcsContents) -> None:
    if name in {"VEVENT", "VCALENDAR"}:  # neither lies in an event, so what is still open was cut off
        contents.unfinished_events += sum(part.name == "VEVENT" for part in open_parts)
        open_parts.clear()
    if name in _OTHER_KINDS:
        kind = _OTHER_KINDS[name]
        contents.other_kinds[kind] = contents.other_kinds.get(kind, 0) + 1
    if len(open_parts) < _MAX_DEPTH:
        open_parts.append(IcsComponent(name))


def _end(name: str, open_parts: list[IcsComponent], contents: IcsContents, max_events: int) -> None:
    index = next((index for index in range(len(open_parts) - 1, -1, -1) if open_parts[index].name == name), None)
    if index is None:
        return
    contents.unfinished_events += sum(part.name == "VEVENT" for part in open_parts[index + 1 :])
    part = open_parts[index]
    del open_parts[index:]
    if name == "VEVENT":
        if len(contents.events) < max_events:
            contents.events.append(part)
        else:
            contents.events_left_out += 1
    elif name == "VTIMEZONE" and len(contents.zones) < _MAX_ZONES:
        contents.zones.append(part)
    elif name in {"STANDARD", "DAYLIGHT"} and open_parts and len(open_parts[-1].parts) < _MAX_ZONES:
        open_parts[-1].parts.append(part)


def _add_property(line: str, part: IcsComponent, contents: IcsContents) -> None:
    kept = _KEPT_PROPERTIES.get(part.name)
    match = _NAME.match(line) if kept is not None else None
    if match is None or kept is None:
        return
    name = match[0].upper()
    if name not in kept:
        return
    rest = line[match.end() :]
    if rest.startswith(":"):
        found = IcsProperty(rest[1:], {})
    else:
        parameters = _PARAMETERS.match(rest)
        if parameters is None:
            return
        found = IcsProperty(
            rest[parameters.end() :],
            {key.upper(): value.strip('"') for key, value in _PARAMETER.findall(parameters[0])},
        )
    if part.name == "VCALENDAR":
        if name == "METHOD":
            contents.is_cancellation = contents.is_cancellation or found.value.strip().upper() == "CANCEL"
        elif name == "X-WR-TIMEZONE":
            contents.zone_name = found.text.strip()
        elif found.value.strip():
            contents.names.append(found.text.strip())
        return
    part.add(name, found)
