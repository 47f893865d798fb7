"""Divide a run into its steps: warm-up, repetitions with their recoveries, cool-down, strides.

Every step has a distance, and together they are exactly as long as the run. A step has a range of paces where the
runner's paces are known; else it says how hard it is.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from planner.training.paces import Paces
from planner.training.steps import Intensity, Repeat, Step, StepKind

_WARMUP_S, _COOLDOWN_S = 600, 480
"""The least seconds of a warm-up and of a cool-down; rounding makes them 10 to 15 and about 10 minutes."""
_PACE_RANGE = 0.015
"""How far the ends of a step's range of paces are from its middle, as a share of it."""
_STRIDE_M = 100.0
STRIDES_NOTE = "about 20 s, relaxed and quick"
_MIN_EASY_PART_M = 1_000.0


@dataclass(frozen=True, slots=True)
class StepPaces:
    """What the steps of a plan's runs are made with.

    Attributes:
        easy_s_per_km: The easy pace in seconds a kilometre, for the length of warm-up and cool-down.
        easy_range: The fast and the slow end of easy running, which steps name; None where none is known.
        known: The training paces that steps name; None where none is known.
        race_s_per_km: The pace of the goal race in seconds a kilometre; None where none is known.
    """

    easy_s_per_km: float
    easy_range: tuple[int, int] | None = None
    known: Paces | None = None
    race_s_per_km: float | None = None

    @property
    def warmup_m(self) -> float:
        """A warm-up of 10 to 15 minutes in metres."""
        return math.ceil(_WARMUP_S / self.easy_s_per_km * 2) * 500.0

    @property
    def least_cooldown_m(self) -> float:
        """A cool-down of eight minutes in metres."""
        return math.ceil(_COOLDOWN_S / self.easy_s_per_km * 10) * 100.0


@dataclass(frozen=True, slots=True)
class Repetitions:
    """Fast running of the same length, with a recovery after each.

    Attributes:
        count: How many there are.
        metres: Length of one.
        recovery_m: Length of each recovery; 0 for a single one.
        intensity: How hard they are.
        pace_s_per_km: Their pace in seconds a kilometre; None where it is not known.
        note: Half a sentence more, or None.
        recovery_note: The same for the recoveries.
    """

    count: int
    metres: float
    recovery_m: float
    intensity: Intensity
    pace_s_per_km: float | None = None
    note: str | None = None
    recovery_note: str | None = None

    @property
    def fast_m(self) -> float:
        """All of them together in metres, without the recoveries."""
        return self.count * self.metres

    @property
    def total_m(self) -> float:
        """All of them together in metres, with the recoveries."""
        return self.count * (self.metres + (self.recovery_m if self.count > 1 else 0.0))


def least_length(repetitions: Repetitions, paces: StepPaces) -> float:
    """Return the length in metres of a run with these repetitions, to the next half kilometre."""
    return math.ceil((paces.warmup_m + repetitions.total_m + paces.least_cooldown_m) / 500 - 1e-9) * 500.0


def repetition_steps(run_m: float, repetitions: Repetitions, paces: StepPaces) -> tuple[Step | Repeat, ...]:
    """Return warm-up, repetitions and cool-down of a run of at least `least_length` metres.

    What the run has more than these need is an easy part after the warm-up.
    """
    spare = run_m - least_length(repetitions, paces)
    easy_m = spare if spare >= _MIN_EASY_PART_M else 0.0
    work = Step(
        StepKind.WORK,
        repetitions.metres,
        pace_s_per_km=pace_range(repetitions.pace_s_per_km),
        intensity=repetitions.intensity,
        note=repetitions.note,
    )
    recovery = easy_step(StepKind.RECOVERY, repetitions.recovery_m, paces, repetitions.recovery_note)
    parts: list[Step | Repeat] = [easy_step(StepKind.WARMUP, paces.warmup_m, paces)]
    if easy_m:
        parts.append(easy_step(StepKind.WORK, easy_m, paces))
    parts.append(work if repetitions.count == 1 else Repeat(repetitions.count, (work, recovery)))
    cooldown_m = run_m - paces.warmup_m - easy_m - repetitions.total_m
    return (*parts, easy_step(StepKind.COOLDOWN, cooldown_m, paces))


def fast_end_steps(
    run_m: float, fast_m: float, intensity: Intensity, paces: StepPaces, note: str | None
) -> tuple[Step, ...]:
    """Return an easy part and a last part at race pace."""
    pace = pace_range(paces.race_s_per_km)
    fast = Step(StepKind.WORK, fast_m, pace_s_per_km=pace, intensity=intensity, note=note)
    return easy_step(StepKind.WORK, run_m - fast_m, paces), fast


def strides_steps(run_m: float, count: int, paces: StepPaces) -> tuple[Step | Repeat, ...]:
    """Return an easy run that ends with strides, each followed by as much easy running."""
    stride = Step(StepKind.STRIDES, _STRIDE_M, intensity=Intensity.REPETITION, note=STRIDES_NOTE)
    recovery = easy_step(StepKind.RECOVERY, _STRIDE_M, paces)
    return easy_step(StepKind.WORK, run_m - 2 * count * _STRIDE_M, paces), Repeat(count, (stride, recovery))


def easy_step(kind: StepKind, metres: float, paces: StepPaces, note: str | None = None) -> Step:
    """Return an easy step of some metres."""
    return Step(kind, metres, pace_s_per_km=paces.easy_range, intensity=Intensity.EASY, note=note)


def pace_range(pace: float | None) -> tuple[int, int] | None:
    """Return a range of paces about a pace, in whole seconds a kilometre; None for None."""
    if pace is None:
        return None
    return round(pace * (1 - _PACE_RANGE)), round(pace * (1 + _PACE_RANGE))
