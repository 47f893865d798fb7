"""Charts of weeks as numbers: the parts of a bar and its axis, which the screen and pictures draw."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from planner.training.formatting import DECIMALS_BELOW, format_clock, format_hours_minutes
from planner.training.races import METRES_PER_UNIT, Unit


class ValueFormat(Enum):
    """The unit of a metric, which decides how its values are written and where its axis has its ticks."""

    DISTANCE = "distance"
    """Metres, shown in the runner's unit with one decimal."""
    NUMBER = "number"
    """Whole numbers: sessions, metres, kg·m, AU."""
    RATIO = "ratio"
    """A number with one decimal."""
    HOURS = "hours"
    """Seconds, shown as hours and minutes."""
    MINUTES = "minutes"
    """Seconds, shown as minutes and seconds."""


_ROUND_STEPS = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0)
_MINUTE, _HOUR = 60, 3600
_STEPS_UNDER_HOURS = (5, 10, 15, 20, 30, 60, 90, 120, 180, 240, 300, 360, 480)
"""Minutes between the ticks of a scale in hours."""
_STEPS_UNDER_MINUTES = (5, 10, 15, 20, 30, 45, 60, 90, 120, 150, 180, 240, 300)
"""Seconds between the ticks of a scale in minutes."""
_MAX_TICKS = 5
_SINGLE_TICK_FACTOR = 0.8
"""Weight of a scale with a single tick: slightly lower bars on a scale with two ticks are easier to read."""
_EMPTY_AXIS_TOP = {
    ValueFormat.DISTANCE: 10_000.0,
    ValueFormat.NUMBER: 4.0,
    ValueFormat.RATIO: 1.0,
    ValueFormat.HOURS: 1.0 * _HOUR,
    ValueFormat.MINUTES: 1.0 * _MINUTE,
}
"""The top of an axis without values, in SI units."""


@dataclass(frozen=True, slots=True)
class Amount:
    """The value of one metric in one week, in SI units.

    Attributes:
        done: What was done.
        planned: What the plan asked for; None for a metric without a plan.
        remaining: The part of the plan that is still ahead.
        estimated_sessions: Number of sessions counted with an estimated rating or duration.
        unknown_runs: Number of runs that were done and add nothing, because the figure is unknown.
        made_afterwards: The part of the plan that was made once its day was over and is not marked.
    """

    done: float
    planned: float | None = None
    remaining: float = 0.0
    estimated_sessions: int = 0
    unknown_runs: int = 0
    made_afterwards: float = 0.0

    @property
    def shortfall(self) -> float:
        """The part of the plan that was due and not done; never below 0."""
        return max(round((self.planned or 0.0) - self.done - self.remaining - self.made_afterwards, 3), 0.0)

    @property
    def total(self) -> float:
        """Done, remaining and shortfall together: the plan, or more where more was done."""
        return self.done + self.remaining + self.shortfall

    @property
    def asked(self) -> float:
        """What the plan asks for; for a metric without a plan what was done and what is still ahead."""
        return self.total if self.planned is None else self.planned

    def __add__(self, other: Amount) -> Amount:
        """Return the sum of two weeks; it has no plan if either has none."""
        planned = None if self.planned is None or other.planned is None else self.planned + other.planned
        return Amount(
            self.done + other.done,
            planned,
            self.remaining + other.remaining,
            self.estimated_sessions + other.estimated_sessions,
            self.unknown_runs + other.unknown_runs,
            self.made_afterwards + other.made_afterwards,
        )


def format_value(value: float, value_format: ValueFormat, unit: Unit) -> str:
    """Format a value for a column, without its unit: ``18.3``, ``5 600``, ``1.2``, ``1:41``, ``3:00``."""
    if value_format is ValueFormat.DISTANCE:
        shown = value / METRES_PER_UNIT[unit]
        return (f"{shown:,.0f}" if shown >= DECIMALS_BELOW else f"{shown:.1f}").replace(",", " ")
    if value_format is ValueFormat.NUMBER:
        return f"{value:,.0f}".replace(",", " ")
    if value_format is ValueFormat.RATIO:
        return f"{value:.1f}"
    return format_clock(round(value)) if value_format is ValueFormat.MINUTES else format_hours_minutes(value)


