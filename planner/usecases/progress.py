"""Reviewing the weeks. Loads no SQLModel."""

from __future__ import annotations

from dataclasses import dataclass

from planner.training.blocks import Runner
from planner.training.progress import WeekProgress, first_day_needed, weekly_progress
from planner.training.refusal import RefusedError
from planner.training.weeks import DAY, first_day_of_week
from planner.training.workouts import Workout
from planner.usecases.planbook import Planbook
from planner.usecases.queries import read_runner, read_workouts

USUAL_WEEKS, MOST_WEEKS = 12, 520


@dataclass(frozen=True, slots=True)
class WeeksReview:
    """Some weeks, with what they were read from.

    Attributes:
        weeks: Oldest first, today's week last.
        this_week_workouts: The items of today's week.
        runner: What is known of the runner.
    """

    weeks: tuple[WeekProgress, ...]
    this_week_workouts: tuple[Workout, ...]
    runner: Runner


def review_weeks(book: Planbook, weeks: int = USUAL_WEEKS) -> tuple[WeekProgress, ...]:
    """The last weeks, oldest first, today's week last.

    Raises:
        RefusedError: Fewer than 1 or more than 520 weeks are asked for.
    """
    return review(book, weeks).weeks


def review(book: Planbook, weeks: int = USUAL_WEEKS) -> WeeksReview:
    """The last weeks, and the items of the one that is running.

    Raises:
        RefusedError: Fewer than 1 or more than 520 weeks are asked for.
    """
    if not 1 <= weeks <= MOST_WEEKS:
        raise RefusedError(f"weeks must be between 1 and {MOST_WEEKS}, not {weeks}.")
    athlete = read_runner(book)
    first = first_day_of_week(book.today, athlete.week_start)
    end = first + 6 * DAY
    items = read_workouts(book, first_day_needed(book.today, athlete.week_start, weeks), end)
    this_week = tuple(item for item in items if item.date >= first)
    return WeeksReview(weekly_progress(items, book.today, athlete.week_start, weeks), this_week, athlete)
