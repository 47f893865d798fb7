"""A sheet with a list and, beside or below it, all there is to say of the row under the cursor."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.widget import Widget

from planner.text import clean_line
from planner.tui.sheets.sheet import SizedSheet
from planner.tui.widgets.option_list import RowList
from planner.tui.widgets.rows import Piece, Row, RowsWidget
from planner.tui.widgets.scroll_text import ScrollText
from planner.tui.widgets.wrap import wrapped_rows

SheetResult = TypeVar("SheetResult")
_FRAME = 7
_SIDE_BY_SIDE_FROM = 100
"""Columns from which what is said stands beside the list, not below it."""
_MIN_DETAIL_LINES = 12
"""Lines that it gets beside a short list, where the screen has them."""
_FULL_FOOT_FROM = 56


class ListSheet(SizedSheet[SheetResult], Generic[SheetResult]):
    """Rows with a cursor, and the chosen one in full. The subclass says what they are, and has keys of its own."""

    MAX_WIDTH = 150
    SHEET_TITLE: ClassVar[str]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "step(1)", "Go to the next of the list, or a line down."),
        Binding("up,k", "step(-1)", "Go to the one before, or a line up."),
        Binding("pagedown,space", "page(1)", "A page down."),
        Binding("pageup", "page(-1)", "A page up."),
        Binding("home,g", "end(0)", "Go to the first."),
        Binding("end,G", "end(1)", "Go to the last."),
        Binding("right,l", "focus_detail", "Read on in what is said of it."),
        Binding("left,h", "focus_list", "Go back to the list."),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._detail_has_focus = False
        self._message: tuple[str, str] | None = None

    # What the subclass says

    @property
    def row_count(self) -> int:
        """How many rows there are."""
        raise NotImplementedError

    def _row(self, index: int, width: int) -> Row:
        """A row of the list."""
        raise NotImplementedError

    def _detail_rows(self, width: int) -> list[Row]:
        """All there is to say of the chosen row; of an empty list, why it is empty."""
        raise NotImplementedError

    def _foot_keys(self, *, in_full: bool) -> str:
        """The keys of the list."""
        raise NotImplementedError

    # Keys

    def compose(self) -> ComposeResult:
        """A title, the list and what is said in one frame, and the keys."""
        title, listed, told, foot = self.widgets()
        with Vertical(classes="sheet"):
            yield title
            self._panes = Container(listed, told, id="listed-panes")
            yield self._panes
            yield foot

    def widgets(self) -> Iterable[Widget]:
        """The title, the list, what is said, the keys."""
        self._title = RowsWidget(background="sheet", id="listed-title")
        self._list = RowList(id="listed-list")
        self._passage = ScrollText(id="listed-passage")
        self._foot = RowsWidget(background="sheet", id="listed-foot")
        return self._title, self._list, self._passage, self._foot

    @property
    def full_text(self) -> str:
        """All that is said of the chosen row."""
        return self._passage.full_text

    def action_step(self, by: int) -> None:
        """Down or up: in the list, or in what is said while it is read."""
        if self._detail_has_focus:
            self._passage.move(by)
            self._show_foot()
        else:
            self._go_to_row(self._list.cursor + by)

    def action_page(self, pages: int) -> None:
        """A page down or up."""
        if self._detail_has_focus:
            self._passage.move_pages(pages)
            self._show_foot()
        else:
            self._list.move_pages(pages)
            self._show_new_detail()

    def action_end(self, last: int) -> None:
        """The first or the last: of the list, or of what is said while it is read."""
        far = self.row_count + len(self.full_text)
        if self._detail_has_focus:
            self._passage.move(far if last else -far)
            self._show_foot()
        else:
            self._go_to_row(far if last else 0)

    def action_focus_detail(self) -> None:
        """Read what is said."""
        if self.row_count:
            self._focus_detail(yes=True)

    def action_focus_list(self) -> None:
        """Back to the list."""
        self._focus_detail(yes=False)

    def _go_to_row(self, index: int) -> None:
        self._list.move_to(index)
        self._show_new_detail()

    def _focus_detail(self, *, yes: bool) -> None:
        self._detail_has_focus = yes
        self._message = None
        self._list.set_has_keys(yes=not yes)
        self._show_detail()
        self._show_foot()

    def _show_rows_again(self, chosen: int) -> None:
        """Show other rows, with the cursor on one of them and the keys with the list."""
        self._list.set_rows(self.row_count, self._row, chosen)
        self._focus_detail(yes=False)
        self._passage.go_to_top()
        self.refit()

    # What is shown

    def fit(self, width: int, height: int) -> None:
        """The list and what is said side by side where there is room, else one below the other."""
        self._width = width
        room = max(height - _FRAME, 4)
        beside = self.app.size.width >= _SIDE_BY_SIDE_FROM
        if beside:
            left = width // 2 - 1
            self._list_width, self._told_width = left, width - left - 2
            listed = shown = min(room, max(self.row_count, _MIN_DETAIL_LINES))
        else:
            self._list_width = self._told_width = width
            listed = min(max(self.row_count, 1), max(room // 2 - 1, 2))
            shown = room - listed - 1
        self._panes.styles.layout = "horizontal" if beside else "vertical"
        self._panes.styles.height = listed if beside else listed + 1 + shown
        self._list.styles.width = self._list_width
        self._passage.styles.width = self._told_width
        self._passage.styles.margin = (0, 0, 0, 2) if beside else (1, 0, 0, 0)
        self._told_height = shown
        self._title.show([(Piece(self.SHEET_TITLE, "title", "sheet"),)])
        self._list.set_rows(self.row_count, self._row, self._list.cursor)
        self._list.set_room(self._list_width, listed)
        self._show_detail()
        self._show_foot()

    def _show_new_detail(self) -> None:
        self._message = None
        self._passage.go_to_top()
        self._show_detail()
        self._show_foot()

    def _show_detail(self) -> None:
        self._passage.show_rows(self._detail_rows(self._told_width), self._told_height)

    def _say(self, sentence: str, ink: str) -> None:
        self._message = (clean_line(sentence, 300), ink)
        self._show_foot()

    def _show_foot(self) -> None:
        """What was just said, else the keys; a long sentence takes a second line."""
        if self._message is not None:
            sentence, ink = self._message
            rows = wrapped_rows(sentence, self._width, ink)[:2]
        else:
            below = self._passage.rows_below
            more = f"   ↓ {below} more lines" if below > 0 else ""
            keys = "← list" if self._detail_has_focus else self._foot_keys(in_full=self._width >= _FULL_FOOT_FROM)
            words = "   ".join(part for part in (keys, "escape closes") if part)
            rows = [(Piece(f"{words}{more}", "muted", "sheet"),)]
        self._foot.styles.height = len(rows)
        self._foot.show(rows)
