"""Sheets over the screen: one that fits itself to every size, one of words to read on, and the one only to be read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import dropwhile
from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widget import Widget

from planner.tui.host import host_of
from planner.tui.sheets.overlay import Overlay
from planner.tui.widgets.rows import Lines, Piece, Row
from planner.tui.widgets.scroll_text import Passage
from planner.tui.widgets.wrap import fit, spread

Answer = TypeVar("Answer")
_PADDING = 4
"""Columns a sheet leaves empty, left and right together."""
_BESIDE = 24
"""Columns of the screen that are enough of it to be seen beside a sheet."""


class FittedSheet(Overlay[Answer], Generic[Answer]):
    """A sheet whose subclass says what is on it, and shares the room out; None when it is left with escape."""

    AUTO_FOCUS = ""
    WIDEST: ClassVar[int] = 96

    def parts(self) -> Iterable[Widget]:
        """What is on the sheet, from top to bottom."""
        raise NotImplementedError

    def fit(self, width: int, height: int) -> None:
        """Fill the parts, for so many columns within the sheet and so many lines of the screen."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """The parts, one below the other."""
        with Vertical(classes="sheet"):
            yield from self.parts()

    def fit_to_terminal(self) -> None:
        """Fit the sheet to its words, and to the size there is."""
        self.fit_again()

    def fit_again(self) -> None:
        """Fit the sheet to what it says now: as wide as it may be, or the whole screen where little would be left."""
        room, height = self.app.size
        width = self.WIDEST if room >= self.WIDEST + _BESIDE else room
        self.query_one(".sheet").styles.width = width
        self.fit(width - _PADDING, height)

    def action_close(self) -> None:
        """Back to the screen below."""
        self.dismiss(None)


class ReadSheet(FittedSheet[Answer], Generic[Answer]):
    """A title, rows of words that are read on with the arrows, and a foot with the keys and how much is further down.

    The subclass says what the words are, and with which keys the sheet is answered and left. A key of its own wins over
    one of reading.
    """

    KEYS: ClassVar[str]
    """What the foot says of the keys."""
    FRAME: ClassVar[int]
    """Lines of the screen that are not for the rows."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "scroll(1)", "Read on by a line."),
        Binding("up,k", "scroll(-1)", "Read back by a line."),
        Binding("pagedown,space", "page(1)", "Read on by a page."),
        Binding("pageup", "page(-1)", "Read back by a page."),
    ]

    @property
    def heading(self) -> str:
        """The title, in one line."""
        raise NotImplementedError

    def rows(self, width: int) -> Sequence[Row]:
        """Everything there is to read, for a width in cells."""
        raise NotImplementedError

    def parts(self) -> Iterable[Widget]:
        """The title, the rows, and the keys."""
        self._title = Lines(ground="sheet")
        self._body = Passage()
        self._foot = Lines(ground="sheet")
        return self._title, self._body, self._foot

    @property
    def text(self) -> str:
        """Everything the sheet says, in sight or not."""
        return self._body.everything

    def action_scroll(self, lines: int) -> None:
        """Show what is further down or up."""
        self._body.read_on(lines)
        self._show_foot()

    def action_page(self, pages: int) -> None:
        """A page further down or up."""
        self._body.page(pages)
        self._show_foot()

    def action_answer(self, answer: Answer) -> None:
        """Leave the sheet with an answer."""
        self.dismiss(answer)

    def fit(self, width: int, height: int) -> None:
        """As many rows as the screen has lines for."""
        self._width = width
        heading = fit(self.heading, width, host_of(self).glyphs)
        self._title.show([(Piece(heading.rstrip(), "title", "sheet"),)])
        self._body.tell(list(dropwhile(lambda row: not row, self.rows(width))), height - self.FRAME)
        self._show_foot()

    def _show_foot(self) -> None:
        below = self._body.below
        more = f"↓ {below} more" if below > 0 else ""
        line = spread(self.KEYS, more, self._width, host_of(self).glyphs)
        self._foot.show([(Piece(line.rstrip(), "muted", "sheet"),)])


class Sheet(ReadSheet[None]):
    """Words that are only read.

    Args:
        title: One line.
        rows: Makes the rows for a width in cells.
    """

    KEYS = "escape closes"
    FRAME = 7
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,enter,w,H", "close", "Go back.")]

    def __init__(self, title: str, rows: Callable[[int], Sequence[Row]]) -> None:
        super().__init__()
        self._words = title
        self._make = rows

    @property
    def heading(self) -> str:
        """The title."""
        return self._words

    def rows(self, width: int) -> Sequence[Row]:
        """What there is to read."""
        return self._make(width)
