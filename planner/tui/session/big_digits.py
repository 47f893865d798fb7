"""A time in digits as large as there is room, drawn with the segments of a digital clock.

From one second to the next only the segments that change are sent, which is what keeps a tick small. The lit cells
are the character ``#`` in the colour of their own background: solid on every screen, and still there without colours.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from planner.tui.widgets.rows import Piece, Row, merge_pieces

_SEGMENTS = {
    "0": "abcdef",
    "1": "bc",
    "2": "abdeg",
    "3": "abcdg",
    "4": "bcfg",
    "5": "acdfg",
    "6": "acdefg",
    "7": "abc",
    "8": "abcdefg",
    "9": "abcdfg",
    "-": "g",
}
"""The lit segments: ``a`` above, ``b`` ``c`` at the right, ``d`` below, ``e`` ``f`` at the left, ``g`` across."""
LIT = "#"
"""What a lit cell is."""
LIT_BACKGROUND = "lit"
"""The background of a lit cell: the colour of its text."""


class DigitSize(NamedTuple):
    """How large a digit is drawn.

    Attributes:
        thickness: Lines of a segment that lies; an upright one is twice as many cells wide.
        reach: Lines between two segments that lie.
    """

    thickness: int
    reach: int

    @property
    def height(self) -> int:
        """Lines of a digit."""
        return 3 * self.thickness + 2 * self.reach

    @property
    def digit_width(self) -> int:
        """Cells of a digit."""
        return 4 * self.thickness + 2 * self.reach

    @property
    def gap(self) -> int:
        """Cells between two digits."""
        return 2 * self.thickness

    def width_of(self, text: str) -> int:
        """Return the cells of a text of digits and colons."""
        widths = [self._colon_width if character == ":" else self.digit_width for character in text]
        return sum(widths) + self.gap * (len(text) - 1)

    @property
    def _colon_width(self) -> int:
        return 2 * self.thickness


SIZES = tuple(
    sorted(
        (DigitSize(thickness, reach) for thickness in range(1, 5) for reach in range(thickness, 2 * thickness + 2)),
        key=lambda size: (size.height, size.thickness),
    )
)
"""The sizes there are, the smallest first."""


def largest_size(text: str, width: int, height: int) -> DigitSize | None:
    """Return the largest size in which a text fits into some cells and lines; None where none does."""
    fitting = [size for size in SIZES if size.height <= height and size.width_of(text) <= width]
    return fitting[-1] if fitting else None


def digit_rows(text: str, size: DigitSize, color: str, background: str = "ground") -> list[Row]:
    """Return a text of digits, colons and dashes as rows.

    Args:
        text: ``1:27``.
        size: How large.
        color: The colour of the lit cells, by its name in the palette.
        background: What is between them.
    """
    lines = ["".join(line) for line in zip(*_columns(text, size), strict=True)]
    return [merge_pieces(_pieces(line, color, background)) for line in lines]


def _pieces(line: str, color: str, background: str) -> Iterator[Piece]:
    for character in line:
        yield Piece(LIT, color, LIT_BACKGROUND) if character == LIT else Piece(" ", "text", background)


def _columns(text: str, size: DigitSize) -> Iterator[list[str]]:
    """Yield the lines of each character, and of each gap between two."""
    for index, character in enumerate(text):
        if index:
            yield [" " * size.gap] * size.height
        yield _colon(size) if character == ":" else _digit(character, size)


def _colon(size: DigitSize) -> list[str]:
    """Return two dots, each in the middle of one half."""
    lines = [" " * 2 * size.thickness] * size.height
    half = size.thickness + (size.reach - size.thickness) // 2
    for line in range(size.thickness):
        lines[half + line] = lines[size.height - 1 - half - line] = LIT * 2 * size.thickness
    return lines


def _digit(character: str, size: DigitSize) -> list[str]:
    lit = set(_SEGMENTS[character])

    def line(left: str, middle: str, right: str) -> str:
        post, bar = 2 * size.thickness, size.digit_width - 4 * size.thickness
        widths = zip((left, middle, right), (post, bar, post), strict=True)
        return "".join((LIT if lit & set(segments) else " ") * width for segments, width in widths)

    top, upper = [line("af", "a", "ab")], [line("f", "", "b")]
    across = [line("efg", "g", "bcg")]
    lower, bottom = [line("e", "", "c")], [line("de", "d", "cd")]
    thick, reach = size.thickness, size.reach
    return [*top * thick, *upper * reach, *across * thick, *lower * reach, *bottom * thick]
