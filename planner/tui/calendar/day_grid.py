"""Days side by side, drawn as one widget of cells: what the month and the week have in common.

One widget and one segment a cell line keep the first frame early and a key cheap: moving the cursor sends two cells, a
change of data sends the cells that differ.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import lru_cache
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from planner.training.weeks import DAY
from planner.tui import theme
from planner.tui.calendar.day_cells import CellDetail, CellLine, CellRoom, day_cell_lines, day_column_lines
from planner.tui.calendar.view import CalendarView
from planner.tui.calendar.week_totals import week_total_lines, week_total_rows
from planner.tui.terminal import textual_internals
from planner.tui.widgets.rows import Piece, uses_ascii

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


_MAX_PAGES = 4
"""The one in sight, the one before, and one on either side."""
_LINES_PER_STEP = 5
"""So many lines are drawn ahead before a key has its turn."""


class DayGrid(Widget):
    """The weeks of a `CalendarView`, with a cursor on one day."""

    PAGE_CLASS: ClassVar[type[Page]]
    """How they are laid out."""

    class Picked(Message):
        """A day was clicked."""

        def __init__(self, day: dt.date) -> None:
            super().__init__()
            self.day = day

    def __init__(self, view: CalendarView, cursor: dt.date) -> None:
        super().__init__()
        self.view = view
        self._cursor = cursor
        self._pages: list[Page] = []

    @property
    def page(self) -> Page:
        """The page in sight; a size that came unannounced, as when a view is shown again, is noticed."""
        return self._page_of(self.view)

    def show(self, view: CalendarView, cursor: dt.date) -> None:
        """Show other data, with the cursor on a day; only cells that differ are drawn again."""
        if not self.is_mounted:
            self.view, self._cursor = view, cursor
            return
        before, touched = self.page, {self._cursor, cursor} | (self.view.marked_days ^ view.marked_days)
        self.view, self._cursor = view, cursor
        regions = self.page.changed_regions(before) if before.view.first == view.first else None
        if regions is None:
            textual_internals.refresh_once(self)
            return
        cells = [self.page.region_of(place) for day in touched if (place := self.page.cell_of(day))]
        regions += [cell for cell in cells if cell not in regions]
        if regions:
            textual_internals.refresh_once(self, *regions)

    def predraw(self, view: CalendarView) -> Iterator[None]:
        """Draw a page that may be turned to next, some lines at a time."""
        page = self._page_of(view)
        for y in range(page.size.height):
            page.draw_line(y)
            if y % _LINES_PER_STEP == 0:
                yield

    def move_cursor(self, day: dt.date) -> None:
        """Put the cursor on another visible day."""
        places = [self.page.cell_of(one) for one in (self._cursor, day)]
        self._cursor = day
        self.refresh(*(self.page.cursor_region(place) for place in places if place is not None))

    def render_lines(self, crop: Region) -> list[Strip]:
        """Some lines, for Textual; as they are, since nothing of the style sheet shows beside what a page draws."""
        lines = [self.render_line(y) for y in range(crop.y, crop.bottom)]
        _, background = self.background_colors
        for colours in self.get_line_filters():
            lines = [line.apply_filter(colours, background) for line in lines]
        return lines if crop.column_span == (0, self.size.width) else [line.crop(crop.x, crop.right) for line in lines]

    def render_line(self, y: int) -> Strip:
        """One line."""
        return self.page.draw_line(y, self.page.cell_of(self._cursor))

    def on_click(self, event: events.Click) -> None:
        """Say which day was clicked."""
        day = self.page.day_at(event.x, event.y)
        if day is not None:
            self.post_message(self.Picked(day))

    def _page_of(self, view: CalendarView) -> Page:
        size, colours = self.size, PageColors(self.app.theme, uses_ascii(self))
        if self._pages and self._pages[0].matches(view, size, colours):
            return self._pages[0]
        kept = next((page for page in self._pages if page.matches(view, size, colours)), None)
        page = kept or self.PAGE_CLASS(view, size, colours)
        self._pages = [page, *(one for one in self._pages if one is not page)][:_MAX_PAGES]
        return page


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
