"""What stands on the terminal, cell by cell, so that only what differs from it is sent.

Textual sends a whole screen whenever another one comes up or goes: 10 to 25 KB over the line for a sheet that covers a
fifth of it. Here every update is held against the lines that were sent last, and only the cells that differ go out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rich.cells import cell_len
from rich.style import Style
from textual.strip import Strip

Part = tuple[int, int, Strip]
"""A line, a column, and what stands from there on."""
Span = tuple[int, int]
"""The first cell of some, and the one after the last."""
_GAP = 8
"""So many equal cells between two that differ are sent with them: to pass over them costs as many bytes."""


class Frame:
    """The lines of a terminal as they were sent last."""

    def __init__(self) -> None:
        self._lines: dict[int, Strip] = {}
        self._runs: dict[int, tuple[Strip, list[_Run]]] = {}
        self._width = 0
        self._whose: object = None

    def forget(self) -> None:
        """The terminal may show anything now: it was resized, or another program wrote on it."""
        self._lines.clear()

    def lines_of(self, whose: object, height: int) -> list[Strip]:
        """The lines that were sent last, if this screen sent them and they are all there; none otherwise."""
        if whose is not self._whose or len(self._lines) < height:
            return []
        return [self._lines[y] for y in range(height)] if all(y in self._lines for y in range(height)) else []

    def take(self, parts: Iterable[Part], width: int, whose: object = None) -> list[Part]:
        """Note what is going to be shown.

        Args:
            parts: What shall stand where; a later part lies over an earlier one.
            width: Columns of the terminal.
            whose: The screen that shows it.

        Returns:
            What has to be sent for it.
        """
        if width != self._width:
            self._lines.clear()
            self._width = width
        self._whose = whose
        by_line: dict[int, list[Part]] = {}
        for part in parts:
            by_line.setdefault(part[0], []).append(part)
        return [sent for y, of_line in by_line.items() for sent in self._take(y, of_line)]

    def _take(self, y: int, parts: list[Part]) -> Iterator[Part]:
        before = self._lines.get(y)
        after = _laid_over(before, parts, self._width)
        if before is None:
            yield from parts
        else:
            # whole lines: a part that cuts a wide character in two changes what stands beside it
            yield from ((y, first, after.crop(first, last)) for first, last in self._differing(y, before, after))
        if after.cell_length == self._width:
            self._lines[y] = after

    def _differing(self, y: int, before: Strip, after: Strip) -> list[Span]:
        if before == after:
            return []
        of, known = self._runs.get(y, (None, []))
        was, now = known if of is before else _runs(before), _runs(after)
        self._runs[y] = after, now
        return _spans(was, now, after.cell_length)


def _laid_over(line: Strip | None, parts: list[Part], width: int) -> Strip:
    """A line with other parts on it; the parts alone where nothing is known of the line."""
    if len(parts) == 1 and parts[0][2].cell_length == width:
        return parts[0][2]
    strips: list[Strip] = []
    place = 0
    for _, x, strip in parts:
        if x < place:  # a part over another one
            return _laid_over(_laid_over(line, parts[:1], width), parts[1:], width)
        if line is not None and place < x:
            strips.append(line.crop(place, x))
        strips.append(strip)
        place = x + strip.cell_length
    if line is not None and place < width:
        strips.append(line.crop(place, width))
    return Strip.join(strips).crop(0, width)


def differing(before: Strip, after: Strip) -> list[Span]:
    """The cells that differ between two strips of a length: first and last + 1 of each span, from left to right."""
    return [] if before == after else _spans(_runs(before), _runs(after), after.cell_length)


def _spans(was: list[_Run], now: list[_Run], width: int) -> list[Span]:
    if not was or not now or was[-1].end != now[-1].end:
        return [(0, width)]
    spans: list[Span] = []
    place = old = new = 0
    while place < now[-1].end:
        one, other = was[old], now[new]
        end = min(one.end, other.end)
        for first, last in _differing_cells(one, other, place, end):
            if spans and first - spans[-1][1] < _GAP:
                spans[-1] = spans[-1][0], max(last, spans[-1][1])
            else:
                spans.append((first, last))
        place = end
        old += one.end == end
        new += other.end == end
    return spans


class _Run(NamedTuple):
    """Words in one style, and the cells they take."""

    start: int
    end: int
    text: str
    style: Style | None

    @property
    def is_wide(self) -> bool:
        """Whether a character takes more cells than one; such words are compared and sent as a whole."""
        return self.end - self.start != len(self.text)


def _runs(strip: Strip) -> list[_Run]:
    runs = []
    place = 0
    for text, style, _ in strip:
        end = place + (len(text) if text.isascii() else cell_len(text))
        if end > place:
            runs.append(_Run(place, end, text, style))
        place = end
    return runs


def _differing_cells(one: _Run, other: _Run, start: int, end: int) -> Iterator[Span]:
    """The cells from ``start`` to ``end`` in which two runs differ, all of a run where it is wide."""
    same_style = one.style is other.style or one.style == other.style
    if one.is_wide or other.is_wide:
        if not same_style or one.text != other.text or one.start != other.start:
            yield (
                min([run.start for run in (one, other) if run.is_wide], default=start),
                max([run.end for run in (one, other) if run.is_wide], default=end),
            )
    elif not same_style:
        yield start, end
    else:
        was, now = one.text[start - one.start : end - one.start], other.text[start - other.start : end - other.start]
        if was != now:
            yield from ((cell, cell + 1) for cell, (a, b) in enumerate(zip(was, now, strict=True), start) if a != b)
