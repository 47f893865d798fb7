"""What NO_COLOR leaves of a screen: the terminal's own text on its own background, bold, underlined or reversed.

Textual's own filter makes greys, with grey backgrounds, and each of the 16 colours black.
"""

from __future__ import annotations

from functools import lru_cache

from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter


class NoColors(LineFilter):
    """Takes the colours out of lines, and keeps what is marked by a background visible."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments without colours."""
        del background
        return [Segment(text, None if style is None else colorless_style(style), None) for text, style, _ in segments]


@lru_cache(1024)
def colorless_style(style: Style) -> Style:
    """Return a style without colours: a background other than the terminal's becomes reversed text."""
    default = RichColor.default()
    colorless = style + Style.from_color(default, default)
    is_marked = style.bgcolor is not None and not style.bgcolor.is_default
    return colorless + Style(reverse=True) if is_marked else colorless
