"""The week: seven columns with every workout in full, over three lines of sums."""

from __future__ import annotations

import datetime as dt

from planner.tui.calendar.day_cells import CellLine, CellRoom
from planner.tui.calendar.day_grid import DayGrid
from planner.tui.calendar.grid_page import Cell, Geometry, Page
from planner.tui.calendar.week_cells import day_column_lines
from planner.tui.calendar.week_totals import week_total_rows
from planner.tui.widgets.rows import Piece

_TOTALS_LINES = 4
"""Three of sums, and a blank line above."""
_NARROWEST_COLUMN = 8
_WIDEST_COLUMN = 44


class WeekPage(Page):
    """The first week of a `CalendarView`.

    The cursor is shown by the head of its column alone: over a slow line, two whole columns are much for one key.
    """

    CURSOR_LINES = 1

    def compute_geometry(self) -> Geometry:
        """Seven columns of one width, the sums below."""
        width, height = self.size
        column = min(max(width // 7, _NARROWEST_COLUMN), _WIDEST_COLUMN)
        return Geometry(column, max(width - 7 * column, 0), 0, (max(height - _TOTALS_LINES, 1),))

    def make_cell(self, row: int, column: int) -> Cell:
        """A day's column; blank beside the last."""
        shape = self.geometry
        if column == 7:
            return (CellLine(" " * max(shape.totals_width - 2, 0), "text"),) * shape.week_heights[0]
        day: dt.date = self.view.weeks[row].days[column]
        return tuple(day_column_lines(self.view, day, CellRoom(shape.day_width - 2, shape.week_heights[0])))

    def outside_line(self, y: int) -> list[Piece]:
        """The sums below the columns."""
        width, place = self.size.width, y - self.geometry.week_heights[0] - 1
        rows = week_total_rows(self.view, self.view.weeks[0], width)
        return list(rows[place]) if 0 <= place < len(rows) else [Piece(" " * width)]

    def totals_background(self, row: int) -> str:
        """The page itself lies beside the columns."""
        del row
        return "ground"


class WeekGrid(DayGrid):
    """The first week of a `CalendarView`, with a cursor on one day."""

    PAGE_CLASS = WeekPage
