"""Rows on a sheet that may be more than its room: part of them is shown, and scrolled by lines or pages."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.message import Message

from planner.tui.widgets.rows import WHEEL_LINES, Row, RowsWidget, rows_text


class ScrollText(RowsWidget):
    """Rows of which a part is shown. The keys are handled by the screen."""

    class Scrolled(Message):
        """The wheel has scrolled the rows."""

    class Clicked(Message):
        """A cell of a row was clicked, once or twice."""

        def __init__(self, column: int, row: int, *, is_double: bool) -> None:
            super().__init__()
            self.column = column
            self.row = row
            self.is_double = is_double

    def __init__(self) -> None:
        super().__init__(background="sheet")
        self._all_rows: list[Row] = []
        self._top = 0
        self._room = 1

    @property
    def full_text(self) -> str:
        """The text of all rows, in sight or not."""
        return rows_text(self._all_rows)

    @property
    def rows_below(self) -> int:
        """How many rows are out of sight further down."""
        return len(self._all_rows) - self._top - self._room

    def show_rows(self, rows: Sequence[Row], max_height: int) -> None:
        """Show other rows in at most ``max_height`` lines, and take no more lines than the rows need."""
        self._all_rows = list(rows)
        self._room = max(min(len(self._all_rows), max_height), 1)
        self.styles.height = self._room
        self.move(0)

    def move(self, lines: int) -> None:
        """Scroll down by some lines, or up when negative."""
        self._top = min(max(self._top + lines, 0), max(len(self._all_rows) - self._room, 0))
        self.show(self._all_rows[self._top : self._top + self._room])

    def move_pages(self, pages: int) -> None:
        """Scroll down by some pages, or up when negative; a line of the page before stays in sight."""
        self.move(pages * max(self._room - 1, 1))

    def wheel(self, by: int) -> None:
        """Scroll by some lines for each turn of the wheel."""
        top = self._top
        self.move(by * WHEEL_LINES)
        if self._top != top:
            self.post_message(self.Scrolled())

    def on_click(self, event: events.Click) -> None:
        """Report the cell, with the row among all rows."""
        self.post_message(self.Clicked(event.x, self._top + event.y, is_double=event.chain == 2))

    def go_to_top(self) -> None:
        """Scroll to the first row when rows are shown the next time."""
        self._top = 0
