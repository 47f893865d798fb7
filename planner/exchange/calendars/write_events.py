"""Events of workouts as an ICS file: all of them in one, or one alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.exchange.calendars.ics_text import LINE_END, instant_line, list_line, text_line, time_line
from planner.exchange.calendars.workout_events import Revision, WorkoutEvent
from planner.exchange.calendars.write_zone import zone_lines

PRODUCT = "-//planner//planner//EN"


def write_calendar(
    events: Iterable[tuple[WorkoutEvent, Revision]],
    *,
    name: str = "",
    zone_name: str = "",
    has_zone_times: bool = False,
) -> str:
    """Return the text of an ICS file.

    Args:
        events: The events with their writings, in the order of the file.
        name: What calendars call it; empty leaves that to them.
        zone_name: The runner's time zone, named in the file; empty where none is known.
        has_zone_times: Whether times are written as those of that zone. Else they are those of whatever clock reads
            them, so that a run at seven is one at seven on a journey, too.
    """
    listed = list(events)
    times_of = zone_name if has_zone_times else ""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN"]
    lines += [text_line("X-WR-CALNAME", name)] if name else []
    lines += [text_line("X-WR-TIMEZONE", zone_name)] if zone_name else []
    timed = [event for event, _ in listed if not event.is_all_day]
    if times_of and timed:
        lines += zone_lines(times_of, min(one.start.year for one in timed), max(one.end.year for one in timed))
    for event, revision in listed:
        lines.append("BEGIN:VEVENT")
        lines += event_lines(event, revision, times_of)
        lines.append("END:VEVENT")
    lines += ["END:VCALENDAR", ""]
    return LINE_END.join(lines)


def event_lines(event: WorkoutEvent, revision: Revision, zone_name: str = "") -> Iterator[str]:
    """Yield the lines of all that the planner says in an event.

    Args:
        event: The event.
        revision: Which writing of it this is.
        zone_name: The zone of its times; empty for those of whatever clock reads them.
    """
    yield f"UID:{event.uid}"
    yield instant_line("DTSTAMP", revision.made_at)
    yield instant_line("LAST-MODIFIED", revision.made_at)
    yield f"SEQUENCE:{revision.number}"
    yield time_line("DTSTART", event.start, zone_name)
    yield time_line("DTEND", event.end, zone_name)
    yield text_line("SUMMARY", event.summary)
    if event.description:
        yield text_line("DESCRIPTION", event.description)
    if event.categories:
        yield list_line("CATEGORIES", event.categories)
    yield f"STATUS:{event.status}"
    yield f"TRANSP:{'TRANSPARENT' if event.is_all_day else 'OPAQUE'}"
    yield f"X-PLANNER-ID:{event.uid}"
    yield f"X-PLANNER-REV:{revision.number}"
