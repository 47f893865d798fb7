"""What is to be said of a week and of the whole block, longer than its place on the screen: read on with page keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from planner.tui.host import host_of
from planner.tui.widgets.rows import Piece, Row, rows_text
from planner.tui.widgets.sized import SizedRows
from planner.tui.widgets.wrap import dim_rows


def _no_rows(width: int) -> Sequence[Row]:
    """No rows, before there is anything to say."""
    del width
    return ()


class ReasonsWidget(SizedRows):
    """Rows made for the width there is, shown from a line on; the last line says how many are left."""

    def __init__(self) -> None:
        super().__init__(id="reasons")
        self._make_rows: Callable[[int], Sequence[Row]] = _no_rows
        self._stale = False
        self._top = 0
        self._all: list[Row] = []

    @property
    def full_text(self) -> str:
        """All that is said, whether it fits or not."""
        return rows_text(self._all)

    def show_reasons(
        self, make_rows: Callable[[int], Sequence[Row]], *, stale: bool = False, from_top: bool = True
    ) -> None:
        """Say something else.

        Args:
            make_rows: Makes the rows for a width.
            stale: Whether it no longer answers to the form.
            from_top: Whether to begin at the top.
        """
        self._make_rows, self._stale = make_rows, stale
        if from_top:
            self._top = 0
        self.rebuild()

    def move_pages(self, by: int) -> None:
        """Read on or back by a page."""
        self._top += by * max(self._room() - 1, 1)
        self.rebuild()

    def _room(self) -> int:
        height = self.size.height
        return height if len(self._all) <= height else max(height - 1, 1)

    def build_rows(self) -> list[Row]:
        """As much as there is room for."""
        self._all = [(Piece(" "), *row) for row in self._make_rows(max(self.size.width - 2, 8))]
        room = self._room()
        self._top = min(max(self._top, 0), max(len(self._all) - room, 0))
        rows = self._all[self._top : self._top + room]
        left = len(self._all) - self._top - room
        if room < len(self._all):
            keys = host_of(self).keys
            more = (
                f" ↓ {left} more lines, {keys['builder.read_on']}"
                if left
                else f" ↑ {keys['builder.read_back']} reads back"
            )
            rows = [*rows, (Piece(more, "muted"),)]
        return dim_rows(rows) if self._stale else rows
