"""Training load: session RPE, monotony and strain, fitness and fatigue averages.

Loads are arbitrary units (AU): CR10 rating times minutes, resistance sessions included (Foster et al., J Strength Cond
Res 2001;15:109-115). No figure here is a threshold, a zone or a warning of injury.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from planner.training.workouts import RunKind

FITNESS_DAYS, FATIGUE_DAYS = 42, 7
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
"""Rating assumed of a run whose runner gave none. A default, not evidence: such a load is marked as estimated."""
ASSUMED_CROSS_RPE = 3.0
"""Rating assumed of cross training."""


def session_load(rpe: float, duration_s: float) -> float:
    """Load of one session in AU: rating x minutes (Foster 2001)."""
    return rpe * duration_s / 60


def monotony(daily: Sequence[float]) -> float | None:
    """Mean over standard deviation of the daily loads of a week; rest days count as 0.

    The population standard deviation (÷ n) is used; the paper does not say which it means.

    Returns:
        None when every day has the same load above zero (undefined); 0 when nothing was done.
    """
    mean = sum(daily) / len(daily)
    if mean == 0:
        return 0.0
    deviation = math.sqrt(sum((load - mean) ** 2 for load in daily) / len(daily))
    return mean / deviation if deviation > 1e-9 * mean else None


def strain(daily: Sequence[float]) -> float | None:
    """Weekly load times monotony (Foster 1998); None where monotony is undefined."""
    value = monotony(daily)
    return None if value is None else sum(daily) * value


@dataclass(frozen=True, slots=True)
class DailyForm:
    """Where a runner stands on one day, in AU a day.

    Attributes:
        fitness: CTL, the 42-day average after the day's load.
        fatigue: ATL, the 7-day average after the day's load.
        balance: TSB as of that morning: yesterday's fitness less yesterday's fatigue.
    """

    fitness: float
    fatigue: float
    balance: float


def daily_form(daily: Iterable[float], fitness: float = 0.0, fatigue: float = 0.0) -> Iterator[DailyForm]:
    """Fitness, fatigue and balance day by day: ``X += (load - X) / n`` with n = 42 and 7.

    Args:
        daily: Load of each day in order, rest days as 0.
        fitness: Seed of the 42-day average. From a seed of 0 it is still warming up for 42 days.
        fatigue: Seed of the 7-day average.
    """
    for load in daily:
        balance = fitness - fatigue
        fitness += (load - fitness) / FITNESS_DAYS
        fatigue += (load - fatigue) / FATIGUE_DAYS
        yield DailyForm(fitness, fatigue, balance)
