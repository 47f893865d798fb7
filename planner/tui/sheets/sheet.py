"""Sheets over the screen: one that fits itself to every size, one of words to read on, and the one only to be read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import dropwhile
from typing import ClassVar, Generic, Self, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.geometry import Region, Size
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widget import Widget

from planner.tui.host import host_of
from planner.tui.terminal import textual_internals
from planner.tui.widgets.rows import Piece, Row, RowsWidget
from planner.tui.widgets.scroll_text import ScrollText
from planner.tui.widgets.wrap import fit, fit_both

SheetResult = TypeVar("SheetResult")


class Overlay(ModalScreen[SheetResult | None], Generic[SheetResult]):
    """A screen over another one; its result is the answer, or None when it is left with escape.

    What opens is laid out at once and drawn when everything on it has found its size: Textual styles it twice and draws
    it four times on the way.
    """

    def __init__(self) -> None:
        super().__init__()
        self._was_shown = False
        self._is_first_draw_pending = True
        self._laid_out_size = Size()
        self._screen_below: list[Strip] = []

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Come into sight; for the first time, as it was styled while it was mounted."""
        if not self._was_shown:
            self._was_shown = True
            self._laid_out_size = self.app.size
            event.prevent_default()
            textual_internals.layout_screen(self)

    def fit_to_terminal(self) -> None:
        """Take the room there is: when the screen comes up, and when the terminal changes its size."""

    def on_mount(self) -> None:
        """Take the room there is."""
        self.fit_to_terminal()

    def on_resize(self, event: events.Resize) -> None:
        """Being laid out is told as a change of size, too; Textual would then lay out this screen and all below it."""
        if event.size == self._laid_out_size:
            event.prevent_default()
        else:
            self.fit_to_terminal()
        self._laid_out_size = Size()

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
        """Draw it again, the screen below as it is by then."""
        self._screen_below.clear()
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The screen below, as it is: Textual would take it apart and write it anew, three times a sheet."""
        stack = self.app.screen_stack
        if stack[0] is self:
            return super().render_lines(crop)
        if not self._screen_below:
            self._screen_below = textual_internals.screen_lines(stack[stack.index(self) - 1], host_of(self).screen_diff)
        lines = [line.adjust_cell_length(self.size.width) for line in self._screen_below[crop.y : crop.bottom]]
        lines += [Strip.blank(self.size.width)] * (crop.height - len(lines))
        return lines if crop.width == self.size.width else [line.crop(crop.x, crop.right) for line in lines]


_PADDING = 4
"""Columns a sheet leaves empty, left and right together."""
_MIN_SCREEN_BESIDE = 24
"""Columns of the screen that are enough of it to be seen beside a sheet."""


class SizedSheet(Overlay[SheetResult], Generic[SheetResult]):
    """A sheet whose subclass says what is on it, and shares the room out; None when it is left with escape."""

    AUTO_FOCUS = ""
    MAX_WIDTH: ClassVar[int] = 96

    def widgets(self) -> Iterable[Widget]:
        """What is on the sheet, from top to bottom."""
        raise NotImplementedError

    def fit(self, width: int, height: int) -> None:
        """Fill the parts, for so many columns within the sheet and so many lines of the screen."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """The parts, one below the other."""
        with Vertical(classes="sheet"):
            yield from self.widgets()

    def fit_to_terminal(self) -> None:
        """Fit the sheet to its words, and to the size there is."""
        self.refit()

    def refit(self) -> None:
        """Fit the sheet to what it says now: as wide as it may be, or the whole screen where little would be left."""
        room, height = self.app.size
        width = self.MAX_WIDTH if room >= self.MAX_WIDTH + _MIN_SCREEN_BESIDE else room
        self.query_one(".sheet").styles.width = width
        self.fit(width - _PADDING, height)

    def action_close(self) -> None:
        """Back to the screen below."""
        self.dismiss(None)


class ScrollSheet(SizedSheet[SheetResult], Generic[SheetResult]):
    """A title, rows of words that are read on with the arrows, and a foot with the keys and how much is further down.

    The subclass says what the words are, and with which keys the sheet is answered and left. A key of its own wins over
    one of reading.
    """

    FOOT: ClassVar[str]
    """What the foot says of the keys."""
    NON_ROW_LINES: ClassVar[int]
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

    def widgets(self) -> Iterable[Widget]:
        """The title, the rows, and the keys."""
        self._title = RowsWidget(background="sheet")
        self._passage = ScrollText()
        self._foot = RowsWidget(background="sheet")
        return self._title, self._passage, self._foot

    @property
    def full_text(self) -> str:
        """Everything the sheet says, in sight or not."""
        return self._passage.full_text

    def action_scroll(self, lines: int) -> None:
        """Show what is further down or up."""
        self._passage.move(lines)
        self._show_foot()

    def action_page(self, pages: int) -> None:
        """A page further down or up."""
        self._passage.move_pages(pages)
        self._show_foot()

    def action_answer(self, result: SheetResult) -> None:
        """Leave the sheet with an answer."""
        self.dismiss(result)

    def fit(self, width: int, height: int) -> None:
        """As many rows as the screen has lines for."""
        self._width = width
        heading = fit(self.heading, width, host_of(self).glyphs)
        self._title.show([(Piece(heading.rstrip(), "title", "sheet"),)])
        self._passage.show_rows(list(dropwhile(lambda row: not row, self.rows(width))), height - self.NON_ROW_LINES)
        self._show_foot()

    def _show_foot(self) -> None:
        below = self._passage.rows_below
        more = f"↓ {below} more" if below > 0 else ""
        line = fit_both(self.FOOT, more, self._width, host_of(self).glyphs)
        self._foot.show([(Piece(line.rstrip(), "muted", "sheet"),)])


class TextSheet(ScrollSheet[None]):
    """Words that are only read.

    Args:
        title: One line.
        rows: Makes the rows for a width in cells.
    """

    FOOT = "escape closes"
    NON_ROW_LINES = 7
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,enter,w,H", "close", "Go back.")]

    def __init__(self, title: str, rows: Callable[[int], Sequence[Row]]) -> None:
        super().__init__()
        self._title_text = title
        self._make_rows = rows

    @property
    def heading(self) -> str:
        """The title."""
        return self._title_text

    def rows(self, width: int) -> Sequence[Row]:
        """What there is to read."""
        return self._make_rows(width)
