"""What NO_COLOR leaves of a screen: greys, or on a terminal of 16 colours its own text colour, and reversed cells.

Textual's own filter makes each of the 16 colours black, so that keys and digits cannot be seen on a dark terminal.
"""

from __future__ import annotations

from functools import lru_cache

from rich.color import Color as RichColor
from rich.color import ColorType
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter, monochrome_style


class NoColors(LineFilter):
    """Takes the colours out of lines, and keeps what is marked by a background visible."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments without colours."""
        del background
        return [Segment(text, None if style is None else colorless_style(style), None) for text, style, _ in segments]


@lru_cache(1024)
def colorless_style(style: Style) -> Style:
    """Return a style without colours: a background in one of the 16 colours becomes reversed text."""
    if not (_is_of_terminal(style.color) or _is_of_terminal(style.bgcolor)):
        return monochrome_style(style)
    is_marked = style.bgcolor is not None and not style.bgcolor.is_default
    default = RichColor.default()
    colorless = Style.from_color(default, default)
    return style + colorless + Style(reverse=True) if is_marked else style + colorless


def _is_of_terminal(color: RichColor | None) -> bool:
    return color is not None and color.type in {ColorType.STANDARD, ColorType.EIGHT_BIT} and (color.number or 0) < 16
