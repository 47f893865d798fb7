"""Edit a text in the runner's own editor, show what the edit would change, and apply, edit again or drop it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, Protocol

from planner.edited_file import EditedFile
from planner.text import clean_line
from planner.training.formatting import format_day
from planner.training.refusal import RefusedError
from planner.tui.host import Host
from planner.tui.keys import sheet_commands
from planner.tui.sheets.confirm import ConfirmSheet
from planner.tui.sheets.sheet import ScrollSheet
from planner.tui.terminal import external_editor
from planner.tui.widgets.footer import KeyFooter
from planner.tui.widgets.rows import Piece, Row
from planner.tui.widgets.wrap import wrap_labelled, wrap_rows

_MAX_CHARS = 600
_COLORS = {"added": "done", "removed": "warn", "changed": "accent", "moved": "accent"}
_WORD_WIDTH = 9
"""Cells of the word that says what happens to a workout, and the blank after it."""

RewriteAnswer = Literal["apply", "edit"]


class TextDifference(Protocol):
    """One thing that an edit of a text changes."""

    @property
    def action(self) -> str:
        """``added``, ``removed``, ``changed`` or ``moved``."""

    def line(self, arrow: str = "→") -> str:
        """Return the word of `action`, a colon, and what is changed."""


class RewriteSheet(ScrollSheet[RewriteAnswer]):
    """Shows what an edited text would change; its result is the answer, None where the edit is dropped.

    Args:
        title: What is changed, and how much.
        differences: Each single change.
        remarks: What else the runner should know.
    """

    MAX_WIDTH = 100
    NON_ROW_LINES = 8
    COMMAND_TABLE = sheet_commands.REWRITE

    def __init__(self, title: str, differences: Sequence[TextDifference], remarks: Sequence[str]) -> None:
        super().__init__(clean_line(title), self._difference_rows)
        self._differences = differences
        self._remarks = remarks

    def _difference_rows(self, width: int) -> list[Row]:
        """Return the differences, the text of each next to the word for what happens, and the remarks."""
        arrow = self.host.glyphs.shifted
        rows: list[Row] = []
        for difference in self._differences:
            text = clean_line(difference.line(arrow).partition(": ")[2], _MAX_CHARS)
            color = _COLORS.get(difference.action, "text")
            rows += wrap_labelled(Piece(f"{difference.action:<{_WORD_WIDTH}}", color, "sheet"), text, width)
        for remark in self._remarks:
            rows += wrap_rows(clean_line(remark, _MAX_CHARS), width, "muted")
        return rows


class TextChanges(NamedTuple):
    """What an edited text would change.

    Attributes:
        title: What is changed, and how much.
        differences: Each single change; empty where the text changes nothing.
        remarks: What else the runner should know before applying it.
    """

    title: str
    differences: Sequence[TextDifference]
    remarks: Sequence[str] = ()


def _do_nothing() -> None:
    pass


@dataclass(slots=True, kw_only=True)
class TextEdit:
    """One text being edited, in as many rounds as the runner likes.

    Attributes:
        host: The app.
        footer: Shows what came of it.
        file: The file in the editor. It stays until the text is applied, changes nothing, or is dropped.
        compare: Works out what a text would change; raises `RefusedError` where it cannot be read.
        apply: Applies an accepted text, and forgets the file then.
        refuse: Gets the reason why a text cannot be read, and shows it.
        discard: Called when the text changes nothing or is dropped.
        answered: Called before any answer of the sheet is acted on.
    """

    host: Host
    footer: KeyFooter
    file: EditedFile
    compare: Callable[[str], TextChanges]
    apply: Callable[[str], None]
    refuse: Callable[[RefusedError], None]
    discard: Callable[[], None] = _do_nothing
    answered: Callable[[], object] = _do_nothing

    def start(self, text: str, *, goes_on: bool = False) -> None:
        """Open a text in the editor, and show what the edit would change.

        Args:
            text: The text to begin with. One that was kept because nothing came of it is offered first.
            goes_on: Whether a kept text is gone on with unasked, because it was typed just now.
        """
        saved_at = self.file.saved_at()
        if saved_at is None or external_editor.read_kept_text(self.file) == text:
            self._edit(text)
        elif goes_on:
            self._edit(None)
        else:
            self.host.push_screen(_kept_text_sheet(saved_at), lambda answer: self._answer_offer(text, answer))

    def _answer_offer(self, text: str, goes_on: bool | None) -> None:
        if goes_on is not None:
            # only once the sheet is gone from the terminal that the editor takes over
            self.host.call_after_refresh(self._edit, None if goes_on else text)

    def _edit(self, text: str | None) -> None:
        """Open a text in the editor, or go on with the kept one, and show what the edit would change."""
        try:
            typed = external_editor.edit_text(self.host, text, self.file)
        except RefusedError as error:
            self.footer.show_refusal(error)
            return
        try:
            changes = self.compare(typed)
        except RefusedError as error:
            self.refuse(error)
            return
        if changes.differences:
            self.host.push_screen(RewriteSheet(*changes), lambda answer: self._answer(answer, typed))
        else:
            self._drop()
            self.footer.show_message("The text is the same as before, so nothing has changed.")

    def _drop(self) -> None:
        self.file.forget()
        self.discard()

    def _answer(self, answer: RewriteAnswer | None, typed: str) -> None:
        self.answered()
        if answer == "apply":
            self.apply(typed)
        elif answer == "edit":
            self.host.call_after_refresh(self._edit, typed)  # as above
        else:
            self._drop()
            self.footer.show_message("Dropped; nothing has changed.")


def _kept_text_sheet(saved_at: dt.datetime) -> ConfirmSheet:
    when = f"{format_day(saved_at.date())}, {saved_at:%H:%M}"
    return ConfirmSheet(
        "A text that was kept",
        f"The text of {when} that was not applied was kept: edit it again?",
        ("y opens it as it was saved. n throws it away and opens the plan as it is now.",),
    )
