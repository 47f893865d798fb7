"""Rows of coloured text, and the widgets that show them and repaint only the part of each line that changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from planner.text import first_of_joined
from planner.tui import theme
from planner.tui.host import host_of


class Piece(NamedTuple):
    """Clean text in one colour on one background, both by their names in the palette."""

    text: str
    color: str = "text"
    background: str = "ground"


Row = tuple[Piece, ...]


WHEEL_LINES = 3
"""Lines that one turn of the wheel scrolls text by."""


def rows_text(rows: Iterable[Row]) -> str:
    """Return the text of rows, one a line, without the blanks at their ends."""
    return "\n".join("".join(piece.text for piece in row).rstrip() for row in rows)


def merge_pieces(pieces: Iterable[Piece]) -> Row:
    """Join neighbours of one colour and background to one piece."""
    merged: list[Piece] = []
    for piece in pieces:
        if merged and merged[-1][1:] == piece[1:]:
            merged[-1] = merged[-1]._replace(text=merged[-1].text + piece.text)
        else:
            merged.append(piece)
    return tuple(merged)


def row_width(row: Iterable[Piece]) -> int:
    """Return the width of a row in cells."""
    return sum(cell_len(piece.text) for piece in row)


def scroll_top(top: int, cursor: int, height: int, row_count: int) -> int:
    """Return the index of the first row to show, so that the cursor is in sight.

    Args:
        top: The first row shown now; the list scrolls no further from it than necessary.
        cursor: The row with the cursor.
        height: Lines there are for rows.
        row_count: How many rows there are.
    """
    top = min(max(top, cursor - height + 1), cursor)
    return max(min(top, row_count - height), 0)


def draw_row(
    row: Sequence[Piece],
    width: int,
    styles: theme.PaletteStyles,
    background: str = "ground",
    *,
    ascii_only: bool = False,
) -> Strip:
    """Draw a row as a strip of exactly ``width`` cells: filled with blanks, or cut with an ellipsis.

    Args:
        row: The pieces.
        width: Cells.
        styles: The styles of the palette.
        background: The background of an empty row.
        ascii_only: Whether marks such as ``…`` are written in ASCII.
    """
    segments = [
        Segment(
            theme.to_ascii(piece.text) if ascii_only else first_of_joined(piece.text),
            styles.style_of(piece.text, piece.color, piece.background),
        )
        for piece in row
        if piece.text
    ]
    length = sum(cell_len(segment.text) for segment in segments)
    if length < width:
        last = row[-1] if row else Piece("", background=background)
        segments.append(Segment(" " * (width - length), styles.style(last.color, last.background)))
    strip = Strip(Segment.simplify(segments), max(length, width))
    if length <= width:
        return strip
    cut = strip.crop(0, max(width - 1, 0))
    ellipsis = Segment("." if ascii_only else "…", segments[-1].style)
    return Strip([*cut, ellipsis], width) if width > 0 else cut


def uses_ascii(widget: Widget) -> bool:
    """Return whether marks are written in ASCII."""
    return host_of(widget).glyphs is theme.ASCII


class RowsWidget(Widget):
    """Shows rows, one a line; lines below the last row are blank."""

    def __init__(self, *, background: str = "ground", id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._background = background
        self._rows: tuple[Row, ...] = ()
        self._caret: Offset | None = None

    @property
    def caret(self) -> Offset | None:
        """Where on the screen the next typed character goes; None while no text is typed here."""
        return None if self._caret is None else self.content_region.offset + self._caret

    def set_caret(self, column: int, line: int) -> None:
        """Say where the caret is in the widget: the terminal's cursor goes there, for input methods, screen readers."""
        self._caret = Offset(column, line)
        host_of(self).caret_widget = self

    def hide_caret(self) -> None:
        """Say that no text is typed here now."""
        self._caret = None

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows that are shown."""
        return self._rows

    @property
    def text(self) -> str:
        """The text of the rows that are shown."""
        return rows_text(self._rows)

    def show(self, rows: Sequence[Row]) -> None:
        """Show other rows, and draw the parts of lines that differ."""
        old, self._rows = self._rows, tuple(rows)
        if not self.is_mounted:
            return
        width, height = self.size
        changed = [
            _changed_region(old[y] if y < len(old) else (), self._rows[y] if y < len(self._rows) else (), y, width)
            for y in range(min(height, max(len(old), len(self._rows))))
        ]
        regions = [region for region in changed if region is not None]
        if regions:
            self.refresh(*regions)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll down."""
        del event
        self.wheel(1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll up."""
        del event
        self.wheel(-1)

    def wheel(self, by: int) -> None:
        """Scroll by so many turns of the wheel, up when negative; rows that are all in sight stay where they are."""

    def palette_styles(self) -> theme.PaletteStyles:
        """Return the styles of the theme in use."""
        return theme.styles_of(self.app.theme)

    def render_line(self, y: int) -> Strip:
        """Draw a line for Textual."""
        row = self._rows[y] if y < len(self._rows) else ()
        return draw_row(row, self.size.width, self.palette_styles(), self._background, ascii_only=uses_ascii(self))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of rows, for a height of ``auto`` in the style sheet."""
        del container, viewport, width
        return max(len(self._rows), 1)


def _changed_region(old: Row, new: Row, y: int, width: int) -> Region | None:
    """Return the part of a line to draw again: from the first piece that differs to the end."""
    if old == new:
        return None
    x = 0
    for before, after in zip(old, new, strict=False):
        if before != after:
            break
        x += cell_len(after.text)
    return Region(x, y, width - x, 1) if x < width else None


class SizedRows(RowsWidget):
    """Shows rows that are built for the widget's size. After a change of size they are built before the first drawing.

    Of several such widgets on a screen, one has the keys: it shows its cursor, and the screen passes the keys on to it.
    Textual's own focus is not used for that, because each change of focus draws the whole screen again.
    """

    class Clicked(Message):
        """The widget was clicked and asks for the keys."""

        def __init__(self, widget: SizedRows) -> None:
            super().__init__()
            self.widget = widget

    def __init__(self, *, ground: str = "ground", id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(background=ground, id=id)
        self._built_for = Size(0, 0)
        self._has_keys = False

    @property
    def has_keys(self) -> bool:
        """Whether the keys are passed on to this widget."""
        return self._has_keys

    def set_has_keys(self, *, yes: bool) -> None:
        """Give the widget the keys, or take them away."""
        if yes != self._has_keys:
            self._has_keys = yes
            self.rebuild()

    def build_rows(self) -> Sequence[Row]:
        """Return the rows for the current size; none unless a subclass builds some."""
        return ()

    def rebuild(self) -> None:
        """Build the rows again, and draw what differs; of a widget that is hidden, when it is drawn next."""
        if self.is_mounted and self.size.width and self.size.height:
            self._built_for = self.size
            self.show(self.build_rows())
        else:
            self._built_for = Size(0, 0)

    def render_line(self, y: int) -> Strip:
        """Draw a line for Textual."""
        if self._built_for != self.size and self.size.width and self.size.height:
            self._built_for = self.size
            self._rows = tuple(self.build_rows())
        return super().render_line(y)

    def on_resize(self) -> None:
        """Build the rows for the new size, unless drawing has done so already."""
        if self._built_for != self.size:
            self.rebuild()
