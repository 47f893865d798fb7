"""Days side by side, drawn as one widget of cells: what the month and the week have in common.

One widget and one segment a cell line keep the first frame early and a key cheap: moving the cursor sends two cells, a
change of data sends the cells that differ.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import ClassVar

from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from planner.tui.calendar.grid_page import Page, PageColors
from planner.tui.calendar.view import CalendarView
from planner.tui.terminal import textual_internals
from planner.tui.widgets.rows import uses_ascii

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
