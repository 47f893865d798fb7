"""A search: its words, the workouts that match them, and the match the cursor is on."""

from __future__ import annotations

import contextlib
import datetime as dt
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from planner.training.refusal import RefusedError
from planner.tui.state.calendar_cache import check_exists
from planner.usecases import search as searching
from planner.usecases.planbook import Planbook, file_stamp
from planner.usecases.search import SearchHit, SearchIndex

if TYPE_CHECKING:
    pass


_TITLE = 40


@dataclass(slots=True)
class SearchModel:
    """Words, the workouts that fit them, and the one that was gone to.

    Attributes:
        book: Whose.
        query: As they were typed.
        hits: What fits, by date.
        current_id: The number of the workout gone to; 0 before.
    """

    book: Planbook
    query: str = ""
    hits: tuple[SearchHit, ...] = ()
    current_id: int = 0
    _index: SearchIndex | None = None
    _read_stamp: tuple[object, ...] = field(default=())

    def search(self, words: str) -> None:
        """Search for other words; the file is read again only if it is no longer the one that was read.

        Raises:
            RefusedError: The file cannot be read.
        """
        index = self._load_index() if self._index is None or self._is_stale() else self._index
        self.query, self.hits = words, index.search(words)

    def preload(self) -> None:
        """Read the file before the first word is typed; one that cannot be read is said when it is.

        The words and hits stay as they are.
        """
        if self._index is None:
            with contextlib.suppress(RefusedError):
                self._load_index()

    def _load_index(self) -> SearchIndex:
        check_exists(self.book.path)
        now = self._stamp()
        self._index = searching.build_search_index(self.book)
        self._read_stamp = now
        return self._index

    def refresh_hits(self) -> None:
        """Search for the same words once more, if the file or the day is another.

        Raises:
            RefusedError: The file cannot be read.
        """
        if self._is_stale():
            self.search(self.query)
        self.drop_index()

    def drop_index(self) -> None:
        """Keep the hits only; they are enough until something changes."""
        self._index = None

    def nearest_index(self, day: dt.date) -> int:
        """The place of the hit nearest to a day; of two as near the later one."""
        after = bisect_left(self.hits, day, key=_hit_date)
        before = self.hits[after - 1].date if after else None
        if before is not None and (after == len(self.hits) or day - before < self.hits[after].date - day):
            return bisect_left(self.hits, before, key=_hit_date)
        return after

    def next_index(self, day: dt.date, by: int) -> tuple[int, bool]:
        """The place of the next hit, or of the one before, from the cursor's day; and whether it went round an end."""
        places = [place for place, hit in enumerate(self.hits) if hit.id == self.current_id and hit.date == day]
        if places:
            place = places[0] + by
        else:
            place = (
                bisect_right(self.hits, day, key=_hit_date)
                if by > 0
                else bisect_left(self.hits, day, key=_hit_date) - 1
            )
        return place % len(self.hits), not 0 <= place < len(self.hits)

    def _stamp(self) -> tuple[object, ...]:
        return *file_stamp(self.book.path), self.book.today

    def _is_stale(self) -> bool:
        return self._read_stamp != self._stamp()


def _hit_date(hit: SearchHit) -> dt.date:
    return hit.date
