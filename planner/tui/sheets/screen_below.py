"""What is seen of the screen below a sheet: dimmed, and without the words that the sheet covers in part."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip

from planner.tui.theme import PaletteStyles

_KEPT_BACKGROUNDS = ("band", "phase_1", "phase_2")
"""The backgrounds that stay; all others, as that of the cursor, give way to the ground."""


def dim_lines(lines: Sequence[Strip], sheet: Region, styles: PaletteStyles) -> list[Strip]:
    """Return the lines of a screen as they are seen around a sheet.

    Args:
        lines: The lines, from the top of the screen.
        sheet: The room of the sheet.
        styles: The styles of the palette.
    """
    kept = {styles.style("text", name).bgcolor: styles.style("faint", name) for name in _KEPT_BACKGROUNDS}
    ground = styles.style("faint", "ground")
    return [
        _dimmed(_without_half_words(line, sheet) if sheet.y <= y < sheet.bottom else line, kept, ground)
        for y, line in enumerate(lines)
    ]


def _dimmed(line: Strip, kept: dict[Color | None, Style], ground: Style) -> Strip:
    segments = [
        Segment(text, kept.get(style.bgcolor, ground) if style is not None else ground) for text, style, _ in line
    ]
    return Strip(Segment.simplify(segments), line.cell_length)


def _without_half_words(line: Strip, sheet: Region) -> Strip:
    """Return a line with blanks for what is seen of a word that goes on under the left or right edge of the sheet."""
    text = line.text
    if cell_len(text) != len(text):  # with wide letters, cells are not counted in characters
        return line
    left, right = _words_end(text, sheet.x, -1), _words_end(text, sheet.right - 1, 1)
    for first, last in ((left + 1, sheet.x), (sheet.right, right)):
        if first < last:
            blank = Strip([Segment(" " * (last - first), next(iter(line.crop(first, first + 1)), Segment("")).style)])
            line = Strip.join([line.crop(0, first), blank, line.crop(last, line.cell_length)])
    return line


def _words_end(text: str, cell: int, step: int) -> int:
    """Return the first blank from a covered cell on, to the left or right; the cell itself where no word goes on."""
    end = cell
    while 0 <= end < len(text) and not text[end].isspace():
        end += step
    return end
