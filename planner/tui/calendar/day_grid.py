"""The month, and what it shares with the week: days side by side, drawn as one widget of cells.

A widget a day would delay the first frame, and a segment a word would make every key send more. With one widget and one
segment a cell line, moving the cursor sends two cells, and a change of data sends the cells that differ.
"""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Iterator
from functools import lru_cache
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual.geometry import Region, Size
from textual.strip import Strip

from planner.text import first_of_joined
from planner.training.weeks import DAY
from planner.training.workouts import Workout
from planner.tui import theme
from planner.tui.calendar.day_cells import (
    CellDetail,
    CellLine,
    CellRoom,
    cell_workout_at,
    color_under_cursor,
    day_cell_lines,
)
from planner.tui.calendar.pointed_days import PointedDays
from planner.tui.calendar.view import CalendarView
from planner.tui.calendar.week_totals import week_total_lines
from planner.tui.terminal import textual_internals
from planner.tui.widgets.rows import Piece, uses_ascii

Cell = tuple[CellLine, ...]
CellPosition = tuple[int, int]
"""The row and column of a cell, or the row of a week and a line within it."""


class PageColors(NamedTuple):
    """What decides how a page is coloured: the name of a theme, and whether our marks are written in ASCII."""

    theme: str
    ascii_only: bool


class Geometry(NamedTuple):
    """How a page shares its room out.

    Attributes:
        day_widths: The width of each day in cells, with the blank on either side.
        totals_width: The width of the sums next to the days, likewise.
        heading_lines: The lines above the weeks.
        week_heights: The lines of each week.
        left_width: The cells left of the first day.
    """

    day_widths: tuple[int, ...]
    totals_width: int
    heading_lines: int
    week_heights: tuple[int, ...]
    left_width: int = 0

    def left(self, column: int) -> int:
        """Return the first cell of a column."""
        return self.left_width + sum(self.day_widths[:column])

    def column_at(self, x: int) -> int | None:
        """Return the column of a day that a cell is in; None outside the days."""
        return next((column for column in range(7) if self.left(column) <= x < self.left(column + 1)), None)

    def top(self, row: int) -> int:
        """Return the first line of a week."""
        return self.heading_lines + sum(self.week_heights[:row])

    def row_at(self, y: int) -> CellPosition | None:
        """Return the row of the week a line belongs to, and which of the week's lines it is; None outside the weeks."""
        line = y - self.heading_lines
        for row, height in enumerate(self.week_heights):
            if 0 <= line < height:
                return row, line
            line -= height
        return None


