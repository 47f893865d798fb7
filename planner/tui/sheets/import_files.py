"""What an import would store, file by file, before it is stored; how far it is, and a key that cancels it.

Files are read on a thread. The sheet looks at how far it is a few times a second, so that thousands of files send no
more to the terminal than ten.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from threading import Event

from textual.timer import Timer
from textual.worker import get_current_worker

from planner.text import clean_line, format_count
from planner.training.formatting import format_day_and_year, format_hours
from planner.training.measures import format_distance
from planner.training.races import Unit
from planner.training.recordings import FileVerdict, Recording, RecordingLink
from planner.training.refusal import RefusedError
from planner.training.workout_names import workout_name
from planner.tui.keys import sheet_commands
from planner.tui.sheets.import_form import ImportRequest
from planner.tui.sheets.list_sheet import ListSheet
from planner.tui.theme import Glyphs
from planner.tui.widgets.rows import Piece, Row
from planner.tui.widgets.wrap import fit_both, wrap_rows, wrap_rows_cut
from planner.usecases.planbook import Planbook
from planner.usecases.queries import read_runner, read_workout
from planner.usecases.recordings.found_files import Progress
from planner.usecases.recordings.import_recordings import import_recordings
from planner.usecases.recordings.import_results import FileResult, ImportOutcome

_LOOK_EVERY_S = 0.2
"""Seconds between two looks at how far an import is."""
_SHORT_AMOUNT_FROM = 44
"""Cells of a row from which it says what was recorded, next to the name of the file."""
_TITLE = "Import recordings"
_ROOMY_FROM = 20
"""Lines of the screen from which what would be stored may take two lines, and has a blank one below it."""
_MAX_CHARS = 600
_NEW = frozenset({FileVerdict.IMPORTED, FileVerdict.DAMAGED_BUT_KEPT, FileVerdict.ASKED})
_ORDER = (
    FileVerdict.ASKED,
    FileVerdict.DAMAGED_BUT_KEPT,
    FileVerdict.SKIPPED,
    FileVerdict.IMPORTED,
    FileVerdict.ALREADY_THERE,
)
"""The order of the list: first what the runner may want to look at."""
_COLORS = {
    FileVerdict.IMPORTED: "done",
    FileVerdict.DAMAGED_BUT_KEPT: "accent",
    FileVerdict.ASKED: "accent",
    FileVerdict.ALREADY_THERE: "muted",
    FileVerdict.SKIPPED: "warn",
}
_WORDS_BEFORE = {
    FileVerdict.IMPORTED: "to import",
    FileVerdict.DAMAGED_BUT_KEPT: "damaged, to import as far as it goes",
    FileVerdict.ASKED: "perhaps stored already: to import, and a question",
    FileVerdict.ALREADY_THERE: "already there",
    FileVerdict.SKIPPED: "left out",
}


class ImportCancelledError(Exception):
    """The runner has cancelled an import."""


class ImportContent:
    """The files of an import as a list: what becomes of each, and which workout it would be linked to.

    Args:
        book: The runner's planbook.
        results: What becomes of each file; of an archive, of each member.
        unit: The unit of distances.
    """

    def __init__(self, book: Planbook, unit: Unit, results: Sequence[FileResult] = ()) -> None:
        self._book = book
        self._unit = unit
        files = (one for result in results for one in (result.members or (result,)))
        self.results = sorted(files, key=lambda result: _ORDER.index(result.verdict))
        self.is_read = bool(results)
        self._names: dict[int, str] = {}

    @property
    def row_count(self) -> int:
        """How many files there are."""
        return len(self.results)

    @property
    def has_new(self) -> bool:
        """Whether there is anything to store."""
        return any(result.verdict in _NEW for result in self.results)

    def summary(self) -> str:
        """Return how many files are new, and how many are not: ``3 to import, 1 of them damaged; 1 already there``."""
        counts = Counter(result.verdict for result in self.results)
        new = sum(counts[verdict] for verdict in _NEW)
        damaged, doubles = counts[FileVerdict.DAMAGED_BUT_KEPT], counts[FileVerdict.ASKED]
        there, skipped = counts[FileVerdict.ALREADY_THERE], counts[FileVerdict.SKIPPED]
        parts = [f"{new:,} to import" if new else "Nothing to import"]
        parts[0] += f", {damaged:,} of them damaged" if damaged else ""
        parts[0] += f", {doubles:,} perhaps stored already" if doubles else ""
        parts += [f"{there:,} already there"] if there else []
        parts += [f"{skipped:,} left out"] if skipped else []
        return "; ".join(parts)

    @property
    def linked_count(self) -> int:
        """How many workouts of the plan would be linked."""
        return len({link.item_id for result in self.results for link in result.links if result.verdict in _NEW})

    def row(self, index: int, width: int, glyphs: Glyphs) -> Row:
        """Return a file as a row: what becomes of it, its name, and what was recorded."""
        result = self.results[index]
        name = clean_line(result.path.rpartition("/")[2])
        said = _brief(result, self._unit) if width >= _SHORT_AMOUNT_FROM else ""
        mark = Piece(f"{_mark(result.verdict, glyphs)} ", _COLORS[result.verdict])
        color = "text" if result.verdict in _NEW else "muted"
        return (mark, Piece(fit_both(name, f"  {said}" if said else "", max(width - 2, 1), glyphs), color))

    def detail_rows(self, index: int, width: int, title_color: str) -> list[Row]:
        """Return a file in full: what becomes of it and why, its recordings, and their workouts."""
        if not self.results:
            return wrap_rows("There is no recording in it." if self.is_read else "", width, "muted")
        result = self.results[index]
        rows = wrap_rows(clean_line(result.path, _MAX_CHARS), width, title_color)
        rows += wrap_rows(_WORDS_BEFORE[result.verdict], width, _COLORS[result.verdict])
        rows += wrap_rows(clean_line(result.reason, _MAX_CHARS), width)
        for recording in result.recordings:
            rows += wrap_rows(describe_recording(recording, self._unit), width)
            rows += wrap_rows(clean_line(recording.title), width, "muted")
            if recording.remarks not in result.reason:
                rows += wrap_rows(clean_line(recording.remarks, _MAX_CHARS), width, "muted")
        return rows + [row for link in result.links for row in wrap_rows(self._link_text(link), width, "done")]

    def foot_words(self) -> Mapping[str, str]:
        """Leave out the keys that do nothing."""
        hidden = ([] if self.has_new else ["import.store"]) + ([] if self.results else ["import.read"])
        return {**dict.fromkeys(hidden, ""), **({} if self.has_new else {"import.close": "closes"})}

    def _link_text(self, link: RecordingLink) -> str:
        """Return to which workout a recording is linked, and why."""
        if link.item_id not in self._names:
            try:
                workout = read_workout(self._book, link.item_id)
                self._names[link.item_id] = f"{workout_name(workout)} of {format_day_and_year(workout.date)}"
            except RefusedError:  # removed meanwhile
                self._names[link.item_id] = "a workout"
        return f"The {clean_line(self._names[link.item_id])}: {clean_line(link.words, _MAX_CHARS)}."


class ImportPreviewSheet(ListSheet[ImportOutcome]):
    """Reads files and shows what an import would store; its result is the import, None where it is left or cancelled.

    Args:
        book: The runner's planbook.
        request: What is to be imported.

    Raises:
        RefusedError: The planbook cannot be read.
    """

    COMMAND_TABLE = sheet_commands.IMPORT_PREVIEW

    def __init__(self, book: Planbook, request: ImportRequest) -> None:
        self._book = book
        self._request = request
        self._unit = read_runner(book).unit
        self._stop = Event()
        self._progress = Progress()
        self._timer: Timer | None = None
        self._is_storing = self._was_refused = False
        self._summary = ""
        super().__init__(_TITLE, ImportContent(book, self._unit))

    @property
    def content(self) -> ImportContent:
        """What is listed."""
        assert isinstance(self._content, ImportContent)
        return self._content

    def on_mount(self) -> None:
        """Read the files."""
        super().on_mount()
        self._run(is_storing=False)

    def action_store(self) -> None:
        """Import what is listed; read the files again where that was refused."""
        if self._timer is None and (self.content.has_new or self._was_refused):
            self._run(is_storing=self.content.has_new)

    def action_close(self) -> None:
        """Leave without storing; while files are read, end that first."""
        if self._timer is None:
            super().action_close()
        else:
            self._stop.set()

    def _run(self, *, is_storing: bool) -> None:
        """Read the files on a thread; store what is in them, or only find out what would be stored."""
        self._is_storing = is_storing
        self._progress = Progress()
        self._timer = self.set_interval(_LOOK_EVERY_S, self._show_progress)
        self._show_progress()
        self.run_worker(self._import, thread=True, group="import")

    def _import(self) -> None:
        """Carry the import out, on the thread."""
        worker = get_current_worker()

        def note(progress: Progress) -> None:
            self._progress = replace(progress)
            if self._stop.is_set() or worker.is_cancelled:
                raise ImportCancelledError

        options = replace(self._request.options, is_dry_run=not self._is_storing)
        try:
            outcome: ImportOutcome | RefusedError | None
            outcome = import_recordings(self._book, self._request.paths, options, note)
        except ImportCancelledError:
            outcome = None
        except RefusedError as error:
            outcome = error
        self.call_later(self._finish, outcome)

    def _finish(self, outcome: ImportOutcome | RefusedError | None) -> None:
        """Show what was read, or leave with what was stored."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self._was_refused = isinstance(outcome, RefusedError)
        if isinstance(outcome, RefusedError):
            self.show_message(f"{outcome} enter tries again, escape closes.", "warn")
        elif outcome is None or self._is_storing:
            self.dismiss(outcome)
        else:
            self._content = ImportContent(self._book, self._unit, outcome.files)
            self._summary = self._summarize(outcome)
            self.show_rows_again(0)

    def head_rows(self, width: int) -> list[Row]:
        """Return the title, and once the files are read, what would be stored."""
        title: Row = (Piece(_TITLE, "title", "sheet"),)
        is_roomy = self.app.size.height >= _ROOMY_FROM
        said = wrap_rows_cut(self._summary, width, 2 if is_roomy else 1, self.host.glyphs)
        return [title, *said, *([()] if said and is_roomy else [])]

    def _summarize(self, outcome: ImportOutcome) -> str:
        """Return what would be stored, and what else is to be said of it."""
        linked, asked, aside = self.content.linked_count, outcome.questions, outcome.left_aside
        more = [f"{format_count(linked, 'workout')} linked"] if linked else []
        more += [format_count(asked, "question")] if asked else []
        sentences = [self.content.summary(), ", ".join(more), *outcome.remarks[:1]]
        sentences += [f"{format_count(aside, 'other file')} passed over"] if aside else []
        return " ".join(f"{clean_line(sentence, _MAX_CHARS).rstrip('.')}." for sentence in sentences if sentence)

    def _show_progress(self) -> None:
        """Say how far it is. Once all files are read, the rest is one transaction, which no key ends half-way."""
        progress = self._progress
        if progress.total and progress.done >= progress.total:
            self.show_message("Storing what was read." if self._is_storing else "Comparing what was read.", "text")
            return
        of_all = f" of {progress.total:,} {'file' if progress.total == 1 else 'files'}" if progress.total else ""
        name = clean_line(progress.name.rpartition("/")[2], 60)
        self.show_message(f"Reading: {progress.done:,}{of_all}. escape cancels. {name}", "text")


