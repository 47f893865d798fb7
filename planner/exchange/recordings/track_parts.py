"""Points of a track, summed as they come: time, distance, climb and heart rate of each part without a jump in time."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

EARTH_RADIUS_M: Final = 6_371_008.8
"""The mean radius of the WGS 84 ellipsoid."""
JOINED_GAP_S: Final = 20 * 60
"""Parts of one sport with less than this between them are one activity. A default of ours."""
_BACKWARD_JUMP_S: Final = 60
_FORWARD_JUMP_S: Final = 12 * 3600
_MAX_SPEED_M_PER_S: Final = 150
"""A step faster than this is an error of the receiver and is not counted."""
_CLIMB_M: Final = 2
"""A rise counts from 2 m on, from its valley to its peak; smaller ones are noise of the sensor. A default of ours."""
_MAX_HEART_RATE: Final = 250
_MAX_ELEVATION_M: Final = 10_000

Position = tuple[float, float]


def parse_time(text: str) -> dt.datetime | None:
    """Return the instant that a text says, with its offset; one without an offset is in UTC, as GPX and TCX want it."""
    try:
        found = dt.datetime.fromisoformat(text.strip())
        if found.tzinfo is None:
            found = found.replace(tzinfo=dt.UTC)
        found.astimezone(dt.UTC)
    except (ValueError, OverflowError):
        return None
    return found


def stated_offset_s(moment: dt.datetime | None) -> float | None:
    """Return the offset from UTC in seconds; None for UTC itself, which says nothing of where the runner was."""
    offset = moment.utcoffset() if moment else None
    return offset.total_seconds() if offset else None


def local_time(moment: dt.datetime, offset_s: int) -> dt.datetime:
    """Return what the clock of a runner shows whose time is some seconds ahead of UTC, without a zone."""
    return (moment.astimezone(dt.UTC) + dt.timedelta(seconds=offset_s)).replace(tzinfo=None)


def parse_number(text: str | None) -> float | None:
    """Return a finite number, or None for anything else."""
    try:
        number = float(text or "")
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def parse_heart_rate(text: str) -> float | None:
    """Return a heart rate in beats a minute; None where there is none, which some devices write as 0."""
    number = parse_number(text)
    return number if number is not None and 0 < number <= _MAX_HEART_RATE else None


def parse_position(latitude: str | None, longitude: str | None) -> Position | None:
    """Return a position in degrees; None for an impossible one, and for 0, 0, which means that none was found yet."""
    lat, lon = parse_number(latitude), parse_number(longitude)
    if lat is None or lon is None or abs(lat) > 90 or abs(lon) > 180 or (lat, lon) == (0, 0):
        return None
    return lat, lon


def haversine_m(start: Position, end: Position) -> float:
    """Return the distance between two positions on the sphere in metres."""
    lat, other_lat = math.radians(start[0]), math.radians(end[0])
    half_lon = math.radians(end[1] - start[1]) / 2
    square = math.sin((other_lat - lat) / 2) ** 2 + math.cos(lat) * math.cos(other_lat) * math.sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_M * math.asin(min(1.0, math.sqrt(square)))


@dataclass(slots=True)
class Climb:
    """The metres climbed, from each valley to the peak after it."""

    total_m: float = 0.0
    is_known: bool = False
    _low: float = 0.0
    _high: float = 0.0
    _rises: bool = False

    def add(self, elevation_m: float) -> None:
        """Count an elevation that follows the one before."""
        if not self.is_known:
            self.is_known, self._low = True, elevation_m
        elif not self._rises:
            self._low = min(self._low, elevation_m)
            if elevation_m - self._low >= _CLIMB_M:
                self._rises, self._high = True, elevation_m
                self.total_m += elevation_m - self._low
        elif elevation_m > self._high:
            self.total_m += elevation_m - self._high
            self._high = elevation_m
        elif self._high - elevation_m >= _CLIMB_M:
            self._rises, self._low = False, elevation_m


@dataclass(slots=True)
class TrackPart:
    """Points of one segment whose clock runs on.

    Attributes:
        start: Its earliest instant, with the offset that the file gives.
        end: Its latest instant.
        track: The number of its track, from 1.
        distance_m: Metres along the points from the first with a time to the last.
        has_positions: Whether a distance can be known.
        heart_rates: How many points have a heart rate.
    """

    start: dt.datetime
    end: dt.datetime
    track: int = 1
    points: int = 0
    distance_m: float = 0.0
    has_positions: bool = False
    climb: Climb = field(default_factory=Climb)
    heart_rates: int = 0
    heart_rate_sum: float = 0.0
    _position: Position | None = None
    _position_at: dt.datetime | None = None
    _pending_m: float = 0.0

    def continues(self, at: dt.datetime) -> bool:
        """Return whether a point at this instant can follow: the clock neither goes back nor leaps by half a day."""
        seconds = (at - self.end).total_seconds()
        return -_BACKWARD_JUMP_S <= seconds <= _FORWARD_JUMP_S

    def add(
        self, at: dt.datetime, position: Position | None, elevation_m: float | None, heart_rate: float | None
    ) -> None:
        """Count a point with a time."""
        self.points += 1
        self.start = min(self.start, at)
        self.end = max(self.end, at)
        if position is not None:
            self.distance_m += self._pending_m + self._step_m(position, at)
            self._pending_m = 0.0
            self._position, self._position_at = position, at
        if elevation_m is not None and abs(elevation_m) < _MAX_ELEVATION_M:
            self.climb.add(elevation_m)
        if heart_rate is not None:
            self.heart_rates += 1
            self.heart_rate_sum += heart_rate

    def add_untimed(self, position: Position | None) -> None:
        """Count the way to a point without a time, which belongs to the part if a point with one follows."""
        if position is not None:
            self._pending_m += self._step_m(position, None)
            self._position, self._position_at = position, None

    def _step_m(self, position: Position, at: dt.datetime | None) -> float:
        if self._position is None:
            return 0.0
        self.has_positions = True
        metres = haversine_m(self._position, position)
        if at is None or self._position_at is None:
            return metres
        seconds = max(1.0, abs((at - self._position_at).total_seconds()))
        return metres if metres <= seconds * _MAX_SPEED_M_PER_S else 0.0


def join_parts(parts: Iterable[TrackPart]) -> list[list[TrackPart]]:
    """Return parts of one sport in groups, each of them one activity: less than 20 min lie between its parts."""
    groups: list[list[TrackPart]] = []
    end = None
    for part in sorted(parts, key=lambda part: (part.start, part.end)):
        if end is not None and (part.start - end).total_seconds() < JOINED_GAP_S:
            groups[-1].append(part)
            end = max(end, part.end)
        else:
            groups.append([part])
            end = part.end
    return groups


def covered_s(parts: Sequence[TrackPart]) -> float:
    """Return the seconds that parts in order of their start cover; the time between them is a pause."""
    seconds, end = 0.0, None
    for part in parts:
        start = part.start if end is None else max(part.start, end)
        seconds += max(0.0, (part.end - start).total_seconds())
        end = part.end if end is None else max(end, part.end)
    return seconds


def mean_heart_rate(parts: Sequence[TrackPart]) -> int | None:
    """Return the mean heart rate of all points that have one, in beats a minute."""
    points = sum(part.heart_rates for part in parts)
    return round(sum(part.heart_rate_sum for part in parts) / points) if points else None


def total_distance_m(parts: Sequence[TrackPart]) -> float | None:
    """Return the metres along all parts, to the decimetre; None where no way was recorded."""
    metres = sum(part.distance_m for part in parts)
    return round(metres, 1) or None


def total_climb_m(parts: Sequence[TrackPart]) -> float | None:
    """Return the metres climbed in all parts; None where no point has an elevation."""
    climbs = [part.climb.total_m for part in parts if part.climb.is_known]
    return round(sum(climbs), 1) if climbs else None
