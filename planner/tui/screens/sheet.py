"""A sheet over the screen that is only read: rows of words, scrolled with the arrows, closed with escape."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from planner.tui.widgets.lines import Lines, Piece, Row

_WIDEST = 96


def sheet_width(room: int, widest: int) -> int:
    """How wide a sheet is: all there is, or its own width with enough of the screen on either side to be seen."""
    return widest if room >= widest + 24 else room


class Sheet(ModalScreen[None]):
    """A title and rows of words.

    Args:
        title: One line.
        rows: Makes the rows for a width in cells.
    """

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter,w,H,question_mark", "close", "close"),
        Binding("down,j", "scroll(1)", "down"),
        Binding("up,k", "scroll(-1)", "up"),
        Binding("pagedown,space", "page(1)", "a page down"),
        Binding("pageup", "page(-1)", "a page up"),
    ]

    def __init__(self, title: str, rows: Callable[[int], Sequence[Row]]) -> None:
        super().__init__()
        self._words = title
        self._make = rows
        self._top = 0
        self._all: list[Row] = []

    def compose(self) -> ComposeResult:
        """The title, the rows, and how to leave."""
        self._title = Lines(ground="sheet", id="sheet-title")
        self._body = Lines(ground="sheet", id="sheet-body")
        self._foot = Lines(ground="sheet", id="sheet-foot")
        with Vertical(classes="sheet"):
            yield self._title
            yield self._body
            yield self._foot

    def on_mount(self) -> None:
        """Fit the sheet to its words."""
        self._fit()

    def on_resize(self) -> None:
        """Fit the sheet to the new size."""
        self._fit()

    @property
    def text(self) -> str:
        """Everything the sheet says."""
        return "\n".join("".join(piece.text for piece in row).rstrip() for row in self._all)

    def action_close(self) -> None:
        """Back to the screen below."""
        self.dismiss(None)

    def action_scroll(self, lines: int) -> None:
        """Show what is further down or up."""
        self._turn_to(self._top + lines)

    def action_page(self, pages: int) -> None:
        """A page further down or up."""
        self._turn_to(self._top + pages * max(self._room() - 1, 1))

    def _room(self) -> int:
        return min(len(self._all), max(self.app.size.height - 6, 1))

    def _fit(self) -> None:
        width = sheet_width(self.app.size.width, _WIDEST)
        self._all = list(self._make(width - 4))
        sheet = self.query_one(".sheet")
        sheet.styles.width = width
        room = self._room()
        sheet.styles.height = room + 4
        self._body.styles.height = room
        self._title.show([(Piece(self._words, "title", "sheet"),)])
        self._turn_to(self._top)

    def _turn_to(self, top: int) -> None:
        room = self._room()
        self._top = min(max(top, 0), max(len(self._all) - room, 0))
        self._body.show(self._all[self._top : self._top + room])
        below = len(self._all) - room - self._top
        more = f"↓ {below} more lines   " if below > 0 else ""
        self._foot.show([(Piece(f"{more}escape closes", "muted", "sheet"),)])
