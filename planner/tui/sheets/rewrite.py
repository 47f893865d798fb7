"""What an edited text would change, thing by thing: to be applied, edited once more, or dropped."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal, Protocol

from textual.binding import Binding, BindingType

from planner.text import clean_line
from planner.tui.host import host_of
from planner.tui.sheets.sheet import ScrollSheet
from planner.tui.widgets.rows import Piece, Row
from planner.tui.widgets.wrap import wrap_text

_MAX_CHARS = 600
_INKS = {"added": "done", "removed": "warn", "changed": "accent", "moved": "accent"}
_WORD_WIDTH = 9
"""Cells of the word that says what happens to a workout, and the blank behind it."""

RewriteAnswer = Literal["apply", "edit"]


class TextDifference(Protocol):
    """One thing that an edit changes."""

    @property
    def action(self) -> str:
        """``added``, ``removed``, ``changed`` or ``moved``."""

    def line(self, arrow: str = "→") -> str:
        """The same word, a colon, and what is changed."""


class RewriteSheet(ScrollSheet[RewriteAnswer]):
    """Shows the difference; its result is what was chosen, None where it is dropped.

    Args:
        title: What is changed, and how much.
        differences: Thing by thing.
        remarks: What else should be known.
    """

    MAX_WIDTH = 100
    NON_ROW_LINES = 8
    FOOT = "enter applies   e edits again   escape drops it"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "answer('apply')", "Apply it, as one operation."),
        Binding("e,T", "answer('edit')", "Edit the text again, as it was typed."),
        Binding("escape,q", "close", "Drop it; nothing has changed."),
    ]

    def __init__(self, title: str, differences: Sequence[TextDifference], remarks: Sequence[str]) -> None:
        super().__init__()
        self._words = clean_line(title)
        self._differences = differences
        self._remarks = remarks

    @property
    def heading(self) -> str:
        """What is changed, and how much."""
        return self._words

    def rows(self, width: int) -> list[Row]:
        """A line a thing, and the remarks."""
        arrow = host_of(self).glyphs.shifted
        rows: list[Row] = []
        for difference in self._differences:
            said = clean_line(difference.line(arrow).partition(": ")[2], _MAX_CHARS)
            for number, part in enumerate(wrap_text(said, width - _WORD_WIDTH)):
                word = "" if number else difference.action
                ink = _INKS.get(difference.action, "text")
                rows.append((Piece(f"{word:<{_WORD_WIDTH}}", ink, "sheet"), Piece(part, "text", "sheet")))
        for remark in self._remarks:
            rows += [(Piece(part, "muted", "sheet"),) for part in wrap_text(clean_line(remark, _MAX_CHARS), width)]
        return rows
