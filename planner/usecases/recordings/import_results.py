"""What became of the files of an import: a verdict and a reason a file, those of an archive together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from planner.text import format_count
from planner.training.recordings import FileVerdict, Recording, RecordingLink
from planner.usecases.recordings.found_files import FoundFile
from planner.usecases.recordings.zones import RunnerZone

MAX_REASONS = 20
"""So many reasons of a file, or of the files of an archive, are kept."""


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of one file.

    Attributes:
        path: Its path as it is shown.
        verdict: What became of it.
        reason: Why, in half a sentence; empty where all is well.
        is_plan: Whether it is a run plan, which makes a block.
        recordings: Its recordings as they are stored; their number is 0 in a dry run.
        links: Their links to planned workouts.
        members: What became of each member, if it is an archive.
    """

    path: str
    verdict: FileVerdict
    reason: str = ""
    is_plan: bool = False
    recordings: tuple[Recording, ...] = ()
    links: tuple[RecordingLink, ...] = ()
    members: tuple[FileResult, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What became of an import.

    Attributes:
        files: What became of each file, in the order they were read.
        operation: What the history calls it; empty where nothing was stored.
        zone: The time zone that was used, and whether the runner had it set before.
        left_aside: How many files of folders are no recordings by their names, or hidden.
        days: The local days of new and changed recordings.
        remarks: What matching changed besides, a sentence each: links that gave way, coming loads.
        questions: How many questions wait in the inbox about these days.
    """

    files: tuple[FileResult, ...]
    operation: str
    zone: RunnerZone
    left_aside: int = 0
    days: frozenset[dt.date] = frozenset()
    remarks: tuple[str, ...] = ()
    questions: int = 0

    @property
    def is_any_stored(self) -> bool:
        """Whether at least one file is imported, or was there already."""
        return any(result.verdict is not FileVerdict.SKIPPED for result in self.files)


def file_verdict(found: FoundFile, verdicts: Sequence[FileVerdict]) -> FileVerdict:
    """Return what became of a file, from what became of its activities."""
    if not verdicts:
        return found.reading.verdict
    if FileVerdict.ASKED in verdicts:
        return FileVerdict.ASKED
    if all(verdict is FileVerdict.ALREADY_THERE for verdict in verdicts):
        return FileVerdict.ALREADY_THERE
    return found.reading.verdict


def group_archives(results: Sequence[FileResult], files: Sequence[FoundFile]) -> Iterable[FileResult]:
    """Yield the results of files, with those of one archive as one that has members."""
    members: list[FileResult] = []
    for place, result in enumerate(results):
        archive = files[place].archive
        if not archive:
            yield result
            continue
        members.append(result)
        if place + 1 == len(results) or files[place + 1].archive != archive:
            yield _archive_result(archive, tuple(members))
            members = []


def _archive_result(path: str, members: tuple[FileResult, ...]) -> FileResult:
    """Return what became of an archive: the best that became of any member, with what is to be said of others."""
    verdicts = {member.verdict for member in members}
    order = (
        FileVerdict.ASKED, FileVerdict.DAMAGED_BUT_KEPT, FileVerdict.IMPORTED, FileVerdict.ALREADY_THERE,
        FileVerdict.SKIPPED,
    )  # fmt: skip
    reasons = [f"{member.path}: {member.reason}" for member in members if member.reason]
    more = len(reasons) - MAX_REASONS
    shown = reasons[:MAX_REASONS] + ([f"and remarks on {format_count(more, 'more file')}"] if more > 0 else [])
    return FileResult(
        path,
        next(verdict for verdict in order if verdict in verdicts),
        "; ".join(shown),
        recordings=tuple(recording for member in members for recording in member.recordings),
        links=tuple(link for member in members for link in member.links),
        members=members,
    )
