"""Compare the next long run with the longest of the 30 days before it (``Frandsen25``).

In 5,205 runners a run more than 10 % longer than the longest of 30 days went with more injuries; how much one week
has over the next did not. It is an observation, no limit: the sentence says the numbers.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from planner.training.formatting import format_day
from planner.training.measures import format_distance
from planner.training.races import Unit
from planner.training.weeks import DAY
from planner.training.workouts import Sport, StoredStatus, Workout

GUARD_DAYS, GUARD_PERCENT = 30, 10
DAYS_AHEAD = 14


@dataclass(frozen=True, slots=True)
class LongestRunGuard:
    """The longest run of the last 30 days, and the longest that is planned in the next 14.

    Attributes:
        longest_m: Metres of the longest run.
        longest_day: Its day.
        next_m: Metres of the longest run ahead that is no race; None where none has a distance.
        next_day: Its day, or None.
    """

    longest_m: float
    longest_day: dt.date
    next_m: float | None = None
    next_day: dt.date | None = None

    @property
    def growth_percent(self) -> int | None:
        """How many percent longer the next one is; negative when it is shorter, None without one."""
        return None if self.next_m is None else round(100 * self.next_m / self.longest_m - 100)

    def sentence(self, unit: Unit) -> str:
        """Return both in words: ``Longest run of 30 days 17.2 km, Sun 3 Jan; ahead 18 km, ..., 5 % longer.``."""
        text = (
            f"Longest run of {GUARD_DAYS} days {format_distance(self.longest_m, unit)}, {format_day(self.longest_day)}"
        )
        growth = self.growth_percent
        if self.next_m is None or self.next_day is None or growth is None:
            return f"{text}."
        text += f"; ahead {format_distance(self.next_m, unit)}, {format_day(self.next_day)}"
        if growth <= 0:
            return f"{text}, no longer."
        text += f", {growth} % longer"
        more = f": above {GUARD_PERCENT} % more injuries were seen (Frandsen25)"
        return f"{text}{more if growth > GUARD_PERCENT else ''}."


def guard_longest_run(workouts: Iterable[Workout], today: dt.date) -> LongestRunGuard | None:
    """Return the longest run of the last 30 days and the longest one ahead; None where nothing was run in them."""
    workouts = [workout for workout in workouts if workout.sport is Sport.RUN]
    done = [
        (workout.actual.effort.distance_m, workout.date)
        for workout in workouts
        if workout.actual is not None
        and workout.actual.effort.distance_m
        and today - GUARD_DAYS * DAY <= workout.date <= today
    ]
    if not done:
        return None
    ahead = [
        (workout.planned.distance_m, workout.date)
        for workout in workouts
        if workout.status is StoredStatus.PLANNED
        and workout.planned.distance_m
        and not workout.is_race
        and today <= workout.date <= today + DAYS_AHEAD * DAY
    ]
    longest_m, longest_day = max(done)
    next_m, next_day = max(ahead, key=lambda run: run[0], default=(None, None))
    return LongestRunGuard(longest_m, longest_day, next_m, next_day)
