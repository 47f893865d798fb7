"""A search: its words, the workouts that match them, and the match the cursor is on."""

from __future__ import annotations

import contextlib
import datetime as dt
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from planner.training.refusal import RefusedError
from planner.tui.state.calendar_cache import check_exists
from planner.usecases import search as searching
from planner.usecases.planbook import Planbook, file_stamp
from planner.usecases.search import SearchHit, SearchIndex

_TITLE = 40


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
        check_exists(self.book.path)
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
