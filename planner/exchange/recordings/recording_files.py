"""Read a recording from a file of any known form: the one door for recordings.

The content decides which form a file has, never its name.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, Final

from planner.exchange.recordings.gzip_files import GZIP_MAGIC, unpack_gzip
from planner.invocation import program
from planner.training.recordings import FileReading, FileVerdict
from planner.training.refusal import RefusedError

MAX_FILE_BYTES: Final = 100_000_000
_MAX_CSV_BYTES: Final = 40_000_000
_ZIP_MAGICS: Final = (b"PK\x03\x04", b"PK\x05\x06")
_FIT_MAGIC: Final = b".FIT"
_HEAD_BYTES: Final = 20_000
_NO_RECORDING: Final = (
    "it is no recording: FIT, TCX and GPX are read, also compressed (.gz), and what Strava and Garmin Connect export"
)
_OTHER_BINARY: Final = (
    (b"%PDF-", "it is a PDF, not a recording"),
    (b"SQLite format 3\0", "it is a database, not a recording"),
    (b"\x89PNG", "it is a picture, not a recording"),
    (b"\xff\xd8\xff", "it is a picture, not a recording"),
    (b"7z\xbc\xaf", "it is a compressed archive; unpack it and import what is in it"),
    (b"Rar!", "it is a compressed archive; unpack it and import what is in it"),
    (b"BZh", "it is a compressed archive; unpack it and import what is in it"),
    (b"\xfd7zXZ\0", "it is a compressed archive; unpack it and import what is in it"),
)
_OTHER_XML: Final = {
    "kml": "it is a map (KML) without times; export the activity as FIT, TCX or GPX",
    "workout_file": "it is a workout to be done (Zwift), not a recording",
    "html": "it is a web page (HTML), not a recording",
    "svg": "it is a picture (SVG), not a recording",
}


def read_recording(name: str, data: bytes, now: dt.datetime) -> FileReading:
    """Return what a file holds; an archive as one reading, for files that fit into the memory.

    Args:
        name: The name of the file, which helps to tell plans of one form from those of another.
        data: The file.
        now: The present instant: no recording can be later.
    """
    if data.startswith(_ZIP_MAGICS):
        return _read_zip(name, data, now)
    return read_member(name, data, now)


def read_archive(source: Path | BinaryIO, now: dt.datetime) -> Iterator[tuple[str, FileReading]]:
    """Yield the name and the reading of each file in an archive (ZIP), one after the other.

    Args:
        source: The archive.
        now: The present instant.
    """
    from planner.exchange.recordings.strava_archive import read_strava_archive

    yield from read_strava_archive(source, now, read_member)


def is_archive(head: bytes) -> bool:
    """Return whether a file that begins like this is an archive, which `read_archive` reads file by file."""
    return head.startswith(_ZIP_MAGICS)


def read_member(name: str, data: bytes, now: dt.datetime) -> FileReading:
    """Return what a file holds that is no archive; in archives, archives are not opened.

    Args:
        name: The name of the file.
        data: The file.
        now: The present instant.
    """
    if not data.strip(b"\0 \t\r\n"):
        return _skip("it is empty")
    if len(data) > MAX_FILE_BYTES:
        return _skip(f"it has more than {MAX_FILE_BYTES // 1_000_000} MB, too large for a recording")
    if data.startswith(GZIP_MAGIC):
        return _read_gzip(name, data, now)
    return _read_plain(name, data, now)


def _skip(reason: str, *, is_plan: bool = False) -> FileReading:
    return FileReading(FileVerdict.SKIPPED, reason=reason, is_plan=is_plan)


def _read_gzip(name: str, data: bytes, now: dt.datetime) -> FileReading:
    """Return what a compressed file holds, even if its end is missing."""
    content, problem = unpack_gzip(data)
    if not content:
        return _skip(problem or "it is a compressed file with nothing in it")
    if content.startswith(GZIP_MAGIC):
        return _skip("it is a file compressed twice; unpack it first")
    reading = _read_plain(name.removesuffix(".gz"), content, now)
    if not problem:
        return reading
    if reading.verdict is FileVerdict.SKIPPED:
        return replace(reading, reason=f"{problem}: {reading.reason}")
    reason = "; ".join(filter(None, (problem, reading.reason)))
    return replace(reading, verdict=FileVerdict.DAMAGED_BUT_KEPT, reason=reason)


def _read_plain(name: str, data: bytes, now: dt.datetime) -> FileReading:
    """Return what the bytes of a file hold that are neither compressed nor an archive."""
    if data[8:12] == _FIT_MAGIC:
        from planner.exchange.recordings.fit_activity import read_fit

        return read_fit(data, now)
    if data.startswith(_ZIP_MAGICS):
        return _skip("it is an archive in another file; unpack it and import it")
    for magic, what in _OTHER_BINARY:
        if data.startswith(magic):
            return _skip(what)
    from planner.exchange.recordings.xml_events import find_root_name

    if root := find_root_name(data):
        return _read_xml(root, data, now)
    return _read_csv(data, now) or _read_plan(name, data)


def _read_xml(root: str, data: bytes, now: dt.datetime) -> FileReading:
    if root == "gpx":
        from planner.exchange.recordings.gpx import read_gpx

        return read_gpx(data, now)
    if root == "TrainingCenterDatabase":
        from planner.exchange.recordings.tcx import read_tcx

        return read_tcx(data, now)
    return _skip(_OTHER_XML.get(root.casefold(), "it is XML, but neither GPX nor TCX"))


def _read_csv(data: bytes, now: dt.datetime) -> FileReading | None:
    """Return the activities of an export of Strava or Garmin; None for any other text."""
    from planner.exchange.recordings.csv_table import decode_csv
    from planner.exchange.recordings.garmin_csv import is_garmin_csv, read_garmin_csv
    from planner.exchange.recordings.strava_csv import is_strava_csv, read_strava_list

    readers: tuple[tuple[Callable[[str], bool], Callable[[str, dt.datetime], FileReading]], ...] = (
        (is_strava_csv, read_strava_list),
        (is_garmin_csv, read_garmin_csv),
    )
    head = decode_csv(data[:_HEAD_BYTES])
    read = next((read for fits, read in readers if fits(head)), None)
    if read is None:
        return None
    if len(data) > _MAX_CSV_BYTES:
        return _skip(f"it has more than {_MAX_CSV_BYTES // 1_000_000} MB, too large for a list of activities")
    return read(decode_csv(data), now)


def _read_zip(name: str, data: bytes, now: dt.datetime) -> FileReading:
    """Return what an archive holds; a workbook may be a run plan."""
    from planner.exchange.plans.foreign_files import list_zip
    from planner.exchange.recordings.strava_archive import read_archive_bytes

    if "xl/workbook.xml" in list_zip(data):
        return _read_plan(name, data)
    return read_archive_bytes(data, now, read_member)


def _read_plan(name: str, data: bytes) -> FileReading:
    """Return that a file is a run plan, or that it is nothing that can be read."""
    from planner.exchange.plans.plan_files import parse_plan_bytes

    try:
        parse_plan_bytes(data, name)
    except RefusedError:
        return _skip(_NO_RECORDING)
    return _skip(f"this is a run plan: {program()} new --from FILE", is_plan=True)
