"""Days side by side on a page: some weeks laid out in the room there is, and the lines that show them.

What a page shows never changes; the cursor lies on it. So its lines can be drawn before it is turned to, and are still
there when it is turned back to.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual.geometry import Region, Size
from textual.strip import Strip

from planner.tui import theme
from planner.tui.calendar.day_cells import CellLine
from planner.tui.calendar.view import CalendarView
from planner.tui.widgets.rows import Piece

Cell = tuple[CellLine, ...]
CellPosition = tuple[int, int]
"""Row and column of a cell; also the row of a week and a line within it."""


class PageColors(NamedTuple):
    """What a page is drawn with: the name of a theme, and whether our own marks are written in ASCII."""

    theme: str
    ascii_only: bool


class Geometry(NamedTuple):
    """How the room is shared out.

    Attributes:
        day_width: Cells a day is wide, a blank on either side included.
        totals_width: Cells that are left beside the days, likewise.
        heading_lines: Lines above the weeks.
        week_heights: Lines of each week.
    """

    day_width: int
    totals_width: int
    heading_lines: int
    week_heights: tuple[int, ...]

    def top(self, row: int) -> int:
        """The first line of a week."""
        return self.heading_lines + sum(self.week_heights[:row])

    def row_at(self, y: int) -> CellPosition | None:
        """The week a line belongs to, and which of its lines it is."""
        line = y - self.heading_lines
        for row, height in enumerate(self.week_heights):
            if 0 <= line < height:
                return row, line
            line -= height
        return None


class Page:
    """The weeks of a `CalendarView` as rows of seven day cells and a totals cell, drawn at one size in one theme."""

    CURSOR_LINES: ClassVar[int | None] = None
    """How many lines of a day's cell show the cursor; None for all."""

    def __init__(self, view: CalendarView, size: Size, colours: PageColors) -> None:
        self.view = view
        self.size = size
        self.colors = colours
        self.geometry = self.compute_geometry()
        self._cells: dict[CellPosition, Cell] = {}
        self._grounds: dict[CellPosition, str] = {}
        self._lines: dict[int, Strip] = {}

    def compute_geometry(self) -> Geometry:
        """Share the size out among the weeks shown."""
        raise NotImplementedError

    def make_cell(self, row: int, column: int) -> Cell:
        """The lines of a day's cell, or of the one beside the days, whose column is 7."""
        raise NotImplementedError

    def outside_line(self, y: int) -> list[Piece]:
        """A line above or below the weeks, as wide as the page."""
        raise NotImplementedError

    def totals_background(self, row: int) -> str:
        """What lies under the cell beside the days of a week."""
        return self.view.weeks[row].background

    def matches(self, view: CalendarView, size: Size, colours: PageColors) -> bool:
        """Whether this is the page of just that view, as it is to be drawn."""
        return self.view is view and self.size == size and self.colors == colours

    # Where things are

    def cell_of(self, day: dt.date) -> CellPosition | None:
        """The cell of a day."""
        days = (day - self.view.first).days
        return divmod(days, 7) if 0 <= days < 7 * len(self.view.weeks) else None

    def day_at(self, x: int, y: int) -> dt.date | None:
        """The day whose cell lies there."""
        place, column = self.geometry.row_at(y), x // self.geometry.day_width
        return self.view.weeks[place[0]].days[column] if place is not None and column < 7 else None

    def region_of(self, place: CellPosition) -> Region:
        """The room of a cell."""
        row, column = place
        shape = self.geometry
        width = shape.totals_width if column == 7 else shape.day_width
        return Region(column * shape.day_width, shape.top(row), width, shape.week_heights[row])

    def cursor_region(self, place: CellPosition) -> Region:
        """The part of a cell that changes when the cursor comes or goes."""
        region = self.region_of(place)
        return region if self.CURSOR_LINES is None else region._replace(height=self.CURSOR_LINES)

    def changed_regions(self, other: Page) -> list[Region] | None:
        """What differs from another page of the same days; None where it is laid out in another way."""
        if self.geometry != other.geometry or [week.background for week in self.view.weeks] != [
            week.background for week in other.view.weeks
        ]:
            return None
        places = [(row, column) for row in range(len(self.view.weeks)) for column in range(8)]
        found = [self.region_of(place) for place in places if self._cell(*place) != other._cell(*place)]
        beyond = [y for y in range(self.size.height) if self.geometry.row_at(y) is None]
        differing = [y for y in beyond if self.outside_line(y) != other.outside_line(y)]
        return found + [Region(0, y, self.size.width, 1) for y in differing]

    # What they look like

    def draw_line(self, y: int, cursor: CellPosition | None = None) -> Strip:
        """One line, with the cursor on a cell."""
        place = self.geometry.row_at(y)
        if place is not None and cursor is not None and place[0] == cursor[0]:
            return self._strip(tuple(self._piece(*place, column, cursor) for column in range(8)))
        strip = self._lines.get(y)
        if strip is None:
            pieces = self.outside_line(y) if place is None else [self._piece(*place, column) for column in range(8)]
            strip = self._lines[y] = self._strip(tuple(pieces))
        return strip

    def _strip(self, pieces: tuple[Piece, ...]) -> Strip:
        return _strip(pieces, self.colors)

    def _cell(self, row: int, column: int) -> Cell:
        cell = self._cells.get((row, column))
        if cell is None:
            cell = self._cells[row, column] = self.make_cell(row, column)
        return cell

    def _piece(self, row: int, line: int, column: int, cursor: CellPosition | None = None) -> Piece:
        """One line of a cell on its ground."""
        text, ink = self._cell(row, column)[line]
        if column == 7:
            room = self.geometry.totals_width
            return Piece(f" {text} " if room > 1 else " " * room, ink, self.totals_background(row))
        ground = self._background_of(row, column)
        if cursor == (row, column):
            if line == 0:
                return Piece(f" {text} ", "accent_text", "accent")
            if ground != "ghost" and (self.CURSOR_LINES is None or line < self.CURSOR_LINES):
                ground = "cursor"
        return Piece(f" {text} ", ink, ground)

    def _background_of(self, row: int, column: int) -> str:
        """What lies under a day, the cursor left aside."""
        ground = self._grounds.get((row, column))
        if ground is None:
            day = self.view.weeks[row].days[column]
            ground = "ghost" if day in self.view.marked_days else "finish" if self.view.is_race_day(day) else "ground"
            self._grounds[row, column] = ground
        return ground


@lru_cache(maxsize=1_000)
def _strip(pieces: tuple[Piece, ...], colours: PageColors) -> Strip:
    """A line in its colours, kept for when it is shown again: many are the same in every month."""
    inks = theme.styles_of(colours.theme)
    segments: list[Segment] = []
    last_ink = "text"
    for text, ink, ground in pieces:
        if not text.isspace():  # a blank has no ink of its own, so that it can join the neighbour before it
            last_ink = ink
        segments.append(Segment(theme.to_ascii(text) if colours.ascii_only else text, inks.style(last_ink, ground)))
    return Strip(Segment.simplify(segments), sum(cell_len(segment.text) for segment in segments))
