"""What an edited text would change, thing by thing: to be applied, edited once more, or dropped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar, Literal, Protocol

from textual.binding import Binding, BindingType
from textual.widget import Widget

from planner.text import clean_line
from planner.tui import wording
from planner.tui.app import planner_app
from planner.tui.screens.sheet import FittedSheet
from planner.tui.widgets.lines import Lines, Piece, Row
from planner.tui.widgets.passage import Passage

_LONGEST = 600
_FRAME = 8
_INKS = {"added": "done", "removed": "warn", "changed": "accent", "moved": "accent"}
_WORD = 9
"""Cells of the word that says what happens to a workout, and the blank behind it."""

Answer = Literal["apply", "edit"]


class Difference(Protocol):
    """One thing that an edit changes."""

    @property
    def what(self) -> str:
        """``added``, ``removed``, ``changed`` or ``moved``."""

    def line(self, arrow: str = "→") -> str:
        """The same word, a colon, and what is changed."""


class RewriteScreen(FittedSheet[Answer]):
    """Shows the difference; its result is what was chosen, None where it is dropped.

    Args:
        title: What is changed, and how much.
        differences: Thing by thing.
        remarks: What else should be known.
    """

    WIDEST: ClassVar[int] = 100
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "answer('apply')", "Apply it, as one operation."),
        Binding("e,T", "answer('edit')", "Edit the text again, as it was typed."),
        Binding("escape,q", "close", "Drop it; nothing has changed."),
        Binding("down,j", "scroll(1)", "Read on by a line."),
        Binding("up,k", "scroll(-1)", "Read back by a line."),
        Binding("pagedown,space", "page(1)", "Read on by a page."),
        Binding("pageup", "page(-1)", "Read back by a page."),
    ]

    def __init__(self, title: str, differences: Sequence[Difference], remarks: Sequence[str]) -> None:
        super().__init__()
        self._words = clean_line(title)
        self._differences = differences
        self._remarks = remarks

    def parts(self) -> Iterable[Widget]:
        """The title, a line a thing, and how to answer."""
        self._title = Lines(ground="sheet")
        self._body = Passage(id="rewrite-body")
        self._foot = Lines(ground="sheet")
        return self._title, Lines(ground="sheet"), self._body, Lines(ground="sheet"), self._foot

    @property
    def text(self) -> str:
        """Everything that would change."""
        return self._body.everything

    def action_answer(self, answer: Answer) -> None:
        """Apply it, or edit again."""
        self.dismiss(answer)

    def action_scroll(self, lines: int) -> None:
        """Show what is further down or up."""
        self._body.read_on(lines)
        self._show_foot()

    def action_page(self, pages: int) -> None:
        """A page further down or up."""
        self._body.page(pages)
        self._show_foot()

    def fit(self, width: int, height: int) -> None:
        """As many lines as the screen has room for."""
        self._width = width
        glyphs = planner_app(self).glyphs
        self._title.show([(Piece(wording.fit(self._words, width, glyphs).rstrip(), "title", "sheet"),)])
        self._body.tell(self._rows(width), height - _FRAME)
        self._show_foot()

    def _show_foot(self) -> None:
        glyphs = planner_app(self).glyphs
        below = self._body.below
        more = f"   {below} more below" if below > 0 else ""
        keys = f"enter applies   e edits again   escape drops it{more}"
        self._foot.show([(Piece(wording.fit(keys, self._width, glyphs).rstrip(), "muted", "sheet"),)])

    def _rows(self, width: int) -> list[Row]:
        arrow = planner_app(self).glyphs.shifted
        rows: list[Row] = []
        for difference in self._differences:
            said = clean_line(difference.line(arrow).partition(": ")[2], _LONGEST)
            for number, part in enumerate(wording.wrap(said, width - _WORD)):
                word = "" if number else difference.what
                ink = _INKS.get(difference.what, "text")
                rows.append((Piece(f"{word:<{_WORD}}", ink, "sheet"), Piece(part, "text", "sheet")))
        for remark in self._remarks:
            rows += [(Piece(part, "muted", "sheet"),) for part in wording.wrap(clean_line(remark, _LONGEST), width)]
        return rows
