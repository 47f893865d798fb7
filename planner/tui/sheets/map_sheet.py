"""What the maps of prices of a week and of a block share: the place under the cursor, what is said of it, the foot."""

from __future__ import annotations

import datetime as dt
from abc import abstractmethod
from typing import Generic, TypeVar

from rich.cells import cell_len
from textual.widget import Widget

from planner.training.workouts import Slot, StrengthKind
from planner.tui.keys.command import foot_text
from planner.tui.sheets.price_tiles import TileGrid
from planner.tui.sheets.sheet import SizedSheet, sheet_line
from planner.tui.widgets.rows import Piece
from planner.tui.widgets.scroll_text import ScrollText
from planner.tui.widgets.wrap import fit
from planner.usecases.strength.price_map import MapPlace, PricedWeek

SheetResult = TypeVar("SheetResult")


class MapSheet(SizedSheet[SheetResult], Generic[SheetResult]):
    """A map of half days, and what the slotter says of the one under the cursor.

    Args:
        day: The day that is asked about.
        slot: The half of it.
        kind: The kind of session that the prices are of.
        above: What lies between the head and the map.

    Attributes:
        day: The day under the cursor.
        slot: The half day under the cursor.
        kind: The kind of session that the prices are of.
    """

    def __init__(self, day: dt.date, slot: Slot, kind: StrengthKind, *above: Widget) -> None:
        self._head, self._grid, self._foot = sheet_line(), TileGrid(), sheet_line()
        self._passage = ScrollText()
        super().__init__(self._head, *above, self._grid, self._passage, sheet_line(), self._foot)
        self.day, self.slot, self.kind = day, slot, kind
        self._refusal = ""
        self._has_clicked_place = False
        """Whether the last click was on a place, and the first of two."""
        self._width = 0

    @property
    @abstractmethod
    def week(self) -> PricedWeek:
        """The week under the cursor."""

    @abstractmethod
    def foot_words_here(self) -> dict[str, str]:
        """Return what the keys do with the place under the cursor, by command; empty for a key that does nothing."""

    @abstractmethod
    def look_at_tile(self, column: int, line: int) -> bool:
        """Put the cursor on the half day whose tile has a cell of the map; return False where there is none."""

    @abstractmethod
    def action_week(self, step: int) -> None:
        """Look at the same half day of a later week, or of an earlier one when negative."""

    def on_tile_grid_clicked(self, message: TileGrid.Clicked) -> None:
        """Look at the place that was clicked; a double click does what enter does there."""
        if message.is_double:
            self._finish_double_click()
        else:
            self._has_clicked_place = self.look_at_tile(message.column, message.line)

    def on_scroll_text_clicked(self, message: ScrollText.Clicked) -> None:
        """Take the second half of a double click on a place: what is said of the place may have moved the map away."""
        if message.is_double:
            self._finish_double_click()
        else:
            self._has_clicked_place = False

    def _finish_double_click(self) -> None:
        if self._has_clicked_place:
            self._has_clicked_place = False
            self.host.press_key("enter")

    def on_tile_grid_wheeled(self, message: TileGrid.Wheeled) -> None:
        """Go a week on or back for each turn of the wheel."""
        self.action_week(message.by)

    @property
    def place(self) -> MapPlace | None:
        """The place under the cursor; None where the week asks for nothing of the kind."""
        return self.week.places.get((self.day, self.slot, self.kind))

    @property
    def full_text(self) -> str:
        """What is said of the place under the cursor, in sight or not."""
        return self._passage.full_text

    def action_read(self, pages: int) -> None:
        """Read on in what is said of the place, or back."""
        self._passage.move_pages(pages)
        self._show_foot()

    def warn(self, sentence: str) -> None:
        """Say something in place of the keys, until the cursor moves."""
        self._refuse(sentence)

    def _refuse(self, sentence: str) -> None:
        self._refusal = sentence
        self._show_foot()

    def _show_place(self) -> None:
        self._refusal = ""
        self._passage.go_to_top()
        self.fit_to_terminal()

    def _show_foot(self) -> None:
        if self._refusal:
            self._foot.show([(Piece(fit(self._refusal, self._width, self.host.glyphs), "warn", "sheet"),)])
            return
        below = self._passage.rows_below
        more = f"↓ {below}" if below > 0 else ""
        keys = foot_text(self.COMMAND_TABLE, self._width - cell_len(more) - 1, words=self.foot_words_here())
        self._foot.show([(Piece(keys.ljust(self._width - cell_len(more)) + more, "muted", "sheet"),)])
