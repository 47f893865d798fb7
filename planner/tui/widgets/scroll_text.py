"""Rows of a sheet that may be longer than the room they have: shown from a line on, and read on by lines or pages."""

from __future__ import annotations

from collections.abc import Sequence

from planner.tui.widgets.rows import Row, RowsWidget, rows_text


class ScrollText(RowsWidget):
    """Rows on a sheet, of which a window is seen. The keys are the screen's; this only shows and remembers."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(background="sheet", id=id)
        self._all: list[Row] = []
        self._top = 0
        self._room = 1

    @property
    def full_text(self) -> str:
        """All that is said, whether it is in sight or not."""
        return rows_text(self._all)

    @property
    def rows_below(self) -> int:
        """Rows out of sight further down."""
        return len(self._all) - self._top - self._room

    def show_rows(self, rows: Sequence[Row], max_height: int) -> None:
        """Say something in at most ``max_height`` lines, and take no more of them than it needs."""
        self._all = list(rows)
        self._room = max(min(len(self._all), max_height), 1)
        self.styles.height = self._room
        self.move(0)

    def move(self, lines: int) -> None:
        """Show what is some lines further down, or up when negative."""
        self._top = min(max(self._top + lines, 0), max(len(self._all) - self._room, 0))
        self.show(self._all[self._top : self._top + self._room])

    def move_pages(self, pages: int) -> None:
        """Show what is some pages further down; a line of the page before stays in sight."""
        self.move(pages * max(self._room - 1, 1))

    def go_to_top(self) -> None:
        """Go back to the first row."""
        self._top = 0
