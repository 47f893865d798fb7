"""The month: seven day cells and a week cell to a row."""

from __future__ import annotations

from textual.geometry import Size

from planner.training.weeks import DAY
from planner.tui.calendar.day_cells import Room, Shape, day_lines
from planner.tui.calendar.day_grid import DayGrid
from planner.tui.calendar.grid_page import Cell, Geometry, Page
from planner.tui.calendar.view import MonthView
from planner.tui.calendar.week_totals import week_lines
from planner.tui.widgets.rows import Piece

_WEEK_WIDTH = 14
_NARROWEST_CELL = 8
_WIDEST_CELL = 34
_NAMES_FROM = 12
_CARDS_FROM = 11
_CARD_LINES = 5
_HEAD_FROM = 21
"""Below this height the weekday names stand in the first row of days, so that five weeks of four lines fit."""


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


def shape_in(shape: Geometry) -> Shape:
    """How a workout is written in some room."""
    if shape.cell >= _CARDS_FROM and min(shape.heights) >= _CARD_LINES:
        return Shape.CARDS
    return Shape.NAMES if shape.cell >= _NAMES_FROM else Shape.LETTERS


class MonthPage(Page):
    """The weeks of a month."""

    def share_out(self) -> Geometry:
        """Equal heights for all weeks."""
        return geometry(self.size, self.view)

    def make_cell(self, row: int, column: int) -> Cell:
        """A day, or the week's sums."""
        shape, view = self.geometry, self.view
        week = view.weeks[row]
        if column == 7:
            return tuple(week_lines(view, week, Room(max(shape.week - 2, 0), shape.heights[row])))
        day = week.days[column]
        weekday = f"{day:%a}" if row == 0 and not shape.head else ""
        return tuple(day_lines(view, day, Room(shape.cell - 2, shape.heights[row], shape_in(shape)), weekday))

    def frame_line(self, y: int) -> list[Piece]:
        """The names of the weekdays; blank below the last week."""
        shape = self.geometry
        if y >= shape.head:
            return [Piece(" " * (7 * shape.cell), "text", "ground"), Piece(" " * shape.week, "text", "band")]
        names = "".join(f" {self.view.first + DAY * step:%a}".ljust(shape.cell) for step in range(7))
        return [Piece(names + " Week".ljust(shape.week), "muted", "band")]


class MonthGrid(DayGrid):
    """The month of a `MonthView`, with a cursor on one day."""

    PAGE = MonthPage
