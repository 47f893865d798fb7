"""Encode writes to the terminal in few bytes: colours are said once, and the cursor moves the shortest way.

A tick of the session timer changes a dozen places in two colours; with a colour and a position for each of them it
would send three times as much.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from rich.cells import cell_len
from rich.style import Style

from planner.tui.terminal.screen_diff import LineWrite

_MOST_SORTED = 48
"""Up to so many pieces are sent colour by colour; more of them line by line, as an eye expects a page to appear."""
_BACKSPACES = 3
"""Up to so many cells back, backspaces are the shortest way."""


class _Span(NamedTuple):
    """A piece of text to write, without a style where it has none."""

    y: int
    x: int
    text: str
    style: Style | None


def encode_writes(writes: Iterable[LineWrite], width: int, render_style: Callable[[Style, str], str]) -> str:
    """Return what a terminal is sent for some writes.

    Args:
        writes: The segments to write, and where.
        width: The columns of the terminal.
        render_style: Puts the codes of a style around a text.
    """
    spans = list(_spans(writes))
    in_order = _encode(spans, width, render_style)
    if len(spans) > _MOST_SORTED:
        return in_order
    order: dict[Style | None, int] = {}
    for span in spans:
        order.setdefault(span.style, len(order))
    by_colour = _encode(sorted(spans, key=lambda span: order[span.style]), width, render_style)
    return min(in_order, by_colour, key=len)


def _encode(spans: Iterable[_Span], width: int, render_style: Callable[[Style, str], str]) -> str:
    codes: list[str] = []
    text, style = "", None
    before: _Span | None = None
    for span in spans:
        if before is not None and span.style != style:
            codes.append(text if style is None else render_style(style, text))
            text = ""
        text += _move(before, span, width) + span.text
        style, before = span.style, span
    codes.append(text if style is None else render_style(style, text))
    return "".join(codes)


def _spans(writes: Iterable[LineWrite]) -> Iterator[_Span]:
    for y, start, segments in writes:
        x = start
        for text, style, _ in segments:
            yield _Span(y, x, text, _shown_style(text, style))
            x += cell_len(text)


def _shown_style(text: str, style: Style | None) -> Style | None:
    """Return the style without what nobody sees: blanks have no colour but that of the background."""
    if style is None or text.strip(" ") or style.reverse or style.underline or style.strike or style.link:
        return style
    return style.background_style


def _move(before: _Span | None, span: _Span, width: int) -> str:
    """Return the shortest codes that take the cursor to a piece of text from the end of the one before."""
    absolute = f"\x1b[{span.y + 1};{span.x + 1}H"
    if before is None:
        return absolute
    x = before.x + cell_len(before.text)
    if (span.y, span.x) == (before.y, x):
        return ""
    if not before.text.isascii():  # a terminal may have another idea of how wide such a text is
        return absolute
    if span.y < before.y or x >= width:  # at the edge the cursor waits for the next character to wrap
        return absolute
    down, across = span.y - before.y, span.x - x
    relative = _steps(down, "B")
    if 0 < -across <= _BACKSPACES:
        relative += "\b" * -across
    else:
        relative += _steps(-across, "D") if across < 0 else _steps(across, "C")
    return min(absolute, relative, key=len)


def _steps(count: int, direction: str) -> str:
    return "" if count == 0 else f"\x1b[{direction}" if count == 1 else f"\x1b[{count}{direction}"
