"""The findings of the rules: each in full, a key that goes to its day, and one that accepts it for good."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from planner.invocation import program
from planner.text import clean_line, format_count
from planner.training.findings import Finding, Severity
from planner.training.refusal import RefusedError
from planner.tui.keys import sheet_commands
from planner.tui.sheets.list_sheet import ListSheet
from planner.tui.theme import Glyphs
from planner.tui.widgets.rows import Piece, Row
from planner.tui.widgets.wrap import fit, wrap_rows
from planner.usecases import history
from planner.usecases.planbook import Planbook
from planner.usecases.strength import lint

if TYPE_CHECKING:
    from planner.usecases.blocks.draft_model import Draft

_MAX_CHARS = 1000
_SEVERITY_MARKS = {Severity.BREAKS: ("!", "warn"), Severity.WARNING: ("~", "accent"), Severity.NOTE: (" ", "muted")}


class FindingsContent:
    """Findings as a list.

    Attributes:
        findings: What is listed.
        scope_text: What was checked, in half a sentence.
        accepted_count: How many findings are not listed because they were accepted.
        has_undo: Whether something was accepted on this sheet that can be taken back.
    """

    def __init__(self, findings: Sequence[Finding], scope_text: str, accepted_count: int = 0) -> None:
        self.findings = findings
        self.scope_text = scope_text
        self.accepted_count = accepted_count
        self.has_undo = False

    @property
    def row_count(self) -> int:
        """How many findings are listed."""
        return len(self.findings)

    def row(self, index: int, width: int, glyphs: Glyphs) -> Row:
        """Return a finding as a row: severity, code, and where it is."""
        finding = self.findings[index]
        mark, color = _SEVERITY_MARKS[finding.severity]
        where = fit(clean_line(finding.where), width - 7, glyphs)
        return (Piece(f"{mark} ", color), Piece(f"{finding.code:<5}", "muted"), Piece(where, "text"))

    def detail_rows(self, index: int, width: int, title_color: str) -> list[Row]:
        """Return a finding in full, with the reason for the rule; of no findings, what was checked."""
        if self.findings:
            finding = self.findings[index]
            rows = wrap_rows(clean_line(finding.where), width, title_color)
            severity_color = _SEVERITY_MARKS[finding.severity][1]
            rows += wrap_rows(f"{finding.code}, {finding.severity.label}", width, severity_color)
            rows += wrap_rows(clean_line(finding.why, _MAX_CHARS), width)
            rows += wrap_rows(clean_line(finding.help, _MAX_CHARS), width)
            rows += wrap_rows(f"Rests on {finding.rests_on}.", width, "faint")
        else:
            rows = wrap_rows(f"Nothing found: {self.scope_text}.", width)
            checked = "The hard rules, the warnings about runs and the doses were asked"
            rows += wrap_rows(f"{checked}; {program()} lint --all asks of the past.", width, "muted")
        count = self.accepted_count
        return rows + (
            wrap_rows(f"{count} more accepted: {program()} lint --accepted.", width, "muted") if count else []
        )

    def foot_words(self) -> Mapping[str, str]:
        """Leave out the keys that do nothing on an empty list."""
        if self.findings:
            return {}
        hidden = ["findings.open", "findings.accept", "findings.read", *([] if self.has_undo else ["findings.undo"])]
        return dict.fromkeys(hidden, "")


class DraftFindingsSheet(ListSheet[dt.date]):
    """What the rules find in a block that is not stored yet. Its result is the day to go to.

    Args:
        draft: The block.
    """

    COMMAND_TABLE = sheet_commands.DRAFT_FINDINGS

    def __init__(self, draft: Draft) -> None:
        scope_text = f"{format_count(draft.block.weeks, 'week')}, their runs and their strength"
        self._findings = FindingsContent(lint.findings_of_draft(draft), scope_text)
        super().__init__("Findings in this block", self._findings)

    def action_open(self) -> None:
        """Go to the day of the finding under the cursor."""
        if self._findings.findings:
            self.dismiss(self._findings.findings[self._list.cursor].date)


class FindingsSheet(ListSheet[dt.date]):
    """What the rules find in the plan ahead, by date. Its result is the day to go to.

    Args:
        book: The runner's planbook.
        on_changed: Called after a finding was accepted or that was taken back, for the screen below to show it.

    Raises:
        RefusedError: The file or the settings cannot be read.
    """

    COMMAND_TABLE = sheet_commands.FINDINGS

    def __init__(self, book: Planbook, on_changed: Callable[[], None]) -> None:
        self._book = book
        self._on_changed = on_changed
        self._accepted_operations: list[int] = []
        self._findings = FindingsContent((), "")
        self._read()
        super().__init__("Findings in the plan ahead", self._findings)

    @property
    def selected(self) -> Finding | None:
        """The finding under the cursor."""
        return self._findings.findings[self._list.cursor] if self._findings.findings else None

    def action_open(self) -> None:
        """Go to the day of the finding under the cursor."""
        if self.selected is not None:
            self.dismiss(self.selected.date)

    def action_accept(self) -> None:
        """Accept the finding under the cursor for good, as one operation."""
        finding = self.selected
        if finding is None:
            self.show_message("There is nothing to accept.", "text")
            return

        def accept() -> str:
            lint.accept_findings(self._book, [finding])
            self._accepted_operations += [operation.id for operation in history.list_operations(self._book, 1)]
            return f"Accepted: {finding.code} of {clean_line(finding.where)}; u raises it again."

        self._change(accept)

    def action_undo(self) -> None:
        """Take back what was accepted here last, unless another operation was made since."""

        def take_back() -> str:
            newest, _ = history.next_undo_and_redo(history.list_operations(self._book, history.MOST_OPERATIONS))
            if newest is None or newest.id not in self._accepted_operations:
                return ""
            history.undo(self._book)
            self._accepted_operations.remove(newest.id)
            return f"Taken back: {clean_line(newest.name)}."

        self._change(take_back)

    def _change(self, change: Callable[[], str]) -> None:
        """Carry out a change that returns the sentence to show; an empty one says that nothing was accepted here."""
        try:
            sentence = change()
            if not sentence:
                self.show_message(
                    f"Nothing was accepted here just now; {program()} lint --accepted lists what is.", "text"
                )
                return
            self._read()
        except RefusedError as error:
            self.show_message(str(error), "warn")
            return
        self._on_changed()
        self.show_rows_again(self._list.cursor)
        self.show_message(sentence, "accent")

    def _read(self) -> None:
        result = lint.lint_planbook(self._book)
        self._findings.findings, self._findings.scope_text = result.findings, result.scope_text
        self._findings.accepted_count = result.accepted
        self._findings.has_undo = bool(self._accepted_operations)