@dataclass(frozen=True, slots=True)
class Axis:
    """A scale that starts at 0.

    Attributes:
        top: The value at its upper end, in SI units.
        rows: Rows from 0 to the top.
        ticks: ``(rows above 0, label)`` from the top down, without 0.
    """

    top: float
    rows: int
    ticks: tuple[tuple[int, str], ...]

    def bar_height(self, value: float, steps_per_row: int) -> int:
        """Return the height of a value in ``steps_per_row``-ths of a row, at least 1 for a value above zero."""
        exact = value / self.top * self.rows * steps_per_row
        return min(max(round(exact), 1), self.rows * steps_per_row) if value > 0 else 0


def fit_axis(maximum: float, rows: int, value_format: ValueFormat, unit: Unit) -> Axis:
    """Choose the scale that shows values up to ``maximum`` largest, with at least two ticks where that costs little.

    Args:
        maximum: The largest value, in SI units; 0 gives an axis of a usual size.
        rows: Available rows, at least 1.
        value_format: How values are counted.
        unit: The runner's unit of distance.
    """
    reach = maximum if maximum > 0 else _EMPTY_AXIS_TOP[value_format]
    best: tuple[float, int, Axis] | None = None
    for count in range(1, min(max(rows // 2, 1), _MAX_TICKS) + 1):
        step = next(
            step for step in _round_steps(value_format, unit, reach / count) if step * count >= reach * (1 - 1e-9)
        )
        rows_per_tick = rows // count
        ticks = tuple(
            (rows_per_tick * number, _tick_label(step * number, value_format, unit)) for number in range(count, 0, -1)
        )
        axis = Axis(step * count, rows_per_tick * count, ticks)
        weight = 1.0 if count > 1 else _SINGLE_TICK_FACTOR
        score = round(reach / axis.top * axis.rows * weight, 3)
        if best is None or (score, count) > best[:2]:
            best = score, count, axis
    assert best is not None
    return best[2]


def _tick_label(value: float, value_format: ValueFormat, unit: Unit) -> str:
    if value_format is ValueFormat.DISTANCE:
        return f"{value / METRES_PER_UNIT[unit]:,.10g}".replace(",", " ")
    if value_format is ValueFormat.RATIO:
        return f"{value:.10g}"
    return format_value(value, value_format, unit)


def _round_steps(value_format: ValueFormat, unit: Unit, minimum: float) -> Iterator[float]:
    """Yield round steps in SI units, rising from a value at or below ``minimum``."""
    if value_format is ValueFormat.HOURS:
        yield from (step * _MINUTE for step in _STEPS_UNDER_HOURS)
        yield from (step * _HOUR for step in _decade_steps(10))
    elif value_format is ValueFormat.MINUTES:
        yield from _STEPS_UNDER_MINUTES
        yield from (step * _MINUTE for step in _decade_steps(10) if step.is_integer())
    elif value_format is ValueFormat.NUMBER:
        yield from (step for step in _decade_steps(max(minimum, 1)) if step.is_integer())
    else:
        factor = METRES_PER_UNIT[unit] if value_format is ValueFormat.DISTANCE else 1.0
        yield from (step * factor for step in _decade_steps(max(minimum / factor, 0.1)))


def _decade_steps(minimum: float) -> Iterator[float]:
    """Yield 1, 1.5, 2, 2.5, 3, 4, 5 times rising powers of ten, from the power at or below ``minimum``."""
    # log10 of a power of ten may come out just below the whole number.
    power = math.floor(math.log10(minimum) + 1e-9)
    while True:
        yield from (round(step * 10.0**power, 6) for step in _ROUND_STEPS)
        power += 1
