"""Recordings in GPX files: what their points say of time, distance, climb and heart rate.

Distance is the sum along the points within each segment, on the sphere. Tracks and segments of one sport with less than
20 min between them are one activity; the time between them is a pause.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from planner.exchange.recordings.sport_words import find_sport
from planner.exchange.recordings.track_parts import (
    Position,
    TrackPart,
    covered_s,
    join_parts,
    local_time,
    mean_heart_rate,
    parse_heart_rate,
    parse_number,
    parse_position,
    parse_time,
    stated_offset_s,
    total_climb_m,
    total_distance_m,
)
from planner.exchange.recordings.xml_events import Attributes, XmlReader, read_xml
from planner.text import clean_line, format_count, join_first, join_words
from planner.training.recordings import (
    FileReading,
    FileVerdict,
    ParsedActivity,
    RecordingFormat,
    credible_offset_s,
    is_believed,
)
from planner.training.workouts import Sport

_HEART_RATE: Final = ("hr", "heartrate", "heart_rate", "heartRate", "HeartRate")
"""The names that programs give to a heart rate, in whichever extension they put it."""
_SPORT_LIMIT: Final = 60
_LEAST_TO_DATE_S: Final = 60
"""A recording without a date is worth asking about from this length on."""
_STRAVA_CODES: Final = {"1": "cycling", "9": "running"}
"""The numbers that Strava wrote in place of a type; the others are not known for certain."""


@dataclass(slots=True)
class _Track:
    """One track: what it is called and the parts of it that have times."""

    number: int
    sport_words: str = ""
    title: str = ""
    points: int = 0
    parts: list[TrackPart] = field(default_factory=list)

    @property
    def sport_key(self) -> str:
        """What must be equal for two tracks to be of one sport: the class, or the words of any other sport."""
        sport = find_sport(self.sport_words).sport
        return str(sport) if sport in {Sport.RUN, Sport.STRENGTH} else f"other {self.sport_words.casefold()}"


class _GpxReader(XmlReader):
    """Collects tracks while the document is read."""

    def __init__(self) -> None:
        super().__init__()
        self.tracks: list[_Track] = []
        self.has_route = False
        self.has_waypoint = False
        self._creator = ""
        self._track: _Track | None = None
        self._part: TrackPart | None = None
        self._in_link = False
        self._in_point = False
        self._position: Position | None = None
        self._at: dt.datetime | None = None
        self._elevation_m: float | None = None
        self._heart_rate: float | None = None
        self.opened = {
            "gpx": self._open_file,
            "trk": self._open_track,
            "trkseg": self._open_segment,
            "trkpt": self._open_point,
            "link": self._open_link,
            "rte": self._open_route,
            "wpt": self._open_waypoint,
        }
        self.closed = {
            "trk": self._close_track,
            "trkpt": self._close_point,
            "link": self._close_link,
            "time": self._read_time,
            "ele": self._read_elevation,
            "name": self._read_name,
            "type": self._read_type,
        } | dict.fromkeys(_HEART_RATE, self._read_heart_rate)

    def _open_file(self, attributes: Attributes) -> None:
        self._creator = attributes.get("creator", "")

    def _open_track(self, _attributes: Attributes) -> None:
        self._track = _Track(len(self.tracks) + 1)
        self.tracks.append(self._track)
        self._part = None

    def _close_track(self, _text: str) -> None:
        self._track = None

    def _open_segment(self, _attributes: Attributes) -> None:
        self._part = None

    def _open_link(self, _attributes: Attributes) -> None:
        self._in_link = True

    def _close_link(self, _text: str) -> None:
        self._in_link = False

    def _open_route(self, _attributes: Attributes) -> None:
        self.has_route = True

    def _open_waypoint(self, _attributes: Attributes) -> None:
        self.has_waypoint = True

    def _open_point(self, attributes: Attributes) -> None:
        self._in_point = True
        self._position = parse_position(attributes.get("lat"), attributes.get("lon"))
        self._at = self._elevation_m = self._heart_rate = None

    def _close_point(self, _text: str) -> None:
        self._in_point = False
        track = self._track
        if track is None:
            return
        track.points += 1
        if self._at is None:
            if self._part is not None:
                self._part.add_untimed(self._position)
            return
        if self._part is None or not self._part.continues(self._at):
            self._part = TrackPart(self._at, self._at, track.number)
            track.parts.append(self._part)
        self._part.add(self._at, self._position, self._elevation_m, self._heart_rate)

    def _read_time(self, text: str) -> None:
        if self._in_point and self._at is None:
            self._at = parse_time(text)

    def _read_elevation(self, text: str) -> None:
        if self._in_point:
            self._elevation_m = parse_number(text)

    def _read_heart_rate(self, text: str) -> None:
        if self._in_point:
            self._heart_rate = parse_heart_rate(text)

    def _read_name(self, text: str) -> None:
        if self._track is not None and not self._in_point and not self._track.title:
            self._track.title = clean_line(text)

    def _read_type(self, text: str) -> None:
        if self._track is not None and not self._in_point and not self._in_link and not self._track.sport_words:
            words = clean_line(text, _SPORT_LIMIT)
            if self._creator.startswith("StravaGPX"):
                words = _STRAVA_CODES.get(words, words)
            self._track.sport_words = words


def read_gpx(data: bytes, now: dt.datetime) -> FileReading:
    """Return what a GPX file holds; its times are UTC unless they give an offset.

    Args:
        data: The file.
        now: The present instant.
    """
    found, end = read_xml(data, _GpxReader)
    if end.is_refused:
        return FileReading(FileVerdict.SKIPPED, reason=f"{end.problem}: not read")
    parts = [part for track in found.tracks for part in track.parts]
    believed = [part for part in parts if is_believed(part.start, now) and is_believed(part.end, now)]
    groups = _group_parts(found.tracks, believed)
    if not groups:
        return _skip(found, believed, parts, end.problem)
    lost = sum(part.points for part in parts) - sum(part.points for group in groups for part in group)
    remarks = [
        f"{end.problem}; what comes before is kept" if end.problem else "",
        "signs that are no XML are replaced" if end.is_mended else "",
        _describe_tracks((track for track in found.tracks if track.points and not track.parts), "no times"),
        f"{format_count(lost, 'point')} of another time left out" if lost else "",
    ]
    is_whole = not any(remarks)
    remarks.append(_describe_tracks((track for track in found.tracks if not track.points), "no points"))
    kept = tuple(remark for remark in remarks if remark)
    return FileReading(
        FileVerdict.IMPORTED if is_whole else FileVerdict.DAMAGED_BUT_KEPT,
        tuple(replace(_make_activity(found.tracks, group), remarks=kept) for group in groups),
        "" if is_whole else "; ".join(kept),
    )


def _group_parts(tracks: Sequence[_Track], parts: Iterable[TrackPart]) -> list[list[TrackPart]]:
    """Return the parts of each activity, by its start; a single point makes none."""
    by_sport: dict[str, list[TrackPart]] = {}
    for part in parts:
        by_sport.setdefault(tracks[part.track - 1].sport_key, []).append(part)
    groups = [group for alike in by_sport.values() for group in join_parts(alike) if covered_s(group) > 0]
    return sorted(groups, key=lambda group: group[0].start)


def _make_activity(tracks: Sequence[_Track], group: Sequence[TrackPart]) -> ParsedActivity:
    """Return the activity that some parts make, without what is wrong with the file."""
    own = [tracks[part.track - 1] for part in group]
    words = next((track.sport_words for track in own if track.sport_words), "")
    sport = find_sport(words)
    start = group[0].start
    offset_s = credible_offset_s(stated_offset_s(start))
    start_utc = start.astimezone(dt.UTC).replace(microsecond=0)
    elapsed_s = (max(part.end for part in group) - start).total_seconds()
    return ParsedActivity(
        format=RecordingFormat.GPX,
        sport=sport.sport,
        sport_said=sport.is_said,
        device_sport=words,
        start_utc=start_utc,
        utc_offset_s=offset_s,
        local_start=None if offset_s is None else local_time(start_utc, offset_s),
        distance_m=total_distance_m(group),
        duration_s=round(covered_s(group), 3),
        elapsed_s=round(elapsed_s, 3),
        avg_hr=mean_heart_rate(group),
        ascent_m=total_climb_m(group),
        title=next((track.title for track in own if track.title), ""),
    )


def _skip(found: _GpxReader, believed: Sequence[TrackPart], parts: Sequence[TrackPart], problem: str) -> FileReading:
    """Return why nothing of a file is imported; what only lacks a date is kept with it."""
    if not believed and parts:
        years = join_words(str(year) for year in sorted({part.start.year for part in parts})[:3])
        groups = [group for group in _group_parts(found.tracks, parts) if covered_s(group) >= _LEAST_TO_DATE_S]
        undated = tuple(
            replace(_make_activity(found.tracks, group), start_utc=None, utc_offset_s=None, local_start=None)
            for group in groups
        )
        ask = "; give its date" if undated else ""
        reason = f"all times lie in {years}: no date can be believed{ask}"
        return FileReading(FileVerdict.SKIPPED, undated, reason, needs_date=bool(undated))
    if problem:
        reason = f"{problem}, before anything to import"
    elif believed:
        reason = "it has one point only: nothing to import"
    elif any(track.points for track in found.tracks):
        reason = "it has no times: no date"
    elif found.tracks:
        reason = "its track has no points: nothing to import"
    elif found.has_route:
        reason = "it is a route, not an activity"
    elif found.has_waypoint:
        reason = "it has waypoints only, no track: not an activity"
    else:
        reason = "it has no track: not an activity"
    return FileReading(FileVerdict.SKIPPED, reason=reason)


def _describe_tracks(tracks: Iterable[_Track], lack: str) -> str:
    """Return that tracks are left out and why, such as ``track 2 has no times and is left out``; empty for none."""
    numbers = [str(track.number) for track in tracks]
    if not numbers:
        return ""
    if len(numbers) == 1:
        return f"track {numbers[0]} has {lack} and is left out"
    return f"tracks {join_first(numbers)} have {lack} and are left out"
