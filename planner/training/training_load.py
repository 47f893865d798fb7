"""Compute training load: session RPE, monotony and strain, fitness and fatigue averages.

Loads are in arbitrary units (AU): the CR10 rating times minutes, for resistance sessions too (``Foster01``). No number
here is a threshold, a zone or a warning of injury.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from planner.training.workouts import RunKind

FITNESS_DAYS, _FATIGUE_DAYS = 42, 7
"""Time constants of the two averages in days."""
ASSUMED_RPE = {
    RunKind.RECOVERY: 2.0,
    RunKind.EASY: 3.0,
    RunKind.LONG: 4.0,
    RunKind.RACE_PACE: 6.0,
    RunKind.TEMPO: 7.0,
    RunKind.HILLS: 7.0,
    RunKind.INTERVALS: 8.0,
    RunKind.TIME_TRIAL: 9.0,
    RunKind.RACE: 9.0,
}
"""The rating (CR10) of a run that was not rated. A default, not evidence: such a load is marked as estimated."""
ASSUMED_CROSS_RPE = 3.0
"""The rating (CR10) of cross training that was not rated."""


def session_load(rpe: float, duration_s: float) -> float:
    """Return the load of one workout in AU: rating x minutes (``Foster01``)."""
    return rpe * duration_s / 60


def monotony(daily: Sequence[float]) -> float | None:
    """Return the mean of a week's daily loads over their standard deviation; rest days count as 0.

    It is the population standard deviation (divided by n); the paper (``Foster98``) does not say which it means.

    Returns:
        None when every day has the same load above zero (undefined); 0 when nothing was done.
    """
    mean = sum(daily) / len(daily)
    if mean == 0:
        return 0.0
    deviation = math.sqrt(sum((load - mean) ** 2 for load in daily) / len(daily))
    return mean / deviation if deviation > 1e-9 * mean else None


def strain(daily: Sequence[float]) -> float | None:
    """Return the weekly load times monotony, in AU (``Foster98``); None where monotony is undefined."""
    value = monotony(daily)
    return None if value is None else sum(daily) * value


@dataclass(frozen=True, slots=True)
class DailyForm:
    """Fitness, fatigue and balance of one day, in AU a day.

    Attributes:
        fitness: CTL, the 42-day average after the day's load.
        fatigue: ATL, the 7-day average after the day's load.
        balance: TSB of that morning: the day before's fitness minus its fatigue.
    """

    fitness: float
    fatigue: float
    balance: float

    @property
    def next_morning(self) -> DailyForm:
        """The three figures of the morning after, which add up: balance is fitness minus fatigue."""
        return DailyForm(self.fitness, self.fatigue, self.fitness - self.fatigue)


def daily_form(daily: Iterable[float], fitness: float = 0.0, fatigue: float = 0.0) -> Iterator[DailyForm]:
    """Yield fitness, fatigue and balance day by day: ``X += (load - X) / n`` with n = 42 and 7 (``GoldenCheetah``).

    Args:
        daily: Load of each day in order, in AU, rest days as 0.
        fitness: Where the 42-day average starts; from 0 it means little for the first 42 days.
        fatigue: Where the 7-day average starts.
    """
    for load in daily:
        balance = fitness - fatigue
        fitness += (load - fitness) / FITNESS_DAYS
        fatigue += (load - fatigue) / _FATIGUE_DAYS
        yield DailyForm(fitness, fatigue, balance)
