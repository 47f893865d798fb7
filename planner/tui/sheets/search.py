"""The search sheet: a field to type in, how many workouts match, and the list of them."""

from __future__ import annotations

import datetime as dt

from textual.widgets import Input

from planner.text import TITLE_LIMIT, clean_line
from planner.training.formatting import format_day
from planner.training.refusal import RefusedError
from planner.training.workouts import DayStatus, Sport
from planner.tui.keys import sheet_commands
from planner.tui.keys.command import foot_text
from planner.tui.sheets.ask import StillInput
from planner.tui.sheets.search_model import SearchModel
from planner.tui.sheets.sheet import SizedSheet, sheet_line
from planner.tui.state.calendar_cache import check_exists
from planner.tui.widgets.option_list import RowList
from planner.tui.widgets.rows import Piece, Row
from planner.tui.widgets.wrap import fit, fit_both, wrap_rows

_FRAME = 8
_MAX_LISTED = 8
_DATE_WIDTH = 16
_YEARS_FROM = 50
"""Cells of a row from which its date has the year."""
_SEARCHABLE = "Titles, notes, kinds, sports, months, weekdays; done, missed, skipped, moved, planned, locked."


class SearchSheet(SizedSheet[tuple[SearchModel, int]]):
    """Finds workouts while the runner types. Its result is the search and the index of the hit to go to.

    Args:
        search: A search without words yet.
        cursor: The day whose nearest hit gets the cursor of the list.
        before: The words of the last search, which enter in the empty field repeats.

    Raises:
        RefusedError: The file no longer exists.
    """

    AUTO_FOCUS = "Input"
    COMMAND_TABLE = sheet_commands.SEARCH

    def __init__(self, search: SearchModel, cursor: dt.date, before: str) -> None:
        check_exists(search.book.path)
        self._search = search
        self._cursor = cursor
        self._last_words = clean_line(before)
        self._refusal = ""
        self._title, self._message, self._list, self._foot = sheet_line(), sheet_line(), RowList(), sheet_line()
        field = StillInput(f"{self._last_words} (enter searches again)" if self._last_words else "tempo done january")
        field.max_length = TITLE_LIMIT
        super().__init__(self._title, field, sheet_line(), self._message, self._list, self._foot)
        self.styles.align = ("center", "bottom")  # the month stays in sight above

    def on_mount(self) -> None:
        """Read the file after the sheet is drawn."""
        self.call_after_refresh(self._search.preload)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search for what was typed so far."""
        self._search_for(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to the workout under the cursor; an empty field repeats the last search."""
        if not event.value.strip() and self._last_words:
            self._search_for(self._last_words)
        if self._search.hits:
            self.dismiss((self._search, self._list.cursor))

    def action_step(self, by: int) -> None:
        """Move the cursor down by some workouts, or up when negative."""
        self._list.move_to(self._list.cursor + by)

    def action_page(self, pages: int) -> None:
        """Move the cursor down by some pages, or up when negative."""
        self._list.move_pages(pages)

    def fit(self, width: int, height: int) -> None:
        """Show as many workouts as there is room for."""
        self._width = width
        self._list_height = max(min(height - _FRAME, _MAX_LISTED), 1)
        self._show()

    def _search_for(self, query: str) -> None:
        try:
            self._search.search(query)
            self._refusal = ""
        except RefusedError as error:
            self._refusal, self._search.hits = str(error), ()
        self._list.cursor = self._search.nearest_index(self._cursor)
        self._show()

    def _show(self) -> None:
        count = len(self._search.hits)
        has_query = bool(self._search.query.strip())
        count_text = f"{count} workout{'s' * (count != 1)}" if has_query and not self._refusal else ""
        title = fit_both("Find workouts", count_text, self._width, self.host.glyphs)
        self._title.show([(Piece(title, "title", "sheet"),)])
        self._list.display = bool(count)
        self._message.display = not count
        self._list.set_rows(count, self._row, self._list.cursor)
        self._list.set_room(self._width, self._list_height)
        self._message.styles.height = self._list_height
        self._message.show(self._message_rows(has_query=has_query))
        words = {} if count else {"search.go": "", "search.down": ""}
        self._foot.show([(Piece(foot_text(self.COMMAND_TABLE, self._width, words=words), "muted", "sheet"),)])

    def _message_rows(self, *, has_query: bool) -> list[Row]:
        """Return what is shown in place of an empty list."""
        if self._refusal:
            return wrap_rows(clean_line(self._refusal, 300), self._width, "warn")
        if has_query:
            return wrap_rows(f'No workout fits "{clean_line(self._search.query, 60)}".', self._width, "warn")
        return wrap_rows(_SEARCHABLE, self._width, "muted")

    def _row(self, index: int, width: int) -> Row:
        hit = self._search.hits[index]
        glyphs = self.host.glyphs
        mark = {
            DayStatus.DONE: glyphs.done,
            DayStatus.SKIPPED: glyphs.skipped,
            DayStatus.MISSED: glyphs.missed,
            DayStatus.UNPLANNED: glyphs.unplanned,
        }.get(hit.status, " ")
        is_wide = width >= _YEARS_FROM
        day = f"{format_day(hit.date)} {hit.date.year}" if is_wide else format_day(hit.date)
        date_width = _DATE_WIDTH if is_wide else _DATE_WIDTH - len(" 2027")
        color = "rest" if hit.entry[2] in (Sport.REST, Sport.NOTE) else "text"
        return (
            Piece(f"{mark} ", "muted"),
            Piece(f"{day:<{date_width}}  ", "muted"),
            Piece(fit(hit.text, max(width - date_width - 4, 1), glyphs), color),
        )
