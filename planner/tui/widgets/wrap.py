"""Text broken into lines that fit: the one wrapper of the screens."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len, chop_cells, set_cell_size

from planner.text import clean_line
from planner.tui.theme import Glyphs
from planner.tui.widgets.rows import Piece, Row, merge_pieces

if TYPE_CHECKING:
    pass


_MAX_CHARS = 1000


DIM_COLOR = "faint"
"""The ink of what no longer answers to the form."""


def wrap_pieces(parts: Sequence[tuple[str, str]], width: int, indent: int = 2) -> list[Row]:
    """Texts in their own inks, wrapped as one; lines after the first are indented."""
    rows: list[Row] = []
    line: list[Piece] = []
    used = 0
    for ink, text in parts:
        for word in clean_line(text, _MAX_CHARS).split():
            pieces = [word] if cell_len(word) <= width - indent else wrap_text(word, max(width - indent, 2))
            for piece in pieces:
                if used > indent and used + cell_len(piece) > width:
                    rows.append(merge_pieces(line))
                    line, used = [Piece(" " * indent, ink)], indent
                line.append(Piece(f"{piece} ", ink))
                used += cell_len(piece) + 1
    rows.append(merge_pieces(line))
    return rows


def dim_rows(rows: Sequence[Row]) -> list[Row]:
    """The same rows without their colours, for what no longer answers to the form."""
    return [tuple(piece._replace(color=DIM_COLOR) for piece in row) for row in rows]


def wrapped_rows(text: str, width: int, ink: str) -> list[Row]:
    """A text in lines of one ink."""
    return [(Piece(part, ink, "sheet"),) for part in wrap_text(text, max(width, 8))]


def wrap_rows(text: str, width: int, ink: str, ground: str) -> list[Row]:
    """Break a text into rows of one colour; an empty text gives no row."""
    return [(Piece(line, ink, ground),) for line in wrap_text(text, width)] if text else []


def fit(text: str, width: int, glyphs: Glyphs) -> str:
    """Text in exactly ``width`` cells: padded, or cut with an ellipsis."""
    if width <= 0:
        return ""
    if cell_len(text) > width:
        text = set_cell_size(text, width - 1).rstrip() + glyphs.ellipsis
    return set_cell_size(text, width)


def fit_both(left: str, right: str, width: int, glyphs: Glyphs) -> str:
    """Two texts on the two edges of a line; the left one gives way."""
    room = width - cell_len(right)
    if not right or room <= 0:
        return fit(left, width, glyphs)
    return fit(left, room, glyphs) + right


def wrap_text(text: str, width: int) -> list[str]:
    """Text broken into lines of at most ``width`` cells, between words where it can be."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split():
            pieces = [word] if cell_len(word) <= width else chop_cells(word, max(width, 2))
            for piece in pieces:
                joined = f"{line} {piece}" if line else piece
                if line and cell_len(joined) > width:
                    lines.append(line)
                    joined = piece
                line = joined
        lines.append(line)
    return lines
