"""GPX and TCX files of real watches and apps, with the figures that others read in them."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from planner.exchange.recordings.gpx import read_gpx
from planner.exchange.recordings.tcx import read_tcx
from planner.training.recordings import FileReading, FileVerdict
from planner.training.workouts import Sport

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "data" / "activities"
NOW = dt.datetime(2027, 1, 1, tzinfo=dt.UTC)
pytestmark = pytest.mark.skipif(not FOLDER.exists(), reason="the collection of recordings is not on this machine")


def read(name: str) -> FileReading:
    data = (FOLDER / name).read_bytes()
    return read_gpx(data, NOW) if name.endswith(".gpx") else read_tcx(data, NOW)


def described() -> list[Any]:
    """Return what is written down of the files of the second set."""
    path = FOLDER / "more/expected.json"
    files = json.loads(path.read_text()) if path.exists() else {"files": []}
    return [file for file in files["files"] if file["file"].endswith((".gpx", ".tcx"))]


@pytest.mark.parametrize("file", described(), ids=lambda file: str(file["file"]))
def test_a_file_says_what_is_written_down_of_it(file: dict[str, Any]) -> None:
    reading = read(f"more/{file['file']}")
    if file["result"] != "already there":  # which only an import of another file before it can tell
        assert reading.verdict == file["result"]
    assert len(reading.activities) == len(file["activities"])
    for found, expected in zip(reading.activities, file["activities"], strict=True):
        assert found.sport == expected["sport"]
        assert found.sport_said == expected.get("sport_said", True)
        assert found.device_sport == (expected["device_sport"] or "")
        assert found.utc_offset_s == expected["utc_offset_s"]
        assert found.start_utc == dt.datetime.fromisoformat(expected["start_utc"])
        local = expected["local_start"]
        assert found.local_start == (dt.datetime.fromisoformat(local) if local else None)
        assert found.distance_m == pytest.approx(expected["distance_m"], rel=0.005)
        assert found.duration_s == pytest.approx(expected["duration_s"], abs=1)
        assert found.elapsed_s == (expected["elapsed_s"] and pytest.approx(expected["elapsed_s"], abs=1))
        assert found.avg_hr == (expected["avg_hr"] and pytest.approx(expected["avg_hr"], abs=1))
        if expected["ascent_m"] is None:
            assert found.ascent_m is None
        else:
            assert found.ascent_m == pytest.approx(expected["ascent_m"], rel=0.1, abs=5)


@pytest.mark.parametrize(
    ("name", "sport", "start", "distance_m", "duration_s"),
    [
        ("track_with_times.gpx", Sport.CROSS, "2010-08-05T14:23:59Z", 4_580.1, 4_239),
        ("track_empty_segment.gpx", Sport.CROSS, "2013-07-06T17:26:26Z", 85.9, 76),
        ("run_garmin.tcx", Sport.RUN, "2012-12-26T21:29:53Z", 4_689.24, 1_992.78),
        ("run_no_hr.tcx", Sport.RUN, "2012-12-26T21:29:53Z", 4_689.24, 1_992.78),
        ("activity_misc.tcx", Sport.CROSS, "2022-07-16T16:08:25Z", 1_157.51, 1_112),
    ],
)
def test_a_file_of_the_first_set_has_its_figures(
    name: str, sport: Sport, start: str, distance_m: float, duration_s: float
) -> None:
    reading = read(name)
    (found,) = reading.activities
    assert reading.verdict is FileVerdict.IMPORTED
    assert found.sport is sport
    assert found.start_utc == dt.datetime.fromisoformat(start)
    assert found.distance_m == pytest.approx(distance_m, rel=0.005)
    assert found.duration_s == pytest.approx(duration_s, abs=1)


def test_the_heart_rate_of_a_run_is_that_of_its_points() -> None:
    assert read("run_garmin.tcx").activities[0].avg_hr == pytest.approx(156, abs=1)
    assert read("run_no_hr.tcx").activities[0].avg_hr is None


@pytest.mark.parametrize(
    "name", ["track_garmin_hr_extension.gpx", "route_only_no_track.gpx", "unicode_bom_noencoding.gpx"]
)
def test_what_has_no_track_is_skipped(name: str) -> None:
    reading = read(name)
    assert reading.verdict is FileVerdict.SKIPPED
    assert reading.activities == ()
