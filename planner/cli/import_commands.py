"""The commands about recordings: import, recordings, recording."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby
from textwrap import wrap
from typing import Any

from planner.cli.arg_values import parse_optional
from planner.cli.damaged_rows import shows_what_can_be_read
from planner.cli.exit_status import say
from planner.cli.output import MAX_SENTENCE, WIDTH, show
from planner.cli.recording_output import activity_document, recording_document, recording_line, recording_lines
from planner.invocation import program
from planner.text import clean_line, format_count
from planner.training.date_context import Look
from planner.training.formatting import format_day_and_year
from planner.training.measures import parse_whole_number
from planner.training.races import Unit
from planner.training.recordings import FileVerdict, Recording, RecordingLink
from planner.training.refusal import RefusedError
from planner.usecases.date_words import date_reader
from planner.usecases.planbook import Planbook, file_stamp
from planner.usecases.queries import read_runner
from planner.usecases.recordings import edit_recordings
from planner.usecases.recordings.edit_recordings import RecordingEdit
from planner.usecases.recordings.found_files import Progress
from planner.usecases.recordings.import_recordings import ImportOptions, import_recordings
from planner.usecases.recordings.import_results import FileResult, ImportOutcome
from planner.usecases.recordings.zones import find_zone_difference, parse_zone

_REDRAW_S = 0.1
_MAX_LINES = 40
"""So many files at most are listed when all is well with them."""


def run_import(book: Planbook, args: argparse.Namespace) -> int:
    """Import recordings; return 1 when none could be."""
    options = ImportOptions(
        date=parse_optional(date_reader(book, Look.BACK).read, args.date, "date"),
        sport=parse_optional(edit_recordings.parse_sport, args.sport),
        zone=parse_optional(parse_zone, args.zone),
        is_dry_run=args.dry_run,
    )
    is_new_file = not file_stamp(book.path)
    line = _ProgressLine()
    try:
        outcome = import_recordings(book, args.paths, options, line.show)
    except KeyboardInterrupt:
        line.clear()
        say(f"cancelled after {format_count(line.done, 'file')}; nothing was stored.")
        raise
    finally:
        line.clear()
    unit = read_runner(book).unit if file_stamp(book.path) else Unit.KM
    show(
        args,
        lambda: {"files": [_file_document(result) for result in outcome.files]},
        lambda: _outcome_lines(book, outcome, unit, is_new_file=is_new_file, is_dry_run=args.dry_run),
    )
    return 0 if outcome.is_any_stored else 1


class _ProgressLine:
    """A line on the terminal that counts files; none where standard error is no terminal."""

    def __init__(self) -> None:
        self._is_shown = sys.stderr.isatty()
        self._drawn_at = 0.0
        self.done = 0

    def show(self, progress: Progress) -> None:
        """Draw the line again, ten times a second at most."""
        self.done = progress.done
        now = time.monotonic()
        if self._is_shown and now - self._drawn_at >= _REDRAW_S:
            self._drawn_at = now
            text = f"{progress.done:,} of {progress.total:,} files, ctrl+c cancels: {progress.name}"
            sys.stderr.write(f"\r\x1b[K{clean_line(text, WIDTH)}")
            sys.stderr.flush()

    def clear(self) -> None:
        """Take the line away."""
        if self._drawn_at:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._drawn_at = 0.0


def _file_document(result: FileResult) -> dict[str, Any]:
    return {
        "path": result.path,
        "result": result.verdict.value,
        "kind": "plan" if result.is_plan else "activity",
        "reason": result.reason,
        "activities": [activity_document(recording) for recording in result.recordings],
        "matched": [_match_document(item, list(links)) for item, links in _by_item(result.links)],
    }


def _by_item(links: Iterable[RecordingLink]) -> Iterable[tuple[int, Iterable[RecordingLink]]]:
    def item_of(link: RecordingLink) -> int:
        return link.item_id

    return groupby(sorted(links, key=item_of), item_of)


def _match_document(item: int, links: list[RecordingLink]) -> dict[str, Any]:
    first = links[0]
    return {
        "item": item,
        "activities": [link.recording_id for link in links],
        "by": first.made_by.value,
        "cost": first.cost,
        "margin": first.margin,
        "words": first.words,
    }


def _outcome_lines(
    book: Planbook, outcome: ImportOutcome, unit: Unit, *, is_new_file: bool, is_dry_run: bool
) -> Iterable[str]:
    """Yield a line a file with its recordings, then what became of all of them."""
    flat = [each for result in outcome.files for each in _members(result)]
    is_long = len(flat) > _MAX_LINES
    for result in flat:
        if not (is_long and result.verdict in {FileVerdict.IMPORTED, FileVerdict.ALREADY_THERE}):
            yield from _file_lines(result, unit)
    counts = Counter(result.verdict for result in flat)
    counted = [f"{counts[verdict]:,} {verdict.value}" for verdict in FileVerdict if counts[verdict]]
    # In a dry run they have no numbers yet.
    recordings = {recording.id or recording.sources for result in flat for recording in result.recordings}
    head = f"{len(flat):,} files" if len(flat) != 1 else "1 file"
    yield f"{head}: {', '.join(counted) or 'nothing'}; {format_count(len(recordings), 'recording')}."
    # Of a file that was there already the workouts were done before, and are not said again.
    new = (result for result in flat if result.verdict is not FileVerdict.ALREADY_THERE)
    linked = {link.item_id for result in new for link in result.links}
    if linked:
        verb = "is" if len(linked) == 1 else "are"
        yield f"With them, {format_count(len(linked), 'workout')} of the plan {verb} done."
    if outcome.left_aside:
        yield f"Left aside: {format_count(outcome.left_aside, 'hidden or other file')}."
    for remark in outcome.remarks:
        yield from wrap(clean_line(remark, MAX_SENTENCE), WIDTH)
    if outcome.questions:
        asked = "is a question" if outcome.questions == 1 else f"are {outcome.questions} questions"
        yield f"There {asked} about recordings: {program()} inbox"
    if is_dry_run:
        yield "This was a dry run: nothing was stored."
    elif file_stamp(book.path):
        yield from _stored_lines(book, outcome, is_new_file=is_new_file)


def _stored_lines(book: Planbook, outcome: ImportOutcome, *, is_new_file: bool) -> Iterable[str]:
    """Yield what a person should know of the file: that it is new, which time zone is its, how to undo."""
    if is_new_file:
        yield f"A new file was made: {clean_line(str(book.path), 4096)}"
    without = {each.id for result in outcome.files for each in result.recordings if each.utc_offset_s is None}
    if outcome.operation and (without or not outcome.zone.is_stored):
        zone = f"Local days of files that name no time zone are those of {outcome.zone.name}"
        text = f"{zone}; {program()} set zone changes it."
        yield from wrap(text, WIDTH)
    if difference := find_zone_difference(book):
        yield difference.sentence
    if outcome.operation:
        yield f"{program()} undo takes the import back."


def _members(result: FileResult) -> Iterable[FileResult]:
    """Return the files of an archive, named with it; of any other file, itself."""
    archive = result.path.rpartition("/")[2]
    members = (replace(member, path=f"{archive}: {member.path}") for member in result.members)
    return members if result.members else (result,)


def _file_lines(result: FileResult, unit: Unit) -> Iterable[str]:
    reason = f" ({clean_line(result.reason, MAX_SENTENCE)})" if result.reason else ""
    line = f"{result.verdict.value}: {result.path}{reason}"
    yield from wrap(line, WIDTH, subsequent_indent="    ", break_on_hyphens=False, break_long_words=False)
    links = {link.recording_id: link for link in result.links}
    if result.verdict is FileVerdict.ALREADY_THERE:
        return
    for recording in result.recordings:
        link = links.get(recording.id)
        yield f"  {format_day_and_year(recording.date)}{recording_line(recording, unit, link)}"
        if link is not None and link.words:
            yield from wrap(link.words, WIDTH, initial_indent="      ", subsequent_indent="      ")


@shows_what_can_be_read
def run_recordings(book: Planbook, args: argparse.Namespace) -> None:
    """List recordings."""
    dates = date_reader(book, Look.BACK)
    first = dt.date.min if args.first is None else dates.read(args.first, "from")
    last = dt.date.max if args.last is None else dates.read(args.last, "to")
    if last < first:
        raise RefusedError(f"to {last} lies before from {first}.")
    recordings, links = edit_recordings.list_recordings(book, first, last)
    unit = read_runner(book).unit
    show(
        args,
        lambda: {"recordings": [recording_document(each, links.get(each.id)) for each in recordings]},
        lambda: _list_lines(recordings, links, unit),
    )


def _list_lines(recordings: list[Recording], links: dict[int, RecordingLink], unit: Unit) -> Iterable[str]:
    if not recordings:
        yield f"There are no recordings here. Import some with: {program()} import FILE"
    for day, of_day in groupby(recordings, lambda each: each.date):
        yield format_day_and_year(day)
        for recording in of_day:
            yield recording_line(recording, unit, links.get(recording.id))


def run_recording(book: Planbook, args: argparse.Namespace) -> None:
    """Show a recording, or change, join, part or delete it."""
    number = parse_whole_number(args.number, "recording")
    unit = read_runner(book).unit
    edit = _edit(book, args, number)
    if edit is None:
        recording, link = edit_recordings.read_recording(book, number)
        show(
            args,
            lambda: {"recording": recording_document(recording, link)},
            lambda: recording_lines(recording, unit, link),
        )
        return
    links = edit.links
    new = edit.added if args.dry_run else frozenset()
    show(
        args,
        lambda: {
            "operation": edit.operation,
            "recordings": [
                recording_document(each, links.get(each.id)) | ({"id": None} if each.id in new else {})
                for each in edit.recordings
            ],
            "removed": list(edit.removed),
            "remarks": [edit.remark] if edit.remark else [],
        },
        lambda: [
            f"{edit.operation} - nothing was changed, this is what would be:"
            if args.dry_run
            else f"{edit.operation}: done; {program()} undo takes it back.",
            *(recording_line(each, unit, links.get(each.id)) for each in edit.recordings),
            *([edit.remark] if edit.remark else []),
        ],
    )


def _edit(book: Planbook, args: argparse.Namespace, number: int) -> RecordingEdit | None:
    """Make the one edit that was asked for; None where none was."""
    asked = [name for name in ("sport", "join", "part", "delete") if getattr(args, name)]
    if len(asked) > 1:
        raise RefusedError(f"Only one of --{' and --'.join(asked)} at a time.")
    is_dry_run = args.dry_run
    if args.sport:
        return edit_recordings.change_sport(
            book, number, edit_recordings.parse_sport(args.sport), is_dry_run=is_dry_run
        )
    if args.join:
        return edit_recordings.join_recordings(
            book, number, parse_whole_number(args.join, "join"), is_dry_run=is_dry_run
        )
    if args.part:
        return edit_recordings.part_recording(book, number, args.part, is_dry_run=is_dry_run)
    return edit_recordings.delete_recording(book, number, is_dry_run=is_dry_run) if args.delete else None
