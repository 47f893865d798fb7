"""The archive of Strava: files joined to the rows of the list, members that are none, archives made to do harm."""

from __future__ import annotations

import datetime as dt
import io
import random
import struct
import tracemalloc
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from planner.exchange.recordings.strava_archive import (
    count_recordings,
    read_archive_bytes,
    read_members,
    read_strava_archive,
)
from planner.exchange.recordings.zip_members import Members, open_zip
from planner.text import clean_line
from planner.training.recordings import FileReading, FileVerdict, ParsedActivity, RecordingFormat
from planner.training.workouts import Sport
from tests.exchange.recordings.csv_lists import NOW, shown_file, strava_row, strava_text

RUN = ParsedActivity(
    RecordingFormat.FIT,
    Sport.RUN,
    device_sport="running/generic",
    start_utc=dt.datetime(2026, 9, 20, 6, 12, 12, tzinfo=dt.UTC),
    utc_offset_s=7200,
    distance_m=8050.0,
    duration_s=2700.5,
    elapsed_s=2712.0,
)
FILE = b"a recording"
LISTED = strava_row(filename="activities/12.fit.gz").copy()


def read_recording(name: str, data: bytes, _now: dt.datetime) -> FileReading:
    """Read what the archives of these tests hold; real files are read elsewhere."""
    assert "/" not in name
    if data != FILE:
        return FileReading(FileVerdict.SKIPPED, reason="it is no recording")
    return FileReading(FileVerdict.IMPORTED, (RUN,))


def zipped(
    files: Mapping[str, str | bytes] | Mapping[str, str] | Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED
) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def read(data: bytes) -> dict[str, FileReading]:
    return dict(read_strava_archive(io.BytesIO(data), NOW, read_recording))


def test_a_row_and_its_file_are_one_activity() -> None:
    readings = read(zipped({"activities.csv": strava_text(LISTED), "activities/12.fit.gz": FILE}))
    assert list(readings) == ["activities/12.fit.gz"]
    (run,) = readings["activities/12.fit.gz"].activities
    assert (run.title, run.distance_m, run.avg_hr, run.format) == (
        "Easy, with strides",
        8050.0,
        141,
        RecordingFormat.FIT,
    )


def test_rows_without_their_file_are_kept_from_their_figures() -> None:
    typed = strava_row("9002", title="Typed in")
    readings = read(zipped({"activities.csv": strava_text(LISTED, typed)}))
    assert list(readings) == ["activities.csv"]
    missing, by_hand = readings["activities.csv"].activities
    assert missing.distance_m == by_hand.distance_m == 8041.3
    assert "activities/12.fit.gz is missing" in missing.remarks[0]
    assert by_hand.remarks == ()


def test_files_that_no_row_names_are_read_and_others_are_left_alone() -> None:
    files: dict[str, str | bytes] = {
        "activities/13.gpx": FILE,
        "activities/14.tcx.gz": FILE,
        "routes/1.gpx": FILE,
        "__MACOSX/activities/._13.gpx": FILE,
        "activities/._13.gpx": FILE,
        "media/1.jpg": b"a picture",
        "profile.csv": "Athlete ID\n0\n",
        "activities/": b"",
    }
    assert set(read(zipped(files))) == {"activities/13.gpx", "activities/14.tcx.gz"}


def test_an_archive_that_was_packed_again_with_its_folder_or_on_windows() -> None:
    for folder in ("export_1/", "export_1\\"):
        files: dict[str, str | bytes] = {
            f"{folder}activities.csv": strava_text(LISTED),
            f"{folder}activities/12.FIT.gz": FILE,
        }
        (run,) = (run for reading in read(zipped(files)).values() for run in reading.activities)
        assert run.title == "Easy, with strides"


def test_a_folder_is_read_as_an_archive_is(tmp_path: Path) -> None:
    (tmp_path / "activities").mkdir()
    (tmp_path / "activities.csv").write_text(strava_text(LISTED), "utf-8")
    (tmp_path / "activities" / "12.fit.gz").write_bytes(FILE)
    members = Members(("activities.csv", "activities/12.fit.gz"), lambda name: (tmp_path / name).read_bytes())
    assert count_recordings(members) == 2
    ((name, reading),) = read_members(members, NOW, read_recording)
    assert (name, reading.activities[0].title) == ("activities/12.fit.gz", "Easy, with strides")


def test_an_archive_of_originals_without_a_list_and_with_that_of_garmin() -> None:
    assert [*read(zipped({"123_ACTIVITY.fit": FILE}))] == ["123_ACTIVITY.fit"]
    garmin = "Activity Type,Date,Title,Distance,Time\nRunning,2026-11-02 18:05:10,Run,10.00,00:50:00\n"
    readings = read(zipped({"Activities.csv": garmin}))
    assert readings["Activities.csv"].activities[0].distance_m == 10_000


def test_names_that_lead_out_of_the_archive_are_only_names(tmp_path: Path) -> None:
    evil = strava_row(filename="../../secret.fit")
    path = tmp_path / "inner" / "a.zip"
    path.parent.mkdir()
    path.write_bytes(
        zipped({"activities.csv": strava_text(evil), "../../secret.fit": FILE, "/etc/x.gpx": FILE, "C:\\y.tcx": FILE})
    )
    (tmp_path / "secret.fit").write_bytes(b"not to be read")
    readings = dict(read_strava_archive(path, NOW, read_recording))
    assert readings["../../secret.fit"].activities[0].title == "Easy, with strides"
    assert all(reading.activities == (RUN,) for name, reading in readings.items() if name != "../../secret.fit")
    assert sorted(file.name for file in tmp_path.rglob("*") if file.is_file()) == ["a.zip", "secret.fit"]


