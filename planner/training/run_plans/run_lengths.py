"""Share the metres of a week out among its runs."""

from __future__ import annotations

from collections.abc import Mapping

from planner.training.run_plans.long_runs import round_down_run

_MAX_EASY_SHARE = 1.0
"""An easy run is at most this share of the mean of the week's runs without the long one, if fast runs can be longer."""


def share_run_lengths(
    room: float, most: float, weights: Mapping[int, float], fixed: Mapping[int, float]
) -> dict[int, float]:
    """Return the metres of each day's run; together the room there is, to within half a kilometre.

    Args:
        room: Metres of all these runs together.
        most: The longest that one of them may be, in metres.
        weights: How the easy runs compare in length, by weekday.
        fixed: What the other runs need, in metres, by weekday.
    """
    days = sorted((*weights, *fixed))
    most_easy = min(most, _MAX_EASY_SHARE * room / len(days)) if fixed else most
    shares = _share_out(max(room - sum(fixed.values()), 0.0), weights, most_easy)
    lengths = {day: fixed[day] if day in fixed else round_down_run(min(shares[day], most_easy)) for day in days}
    # Rounding down has left metres over, or the easy runs are full: easy and short runs get them first.
    left_m = room - sum(lengths.values())
    for limit in (most_easy, most):
        for day in sorted(days, key=lambda day: (day in fixed, lengths[day], day)):
            step = 500.0 if day in fixed or lengths[day] >= 5_000 else 100.0
            highest = limit if step == 500 else min(limit, 5_000)
            while left_m >= step - 1e-6 and lengths[day] + step <= highest:
                lengths[day] += step
                left_m -= step
    return lengths


def _share_out(room: float, weights: Mapping[int, float], most: float) -> dict[int, float]:
    """Share metres out by weight, none above `most`; what a day cannot take goes to the others."""
    shares: dict[int, float] = {}
    remaining = dict(weights)
    while remaining:
        each = room / sum(remaining.values())
        full = [day for day, weight in remaining.items() if weight * each > most]
        if not full:
            return shares | {day: weight * each for day, weight in remaining.items()}
        for day in full:
            shares[day] = most
            room -= most
            del remaining[day]
    return shares
