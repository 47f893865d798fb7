"""One distance for two runs: how a day's figure is shared out between its morning and its evening."""

from __future__ import annotations

from collections.abc import Sequence

from planner.exchange.measurewords import MeasureRange


def split_distance(
    total_m: float,
    ranges: Sequence[MeasureRange | None],
    is_hard: Sequence[bool],
    rounding_m: float,
) -> tuple[tuple[float, float], bool]:
    """The two distances in metres; they add up to ``total_m`` to the millimetre.

    Within the ranges of both runs, both move up from their lower ends by the same share of their range; beyond them,
    both are stretched or shrunk alike. But what a day has beyond both ranges belongs to the one hard run among them:
    its words leave out the warm-up. Where only one run has a distance, the other takes the rest.

    Args:
        total_m: The day's distance.
        ranges: What the words say of each run, or None.
        is_hard: Which of the runs is hard for its pace.
        rounding_m: The morning is rounded to this, where that leaves something for the evening.

    Returns:
        The two distances, and whether they are equal parts for want of words.
    """
    morning, evening = ranges
    if (
        morning is not None
        and evening is not None
        and total_m > morning.high + evening.high
        and is_hard[0] != is_hard[1]
    ):
        morning, evening = (None, evening) if is_hard[0] else (morning, None)
    if morning is not None and evening is not None:
        first = _split_by_ranges(total_m, morning, evening)
    elif morning is not None:
        first = _distance_of_one(total_m, morning)
    elif evening is not None:
        first = total_m - _distance_of_one(total_m, evening)
    else:
        first = total_m / 2
    stepped = round(first / rounding_m) * rounding_m
    first = round(stepped if 0 < stepped < total_m else first, 3)
    return (first, round(total_m - first, 3)), morning is None and evening is None


def _split_by_ranges(total: float, morning: MeasureRange, evening: MeasureRange) -> float:
    low, high = morning.low + evening.low, morning.high + evening.high
    if total <= low:
        return total * morning.low / low
    if total >= high:
        return total * morning.high / high
    return morning.low + (morning.high - morning.low) * (total - low) / (high - low)


def _distance_of_one(total: float, span: MeasureRange) -> float:
    """The run's upper end, else its lower one, else half of the day: the other run must have something left."""
    return next((end for end in (span.high, span.low) if 0 < end < total), total / 2)
