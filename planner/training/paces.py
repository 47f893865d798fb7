"""Compute race times and training paces with the Daniels-Gilbert equations.

The equations are those of *Oxygen Power* (``tlgs``); the number they give is called the Daniels-Gilbert index here. It
fits races of about 3.5 minutes to 4 hours.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

from planner.training.refusal import RefusedError
from planner.training.steps import Intensity
from planner.training.workouts import RunKind

METRES_PER_HALF = 21097.5
METRES_PER_MARATHON = 42195.0
_MIN_INDEX, _MAX_INDEX = 20.0, 85.0
EASY_SHARE = 0.68
"""Easy running as a share of the index: the middle of its range, 59 to 74 % (``tlgs``)."""


def oxygen_cost(metres_per_minute: float) -> float:
    """Return the oxygen cost of running in ml/kg/min at a speed in m/min (``tlgs``, first equation)."""
    return -4.60 + 0.182258 * metres_per_minute + 0.000104 * metres_per_minute**2


def sustainable_fraction(minutes: float) -> float:
    """Return the share of maximal oxygen uptake that can be sustained for some minutes (``tlgs``, second equation)."""
    return 0.8 + 0.1894393 * math.exp(-0.012778 * minutes) + 0.2989558 * math.exp(-0.1932605 * minutes)


def speed_at(oxygen: float) -> float:
    """Return the speed in m/min that has an oxygen cost in ml/kg/min; the inverse of `oxygen_cost`."""
    return (-0.182258 + math.sqrt(0.182258**2 + 4 * 0.000104 * (4.60 + oxygen))) / (2 * 0.000104)


def race_index(distance_m: float, duration_s: float) -> float:
    """Return the Daniels-Gilbert index of a race, from its metres and seconds.

    Raises:
        RefusedError: The index is outside 20 to 85, where the equations are not meant to be used.
    """
    minutes = duration_s / 60
    index = oxygen_cost(distance_m / minutes) / sustainable_fraction(minutes)
    _check_index(index)
    return index


def race_time(index: float, distance_m: float) -> float:
    """Return the seconds a runner of an index needs for some metres, found by bisection to 0.1 ms.

    Raises:
        RefusedError: The index is outside 20 to 85.
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
        easy_fast: The fast end of easy running: 73.5 % of the index.
        easy: Easy running where one figure is needed, as for estimates: 68 %.
        easy_slow: The slow end: 63 %.
        marathon: The pace of the predicted marathon.
        threshold: 88 %.
        interval: 97.5 %.
        repetition: 15 s faster than `interval`, 20 s below an index of 50.
    """

    easy_fast: float
    easy: float
    easy_slow: float
    marathon: float
    threshold: float
    interval: float
    repetition: float

    def at(self, intensity: Intensity) -> float:
        """Return the pace of an intensity in seconds a kilometre."""
        return {
            Intensity.EASY: self.easy,
            Intensity.MARATHON: self.marathon,
            Intensity.THRESHOLD: self.threshold,
            Intensity.INTERVAL: self.interval,
            Intensity.REPETITION: self.repetition,
        }[intensity]


@cache
def paces_for_index(index: float) -> Paces:
    """Return the training paces for an index, by shares that are fitted to the tables of Daniels' book (``tlgs``).

    Raises:
        RefusedError: The index is outside 20 to 85.
    """
    _check_index(index)

    def pace(share: float) -> float:
        return 60_000 / speed_at(share * index)  # m/min to s/km

    return Paces(
        easy_fast=pace(0.735),
        easy=pace(EASY_SHARE),
        easy_slow=pace(0.63),
        marathon=race_time(index, METRES_PER_MARATHON) / METRES_PER_MARATHON * 1000,
        threshold=pace(0.88),
        interval=pace(0.975),
        repetition=pace(0.975) - (15 if index >= 50 else 20),
    )


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
"""Time a kilometre of a whole run of each kind as a share of easy pace, warm-up and recoveries included. A default,
not evidence: it is only used to estimate how long a run takes, and the estimate is marked."""


def estimate_duration(kind: RunKind, distance_m: float, easy_pace: float) -> int:
    """Estimate the seconds of a run from its metres and the easy pace in seconds a kilometre."""
    return round(distance_m / 1000 * easy_pace * _PACE_BY_KIND[kind])


def estimate_distance(kind: RunKind, duration_s: int, easy_pace: float) -> float:
    """Estimate the metres of a run, to 100 m, from its seconds and the easy pace in seconds a kilometre."""
    return round(duration_s / (easy_pace * _PACE_BY_KIND[kind]) * 10) * 100.0


def is_valid_index(index: float) -> bool:
    """Return whether an index is within 20 to 85, where the equations hold."""
    return _MIN_INDEX <= index <= _MAX_INDEX


def _check_index(index: float) -> None:
    if not is_valid_index(index):
        raise RefusedError(
            f"A Daniels-Gilbert index of {index:.1f} is outside {_MIN_INDEX:.0f} to {_MAX_INDEX:.0f}, "
            "where the equations hold."
        )
