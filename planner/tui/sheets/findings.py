"""What the rules find in the plan as it stands: each finding in full, the way to its day, and accepting it for good."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from planner.text import clean_line
from planner.training.findings import Finding, Severity
from planner.training.refusal import RefusedError
from planner.tui.host import host_of
from planner.tui.sheets.list_sheet import ListSheet
from planner.tui.state.calendar_cache import check_exists
from planner.tui.widgets.rows import Piece, Row
from planner.tui.widgets.wrap import fit, wrapped_rows
from planner.usecases import history
from planner.usecases.planbook import Planbook
from planner.usecases.strength import lint

if TYPE_CHECKING:
    from planner.usecases.blocks.draft_model import Draft

_MAX_CHARS = 1000
_SEVERITY_MARKS = {Severity.BREAKS: ("!", "warn"), Severity.WARNING: ("~", "accent"), Severity.NOTE: (" ", "muted")}
_RULES_CHECKED = (
    "The hard rules HC1 to HC14, the warnings W1 to W5 and the doses were asked; planner lint --all asks of the past."
)


class FindingsListSheet(ListSheet[dt.date]):
    """Findings by date, with a cursor. Its result is the day to go to."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,exclamation_mark", "close", "Go back."),
        Binding("enter", "open", "Go to its day."),
    ]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is listed."""
        raise NotImplementedError

    @property
    def scope_text(self) -> str:
        """What was looked at, in half a sentence."""
        raise NotImplementedError

    @property
    def row_count(self) -> int:
        """How many findings there are."""
        return len(self.findings)

    @property
    def selected(self) -> Finding | None:
        """The finding under the cursor."""
        return self.findings[self._list.cursor] if self.row_count else None

    def action_open(self) -> None:
        """Go to the day of the chosen finding."""
        if self.selected is not None:
            self.dismiss(self.selected.date)

    def _row(self, index: int, width: int) -> Row:
        finding = self.findings[index]
        mark, ink = _SEVERITY_MARKS[finding.severity]
        where = fit(clean_line(finding.where), width - 7, host_of(self).glyphs)
        return (Piece(f"{mark} ", ink), Piece(f"{finding.code:<5}", "muted"), Piece(where, "text"))

    def _detail_rows(self, width: int) -> list[Row]:
        finding = self.selected
        if finding is None:
            rows = wrapped_rows(f"Nothing found: {self.scope_text}.", width, "text")
            return [*rows, *wrapped_rows(_RULES_CHECKED, width, "muted")]
        head = "accent" if self._detail_has_focus else "title"
        rows = wrapped_rows(clean_line(finding.where), width, head)
        rows += wrapped_rows(f"{finding.code}, {finding.severity.label}", width, _SEVERITY_MARKS[finding.severity][1])
        rows += wrapped_rows(clean_line(finding.why, _MAX_CHARS), width, "text")
        if finding.help:
            rows += wrapped_rows(clean_line(finding.help, _MAX_CHARS), width, "text")
        return [*rows, *wrapped_rows(f"Rests on {finding.rests_on}.", width, "faint")]

    def _foot_keys(self, *, in_full: bool) -> str:
        return "" if not self.row_count else "enter day   → read" if in_full else "enter day"


class DraftFindingsSheet(FindingsListSheet):
    """What the rules find in a block that is not stored yet.

    Args:
        draft: The block.
    """

    SHEET_TITLE = "Findings in this block"

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self._findings = lint.findings_of_draft(draft)
        self._weeks = draft.block.weeks

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is listed."""
        return self._findings

    @property
    def scope_text(self) -> str:
        """What was looked at, in half a sentence."""
        return f"{self._weeks} weeks, their runs and their strength"


class FindingsSheet(FindingsListSheet):
    """The findings by date, with a cursor. Its result is the day to go to.

    Args:
        book: Whose.
        follow: Called after something was accepted or taken back, for the screen below to notice.

    Raises:
        RefusedError: The file or the settings cannot be read.
    """

    SHEET_TITLE = "Findings in the plan ahead"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "accept", "Accept it: it is not raised again."),
        Binding("u", "undo", "Raise again what was just accepted."),
    ]

    def __init__(self, book: Planbook, follow: Callable[[], None]) -> None:
        super().__init__()
        self._book = book
        self._on_changed = follow
        self._accepted_operations: list[int] = []
        self._read()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is listed."""
        return self._lint.findings

    @property
    def scope_text(self) -> str:
        """What was looked at, in half a sentence."""
        return self._lint.scope_text

    def action_accept(self) -> None:
        """Accept the chosen finding for good, as one operation."""
        finding = self.selected
        if finding is None:
            self._say("There is nothing to accept.", "text")
            return
        try:
            check_exists(self._book.path)
            lint.accept_findings(self._book, [finding])
            self._accepted_operations += [one.id for one in history.list_operations(self._book, 1)]
            self._read()
        except RefusedError as error:
            self._say(str(error), "warn")
            return
        self._on_changed()
        self._show_rows_again(self._list.cursor)
        self._say(f"Accepted: {finding.code} of {clean_line(finding.where)}; u raises it again.", "accent")

    def action_undo(self) -> None:
        """Take back what was accepted here last, unless something else was done since."""
        try:
            check_exists(self._book.path)
            newest, _ = history.next_undo_and_redo(history.list_operations(self._book, history.MOST_OPERATIONS))
            if newest is None or newest.id not in self._accepted_operations:
                self._say("Nothing was accepted here just now; planner lint --accepted lists what is.", "text")
                return
            history.undo(self._book)
            self._accepted_operations.remove(newest.id)
            self._read()
        except RefusedError as error:
            self._say(str(error), "warn")
            return
        self._on_changed()
        self._show_rows_again(self._list.cursor)
        self._say(f"Taken back: {clean_line(newest.name)}.", "accent")

    def _read(self) -> None:
        check_exists(self._book.path)
        self._lint = lint.lint_planbook(self._book)

    # What is shown

    def _detail_rows(self, width: int) -> list[Row]:
        return [*super()._detail_rows(width), *self._accepted_rows(width)]

    def _accepted_rows(self, width: int) -> list[Row]:
        count = self._lint.accepted
        return wrapped_rows(f"{count} more accepted: planner lint --accepted.", width, "muted") if count else []

    def _foot_keys(self, *, in_full: bool) -> str:
        if not self.row_count:
            return "u undo" if self._accepted_operations else ""
        return "enter day   a accept   u undo   → read" if in_full else "enter day   a u"
