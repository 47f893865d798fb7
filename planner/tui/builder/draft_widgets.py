"""The drafted block on the builder screen as two widgets: its weeks with a cursor, and the reasons for one week."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from textual import events
from textual.message import Message

from planner.text import format_count
from planner.training.races import Unit
from planner.training.weeks import DAY, DAYS_A_WEEK
from planner.training.workouts import ExerciseSet
from planner.tui.builder import draft_view_text
from planner.tui.builder.draft_view import DraftView, DraftWeek
from planner.tui.builder.draft_view_text import DraftColumns
from planner.tui.host import host_of
from planner.tui.theme import Glyphs
from planner.tui.widgets.rows import WHEEL_LINES, Piece, Row, SizedRows, rows_text, scroll_top
from planner.tui.widgets.wrap import dim_rows, wrap_pieces

_FIRST_DAY_PIECE = 2
"""Index of the first day's pieces in the row of a week; each day has two."""
_EMPTY_TEXT = "The block appears here: its weeks, its running, and the strength placed around it."


class DraftWeeks(SizedRows):
    """The weeks of a drafted block, one a line, with a cursor on a week and, while it has the keys, on a day."""

    class Moved(Message):
        """The cursor is on another week or day."""

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
        """The week under the cursor; None without a block."""
        return self._view.weeks[self.week_index] if self._view is not None else None

    @property
    def cursor_date(self) -> dt.date | None:
        """The day under the cursor; None without a block."""
        week = self.current_week
        return week.first + DAY * self.day_index if week is not None else None

    @property
    def sets_from_cursor(self) -> tuple[ExerciseSet, ...]:
        """The sets of the day under the cursor, or else of the first session of its week; none without a block."""
        week = self.current_week
        days = week.workouts_by_day if week is not None else ()
        in_order = (*days[self.day_index : self.day_index + 1], *days)
        sessions = (workout.planned.sets for workouts in in_order for workout in workouts)
        return next((sets for sets in sessions if sets), ())

    def show_draft(self, view: DraftView | None, unit: Unit, glyphs: Glyphs, *, stale: bool = False) -> None:
        """Show a block, dimmed if it is stale."""
        self._view, self._unit, self._glyphs, self._stale = view, unit, glyphs, stale
        self.week_index = min(self.week_index, len(view.weeks) - 1) if view is not None else 0
        self.rebuild()

    def move(self, weeks: int = 0, days: int = 0) -> None:
        """Move the cursor within the block."""
        if self._view is None:
            return
        day_count = len(self._view.weeks) * DAYS_A_WEEK
        index = (self.week_index + weeks) * DAYS_A_WEEK + self.day_index + days
        if weeks and not 0 <= index < day_count:
            return  # a move by weeks keeps the weekday, so it does not stop at the first or last day
        self.week_index, self.day_index = divmod(min(max(index, 0), day_count - 1), DAYS_A_WEEK)
        self.rebuild()
        self.post_message(self.Moved())

    def move_to(self, day: dt.date) -> None:
        """Put the cursor on a day."""
        if self.cursor_date is not None:
            self.move(days=(day - self.cursor_date).days)

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the clicked day, or on the same weekday of the clicked week."""
        if self._view is None or not 0 < event.y <= len(self._view.weeks):
            return
        columns = self._columns(self._view)
        day = (event.x - columns.number - columns.phase) // columns.day
        week = min(event.y - 1 + self._top, len(self._view.weeks) - 1)
        self.post_message(self.Clicked(self))
        self.move(week - self.week_index, (day if 0 <= day < DAYS_A_WEEK else self.day_index) - self.day_index)

    def wheel(self, by: int) -> None:
        """Go a week on or back for each turn of the wheel."""
        self.move(weeks=by)

    def _columns(self, view: DraftView) -> DraftColumns:
        return draft_view_text.draft_columns(self.size.width, len(view.weeks))

    def build_rows(self) -> list[Row]:
        """Return the header, then as many weeks as fit, with the cursor's week among them, and how many do not."""
        view, glyphs = self._view, self._glyphs
        if view is None or glyphs is None:
            return [(), *wrap_pieces((("muted", _EMPTY_TEXT),), self.size.width - 2)]
        room = max(self.size.height - 1, 1)
        if room < len(view.weeks):
            room = max(room - 1, 1)  # the last line counts the weeks out of sight
        self._top = scroll_top(self._top, self.week_index, room, len(view.weeks))
        columns = self._columns(view)
        shown = range(self._top, min(self._top + room, len(view.weeks)))
        return [
            draft_view_text.draft_heading_row(view, columns, self._unit),
            *(self._week_row(view, index, columns, glyphs) for index in shown),
            *self._hidden_weeks_row(shown, len(view.weeks), columns),
        ]

    def _hidden_weeks_row(self, shown: range, week_count: int, columns: DraftColumns) -> list[Row]:
        """Return the row that counts the weeks below, or else those above; none when all are in sight."""
        below = week_count - shown.stop
        if not below and not shown.start:
            return []
        words = f"↓ {format_count(below, 'more week')}" if below else f"↑ {format_count(shown.start, 'week')} above"
        return [(Piece(" " * columns.number + words, "muted"),)]

    def _week_row(self, view: DraftView, index: int, columns: DraftColumns, glyphs: Glyphs) -> Row:
        week = view.weeks[index]
        pieces = draft_view_text.draft_week_row(view, week, columns, self._unit, glyphs)
        if self._stale:
            pieces = list(dim_rows([tuple(pieces)])[0])
        race_date = view.block.race_date
        if race_date is not None and view.block.week_index(race_date) == index:
            start = _FIRST_DAY_PIECE + 2 * (race_date - week.first).days
            pieces[start : start + 2] = (piece._replace(background="finish") for piece in pieces[start : start + 2])
        if index == self.week_index:
            background = "cursor" if self.has_keys else "band"
            pieces = [piece._replace(background=background) for piece in pieces]
            if self.has_keys:
                start = _FIRST_DAY_PIECE + 2 * self.day_index
                text = pieces[start].text + pieces[start + 1].text
                # The blank between two days is not part of the cursor.
                pieces[start : start + 2] = [Piece(text[:-1], "accent_text", "accent"), Piece(" ", "text", background)]
            pieces.append(Piece("", "text", background))
        return tuple(pieces)


