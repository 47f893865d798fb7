"""Reading the last weeks with their totals."""

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
    """Some weeks, with the data they were computed from.

    Attributes:
        weeks: Oldest first, today's week last.
        this_week_workouts: The workouts of today's week.
        runner: The runner's data.
    """

    weeks: tuple[WeekProgress, ...]
    this_week_workouts: tuple[Workout, ...]
    runner: Runner


def review_weeks(book: Planbook, weeks: int = USUAL_WEEKS) -> WeeksReview:
    """Return the last weeks, and the workouts of the current one.

    Raises:
        RefusedError: ``weeks`` is below 1 or above 520, or the file cannot be read.
    """
    if not 1 <= weeks <= MOST_WEEKS:
        raise RefusedError(f"weeks must be between 1 and {MOST_WEEKS}, not {weeks}.")
    runner = read_runner(book)
    first = first_day_of_week(book.today, runner.week_start)
    workouts = read_workouts(book, first_day_needed(book.today, runner.week_start, weeks), first + 6 * DAY)
    this_week = tuple(workout for workout in workouts if workout.date >= first)
    return WeeksReview(weekly_progress(workouts, book.today, runner.week_start, weeks), this_week, runner)
