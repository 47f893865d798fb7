"""The longest run, the week with most running, and how many weeks in a row had a run or a strength session.

They look back only; nothing here asks for more. A week that is broken by illness, injury or days away neither counts
nor ends a row.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from planner.text import count_word, number_word
from planner.training.absences import Absence
from planner.training.formatting import format_day_and_year
from planner.training.measures import format_distance
from planner.training.races import Unit
from planner.training.weeks import DAY, WEEK

EXCUSED_DAYS = 4
"""Days ill, injured or away in a week from which it does not end a row: a default of ours."""


@dataclass(frozen=True, slots=True)
class RunRecord:
    """The most metres that were run.

    Attributes:
        metres: How many.
        day: The day of the run, or the first day of the week.
        workout_id: The run; 0 for a week.
    """

    metres: float
    day: dt.date
    workout_id: int = 0


@dataclass(frozen=True, slots=True)
class Streak:
    """Weeks in a row.

    Attributes:
        now: The row that goes on, in weeks; today's week counts once it has something.
        longest: The longest row, in weeks.
    """

    now: int = 0
    longest: int = 0


@dataclass(frozen=True, slots=True)
class RunningRecords:
    """What was the most of all that was recorded; None where nothing was run.

    Attributes:
        longest_run: The longest run.
        best_week: The week with most running.
        run_weeks: Weeks in a row with a run.
        strength_weeks: Weeks in a row with a strength session.
    """

    longest_run: RunRecord | None = None
    best_week: RunRecord | None = None
    run_weeks: Streak = Streak()
    strength_weeks: Streak = Streak()

    def sentences(self, unit: Unit) -> tuple[str, ...]:
        """Return the records in sentences; none where nothing was recorded."""
        parts = []
        if self.longest_run is not None and self.best_week is not None:
            run, week = self.longest_run, self.best_week
            parts.append(
                f"Longest run {format_distance(run.metres, unit)}, {format_day_and_year(run.day)}; best week "
                f"{format_distance(week.metres, unit)}, from {format_day_and_year(week.day)}."
            )
        rows: list[str] = []
        for name, streak in (("a run", self.run_weeks), ("strength", self.strength_weeks)):
            if streak.longest > 1:
                now = number_word(streak.now) if rows else count_word(streak.now, "week")
                rows.append(f"{now} with {name} (longest {streak.longest})")
        if rows:
            parts.append(f"In a row: {', '.join(rows)}.")
        return tuple(parts)


def count_streak(weeks: Collection[dt.date], excused: Collection[dt.date], this_week: dt.date) -> Streak:
    """Return the rows of weeks.

    Args:
        weeks: The first days of the weeks that count, up to this one.
        excused: The first days of weeks that neither count nor end a row.
        this_week: The first day of today's week, which ends no row as it is not over.
    """
    now = longest = 0
    start = min(weeks, default=this_week)
    while start <= this_week:
        if start in weeks:
            now += 1
            longest = max(longest, now)
        elif start not in excused and start != this_week:
            now = 0
        start += WEEK
    return Streak(now, longest)


def excused_weeks(absences: Iterable[Absence], this_week: dt.date) -> set[dt.date]:
    """Return the first days of the weeks up to this one in which most days were without training for a reason."""
    days = {
        absence.first + DAY * number
        for absence in absences
        if absence.stops_training
        for number in range((min(absence.last, this_week + 6 * DAY) - absence.first).days + 1)
    }
    counts: dict[dt.date, int] = {}
    for day in days:
        start = day - DAY * ((day - this_week).days % 7)
        counts[start] = counts.get(start, 0) + 1
    return {start for start, count in counts.items() if count >= EXCUSED_DAYS}
