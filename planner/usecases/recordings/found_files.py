"""The files of an import: found by the paths that were typed, and read one after the other.

Files, folders with all that is below them, archives, and standard input. Nothing is stored here; a file whose hash is
known is not parsed. Of each file only what it says is kept, so that any number of them fits into the memory.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from planner import restriction
from planner.exchange.recordings.recording_files import MAX_FILE_BYTES, is_archive, read_member, read_recording
from planner.named_files import UnreadableFileError, read_start
from planner.text import clean_line
from planner.training.recordings import FileReading, FileVerdict, ParsedActivity, RecordingFormat, RecordingSource
from planner.training.refusal import RefusedError

STDIN: Final = "-"
_STDIN_NAME: Final = "standard input"
_ENDINGS: Final = (".fit", ".gpx", ".tcx")
_TABLE, _ARCHIVE = ".csv", ".zip"
_LIST_NAME: Final = "activities.csv"
_PATH_LIMIT: Final = 300
_WORKBOOK_BYTES: Final = 20_000_000
"""A larger archive is no plan in a spreadsheet, so it is not looked through for one."""


@dataclass(frozen=True, slots=True)
class FoundActivity:
    """One activity of a file.

    Attributes:
        activity: What the file says.
        source: Where it was read from.
        known: The numbers of the stored recordings that were read from the same bytes.
    """

    activity: ParsedActivity
    source: RecordingSource
    known: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundFile:
    """One file of an import, or one member of an archive.

    Attributes:
        path: Its path as it is shown; of a member, its name in the archive.
        reading: What it holds; its activities are those of `activities`.
        activities: Its activities, with their sources.
        known: The numbers of the stored recordings that were read from the same bytes; then it was not parsed.
        repeats: The hash of its bytes where they were met before in this import, so that it was not parsed; else empty.
        listed: What the list of its archive says of it, where the same bytes were met before.
        archive: The path of the archive that it is a member of; empty for a file of its own.
    """

    path: str
    reading: FileReading
    activities: tuple[FoundActivity, ...] = ()
    known: tuple[int, ...] = ()
    repeats: str = ""
    listed: FoundActivity | None = None
    archive: str = ""


@dataclass(slots=True)
class Progress:
    """How far an import is.

    Attributes:
        done: How many files were read.
        total: How many there are, as far as folders and archives were opened.
        name: The path of the last one.
        left_aside: How many files of folders are no recordings by their names, or hidden.
    """

    done: int = 0
    total: int = 0
    name: str = ""
    left_aside: int = 0


OnProgress = Callable[[Progress], None]
"""Is called after each file; what it raises ends the import, and nothing is stored."""


@dataclass(slots=True)
class RecordingReader:
    """Reads the files of one import.

    Attributes:
        now: The present instant: no recording can be later.
        known: The numbers of the stored recordings, by the hash of the file that each was read from.
        on_progress: Is called after each file.
        progress: How far it is.
    """

    now: dt.datetime
    known: Mapping[str, Sequence[int]]
    on_progress: OnProgress
    progress: Progress = field(default_factory=Progress)
    _met: set[str] = field(default_factory=set)
    _digest: str = ""
    """The hash of the file that was read last; empty where it could not be read."""
    _is_known: bool = False

    def read(self, paths: Iterable[str]) -> Iterator[FoundFile]:
        """Yield each file that the paths name, in their order; folders by name.

        Raises:
            RefusedError: A path is outside the directory of a restricted account.
        """
        listed = list(paths)
        for path in listed:
            if path != STDIN:
                restriction.check_file_name(path)
        self.progress.total = len(listed)
        for path in listed:
            for found in self._read_path(path):
                self.progress.done += 1
                self.progress.name = found.path
                self.on_progress(self.progress)
                yield found

    def _read_path(self, path: str) -> Iterator[FoundFile]:
        if path == STDIN:
            data = sys.stdin.buffer.read(MAX_FILE_BYTES + 1)
            yield self._found(_STDIN_NAME, self._read_bytes(_STDIN_NAME, data))
        elif os.path.isdir(path):  # noqa: PTH112 - Path refuses a name with a null character
            yield from self._read_folder(Path(path))
        else:
            yield from self._read_file(Path(path))

    def _read_folder(self, folder: Path) -> Iterator[FoundFile]:
        """Yield the recordings of a folder and all below it; those of an unpacked Strava export with their titles."""
        from planner.exchange.recordings.strava_archive import read_members
        from planner.exchange.recordings.zip_members import Members

        paths, left_aside = _list_folder(folder)
        self.progress.left_aside += left_aside
        self.progress.total += len(paths) - 1
        names = {path.relative_to(folder).as_posix(): path for path in paths}
        members = Members(
            tuple(name for name, path in names.items() if _is_recording(path) or path.name.lower() == _LIST_NAME),
            lambda name: _read_bytes_of(names[name]),
        )
        read = set()
        readings = read_members(members, self.now, self._read_member)
        for name, reading in self._each(readings):
            read.add(name)
            yield self._found(_shown(folder / name), reading, name)
        for name in members.names:
            if clean_line(name, 120) not in read and not _is_recording(names[name]):
                self.progress.total -= 1  # a list whose activities all have files of their own
        for name, path in names.items():
            if name not in members.names:
                yield from self._read_file(path)

    def _read_file(self, path: Path) -> Iterator[FoundFile]:
        shown = _shown(path)
        try:
            data = read_start(path, _WORKBOOK_BYTES + 1, shown)
            is_cut = len(data) > _WORKBOOK_BYTES
            if is_archive(data) and (is_cut or b"xl/workbook.xml" not in data):
                del data
                yield from self._read_archive(path)
                return
            if is_cut:
                data = read_start(path, MAX_FILE_BYTES + 1, shown)
        except RefusedError as error:
            yield self._skipped(shown, _reason(error))
            return
        yield self._found(shown, self._read_bytes(path.name, data), path.name)

    def _read_archive(self, path: Path) -> Iterator[FoundFile]:
        from planner.exchange.recordings.strava_archive import count_recordings, read_members
        from planner.exchange.recordings.zip_members import MemberError, open_zip

        shown = _shown(path)
        try:
            with open_zip(path) as members:
                self.progress.total += count_recordings(members) - 1
                is_empty = True
                for name, reading in self._each(read_members(members, self.now, self._read_member)):
                    is_empty = False
                    yield replace(self._found(name, reading, name), archive=shown)
                if is_empty:
                    yield self._skipped(shown, "there is no recording in the archive")
        except MemberError as error:
            yield self._skipped(shown, str(error))

    def _each(self, readings: Iterator[tuple[str, FileReading]]) -> Iterator[tuple[str, FileReading]]:
        """Yield the readings of several files, each with the hash of its own bytes in `_digest`."""
        while True:
            self._digest, self._is_known = "", False
            reading = next(readings, None)
            if reading is None:
                return
            yield reading

    def _read_bytes(self, name: str, data: bytes) -> FileReading:
        self._digest, self._is_known = "", False
        if is_archive(data):
            return read_recording(name, data, self.now)
        return self._read_member(name, data, self.now)

    def _read_member(self, name: str, data: bytes, now: dt.datetime) -> FileReading:
        """Return what a file holds, without a look at it where the same bytes were read before."""
        self._digest = hashlib.sha256(data).hexdigest()
        self._is_known = self._digest in self.known or self._digest in self._met
        if self._is_known:
            return FileReading(FileVerdict.ALREADY_THERE)
        return read_member(name, data, now)

    def _found(self, path: str, reading: FileReading, name: str = _STDIN_NAME) -> FoundFile:
        """Return a file with its activities and their sources."""
        digest = self._digest
        if self._is_known:
            known = tuple(self.known.get(digest, ()))
            there = FileReading(FileVerdict.ALREADY_THERE)
            found = FoundFile(path, there, known=known, repeats="" if known else digest)
            for row in reading.activities:
                source = RecordingSource(clean_line(name, _PATH_LIMIT), row.format, _row_digest(row))
                found = replace(found, listed=FoundActivity(row, source))
            return found
        activities = []
        for part, activity in enumerate(reading.activities):
            is_row = activity.format is RecordingFormat.CSV or not digest
            own = _row_digest(activity) if is_row else digest
            source = RecordingSource(clean_line(name, _PATH_LIMIT), activity.format, own, 0 if is_row else part)
            activities.append(FoundActivity(activity, source, tuple(self.known.get(own, ()))))
        if digest and activities and reading.verdict is not FileVerdict.SKIPPED:
            self._met.add(digest)
        return FoundFile(path, reading, tuple(activities))

    def _skipped(self, path: str, reason: str) -> FoundFile:
        return FoundFile(path, FileReading(FileVerdict.SKIPPED, reason=reason))


def _list_folder(folder: Path) -> tuple[list[Path], int]:
    """Return the files below a folder that may be recordings, by name, and how many others there are."""
    paths: list[Path] = []
    others = 0
    for directory, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__MACOSX")))
        for name in sorted(names):
            path = Path(directory, name)
            is_wanted = _is_recording(path) or path.suffix.lower() in {_TABLE, _ARCHIVE}
            if is_wanted and not name.startswith(".") and path.is_file():
                paths.append(path)
            else:
                others += 1
    return paths, others


def _is_recording(path: Path) -> bool:
    return path.name.lower().removesuffix(".gz").endswith(_ENDINGS)


def _read_bytes_of(path: Path) -> bytes:
    from planner.exchange.recordings.zip_members import MemberError

    try:
        return read_start(path, MAX_FILE_BYTES + 1)
    except RefusedError as error:
        raise MemberError(_reason(error)) from None


def _reason(error: RefusedError) -> str:
    """Return why a file cannot be read, in half a sentence."""
    return error.reason if isinstance(error, UnreadableFileError) else clean_line(str(error)).removesuffix(".")


def _shown(path: Path) -> str:
    return clean_line(str(path), _PATH_LIMIT)


def _row_digest(activity: ParsedActivity) -> str:
    """Return the hash of one row of a table: of what it says, since the rest of the table may have changed."""
    says = (
        activity.start_utc, activity.local_start, activity.sport, activity.device_sport, activity.title,
        activity.distance_m, activity.duration_s, activity.moving_s, activity.elapsed_s,
    )  # fmt: skip
    return hashlib.sha256("\n".join(map(str, says)).encode("utf-8", "replace")).hexdigest()
