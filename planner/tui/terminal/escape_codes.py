"""Encode writes to the terminal in few bytes: only what changes of a colour is said, the cursor moves the shortest way.

A tick of the session timer changes a dozen places in two colours; with a colour and a position for each of them it
would send three times as much. Text next to other text is most often on the same ground: its colour alone is half of
what both take.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from rich.cells import cell_len
from rich.style import Style

from planner.tui.terminal.screen_diff import LineWrite

_MOST_SORTED = 96
"""Up to so many pieces are sent colour by colour; more of them line by line, as an eye expects a page to appear."""
_BACKSPACES = 3
"""Up to so many cells back, backspaces are the shortest way."""
_RESET = "0"
_DEFAULT_FOREGROUND, _DEFAULT_BACKGROUND = "39", "49"
_FOREGROUNDS = frozenset({*range(30, 40), *range(90, 98)})
_BACKGROUNDS = frozenset({*range(40, 50), *range(100, 108)})
_LONG_COLORS = frozenset({38, 48})
_UNSEEN_ON_BLANKS = frozenset({"1", "2", "3"})
"""Bold, dim and italic: blanks look the same with and without."""
_COLOR_LENGTHS = {"5": 3, "2": 5}
"""How many parameters a colour takes after 38 or 48, by the next one: one of 256, or red, green and blue."""


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


class _Pen(NamedTuple):
    """What the terminal writes with: attributes such as bold, and two colours, empty where they are the terminal's."""

    attributes: tuple[str, ...] = ()
    foreground: str = ""
    background: str = ""

    def switch_to(self, other: _Pen) -> str:
        """Return the shortest code that makes another pen of this one; empty where they are equal."""
        if self == other:
            return ""
        codes = [_code([_RESET, *other.attributes, other.foreground, other.background])]
        if set(self.attributes) <= set(other.attributes):
            changes = [each for each in other.attributes if each not in self.attributes]
            if self.foreground != other.foreground:
                changes.append(other.foreground or _DEFAULT_FOREGROUND)
            if self.background != other.background:
                changes.append(other.background or _DEFAULT_BACKGROUND)
            codes.append(_code(changes))
        return min(codes, key=len)

    def for_blanks(self, other: _Pen) -> _Pen:
        """Return the pen for blanks that another is wanted for: they show its background, and no colour of text."""
        if other.attributes or not _UNSEEN_ON_BLANKS.issuperset(self.attributes):
            return other
        return self._replace(background=other.background)


_PLAIN = _Pen()


def _encode(spans: Iterable[_Span], width: int, render_style: Callable[[Style, str], str]) -> str:
    codes: list[str] = []
    pens: dict[Style, _Pen | None] = {}
    pen = _PLAIN
    before: _Span | None = None
    for span in spans:
        codes.append(_move(before, span, width))
        style, text, before = span.style, span.text, span
        if style is not None and style not in pens:
            pens[style] = _pen_of(render_style(style, ""))
        wanted = _PLAIN if style is None else pens[style]
        if wanted is None:
            wanted = _PLAIN
            text = render_style(style, text) if style else text
        elif not text.strip(" "):
            wanted = pen.for_blanks(wanted)
        codes += [pen.switch_to(wanted), text]
        pen = wanted
    codes.append(pen.switch_to(_PLAIN))
    return "".join(codes)


def _pen_of(rendered: str) -> _Pen | None:
    """Return the pen of a style from the codes around an empty text; None for a link, which is more than a pen."""
    if not rendered:
        return _PLAIN
    start, end = "\x1b[", f"m{_code([_RESET])}"
    if not (rendered.startswith(start) and rendered.endswith(end)):
        return None
    parameters = rendered[len(start) : -len(end)].split(";")
    attributes: list[str] = []
    foreground = background = ""
    while parameters:
        first = int(parameters[0])
        length = _COLOR_LENGTHS[parameters[1]] if first in _LONG_COLORS else 1
        code, parameters = ";".join(parameters[:length]), parameters[length:]
        if first in _FOREGROUNDS:
            foreground = code if code != _DEFAULT_FOREGROUND else ""
        elif first in _BACKGROUNDS:
            background = code if code != _DEFAULT_BACKGROUND else ""
        else:
            attributes.append(code)
    return _Pen(tuple(attributes), foreground, background)


def _code(parameters: Iterable[str]) -> str:
    return f"\x1b[{';'.join(filter(None, parameters))}m"


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
