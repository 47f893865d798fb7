"""The door for recordings: content before name, compressed files, plans, files that are none, and damaged ones."""

import gzip
import io
import math
import zipfile

import pytest

from planner.exchange.recordings.gzip_files import unpack_gzip
from planner.exchange.recordings.recording_files import is_archive, read_archive, read_recording
from planner.text import make_printable
from planner.training.recordings import FileReading, FileVerdict
from tests.exchange.recordings.damaged import damage
from tests.exchange.recordings.xml_samples import NOW, gpx_file, gpx_run, gpx_track, tcx_file, tcx_lap, tcx_point

GPX = gpx_file(gpx_track(gpx_run()))
TCX = tcx_file(tcx_lap(0, [tcx_point(0, 0, 120), tcx_point(290, 990, 150)], seconds=300, metres=1_000))
PLAN = b"Week,Mon,Tue,Wed,Sun\n1,easy 5 km,,8 km,10 km\n2,easy 5 km,,8 km,12 km\n"


def zip_of(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members.items():
            archive.writestr(name.replace("_", "."), data)
    return buffer.getvalue()


def assert_it_is_an_answer(reading: FileReading) -> None:
    """Check that a reading is what a runner can be shown, whatever the file was."""
    assert (reading.verdict is FileVerdict.IMPORTED) <= bool(reading.activities)
    assert reading.reason or reading.verdict is FileVerdict.IMPORTED
    assert reading.reason == make_printable(reading.reason)
    assert "\n" not in reading.reason
    assert len(reading.reason) < 400
    for activity in reading.activities:
        figures = (activity.distance_m, activity.duration_s, activity.elapsed_s, activity.avg_hr, activity.ascent_m)
        assert all(figure is None or (math.isfinite(figure) and figure >= 0) for figure in figures)
        words = f"{activity.title}{activity.device_sport}"
        assert words == make_printable(words)
        assert "\n" not in words


@pytest.mark.parametrize("name", ["run.gpx", "run.fit", "run.csv", "-", "", "../../run.tcx", "run.zip", "a\nb\x1b[2J"])
@pytest.mark.parametrize(
    "data", [GPX, TCX, gzip.compress(GPX), gzip.compress(TCX)], ids=["gpx", "tcx", "gpx.gz", "tcx.gz"]
)
def test_the_content_and_not_the_name_says_what_a_file_is(name: str, data: bytes) -> None:
    reading = read_recording(name, data, NOW)
    assert reading.verdict is FileVerdict.IMPORTED
    assert len(reading.activities) == 1


def test_a_run_plan_is_named_as_one() -> None:
    for name in ("plan.csv", "plan.fit"):
        reading = read_recording(name, PLAN, NOW)
        assert (reading.verdict, reading.is_plan, reading.reason) == (
            FileVerdict.SKIPPED,
            True,
            "this is a run plan: planner new --from FILE",
        )


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"\0\0 \n", "empty"),
        (b"hello\n", "no recording"),
        (bytes(range(256)) * 9, "no recording"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"SQLite format 3\0 ...", "database"),
        (b"<html><body>run</body></html>", "web page"),
        (b"<?xml version='1.0'?><!-- a > b --><kml><x/></kml>", "KML"),
        (b"<workout_file><name>a</name></workout_file>", "workout"),
        (b"<plist><dict/></plist>", "neither GPX nor TCX"),
        (b"<gpx", "no recording"),
        (gzip.compress(b"", mtime=0), "nothing in it"),
        (gzip.compress(gzip.compress(GPX, mtime=0), mtime=0), "twice"),
        (gzip.compress(zip_of(a_gpx=GPX), mtime=0), "archive"),
        (b"\x1f\x8b\x08\x00", "cut off"),
        (b"\x1f\x8b\xff\xff\xff", "damaged"),
    ],
)
def test_what_is_no_recording_gets_one_sentence(data: bytes, words: str) -> None:
    reading = read_recording("file", data, NOW)
    assert reading.verdict is FileVerdict.SKIPPED
    assert not reading.is_plan
    assert words in reading.reason
    assert_it_is_an_answer(reading)


