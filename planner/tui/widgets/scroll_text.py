"""Rows of a sheet that may be longer than the room they have: shown from a line on, and read on by lines or pages."""

from __future__ import annotations

from collections.abc import Sequence

from planner.tui.widgets.rows import Lines, Row, text_of


class Passage(Lines):
    """Rows on a sheet, of which a window is seen. The keys are the screen's; this only shows and remembers."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(ground="sheet", id=id)
        self._all: list[Row] = []
        self._top = 0
        self._room = 1

    @property
    def everything(self) -> str:
        """All that is said, whether it is in sight or not."""
        return text_of(self._all)

    @property
    def below(self) -> int:
        """Rows out of sight further down."""
        return len(self._all) - self._top - self._room

    def tell(self, rows: Sequence[Row], room: int) -> None:
        """Say something in at most ``room`` lines, and take no more of them than it needs."""
        self._all = list(rows)
        self._room = max(min(len(self._all), room), 1)
        self.styles.height = self._room
        self.read_on(0)

    def read_on(self, lines: int) -> None:
        """Show what is some lines further down, or up when negative."""
        self._top = min(max(self._top + lines, 0), max(len(self._all) - self._room, 0))
        self.show(self._all[self._top : self._top + self._room])

    def page(self, pages: int) -> None:
        """Show what is some pages further down; a line of the page before stays in sight."""
        self.read_on(pages * max(self._room - 1, 1))

    def begin(self) -> None:
        """Go back to the first row."""
        self._top = 0
