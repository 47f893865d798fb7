"""The week: a board of hours with the sums below it, drawn as one widget of cells."""

from __future__ import annotations

from textual.geometry import Size

from planner.training.workouts import Workout
from planner.tui.calendar.day_cells import CellLine
from planner.tui.calendar.day_grid import Cell, CellPosition, DayGrid, Geometry, Page, PageColors
from planner.tui.calendar.view import CalendarView
from planner.tui.calendar.week_board import LABEL_WIDTH, board_workout_at, lay_out_board
from planner.tui.calendar.week_totals import week_total_rows
from planner.tui.widgets.rows import Piece

_TOTALS_LINES = 4
"""The lines below the board: a blank one and three of sums."""


class WeekPage(Page):
    """The first week of a `CalendarView`.

    The cursor shows in the first line of its column only: over a slow line, two whole columns are a lot for one key.

    Args:
        view: The view.
        size: The size of the page.
        colors: What decides how it is coloured.
    """

    CURSOR_LINES = 1

    def __init__(self, view: CalendarView, size: Size, colors: PageColors) -> None:
        self.board = lay_out_board(view, size.width, max(size.height - _TOTALS_LINES, 1))
        super().__init__(view, size, colors)

    def compute_geometry(self) -> Geometry:
        """Give the days their columns, with the hours left of them."""
        widths = self.board.widths
        rest = max(self.size.width - LABEL_WIDTH - sum(widths), 0)
        return Geometry(widths, rest, 0, (len(self.board.hours),), LABEL_WIDTH)

    def make_cell(self, row: int, column: int) -> Cell:
        """Return a day's column; blank lines in the room that is left next to the last one."""
        del row
        if column < 7:
            return self.board.columns[column]
        return (CellLine(" " * max(self.geometry.totals_width - 2, 0), "text"),) * len(self.board.hours)

    def workout_in(self, place: CellPosition, line: int) -> Workout | None:
        """Return the workout on one line of a day's column; None where the line is of none alone."""
        return board_workout_at(self.view, self.board, place[1], line)

    def left_pieces(self, row: int, line: int) -> list[Piece]:
        """Return the hour that the workouts of a line start at."""
        del row
        return [Piece(self.board.hours[line].rjust(LABEL_WIDTH), "muted")]

    def outside_line(self, y: int) -> list[Piece]:
        """Return a line below the columns: of the arrows to the next hard runs, or of the sums at the very bottom."""
        width, below = self.size.width, y - len(self.board.hours)
        if 0 <= below < len(self.board.arrows):
            return [Piece(self.board.arrows[below].ljust(width), "muted")]
        rows = week_total_rows(self.view, self.view.weeks[0], width)
        place = y - (self.size.height - len(rows))
        return list(rows[place]) if 0 <= place < len(rows) else [Piece(" " * width)]

    def totals_background(self, row: int) -> str:
        """Return the background of the page: the room next to the last column is blank."""
        del row
        return "ground"

    def is_like(self, other: Page) -> bool:
        """Whether another page has the hours at the same lines."""
        return isinstance(other, WeekPage) and self.board.hours == other.board.hours


class WeekGrid(DayGrid):
    """The first week of a `CalendarView`, with a cursor on one day."""

    PAGE_CLASS = WeekPage
