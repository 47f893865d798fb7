"""What was read of the runner's file, and whether it still stands there.

The days of a month on either side of the one in sight are kept at hand, so that turning a page reads no file. A file
that another session has changed is noticed by one look at its date; one that has gone is never made anew by a look.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from bisect import bisect_left, bisect_right
from pathlib import Path

from planner.training.absences import Absence
from planner.training.blocks import Athlete, Block
from planner.training.refusal import RefusedError
from planner.training.workouts import Workout
from planner.usecases import queries
from planner.usecases.open_planbook import BusyError
from planner.usecases.planbook import Planbook, file_stamp

_BEHIND = (-1,)
"""What no file's stamp is."""


class Shelf:
    """One book as it was when it was last read.

    Attributes:
        book: Whose.
        athlete: The runner.
        blocks: All training blocks.
        absences: All days without training.
    """

    def __init__(self, book: Planbook) -> None:
        self.book = book
        self.athlete = Athlete()
        self.blocks: tuple[Block, ...] = ()
        self.absences: tuple[Absence, ...] = ()
        self._days: tuple[Workout, ...] = ()
        self._first, self._last = dt.date.max, dt.date.min
        self._seen: tuple[int, ...] = ()

    def read(self) -> None:
        """Read the runner and the blocks anew, and forget the days.

        Raises:
            RefusedError: The file cannot be read, or it was there and has gone.
        """
        self._days, self._first, self._last = (), dt.date.max, dt.date.min
        self._check_there()
        seen = file_stamp(self.book.path)  # before the reading: what comes in between is then noticed
        try:
            self.athlete, self.blocks, self.absences = queries.read_runner(self.book)
        except BusyError:
            self._seen = _BEHIND
            raise
        except RefusedError:
            self._seen = file_stamp(self.book.path) or self._seen
            raise
        self._seen = seen or self._seen

    def between(self, first: dt.date, last: dt.date) -> tuple[Workout, ...]:
        """The workouts of some days, both ends included; read from the file where they are not at hand.

        Raises:
            RefusedError: The file cannot be read, or has gone.
        """
        if not self.holds(first, last):
            self._fetch(first, last)
        begin = bisect_left(self._days, first, key=lambda workout: workout.date)
        end = bisect_right(self._days, last, key=lambda workout: workout.date)
        return self._days[begin:end]

    def reach(self, first: dt.date, last: dt.date) -> bool:
        """Have some days at hand before they are asked for; a file that cannot be read is said when they are.

        Returns:
            Whether they are at hand now.
        """
        if self._seen != _BEHIND and not self.holds(first, last):
            with contextlib.suppress(RefusedError):
                self._fetch(first, last)
        return self._seen != _BEHIND and self.holds(first, last)

    def holds(self, first: dt.date, last: dt.date) -> bool:
        """Whether some days are at hand."""
        return self._first <= first and last <= self._last

    def is_behind(self) -> bool:
        """Whether the file is no longer the one that was read."""
        return file_stamp(self.book.path) != self._seen

    def _fetch(self, first: dt.date, last: dt.date) -> None:
        self._check_there()
        try:
            self._days = queries.read_days(self.book, first, last)
        except BusyError:
            self._seen = _BEHIND
            raise
        self._first, self._last = first, last

    def _check_there(self) -> None:
        if self._seen:
            try:
                check_there(self.book.path)
            except RefusedError:
                self._seen = _BEHIND  # it may come back as it was
                raise


def check_there(path: Path) -> None:
    """Make sure that a file which was read before is still there: what only looks never makes it anew.

    Raises:
        RefusedError: It has gone.
    """
    if not file_stamp(path):
        raise RefusedError(f"{path} has gone: it was moved or deleted while it was open here.")
