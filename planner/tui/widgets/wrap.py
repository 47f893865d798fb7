"""Text cut to a width in cells, or broken into lines of it. Every screen wraps its text here."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len, chop_cells, set_cell_size

from planner.text import clean_line
from planner.tui.theme import Glyphs
from planner.tui.widgets.rows import Piece, Row, merge_pieces

_MAX_CHARS = 1000
_MIN_LABELLED_WIDTH = 12


def fit(text: str, width: int, glyphs: Glyphs) -> str:
    """Return text in exactly ``width`` cells: padded, or cut with an ellipsis."""
    if width <= 0:
        return ""
    if cell_len(text) > width:
        text = set_cell_size(text, width - 1).rstrip() + glyphs.ellipsis
    return set_cell_size(text, width)


def fit_both(left: str, right: str, width: int, glyphs: Glyphs) -> str:
    """Return a line with one text at each edge; the left one is cut where both have no room."""
    room = width - cell_len(right)
    if not right or room <= 0:
        return fit(left, width, glyphs)
    return fit(left, room, glyphs) + right


def cut_at_word(text: str, width: int, glyphs: Glyphs) -> str:
    """Return text in at most ``width`` cells: whole words of it, with an ellipsis where some are left out."""
    if cell_len(text) <= width:
        return text
    line = wrap_text(text, max(width - 1, 2))[0]
    return line.rstrip(" ·,:;") + glyphs.ellipsis


def wrap_text(text: str, width: int) -> list[str]:
    """Break text into lines of at most ``width`` cells, between words where possible; line breaks in it stay."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split():
            parts = [word] if cell_len(word) <= width else chop_cells(word, max(width, 2))
            for part in parts:
                joined = f"{line} {part}" if line else part
                if line and cell_len(joined) > width:
                    lines.append(line)
                    joined = part
                line = joined
        lines.append(line)
    return lines


def wrap_rows(text: str, width: int, color: str = "text", background: str = "sheet") -> list[Row]:
    """Break clean text into rows of one colour; an empty text gives no row."""
    return [(Piece(line, color, background),) for line in wrap_text(text, width)] if text else []


def wrap_rows_cut(text: str, width: int, most: int, glyphs: Glyphs) -> list[Row]:
    """Break clean text into at most ``most`` rows; the last ends with an ellipsis where more was to be said."""
    lines = wrap_text(text, width) if text else []
    if len(lines) > most:
        lines[most - 1 :] = [fit(" ".join(lines[most - 1 :]), width, glyphs)]
    return [(Piece(line, "text", "sheet"),) for line in lines]


def wrap_labelled(label: Piece, text: str, width: int) -> list[Row]:
    """Break clean text into rows next to a label; rows after the first are indented by the width of the label."""
    indent = label._replace(text=" " * cell_len(label.text))
    rows = wrap_rows(text, max(width - cell_len(label.text), _MIN_LABELLED_WIDTH), background=label.background)
    return [(indent if number else label, *row) for number, row in enumerate(rows)]


def wrap_pieces(texts: Sequence[tuple[str, str]], width: int, indent: int = 2) -> list[Row]:
    """Break texts that follow each other into rows, each in its own colour; rows after the first are indented.

    Args:
        texts: ``(color, text)`` pairs; they are cleaned here.
        width: Cells.
        indent: Blanks before each row but the first.
    """
    rows: list[Row] = []
    line: list[Piece] = []
    used = 0
    for color, text in texts:
        words = clean_line(text, _MAX_CHARS).split()
        for part in (part for word in words for part in wrap_text(word, max(width - indent, 2))):
            if used > indent and used + cell_len(part) > width:
                rows.append(merge_pieces(line))
                line, used = [Piece(" " * indent, color)], indent
            line.append(Piece(f"{part} ", color))
            used += cell_len(part) + 1
    rows.append(merge_pieces(line))
    return rows


def dim_rows(rows: Sequence[Row]) -> list[Row]:
    """Return rows without their colours, for a draft that is no longer the one of the form."""
    return [tuple(piece._replace(color="faint") for piece in row) for row in rows]
