"""The month: seven day cells and a week cell to a row."""

from __future__ import annotations

from textual.geometry import Size

from planner.training.weeks import DAY
from planner.tui.calendar.day_cells import CellDetail, CellRoom, day_cell_lines
from planner.tui.calendar.day_grid import DayGrid
from planner.tui.calendar.grid_page import Cell, Geometry, Page
from planner.tui.calendar.view import CalendarView
from planner.tui.calendar.week_totals import week_total_lines
from planner.tui.widgets.rows import Piece

_TOTALS_WIDTH = 14
_NARROWEST_CELL = 8
_WIDEST_CELL = 34
_NAMES_FROM = 12
_CARDS_FROM = 11
_CARD_LINES = 5
_HEADING_FROM = 21
"""Below this height the weekday names stand in the first row of days, so that five weeks of four lines fit."""


def month_geometry(size: Size, view: CalendarView) -> Geometry:
    """Share a widget's size out among the weeks: equal heights, spare lines to the weeks that hold the most."""
    cell = min(max((size.width - _TOTALS_WIDTH) // 7, _NARROWEST_CELL), _WIDEST_CELL)
    week = max(size.width - 7 * cell, 0)
    head = 1 if size.height >= _HEADING_FROM else 0
    room = max(size.height - head, len(view.weeks))
    each, spare = divmod(room, len(view.weeks))
    heights = [each] * len(view.weeks)
    fullest = [max(len(view.workouts_on(day)) for day in item.days) for item in view.weeks]
    lacking = [row for row, most in enumerate(fullest) if most + 1 > each]
    for row in lacking[:spare]:
        heights[row] += 1
    return Geometry(cell, week, head, tuple(heights))


def cell_detail(shape: Geometry) -> CellDetail:
    """How a workout is written in some room."""
    if shape.day_width >= _CARDS_FROM and min(shape.week_heights) >= _CARD_LINES:
        return CellDetail.CARDS
    return CellDetail.NAMES if shape.day_width >= _NAMES_FROM else CellDetail.LETTERS


class MonthPage(Page):
    """The weeks of a month."""

    def compute_geometry(self) -> Geometry:
        """Equal heights for all weeks."""
        return month_geometry(self.size, self.view)

    def make_cell(self, row: int, column: int) -> Cell:
        """A day, or the week's sums."""
        shape, view = self.geometry, self.view
        week = view.weeks[row]
        if column == 7:
            return tuple(
                week_total_lines(view, week, CellRoom(max(shape.totals_width - 2, 0), shape.week_heights[row]))
            )
        day = week.days[column]
        weekday = f"{day:%a}" if row == 0 and not shape.heading_lines else ""
        return tuple(
            day_cell_lines(
                view, day, CellRoom(shape.day_width - 2, shape.week_heights[row], cell_detail(shape)), weekday
            )
        )

    def outside_line(self, y: int) -> list[Piece]:
        """The names of the weekdays; blank below the last week."""
        shape = self.geometry
        if y >= shape.heading_lines:
            return [
                Piece(" " * (7 * shape.day_width), "text", "ground"),
                Piece(" " * shape.totals_width, "text", "band"),
            ]
        names = "".join(f" {self.view.first + DAY * step:%a}".ljust(shape.day_width) for step in range(7))
        return [Piece(names + " Week".ljust(shape.totals_width), "muted", "band")]


class MonthGrid(DayGrid):
    """The month of a `CalendarView`, with a cursor on one day."""

    PAGE_CLASS = MonthPage
