"""The steps of a structured run: warm-up, repetitions with their recoveries, cool-down.

A step is run for a distance or for a time. A run whose steps all have a distance is as long as their sum; one whose
steps all have a time takes their sum.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class StepKind(StrEnum):
    """What a step is for."""

    WARMUP = "warmup"
    WORK = "work"
    RECOVERY = "recovery"
    COOLDOWN = "cooldown"
    STRIDES = "strides"


class Intensity(StrEnum):
    """How hard a step is, by the training pace that it is run at (``tlgs``); the JSON documents call it effort."""

    EASY = "easy"
    MARATHON = "marathon"
    THRESHOLD = "threshold"
    INTERVAL = "interval"
    REPETITION = "repetition"


@dataclass(frozen=True, slots=True)
class Step:
    """One part of a run, run for a distance or for a time.

    Attributes:
        kind: What it is for.
        distance_m: Metres; None for a step by time.
        duration_s: Seconds; None for a step by distance.
        pace_s_per_km: The fastest and the slowest pace in seconds a kilometre, or None.
        intensity: How hard it is, or None.
        note: Half a sentence more, such as ``uphill``, or None.
    """

    kind: StepKind
    distance_m: float | None = None
    duration_s: int | None = None
    pace_s_per_km: tuple[int, int] | None = None
    intensity: Intensity | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Repeat:
    """Steps that are repeated.

    Attributes:
        count: How often they are run, at least 2.
        steps: The steps of one repetition.
    """

    count: int
    steps: tuple[Step, ...]


def single_steps(steps: tuple[Step | Repeat, ...]) -> Iterator[Step]:
    """Yield every step as often as it is run, in order."""
    for part in steps:
        if isinstance(part, Repeat):
            for _ in range(part.count):
                yield from part.steps
        else:
            yield part


def steps_distance_m(steps: tuple[Step | Repeat, ...]) -> float | None:
    """Return the metres of all steps together; None without steps, and where one of them is run for a time."""
    total = 0.0
    for step in single_steps(steps):
        if step.distance_m is None:
            return None
        total += step.distance_m
    return total if steps else None


def steps_duration_s(steps: tuple[Step | Repeat, ...]) -> int | None:
    """Return the seconds of all steps together; None without steps, and where one of them is run for a distance."""
    total = 0
    for step in single_steps(steps):
        if step.duration_s is None:
            return None
        total += step.duration_s
    return total if steps else None
