"""Reading the calendar: the days between two dates, and what they add up to. Loads neither SQLModel nor the slotter."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from planner.store import quick
from planner.training.absences import Absence
from planner.training.blocks import Block, Runner
from planner.training.refusal import RefusedError
from planner.training.totals import Totals, sum_totals
from planner.training.weeks import DAY, first_day_of_week
from planner.training.workouts import Workout
from planner.usecases.planbook import Planbook


@dataclass(frozen=True, slots=True)
class Listing:
    """The items from one date to another, both included, and their totals."""

    first: dt.date
    last: dt.date
    workouts: tuple[Workout, ...]
    totals: Totals


def list_workouts(book: Planbook, first: dt.date, last: dt.date) -> Listing:
    """What stands in the calendar from ``first`` to ``last``, and the totals."""
    items = read_workouts(book, first, last)
    return Listing(first, last, items, sum_totals(items, book.today))


def read_workouts(book: Planbook, first: dt.date, last: dt.date) -> tuple[Workout, ...]:
    """The items from ``first`` to ``last``, by date, half of the day, start and number."""
    return tuple(quick.read_days(book.path, first, last))


def read_workout(book: Planbook, number: int) -> Workout:
    """One item by its number.

    Raises:
        RefusedError: There is no such item.
    """
    return quick.read_workout(book.path, number)


def read_if_newer(book: Planbook, workout: Workout) -> Workout | None:
    """A workout as another session has left it since it was read; None when it is as it was, or gone."""
    try:
        now = quick.read_workout(book.path, workout.id)
    except RefusedError:
        return None
    return now if now.version != workout.version else None


def read_week(book: Planbook, day: dt.date) -> Listing:
    """The week that holds ``day``, from the runner's first day of the week."""
    first = first_day_of_week(day, read_runner(book).week_start)
    return list_workouts(book, first, first + 6 * DAY)


def read_blocks(book: Planbook) -> tuple[Block, ...]:
    """Every block, in order of its first day."""
    return tuple(quick.read_blocks(book.path))


def read_absences(book: Planbook) -> tuple[Absence, ...]:
    """All days without training, by first day."""
    return tuple(quick.read_absences(book.path))


def read_runner(book: Planbook) -> Runner:
    """What the file knows of the runner."""
    return quick.read_runner(book.path)


def read_runner_blocks_absences(book: Planbook) -> tuple[Runner, tuple[Block, ...], tuple[Absence, ...]]:
    """The runner, every block and all days without training, as they stand at one moment."""
    athlete, blocks, absences = quick.read_runner_context(book.path)
    return athlete, tuple(blocks), tuple(absences)


def calendar_span(book: Planbook) -> tuple[dt.date, dt.date]:
    """The dates of the earliest and the latest item; today twice when there is none."""
    return quick.read_date_range(book.path) or (book.today, book.today)


def whole_calendar(book: Planbook) -> Listing:
    """Everything in the file; from and to are today when it is empty."""
    return list_workouts(book, *calendar_span(book))
