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
from planner.training.blocks import Block, Runner
from planner.training.refusal import RefusedError
from planner.training.workouts import Workout
from planner.usecases import queries
from planner.usecases.open_planbook import BusyError
from planner.usecases.planbook import Planbook, file_stamp

_STALE = (-1,)
"""What no file's stamp is."""


class CalendarCache:
    """One book as it was when it was last read.

    Attributes:
        book: Whose.
        runner: The runner.
        blocks: All training blocks.
        absences: All days without training.
    """

    def __init__(self, book: Planbook) -> None:
        self.book = book
        self.runner = Runner()
        self.blocks: tuple[Block, ...] = ()
        self.absences: tuple[Absence, ...] = ()
        self._workouts: tuple[Workout, ...] = ()
        self._first, self._last = dt.date.max, dt.date.min
        self._stamp: tuple[int, ...] = ()

    def reload(self) -> None:
        """Read the runner and the blocks anew, and forget the days.

        Raises:
            RefusedError: The file cannot be read, or it was there and has gone.
        """
        self._workouts, self._first, self._last = (), dt.date.max, dt.date.min
        self._check_exists()
        seen = file_stamp(self.book.path)  # before the reading: what comes in between is then noticed
        try:
            self.runner, self.blocks, self.absences = queries.read_runner_blocks_absences(self.book)
        except BusyError:
            self._stamp = _STALE
            raise
        except RefusedError:
            self._stamp = file_stamp(self.book.path) or self._stamp
            raise
        self._stamp = seen or self._stamp

    def workouts_between(self, first: dt.date, last: dt.date) -> tuple[Workout, ...]:
        """The workouts of some days, both ends included; read from the file where they are not at hand.

        Raises:
            RefusedError: The file cannot be read, or has gone.
        """
        if not self.covers(first, last):
            self._read_days(first, last)
        begin = bisect_left(self._workouts, first, key=lambda workout: workout.date)
        end = bisect_right(self._workouts, last, key=lambda workout: workout.date)
        return self._workouts[begin:end]

    def prefetch(self, first: dt.date, last: dt.date) -> bool:
        """Have some days at hand before they are asked for; a file that cannot be read is said when they are.

        Returns:
            Whether they are at hand now.
        """
        if self._stamp != _STALE and not self.covers(first, last):
            with contextlib.suppress(RefusedError):
                self._read_days(first, last)
        return self._stamp != _STALE and self.covers(first, last)

    def covers(self, first: dt.date, last: dt.date) -> bool:
        """Whether some days are at hand."""
        return self._first <= first and last <= self._last

    def is_stale(self) -> bool:
        """Whether the file is no longer the one that was read."""
        return file_stamp(self.book.path) != self._stamp

    def _read_days(self, first: dt.date, last: dt.date) -> None:
        self._check_exists()
        try:
            self._workouts = queries.read_workouts(self.book, first, last)
        except BusyError:
            self._stamp = _STALE
            raise
        self._first, self._last = first, last

    def _check_exists(self) -> None:
        if self._stamp:
            try:
                check_exists(self.book.path)
            except RefusedError:
                self._stamp = _STALE  # it may come back as it was
                raise


def check_exists(path: Path) -> None:
    """Make sure that a file which was read before is still there: what only looks never makes it anew.

    Raises:
        RefusedError: It has gone.
    """
    if not file_stamp(path):
        raise RefusedError(f"{path} has gone: it was moved or deleted while it was open here.")