def summarize_stored(outcome: ImportOutcome) -> str:
    """Return what an import has stored, as ``Imported: 12 recordings, 9 workouts linked``."""
    files = [one for result in outcome.files for one in (result.members or (result,))]
    new = [result for result in files if result.verdict in _NEW]
    if not new:
        return "Nothing new was found, so nothing is stored."
    recordings = {recording.id for result in new for recording in result.recordings}
    linked = {link.item_id for result in new for link in result.links}
    there = sum(result.verdict is FileVerdict.ALREADY_THERE for result in files)
    skipped = sum(result.verdict is FileVerdict.SKIPPED for result in files)
    parts = [format_count(len(recordings), "recording")]
    parts += [f"{format_count(len(linked), 'workout')} linked"] if linked else []
    parts += [f"{format_count(there, 'file')} already there"] if there else []
    parts += [f"{format_count(skipped, 'file')} skipped"] if skipped else []
    return " ".join((f"Imported: {', '.join(parts)}.", *outcome.remarks[:1]))


def summarize_stored_briefly(outcome: ImportOutcome, questions: int, inbox_key: str) -> str:
    """Return what an import has stored, and the key of the inbox, for a screen with one line to say it."""
    new = [one for result in outcome.files for one in (result.members or (result,)) if one.verdict in _NEW]
    recordings = {recording.id for result in new for recording in result.recordings}
    stored = f"{len(recordings):,} imported." if recordings else "Nothing new."
    return f"{stored} {format_count(questions, 'question')}: {inbox_key} answers." if questions else stored


