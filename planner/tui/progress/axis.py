"""The scale beside the bars: round numbers, on the edges between lines, so that a mark stands exactly where it says."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from planner.training.races import METRES_PER_UNIT, Unit
from planner.tui.progress.figures import ValueFormat, format_value

_ROUND_STEPS = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0)
_MINUTE, _HOUR = 60, 3600
_STEPS_UNDER_HOURS = (5, 10, 15, 20, 30, 60, 90, 120, 180, 240, 300, 360, 480)
_STEPS_UNDER_MINUTES = (5, 10, 15, 20, 30, 45, 60, 90, 120, 150, 180, 240, 300)
_MAX_TICKS = 5
_SINGLE_TICK_FACTOR = 0.8
"""How much less a scale with a single mark is worth: bars a little lower but better to read are preferred."""
_EMPTY_AXIS_TOP = {
    ValueFormat.DISTANCE: 10_000.0,
    ValueFormat.NUMBER: 4.0,
    ValueFormat.RATIO: 1.0,
    ValueFormat.HOURS: 1.0 * _HOUR,
    ValueFormat.MINUTES: 1.0 * _MINUTE,
}


@dataclass(frozen=True, slots=True)
class Axis:
    """A scale from 0.

    Attributes:
        top: The value at its upper end, in SI.
        rows: Lines from 0 to there.
        ticks: ``(lines above 0, label)`` from the top down, 0 left out.
    """

    top: float
    rows: int
    ticks: tuple[tuple[int, str], ...]

    def bar_height(self, value: float, steps_per_row: int) -> int:
        """Return the height of a value in ``steps_per_row``-ths of a line, at least 1 for a value above zero."""
        exact = value / self.top * self.rows * steps_per_row
        return min(max(round(exact), 1), self.rows * steps_per_row) if value > 0 else 0


def fit_axis(maximum: float, rows: int, value_format: ValueFormat, unit: Unit) -> Axis:
    """The scale on which values up to ``maximum`` come out largest, with two marks at least where that costs little.

    Args:
        maximum: The largest value, SI; where it is 0, an empty scale of a usual size.
        rows: Lines there are, at least 1.
        value_format: What is counted.
        unit: The runner's unit of distance.
    """
    reach = maximum if maximum > 0 else _EMPTY_AXIS_TOP[value_format]
    best: tuple[float, int, Axis] | None = None
    for count in range(1, min(max(rows // 2, 1), _MAX_TICKS) + 1):
        step = next(
            step for step in _round_steps(value_format, unit, reach / count) if step * count >= reach * (1 - 1e-9)
        )
        each = rows // count
        top = step * count
        marks = tuple((each * number, _tick_label(step * number, value_format, unit)) for number in range(count, 0, -1))
        axis = Axis(top, each * count, marks)
        worth = 1.0 if count > 1 else _SINGLE_TICK_FACTOR
        shown = (round(reach / top * axis.rows * worth, 3), count, axis)
        if best is None or shown[:2] > best[:2]:
            best = shown
    assert best is not None
    return best[2]


def _tick_label(value: float, value_format: ValueFormat, unit: Unit) -> str:
    if value_format is ValueFormat.DISTANCE:
        return f"{value / METRES_PER_UNIT[unit]:,.10g}".replace(",", " ")
    if value_format is ValueFormat.RATIO:
        return f"{value:.10g}"
    return format_value(value, value_format, unit)


def _round_steps(value_format: ValueFormat, unit: Unit, minimum: float) -> Iterator[float]:
    """Round steps in SI, rising, from somewhere at or below ``minimum``."""
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
    """1, 1.5, 2, 2.5, 3, 4, 5 and their tenfolds, from the power of ten at or below ``minimum``."""
    power = math.floor(math.log10(minimum) + 1e-9)
    while True:
        yield from (round(step * 10.0**power, 6) for step in _ROUND_STEPS)
        power += 1
