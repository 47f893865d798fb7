"""What strength would do about a change of the runs: a line a session, to take, to leave or to lock as it stands."""

from __future__ import annotations

from typing import ClassVar, Literal

from textual.binding import Binding, BindingType

from planner.text import clean_line
from planner.tui.host import host_of
from planner.tui.sheets.sheet import ScrollSheet
from planner.tui.widgets.rows import Piece, Row
from planner.tui.widgets.wrap import wrap_text
from planner.usecases.strength.reslot import Offer

_MAX_CHARS = 300

OfferAnswer = Literal["accept", "lock"]


class StrengthOfferSheet(ScrollSheet[OfferAnswer]):
    """Offers the better places; its result is what was chosen, None where the sessions are left as they stand."""

    MAX_WIDTH = 90
    NON_ROW_LINES = 7
    FOOT = "enter accept   k keep as it is   L keep and lock"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "answer('accept')", "Move strength to the better places."),
        Binding("L", "answer('lock')", "Keep it where it stands, and lock it there."),
        Binding("k,escape", "close", "Keep it where it stands."),
    ]

    def __init__(self, offer: Offer) -> None:
        super().__init__()
        self._offer = offer

    @property
    def heading(self) -> str:
        """What is offered."""
        return "Strength could follow:"

    def rows(self, width: int) -> list[Row]:
        """A line a session, then those that find no place."""
        arrow = host_of(self).glyphs.shifted
        lines = [(follow.line(arrow), "strength") for follow in self._offer.moves]
        lines += [(sentence, "muted") for sentence in self._offer.unplaced_text]
        return [
            (Piece(part, ink, "sheet"),)
            for line, ink in lines
            for part in wrap_text(clean_line(line, _MAX_CHARS), width)
        ]
