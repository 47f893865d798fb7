"""Recordings as JSON and as lines."""

from __future__ import annotations

from typing import Any

from planner.text import clean_line
from planner.training.formatting import format_bare_distance, format_day_and_year
from planner.training.measures import format_duration
from planner.training.races import Unit
from planner.training.recordings import Recording, RecordingLink


def activity_document(recording: Recording) -> dict[str, Any]:
    """Return the document of a recording: metres, seconds, beats a minute; null for what is not known."""
    return {
        "id": recording.id or None,
        "sport": recording.sport.value,
        "sport_said": recording.sport_said,
        "device_sport": recording.device_sport,
        "start_utc": recording.start_utc.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "utc_offset_s": recording.utc_offset_s,
        "local_start": recording.local_start.isoformat(timespec="seconds"),
        "date": recording.date.isoformat(),
        "distance_m": recording.distance_m,
        "duration_s": recording.duration_s,
        "moving_s": recording.moving_s,
        "elapsed_s": recording.elapsed_s,
        "avg_hr": recording.avg_hr,
        "ascent_m": recording.ascent_m,
        "title": recording.title,
        "sources": [source.name for source in recording.sources],
    }


def recording_document(recording: Recording, link: RecordingLink | None) -> dict[str, Any]:
    """Return the document of a recording with what it belongs to, and what of it was mended."""
    return {
        **activity_document(recording),
        "item": None if link is None else link.item_id,
        "double_of": recording.double_of,
        "settled": recording.settled,
        "sets": recording.sets,
        "remarks": recording.remarks,
    }


def recording_line(recording: Recording, unit: Unit, link: RecordingLink | None = None) -> str:
    """Return a recording on one line, without its day: ``12  18:05  run 10.0 km 58:20, HR 149, Evening run``."""
    sport = (
        recording.sport.value if recording.sport_said else f"unknown sport ({recording.device_sport or 'none said'})"
    )
    figures = [] if recording.distance_m is None else [f"{format_bare_distance(recording.distance_m, unit)} {unit}"]
    if recording.duration_s is not None:
        figures.append(format_duration(recording.duration_s))
    parts = [" ".join([sport, *figures])]
    if recording.avg_hr is not None:
        parts.append(f"HR {recording.avg_hr}")
    if recording.title:
        parts.append(clean_line(recording.title, 40))
    number = f"{recording.id:>4}" if recording.id else "   -"
    state = ""
    if recording.double_of is not None:
        state = f"  (perhaps recording {recording.double_of}: counts nowhere yet)"
    elif not recording.sport_said:
        state = "  (counts nowhere yet: which sport?)"
    elif link is not None:
        state = f"  -> workout {link.item_id}"
    return f"{number}  {recording.local_start:%H:%M}  {', '.join(parts)}{state}"


def recording_lines(recording: Recording, unit: Unit, link: RecordingLink | None) -> list[str]:
    """Return all that is known of a recording, a line each."""
    offset = recording.utc_offset_s
    zone = "by your time zone" if offset is None else f"UTC{offset / 3600:+g} h"
    files = ", ".join(f"{clean_line(source.name, 60)} ({source.format.value})" for source in recording.sources)
    facts = {
        "start": f"{recording.start_utc:%Y-%m-%d %H:%M:%S} UTC, {recording.local_start:%H:%M:%S} {zone}",
        "elapsed": None if recording.elapsed_s is None else format_duration(recording.elapsed_s),
        "moving": None if recording.moving_s is None else format_duration(recording.moving_s),
        "climb": None if recording.ascent_m is None else f"{recording.ascent_m:.0f} m",
        "device": clean_line(recording.device_sport, 60) or None,
        "race": "yes" if recording.is_race else None,
        "sets": clean_line(recording.sets, 200) or None,
        "files": files,
        "link": None if link is None else clean_line(link.words, 200) or f"workout {link.item_id}",
        "remarks": clean_line(recording.remarks, 400) or None,
    }
    return [
        format_day_and_year(recording.date),
        recording_line(recording, unit, link),
        *(f"      {name:<8} {value}" for name, value in facts.items() if value),
    ]
