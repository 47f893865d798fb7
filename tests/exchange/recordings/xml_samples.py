"""GPX and TCX files made of a few points."""

import datetime as dt
from collections.abc import Iterable

NOW = dt.datetime(2027, 1, 5, 12, tzinfo=dt.UTC)
START = dt.datetime(2027, 1, 4, 6, tzinfo=dt.UTC)
METRES_PER_DEGREE = 111_195.08
"""Along a meridian of the sphere that distances are taken on."""


def gpx_point(
    seconds: float | None, metres: float, *, inner: str = "", ele: float | None = None, zone: str = "Z"
) -> str:
    """Return a point so many metres north of 50° N, at so many seconds after the start by the clock of the zone."""
    time = (
        ""
        if seconds is None
        else f"<time>{START.replace(tzinfo=None) + dt.timedelta(seconds=seconds):%FT%T}{zone}</time>"
    )
    height = "" if ele is None else f"<ele>{ele}</ele>"
    return f'<trkpt lat="{50 + metres / METRES_PER_DEGREE:.9f}" lon="8.5">{height}{time}{inner}</trkpt>'


def gpx_segment(points: Iterable[str]) -> str:
    return f"<trkseg>{''.join(points)}</trkseg>"


def gpx_track(*segments: str, kind: str = "running", name: str = "") -> str:
    return f"<trk><name>{name}</name>{f'<type>{kind}</type>' if kind else ''}{''.join(segments)}</trk>"


def gpx_file(*tracks: str, creator: str = "a watch") -> bytes:
    head = f'<gpx version="1.1" creator="{creator}" xmlns="http://www.topografix.com/GPX/1/1">'
    return f'<?xml version="1.0" encoding="UTF-8"?>{head}{"".join(tracks)}</gpx>'.encode()


def gpx_run(metres: float = 300, seconds: float = 100, begin: float = 0, steps: int = 10, zone: str = "Z") -> str:
    """Return a segment that is run evenly."""
    return gpx_segment(
        gpx_point(begin + seconds * step / steps, metres * step / steps, zone=zone) for step in range(steps + 1)
    )


def tcx_point(seconds: float, metres: float | None = None, heart_rate: int | None = None) -> str:
    distance = "" if metres is None else f"<DistanceMeters>{metres}</DistanceMeters>"
    beats = "" if heart_rate is None else f"<HeartRateBpm><Value>{heart_rate}</Value></HeartRateBpm>"
    return f"<Trackpoint><Time>{START + dt.timedelta(seconds=seconds):%FT%TZ}</Time>{distance}{beats}</Trackpoint>"


def tcx_lap(
    begin: float,
    points: Iterable[str] = (),
    *,
    seconds: float | None = None,
    metres: float | None = None,
    heart_rate: int | None = None,
) -> str:
    totals = "" if seconds is None else f"<TotalTimeSeconds>{seconds}</TotalTimeSeconds>"
    totals += "" if metres is None else f"<DistanceMeters>{metres}</DistanceMeters>"
    totals += "" if heart_rate is None else f"<AverageHeartRateBpm><Value>{heart_rate}</Value></AverageHeartRateBpm>"
    start = f"{START + dt.timedelta(seconds=begin):%FT%TZ}"
    return f'<Lap StartTime="{start}">{totals}<Track>{"".join(points)}</Track></Lap>'


def tcx_file(*laps: str, sport: str = "Running", before: str = "", notes: str = "") -> bytes:
    activity = f'<Activity Sport="{sport}"><Id>{START:%FT%TZ}</Id>{"".join(laps)}<Notes>{notes}</Notes></Activity>'
    namespace = "http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"
    return (
        f'{before}<?xml version="1.0"?><TrainingCenterDatabase xmlns="{namespace}"><Activities>{activity}</Activities>'
        "</TrainingCenterDatabase>"
    ).encode()
