"""The day under the cursor, going to a date, and from one workout that a search found to the next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from planner.text import clean_line
from planner.training.blocks import Block
from planner.training.formatting import format_day
from planner.training.refusal import RefusedError
from planner.tui.calendar.view import FIRST_DAY, LAST_DAY
from planner.tui.host import Host
from planner.tui.screen import open_sheet
from planner.tui.widgets.footer import KeyFooter

if TYPE_CHECKING:  # searching loads modules that the first frame does not need
    from planner.tui.sheets.search import SearchModel

_MAX_TITLE = 40
"""Characters of a query or a title that are repeated in the bottom line."""


class Cursor:
    """The day under the cursor.

    Args:
        day: The first day.
        on_move: Called after each move with the day before and with whether the month shown must be the new day's own.

    Attributes:
        day: The day under the cursor. Setting it moves nothing on the screen; `go_to` does.
    """

    def __init__(self, day: dt.date, on_move: Callable[[dt.date, bool], None]) -> None:
        self.day = day
        self._on_move = on_move

    def go_to(self, day: dt.date, *, show_month: bool = False) -> None:
        """Move to a day, or to the nearest one that dates may have.

        Args:
            day: Where to.
            show_month: Whether the month shown must be that day's own, not only one that shows the day.
        """
        before, self.day = self.day, min(max(day, FIRST_DAY), LAST_DAY)
        self._on_move(before, show_month)


class SearchNavigation:
    """Opens the search sheet, and goes from one workout found to the next.

    Args:
        host: The app.
        footer: Shows which workout the cursor is on.
        cursor: Goes to the workouts found.
    """

    def __init__(self, host: Host, footer: KeyFooter, cursor: Cursor) -> None:
        self._host, self._footer, self._cursor = host, footer, cursor
        self._last: SearchModel | None = None

    def open(self) -> None:
        """Ask for words, and go to the workout chosen in the sheet."""
        from planner.tui.sheets.search import SearchModel, SearchSheet

        def on_result(result: tuple[SearchModel, int] | None) -> None:
            if result is not None:
                self._last, index = result
                self._last.drop_index()
                self._go_to_hit(self._last, index)

        query = self._last.query if self._last is not None else ""
        open_sheet(
            self._host,
            self._footer,
            lambda: SearchSheet(SearchModel(self._host.book), self._cursor.day, query),
            on_result,
        )

    def step(self, by: int) -> None:
        """Go to the next workout found, or to the one before when negative; past an end, start from the other."""
        search, key = self._last, self._host.keys["calendar.search"]
        if search is None:
            self._footer.show_message(f"Nothing is searched for yet: press {key} and say what.")
            return
        try:
            search.refresh_hits()
        except RefusedError as error:
            self._footer.show_refusal(error)
            return
        if not search.hits:
            query = clean_line(search.query, _MAX_TITLE)
            self._footer.show_message(f'No workout fits "{query}" any more; {key} searches for something else.')
            return
        index, wrapped = search.next_index(self._cursor.day, by)
        past_end = " (from the start again)" if by > 0 else " (from the end again)"
        self._go_to_hit(search, index, past_end if wrapped else "")

    def _go_to_hit(self, search: SearchModel, index: int, suffix: str = "") -> None:
        hit, keys = search.hits[index], self._host.keys
        search.current_id = hit.id
        self._cursor.go_to(hit.date, show_month=True)
        self._footer.show_message(
            f"{index + 1} of {len(search.hits)}{suffix}: {format_day(hit.date)} {clean_line(hit.title, _MAX_TITLE)}; "
            f"{keys['calendar.search_next']} next, {keys['calendar.search_back']} back"
        )


def ask_for_date(host: Host, cursor: Cursor, blocks: Sequence[Block]) -> None:
    """Ask for a date, and go to it.

    Args:
        host: The app.
        cursor: What goes there.
        blocks: All training blocks, whose races and weeks a date may name.
    """
    from planner.tui.sheets.ask import GoToDateSheet
    from planner.usecases.date_words import date_reader

    def on_result(day: dt.date | None) -> None:
        if day is not None:
            cursor.go_to(day, show_month=True)

    dates = date_reader(host.book, blocks=blocks)
    host.push_screen(GoToDateSheet(dates.read, host.book.today, blocks), on_result)