def test_control_characters_in_a_name_do_not_leave_the_archive() -> None:
    (name,) = read(zipped({"activities/\x1b[31m.gpx": FILE}))
    assert name == "activities/\ufffd[31m.gpx"


def test_an_archive_in_an_archive_is_not_opened() -> None:
    inner = zipped({"1.fit": FILE})
    for name in ("part1.zip", "1.fit"):
        (reading,) = read(zipped({name: inner})).values()
        assert reading.reason == "it is an archive in the archive; unpack it and import it"


def bombs() -> dict[str, bytes]:
    zeros = bytes(60_000_000)
    encrypted = bytearray(zipped({"1.fit": FILE}))
    for mark, place in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        encrypted[encrypted.index(mark) + place] |= 1
    lying = bytearray(zipped({"1.fit": FILE}))
    struct.pack_into("<L", lying, lying.index(b"PK\1\2") + 24, 4_000_000_000)
    short = bytearray(zipped({"1.fit": FILE}))
    struct.pack_into("<L", short, short.index(b"PK\1\2") + 24, 3)
    directory = bytearray(zipped({"1.fit": FILE}))
    struct.pack_into("<L", directory, directory.index(b"PK\5\6") + 12, 200_000_000)
    return {
        "1.fit: its 58,": zipped({"1.fit": zeros}),
        "1.fit: it would have 4,000,000,000 bytes": bytes(lying),
        "1.fit: it is damaged": bytes(short),
        "1.fit: it is encrypted": bytes(encrypted),
        "1.fit: it is packed in a way": zipped({"1.fit": FILE}, zipfile.ZIP_LZMA),
        "the list of its members has 200,000,000 bytes": bytes(directory),
        "the ZIP archive is damaged": zipped({"1.fit": FILE})[:-30],
    }


def test_archives_made_to_do_harm_end_in_one_sentence() -> None:
    for reason, data in bombs().items():
        tracemalloc.start()
        try:
            reading = read_archive_bytes(data, NOW, read_recording)
            most_bytes = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
        assert reading.verdict is FileVerdict.SKIPPED, reason
        assert reading.reason.startswith(reason)
        assert most_bytes < 10_000_000, reason


def test_a_harmful_member_does_not_stop_the_others() -> None:
    readings = read(zipped({"1.fit": bytes(5_000_000), "2.fit": FILE}))
    assert readings["1.fit"].verdict is FileVerdict.SKIPPED
    assert readings["2.fit"].activities == (RUN,)


def test_all_of_an_archive_as_one_reading() -> None:
    listed = strava_text(LISTED, strava_row("9002", title="Typed in"))
    whole = read_archive_bytes(
        zipped({"activities.csv": listed, "activities/12.fit.gz": FILE, "activities/9.gpx": b"?"}), NOW, read_recording
    )
    assert whole.verdict is FileVerdict.IMPORTED
    assert [activity.title for activity in whole.activities] == ["Easy, with strides", "Typed in"]
    assert whole.reason == "activities/9.gpx: it is no recording"
    assert read_archive_bytes(zipped({"a.txt": b""}), NOW, read_recording).reason == (
        "there is no recording in the archive"
    )


def test_members_are_read_one_after_the_other() -> None:
    with open_zip(io.BytesIO(zipped({f"{number}.fit": FILE for number in range(3)}))) as members:
        readings = read_members(members, NOW, lambda *_: FileReading(FileVerdict.IMPORTED, (replace(RUN),)))
        assert next(readings)[0] == "0.fit"
        assert [name for name, _ in readings] == ["1.fit", "2.fit"]


def test_a_shown_archive_reads_as_expected() -> None:
    name = "activities/12866632127.fit.gz"
    readings = dict(
        read_strava_archive(
            shown_file("more/strava_archive_small.zip"),
            NOW,
            lambda *_: FileReading(FileVerdict.IMPORTED, (replace(RUN, ascent_m=109.0),)),
        )
    )
    assert list(readings) == [name, "activities.csv"]
    (joined,) = readings[name].activities
    assert (joined.title, joined.device_sport, joined.ascent_m) == ("Run, park", "Run", 109)
    strength, missing = readings["activities.csv"].activities
    assert (strength.sport, strength.duration_s, strength.distance_m) == (Sport.STRENGTH, 1800, None)
    assert (missing.duration_s, missing.elapsed_s, missing.distance_m) == (2380, 2400, 7500)
    assert "missing" in missing.remarks[0]


def sweep(numbers: range) -> None:
    whole = zipped({"activities.csv": strava_text(LISTED), "activities/12.fit.gz": FILE, "activities/9.gpx": FILE})
    for number in numbers:
        chance = random.Random(number)
        data = bytearray(whole)
        if number % 3 == 0:
            del data[chance.randrange(len(data)) :]
        for _ in range(number % 3 and chance.randrange(1, 12)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        reading = read_archive_bytes(bytes(data), NOW, read_recording)
        assert reading.activities or reading.reason
        assert reading.reason == clean_line(reading.reason, 1000)


def test_a_damaged_archive_ends_in_activities_or_one_sentence() -> None:
    sweep(range(500))


@pytest.mark.soak
def test_thousands_of_damaged_archives() -> None:
    sweep(range(500, 20_000))
