"""The scale beside the bars: round numbers, on the edges between lines, so that a mark stands exactly where it says."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from planner.training.races import METRES_PER, Unit
from planner.tui.progress.figures import Scale, write

_ROUND = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0)
_MINUTE, _HOUR = 60, 3600
_ROUND_HOURS = (5, 10, 15, 20, 30, 60, 90, 120, 180, 240, 300, 360, 480)
_ROUND_MINUTES = (5, 10, 15, 20, 30, 45, 60, 90, 120, 150, 180, 240, 300)
_MOST_MARKS = 5
_ONE_MARK = 0.8
"""How much less a scale with a single mark is worth: bars a little lower but better to read are preferred."""
_WHEN_NOTHING = {
    Scale.DISTANCE: 10_000.0,
    Scale.NUMBER: 4.0,
    Scale.RATIO: 1.0,
    Scale.HOURS: 1.0 * _HOUR,
    Scale.MINUTES: 1.0 * _MINUTE,
}


@dataclass(frozen=True, slots=True)
class Axis:
    """A scale from 0.

    Attributes:
        top: The value at its upper end, in SI.
        rows: Lines from 0 to there.
        marks: ``(lines above 0, label)`` from the top down, 0 left out.
    """

    top: float
    rows: int
    marks: tuple[tuple[int, str], ...]

    def steps(self, value: float, per_row: int) -> int:
        """How high a value reaches, in ``per_row``-ths of a line; what is more than nothing reaches at least one."""
        exact = value / self.top * self.rows * per_row
        return min(max(round(exact), 1), self.rows * per_row) if value > 0 else 0


def axis_for(most: float, rows: int, scale: Scale, unit: Unit) -> Axis:
    """The scale on which values up to ``most`` come out largest, with two marks at least where that costs little.

    Args:
        most: The largest value, SI; where it is 0, an empty scale of a usual size.
        rows: Lines there are, at least 1.
        scale: What is counted.
        unit: The runner's unit of distance.
    """
    reach = most if most > 0 else _WHEN_NOTHING[scale]
    best: tuple[float, int, Axis] | None = None
    for count in range(1, min(max(rows // 2, 1), _MOST_MARKS) + 1):
        step = next(step for step in _round_steps(scale, unit, reach / count) if step * count >= reach * (1 - 1e-9))
        each = rows // count
        top = step * count
        marks = tuple((each * number, _label(step * number, scale, unit)) for number in range(count, 0, -1))
        axis = Axis(top, each * count, marks)
        worth = 1.0 if count > 1 else _ONE_MARK
        shown = (round(reach / top * axis.rows * worth, 3), count, axis)
        if best is None or shown[:2] > best[:2]:
            best = shown
    assert best is not None
    return best[2]


def _label(value: float, scale: Scale, unit: Unit) -> str:
    if scale is Scale.DISTANCE:
        return f"{value / METRES_PER[unit]:,.10g}".replace(",", " ")
    if scale is Scale.RATIO:
        return f"{value:.10g}"
    return write(value, scale, unit)


def _round_steps(scale: Scale, unit: Unit, least: float) -> Iterator[float]:
    """Round steps in SI, rising, from somewhere at or below ``least``."""
    if scale is Scale.HOURS:
        yield from (step * _MINUTE for step in _ROUND_HOURS)
        yield from (step * _HOUR for step in _powers(10))
    elif scale is Scale.MINUTES:
        yield from _ROUND_MINUTES
        yield from (step * _MINUTE for step in _powers(10) if step.is_integer())
    elif scale is Scale.NUMBER:
        yield from (step for step in _powers(max(least, 1)) if step.is_integer())
    else:
        factor = METRES_PER[unit] if scale is Scale.DISTANCE else 1.0
        yield from (step * factor for step in _powers(max(least / factor, 0.1)))


def _powers(least: float) -> Iterator[float]:
    """1, 1.5, 2, 2.5, 3, 4, 5 and their tenfolds, from the power of ten at or below ``least``."""
    power = math.floor(math.log10(least) + 1e-9)
    while True:
        yield from (round(step * 10.0**power, 6) for step in _ROUND)
        power += 1
