"""The search sheet: a field to type in, how many workouts match, and the list of them."""

from __future__ import annotations

import contextlib
import datetime as dt
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from textual.widgets import Input

from planner.text import TITLE_LIMIT, clean_line
from planner.training.formatting import format_day, format_day_and_year
from planner.training.refusal import RefusedError
from planner.training.workouts import DayStatus, Sport
from planner.tui.keys import sheet_commands
from planner.tui.keys.command import foot_text
from planner.tui.sheets.ask import StillInput
from planner.tui.sheets.sheet import SizedSheet, sheet_line
from planner.tui.widgets.option_list import RowList
from planner.tui.widgets.rows import Piece, Row
from planner.tui.widgets.wrap import fit, fit_both, wrap_rows
from planner.usecases import search as searching
from planner.usecases.open_planbook import check_readable
from planner.usecases.planbook import Planbook, file_stamp
from planner.usecases.search import SearchHit, SearchIndex


@dataclass(slots=True)
class SearchModel:
    """A query, the workouts that match it, and the one the cursor went to.

    Attributes:
        book: The runner's planbook.
        query: The words as they were typed.
        hits: The workouts that match, by date.
        current_id: The id of the workout that the cursor went to; 0 before it went to any.
    """

    book: Planbook
    query: str = ""
    hits: tuple[SearchHit, ...] = ()
    current_id: int = 0
    _index: SearchIndex | None = None
    _read_stamp: tuple[object, ...] = field(default=())

    def search(self, query: str) -> None:
        """Search for other words; the file is read again only after it has changed.

        Raises:
            RefusedError: The file cannot be read.
        """
        index = self._load_index() if self._index is None or self._is_stale() else self._index
        self.query, self.hits = query, index.search(query)

    def preload(self) -> None:
        """Read the file before the first word is typed. A file that cannot be read is reported by `search`."""
        if self._index is None:
            with contextlib.suppress(RefusedError):
                self._load_index()

    def _load_index(self) -> SearchIndex:
        stamp = self._stamp()  # taken before reading: a change meanwhile makes the index stale
        self._index = searching.build_search_index(self.book)
        self._read_stamp = stamp
        return self._index

    def refresh_hits(self) -> None:
        """Search for the same words again if the file or the date has changed.

        Raises:
            RefusedError: The file cannot be read.
        """
        if self._is_stale():
            self.search(self.query)
        self.drop_index()

    def drop_index(self) -> None:
        """Free the index; the hits are enough until the file changes."""
        self._index = None

    def nearest_index(self, day: dt.date) -> int:
        """Return the index of the hit nearest to a day; of two equally near ones, the later."""
        after = bisect_left(self.hits, day, key=_hit_date)
        before = self.hits[after - 1].date if after else None
        if before is not None and (after == len(self.hits) or day - before < self.hits[after].date - day):
            return bisect_left(self.hits, before, key=_hit_date)
        return after

    def next_index(self, day: dt.date, by: int) -> tuple[int, bool]:
        """Return the index of the next hit from a day, or of the one before, and whether it wrapped around."""
        current = [index for index, hit in enumerate(self.hits) if hit.id == self.current_id and hit.date == day]
        if current:
            index = current[0] + by
        elif by > 0:
            index = bisect_right(self.hits, day, key=_hit_date)
        else:
            index = bisect_left(self.hits, day, key=_hit_date) - 1
        return index % len(self.hits), not 0 <= index < len(self.hits)

    def _stamp(self) -> tuple[object, ...]:
        return *file_stamp(self.book.path), self.book.today

    def _is_stale(self) -> bool:
        return self._read_stamp != self._stamp()


def _hit_date(hit: SearchHit) -> dt.date:
    return hit.date


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
        check_readable(search.book)
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
            self._refusal, self._search.hits = self.host.with_short_path(str(error)), ()
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
        day = format_day_and_year(hit.date) if is_wide else format_day(hit.date)
        date_width = _DATE_WIDTH if is_wide else _DATE_WIDTH - len(" 2027")
        color = "rest" if hit.entry[2] in (Sport.REST, Sport.NOTE) else "text"
        return (
            Piece(f"{mark} ", "muted"),
            Piece(f"{day:<{date_width}}  ", "muted"),
            Piece(fit(hit.text, max(width - date_width - 4, 1), glyphs), color),
        )
