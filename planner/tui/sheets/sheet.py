"""What every sheet (dialog over a screen) is made of, and the sheet of text that is only read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import dropwhile
from typing import ClassVar, Generic, Self, TypeVar

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.geometry import Region, Size
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widget import Widget

from planner.tui.host import Host, host_of
from planner.tui.keys import sheet_commands
from planner.tui.keys.command import Command, bindings, foot_text
from planner.tui.keys.named_keys import key_named_at, written_keys
from planner.tui.sheets.screen_below import dim_lines
from planner.tui.terminal import textual_internals
from planner.tui.theme import styles_of
from planner.tui.widgets.option_list import NO_ROW, RowList
from planner.tui.widgets.rows import Piece, Row, RowsWidget, rows_text
from planner.tui.widgets.scroll_text import ScrollText
from planner.tui.widgets.wrap import fit, fit_both

SheetResult = TypeVar("SheetResult")

_PADDING = 4
"""Columns that the style sheet leaves empty within a sheet, left and right together."""
_MIN_SCREEN_VISIBLE = 24
"""Columns of the screen below that are worth showing on both sides of a sheet, together."""


def sheet_line(*pieces: Piece) -> RowsWidget:
    """Return a widget of one line on a sheet; without pieces it is blank."""
    line = RowsWidget(background="sheet")
    line.show([pieces])
    return line


class Overlay(ModalScreen[SheetResult | None], Generic[SheetResult]):
    """A screen over another one; its result is the answer, or None when it is left with escape.

    It is laid out when it opens, but drawn only after all its widgets have their size: Textual would style it twice and
    draw it four times on the way.

    Args:
        widgets: What is on it, from top to bottom.
    """

    AUTO_FOCUS = ""
    OPENING_KEY: ClassVar[str] = "enter"
    """What a double click on a row of a list presses; empty for nothing."""
    SHEET_CLASSES: ClassVar[str] = "sheet"
    """The style classes of the box that the widgets are in."""
    COMMAND_TABLE: ClassVar[tuple[Command, ...]] = ()
    """The commands of this sheet: its bindings, its help and its foot are made from them."""
    DIMS_SCREEN: ClassVar[bool] = True
    """Whether the screen below is dimmed; not where it shows what the sheet asks about."""

    def __init_subclass__(cls, **options: bool) -> None:
        """Bind the keys of the command table."""
        cls.BINDINGS = [*bindings(cls.COMMAND_TABLE)]
        super().__init_subclass__(**options)

    def __init__(self, *widgets: Widget) -> None:
        super().__init__()
        self._sheet_widgets = widgets
        self._box = Vertical(classes=self.SHEET_CLASSES)
        self._was_shown = False
        self._is_first_draw_pending = True
        self._laid_out_size = Size()
        self._screen_below: list[Strip] = []
        self._covered = Region()

    @property
    def is_half_typed(self) -> bool:
        """Whether something was typed that is not saved."""
        return False

    @property
    def host(self) -> Host:
        """The app."""
        return host_of(self)

    def compose(self) -> ComposeResult:
        """Put the widgets one below the other."""
        with self._box:
            yield from self._sheet_widgets

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Lay the sheet out when it is shown for the first time; it was styled while it was mounted."""
        if not self._was_shown:
            self._was_shown = True
            self._laid_out_size = self.app.size
            event.prevent_default()
            textual_internals.layout_screen(self)

    def fit_to_terminal(self) -> None:
        """Share out the room: when the sheet opens, and when the terminal changes its size."""

    def on_mount(self) -> None:
        """Share out the room; a sheet that opens while the program ends has no widgets any more."""
        if self.children:
            self.fit_to_terminal()

    def on_resize(self, event: events.Resize) -> None:
        """Share out the room again.

        The first layout arrives here as a change of size, too. Textual would then lay out this screen and all below it.
        """
        if event.size == self._laid_out_size:
            event.prevent_default()
        else:
            self.fit_to_terminal()
        self._laid_out_size = Size()

    def action_close(self) -> None:
        """Go back to the screen below without an answer."""
        self.dismiss(None)

    # The mouse

    def on_click(self, event: events.Click) -> None:
        """Press the key that is named at the foot; outside the sheet, escape."""
        if not self._box.region.contains_point(event.screen_offset):
            self.host.press_key("escape")
            return
        foot = next((part for part in reversed(self._sheet_widgets) if part.display), None)
        if isinstance(foot, RowsWidget) and foot.content_region.contains_point(event.screen_offset):
            offset = event.screen_offset - foot.content_region.offset
            line = rows_text(foot.rows[offset.y : offset.y + 1])
            if key := key_named_at(line, offset.x, written_keys(self.COMMAND_TABLE)):
                self.host.press_key(key)

    def on_row_list_clicked(self, message: RowList.Clicked) -> None:
        """Put the cursor on the row that was clicked; a double click opens it."""
        self.go_to_row(message.list, message.index)
        if message.is_double and self.OPENING_KEY:
            self.host.press_key(self.OPENING_KEY)

    def on_row_list_wheeled(self, message: RowList.Wheeled) -> None:
        """Move the cursor by a row, but not round the end."""
        self.go_to_row(message.list, min(max(message.list.cursor + message.by, 0), message.list.row_count - 1))

    def go_to_row(self, rows: RowList, index: int) -> None:
        """Move the cursor of a list as its keys would, so that all that follows it is shown, too."""
        if rows.cursor == NO_ROW:
            self.action_step(1)
        if index != rows.cursor:
            self.action_step(index - rows.cursor)

    def action_step(self, by: int) -> None:
        """Move the cursor of the sheet's list down by some rows, or up when negative; here there is none."""

    def on_scroll_text_scrolled(self) -> None:
        """Say at the foot how much is further down now."""
        self._show_foot()

    def _show_foot(self) -> None:
        """Show the keys, and how much is further down; nothing where the foot never changes."""

    # Drawing

    def _on_timer_update(self) -> None:
        """Draw for the first time, and from then on."""
        textual_internals.merge_layout_and_repaint(self)
        first, self._is_first_draw_pending = self._is_first_draw_pending, False
        super()._on_timer_update()
        if first and self.is_current and textual_internals.needs_drawing(self):
            self._compositor_refresh()

    def _compositor_refresh(self) -> None:
        if not self._is_first_draw_pending:
            super()._compositor_refresh()

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Draw the sheet again, with the screen below as it is by then."""
        self._screen_below.clear()
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines of the screen below, dimmed once: Textual would do it three times a sheet."""
        stack = self.app.screen_stack
        if stack[0] is self:
            return super().render_lines(crop)
        covered = self.children[0].region if self.children else Region()
        if not self._screen_below or covered != self._covered:
            below = textual_internals.screen_lines(stack[stack.index(self) - 1], self.host.screen_diff)
            self._screen_below, self._covered = self._as_seen(below, covered), covered
        lines = [line.adjust_cell_length(self.size.width) for line in self._screen_below[crop.y : crop.bottom]]
        lines += [Strip.blank(self.size.width)] * (crop.height - len(lines))
        return lines if crop.width == self.size.width else [line.crop(crop.x, crop.right) for line in lines]

    def _as_seen(self, lines: list[Strip], covered: Region) -> list[Strip]:
        """Return the lines of the screen below as they are seen around the sheet."""
        if not self.DIMS_SCREEN:
            return lines
        lines = dim_lines(lines, covered, styles_of(self.app.theme))
        _, background = self.background_colors
        for line_filter in self.get_line_filters():
            lines = [line.apply_filter(line_filter, background) for line in lines]
        return lines


