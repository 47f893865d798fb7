"""Real FIT files of many watches: read as they are known to be, and as an independent reader reads them."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import warnings
from contextlib import suppress
from pathlib import Path
from typing import Any

import fitdecode
import pytest

from planner.exchange.recordings.fit_activity import read_fit
from planner.exchange.recordings.fit_names import EXERCISES, SPORTS, SUB_SPORTS
from planner.training.recordings import FileReading
from tests.exchange.recordings.fit_bytes import CYCLING, NOW, begin

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "data" / "activities"
FILES = sorted([*FOLDER.glob("*.fit"), *FOLDER.glob("more/*.fit*")])
at_hand = pytest.mark.skipif(not FILES, reason="the recordings of real watches are not at hand")


def content_of(file: Path) -> bytes:
    content = file.read_bytes()
    return gzip.decompress(content) if file.suffix == ".gz" else content


def read_file(file: Path) -> FileReading:
    return read_fit(content_of(file), NOW)


def sessions_by_judge(content: bytes) -> list[dict[str, Any]]:
    """The sessions that fitdecode reads before it meets damage, without transitions."""
    sessions: list[dict[str, Any]] = []
    with (
        suppress(fitdecode.FitError),
        fitdecode.FitReader(content, check_crc=fitdecode.CrcCheck.DISABLED) as reader,
    ):
        sessions.extend(
            {one.name: one.value for one in frame.fields if one.value is not None}
            for frame in reader
            if isinstance(frame, fitdecode.FitDataMessage) and frame.name == "session"
        )
    return [session for session in sessions if session.get("sport") != "transition"]


def check_with_judge(content: bytes) -> int:
    """Compare every session with the judge's; return how many there are."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        sessions = sessions_by_judge(content)
    reading = read_fit(content, NOW)
    for session, ours in zip(sessions, reading.activities if sessions else (), strict=True):
        if not reading.needs_date:
            assert ours.start_utc == session["start_time"]
        assert ours.device_sport == "/".join(filter(None, [session.get("sport"), session.get("sub_sport")]))
        assert ours.duration_s == session.get("total_timer_time")
        assert ours.elapsed_s == session.get("total_elapsed_time")
        assert ours.distance_m == (session.get("total_distance") or None)
        assert ours.avg_hr == (session.get("avg_heart_rate") or None)
        assert ours.ascent_m == session.get("total_ascent")
    return len(sessions)


@at_hand
def test_sessions_are_those_of_an_independent_reader() -> None:
    assert sum(check_with_judge(content_of(file)) for file in FILES) >= 32


@pytest.mark.parametrize("big_endian", [False, True])
def test_our_own_files_are_read_by_it_too(big_endian: bool) -> None:
    file = begin(big_endian=big_endian).records(0, 60).session().session(CYCLING, 7).local_time(3600)
    assert check_with_judge(file.close()) == 2


@pytest.mark.parametrize(
    ("names", "profile"), [(SPORTS, "sport"), (SUB_SPORTS, "sub_sport"), (EXERCISES, "exercise_category")]
)
def test_names_are_those_of_the_format(names: dict[int, str], profile: str) -> None:
    theirs = fitdecode.profile.FIELD_TYPES[profile].enum
    assert names == {number: name for number, name in theirs.items() if number < 65534}


def near(figure: float | None, rel: float = 0, absolute: float = 0) -> object:
    """A figure within a tolerance; None only None."""
    return None if figure is None else pytest.approx(figure, rel=rel, abs=absolute)


def expected_of_more() -> list[dict[str, Any]]:
    path = FOLDER / "more" / "expected.json"
    files = json.loads(path.read_text(encoding="utf-8"))["files"] if path.exists() else []
    return [expected for expected in files if ".fit" in expected["file"]]


