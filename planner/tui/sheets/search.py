"""The search sheet: a line to type in, how many workouts fit, and those nearest to the cursor's day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input

from planner.text import TITLE_LIMIT, clean_line
from planner.training.formatting import format_day
from planner.training.refusal import RefusedError
from planner.training.workouts import DayStatus, Sport
from planner.tui.host import host_of
from planner.tui.sheets.ask import StillInput
from planner.tui.sheets.search_model import SearchModel
from planner.tui.sheets.sheet import SizedSheet
from planner.tui.state.calendar_cache import check_exists
from planner.tui.widgets.option_list import RowList
from planner.tui.widgets.rows import Piece, Row, RowsWidget
from planner.tui.widgets.wrap import fit, fit_both, wrap_text

_FRAME = 8
_MAX_LISTED = 8
_DATE_WIDTH = 16
_FULL_DATES_FROM = 50
"""Cells from which the hits have their year and the foot all its keys."""
_SEARCHABLE = "Titles, notes, kinds, sports, months, weekdays; done, missed, skipped, moved, planned, locked."


class SearchSheet(SizedSheet[tuple[SearchModel, int]]):
    """Finds workouts while one types. Its result is the search and the place of the hit to go to.

    Args:
        search: Not yet begun.
        cursor: The day from which the nearest hit is chosen.
        before: The words of the last search, which enter alone takes again.

    Raises:
        RefusedError: The file has gone.
    """

    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "close"),
        Binding("down", "step(1)", "down", priority=True),
        Binding("up", "step(-1)", "up", priority=True),
        Binding("pagedown", "page(1)", "a page down", priority=True),
        Binding("pageup", "page(-1)", "a page up", priority=True),
    ]

    def __init__(self, search: SearchModel, cursor: dt.date, before: str) -> None:
        super().__init__()
        self._search = search
        self._cursor = cursor
        self._last_words = clean_line(before)
        self._refusal = ""
        check_exists(search.book.path)
        self.styles.align = ("center", "bottom")  # the month stays in sight above

    def widgets(self) -> Iterable[Widget]:
        """What it is and how many fit, the field, the hits, the keys."""
        self._title = RowsWidget(background="sheet", id="search-title")
        hint = f"{self._last_words} (enter searches again)" if self._last_words else "tempo done january"
        field = StillInput(placeholder=hint)
        field.max_length = TITLE_LIMIT
        self._list = RowList(id="search-hits")
        self._message = RowsWidget(background="sheet", id="search-words")
        self._foot = RowsWidget(background="sheet", id="search-foot")
        return self._title, field, RowsWidget(background="sheet"), self._message, self._list, self._foot

    def on_mount(self) -> None:
        """Read the file once the words are in sight."""
        self.call_after_refresh(self._search.preload)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search for what stands there now."""
        self._search_for(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to the chosen hit; an empty field asks for the last search again."""
        if not event.value.strip() and self._last_words:
            self._search_for(self._last_words)
        if self._search.hits:
            self.dismiss((self._search, self._list.cursor))

    def action_step(self, by: int) -> None:
        """Down or up the hits."""
        self._list.move_to(self._list.cursor + by)

    def action_page(self, pages: int) -> None:
        """A page of hits down or up."""
        self._list.move_pages(pages)

    def fit(self, width: int, height: int) -> None:
        """As many hits as there is room for."""
        self._width = width
        self._listed = max(min(height - _FRAME, _MAX_LISTED), 1)
        self._show()

    def _search_for(self, words: str) -> None:
        try:
            self._search.search(words)
            self._refusal = ""
        except RefusedError as error:
            self._refusal, self._search.hits = str(error), ()
        self._list.cursor = self._search.nearest_index(self._cursor)
        self._show()

    def _show(self) -> None:
        search, glyphs = self._search, host_of(self).glyphs
        count = len(search.hits)
        asked = bool(search.query.strip())
        found = f"{count} workout{'s' * (count != 1)}" if asked and not self._refusal else ""
        self._title.show([(Piece(fit_both("Find workouts", found, self._width, glyphs), "title", "sheet"),)])
        self._list.display = bool(count)
        self._message.display = not count
        self._list.set_rows(count, self._row, self._list.cursor)
        self._list.set_room(self._width, self._listed)
        self._message.styles.height = self._listed
        self._message.show(self._message_rows(asked=asked))
        choose = "↑ ↓ choose   " if self._width >= _FULL_DATES_FROM else ""
        keys = f"enter goes there   {choose}" if count else ""
        self._foot.show([(Piece(f"{keys}escape closes", "muted", "sheet"),)])

    def _message_rows(self, *, asked: bool) -> list[Row]:
        """What is said where nothing is listed."""
        if self._refusal:
            words, ink = clean_line(self._refusal, 300), "warn"
        elif asked:
            words, ink = f'No workout fits "{clean_line(self._search.query, 60)}".', "warn"
        else:
            words, ink = _SEARCHABLE, "muted"
        return [(Piece(part, ink, "sheet"),) for part in wrap_text(words, self._width)]

    def _row(self, index: int, width: int) -> Row:
        hit = self._search.hits[index]
        glyphs = host_of(self).glyphs
        mark = {
            DayStatus.DONE: glyphs.done,
            DayStatus.SKIPPED: glyphs.skipped,
            DayStatus.MISSED: glyphs.missed,
            DayStatus.UNPLANNED: glyphs.unplanned,
        }.get(hit.status, " ")
        wide = width >= _FULL_DATES_FROM
        day = f"{format_day(hit.date)} {hit.date.year}" if wide else format_day(hit.date)
        date_width = _DATE_WIDTH if wide else _DATE_WIDTH - len(" 2027")
        ink = "rest" if hit.entry[2] in (Sport.REST, Sport.NOTE) else "text"
        return (
            Piece(f"{mark} ", "muted"),
            Piece(f"{day:<{date_width}}  ", "muted"),
            Piece(fit(hit.text, max(width - date_width - 4, 1), glyphs), ink),
        )
