"""Send only the cells that differ from what the terminal shows.

Textual sends a whole screen whenever another one opens or closes: 10 to 25 KB for a sheet that covers a fifth of it.
Here every update is compared with the lines that were sent last, and only the cells that differ are sent.
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
"""A line, a column, and the content from there on."""
LineWrite = tuple[int, int, list[Segment]]
"""A line, a column, and the segments to write there."""
CellSpan = tuple[int, int]
"""The first of some cells, and the one after the last."""
_MERGE_GAP = 4
"""Up to this many equal cells between two that differ are sent, too: to move the cursor costs as many bytes."""


class StyledRun(NamedTuple):
    """Text in one style, from its first cell to the one after its last."""

    start: int
    end: int
    text: str
    style: Style | None

    @property
    def has_uneven_cells(self) -> bool:
        """Whether a character takes two cells or none; such a text is compared and sent as a whole."""
        return not self.text.isascii() and _is_uneven(self.text)

    def crop(self, first: int, last: int) -> StyledRun:
        """Return the part from one cell to another; half a wide letter becomes a blank, a lone accent is dropped."""
        start, end = self.start, self.end
        if first <= start and end <= last:
            return self
        first, last = max(first, start), min(last, end)
        if not self.has_uneven_cells:
            return StyledRun(first, last, self.text[first - start : last - start], self.style)
        _, rest = Segment(self.text).split_cells(first - start)
        part, _ = rest.split_cells(last - first)
        text = part.text
        while first > start and text and not cell_len(text[0]):  # an accent would go to the cell before
            text = text[1:]
        return StyledRun(first, last, text, self.style)


class ScreenDiff:
    """The lines that were sent to the terminal last."""

    def __init__(self) -> None:
        self._lines: dict[int, list[StyledRun]] = {}
        self._width = 0
        self._screen: object = None

    def clear(self) -> None:
        """Forget the lines, because the terminal was resized or another program wrote on it."""
        self._lines.clear()

    def sent_lines(self, screen: object, height: int) -> list[Strip]:
        """Return the lines that were sent last; empty if another screen sent them or some are not known."""
        if screen is not self._screen or not all(y in self._lines for y in range(height)):
            return []
        return [Strip([Segment(run.text, run.style) for run in self._lines[y]], self._width) for y in range(height)]

    def update(self, parts: Iterable[LinePart], width: int, screen: object = None) -> list[LineWrite]:
        """Take an update, and return what must be sent for it.

        Args:
            parts: The content to show; a later part covers an earlier one.
            width: The columns of the terminal.
            screen: The screen that shows it.
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
            # whole lines are compared: a part that cuts a wide character in two changes the cell next to it
            yield from ((y, x, segments) for x, segments in _segments_in(after, changed_spans(before, after)))
        if before is not None or sum(run.end - run.start for run in after) == self._width:
            self._lines[y] = after


def runs_from_strip(strip: Strip, x: int = 0) -> list[StyledRun]:
    """Return a strip that begins at column ``x`` as runs."""
    runs = []
    for text, style, _ in strip:
        end = x + (len(text) if text.isascii() else cell_len(text))
        if end > x:
            runs.append(StyledRun(x, end, text, style))
        x = end
    return runs


def changed_spans(before: list[StyledRun], after: list[StyledRun]) -> list[CellSpan]:
    """Return the spans of cells that differ between two lines of the same length, from left to right."""
    spans: list[CellSpan] = []
    cell = old_index = new_index = 0
    while cell < after[-1].end:
        old, new = before[old_index], after[new_index]
        end = min(old.end, new.end)
        for first, last in () if old == new else _changed_cells(old, new, cell, end):
            if spans and first - spans[-1][1] < _MERGE_GAP:
                spans[-1] = spans[-1][0], max(last, spans[-1][1])
            else:
                spans.append((first, last))
        cell = end
        old_index += old.end == end
        new_index += new.end == end
    return spans


@lru_cache(maxsize=1_000)
def _is_uneven(text: str) -> bool:
    """Whether some character takes two cells or none; checked one by one, because the two even out in a sum."""
    return any(cell_len(character) != 1 for character in text)


def _overlay(line: list[StyledRun], part: list[StyledRun], width: int) -> list[StyledRun]:
    """Return a line with a part laid over it; where nothing was known before, there may be gaps."""
    if not part:
        return line
    first, last = part[0].start, part[-1].end
    left = line if line and line[-1].end <= first else _crop_runs(line, 0, first)
    over = [*left, *part, *_crop_runs(line, last, width)]
    return over if last <= width else _crop_runs(over, 0, width)


def _crop_runs(line: list[StyledRun], first: int, last: int) -> list[StyledRun]:
    """Return the runs from one cell to another, cut at both."""
    return [run.crop(first, last) for run in line if run.end > first and run.start < last]


def _segments_in(line: list[StyledRun], spans: list[CellSpan]) -> Iterator[tuple[int, list[Segment]]]:
    """Yield the segments in some spans of a line, each span's with its column."""
    index = 0
    for first, last in spans:
        while line[index].end <= first:
            index += 1
        stop = index + 1
        while stop < len(line) and line[stop].start < last:
            stop += 1
        parts = (run.crop(first, last) for run in line[index:stop])
        yield first, [Segment(part.text, part.style) for part in parts]


def _changed_cells(old: StyledRun, new: StyledRun, start: int, end: int) -> Iterator[CellSpan]:
    """Yield the cells from ``start`` to ``end`` in which two runs differ; the whole run where its cells are uneven."""
    same_style = old.style is new.style or old.style == new.style
    uneven = [run for run in (old, new) if run.has_uneven_cells]
    if uneven:
        if not same_style or old.text != new.text or old.start != new.start:
            yield min(run.start for run in uneven), max(run.end for run in uneven)
    elif not same_style:
        yield start, end
    else:
        before, after = old.text[start - old.start : end - old.start], new.text[start - new.start : end - new.start]
        if before != after:
            pairs = enumerate(zip(before, after, strict=True), start)
            yield from ((cell, cell + 1) for cell, (a, b) in pairs if a != b)
