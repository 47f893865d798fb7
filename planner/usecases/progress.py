"""Reviewing the weeks. Loads no SQLModel."""

from __future__ import annotations

import datetime as dt

from planner.training.progress import WeekProgress, first_day_needed, weekly
from planner.training.refusal import RefusedError
from planner.usecases.listing import read_athlete, read_days
from planner.usecases.planbook import Planbook

USUAL_WEEKS, MOST_WEEKS = 12, 520


def review_weeks(book: Planbook, weeks: int = USUAL_WEEKS) -> tuple[WeekProgress, ...]:
    """The last weeks, oldest first, today's week last.

    Raises:
        RefusedError: Fewer than 1 or more than 520 weeks are asked for.
    """
    if not 1 <= weeks <= MOST_WEEKS:
        raise RefusedError(f"weeks must be between 1 and {MOST_WEEKS}, not {weeks}.")
    start = read_athlete(book).week_start
    items = read_days(book, first_day_needed(book.today, start, weeks), book.today + dt.timedelta(days=6))
    end = book.today + dt.timedelta(days=6 - (book.today.weekday() - start) % 7)
    return weekly([item for item in items if item.date <= end], book.today, start, weeks)
