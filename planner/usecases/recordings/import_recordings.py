"""Import recordings: read the files, keep each activity once, store all of them as one operation.

Nothing is locked while files are read. What was read is stored in one transaction, or, when the runner cancels or
anything goes wrong, not at all.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from planner.matching import Likeness
from planner.store import connections, journal, recording_table
from planner.store.backups.automatic_backups import backups_before
from planner.store.backups.backup_names import BackupReason
from planner.text import clean_line, format_count
from planner.training.recordings import (
    FileVerdict,
    LinkMaker,
    ParsedActivity,
    Recording,
    RecordingLink,
    RecordingSource,
)
from planner.training.workouts import Sport
from planner.usecases.planbook import Planbook, file_stamp
from planner.usecases.recordings.duplicates import NEAR, RecordingPool
from planner.usecases.recordings.found_files import FoundActivity, FoundFile, OnProgress, Progress, RecordingReader
from planner.usecases.recordings.import_results import (
    MAX_REASONS,
    FileResult,
    ImportOutcome,
    file_verdict,
    group_archives,
)
from planner.usecases.recordings.match_days import match_after
from planner.usecases.recordings.zones import RunnerZone, find_zone, local_times, store_zone, zone_of

_NOON = dt.time(12)
_REMARKS_LIMIT = 10_000
_LIMITS = {
    "distance_m": 10_000_000,
    "duration_s": 864_000,
    "moving_s": 864_000,
    "elapsed_s": 864_000,
    "avg_hr": 300,
    "ascent_m": 100_000,
}
"""The largest figures, in metres, seconds and beats a minute, no larger than a workout can have; beyond is unknown."""


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How files are imported.

    Attributes:
        date: The day of recordings whose watch was never set; without one they are skipped.
        sport: The sport of recordings whose file names none.
        zone: The name of the time zone in which these files were recorded; None for the runner's.
        is_dry_run: Whether nothing is stored.
    """

    date: dt.date | None = None
    sport: Sport | None = None
    zone: str | None = None
    is_dry_run: bool = False


def import_recordings(
    book: Planbook, paths: Sequence[str], options: ImportOptions, on_progress: OnProgress | None = None
) -> ImportOutcome:
    """Import files, folders and archives as one operation.

    Args:
        book: The planbook; its file is made where there is none, except in a dry run.
        paths: Files and folders; ``-`` is standard input.
        options: How they are imported.
        on_progress: Is called after each file. What it raises ends the import, and nothing is stored.

    Raises:
        RefusedError: There is no such time zone, a path is outside the directory of a restricted account, or the file
            cannot be written; nothing was stored.
    """
    stored_zone = zone_of(book)
    zone = stored_zone if options.zone is None else RunnerZone(options.zone, find_zone(options.zone), True)
    known: dict[str, list[int]] = {}
    if file_stamp(book.path):
        with connections.read_transaction(book.path) as connection:
            known = recording_table.read_source_hashes(connection)
    reader = RecordingReader(book.clock.now(), known, on_progress or _ignore)
    files = [_with_options(found, options) for found in reader.read(paths)]
    work = _Import(book, files, options, zone, stored_zone)
    work.store()
    results = group_archives([work.result(number) for number in range(len(files))], files)
    return ImportOutcome(
        tuple(results),
        work.operation,
        stored_zone,
        reader.progress.left_aside,
        frozenset(work.days),
        work.remarks,
        work.questions,
    )


def _ignore(progress: Progress) -> None:
    """Do nothing with how far an import is."""


