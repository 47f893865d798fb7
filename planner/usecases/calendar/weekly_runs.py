"""The runs of some weeks of the calendar, and how much each week runs without its races."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from planner.store import quick
from planner.training.resized_runs import planned_metres
from planner.training.totals import sum_totals
from planner.training.weeks import WEEK
from planner.training.workouts import Sport, Workout
from planner.usecases.planbook import Planbook


@dataclass(frozen=True, slots=True)
class WeeklyRuns:
    """Runs by their number.

    Attributes:
        runs: The runs; a run may be put in another one's place.
        today: What lies before it and was not done is run no more.
    """

    runs: dict[int, Workout]
    today: dt.date

    def of_week(self, first: dt.date) -> list[Workout]:
        """Return the runs of the week that begins on a day, races included."""
        return [run for run in self.runs.values() if first <= run.date < first + WEEK]

    def can_change(self, run: Workout) -> bool:
        """Return whether a run is still ahead and no race."""
        return run.is_open and run.date >= self.today and not run.is_race

    def planned_m(self, first: dt.date) -> float:
        """Return the metres that the plan has in a week."""
        return sum(planned_metres(run) for run in self.of_week(first) if not run.is_race)

    def running_m(self, first: dt.date) -> float:
        """Return the metres that are run in a week: what was done of it, and what is left of the plan."""
        return self.metres(*(run for run in self.of_week(first) if not run.is_race))

    def metres(self, *runs: Workout) -> float:
        """Return the metres that runs were or will be together; one that was missed or skipped has none."""
        totals = sum_totals(runs, self.today).run
        return totals.done_m + totals.left_m


def read_weekly_runs(book: Planbook, first: dt.date, last: dt.date) -> WeeklyRuns:
    """Return the runs from one day to another, both included."""
    workouts = quick.read_days(book.path, first, last)
    return WeeklyRuns({one.id: one for one in workouts if one.sport is Sport.RUN}, book.today)