class Page(ABC):
    """The weeks of a `CalendarView` as rows of seven day cells and a totals cell, drawn at one size in one theme.

    Cells and lines are drawn when they are first asked for, and kept.
    """

    CURSOR_LINES: ClassVar[int | None] = None
    """The lines of a day's cell that show the cursor; None for all."""

    def __init__(self, view: CalendarView, size: Size, colors: PageColors) -> None:
        self.view = view
        self.size = size
        self.colors = colors
        self.geometry = self.compute_geometry()
        self._cells: dict[CellPosition, Cell] = {}
        self._backgrounds: dict[CellPosition, str] = {}
        self._lines: dict[int, Strip] = {}

    @abstractmethod
    def compute_geometry(self) -> Geometry:
        """Share the size out among the weeks shown."""

    @abstractmethod
    def make_cell(self, row: int, column: int) -> Cell:
        """Return the lines of a day's cell, or in column 7 of the totals cell."""

    @abstractmethod
    def workout_in(self, place: CellPosition, line: int) -> Workout | None:
        """Return the workout on one line of a day's cell; None where the line is of none alone."""

    @abstractmethod
    def outside_line(self, y: int) -> list[Piece]:
        """Return a line above or below the weeks, as wide as the page."""

    def totals_background(self, row: int) -> str:
        """Return the background of a week's totals cell."""
        return self.view.weeks[row].background

    def matches(self, view: CalendarView, size: Size, colors: PageColors) -> bool:
        """Whether this is the page of that very view at that size in those colours."""
        return self.view is view and self.size == size and self.colors == colors

    def left_pieces(self, row: int, line: int) -> list[Piece]:
        """Return what is left of the first day in a line of a week; nothing unless a subclass has something there."""
        del row, line
        return []

    def is_like(self, other: Page) -> bool:
        """Whether what is left of the days is the same on another page."""
        del other
        return True

    # Positions

    def cell_of(self, day: dt.date) -> CellPosition | None:
        """Return the cell of a day; None where the day is not shown."""
        days = (day - self.view.first).days
        return divmod(days, 7) if 0 <= days < 7 * len(self.view.weeks) else None

    def day_at(self, x: int, y: int) -> dt.date | None:
        """Return the day whose cell is at a column and line; None where there is none."""
        place, column = self.geometry.row_at(y), self.geometry.column_at(x)
        return None if place is None or column is None else self.view.weeks[place[0]].days[column]

    def workout_at(self, x: int, y: int) -> Workout | None:
        """Return the workout at a column and line; None where there is none alone."""
        place, column = self.geometry.row_at(y), self.geometry.column_at(x)
        return None if place is None or column is None else self.workout_in((place[0], column), place[1])

    def region_of(self, place: CellPosition) -> Region:
        """Return the room of a cell."""
        row, column = place
        geometry = self.geometry
        width = geometry.totals_width if column == 7 else geometry.day_widths[column]
        return Region(geometry.left(column), geometry.top(row), width, geometry.week_heights[row])

    def cursor_region(self, place: CellPosition) -> Region:
        """Return the part of a cell that changes when the cursor comes or goes."""
        region = self.region_of(place)
        return region if self.CURSOR_LINES is None else region._replace(height=self.CURSOR_LINES)

    def changed_regions(self, other: Page) -> list[Region] | None:
        """Return what differs from another page of the same days; None where the two are laid out differently."""
        shades, other_shades = ([week.background for week in page.view.weeks] for page in (self, other))
        if self.geometry != other.geometry or shades != other_shades or not self.is_like(other):
            return None
        places = [(row, column) for row in range(len(self.view.weeks)) for column in range(8)]
        regions = [self.region_of(place) for place in places if self._cell(*place) != other._cell(*place)]
        outside = [y for y in range(self.size.height) if self.geometry.row_at(y) is None]
        differing = [y for y in outside if self.outside_line(y) != other.outside_line(y)]
        return regions + [Region(0, y, self.size.width, 1) for y in differing]

    # Drawing

    def draw_line(self, y: int, cursor: CellPosition | None = None) -> Strip:
        """Return a line of the page, with the cursor on a cell."""
        place = self.geometry.row_at(y)
        if place is not None and cursor is not None and place[0] == cursor[0]:
            return _strip(tuple(self._pieces(*place, cursor)), self.colors)
        if y not in self._lines:
            pieces = self.outside_line(y) if place is None else self._pieces(*place)
            self._lines[y] = _strip(tuple(pieces), self.colors)
        return self._lines[y]

    def _pieces(self, row: int, line: int, cursor: CellPosition | None = None) -> list[Piece]:
        days = (piece for column in range(8) for piece in self._cell_pieces(row, line, column, cursor))
        return [*self.left_pieces(row, line), *days]

    def _cell(self, row: int, column: int) -> Cell:
        if (row, column) not in self._cells:
            self._cells[row, column] = self.make_cell(row, column)
        return self._cells[row, column]

    def _cell_pieces(self, row: int, line: int, column: int, cursor: CellPosition | None) -> tuple[Piece, ...]:
        """Return one line of a cell in its colours; its mark is a piece of its own where it has another colour."""
        text, color, mark_color = self._cell(row, column)[line]
        if column == 7:
            room = self.geometry.totals_width
            is_gap = line and line == self.geometry.week_heights[row] - 1 and text.isspace()
            background = "ground" if is_gap else self.totals_background(row)  # a space between the cells of two weeks
            return (Piece(f" {text} " if room > 1 else " " * room, color, background),)
        background = self._background_of(row, column)
        if cursor == (row, column):
            if line == 0:
                return (Piece(f" {text} ", "accent_text", "accent"),)
            if background != "ghost" and (self.CURSOR_LINES is None or line < self.CURSOR_LINES):
                background, color = "cursor", color_under_cursor(color)
        if not mark_color:
            return (Piece(f" {text} ", color, background),)
        return Piece(f" {text[:-1]}", color, background), Piece(f"{text[-1]} ", mark_color, background)

    def _background_of(self, row: int, column: int) -> str:
        """Return the background of a day without the cursor."""
        background = self._backgrounds.get((row, column))
        if background is None:
            day = self.view.weeks[row].days[column]
            is_marked, is_race = day in self.view.marked_days, self.view.is_race_day(day)
            background = "ghost" if is_marked else "finish" if is_race else "ground"
            self._backgrounds[row, column] = background
        return background


