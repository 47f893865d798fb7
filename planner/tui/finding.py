"""Getting about by words: the search sheet over a screen with a cursor, and from one workout found to the next."""

from __future__ import annotations

import contextlib
import datetime as dt
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from planner.text import clean_line
from planner.training.refusal import RefusedError
from planner.training.wording import day_name
from planner.tui.shelf import check_there
from planner.usecases import searching
from planner.usecases.kept import stamp
from planner.usecases.planbook import Planbook
from planner.usecases.searching import Found, Index

if TYPE_CHECKING:
    from planner.tui.screens.days import DaysScreen

_TITLE = 40


@dataclass(slots=True)
class Search:
    """Words, the workouts that fit them, and the one that was gone to.

    Attributes:
        book: Whose.
        words: As they were typed.
        hits: What fits, by date.
        at: The number of the workout gone to; 0 before.
    """

    book: Planbook
    words: str = ""
    hits: tuple[Found, ...] = ()
    at: int = 0
    _index: Index | None = None
    _read: tuple[object, ...] = field(default=())

    def look(self, words: str) -> None:
        """Search for other words; the file is read again only if it is no longer the one that was read.

        Raises:
            RefusedError: The file cannot be read.
        """
        index = self._read_index() if self._index is None or self._is_behind() else self._index
        self.words, self.hits = words, index.find(words)

    def get_ready(self) -> None:
        """Read the file before the first word is typed; one that cannot be read is said when it is.

        The words and hits stay as they are.
        """
        if self._index is None:
            with contextlib.suppress(RefusedError):
                self._read_index()

    def _read_index(self) -> Index:
        check_there(self.book.path)
        now = self._now()
        self._index = searching.read_index(self.book)
        self._read = now
        return self._index

    def look_again(self) -> None:
        """Search for the same words once more, if the file or the day is another.

        Raises:
            RefusedError: The file cannot be read.
        """
        if self._is_behind():
            self.look(self.words)
        self.forget_the_rest()

    def forget_the_rest(self) -> None:
        """Keep the hits only; they are enough until something changes."""
        self._index = None

    def nearest(self, day: dt.date) -> int:
        """The place of the hit nearest to a day; of two as near the later one."""
        after = bisect_left(self.hits, day, key=_date)
        before = self.hits[after - 1].date if after else None
        if before is not None and (after == len(self.hits) or day - before < self.hits[after].date - day):
            return bisect_left(self.hits, before, key=_date)
        return after

    def step(self, day: dt.date, by: int) -> tuple[int, bool]:
        """The place of the next hit, or of the one before, from the cursor's day; and whether it went round an end."""
        places = [place for place, hit in enumerate(self.hits) if hit.id == self.at and hit.date == day]
        if places:
            place = places[0] + by
        else:
            place = bisect_right(self.hits, day, key=_date) if by > 0 else bisect_left(self.hits, day, key=_date) - 1
        return place % len(self.hits), not 0 <= place < len(self.hits)

    def _now(self) -> tuple[object, ...]:
        return *stamp(self.book.path), self.book.today

    def _is_behind(self) -> bool:
        return self._read != self._now()


def ask(screen: DaysScreen) -> None:
    """Open the search sheet, and go where it leads."""
    from planner.tui.screens.search import SearchScreen

    def then(found: tuple[Search, int] | None) -> None:
        if found is not None:
            screen.search, place = found
            screen.search.forget_the_rest()
            _go(screen, screen.search, place)

    before = screen.search.words if screen.search is not None else ""
    try:
        sheet = SearchScreen(Search(screen.book), screen.cursor, before)
    except RefusedError as error:
        screen.refuse(error)
    else:
        screen.app.push_screen(sheet, then)


def go_on(screen: DaysScreen, by: int) -> None:
    """Go to the next workout found, or to the one before; round the ends, and saying so."""
    search = screen.search
    if search is None:
        screen.say(f"Nothing is searched for yet: press {screen.planner.keys['calendar.search']} and say what.")
        return
    try:
        search.look_again()
    except RefusedError as error:
        screen.refuse(error)
        return
    if not search.hits:
        key = screen.planner.keys["calendar.search"]
        screen.say(f'No workout fits "{clean_line(search.words, _TITLE)}" any more; {key} searches for something else.')
        return
    place, round_an_end = search.step(screen.cursor, by)
    ends = " (from the start again)" if by > 0 else " (from the end again)"
    _go(screen, search, place, ends if round_an_end else "")


def _go(screen: DaysScreen, search: Search, place: int, how: str = "") -> None:
    hit = search.hits[place]
    search.at = hit.id
    screen.go_to(hit.date, month=True)
    what = f"{day_name(hit.date)} {clean_line(hit.title, _TITLE)}"
    keys = screen.planner.keys
    on, back = keys["calendar.search_next"], keys["calendar.search_back"]
    screen.say(f"{place + 1} of {len(search.hits)}{how}: {what}; {on} next, {back} back")


def _date(hit: Found) -> dt.date:
    return hit.date