def describe_recording(recording: Recording, unit: Unit) -> str:
    """Return a recording in words: ``Run, Thu 7 Jan 2027 18:02, 10.0 km, 52:10, 151 bpm``."""
    sport = recording.sport.value.capitalize() if recording.sport_said else "Unknown sport"
    parts = [sport, f"{format_day_and_year(recording.local_start.date())} {recording.local_start:%H:%M}"]
    parts += [_amounts(recording, unit)]
    parts += [f"{recording.avg_hr} bpm"] if recording.avg_hr else []
    return ", ".join(filter(None, parts))


def _amounts(recording: Recording, unit: Unit) -> str:
    distance = format_distance(recording.distance_m, unit) if recording.distance_m else ""
    duration = format_hours(round(recording.duration_s)) if recording.duration_s else ""
    return ", ".join(filter(None, (distance, duration)))


def _brief(result: FileResult, unit: Unit) -> str:
    """Return what a file holds, in a few words: the day and length of its recording, or how many it has."""
    if not result.recordings:
        return ""
    if len(result.recordings) > 1:
        return format_count(len(result.recordings), "recording")
    (recording,) = result.recordings
    length = format_distance(recording.distance_m, unit) if recording.distance_m else ""
    length = length or (format_hours(round(recording.duration_s)) if recording.duration_s else "")
    return f"{recording.local_start:%Y-%m-%d}  {length:>8}"


def _mark(verdict: FileVerdict, glyphs: Glyphs) -> str:
    if verdict is FileVerdict.IMPORTED:
        return glyphs.done
    return {FileVerdict.DAMAGED_BUT_KEPT: "~", FileVerdict.ASKED: "?", FileVerdict.ALREADY_THERE: "="}.get(
        verdict, glyphs.skipped
    )