@lru_cache(maxsize=1_000)
def _strip(pieces: tuple[Piece, ...], colors: PageColors) -> Strip:
    """Return a line in its colours. Cached, because many lines are the same in every month."""
    styles = theme.styles_of(colors.theme)
    segments: list[Segment] = []
    last_color = "text"
    for text, color, background in pieces:
        if not text.isspace():  # a blank takes the colour before it, so that both become one segment
            last_color = color
        shown = theme.to_ascii(text) if colors.ascii_only else first_of_joined(text)
        segments.append(Segment(shown, styles.style_of(text, last_color, background)))
    return Strip(Segment.simplify(segments), sum(cell_len(segment.text) for segment in segments))


_MAX_PAGES = 4
"""Pages that are kept: the one in sight, the one before it, and the next one on either side."""
_LINES_PER_STEP = 5
"""Lines that are drawn ahead before a key that waits is handled."""


class DayGrid(PointedDays):
    """The weeks of a `CalendarView`, with a cursor on one day."""

    PAGE_CLASS: ClassVar[type[Page]]
    """How the weeks are laid out."""

    def __init__(self, view: CalendarView, cursor: dt.date) -> None:
        super().__init__()
        self.view = view
        self._cursor = cursor
        self._pages: list[Page] = []

    @property
    def page(self) -> Page:
        """The page in sight, at the current size: a view that is shown again may have missed a resize."""
        return self._page_of(self.view)

    def show(self, view: CalendarView, cursor: dt.date) -> None:
        """Show other data with the cursor on a day, drawing only the cells that differ."""
        if not self.is_mounted:
            self.view, self._cursor = view, cursor
            return
        before = self.page
        restyled_days = {self._cursor, cursor} | (self.view.marked_days ^ view.marked_days)
        self.view, self._cursor = view, cursor
        regions = self.page.changed_regions(before) if before.view.first == view.first else None
        if regions is None:
            textual_internals.refresh_once(self)
            return
        cells = [self.page.region_of(place) for day in restyled_days if (place := self.page.cell_of(day))]
        regions += [cell for cell in cells if cell not in regions]
        if regions:
            textual_internals.refresh_once(self, *regions)

    def predraw(self, view: CalendarView) -> Iterator[None]:
        """Draw a page that may be shown next, some lines at each step."""
        page = self._page_of(view)
        for y in range(page.size.height):
            page.draw_line(y)
            if y % _LINES_PER_STEP == 0:
                yield

    def move_cursor(self, day: dt.date) -> None:
        """Put the cursor on another visible day."""
        places = [self.page.cell_of(each) for each in (self._cursor, day)]
        self._cursor = day
        self.refresh(*(self.page.cursor_region(place) for place in places if place is not None))

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return some lines, for Textual, without its styling pass: a page already colours every cell."""
        lines = [self.render_line(y) for y in range(crop.y, crop.bottom)]
        _, background = self.background_colors
        for line_filter in self.get_line_filters():
            lines = [line.apply_filter(line_filter, background) for line in lines]
        return lines if crop.column_span == (0, self.size.width) else [line.crop(crop.x, crop.right) for line in lines]

    def render_line(self, y: int) -> Strip:
        """Return one line, for Textual."""
        return self.page.draw_line(y, self.page.cell_of(self._cursor))

    def day_at(self, x: int, y: int) -> dt.date | None:
        """Return the day at a column and line; None where there is none."""
        return self.page.day_at(x, y)

    def workout_at(self, x: int, y: int) -> Workout | None:
        """Return the workout at a column and line; None where there is none alone."""
        return self.page.workout_at(x, y)

    def _page_of(self, view: CalendarView) -> Page:
        size, colors = self.size, PageColors(self.app.theme, uses_ascii(self))
        if self._pages and self._pages[0].matches(view, size, colors):
            return self._pages[0]
        kept = next((page for page in self._pages if page.matches(view, size, colors)), None)
        page = kept or self.PAGE_CLASS(view, size, colors)
        self._pages = [page, *(other for other in self._pages if other is not page)][:_MAX_PAGES]
        return page


_TOTALS_WIDTH = 14
_MIN_DAY_WIDTH, _MAX_DAY_WIDTH = 8, 34
_NAMES_MIN_WIDTH = 12
"""The width of a day from which workouts are named."""
_CARDS_MIN_WIDTH, _CARDS_MIN_LINES = 11, 5
"""The width and the lines of a day from which a workout has two lines."""
_HEADING_MIN_HEIGHT = 21
"""Below this height the weekday names are in the first row of days, so that five weeks of four lines fit."""


def month_geometry(size: Size, view: CalendarView) -> Geometry:
    """Share a widget's size out among the weeks: equal heights, spare lines to weeks that lack them."""
    day_width = min(max((size.width - _TOTALS_WIDTH) // 7, _MIN_DAY_WIDTH), _MAX_DAY_WIDTH)
    heading = 1 if size.height >= _HEADING_MIN_HEIGHT else 0
    room = max(size.height - heading, len(view.weeks))
    height, spare = divmod(room, len(view.weeks))
    heights = [height] * len(view.weeks)
    most_workouts = [max(len(view.workouts_on(day)) for day in week.days) for week in view.weeks]
    too_low = [row for row, count in enumerate(most_workouts) if count + 1 > height]  # a day's number has a line, too
    for row in too_low[:spare]:
        heights[row] += 1
    return Geometry((day_width,) * 7, max(size.width - 7 * day_width, 0), heading, tuple(heights))


def cell_detail(geometry: Geometry) -> CellDetail:
    """Return how much of a workout there is room for in a day."""
    if geometry.day_widths[0] >= _CARDS_MIN_WIDTH and min(geometry.week_heights) >= _CARDS_MIN_LINES:
        return CellDetail.CARDS
    return CellDetail.NAMES if geometry.day_widths[0] >= _NAMES_MIN_WIDTH else CellDetail.LETTERS


class MonthPage(Page):
    """The weeks of a month."""

    def compute_geometry(self) -> Geometry:
        """Give all weeks the same height, as far as it goes."""
        return month_geometry(self.size, self.view)

    def make_cell(self, row: int, column: int) -> Cell:
        """Return the lines of a day, or of the week's sums."""
        geometry, view = self.geometry, self.view
        week, height = view.weeks[row], geometry.week_heights[row]
        if column == 7:
            return tuple(week_total_lines(view, week, CellRoom(max(geometry.totals_width - 2, 0), height)))
        day = week.days[column]
        weekday = f"{day:%a}" if row == 0 and not geometry.heading_lines else ""
        return tuple(day_cell_lines(view, day, self._room_of(row, column), weekday))

    def workout_in(self, place: CellPosition, line: int) -> Workout | None:
        """Return the workout on one line of a day's cell; None where the line is of none alone."""
        day = self.view.weeks[place[0]].days[place[1]]
        return cell_workout_at(self.view, day, self._room_of(*place), line)

    def _room_of(self, row: int, column: int) -> CellRoom:
        geometry = self.geometry
        return CellRoom(geometry.day_widths[column] - 2, geometry.week_heights[row], cell_detail(geometry))

    def outside_line(self, y: int) -> list[Piece]:
        """Return the names of the weekdays above the weeks, a blank line below them."""
        geometry = self.geometry
        if y >= geometry.heading_lines:
            return [Piece(" " * (sum(geometry.day_widths) + geometry.totals_width))]
        names = "".join(f" {self.view.first + DAY * step:%a}".ljust(geometry.day_widths[step]) for step in range(7))
        return [Piece(names + " Week".ljust(geometry.totals_width), "muted", "band")]


class MonthGrid(DayGrid):
    """The month of a `CalendarView`, with a cursor on one day."""

    PAGE_CLASS = MonthPage
