"""An offer of better places for strength after the runs have changed: accepted, refused, or the old places locked."""

from __future__ import annotations

from typing import Literal

from planner.text import clean_line
from planner.tui.keys import sheet_commands
from planner.tui.sheets.sheet import ScrollSheet
from planner.tui.widgets.rows import Row
from planner.tui.widgets.wrap import wrap_rows
from planner.usecases.strength.reslot import Offer

_MAX_CHARS = 300

OfferAnswer = Literal["accept", "lock"]


class StrengthOfferSheet(ScrollSheet[OfferAnswer]):
    """Offers better places; its result is the answer, None where the sessions stay where they are."""

    MAX_WIDTH = 90
    COMMAND_TABLE = sheet_commands.OFFER

    def __init__(self, offer: Offer) -> None:
        super().__init__("Strength could follow:", self._offer_rows)
        self._offer = offer

    def _offer_rows(self, width: int) -> list[Row]:
        """Return a line for each session, then the sessions that have no place."""
        arrow = self.host.glyphs.shifted
        lines = [(move.line(arrow), "strength") for move in self._offer.moves]
        lines += [(sentence, "muted") for sentence in self._offer.unplaced_text]
        return [row for text, color in lines for row in wrap_rows(clean_line(text, _MAX_CHARS), width, color)]
