"""Workouts that are read some at a time while they are printed: `planner agenda` and `planner find` over any years."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from planner.store import long_lists, quick
from planner.store.remarks import add_remark
from planner.text import clean_line
from planner.training.refusal import RefusedError
from planner.training.totals import Totals, add_totals, sum_totals
from planner.training.workouts import Workout
from planner.usecases.planbook import Planbook, file_stamp
from planner.usecases.queries import Recorded, read_recorded

AT_ONCE = 500
"""So many workouts are read together."""
_CHANGED_MEANWHILE = (
    "The calendar was changed while this was printed: what was changed may be shown as it was before or after."
)


class LongList:
    """Workouts with their recordings, read as they are asked for. To be gone through once.

    Which workouts they are is known at the beginning, so that each comes once; one that is deleted meanwhile is left
    out, and at the end it is remarked that something was changed.

    Attributes:
        totals: The totals of the workouts so far.
    """

    def __init__(self, book: Planbook, parts: Iterable[Sequence[int]]) -> None:
        """Prepare a list.

        Args:
            book: The runner's file.
            parts: The numbers of the workouts, some hundreds at a time.
        """
        self._book, self._parts = book, parts
        self.totals = Totals()

    def __iter__(self) -> Iterator[tuple[Workout, Recorded | None]]:
        """Yield each workout with its recordings.

        Raises:
            RefusedError: The file cannot be read.
        """
        stamp = file_stamp(self._book.path)
        for part in self._parts:
            with quick.read_snapshot(self._book.path):
                workouts = quick.read_workouts_among(self._book.path, part)
                recorded = read_recorded(self._book, workouts)
            self.totals = add_totals(self.totals, sum_totals(workouts, self._book.today))
            for workout in workouts:
                yield workout, recorded.get(workout.id)
        remark_change_since(self._book, stamp)


def remark_change_since(book: Planbook, stamp: tuple[int, ...]) -> None:
    """Remark that the calendar was changed, where it was, since `file_stamp` returned a stamp."""
    if file_stamp(book.path) != stamp:
        add_remark(_CHANGED_MEANWHILE)


def list_days(book: Planbook, first: dt.date, last: dt.date) -> LongList:
    """Return the workouts from ``first`` to ``last``, both included, in calendar order.

    Raises:
        RefusedError: The file cannot be read.
    """
    return LongList(book, _parts(long_lists.read_numbers_between(book.path, first, last)))


def find_workouts(book: Planbook, query: str) -> LongList:
    """Return the workouts that match all words, in calendar order.

    Raises:
        RefusedError: The file cannot be read; or, once the list is gone through, nothing fits.
    """
    return LongList(book, _matching_parts(book, query))


def _matching_parts(book: Planbook, query: str) -> Iterator[Sequence[int]]:
    from planner.usecases.search import SearchIndex

    unit, is_found = quick.read_unit(book.path), False
    for part in _parts(long_lists.read_all_numbers(book.path)):
        index = SearchIndex(long_lists.read_search_entries_among(book.path, part), book.today, unit)
        hits = [hit.id for hit in index.search(query)]
        if hits:
            is_found = True
            yield hits
    if not is_found:
        raise RefusedError(f'No workout fits "{clean_line(query, 80)}".')


def _parts(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    for begin in range(0, len(numbers), AT_ONCE):
        yield numbers[begin : begin + AT_ONCE]
