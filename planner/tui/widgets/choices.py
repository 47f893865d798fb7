"""A list with a cursor, drawn line by line: the workouts of a day, the commands of the palette."""

from __future__ import annotations

from collections.abc import Sequence

from planner.tui.widgets.lines import Lines, Piece, Row


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
