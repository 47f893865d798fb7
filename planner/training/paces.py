"""Race times and training paces: the Daniels-Gilbert equations, and Riegel's power law.

The equations are those of Daniels and Gilbert, *Oxygen Power* (1979); the number they give is called the
Daniels-Gilbert index here. It fits races of about 3.5 minutes to 4 hours.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from planner.training.refusal import RefusedError
from planner.training.workouts import RunKind

METRES_PER_HALF = 21097.5
METRES_PER_MARATHON = 42195.0
MIN_INDEX, MAX_INDEX = 20.0, 85.0


def oxygen_cost(metres_per_minute: float) -> float:
    """Oxygen cost of running, ml/kg/min, at a speed in m/min (Daniels-Gilbert, first equation)."""
    return -4.60 + 0.182258 * metres_per_minute + 0.000104 * metres_per_minute**2


def sustainable_fraction(minutes: float) -> float:
    """Fraction of maximal oxygen uptake that can be held for that long (Daniels-Gilbert, second equation)."""
    return 0.8 + 0.1894393 * math.exp(-0.012778 * minutes) + 0.2989558 * math.exp(-0.1932605 * minutes)


def speed_at(oxygen: float) -> float:
    """Speed in m/min whose oxygen cost is ``oxygen`` ml/kg/min: the inverse of `oxygen_cost`."""
    return (-0.182258 + math.sqrt(0.182258**2 + 4 * 0.000104 * (4.60 + oxygen))) / (2 * 0.000104)


def race_index(distance_m: float, duration_s: float) -> float:
    """Daniels-Gilbert index of a race.

    Raises:
        RefusedError: The result lies outside 20 to 85, where the equations are not meant to be used.
    """
    minutes = duration_s / 60
    index = oxygen_cost(distance_m / minutes) / sustainable_fraction(minutes)
    _check_index(index)
    return index


def race_time(index: float, distance_m: float) -> float:
    """Seconds a runner of this index needs for a distance, found by bisection to a thousandth of a second.

    Raises:
        RefusedError: The index lies outside 20 to 85.
    """
    _check_index(index)
    low, high = distance_m / 12.0, distance_m / 0.5  # seconds, at 12 m/s and at 0.5 m/s
    while high - low > 1e-4:
        middle = (low + high) / 2
        minutes = middle / 60
        if oxygen_cost(distance_m / minutes) / sustainable_fraction(minutes) > index:
            low = middle
        else:
            high = middle
    return (low + high) / 2


@dataclass(frozen=True, slots=True)
class Paces:
    """Training paces in seconds a kilometre, from a Daniels-Gilbert index.

    Attributes:
        easy_fast: 73.5 % of the index.
        easy_slow: 63.0 %.
        threshold: 88 %.
        interval: 97.5 %.
    """

    easy_fast: float
    easy_slow: float
    threshold: float
    interval: float

    @property
    def easy(self) -> float:
        """The middle of the easy range, for estimates."""
        return (self.easy_fast + self.easy_slow) / 2


def paces_for_index(index: float) -> Paces:
    """Training paces for an index (fractions fitted to the tables of *Daniels' Running Formula*, 3rd edition).

    Raises:
        RefusedError: The index lies outside 20 to 85.
    """
    _check_index(index)

    def pace(fraction: float) -> float:
        return 60_000 / speed_at(fraction * index)

    return Paces(easy_fast=pace(0.735), easy_slow=pace(0.63), threshold=pace(0.88), interval=pace(0.975))


DEFAULT_EASY_PACE_S_PER_KM = 390.0
"""Easy pace assumed of a runner who has given none: 6:30 a kilometre. A default, not evidence."""

_PACE_BY_KIND = {
    RunKind.RECOVERY: 1.05,
    RunKind.EASY: 1.0,
    RunKind.LONG: 1.0,
    RunKind.HILLS: 0.97,
    RunKind.TEMPO: 0.90,
    RunKind.INTERVALS: 0.93,
    RunKind.RACE_PACE: 0.89,
    RunKind.TIME_TRIAL: 0.82,
    RunKind.RACE: 0.84,
}
"""Mean pace of a whole run of each kind as a share of easy pace, warm-up and recoveries included. A default, not
evidence: it only serves to guess how long a run takes, and the guess is marked as estimated."""


def estimate_duration(kind: RunKind, distance_m: float, easy_pace: float = DEFAULT_EASY_PACE_S_PER_KM) -> int:
    """Seconds a run probably takes; ``easy_pace`` in s/km. To be shown as estimated."""
    return round(distance_m / 1000 * easy_pace * _PACE_BY_KIND[kind])


def estimate_distance(kind: RunKind, duration_s: int, easy_pace: float = DEFAULT_EASY_PACE_S_PER_KM) -> float:
    """Metres a run probably covers, to the next 100 m; ``easy_pace`` in s/km. To be shown as estimated."""
    return round(duration_s / (easy_pace * _PACE_BY_KIND[kind]) * 10) * 100.0


def _check_index(index: float) -> None:
    if not MIN_INDEX <= index <= MAX_INDEX:
        raise RefusedError(
            f"A Daniels-Gilbert index of {index:.1f} is outside {MIN_INDEX:.0f} to {MAX_INDEX:.0f}, "
            "where the equations hold.",
        )
