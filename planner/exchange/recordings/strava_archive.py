"""The archive of Strava, a ZIP file or a folder unpacked from one: the list of activities and the files it names.

Members are read one after the other, so that an archive of any size fits into the memory. Other
ZIP files with recordings in them, such as an original of Garmin Connect, are read the same way.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final

from planner.exchange.recordings.csv_table import MAX_CHARACTERS, decode_csv
from planner.exchange.recordings.garmin_csv import is_garmin_csv, read_garmin_csv
from planner.exchange.recordings.strava_csv import StravaList, StravaRow, is_strava_csv, join_row, read_strava_csv
from planner.exchange.recordings.zip_members import MemberError, Members, open_zip
from planner.text import clean_line, format_count
from planner.training.recordings import FileReading, FileVerdict, ParsedActivity

ReadRecording = Callable[[str, bytes, dt.datetime], FileReading]
"""Reads one file: its name, its bytes and the present instant."""

LIST_NAME: Final = "activities.csv"
_RECORDINGS: Final = (".fit", ".gpx", ".tcx")
_ZIP_MARK: Final = b"PK"
_NO_ACTIVITIES: Final = frozenset({"__macosx", "routes", "media", "clubs", "segments"})
"""Folders whose files are no activities: what a Mac adds, planned routes, pictures."""
_NAME_LIMIT: Final = 120


def read_strava_archive(
    source: Path | BinaryIO, now: dt.datetime, read_recording: ReadRecording
) -> Iterator[tuple[str, FileReading]]:
    """Yield the name and the reading of each recording of an archive, one after the other.

    The activities that have no file in it come last, under the name of the list. An archive that cannot be opened
    yields one skipped reading with an empty name.

    Args:
        source: The archive.
        now: The present instant.
        read_recording: Reads one file.
    """
    try:
        with open_zip(source) as members:
            yield from read_members(members, now, read_recording)
    except MemberError as error:
        yield "", FileReading(FileVerdict.SKIPPED, reason=str(error))


def count_recordings(members: Members) -> int:
    """Return how many readings `read_members` yields at most: for a bar that shows how far it is."""
    return sum(_is_recording(name) for name in members.names) + 1


def read_archive_bytes(data: bytes, now: dt.datetime, read_recording: ReadRecording) -> FileReading:
    """Return all activities of an archive that is in memory, as one reading."""
    activities: list[ParsedActivity] = []
    reasons: list[str] = []
    is_damaged = False
    for name, reading in read_strava_archive(io.BytesIO(data), now, read_recording):
        kept = () if reading.verdict is FileVerdict.SKIPPED else reading.activities
        activities += kept
        is_damaged |= reading.verdict is FileVerdict.DAMAGED_BUT_KEPT
        if reading.reason:
            reasons.append(f"{name}: {reading.reason}" if name else reading.reason)
    reason = reasons[0] if reasons else ""
    if len(reasons) > 1:
        reason = f"{reason}; remarks on {format_count(len(reasons) - 1, 'more file')}"
    if not activities:
        return FileReading(FileVerdict.SKIPPED, reason=reason or "there is no recording in the archive")
    verdict = FileVerdict.DAMAGED_BUT_KEPT if is_damaged else FileVerdict.IMPORTED
    return FileReading(verdict, tuple(activities), reason)


def read_members(
    members: Members, now: dt.datetime, read_recording: ReadRecording
) -> Iterator[tuple[str, FileReading]]:
    """Yield the name and the reading of each recording among some files; `read_strava_archive` says in which order.

    A file that is there already, as `read_recording` says without a look into it, has what the list says of it alone.
    """
    list_name = _find_list(members.names)
    listed, reading = _read_list(list_name, members, now)
    folder = _key(list_name).rpartition("/")[0]
    rows: dict[str, StravaRow] = {}
    for listed_row in listed.rows:
        if listed_row.filename:
            rows.setdefault(_key(f"{folder}/{listed_row.filename}"), listed_row)
    joined: set[str] = set()
    for name in members.names:
        key = _key(name)
        if name == list_name or not (key in rows or _is_recording(name)):
            continue
        row = rows.get(key)
        reading_of_file = _read_member(name, members, now, read_recording)
        if row is not None and reading_of_file.verdict is FileVerdict.ALREADY_THERE:
            reading_of_file = replace(reading_of_file, activities=(row.activity,))
            joined.add(key)
        elif row is not None:
            reading_of_file = join_row(reading_of_file, row.activity)
            joined.add(key)
        yield clean_line(name, _NAME_LIMIT), reading_of_file
    if list_name:
        rest = tuple(_alone(row) for row in listed.rows if _key(f"{folder}/{row.filename}") not in joined)
        yield from _rest_of_list(clean_line(list_name, _NAME_LIMIT), listed, rest, reading)


def _read_list(name: str, members: Members, now: dt.datetime) -> tuple[StravaList, FileReading | None]:
    """Return the rows of the list; or its reading where it is no list of Strava, or cannot be read."""
    if not name:
        return StravaList(()), None
    try:
        text = decode_csv(members.read(name)[: 4 * MAX_CHARACTERS])
    except MemberError as error:
        return StravaList(()), FileReading(FileVerdict.SKIPPED, reason=str(error))
    if is_strava_csv(text):
        return read_strava_csv(text, now), None
    if is_garmin_csv(text):
        return StravaList(()), read_garmin_csv(text, now)
    return StravaList(()), FileReading(FileVerdict.SKIPPED, reason="it is no list of activities that is known")


def _rest_of_list(
    name: str, listed: StravaList, activities: tuple[ParsedActivity, ...], reading: FileReading | None
) -> Iterator[tuple[str, FileReading]]:
    """Yield what of the list has no file of its own, and what of it could not be read."""
    if reading is not None:
        yield name, reading
    elif activities:
        verdict = FileVerdict.DAMAGED_BUT_KEPT if listed.unread else FileVerdict.IMPORTED
        yield name, FileReading(verdict, activities, listed.unread)
    elif listed.unread:
        yield name, FileReading(FileVerdict.SKIPPED, reason=listed.unread)


def _alone(row: StravaRow) -> ParsedActivity:
    """Return the activity of a row whose file is not there, with a remark if the list names one."""
    if not row.filename:
        return row.activity
    remark = f"its file {clean_line(row.filename, _NAME_LIMIT)} is missing; the figures are those of Strava's list"
    return replace(row.activity, remarks=(*row.activity.remarks, remark))


def _read_member(name: str, members: Members, now: dt.datetime, read_recording: ReadRecording) -> FileReading:
    try:
        data = members.read(name)
    except MemberError as error:
        return FileReading(FileVerdict.SKIPPED, reason=str(error))
    if data.startswith(_ZIP_MARK):  # an archive may hold itself, and so have no end
        return FileReading(FileVerdict.SKIPPED, reason="it is an archive in the archive; unpack it and import it")
    return read_recording(PurePosixPath(name).name, data, now)


def _find_list(names: Collection[str]) -> str:
    """Return the name of the list that lies least deep; empty where there is none."""
    found = [name for name in names if _key(name).rpartition("/")[2] == LIST_NAME and not _is_aside(name)]
    return min(found, key=lambda name: (name.count("/"), name), default="")


def _is_recording(name: str) -> bool:
    """Return whether a member may be a recording by its name: its content is looked at later."""
    plain = _key(name).removesuffix(".gz")
    return plain.endswith((*_RECORDINGS, ".zip")) and not _is_aside(name)


def _is_aside(name: str) -> bool:
    """Return whether a file lies where no activities are, or is what a Mac writes next to each file."""
    *folders, last = _key(name).split("/")
    return last.startswith(("._", ".")) or not _NO_ACTIVITIES.isdisjoint(folders)


def _key(name: str) -> str:
    """Return a name for comparison: Windows writes a backslash between folders, and capitals may differ."""
    parts = [part for part in name.replace("\\", "/").lower().split("/") if part not in {"", "."}]
    return "/".join(parts)