def test_a_compressed_file_that_is_cut_keeps_what_comes_before() -> None:
    data = gzip.compress(gpx_file(gpx_track(gpx_run(3_000, 1_000, steps=900))))
    reading = read_recording("run.gpx.gz", data[: len(data) // 2], NOW)
    assert reading.verdict is FileVerdict.DAMAGED_BUT_KEPT
    assert 500 < (reading.activities[0].distance_m or 0) < 2_900
    assert "compressed file is cut off" in reading.reason


def test_a_compressed_file_with_a_wrong_checksum_keeps_all() -> None:
    data = bytearray(gzip.compress(GPX))
    data[-6] ^= 255
    reading = read_recording("run.gpx.gz", bytes(data), NOW)
    assert reading.verdict is FileVerdict.DAMAGED_BUT_KEPT
    assert reading.activities == read_recording("run.gpx", GPX, NOW).activities


def test_compressed_parts_are_one_file() -> None:
    data = gzip.compress(GPX[:400]) + gzip.compress(GPX[400:]) + b"\0\0"
    assert read_recording("run.gpx.gz", data, NOW) == read_recording("run.gpx", GPX, NOW)


def test_a_compressed_file_is_not_unpacked_beyond_a_limit() -> None:
    bomb = gzip.compress(b"<gpx>" + bytes(3_000_000))
    assert unpack_gzip(bomb, 2_000_000) == (b"", "it unpacks to more than 2 MB")
    large = gzip.compress(bytes(4_000_000)) * 26
    reading = read_recording("bomb.gpx.gz", large, NOW)
    assert (reading.verdict, reading.reason) == (FileVerdict.SKIPPED, "it unpacks to more than 100 MB")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (
            b'<!DOCTYPE gpx [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><gpx><trk><name>&b;</name></trk></gpx>',
            "document type",
        ),
        (b'<!DOCTYPE gpx SYSTEM "file:///etc/passwd"><gpx/>', "document type"),
        (b"<gpx>" + b"<a>" * 100_000, "elements within elements"),
        (b"<gpx>" + b"".join(b"<a%d/>" % number for number in range(5_000)), "kinds of elements"),
        (b"<gpx><!-- " + b"x" * 3_000_000, "longer than 1 MB"),
        (b"<gpx " + b"".join(b' a%d="1"' % number for number in range(300_000)) + b"/>", "longer than 1 MB"),
        (b"<gpx>" + bytes(64_000_000).replace(b"\0", b" "), "64 MB"),
    ],
    ids=["entities", "external", "deep", "names", "comment", "attributes", "large"],
)
def test_xml_that_is_made_to_grow_is_refused(data: bytes, words: str) -> None:
    reading = read_recording("run.gpx", data, NOW)
    assert (reading.verdict, reading.activities) == (FileVerdict.SKIPPED, ())
    assert words in reading.reason


def test_an_archive_is_read_file_by_file() -> None:
    data = zip_of(first_gpx=GPX, second_tcx=TCX, notes_txt=b"hello")
    assert is_archive(data)
    assert len(read_recording("all.zip", data, NOW).activities) == 2
    found = dict(read_archive(io.BytesIO(data), NOW))
    assert {name for name, reading in found.items() if reading.activities} == {"first.gpx", "second.tcx"}


def test_an_archive_in_an_archive_is_not_opened() -> None:
    data = zip_of(inner_gpx=zip_of(a_gpx=GPX), outer_gpx=GPX)
    assert len(read_recording("all.zip", data, NOW).activities) == 1


def test_a_member_without_a_name_is_passed_over() -> None:
    data = zip_of(a_gpx=GPX, b_gpx=GPX)
    nameless = data[: data.rfind(b"b.gpx")] + b"\0.gpx" + data[data.rfind(b"b.gpx") + 5 :]  # a name ends at its NUL
    reading = read_recording("x.zip", nameless, NOW)
    assert len(reading.activities) == 1


@pytest.mark.parametrize("data", [GPX, TCX, gzip.compress(GPX)], ids=["gpx", "tcx", "gz"])
def test_a_damaged_file_ends_in_figures_or_one_sentence(data: bytes) -> None:
    kept = 0
    for variant in damage(data, 500):
        reading = read_recording("file", variant, NOW)
        assert_it_is_an_answer(reading)
        kept += bool(reading.activities)
    assert kept > 20


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(2, 12))
@pytest.mark.parametrize("data", [GPX, TCX, gzip.compress(GPX)], ids=["gpx", "tcx", "gz"])
def test_thousands_of_damaged_files_end_in_figures_or_one_sentence(data: bytes, seed: int) -> None:
    for variant in damage(data, 2_000, seed):
        assert_it_is_an_answer(read_recording("file", variant, NOW))


@pytest.mark.parametrize("data", [GPX, TCX, gzip.compress(GPX)], ids=["gpx", "tcx", "gz"])
def test_a_file_cut_at_any_byte_ends_in_figures_or_one_sentence(data: bytes) -> None:
    for length in range(len(data)):
        assert_it_is_an_answer(read_recording("file", data[:length], NOW))
