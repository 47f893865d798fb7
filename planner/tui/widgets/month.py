"""The month: seven day cells and a week cell to a row, drawn as one widget.

One widget and one segment a cell line keep the first frame early and a key cheap: moving the cursor sends two cells, a
change of data sends the cells that differ.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from planner.tui import theme
from planner.tui.monthcells import Line, Room, Shape, day_lines, week_lines
from planner.tui.monthview import DAY, MonthView

_WEEK_WIDTH = 14
_NARROWEST_CELL = 8
_WIDEST_CELL = 34
_NAMES_FROM = 12
_CARDS_FROM = 11
_CARD_LINES = 5
_HEAD_FROM = 21
"""Below this height the weekday names stand in the first row of days, so that five weeks of four lines fit."""

Cell = tuple[Line, ...]


class Geometry(NamedTuple):
    """How the room is shared out.

    Attributes:
        cell: Cells a day is wide, a blank on either side included.
        week: Cells the week's sums are wide, likewise.
        head: Lines of weekday names above the weeks, 0 or 1.
        heights: Lines of each week.
    """

    cell: int
    week: int
    head: int
    heights: tuple[int, ...]

    @property
    def shape(self) -> Shape:
        """How a workout is written in this room."""
        if self.cell >= _CARDS_FROM and min(self.heights) >= _CARD_LINES:
            return Shape.CARDS
        return Shape.NAMES if self.cell >= _NAMES_FROM else Shape.LETTERS

    def top(self, row: int) -> int:
        """The first line of a week."""
        return self.head + sum(self.heights[:row])


def geometry(size: Size, view: MonthView) -> Geometry:
    """Share a widget's size out among the weeks: equal heights, spare lines to the weeks that hold the most."""
    cell = min(max((size.width - _WEEK_WIDTH) // 7, _NARROWEST_CELL), _WIDEST_CELL)
    week = max(size.width - 7 * cell, 0)
    head = 1 if size.height >= _HEAD_FROM else 0
    room = max(size.height - head, len(view.weeks))
    each, spare = divmod(room, len(view.weeks))
    heights = [each] * len(view.weeks)
    fullest = [max(len(view.of(day)) for day in item.days) for item in view.weeks]
    lacking = [row for row, most in enumerate(fullest) if most + 1 > each]
    for row in lacking[:spare]:
        heights[row] += 1
    return Geometry(cell, week, head, tuple(heights))


class MonthGrid(Widget):
    """The month of a `MonthView`, with a cursor on one day."""

    class Picked(Message):
        """A day was clicked."""

        def __init__(self, day: dt.date) -> None:
            super().__init__()
            self.day = day

    def __init__(self, view: MonthView, cursor: dt.date) -> None:
        super().__init__()
        self._view = view
        self._cursor = cursor
        self._geometry: Geometry | None = None
        self._days: dict[tuple[int, int], Cell] = {}
        self._lines: dict[int, Strip] = {}
        self._drawn_in = ""

    def show(self, view: MonthView, cursor: dt.date) -> None:
        """Show other data, with the cursor on a day; only cells that differ are drawn again."""
        same_month = view.weeks[0].start == self._view.weeks[0].start and self.is_mounted
        before = self._cells() if same_month else {}
        old = self._geometry
        marked = {self._cursor, cursor} | (self._view.marked ^ view.marked)
        self._view, self._cursor = view, cursor
        self._days, self._geometry, self._lines = {}, None, {}
        if not self.is_mounted:
            return
        if not same_month or old != self._shared():
            self.refresh()
            return
        now = self._cells()
        changed = [place for place, cell in now.items() if before.get(place) != cell]
        changed += [place for day in marked if (place := self._place(day)) and place not in changed]
        if changed:
            self.refresh(*(self._region(place) for place in changed))

    def move_cursor(self, day: dt.date) -> None:
        """Put the cursor on another visible day."""
        places = [place for place in (self._place(self._cursor), self._place(day)) if place is not None]
        self._cursor = day
        for row, _ in places:
            self._forget_lines(row)
        self.refresh(*(self._region(place) for place in places))

    def render_line(self, y: int) -> Strip:
        """One line, for Textual."""
        inks = theme.inks(self.app.theme)
        if self._drawn_in != self.app.theme:
            self._drawn_in, self._lines = self.app.theme, {}
        strip = self._lines.get(y)
        if strip is None:
            strip = self._lines[y] = self._draw(y, inks)
        return strip

    def on_resize(self, event: events.Resize) -> None:
        """Share the room out anew."""
        del event
        self._geometry, self._days, self._lines = None, {}, {}

    def on_click(self, event: events.Click) -> None:
        """Say which day was clicked."""
        shape = self._shared()
        for row, week in enumerate(self._view.weeks):
            top = shape.top(row)
            column = event.x // shape.cell
            if top <= event.y < top + shape.heights[row] and column < 7:
                self.post_message(self.Picked(week.days[column]))

    def _shared(self) -> Geometry:
        if self._geometry is None:
            self._geometry = geometry(self.size, self._view)
        return self._geometry

    def _place(self, day: dt.date) -> tuple[int, int] | None:
        days = (day - self._view.first).days
        return divmod(days, 7) if 0 <= days < 7 * len(self._view.weeks) else None

    def _region(self, place: tuple[int, int]) -> Region:
        row, column = place
        shape = self._shared()
        width = shape.week if column == 7 else shape.cell
        return Region(column * shape.cell, shape.top(row), width, shape.heights[row])

    def _forget_lines(self, row: int) -> None:
        shape = self._shared()
        for y in range(shape.top(row), shape.top(row) + shape.heights[row]):
            self._lines.pop(y, None)

    def _cells(self) -> dict[tuple[int, int], Cell]:
        """Every cell, made now."""
        return {(row, column): self._cell(row, column) for row in range(len(self._view.weeks)) for column in range(8)}

    def _cell(self, row: int, column: int) -> Cell:
        cell = self._days.get((row, column))
        if cell is None:
            shape, view = self._shared(), self._view
            week = view.weeks[row]
            if column == 7:
                lines = week_lines(view, week, Room(max(shape.week - 2, 0), shape.heights[row]))
            else:
                day = week.days[column]
                weekday = f"{day:%a}" if row == 0 and not shape.head else ""
                lines = day_lines(view, day, Room(shape.cell - 2, shape.heights[row], shape.shape), weekday)
            cell = self._days[row, column] = tuple(lines)
        return cell

    def _draw(self, y: int, inks: theme.Inks) -> Strip:
        shape, view = self._shared(), self._view
        if y < shape.head:
            names = [f" {view.first + DAY * step:%a}".ljust(shape.cell) for step in range(7)]
            return _strip([("".join(names), "muted", "band"), (" Week".ljust(shape.week), "muted", "band")], inks)
        for row in range(len(view.weeks)):
            line = y - shape.top(row)
            if line < shape.heights[row]:
                return _strip([self._piece(row, column, line) for column in range(8)], inks)
        return _strip([(" " * (7 * shape.cell), "text", "ground"), (" " * shape.week, "text", "band")], inks)

    def _piece(self, row: int, column: int, line: int) -> tuple[str, str, str]:
        """The text, ink and ground of one line of a cell."""
        text, ink = self._cell(row, column)[line].text, self._cell(row, column)[line].ink
        if column == 7:
            return f" {text} ", ink, "band"
        day = self._view.weeks[row].days[column]
        if day == self._cursor or day in self._view.marked:
            ground = "ghost" if day in self._view.marked else "cursor"
            head = line == 0 and day == self._cursor
            return (f" {text} ", "accent_text", "accent") if head else (f" {text} ", ink, ground)
        ground = "finish" if self._view.is_race_day(day) else "ground"
        return f" {text} ", ink, ground


def _strip(pieces: list[tuple[str, str, str]], inks: theme.Inks) -> Strip:
    segments: list[Segment] = []
    last_ink = "text"
    for text, ink, ground in pieces:
        if not text.isspace():  # a blank has no ink of its own, so that it can join the neighbour before it
            last_ink = ink
        segments.append(Segment(text, inks.style(last_ink, ground)))
    return Strip(Segment.simplify(segments), sum(cell_len(segment.text) for segment in segments))
