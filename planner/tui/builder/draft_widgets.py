"""The weeks of a drafted block, a line each, with a cursor on a week and, while in charge, on one of its days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from textual import events
from textual.message import Message

from planner.training.races import Unit
from planner.tui.builder import draft_view_text
from planner.tui.builder.draft_view import DAYS_A_WEEK, DraftView, DraftWeek
from planner.tui.builder.draft_view_text import DraftColumns
from planner.tui.host import host_of
from planner.tui.theme import Glyphs
from planner.tui.widgets.rows import Piece, Row, SizedRows, rows_text
from planner.tui.widgets.wrap import dim_rows, wrap_pieces

_FIRST_DAY_PIECE = 2
"""The piece of a row that the first day begins with; each day has two."""
_EMPTY = "The block appears here: its weeks, its running, and the strength slotted around it."


class DraftWeeks(SizedRows):
    """The weeks of a `DraftView`."""

    class Moved(Message):
        """The cursor stands on another week or day."""

    def __init__(self) -> None:
        super().__init__(id="weeks")
        self._view: DraftView | None = None
        self._unit = Unit.KM
        self._glyphs: Glyphs | None = None
        self._stale = False
        self._top = 0
        self.week_index = 0
        self.day_index = 0

    @property
    def current_week(self) -> DraftWeek | None:
        """The week under the cursor; None while there is no block."""
        return self._view.weeks[self.week_index] if self._view is not None else None

    @property
    def cursor_date(self) -> dt.date | None:
        """The day under the cursor; None while there is no block."""
        week = self.current_week
        return week.first + dt.timedelta(days=self.day_index) if week is not None else None

    def show_draft(self, view: DraftView | None, unit: Unit, glyphs: Glyphs, *, stale: bool = False) -> None:
        """Show a block, or another state of it; a stale one is dimmed."""
        self._view, self._unit, self._glyphs, self._stale = view, unit, glyphs, stale
        self.week_index = min(self.week_index, len(view.weeks) - 1) if view is not None else 0
        self.rebuild()

    def move(self, weeks: int = 0, days: int = 0) -> None:
        """Move the cursor; it stays within the block."""
        if self._view is None:
            return
        place = self.week_index * DAYS_A_WEEK + self.day_index + weeks * DAYS_A_WEEK + days
        if weeks and not 0 <= place < len(self._view.weeks) * DAYS_A_WEEK:
            return
        self.week_index, self.day_index = divmod(
            min(max(place, 0), len(self._view.weeks) * DAYS_A_WEEK - 1), DAYS_A_WEEK
        )
        self.rebuild()
        self.post_message(self.Moved())

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on a day."""
        if self._view is None or not 0 < event.y <= len(self._view.weeks):
            return
        shape = self._columns(self._view)
        column = (event.x - shape.number - shape.phase) // shape.day
        week = min(event.y - 1 + self._top, len(self._view.weeks) - 1)
        self.post_message(self.Clicked(self))
        self.move(week - self.week_index, (column if 0 <= column < DAYS_A_WEEK else self.day_index) - self.day_index)

    def _columns(self, view: DraftView) -> DraftColumns:
        return draft_view_text.draft_columns(self.size.width, len(view.weeks))

    def build_rows(self) -> list[Row]:
        """The names of the columns, then as many weeks as there is room for, the cursor's among them."""
        view, glyphs = self._view, self._glyphs
        if view is None or glyphs is None:
            return [(), *wrap_pieces((("muted", _EMPTY),), self.size.width - 2)]
        room = max(self.size.height - 1, 1)
        self._top = min(max(self._top, self.week_index - room + 1), self.week_index)
        self._top = max(min(self._top, len(view.weeks) - room), 0)
        shape = self._columns(view)
        rows: list[Row] = [draft_view_text.draft_heading_row(view, shape, self._unit)]
        shown = range(self._top, min(self._top + room, len(view.weeks)))
        rows += [self._row(view, index, shape, glyphs) for index in shown]
        return rows

    def _row(self, view: DraftView, index: int, shape: DraftColumns, glyphs: Glyphs) -> Row:
        week = view.weeks[index]
        pieces = draft_view_text.draft_week_row(view, week, shape, self._unit, glyphs)
        if self._stale:
            pieces = list(dim_rows([tuple(pieces)])[0])
        if view.race_date is not None and 0 <= (view.race_date - week.first).days < DAYS_A_WEEK:
            place = _FIRST_DAY_PIECE + 2 * (view.race_date - week.first).days
            pieces[place : place + 2] = (piece._replace(background="finish") for piece in pieces[place : place + 2])
        if index == self.week_index:
            ground = "cursor" if self.has_keys else "band"
            pieces = [piece._replace(background=ground) for piece in pieces]
            if self.has_keys:
                place = _FIRST_DAY_PIECE + 2 * self.day_index
                words = pieces[place].text + pieces[place + 1].text
                pieces[place : place + 2] = [Piece(words[:-1], "accent_text", "accent"), Piece(" ", "text", ground)]
            pieces.append(Piece("", "text", ground))
        return tuple(pieces)


def _no_rows(width: int) -> Sequence[Row]:
    """No rows, before there is anything to say."""
    del width
    return ()


class ReasonsWidget(SizedRows):
    """Rows made for the width there is, shown from a line on; the last line says how many are left."""

    def __init__(self) -> None:
        super().__init__(id="reasons")
        self._make_rows: Callable[[int], Sequence[Row]] = _no_rows
        self._stale = False
        self._top = 0
        self._all: list[Row] = []

    @property
    def full_text(self) -> str:
        """All that is said, whether it fits or not."""
        return rows_text(self._all)

    def show_reasons(
        self, make_rows: Callable[[int], Sequence[Row]], *, stale: bool = False, from_top: bool = True
    ) -> None:
        """Say something else.

        Args:
            make_rows: Makes the rows for a width.
            stale: Whether it no longer answers to the form.
            from_top: Whether to begin at the top.
        """
        self._make_rows, self._stale = make_rows, stale
        if from_top:
            self._top = 0
        self.rebuild()

    def move_pages(self, by: int) -> None:
        """Read on or back by a page."""
        self._top += by * max(self._room() - 1, 1)
        self.rebuild()

    def _room(self) -> int:
        height = self.size.height
        return height if len(self._all) <= height else max(height - 1, 1)

    def build_rows(self) -> list[Row]:
        """As much as there is room for."""
        self._all = [(Piece(" "), *row) for row in self._make_rows(max(self.size.width - 2, 8))]
        room = self._room()
        self._top = min(max(self._top, 0), max(len(self._all) - room, 0))
        rows = self._all[self._top : self._top + room]
        left = len(self._all) - self._top - room
        if room < len(self._all):
            keys = host_of(self).keys
            more = (
                f" ↓ {left} more lines, {keys['builder.read_on']}"
                if left
                else f" ↑ {keys['builder.read_back']} reads back"
            )
            rows = [*rows, (Piece(more, "muted"),)]
        return dim_rows(rows) if self._stale else rows
