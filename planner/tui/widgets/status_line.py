"""A sentence under a form: what to press, or why an entry was refused, over as many lines as it needs."""

from __future__ import annotations

from textual.geometry import Size

from planner.text import clean_line
from planner.tui.host import host_of
from planner.tui.widgets.rows import Row, RowsWidget
from planner.tui.widgets.wrap import wrap_rows

_MAX_CHARS = 400


class StatusLine(RowsWidget):
    """A sentence that wraps to the width of the widget."""

    def __init__(self, text: str) -> None:
        super().__init__(background="sheet")
        self._text, self._color = text, "muted"

    def on_mount(self) -> None:
        """Show the first sentence."""
        self._wrap()

    def on_resize(self) -> None:
        """Wrap to the new width."""
        self._wrap()

    def show_message(self, text: str, color: str = "muted") -> None:
        """Show another sentence; the path of the database in it is shortened to leave room for the rest."""
        lines = len(self.rows)
        self._text, self._color = host_of(self).with_short_path(text), color
        self._wrap()
        if len(self.rows) != lines:
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines the sentence needs at a width."""
        del container, viewport
        return max(len(self._wrapped(width)), 1)

    def _wrap(self) -> None:
        self.show(self._wrapped(self.size.width))

    def _wrapped(self, width: int) -> list[Row]:
        # Before the first layout there is no width to wrap to.
        return wrap_rows(clean_line(self._text, _MAX_CHARS), width or _MAX_CHARS, self._color)
