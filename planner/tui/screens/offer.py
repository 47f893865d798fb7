"""What strength would do about a change of the runs: a line a session, to take, to leave or to lock as it stands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Literal

from textual.binding import Binding, BindingType
from textual.widget import Widget

from planner.text import clean_line
from planner.tui import wording
from planner.tui.app import planner_app
from planner.tui.screens.sheet import FittedSheet
from planner.tui.widgets.lines import Lines, Piece, Row
from planner.tui.widgets.passage import Passage
from planner.usecases.reslotting import Offer

_LONGEST = 300
_FRAME = 7

Answer = Literal["accept", "lock"]


class OfferScreen(FittedSheet[Answer]):
    """Offers the better places; its result is what was chosen, None where the sessions are left as they stand."""

    WIDEST: ClassVar[int] = 90
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "answer('accept')", "Move strength to the better places."),
        Binding("L", "answer('lock')", "Keep it where it stands, and lock it there."),
        Binding("k,escape", "close", "Keep it where it stands."),
        Binding("down,j", "scroll(1)", "Read on."),
        Binding("up", "scroll(-1)", "Read back."),
    ]

    def __init__(self, offer: Offer) -> None:
        super().__init__()
        self._offer = offer

    def parts(self) -> Iterable[Widget]:
        """The question, a line a session, and how to answer."""
        self._title = Lines(ground="sheet")
        self._body = Passage(id="offer-body")
        self._foot = Lines(ground="sheet")
        return self._title, Lines(ground="sheet"), self._body, Lines(ground="sheet"), self._foot

    @property
    def text(self) -> str:
        """Everything that is offered."""
        return self._body.everything

    def action_answer(self, answer: Answer) -> None:
        """Take it, or lock."""
        self.dismiss(answer)

    def action_scroll(self, lines: int) -> None:
        """Show what is further down or up."""
        self._body.read_on(lines)

    def fit(self, width: int, height: int) -> None:
        """As many lines as the screen has room for."""
        self._title.show([(Piece("Strength could follow:", "title", "sheet"),)])
        self._body.tell(self._rows(width), height - _FRAME)
        keys = "enter accept   k keep as it is   L keep and lock"
        self._foot.show([(Piece(wording.fit(keys, width, planner_app(self).glyphs).rstrip(), "muted", "sheet"),)])

    def _rows(self, width: int) -> list[Row]:
        arrow = planner_app(self).glyphs.shifted
        lines = [(follow.line(arrow), "strength") for follow in self._offer.follows]
        lines += [(sentence, "muted") for sentence in self._offer.homeless]
        return [
            (Piece(part, ink, "sheet"),)
            for line, ink in lines
            for part in wording.wrap(clean_line(line, _LONGEST), width)
        ]
