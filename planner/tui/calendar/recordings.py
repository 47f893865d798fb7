"""The keys for recordings: import what a watch or app recorded, and answer what is asked about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.text import clean_line, format_count
from planner.training.refusal import RefusedError
from planner.tui.calendar.active_preview import PlanningPart
from planner.tui.screen import open_sheet

if TYPE_CHECKING:  # not needed by the first frame
    from planner.tui.sheets.import_form import ImportRequest
    from planner.usecases.recordings.import_results import ImportOutcome


@dataclass(slots=True, kw_only=True, eq=False)
class Recordings(PlanningPart):
    """Imports recordings, and asks which workouts they were.

    Attributes:
        reload: Reads the file again and draws what differs.
    """

    reload: Callable[[], None]

    def import_files(self) -> None:
        """Ask for files, show what is in them, and import them."""
        from planner.tui.sheets.import_form import ImportFormSheet

        def on_request(request: ImportRequest | None) -> None:
            if request is not None:
                self._preview_import(request)

        self.preview.cancel()
        self.host.push_screen(ImportFormSheet(self.host.book), on_request)

    def _preview_import(self, request: ImportRequest) -> None:
        from planner.tui.sheets.import_files import ImportPreviewSheet

        def on_result(outcome: ImportOutcome | None) -> None:
            if outcome is None:
                self.footer.show_message("Left; nothing is stored.")
            else:
                self._say_imported(outcome)

        open_sheet(self.host, self.footer, lambda: ImportPreviewSheet(self.host.book, request), on_result)

    def _say_imported(self, outcome: ImportOutcome) -> None:
        """Show the days again, and say what was imported and what is asked."""
        from planner.tui.sheets.import_files import summarize_stored, summarize_stored_briefly

        self.reload()
        questions = self._open_questions()
        sentences = [summarize_stored(outcome), self._questions_text(questions)]
        if not self.footer.has_rows:
            key = self.host.keys["calendar.inbox"]
            sentences[:] = [summarize_stored_briefly(outcome, len(questions), key)]
        if outcome.operation:
            sentences.append(self.footer.undo_remark.note())
        if not outcome.zone.is_stored:
            sentences.append(f"Local days are those of {clean_line(outcome.zone.name, 60)}, this machine's.")
        self.footer.show_message(" ".join(filter(None, sentences)))

    def open_inbox(self) -> None:
        """Ask the open questions about recordings and deleted events."""
        from planner.tui.sheets.inbox import InboxSheet

        self.preview.cancel()
        open_sheet(self.host, self.footer, lambda: InboxSheet(self.host.book, self.reload))

    def mention_zone(self) -> None:
        """Say once which time zone a new file has got, or that the terminal is in another one than the plan."""
        from planner.usecases.recordings.zones import find_zone_difference

        sentence, self.host.start_sentence = self.host.start_sentence, ""
        if not sentence:
            try:
                difference = find_zone_difference(self.host.book)
            except RefusedError:  # of a zone that this machine does not know an import speaks
                return
            if difference is None or self.host.preferences.zone_said == difference.key:
                return
            self.host.preferences.keep_zone_said(difference.key)
            sentence = difference.sentence
        if not self.footer.message:  # who starts for the first time must still see where the keys are
            keys = self.host.keys["app.help"]
            self.footer.show_message(sentence, next_keys=(f"{keys} help", keys))

    def mention_questions(self) -> None:
        """Say how many questions are open and which key answers them, once: when there is one that was not said yet.

        It is found out on a thread, since recordings are matched for it, and is not said over another message.
        """
        from textual.worker import get_current_worker

        def find() -> None:
            worker = get_current_worker()
            numbers = self._open_questions()
            if numbers and not worker.is_cancelled:
                self.footer.call_later(say, numbers)

        def say(numbers: Sequence[int]) -> None:
            is_new = bool(set(numbers) - set(self.host.preferences.questions_said))
            if is_new and not self.footer.message:
                self.footer.show_message(self._questions_text(numbers))

        self.footer.run_worker(find, thread=True, group="questions")

    def _open_questions(self) -> list[int]:
        """Return the numbers of the open questions; none where the file cannot be read, which the inbox says."""
        from planner.usecases.recordings.rematch import has_recordings
        from planner.usecases.sync.gone_events import has_gone_events

        try:
            if not has_recordings(self.host.book) and not has_gone_events(self.host.book):
                return []
            from planner.usecases.inbox import read_all_questions

            return [question.id for question in read_all_questions(self.host.book)]
        except RefusedError:
            return []

    def _questions_text(self, numbers: Sequence[int]) -> str:
        """Return how many questions are open and the key that answers them, and remember that it was said."""
        self.host.preferences.keep_questions_said(numbers)
        key = self.host.keys["calendar.inbox"]
        return f"{format_count(len(numbers), 'question')} in the inbox: {key} answers." if numbers else ""
