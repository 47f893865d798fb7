"""A sheet with a list and, next to it or below it, the details of the row under the cursor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, Generic, Protocol, TypeVar

from textual.containers import Container

from planner.text import clean_line
from planner.tui.keys.command import foot_text
from planner.tui.sheets.sheet import SizedSheet, sheet_line
from planner.tui.theme import Glyphs
from planner.tui.widgets.option_list import RowList
from planner.tui.widgets.rows import Piece, Row
from planner.tui.widgets.scroll_text import ScrollText
from planner.tui.widgets.wrap import wrap_rows

SheetResult = TypeVar("SheetResult")
_FRAME = 7
"""Lines of the screen that are neither list nor details."""
_SIDE_BY_SIDE_FROM = 100
"""Columns of the screen from which the details are next to the list, not below it."""
_MIN_DETAIL_LINES = 12
"""Lines that the details get next to a short list, where the screen has them."""
_FAR = 1_000_000
"""More rows than any list or text has."""


class ListContent(Protocol):
    """What a `ListSheet` lists. It knows no widget."""

    @property
    def row_count(self) -> int:
        """How many rows the list has."""

    def row(self, index: int, width: int, glyphs: Glyphs) -> Row:
        """Return a row of the list, for a width in cells."""

    def detail_rows(self, index: int, width: int, title_color: str) -> list[Row]:
        """Return the details of a row, for a width in cells; of an empty list, why it is empty."""

    def foot_words(self) -> Mapping[str, str]:
        """Return the words of the foot that differ from those of the command table, by the names of the commands."""


class ListSheet(SizedSheet[SheetResult], Generic[SheetResult]):
    """Rows with a cursor, and the details of the row under it. The keys go to the list or to the details.

    Args:
        title: One line.
        content: What is listed.
    """

    MAX_WIDTH: ClassVar[int] = 150

    def __init__(self, title: str, content: ListContent) -> None:
        self._list, self._passage, self._foot = RowList(), ScrollText(), sheet_line()
        self._panes = Container(self._list, self._passage)
        self._head = sheet_line(Piece(title, "title", "sheet"))
        super().__init__(self._head, self._panes, self._foot)
        self._content = content
        self._detail_has_focus = False
        self._message: tuple[str, str] | None = None

    @property
    def full_text(self) -> str:
        """The details of the row under the cursor, in sight or not."""
        return self._passage.full_text

    # Keys

    def action_step(self, by: int) -> None:
        """Go down by some rows, or up when negative: in the list, or in the details while they have the keys."""
        if self._detail_has_focus:
            self._passage.move(by)
        else:
            self._list.move_to(self._list.cursor + by)
        self._show_moved()

    def action_page(self, pages: int) -> None:
        """Go down by some pages, or up when negative."""
        if self._detail_has_focus:
            self._passage.move_pages(pages)
        else:
            self._list.move_pages(pages)
        self._show_moved()

    def action_end(self, last: int) -> None:
        """Go to the first row, or to the last."""
        self.action_step(_FAR if last else -_FAR)

    def action_focus_detail(self) -> None:
        """Give the keys to the details."""
        if self._content.row_count:
            self._focus_detail(yes=True)

    def action_focus_list(self) -> None:
        """Give the keys to the list."""
        self._focus_detail(yes=False)

    def _focus_detail(self, *, yes: bool) -> None:
        self._detail_has_focus = yes
        self._message = None
        self._list.set_has_keys(yes=not yes)
        self._show_detail()
        self._show_foot()

    def go_to_row(self, rows: RowList, index: int) -> None:
        """Move the cursor of the list, which then has the keys."""
        if self._detail_has_focus:
            self.action_focus_list()
        super().go_to_row(rows, index)

    # What is shown

    def show_rows_again(self, cursor: int) -> None:
        """Show rows that have changed, with the cursor on one of them and the keys with the list."""
        self._list.set_rows(self._content.row_count, self._list_row, cursor)
        self._focus_detail(yes=False)
        self._passage.go_to_top()
        self.fit_to_terminal()

    def head_rows(self, width: int) -> Sequence[Row]:
        """Return the rows above the list, for a width in cells: the title, unless a subclass says more."""
        del width
        return self._head.rows

    def show_message(self, sentence: str, color: str) -> None:
        """Show a sentence in place of the keys, until the cursor moves; the path of the database in it is shortened."""
        self._message = (clean_line(self.host.with_short_path(sentence), 300), color)
        self._show_foot()

    def fit(self, width: int, height: int) -> None:
        """Put list and details side by side where there is room, else one below the other."""
        self._width = width
        head_rows = self.head_rows(width)
        self._head.styles.height = len(head_rows)
        self._head.show(head_rows)
        room = max(height - _FRAME - (len(head_rows) - 1), 4)
        is_wide = self.app.size.width >= _SIDE_BY_SIDE_FROM
        if is_wide:
            list_width = width // 2 - 1
            self._detail_width = width - list_width - 2
            list_height = self._detail_height = min(room, max(self._content.row_count, _MIN_DETAIL_LINES))
        else:
            list_width = self._detail_width = width
            list_height = min(max(self._content.row_count, 1), max(room // 2 - 1, 2))
            self._detail_height = room - list_height - 1
        self._panes.styles.layout = "horizontal" if is_wide else "vertical"
        self._panes.styles.height = list_height if is_wide else list_height + 1 + self._detail_height
        self._list.styles.width = list_width
        self._passage.styles.width = self._detail_width
        self._passage.styles.margin = (0, 0, 0, 2) if is_wide else (1, 0, 0, 0)
        self._list.set_rows(self._content.row_count, self._list_row, self._list.cursor)
        self._list.set_room(list_width, list_height)
        self._show_detail()
        self._show_foot()

    def _list_row(self, index: int, width: int) -> Row:
        return self._content.row(index, width, self.host.glyphs)

    def _show_moved(self) -> None:
        if not self._detail_has_focus:
            self._message = None
            self._passage.go_to_top()
            self._show_detail()
        self._show_foot()

    def _show_detail(self) -> None:
        title_color = "accent" if self._detail_has_focus else "title"
        rows = self._content.detail_rows(self._list.cursor, self._detail_width, title_color)
        self._passage.show_rows(rows, self._detail_height)

    def _show_foot(self) -> None:
        """Show the last message, else the keys; a long message takes a second line."""
        if self._message is not None:
            sentence, color = self._message
            rows = wrap_rows(sentence, self._width, color)[:2]
        else:
            below = self._passage.rows_below
            more = f"   ↓ {below} more lines" if below > 0 else ""
            # While the details have the keys, the only other thing to do is to go back to the list.
            table = [
                command
                for command in self.COMMAND_TABLE
                if command.action == "close" or (command.action == "focus_list") is self._detail_has_focus
            ]
            keys = foot_text(table, self._width, words=self._content.foot_words())
            rows = [(Piece(f"{keys}{more}", "muted", "sheet"),)]
        self._foot.styles.height = len(rows)
        self._foot.show(rows)
