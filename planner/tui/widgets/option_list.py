"""A list with a cursor, drawn line by line: the workouts of a day, the commands of the palette."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events
from textual.message import Message

from planner.tui.widgets.rows import Piece, Row, RowsWidget, scroll_top

MakeRow = Callable[[int, int], Row]
"""Makes the row with an index, for a width in cells."""
NO_ROW = -1
"""The cursor of a list that has it on no row."""


class RowList(RowsWidget):
    """Rows of which one has the cursor. It scrolls by itself; the keys are handled by the screen.

    Rows are made when they come into sight, so that a list may be long. The list fills its widget, or the room that the
    screen gives it with `set_room`.
    """

    class Clicked(Message):
        """A row was clicked, once or twice."""

        def __init__(self, rows: RowList, index: int, *, is_double: bool) -> None:
            super().__init__()
            self.list = rows
            self.index = index
            self.is_double = is_double

    class Wheeled(Message):
        """The wheel was turned over the list, by so many rows down, or up when negative."""

        def __init__(self, rows: RowList, by: int) -> None:
            super().__init__()
            self.list = rows
            self.by = by

    def __init__(self) -> None:
        super().__init__(background="sheet")
        self._make_row: MakeRow = lambda _index, _width: ()
        self._room = (0, 0)
        self._top = 0
        self._pointer = "accent"
        self.row_count = 0
        self.cursor = 0

    def set_rows(self, row_count: int, make_row: MakeRow, cursor: int = 0) -> None:
        """Show other rows, with the cursor on one of them."""
        self.row_count, self._make_row = row_count, make_row
        self.move_to(cursor)

    def show_options(self, rows: Sequence[Row], cursor: int = 0) -> None:
        """Show other rows that are made already, with the cursor on one of them."""
        self.set_rows(len(rows), lambda index, _width: rows[index], cursor)

    def set_room(self, width: int, height: int) -> None:
        """Take a room in cells and lines before Textual's layout gives it, so that the list is drawn once."""
        self._room = (width, height)
        self.styles.height = max(height, 1)
        self._redraw()

    def move_to(self, index: int) -> None:
        """Put the cursor on a row, or on the nearest one there is."""
        self.cursor = min(max(index, 0), max(self.row_count - 1, 0))
        self._redraw()

    def clear_cursor(self) -> None:
        """Put the cursor on no row, where none is to be taken unseen."""
        self.cursor = NO_ROW
        self._redraw()

    def move_round(self, by: int) -> None:
        """Move the cursor by some rows; after the last row comes the first."""
        if self.row_count:
            self.move_to((self.cursor + by) % self.row_count)

    def move_pages(self, pages: int) -> None:
        """Move the cursor by pages; a row of the page before stays in sight."""
        self.move_to(self.cursor + pages * max(self._room[1] - 1, 1))

    @property
    def last_visible(self) -> int:
        """The index of the last row in sight."""
        return min(self._top + (self._room[1] or self.size.height), self.row_count) - 1

    def show_from(self, index: int) -> None:
        """Put the cursor on a row, at the top of the list where the rows after it fill the rest."""
        self.move_to(self.row_count - 1)
        self.move_to(index)

    def set_has_keys(self, *, yes: bool) -> None:
        """Show whether the keys go to this list."""
        self._pointer = "accent" if yes else "muted"
        self._redraw()

    def on_click(self, event: events.Click) -> None:
        """Report the row that was clicked."""
        index = event.y + self._top
        if index < self.row_count:
            self.post_message(self.Clicked(self, index, is_double=event.chain == 2))

    def wheel(self, by: int) -> None:
        """Report a turn of the wheel."""
        self.post_message(self.Wheeled(self, by))

    def on_resize(self) -> None:
        """Fit the rows to the new size, where the screen has not done so."""
        self._redraw()

    def _redraw(self) -> None:
        width, height = self._room if self._room[1] else self.size
        if not height:
            return
        self._top = scroll_top(self._top, self.cursor, height, self.row_count)
        self.show([self._list_row(index, width) for index in range(self._top, min(self._top + height, self.row_count))])

    def _list_row(self, index: int, width: int) -> Row:
        background = "cursor" if index == self.cursor else "sheet"
        pointer = Piece("▌" if index == self.cursor else " ", self._pointer, background)
        row = self._make_row(index, width - 1)
        # The empty last piece makes the widget fill the rest of the line with the same background.
        pieces = (piece._replace(background=background) for piece in row)
        return (pointer, *pieces, Piece("", "text", background))