def _with_options(found: FoundFile, options: ImportOptions) -> FoundFile:
    """Return a file with the day that the runner gives, where its watch was never set, and the sport, where unknown."""
    reading, activities = found.reading, list(found.activities)
    if reading.needs_date and options.date is not None:
        verdict = FileVerdict.DAMAGED_BUT_KEPT if reading.verdict is not FileVerdict.SKIPPED else FileVerdict.IMPORTED
        reading = replace(reading, verdict=verdict, reason="")
        start = dt.datetime.combine(options.date, _NOON)
        for place, each in enumerate(activities):
            if each.activity.start_utc is None and each.activity.local_start is None:
                remark = "the watch was never set; you gave the day, and nobody knows the time"
                dated = replace(each.activity, local_start=start, remarks=(*each.activity.remarks, remark))
                activities[place] = replace(each, activity=dated)
                start += dt.timedelta(seconds=each.activity.elapsed_s or each.activity.duration_s or 0)
    if options.sport is not None:
        for place, each in enumerate(activities):
            if not each.activity.sport_said:
                said = replace(each.activity, sport=options.sport, sport_said=True)
                activities[place] = replace(each, activity=said)
    return replace(found, reading=reading, activities=tuple(activities))


@dataclass(slots=True)
class _Import:
    """The storing half of one import: what was read becomes rows.

    Attributes:
        book: The planbook.
        files: What was read.
        options: How it is imported.
        zone: The time zone of the files.
        stored_zone: The runner's time zone.
        operation: What the history calls it; empty while nothing was stored.
        days: The local days of new and changed recordings.
        remarks: What matching changed besides, a sentence each.
        questions: How many questions wait in the inbox about these days.
    """

    book: Planbook
    files: Sequence[FoundFile]
    options: ImportOptions
    zone: RunnerZone
    stored_zone: RunnerZone
    operation: str = ""
    days: set[dt.date] = field(default_factory=set)
    remarks: tuple[str, ...] = ()
    questions: int = 0
    _numbers: list[list[int]] = field(default_factory=list)
    """For each file the numbers of its recordings."""
    _verdicts: list[list[FileVerdict]] = field(default_factory=list)
    _reasons: list[list[str]] = field(default_factory=list)
    _new: set[int] = field(default_factory=set)
    _recordings: dict[int, Recording] = field(default_factory=dict)
    _links: dict[int, RecordingLink] = field(default_factory=dict)

    def store(self) -> None:
        """Store what is new; in a dry run, only work it out."""
        count = sum(len(found.activities) for found in self.files if found.reading.verdict is not FileVerdict.SKIPPED)
        if self.options.is_dry_run and not file_stamp(self.book.path):
            pool = RecordingPool((), self.stored_zone.zone)
            self._place(pool)
            self._recordings = {number: replace(pool[number], id=0, double_of=None) for number in pool.added}
            return
        count += sum(found.listed is not None for found in self.files)
        if not count and not any(found.known for found in self.files):
            self._place(RecordingPool((), self.stored_zone.zone))
            return
        if not count:
            with connections.read_transaction(self.book.path) as connection:
                self._place(RecordingPool((), self.stored_zone.zone))
                self._read_back(connection)
            return
        name, is_dry_run = self._operation_name(), self.options.is_dry_run
        now = self.book.clock.now()
        operation = journal.record_operation(self.book.path, name, now, is_dry_run=is_dry_run)
        with backups_before(BackupReason.IMPORT), operation as connection:
            self._store(connection)
        self.operation = name if self.days and not is_dry_run else ""
        if is_dry_run:
            self._recordings |= {number: replace(self._recordings[number], id=0) for number in self._new}

    def result(self, place: int) -> FileResult:
        """Return what became of one file."""
        found, numbers, verdicts = self.files[place], self._numbers[place], self._verdicts[place]
        reasons = [found.reading.reason, *self._reasons[place]]
        kept = list(dict.fromkeys(number for number in numbers if number in self._recordings))
        return FileResult(
            found.path,
            file_verdict(found, verdicts),
            "; ".join(filter(None, reasons[:MAX_REASONS])),
            found.reading.is_plan,
            tuple(self._recordings[number] for number in kept),
            tuple(self._links[number] for number in kept if number in self._links),
        )

    def _operation_name(self) -> str:
        if len(self.files) == 1:
            return clean_line(f"import {self.files[0].path.rpartition('/')[2]}", 120)
        return f"import {format_count(len(self.files), 'file')}"

    def _store(self, connection: sqlite3.Connection) -> None:
        """Store the new recordings and what they change, inside an operation of the journal."""
        if not self.stored_zone.is_stored:
            store_zone(connection, self.stored_zone.name)
        hashes = recording_table.read_source_hashes(connection)
        self.files = [_as_known(found, hashes) for found in self.files]  # another session may have been faster
        starts = [recording.start_utc.date() for found in self.files for recording, _ in self._recordings_of(found)]
        starts += [listed.start_utc.date() for found in self.files for listed in self._listed_of(found)]
        stored: dict[int, Recording] = {}
        for first, last in _spans(starts):
            near = recording_table.read_recordings_between(connection, first, last)
            stored |= {recording.id: recording for recording in near}
        links = recording_table.read_links_of_recordings(connection, list(stored))
        held = [link.recording_id for link in links if link.made_by is not LinkMaker.AUTO]
        distinct = recording_table.read_distinct_pairs(connection)
        pool = RecordingPool(stored.values(), self.stored_zone.zone, distinct=distinct, held=held)
        self._place(pool)
        path = self.book.path
        numbers: dict[int, int] = {}
        later: list[tuple[int, int]] = []
        for place in pool.added:
            recording = pool[place]
            double_of = recording.double_of
            if double_of is not None and double_of < 0:
                if double_of not in numbers:
                    later.append((place, double_of))
                double_of = numbers.get(double_of)
            (new,) = recording_table.insert_recordings(connection, path, [replace(recording, double_of=double_of)])
            numbers[place] = new.id
        for place, double_of in later:
            (new,) = recording_table.read_recordings(connection, [numbers[place]])
            recording_table.replace_recording(connection, path, replace(new, double_of=numbers[double_of]))
        for number in sorted(pool.changed):
            changed = pool[number]
            double_of = changed.double_of
            if double_of is not None and double_of < 0:
                changed = replace(changed, double_of=numbers[double_of])
            recording_table.replace_recording(connection, path, changed)
            self.days |= {stored[number].date, changed.date}
        self.days |= {pool[place].date for place in pool.added}
        self._numbers = [[numbers.get(number, number) for number in each] for each in self._numbers]
        self._new = set(numbers.values())
        outcome = match_after(connection, self.book, self.days)
        self.remarks = outcome.sentences
        doubles = recording_table.read_recordings(connection, sorted(numbers.values()))
        self.questions = len(outcome.questions) + sum(each.double_of is not None for each in doubles)
        self._read_back(connection)

    def _read_back(self, connection: sqlite3.Connection) -> None:
        """Read the recordings of the files as they are stored now, and their links."""
        numbers = sorted({number for each in self._numbers for number in each})
        self._recordings = {each.id: each for each in recording_table.read_recordings(connection, numbers)}
        links = recording_table.read_links_of_recordings(connection, numbers)
        self._links = {
            link.recording_id: link for link in links if link.cost is not None or link.made_by is not LinkMaker.AUTO
        }

    def _place(self, pool: RecordingPool) -> None:
        """Compare each activity with all others, and note what becomes of it and of its file."""
        met: dict[str, list[int]] = {}  # the numbers of what was placed, by the hash of its file
        for found in self.files:
            numbers, verdicts, reasons = [*found.known, *met.get(found.repeats, ())], [], []
            if found.repeats:
                reasons.append("it was read in this import already")
            if len(numbers) == 1:
                for listed in self._listed_of(found):
                    pool.fill(numbers[0], listed)
            for recording, each in self._recordings_of(found):
                if each.known:
                    numbers += each.known
                    verdicts.append(FileVerdict.ALREADY_THERE)
                    continue
                is_dated = each.activity.start_utc is None and found.reading.needs_date
                placed = pool.add(recording, is_dated_by_hand=is_dated)
                numbers.append(placed.number)
                met.setdefault(each.source.sha256, []).append(placed.number)
                if placed.likeness is Likeness.SAME:
                    verdicts.append(FileVerdict.ALREADY_THERE)
                elif placed.likeness is Likeness.ASK:
                    verdicts.append(FileVerdict.ASKED)
                else:
                    verdicts.append(FileVerdict.IMPORTED)
                if placed.other:
                    perhaps = "perhaps " if placed.likeness is Likeness.ASK else ""
                    reasons.append(
                        f"{perhaps}the same activity as {_reference(placed.other, pool[placed.other], each.source)}"
                    )
            self._numbers.append(numbers)
            self._verdicts.append(verdicts)
            self._reasons.append(list(dict.fromkeys(reasons)))
        pool.settle_doubles()

    def _listed_of(self, found: FoundFile) -> Iterable[Recording]:
        """Yield what the list of an archive says of a file that is there already, as a recording."""
        each = found.listed
        if each is not None and (each.activity.start_utc is not None or each.activity.local_start is not None):
            yield _to_recording(each.activity, each.source, self.zone, self.options)

    def _recordings_of(self, found: FoundFile) -> Iterable[tuple[Recording, FoundActivity]]:
        """Yield the activities of a file as recordings, without those that have no date."""
        if found.reading.verdict is FileVerdict.SKIPPED:
            return
        for each in found.activities:
            if each.activity.start_utc is not None or each.activity.local_start is not None:
                yield _to_recording(each.activity, each.source, self.zone, self.options), each


