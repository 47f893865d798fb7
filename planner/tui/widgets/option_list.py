"""A list with a cursor, drawn line by line: the workouts of a day, the commands of the palette."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from planner.tui.widgets.rows import Piece, Row, RowsWidget


class ChoiceList(RowsWidget):
    """Rows of which one is chosen. The keys are the screen's; this only shows and remembers.

    Long lists scroll so that the chosen row stays in sight.
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(background="sheet", id=id)
        self._all: list[Row] = []
        self.cursor = 0

    def set_rows(self, rows: Sequence[Row], cursor: int = 0) -> None:
        """Show other rows, with the cursor on one of them."""
        self._all = list(rows)
        self.cursor = min(max(cursor, 0), max(len(self._all) - 1, 0))
        self._redraw()

    def move(self, by: int) -> None:
        """Move the cursor; it goes round at the ends."""
        if self._all:
            self.cursor = (self.cursor + by) % len(self._all)
            self._redraw()

    def on_mount(self) -> None:
        """Show what was offered before there was a size."""
        self._redraw()

    def on_resize(self) -> None:
        """Keep the chosen row in sight."""
        self._redraw()

    def _redraw(self) -> None:
        height = max(self.size.height, 1)
        top = min(max(self.cursor - height // 2, 0), max(len(self._all) - height, 0))
        rows = []
        for position, option in enumerate(self._all[top : top + height], start=top):
            ground = "cursor" if position == self.cursor else "sheet"
            pointer = Piece("▌" if position == self.cursor else " ", "accent", ground)
            rows.append((pointer, *(piece._replace(background=ground) for piece in option), Piece("", "text", ground)))
        self.show(rows)


MakeRow = Callable[[int, int], Row]
"""Makes the row of a place, for so many cells."""


def _no_row(place: int, width: int) -> Row:
    del place, width
    return ()


class RowList(RowsWidget):
    """Rows of which one is chosen. The keys are the screen's; this only shows and remembers."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(background="sheet", id=id)
        self._make_row: MakeRow = _no_row
        self._room = (0, 0)
        self._top = 0
        self._pointer = "accent"
        self.row_count = 0
        self.cursor = 0

    def set_rows(self, length: int, make_row: MakeRow, cursor: int = 0) -> None:
        """Have other rows to show, with the cursor on one of them."""
        self.row_count, self._make_row = length, make_row
        self.cursor = min(max(cursor, 0), max(length - 1, 0))
        self._redraw()

    def set_room(self, width: int, height: int) -> None:
        """Take so much room, as the sheet shares it out."""
        self._room = (width, height)
        self.styles.height = max(height, 1)
        self._redraw()

    def move_to(self, place: int) -> None:
        """Put the cursor on a row, or on the nearest there is."""
        self.cursor = min(max(place, 0), max(self.row_count - 1, 0))
        self._redraw()

    def move_pages(self, pages: int) -> None:
        """Move the cursor by pages; a row of the page before stays in sight."""
        self.move_to(self.cursor + pages * max(self._room[1] - 1, 1))

    def set_has_keys(self, *, yes: bool) -> None:
        """Show that the keys are this list's, or another's."""
        self._pointer = "accent" if yes else "muted"
        self._redraw()

    def _redraw(self) -> None:
        width, height = self._room
        if not height:
            return
        self._top = min(max(self._top, self.cursor - height + 1), self.cursor)
        self._top = max(min(self._top, self.row_count - height), 0)
        self.show([self._list_row(place, width) for place in range(self._top, min(self._top + height, self.row_count))])

    def _list_row(self, place: int, width: int) -> Row:
        ground = "cursor" if place == self.cursor else "sheet"
        pointer = Piece("▌" if place == self.cursor else " ", self._pointer, ground)
        row = self._make_row(place, width - 1)
        return (pointer, *(piece._replace(background=ground) for piece in row), Piece("", "text", ground))
