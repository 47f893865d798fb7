"""Days side by side, drawn as one widget of cells: what the month and the week have in common.

One widget and one segment a cell line keep the first frame early and a key cheap: moving the cursor sends two cells, a
change of data sends the cells that differ.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from planner.tui import compat, theme
from planner.tui.monthcells import Line
from planner.tui.monthview import MonthView
from planner.tui.widgets.lines import Piece, is_plain

Cell = tuple[Line, ...]
Place = tuple[int, int]
"""Row and column of a cell; also the row of a week and a line within it."""


class Geometry(NamedTuple):
    """How the room is shared out.

    Attributes:
        cell: Cells a day is wide, a blank on either side included.
        week: Cells that are left beside the days, likewise.
        head: Lines above the weeks.
        heights: Lines of each week.
    """

    cell: int
    week: int
    head: int
    heights: tuple[int, ...]

    def top(self, row: int) -> int:
        """The first line of a week."""
        return self.head + sum(self.heights[:row])

    def row_at(self, y: int) -> Place | None:
        """The week a line belongs to, and which of its lines it is."""
        line = y - self.head
        for row, height in enumerate(self.heights):
            if 0 <= line < height:
                return row, line
            line -= height
        return None


class DayGrid(Widget):
    """The weeks of a `MonthView`, seven cells and one more to a row, with a cursor on one day."""

    CURSOR_LINES: int | None = None
    """How many lines of a day's cell show the cursor; None for all."""

    class Picked(Message):
        """A day was clicked."""

        def __init__(self, day: dt.date) -> None:
            super().__init__()
            self.day = day

    def __init__(self, view: MonthView, cursor: dt.date) -> None:
        super().__init__()
        self.view = view
        self._cursor = cursor
        self._geometry: Geometry | None = None
        self._shared_out = Size(0, 0)
        self._days: dict[Place, Cell] = {}
        self._grounds: dict[Place, str] = {}
        self._lines: dict[int, Strip] = {}
        self._drawn_in = ""

    def share_out(self) -> Geometry:
        """Share this widget's size out among the weeks shown."""
        raise NotImplementedError

    def make_cell(self, row: int, column: int) -> Cell:
        """The lines of a day's cell, or of the one beside the days, whose column is 7."""
        raise NotImplementedError

    def frame_line(self, y: int) -> list[Piece]:
        """A line above or below the weeks, as wide as the widget."""
        raise NotImplementedError

    def show(self, view: MonthView, cursor: dt.date) -> None:
        """Show other data, with the cursor on a day; only cells that differ are drawn again."""
        same_days = view.weeks[0].start == self.view.weeks[0].start and self.is_mounted
        before, around = (self._cells(), self._frame()) if same_days else ({}, [])
        old, grounds = self._geometry, [week.ground for week in self.view.weeks]
        touched = {self._cursor, cursor} | (self.view.marked ^ view.marked)
        self.view, self._cursor = view, cursor
        self._forget()
        if not self.is_mounted:
            return
        if not same_days or old != self.geometry or grounds != [week.ground for week in view.weeks]:
            compat.redraw(self)
            return
        now = self._cells()
        changed = [place for place, cell in now.items() if before.get(place) != cell]
        changed += [place for day in touched if (place := self._place(day)) and place not in changed]
        regions = [self._region(place) for place in changed]
        regions += [
            Region(0, y, self.size.width, 1) for y, line in enumerate(self._frame()) if line and line != around[y]
        ]
        if regions:
            compat.redraw(self, *regions)

    def move_cursor(self, day: dt.date) -> None:
        """Put the cursor on another visible day."""
        places = [place for place in (self._place(self._cursor), self._place(day)) if place is not None]
        self._cursor = day
        regions = []
        for row, column in places:
            region = self._region((row, column))
            regions.append(region if self.CURSOR_LINES is None else region._replace(height=self.CURSOR_LINES))
            for y in range(region.y, region.y + region.height):
                self._lines.pop(y, None)
        self.refresh(*regions)

    def render_line(self, y: int) -> Strip:
        """One line, for Textual."""
        if self._drawn_in != self.app.theme:
            self._drawn_in, self._lines = self.app.theme, {}
        shape = self.geometry
        strip = self._lines.get(y)
        if strip is None:
            place = shape.row_at(y)
            pieces = (
                self.frame_line(y)
                if place is None
                else [self._piece(*place, column, shape.week) for column in range(8)]
            )
            strip = self._lines[y] = _strip(tuple(pieces), self.app.theme, is_plain(self))
        return strip

    def on_resize(self, event: events.Resize) -> None:
        """Share the room out anew."""
        del event
        self._forget()

    def on_click(self, event: events.Click) -> None:
        """Say which day was clicked."""
        place = self.geometry.row_at(event.y)
        column = event.x // self.geometry.cell
        if place is not None and column < 7:
            self.post_message(self.Picked(self.view.weeks[place[0]].days[column]))

    @property
    def geometry(self) -> Geometry:
        """How the room is shared out now; a size that came unannounced, as when a view is shown again, is noticed."""
        if self._geometry is None or self._shared_out != self.size:
            self._forget()
            self._geometry, self._shared_out = self.share_out(), self.size
        return self._geometry

    def _forget(self) -> None:
        self._geometry, self._days, self._grounds, self._lines = None, {}, {}, {}

    def _place(self, day: dt.date) -> Place | None:
        days = (day - self.view.first).days
        return divmod(days, 7) if 0 <= days < 7 * len(self.view.weeks) else None

    def _region(self, place: Place) -> Region:
        row, column = place
        shape = self.geometry
        width = shape.week if column == 7 else shape.cell
        return Region(column * shape.cell, shape.top(row), width, shape.heights[row])

    def _cells(self) -> dict[Place, Cell]:
        """Every cell, made now."""
        return {(row, column): self._cell(row, column) for row in range(len(self.view.weeks)) for column in range(8)}

    def _frame(self) -> list[list[Piece]]:
        """Every line of the widget that belongs to no week; nothing for those that do."""
        return [[] if self.geometry.row_at(y) else self.frame_line(y) for y in range(self.size.height)]

    def _cell(self, row: int, column: int) -> Cell:
        cell = self._days.get((row, column))
        if cell is None:
            cell = self._days[row, column] = self.make_cell(row, column)
        return cell

    def _piece(self, row: int, line: int, column: int, beside: int) -> Piece:
        """One line of a cell on its ground; the cell beside the days is ``beside`` cells wide."""
        text, ink = self._cell(row, column)[line]
        if column == 7:
            return Piece(f" {text} " if beside > 1 else " " * beside, ink, self.beside(row))
        ground = self._ground(row, column)
        if self._place(self._cursor) == (row, column):
            if line == 0:
                return Piece(f" {text} ", "accent_text", "accent")
            if ground != "ghost" and (self.CURSOR_LINES is None or line < self.CURSOR_LINES):
                ground = "cursor"
        return Piece(f" {text} ", ink, ground)

    def _ground(self, row: int, column: int) -> str:
        """What lies under a day, the cursor left aside."""
        ground = self._grounds.get((row, column))
        if ground is None:
            day = self.view.weeks[row].days[column]
            ground = "ghost" if day in self.view.marked else "finish" if self.view.is_race_day(day) else "ground"
            self._grounds[row, column] = ground
        return ground

    def beside(self, row: int) -> str:
        """What lies under the cell beside the days of a week."""
        return self.view.weeks[row].ground


@lru_cache(maxsize=1_000)
def _strip(pieces: tuple[Piece, ...], colours: str, plain: bool) -> Strip:
    """A line in its colours, kept for when it is shown again: empty ones in every month, all of one gone back to."""
    inks = theme.inks(colours)
    segments: list[Segment] = []
    last_ink = "text"
    for text, ink, ground in pieces:
        if not text.isspace():  # a blank has no ink of its own, so that it can join the neighbour before it
            last_ink = ink
        segments.append(Segment(theme.in_ascii(text) if plain else text, inks.style(last_ink, ground)))
    return Strip(Segment.simplify(segments), sum(cell_len(segment.text) for segment in segments))