def _to_recording(
    activity: ParsedActivity, source: RecordingSource, zone: RunnerZone, options: ImportOptions
) -> Recording:
    """Return what a file says as a recording on its local day, with impossible figures unknown."""
    start, local, offset = local_times(activity.start_utc, activity.local_start, activity.utc_offset_s, zone.zone)
    if offset is None and options.zone is not None:  # recorded on a journey: the runner's own zone has no say in it
        offset = local_times(None, local, None, zone.zone)[2]
    remarks = list(activity.remarks)
    figures: dict[str, float | None] = {}
    for name, most in _LIMITS.items():
        figure = getattr(activity, name)
        figures[name] = figure if figure is None or 0 <= figure <= most else None
        if figure is not None and figures[name] is None:
            remarks.append(f"{name.rpartition('_')[0].replace('_', ' ')} {figure:.10g} cannot be, and is left out")
    return Recording(
        sport=activity.sport,
        start_utc=start.replace(microsecond=0),
        local_start=local.replace(microsecond=0),
        sources=(source,),
        sport_said=activity.sport_said,
        device_sport=clean_line(activity.device_sport),
        utc_offset_s=offset,
        distance_m=figures["distance_m"],
        duration_s=figures["duration_s"],
        moving_s=figures["moving_s"],
        elapsed_s=figures["elapsed_s"],
        avg_hr=None if not figures["avg_hr"] else int(figures["avg_hr"]),
        ascent_m=figures["ascent_m"],
        title=clean_line(activity.title),
        is_race=activity.is_race,
        sets=clean_line(activity.sets, _REMARKS_LIMIT),
        remarks=clean_line("; ".join(remarks), _REMARKS_LIMIT),
    )


def _as_known(found: FoundFile, hashes: dict[str, list[int]]) -> FoundFile:
    """Return a file with what is stored of it by now."""
    activities = tuple(replace(each, known=tuple(hashes.get(each.source.sha256, ()))) for each in found.activities)
    return replace(found, activities=activities)


def _spans(days: Iterable[dt.date]) -> Iterable[tuple[dt.date, dt.date]]:
    """Yield the spans of days, first and last, in which recordings near some days lie."""
    margin = 2 * NEAR + dt.timedelta(days=1)  # the neighbours of neighbours, whose local dates differ from UTC
    first: dt.date | None = None
    last = dt.date.min
    for day in sorted(set(days)):
        if first is not None and day - margin > last:
            yield first, last
            first = None
        first = first or day - margin
        last = day + margin
    if first is not None:
        yield first, last


def _reference(number: int, recording: Recording, but: RecordingSource) -> str:
    """Return how a sentence names a recording: by its number, or, while it is new, by a file of it but one."""
    if number > 0:
        return f"recording {number}"
    return next((source.name for source in recording.sources if source != but), but.name)
