"""The calendar as a table for other programs, a workout a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from planner.exchange.data.csv_table import csv_rows
from planner.store import quick
from planner.store.database_id import read_database_id
from planner.training.workout_uids import workout_uid
from planner.training.workouts import Workout
from planner.usecases.calendar.long_lists import AT_ONCE, remark_change_since
from planner.usecases.exports.scope import Scope
from planner.usecases.planbook import Planbook, file_stamp


@dataclass(frozen=True, slots=True)
class CsvExport:
    """A CSV file of workouts, which are read some hundreds at a time while it is written.

    Attributes:
        count: How many workouts it has.
        parts: Its text, part by part; to be gone through once.
    """

    count: int
    parts: Iterator[str]


def export_csv(book: Planbook, scope: Scope) -> CsvExport:
    """Return workouts as CSV.

    Args:
        book: The runner's file and clock.
        scope: Which workouts.

    Raises:
        RefusedError: The file cannot be read, now or while the parts are gone through.
    """
    numbers = scope.read_numbers(book)
    uid_of = partial(workout_uid, read_database_id(book.path))
    return CsvExport(len(numbers), csv_rows(_read_parts(book, numbers), book.today, uid_of))


def _read_parts(book: Planbook, numbers: Sequence[int]) -> Iterator[Workout]:
    stamp = file_stamp(book.path)
    for begin in range(0, len(numbers), AT_ONCE):
        yield from quick.read_workouts_among(book.path, numbers[begin : begin + AT_ONCE])
    remark_change_since(book, stamp)
