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
from planner.tui.sheets.list_sheet import ListedSheet
from planner.tui.state.calendar_cache import check_there
from planner.tui.widgets.rows import Piece, Row
from planner.tui.widgets.wrap import fit, wrapped
from planner.usecases import history
from planner.usecases.planbook import Planbook
from planner.usecases.strength import lint

if TYPE_CHECKING:
    from planner.usecases.blocks.draft_model import Draft

_LONGEST = 1000
_MARKS = {Severity.BREAKS: ("!", "warn"), Severity.WARNING: ("~", "accent"), Severity.NOTE: (" ", "muted")}
_ASKED = (
    "The hard rules HC1 to HC14, the warnings W1 to W5 and the doses were asked; planner lint --all asks of the past."
)


class FindingsList(ListedSheet[dt.date]):
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
    def looked_at(self) -> str:
        """What was looked at, in half a sentence."""
        raise NotImplementedError

    @property
    def length(self) -> int:
        """How many findings there are."""
        return len(self.findings)

    @property
    def chosen(self) -> Finding | None:
        """The finding under the cursor."""
        return self.findings[self._list.chosen] if self.length else None

    def action_open(self) -> None:
        """Go to the day of the chosen finding."""
        if self.chosen is not None:
            self.dismiss(self.chosen.date)

    def _row(self, place: int, width: int) -> Row:
        finding = self.findings[place]
        mark, ink = _MARKS[finding.severity]
        where = fit(clean_line(finding.where), width - 7, host_of(self).glyphs)
        return (Piece(f"{mark} ", ink), Piece(f"{finding.code:<5}", "muted"), Piece(where, "text"))

    def _told(self, width: int) -> list[Row]:
        finding = self.chosen
        if finding is None:
            rows = wrapped(f"Nothing found: {self.looked_at}.", width, "text")
            return [*rows, *wrapped(_ASKED, width, "muted")]
        head = "accent" if self._reading else "title"
        rows = wrapped(clean_line(finding.where), width, head)
        rows += wrapped(f"{finding.code}, {finding.severity.words}", width, _MARKS[finding.severity][1])
        rows += wrapped(clean_line(finding.why, _LONGEST), width, "text")
        if finding.help:
            rows += wrapped(clean_line(finding.help, _LONGEST), width, "text")
        return [*rows, *wrapped(f"Rests on {finding.rests_on}.", width, "faint")]

    def _keys(self, *, in_full: bool) -> str:
        return "" if not self.length else "enter day   → read" if in_full else "enter day"


class DraftFindingsScreen(FindingsList):
    """What the rules find in a block that is not stored yet.

    Args:
        draft: The block.
    """

    HEADING = "Findings in this block"

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self._found = lint.findings_of_draft(draft)
        self._weeks = draft.block.weeks

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is listed."""
        return self._found

    @property
    def looked_at(self) -> str:
        """What was looked at, in half a sentence."""
        return f"{self._weeks} weeks, their runs and their strength"


class FindingsScreen(FindingsList):
    """The findings by date, with a cursor. Its result is the day to go to.

    Args:
        book: Whose.
        follow: Called after something was accepted or taken back, for the screen below to notice.

    Raises:
        RefusedError: The file or the settings cannot be read.
    """

    HEADING = "Findings in the plan ahead"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "accept", "Accept it: it is not raised again."),
        Binding("u", "undo", "Raise again what was just accepted."),
    ]

    def __init__(self, book: Planbook, follow: Callable[[], None]) -> None:
        super().__init__()
        self._book = book
        self._follow = follow
        self._accepted_here: list[int] = []
        self._read()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is listed."""
        return self._lint.findings

    @property
    def looked_at(self) -> str:
        """What was looked at, in half a sentence."""
        return self._lint.looked_at

    def action_accept(self) -> None:
        """Accept the chosen finding for good, as one operation."""
        finding = self.chosen
        if finding is None:
            self._say("There is nothing to accept.", "text")
            return
        try:
            check_there(self._book.path)
            lint.accept(self._book, [finding])
            self._accepted_here += [one.id for one in history.log(self._book, 1)]
            self._read()
        except RefusedError as error:
            self._say(str(error), "warn")
            return
        self._follow()
        self._offer_again(self._list.chosen)
        self._say(f"Accepted: {finding.code} of {clean_line(finding.where)}; u raises it again.", "accent")

    def action_undo(self) -> None:
        """Take back what was accepted here last, unless something else was done since."""
        try:
            check_there(self._book.path)
            newest, _ = history.would_turn(history.log(self._book, history.MOST_OPERATIONS))
            if newest is None or newest.id not in self._accepted_here:
                self._say("Nothing was accepted here just now; planner lint --accepted lists what is.", "text")
                return
            history.undo(self._book)
            self._accepted_here.remove(newest.id)
            self._read()
        except RefusedError as error:
            self._say(str(error), "warn")
            return
        self._follow()
        self._offer_again(self._list.chosen)
        self._say(f"Taken back: {clean_line(newest.name)}.", "accent")

    def _read(self) -> None:
        check_there(self._book.path)
        self._lint = lint.lint(self._book)

    # What is shown

    def _told(self, width: int) -> list[Row]:
        return [*super()._told(width), *self._hidden(width)]

    def _hidden(self, width: int) -> list[Row]:
        count = self._lint.accepted
        return wrapped(f"{count} more accepted: planner lint --accepted.", width, "muted") if count else []

    def _keys(self, *, in_full: bool) -> str:
        if not self.length:
            return "u undo" if self._accepted_here else ""
        return "enter day   a accept   u undo   → read" if in_full else "enter day   a u"