@at_hand
def test_each_file_ends_as_it_is_known_to() -> None:
    for expected in expected_of_more():
        name, reading = expected["file"], read_file(FOLDER / "more" / expected["file"])
        result = "imported" if expected["result"] == "already there" else expected["result"]
        assert reading.verdict.value == result, name
        if result == "skipped":
            assert reading.needs_date, name
            continue
        assert len(reading.activities) == len(expected["activities"]), name
        for ours, theirs in zip(reading.activities, expected["activities"], strict=True):
            assert ours.sport == theirs["sport"], name
            assert ours.sport_said, name
            assert ours.start_utc == dt.datetime.fromisoformat(theirs["start_utc"]), name
            assert ours.utc_offset_s == theirs["utc_offset_s"], name
            assert (ours.local_start and ours.local_start.isoformat()) == theirs["local_start"], name
            assert ours.distance_m == near(theirs["distance_m"], rel=0.005), name
            cut = result == "damaged but kept"
            assert ours.duration_s == near(theirs["duration_s"], absolute=60 if cut else 1), name
            assert ours.elapsed_s == near(theirs["elapsed_s"], absolute=1), name
            assert ours.avg_hr == near(theirs["avg_hr"]), name
            assert ours.ascent_m == near(theirs["ascent_m"]), name


@at_hand
@pytest.mark.parametrize(
    ("name", "start", "figures"),
    [
        ("run_fenix5_short", "2017-06-11T14:34:09", ("run", 157.56, 56.887, 90)),
        ("run_fenix2", "2015-08-15T14:45:08", ("run", 9008.22, 2832.0, None)),
        ("developer_fields", "2017-01-17T17:06:47", ("run", 6753.99, 3424.0, None)),
        ("walk_fenix5", "2017-06-11T14:32:51", ("cross", 67.85, 45.379, 75)),
        ("swim_fr935", "2018-03-24T11:02:35", ("cross", None, 7552.97, 80)),
        ("chained_activity_plus_settings", "2012-04-09T21:22:26", ("run", 5.73, 13.749, None)),
        ("dev_data_id_missing_app_id", "2017-08-21T08:18:00", ("cross", 963.65, 132.0, None)),
    ],
)
def test_files_of_older_watches(name: str, start: str, figures: tuple[str, float | None, float, int | None]) -> None:
    reading = read_file(FOLDER / f"{name}.fit")
    (run,) = reading.activities
    assert reading.verdict.value == "imported"
    assert run.start_utc == dt.datetime.fromisoformat(f"{start}Z")
    assert (run.sport, run.distance_m, run.duration_s, run.avg_hr) == figures


@at_hand
@pytest.mark.parametrize(
    ("name", "metres"),
    [
        ("strava_android", 11274.04),
        ("corrupt_bad_file_crc", 5.73),
        ("corrupt_unexpected_eof", 5.73),
        ("corrupt_second_header", 5.73),
        ("corrupt_second_file_nodata", 5.73),
    ],
)
def test_damaged_files_keep_their_run(name: str, metres: float) -> None:
    reading = read_file(FOLDER / f"{name}.fit")
    assert reading.verdict.value == "damaged but kept"
    assert [run.distance_m for run in reading.activities] == [metres]
    assert reading.reason


@at_hand
@pytest.mark.parametrize("name", ["settings_not_activity", "workout_not_activity_repeat_steps"])
def test_files_that_are_no_recordings(name: str) -> None:
    reading = read_file(FOLDER / f"{name}.fit")
    assert (reading.verdict.value, reading.activities) == ("skipped", ())
    assert reading.reason.endswith("not a recording")


@at_hand
def test_a_run_with_pauses_is_the_same_from_its_records_alone() -> None:
    """Without the session, the records and events of a run with 11 stops say the same within a second a stop."""
    for name, metres, timer_s in (("11_stops", 12062.22, 3865.665), ("autopause", 1890.52, 579.536)):
        content = content_of(FOLDER / "more" / f"run_fenix6_{name}.fit")
        sizes = range(len(content) - 1, 0, -1)
        cut = next(size for size in sizes if "session is missing" in read_fit(content[:size], NOW).reason)
        (run,) = read_fit(content[:cut], NOW).activities
        assert run.distance_m == pytest.approx(metres, rel=0.002)
        assert run.duration_s == pytest.approx(timer_s, abs=12)
