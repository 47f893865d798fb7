"""The weeks of a drafted block, a line each, with a cursor on a week and, while in charge, on one of its days."""

from __future__ import annotations

import datetime as dt

from textual import events
from textual.message import Message

from planner.training.races import Unit
from planner.tui.builder import preview_text
from planner.tui.builder.preview import DAYS, BlockView, BlockWeek
from planner.tui.builder.preview_text import Columns
from planner.tui.theme import Glyphs
from planner.tui.widgets.rows import Piece, Row
from planner.tui.widgets.sized import Fitted
from planner.tui.widgets.wrap import dimmed, paragraph

_FIRST_DAY = 2
"""The piece of a row that the first day begins with; each day has two."""
_EMPTY = "The block appears here: its weeks, its running, and the strength slotted around it."


class Weeks(Fitted):
    """The weeks of a `BlockView`."""

    class Moved(Message):
        """The cursor stands on another week or day."""

    def __init__(self) -> None:
        super().__init__(id="weeks")
        self._view: BlockView | None = None
        self._unit = Unit.KM
        self._glyphs: Glyphs | None = None
        self._stale = False
        self._top = 0
        self.week = 0
        self.day = 0

    @property
    def current(self) -> BlockWeek | None:
        """The week under the cursor; None while there is no block."""
        return self._view.weeks[self.week] if self._view is not None else None

    @property
    def date(self) -> dt.date | None:
        """The day under the cursor; None while there is no block."""
        week = self.current
        return week.first + dt.timedelta(days=self.day) if week is not None else None

    def preview(self, view: BlockView | None, unit: Unit, glyphs: Glyphs, *, stale: bool = False) -> None:
        """Show a block, or another state of it; a stale one is dimmed."""
        self._view, self._unit, self._glyphs, self._stale = view, unit, glyphs, stale
        self.week = min(self.week, len(view.weeks) - 1) if view is not None else 0
        self.redraw()

    def move(self, weeks: int = 0, days: int = 0) -> None:
        """Move the cursor; it stays within the block."""
        if self._view is None:
            return
        place = self.week * DAYS + self.day + weeks * DAYS + days
        if weeks and not 0 <= place < len(self._view.weeks) * DAYS:
            return
        self.week, self.day = divmod(min(max(place, 0), len(self._view.weeks) * DAYS - 1), DAYS)
        self.redraw()
        self.post_message(self.Moved())

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on a day."""
        if self._view is None or not 0 < event.y <= len(self._view.weeks):
            return
        shape = self._shape(self._view)
        column = (event.x - shape.number - shape.phase) // shape.day
        week = min(event.y - 1 + self._top, len(self._view.weeks) - 1)
        self.post_message(self.Touched(self))
        self.move(week - self.week, (column if 0 <= column < DAYS else self.day) - self.day)

    def _shape(self, view: BlockView) -> Columns:
        return preview_text.columns(self.size.width, len(view.weeks))

    def lay_out(self) -> list[Row]:
        """The names of the columns, then as many weeks as there is room for, the cursor's among them."""
        view, glyphs = self._view, self._glyphs
        if view is None or glyphs is None:
            return [(), *paragraph((("muted", _EMPTY),), self.size.width - 2)]
        room = max(self.size.height - 1, 1)
        self._top = min(max(self._top, self.week - room + 1), self.week)
        self._top = max(min(self._top, len(view.weeks) - room), 0)
        shape = self._shape(view)
        rows: list[Row] = [preview_text.head_row(view, shape, self._unit)]
        shown = range(self._top, min(self._top + room, len(view.weeks)))
        rows += [self._row(view, index, shape, glyphs) for index in shown]
        return rows

    def _row(self, view: BlockView, index: int, shape: Columns, glyphs: Glyphs) -> Row:
        week = view.weeks[index]
        pieces = preview_text.week_row(view, week, shape, self._unit, glyphs)
        if self._stale:
            pieces = list(dimmed([tuple(pieces)])[0])
        if view.race is not None and 0 <= (view.race - week.first).days < DAYS:
            place = _FIRST_DAY + 2 * (view.race - week.first).days
            pieces[place : place + 2] = (piece._replace(ground="finish") for piece in pieces[place : place + 2])
        if index == self.week:
            ground = "cursor" if self.in_charge else "band"
            pieces = [piece._replace(ground=ground) for piece in pieces]
            if self.in_charge:
                place = _FIRST_DAY + 2 * self.day
                words = pieces[place].text + pieces[place + 1].text
                pieces[place : place + 2] = [Piece(words[:-1], "accent_text", "accent"), Piece(" ", "text", ground)]
            pieces.append(Piece("", "text", ground))
        return tuple(pieces)
