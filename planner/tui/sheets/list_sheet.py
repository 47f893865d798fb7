"""A sheet with a list and, beside or below it, all there is to say of the row under the cursor."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.widget import Widget

from planner.text import clean_line
from planner.tui.sheets.sheet import FittedSheet
from planner.tui.widgets.option_list import LongList
from planner.tui.widgets.rows import Lines, Piece, Row
from planner.tui.widgets.scroll_text import Passage
from planner.tui.widgets.wrap import wrapped

Answer = TypeVar("Answer")
_FRAME = 7
_BESIDE_FROM = 100
"""Columns from which what is said stands beside the list, not below it."""
_LOWEST_BESIDE = 12
"""Lines that it gets beside a short list, where the screen has them."""
_KEYS_IN_FULL_FROM = 56


class ListedSheet(FittedSheet[Answer], Generic[Answer]):
    """Rows with a cursor, and the chosen one in full. The subclass says what they are, and has keys of its own."""

    WIDEST = 150
    HEADING: ClassVar[str]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "step(1)", "Go to the next of the list, or a line down."),
        Binding("up,k", "step(-1)", "Go to the one before, or a line up."),
        Binding("pagedown,space", "page(1)", "A page down."),
        Binding("pageup", "page(-1)", "A page up."),
        Binding("home,g", "end(0)", "Go to the first."),
        Binding("end,G", "end(1)", "Go to the last."),
        Binding("right,l", "read", "Read on in what is said of it."),
        Binding("left,h", "list", "Go back to the list."),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._reading = False
        self._said: tuple[str, str] | None = None

    # What the subclass says

    @property
    def length(self) -> int:
        """How many rows there are."""
        raise NotImplementedError

    def _row(self, place: int, width: int) -> Row:
        """A row of the list."""
        raise NotImplementedError

    def _told(self, width: int) -> list[Row]:
        """All there is to say of the chosen row; of an empty list, why it is empty."""
        raise NotImplementedError

    def _keys(self, *, in_full: bool) -> str:
        """The keys of the list."""
        raise NotImplementedError

    # Keys

    def compose(self) -> ComposeResult:
        """A title, the list and what is said in one frame, and the keys."""
        title, listed, told, foot = self.parts()
        with Vertical(classes="sheet"):
            yield title
            self._panes = Container(listed, told, id="listed-panes")
            yield self._panes
            yield foot

    def parts(self) -> Iterable[Widget]:
        """The title, the list, what is said, the keys."""
        self._title = Lines(ground="sheet", id="listed-title")
        self._list = LongList(id="listed-list")
        self._passage = Passage(id="listed-passage")
        self._foot = Lines(ground="sheet", id="listed-foot")
        return self._title, self._list, self._passage, self._foot

    @property
    def text(self) -> str:
        """All that is said of the chosen row."""
        return self._passage.everything

    def action_step(self, by: int) -> None:
        """Down or up: in the list, or in what is said while it is read."""
        if self._reading:
            self._passage.read_on(by)
            self._show_foot()
        else:
            self._go(self._list.chosen + by)

    def action_page(self, pages: int) -> None:
        """A page down or up."""
        if self._reading:
            self._passage.page(pages)
            self._show_foot()
        else:
            self._list.page(pages)
            self._tell_anew()

    def action_end(self, last: int) -> None:
        """The first or the last: of the list, or of what is said while it is read."""
        far = self.length + len(self.text)
        if self._reading:
            self._passage.read_on(far if last else -far)
            self._show_foot()
        else:
            self._go(far if last else 0)

    def action_read(self) -> None:
        """Read what is said."""
        if self.length:
            self._give_keys(reading=True)

    def action_list(self) -> None:
        """Back to the list."""
        self._give_keys(reading=False)

    def _go(self, place: int) -> None:
        self._list.go(place)
        self._tell_anew()

    def _give_keys(self, *, reading: bool) -> None:
        self._reading = reading
        self._said = None
        self._list.point(yes=not reading)
        self._show_told()
        self._show_foot()

    def _offer_again(self, chosen: int) -> None:
        """Show other rows, with the cursor on one of them and the keys with the list."""
        self._list.offer(self.length, self._row, chosen)
        self._give_keys(reading=False)
        self._passage.begin()
        self.fit_again()

    # What is shown

    def fit(self, width: int, height: int) -> None:
        """The list and what is said side by side where there is room, else one below the other."""
        self._width = width
        room = max(height - _FRAME, 4)
        beside = self.app.size.width >= _BESIDE_FROM
        if beside:
            left = width // 2 - 1
            self._list_width, self._told_width = left, width - left - 2
            listed = shown = min(room, max(self.length, _LOWEST_BESIDE))
        else:
            self._list_width = self._told_width = width
            listed = min(max(self.length, 1), max(room // 2 - 1, 2))
            shown = room - listed - 1
        self._panes.styles.layout = "horizontal" if beside else "vertical"
        self._panes.styles.height = listed if beside else listed + 1 + shown
        self._list.styles.width = self._list_width
        self._passage.styles.width = self._told_width
        self._passage.styles.margin = (0, 0, 0, 2) if beside else (1, 0, 0, 0)
        self._told_height = shown
        self._title.show([(Piece(self.HEADING, "title", "sheet"),)])
        self._list.offer(self.length, self._row, self._list.chosen)
        self._list.give(self._list_width, listed)
        self._show_told()
        self._show_foot()

    def _tell_anew(self) -> None:
        self._said = None
        self._passage.begin()
        self._show_told()
        self._show_foot()

    def _show_told(self) -> None:
        self._passage.tell(self._told(self._told_width), self._told_height)

    def _say(self, sentence: str, ink: str) -> None:
        self._said = (clean_line(sentence, 300), ink)
        self._show_foot()

    def _show_foot(self) -> None:
        """What was just said, else the keys; a long sentence takes a second line."""
        if self._said is not None:
            sentence, ink = self._said
            rows = wrapped(sentence, self._width, ink)[:2]
        else:
            below = self._passage.below
            more = f"   ↓ {below} more lines" if below > 0 else ""
            keys = "← list" if self._reading else self._keys(in_full=self._width >= _KEYS_IN_FULL_FROM)
            words = "   ".join(part for part in (keys, "escape closes") if part)
            rows = [(Piece(f"{words}{more}", "muted", "sheet"),)]
        self._foot.styles.height = len(rows)
        self._foot.show(rows)
