"""Recordings in TCX files: the totals of their laps, and their points where a lap has no totals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from planner.exchange.recordings.sport_words import find_sport
from planner.exchange.recordings.track_parts import (
    Position,
    TrackPart,
    covered_s,
    local_time,
    mean_heart_rate,
    parse_heart_rate,
    parse_number,
    parse_position,
    parse_time,
    stated_offset_s,
    total_distance_m,
)
from planner.exchange.recordings.xml_events import Attributes, XmlReader, read_xml
from planner.text import clean_line, join_words
from planner.training.recordings import (
    FileReading,
    FileVerdict,
    ParsedActivity,
    RecordingFormat,
    credible_offset_s,
    is_believed,
)

_SPORT_LIMIT: Final = 60
_LONGEST_LAP_S: Final = 7 * 86_400
_LONGEST_LAP_M: Final = 2_000_000


@dataclass(slots=True)
class _Lap:
    """One lap: its totals as the file gives them, and what its points say."""

    start: dt.datetime | None = None
    duration_s: float | None = None
    distance_m: float | None = None
    heart_rate: float | None = None
    parts: list[TrackPart] = field(default_factory=list)
    first_m: float | None = None
    last_m: float | None = None

    @property
    def best_duration_s(self) -> float:
        return self.duration_s or covered_s(sorted(self.parts, key=lambda part: part.start))

    @property
    def best_distance_m(self) -> float:
        """Metres by the lap's total, else by the distances at its points, else along their positions."""
        if self.distance_m:
            return self.distance_m
        between = (self.last_m or 0) - (self.first_m or 0)
        return between if between > 0 else total_distance_m(self.parts) or 0


@dataclass(slots=True)
class _Activity:
    """One activity with its laps."""

    sport_words: str
    start: dt.datetime | None = None
    title: str = ""
    laps: list[_Lap] = field(default_factory=list)

    @property
    def starts(self) -> list[dt.datetime]:
        """Where it may begin by what the file says, the most trusted first."""
        laps = [lap.start for lap in self.laps]
        points = [part.start for lap in self.laps for part in lap.parts]
        return [start for start in (*laps[:1], self.start, *laps[1:], *points) if start is not None]


class _TcxReader(XmlReader):
    """Collects activities while the document is read."""

    def __init__(self) -> None:
        super().__init__()
        self.activities: list[_Activity] = []
        self.has_course = False
        self.has_workout = False
        self._lap: _Lap | None = None
        self._part: TrackPart | None = None
        self._in_point = False
        self._in_heart_rate = False
        self._in_training = False
        self._at: dt.datetime | None = None
        self._latitude = ""
        self._longitude = ""
        self._heart_rate: float | None = None
        self.opened: dict[str, Callable[[Attributes], None]] = {
            "Activity": self._open_activity,
            "Lap": self._open_lap,
            "Track": self._open_track,
            "Trackpoint": self._open_point,
            "HeartRateBpm": self._open_heart_rate,
            "AverageHeartRateBpm": self._open_heart_rate,
            "Training": self._open_training,
            "Course": self._open_course,
            "Workout": self._open_workout,
        }
        self.closed: dict[str, Callable[[str], None]] = {
            "Lap": self._close_lap,
            "Trackpoint": self._close_point,
            "HeartRateBpm": self._close_heart_rate,
            "AverageHeartRateBpm": self._close_heart_rate,
            "Training": self._close_training,
            "Id": self._read_id,
            "Notes": self._read_notes,
            "TotalTimeSeconds": self._read_lap_time,
            "DistanceMeters": self._read_distance,
            "Value": self._read_value,
            "Time": self._read_time,
            "LatitudeDegrees": self._read_latitude,
            "LongitudeDegrees": self._read_longitude,
        }

    def _open_activity(self, attributes: Attributes) -> None:
        self.activities.append(_Activity(clean_line(attributes.get("Sport", ""), _SPORT_LIMIT)))
        self._lap = self._part = None

    def _open_lap(self, attributes: Attributes) -> None:
        if self.activities and not self.has_course:
            self._lap = _Lap(parse_time(attributes.get("StartTime", "")))
            self.activities[-1].laps.append(self._lap)
            self._part = None

    def _close_lap(self, _text: str) -> None:
        self._lap = None

    def _open_track(self, _attributes: Attributes) -> None:
        self._part = None

    def _open_training(self, _attributes: Attributes) -> None:
        self._in_training = True

    def _close_training(self, _text: str) -> None:
        self._in_training = False

    def _open_course(self, _attributes: Attributes) -> None:
        self.has_course = True

    def _open_workout(self, _attributes: Attributes) -> None:
        self.has_workout = True

    def _open_heart_rate(self, _attributes: Attributes) -> None:
        self._in_heart_rate = True

    def _close_heart_rate(self, _text: str) -> None:
        self._in_heart_rate = False

    def _open_point(self, _attributes: Attributes) -> None:
        self._in_point = True
        self._at = self._heart_rate = None
        self._latitude = self._longitude = ""

    def _close_point(self, _text: str) -> None:
        self._in_point = False
        lap = self._lap
        if lap is None or self._at is None:
            return
        if self._part is None or not self._part.continues(self._at):
            self._part = TrackPart(self._at, self._at)
            lap.parts.append(self._part)
        self._part.add(self._at, self._position(), None, self._heart_rate)

    def _position(self) -> Position | None:
        return parse_position(self._latitude, self._longitude)

    def _read_id(self, text: str) -> None:
        if self.activities and self.activities[-1].start is None and not self._in_training:
            self.activities[-1].start = parse_time(text)

    def _read_notes(self, text: str) -> None:
        if self.activities and self._lap is None and not self._in_training:
            self.activities[-1].title = clean_line(text)

    def _read_lap_time(self, text: str) -> None:
        if self._lap is not None:
            self._lap.duration_s = _parse_total(text, _LONGEST_LAP_S)

    def _read_distance(self, text: str) -> None:
        lap = self._lap
        if lap is None:
            return
        metres = _parse_total(text, _LONGEST_LAP_M)
        if not self._in_point:
            lap.distance_m = metres
        elif metres is not None:
            lap.first_m = metres if lap.first_m is None else lap.first_m
            lap.last_m = max(metres, lap.last_m or 0)

    def _read_value(self, text: str) -> None:
        if not self._in_heart_rate:
            return
        if self._in_point:
            self._heart_rate = parse_heart_rate(text)
        elif self._lap is not None:
            self._lap.heart_rate = parse_heart_rate(text)

    def _read_time(self, text: str) -> None:
        if self._in_point:
            self._at = parse_time(text)

    def _read_latitude(self, text: str) -> None:
        self._latitude = text

    def _read_longitude(self, text: str) -> None:
        self._longitude = text


