"""A sentence under a form: what to press, or why an entry was not taken, over as many lines as it needs."""

from __future__ import annotations

from textual import events
from textual.geometry import Size

from planner.text import clean_line
from planner.tui.host import host_of
from planner.tui.widgets.rows import Piece, RowsWidget
from planner.tui.widgets.wrap import wrap_text

_MAX_CHARS = 400


class StatusLine(RowsWidget):
    """Words that wrap to their own width, at any size of the terminal."""

    def __init__(self, text: str) -> None:
        super().__init__(background="sheet")
        self._text, self._ink = text, "muted"

    def on_mount(self) -> None:
        """Show the first words."""
        self._wrap()

    def on_resize(self, event: events.Resize) -> None:
        """Wrap to the new width."""
        del event
        self._wrap()

    def show_message(self, text: str, ink: str = "muted") -> None:
        """Show another sentence. The database is named in short, so that there is room for what is wrong."""
        lines = len(self.rows)
        self._text, self._ink = host_of(self).with_short_path(text), ink
        self._wrap()
        if len(self.rows) != lines:
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the words need at a width."""
        del container, viewport
        return max(len(self._wrapped(width)), 1)

    def _wrap(self) -> None:
        self.show([(Piece(row, self._ink, "sheet"),) for row in self._wrapped(self.size.width)])

    def _wrapped(self, width: int) -> list[str]:
        text = clean_line(self._text, _MAX_CHARS)
        return wrap_text(text, width) if width else [text]
