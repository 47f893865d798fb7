"""The days already read: a month on either side of the one in sight, so that turning a page reads no file."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right

from planner.training.workouts import Workout
from planner.usecases import listing
from planner.usecases.planbook import Planbook


class Shelf:
    """A stretch of days of one book, as they stood when they were read."""

    def __init__(self, book: Planbook) -> None:
        self.book = book
        self.first, self.last = dt.date.max, dt.date.min
        self.workouts: tuple[Workout, ...] = ()

    def between(self, first: dt.date, last: dt.date) -> tuple[Workout, ...]:
        """The workouts of some days, both ends included; read from the file where they are not at hand.

        Raises:
            RefusedError: The file cannot be read.
        """
        if not (self.first <= first and last <= self.last):
            self.fetch(first, last)
        begin = bisect_left(self.workouts, first, key=lambda workout: workout.date)
        end = bisect_right(self.workouts, last, key=lambda workout: workout.date)
        return self.workouts[begin:end]

    def fetch(self, first: dt.date, last: dt.date) -> None:
        """Have these days at hand, and only these.

        Raises:
            RefusedError: The file cannot be read.
        """
        self.workouts = listing.read_days(self.book, first, last)
        self.first, self.last = first, last

    def clear(self) -> None:
        """Forget everything, because it may have changed."""
        self.first, self.last = dt.date.max, dt.date.min
        self.workouts = ()