def read_tcx(data: bytes, now: dt.datetime) -> FileReading:
    """Return what a TCX file holds; its times are UTC unless they give an offset.

    The format has no elapsed time and no total climb, so neither is known; "Other" is its word for any sport but
    running and cycling, strength included, so that sport is not said.

    Args:
        data: The file.
        now: The present instant.
    """
    found, end = read_xml(data, _TcxReader)
    if end.is_refused:
        return FileReading(FileVerdict.SKIPPED, reason=f"{end.problem}: not read")
    remarks = []
    if end.problem:
        remarks.append(f"{end.problem}; what comes before is kept")
    if end.is_mended:
        remarks.append("signs that are no XML are replaced")
    measured = [activity for activity in found.activities if any(lap.best_duration_s > 0 for lap in activity.laps)]
    dated = [(activity, _believed_start(activity, now)) for activity in measured]
    kept = tuple(_make_activity(activity, start, tuple(remarks)) for activity, start in dated if start is not None)
    if not kept:
        return _skip(found, measured, end.problem)
    if left_out := len(found.activities) - len(kept):
        remarks.append(f"{left_out} of its {len(found.activities)} activities without a time or a date left out")
    verdict = FileVerdict.DAMAGED_BUT_KEPT if remarks else FileVerdict.IMPORTED
    return FileReading(verdict, kept, "; ".join(remarks))


def _believed_start(activity: _Activity, now: dt.datetime) -> dt.datetime | None:
    return next((start for start in activity.starts if is_believed(start, now)), None)


def _make_activity(activity: _Activity, start: dt.datetime | None, remarks: tuple[str, ...] = ()) -> ParsedActivity:
    """Return an activity with the sums of its laps.

    Args:
        activity: The activity.
        start: Its start; None where none can be believed.
        remarks: What is wrong with the file.
    """
    sport = find_sport(activity.sport_words)
    offset_s = credible_offset_s(stated_offset_s(start))
    start_utc = start.astimezone(dt.UTC).replace(microsecond=0) if start else None
    duration_s = sum(lap.best_duration_s for lap in activity.laps)
    distance_m = sum(lap.best_distance_m for lap in activity.laps)
    return ParsedActivity(
        format=RecordingFormat.TCX,
        sport=sport.sport,
        sport_said=sport.is_said,
        device_sport=activity.sport_words,
        start_utc=start_utc,
        utc_offset_s=offset_s,
        local_start=None if offset_s is None or start_utc is None else local_time(start_utc, offset_s),
        distance_m=round(distance_m, 2) or None,
        duration_s=round(duration_s, 3),
        avg_hr=_mean_heart_rate(activity.laps),
        title=activity.title,
        remarks=remarks,
    )


def _mean_heart_rate(laps: Sequence[_Lap]) -> int | None:
    """Return the mean heart rate of all points, else of the laps that have one, each by its time, in beats a minute."""
    if (of_points := mean_heart_rate([part for lap in laps for part in lap.parts])) is not None:
        return of_points
    weighted = [(lap.heart_rate, lap.best_duration_s) for lap in laps if lap.heart_rate is not None]
    total_s = sum(seconds for _, seconds in weighted)
    return round(sum(rate * seconds for rate, seconds in weighted) / total_s) if total_s else None


def _skip(found: _TcxReader, measured: Sequence[_Activity], problem: str) -> FileReading:
    """Return why nothing of a file is imported; what only lacks a date is kept with it."""
    if measured:
        years = sorted({start.year for activity in measured for start in activity.starts})[:3]
        lie = f"all times lie in {join_words(map(str, years))}" if years else "no times"
        undated = tuple(_make_activity(activity, None) for activity in measured)
        reason = f"{lie}: no date can be believed; give its date"
        return FileReading(FileVerdict.SKIPPED, undated, reason, needs_date=True)
    if problem:
        reason = f"{problem}, before anything to import"
    elif found.activities:
        reason = "it has an activity without laps or points: nothing to import"
    elif found.has_course:
        reason = "it is a course, not an activity"
    elif found.has_workout:
        reason = "it is a workout to follow, not an activity"
    else:
        reason = "it has no activity: nothing to import"
    return FileReading(FileVerdict.SKIPPED, reason=reason)


def _parse_total(text: str, most: float) -> float | None:
    """Return a total that is neither negative nor absurd, else None."""
    total = parse_number(text)
    return total if total is not None and 0 <= total <= most else None
