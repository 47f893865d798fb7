"""A list with a cursor, drawn line by line: the workouts of a day, the commands of the palette."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from planner.tui.widgets.rows import Lines, Piece, Row


class Choices(Lines):
    """Rows of which one is chosen. The keys are the screen's; this only shows and remembers.

    Long lists scroll so that the chosen row stays in sight.
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(ground="sheet", id=id)
        self._options: list[Row] = []
        self.chosen = 0

    def offer(self, options: Sequence[Row], chosen: int = 0) -> None:
        """Show other rows, with the cursor on one of them."""
        self._options = list(options)
        self.chosen = min(max(chosen, 0), max(len(self._options) - 1, 0))
        self._draw()

    def step(self, by: int) -> None:
        """Move the cursor; it goes round at the ends."""
        if self._options:
            self.chosen = (self.chosen + by) % len(self._options)
            self._draw()

    def on_mount(self) -> None:
        """Show what was offered before there was a size."""
        self._draw()

    def on_resize(self) -> None:
        """Keep the chosen row in sight."""
        self._draw()

    def _draw(self) -> None:
        height = max(self.size.height, 1)
        top = min(max(self.chosen - height // 2, 0), max(len(self._options) - height, 0))
        rows = []
        for position, option in enumerate(self._options[top : top + height], start=top):
            ground = "cursor" if position == self.chosen else "sheet"
            pointer = Piece("▌" if position == self.chosen else " ", "accent", ground)
            rows.append((pointer, *(piece._replace(ground=ground) for piece in option), Piece("", "text", ground)))
        self.show(rows)


RowOf = Callable[[int, int], Row]
"""Makes the row of a place, for so many cells."""


def _nothing(place: int, width: int) -> Row:
    del place, width
    return ()


class LongList(Lines):
    """Rows of which one is chosen. The keys are the screen's; this only shows and remembers."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(ground="sheet", id=id)
        self._row_of: RowOf = _nothing
        self._room = (0, 0)
        self._top = 0
        self._pointer = "accent"
        self.length = 0
        self.chosen = 0

    def offer(self, length: int, row_of: RowOf, chosen: int = 0) -> None:
        """Have other rows to show, with the cursor on one of them."""
        self.length, self._row_of = length, row_of
        self.chosen = min(max(chosen, 0), max(length - 1, 0))
        self._draw()

    def give(self, width: int, height: int) -> None:
        """Take so much room, as the sheet shares it out."""
        self._room = (width, height)
        self.styles.height = max(height, 1)
        self._draw()

    def go(self, place: int) -> None:
        """Put the cursor on a row, or on the nearest there is."""
        self.chosen = min(max(place, 0), max(self.length - 1, 0))
        self._draw()

    def page(self, pages: int) -> None:
        """Move the cursor by pages; a row of the page before stays in sight."""
        self.go(self.chosen + pages * max(self._room[1] - 1, 1))

    def point(self, *, yes: bool) -> None:
        """Show that the keys are this list's, or another's."""
        self._pointer = "accent" if yes else "muted"
        self._draw()

    def _draw(self) -> None:
        width, height = self._room
        if not height:
            return
        self._top = min(max(self._top, self.chosen - height + 1), self.chosen)
        self._top = max(min(self._top, self.length - height), 0)
        self.show([self._drawn(place, width) for place in range(self._top, min(self._top + height, self.length))])

    def _drawn(self, place: int, width: int) -> Row:
        ground = "cursor" if place == self.chosen else "sheet"
        pointer = Piece("▌" if place == self.chosen else " ", self._pointer, ground)
        row = self._row_of(place, width - 1)
        return (pointer, *(piece._replace(ground=ground) for piece in row), Piece("", "text", ground))