def _no_rows(width: int) -> Sequence[Row]:
    del width
    return ()


class Reasons(SizedRows):
    """Rows that scroll by pages; the last line counts those below, or names the key that scrolls back."""

    def __init__(self) -> None:
        super().__init__(id="reasons")
        self._make_rows: Callable[[int], Sequence[Row]] = _no_rows
        self._stale = False
        self._top = 0
        self._all: list[Row] = []

    @property
    def full_text(self) -> str:
        """The text of all rows, visible or not."""
        return rows_text(self._all)

    def show_reasons(self, make_rows: Callable[[int], Sequence[Row]], *, stale: bool, from_top: bool) -> None:
        """Show other rows.

        Args:
            make_rows: Makes the rows for a width in cells.
            stale: Whether they belong to a block that is no longer the form's; they are dimmed then.
            from_top: Whether to scroll to the first row.
        """
        self._make_rows, self._stale = make_rows, stale
        if from_top:
            self._top = 0
        self.rebuild()

    def move_pages(self, pages: int) -> None:
        """Scroll by pages; one row of the page before stays visible."""
        self._top += pages * max(self._room() - 1, 1)
        self.rebuild()

    def wheel(self, by: int) -> None:
        """Scroll by some lines for each turn of the wheel."""
        self._top += by * WHEEL_LINES
        self.rebuild()

    def _room(self) -> int:
        """Return the lines for rows; if not all of them fit, the last line is for the keys."""
        height = self.size.height
        return height if len(self._all) <= height else max(height - 1, 1)

    def build_rows(self) -> list[Row]:
        """Return the visible rows."""
        self._all = [(Piece(" "), *row) for row in self._make_rows(max(self.size.width - 2, 8))]
        room = self._room()
        self._top = min(max(self._top, 0), max(len(self._all) - room, 0))
        rows = self._all[self._top : self._top + room]
        if room < len(self._all):
            keys = host_of(self).keys
            below = len(self._all) - self._top - room
            further = f" ↓ {below} more lines, {keys['builder.read_on']}"
            rows.append((Piece(further if below else f" ↑ {keys['builder.read_back']} reads back", "muted"),))
        return dim_rows(rows) if self._stale else rows
