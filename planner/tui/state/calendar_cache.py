"""What was read of the runner's file, and whether the file has changed since.

The days of a month on either side of the one in sight are read ahead, so that turning a page reads no file. Another
session's edits are noticed by the file's stamp; a file that is gone is never created again by reading.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from bisect import bisect_left, bisect_right

from planner.training.absences import Absence
from planner.training.blocks import Block, Runner
from planner.training.refusal import RefusedError
from planner.training.workouts import Workout
from planner.usecases import queries
from planner.usecases.open_planbook import BusyError, OtherDatabaseError, leave_out_damaged_rows
from planner.usecases.planbook import Planbook, file_stamp
from planner.usecases.queries import Recorded

_STALE = (-1,)
"""A stamp that no file has, so that the next look reads again."""


class CalendarCache:
    """The runner, the blocks, the absences and some days of a file, as they were last read.

    Attributes:
        book: The runner's file.
        runner: The runner.
        blocks: All training blocks.
        absences: All days without training.
        busy_texts: When other calendars close a half of one of these days, in words.
        recorded: The recordings of workouts of these days, by the number of the workout.
        damage: What could not be read and is left out, a sentence for each row.
    """

    def __init__(self, book: Planbook) -> None:
        self.book = book
        self.runner = Runner()
        self.blocks: tuple[Block, ...] = ()
        self.absences: tuple[Absence, ...] = ()
        self.busy_texts: dict[dt.date, str] = {}
        self.recorded: dict[int, Recorded] = {}
        self.damage: tuple[str, ...] = ()
        self._workouts: tuple[Workout, ...] = ()
        self._first, self._last = dt.date.max, dt.date.min
        self._stamp: tuple[int, ...] = ()

    def reload(self) -> None:
        """Read the runner, the blocks and the absences again, and forget the days.

        Raises:
            RefusedError: The file cannot be read, or it was there before and is gone.
        """
        self._workouts, self._first, self._last = (), dt.date.max, dt.date.min
        stamp = file_stamp(self.book.path)  # before reading, so that an edit in between is noticed
        try:
            with leave_out_damaged_rows() as damage:
                self.runner, self.blocks, self.absences = queries.read_runner_blocks_absences(self.book)
            self.damage = tuple(damage)
        except (BusyError, OtherDatabaseError):
            self._stamp = _STALE
            raise
        except RefusedError:
            self._stamp = file_stamp(self.book.path) or _STALE  # it may come back with the stamp it had
            raise
        self._stamp = stamp

    @property
    def cached_workouts(self) -> tuple[Workout, ...]:
        """The workouts of all days that were read."""
        return self._workouts

    def workouts_between(self, first: dt.date, last: dt.date) -> tuple[Workout, ...]:
        """Return the workouts from one day to another, both included, reading the file where they are not cached.

        Raises:
            RefusedError: The file cannot be read, or is gone.
        """
        if not self.covers(first, last):
            self._read_days(first, last)
        start = bisect_left(self._workouts, first, key=lambda workout: workout.date)
        stop = bisect_right(self._workouts, last, key=lambda workout: workout.date)
        return self._workouts[start:stop]

    def prefetch(self, first: dt.date, last: dt.date) -> bool:
        """Read days before they are needed. An unreadable file is no error here; it is said when they are needed.

        Returns:
            Whether the days are cached now.
        """
        if self._stamp != _STALE and not self.covers(first, last):
            with contextlib.suppress(RefusedError):
                self._read_days(first, last)
        return self._stamp != _STALE and self.covers(first, last)

    def covers(self, first: dt.date, last: dt.date) -> bool:
        """Whether the days from one to another are cached."""
        return self._first <= first and last <= self._last

    def is_stale(self) -> bool:
        """Whether the file has changed since it was read."""
        return file_stamp(self.book.path) != self._stamp

    def _read_days(self, first: dt.date, last: dt.date) -> None:
        try:
            with leave_out_damaged_rows() as damage:
                self._workouts = queries.read_workouts(self.book, first, last)
                self.busy_texts = self._read_busy_texts(first, last)
                self.recorded = queries.read_recorded(self.book, self._workouts)
            self.damage = tuple(dict.fromkeys((*self.damage, *damage)))
        except RefusedError:
            self._stamp = _STALE
            raise
        self._first, self._last = first, last

    def _read_busy_texts(self, first: dt.date, last: dt.date) -> dict[dt.date, str]:
        days = queries.read_busy_days(self.book, first, last)
        if not days:
            return {}
        from planner.usecases.calendar.closed_halves import busy_texts  # here: most runners read no other calendar

        return busy_texts(self.book, days)