class SizedSheet(Overlay[SheetResult], Generic[SheetResult]):
    """A sheet that shares its room out among its widgets."""

    MAX_WIDTH: ClassVar[int] = 96

    def fit_to_terminal(self) -> None:
        """Make the sheet as wide as it may be, or as the screen where little would be left of that, and fill it."""
        room, height = self.app.size
        width = self.MAX_WIDTH if room >= self.MAX_WIDTH + _MIN_SCREEN_VISIBLE else room
        self.query_one(".sheet").styles.width = width
        self.fit(width - _PADDING, height)

    def fit(self, width: int, height: int) -> None:
        """Fill the widgets.

        Args:
            width: Columns within the sheet.
            height: Lines of the whole screen.
        """


class ScrollSheet(SizedSheet[SheetResult], Generic[SheetResult]):
    """A title, rows that are read on with the arrows, and a foot with the keys and how many rows are further down.

    Args:
        title: One line.
        rows: Makes the rows for a width in cells.
    """

    NON_ROW_LINES: ClassVar[int] = 7
    """Lines of the screen that are not for the rows."""

    def __init__(self, title: str, rows: Callable[[int], Sequence[Row]]) -> None:
        self._title, self._passage, self._foot = sheet_line(), ScrollText(), sheet_line()
        super().__init__(self._title, self._passage, self._foot)
        self._title_text = title
        self._make_rows = rows
        self.foot_words: dict[str, str] = {}
        """Other words than the table's for what keys do, by command; an empty one leaves the key out."""

    @property
    def full_text(self) -> str:
        """The text of all rows, in sight or not."""
        return self._passage.full_text

    def action_scroll(self, lines: int) -> None:
        """Scroll down by some lines, or up when negative."""
        self._passage.move(lines)
        self._show_foot()

    def action_page(self, pages: int) -> None:
        """Scroll down by some pages, or up when negative."""
        self._passage.move_pages(pages)
        self._show_foot()

    def action_answer(self, result: SheetResult) -> None:
        """Leave the sheet with an answer."""
        self.dismiss(result)

    def fit(self, width: int, height: int) -> None:
        """Show as many rows as the screen has lines for."""
        self._width = width
        self._title.show([(Piece(fit(self._title_text, width, self.host.glyphs).rstrip(), "title", "sheet"),)])
        self._passage.show_rows(
            list(dropwhile(lambda row: not row, self._make_rows(width))), height - self.NON_ROW_LINES
        )
        self._show_foot()

    def _show_foot(self) -> None:
        below = self._passage.rows_below
        more = f"↓ {below} more" if below > 0 else ""
        keys = foot_text(self.COMMAND_TABLE, self._width - cell_len(more), words=self.foot_words)
        line = fit_both(keys, more, self._width, self.host.glyphs)
        self._foot.show([(Piece(line.rstrip(), "muted", "sheet"),)])


class TextSheet(ScrollSheet[None]):
    """Rows that are only read."""

    COMMAND_TABLE = sheet_commands.TEXT


class DefinitionsSheet(TextSheet):
    """The definitions of the figures on the progress screen."""

    COMMAND_TABLE = sheet_commands.DEFINITIONS
