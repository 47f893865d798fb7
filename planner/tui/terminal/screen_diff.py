"""What stands on the terminal, cell by cell, so that only what differs from it is sent.

Textual sends a whole screen whenever another one comes up or goes: 10 to 25 KB over the line for a sheet that covers a
fifth of it. Here every update is held against the lines that were sent last, and only the cells that differ go out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

LinePart = tuple[int, int, Strip]
"""A line, a column, and what stands from there on."""
LineWrite = tuple[int, int, list[Segment]]
"""A line, a column, and the words to be written there."""
CellSpan = tuple[int, int]
"""The first cell of some, and the one after the last."""
_MERGE_GAP = 8
"""So many equal cells between two that differ are sent with them: to pass over them costs as many bytes."""


class StyledRun(NamedTuple):
    """Words in one style, and the cells they take."""

    start: int
    end: int
    text: str
    style: Style | None

    @property
    def has_uneven_cells(self) -> bool:
        """Whether a character takes more cells than one, or none; such words are compared and sent as a whole."""
        return not self.text.isascii() and _is_uneven(self.text)

    def crop(self, first: int, last: int) -> StyledRun:
        """What stands between two cells that both lie in it; half a wide letter is a blank, a lone accent nothing."""
        start, end = self.start, self.end
        if first <= start and end <= last:
            return self
        first, last = max(first, start), min(last, end)
        if not self.has_uneven_cells:
            return StyledRun(first, last, self.text[first - start : last - start], self.style)
        _, rest = Segment(self.text).split_cells(first - start)
        words, _ = rest.split_cells(last - first)
        text = words.text
        while first > start and text and not cell_len(text[0]):  # it would come to stand on the cell before
            text = text[1:]
        return StyledRun(first, last, text, self.style)


class ScreenDiff:
    """The lines of a terminal as they were sent last."""

    def __init__(self) -> None:
        self._lines: dict[int, list[StyledRun]] = {}
        self._width = 0
        self._screen: object = None

    def clear(self) -> None:
        """The terminal may show anything now: it was resized, or another program wrote on it."""
        self._lines.clear()

    def sent_lines(self, screen: object, height: int) -> list[Strip]:
        """The lines that were sent last, if this screen sent them and they are all there; none otherwise."""
        if screen is not self._screen or not all(y in self._lines for y in range(height)):
            return []
        return [Strip([Segment(run.text, run.style) for run in self._lines[y]], self._width) for y in range(height)]

    def update(self, parts: Iterable[LinePart], width: int, screen: object = None) -> list[LineWrite]:
        """Note what is going to be shown.

        Args:
            parts: What shall stand where; a later part lies over an earlier one.
            width: Columns of the terminal.
            screen: The screen that shows it.

        Returns:
            What has to be sent for it.
        """
        if width != self._width:
            self._lines.clear()
            self._width = width
        self._screen = screen
        by_line: dict[int, list[LinePart]] = {}
        for part in parts:
            by_line.setdefault(part[0], []).append(part)
        return [sent for y, of_line in by_line.items() for sent in self._update_line(y, of_line)]

    def _update_line(self, y: int, parts: list[LinePart]) -> Iterator[LineWrite]:
        before = self._lines.get(y)
        after: list[StyledRun] = before or []
        for _, x, strip in parts:
            after = _overlay(after, runs_from_strip(strip, x), self._width)
        if before is None:
            yield from ((y, x, list(strip)) for _, x, strip in parts)
        elif before != after:
            # of whole lines: a part that cuts a wide character in two changes what stands beside it
            yield from ((y, x, words) for x, words in _segments_in(after, changed_spans(before, after)))
        if before is not None or sum(run.end - run.start for run in after) == self._width:
            self._lines[y] = after


def runs_from_strip(strip: Strip, x: int = 0) -> list[StyledRun]:
    """The runs of a strip that stands from column ``x`` on."""
    runs = []
    for text, style, _ in strip:
        end = x + (len(text) if text.isascii() else cell_len(text))
        if end > x:
            runs.append(StyledRun(x, end, text, style))
        x = end
    return runs


def changed_spans(before: list[StyledRun], after: list[StyledRun]) -> list[CellSpan]:
    """The cells that differ between two lines of a length: first and last + 1 of each span, from left to right."""
    spans: list[CellSpan] = []
    place = old = new = 0
    while place < after[-1].end:
        one, other = before[old], after[new]
        end = min(one.end, other.end)
        for first, last in () if one == other else _changed_cells(one, other, place, end):
            if spans and first - spans[-1][1] < _MERGE_GAP:
                spans[-1] = spans[-1][0], max(last, spans[-1][1])
            else:
                spans.append((first, last))
        place = end
        old += one.end == end
        new += other.end == end
    return spans


@lru_cache(maxsize=1_000)
def _is_uneven(text: str) -> bool:
    """Whether some character takes another room than one cell; where one takes two and one none, the sum hides it."""
    return any(cell_len(character) != 1 for character in text)


def _overlay(line: list[StyledRun], part: list[StyledRun], width: int) -> list[StyledRun]:
    """A line with a part on it; there may be gaps in one of which nothing was known."""
    if not part:
        return line
    first, last = part[0].start, part[-1].end
    left = line if line and line[-1].end <= first else _crop_runs(line, 0, first)
    over = [*left, *part, *_crop_runs(line, last, width)]
    return over if last <= width else _crop_runs(over, 0, width)


def _crop_runs(line: list[StyledRun], first: int, last: int) -> list[StyledRun]:
    """The runs between two cells, cut where they cross them."""
    return [run.crop(first, last) for run in line if run.end > first and run.start < last]


def _segments_in(line: list[StyledRun], spans: list[CellSpan]) -> Iterator[tuple[int, list[Segment]]]:
    """The words in some spans of a line, each with its column."""
    place = 0
    for first, last in spans:
        while line[place].end <= first:
            place += 1
        until = place + 1
        while until < len(line) and line[until].start < last:
            until += 1
        yield first, [Segment(run.text, run.style) for run in (one.crop(first, last) for one in line[place:until])]


def _changed_cells(one: StyledRun, other: StyledRun, start: int, end: int) -> Iterator[CellSpan]:
    """The cells from ``start`` to ``end`` in which two runs differ, all of a run where it is wide."""
    same_style = one.style is other.style or one.style == other.style
    if one.has_uneven_cells or other.has_uneven_cells:
        if not same_style or one.text != other.text or one.start != other.start:
            yield (
                min([run.start for run in (one, other) if run.has_uneven_cells], default=start),
                max([run.end for run in (one, other) if run.has_uneven_cells], default=end),
            )
    elif not same_style:
        yield start, end
    else:
        was, now = one.text[start - one.start : end - one.start], other.text[start - other.start : end - other.start]
        if was != now:
            yield from ((cell, cell + 1) for cell, (a, b) in enumerate(zip(was, now, strict=True), start) if a != b)
