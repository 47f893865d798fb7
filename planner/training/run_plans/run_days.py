"""Choose on how many of its run days a week runs, and on which: no more than give each run a sensible length.

The lengths are this planner's defaults, not evidence.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from planner.training.run_plans.goals import PlanRequest

USUAL_LEAST_RUN_M = 2_000.0
"""The least mean length of a week's runs that is asked for by default, in metres."""
_LEAST_RUN_M, _LEAST_TAPER_RUN_M = 1_500.0, 1_000.0
"""The least length of the runs that share half a week, in metres; shorter in the taper, which keeps their number."""


def run_day_count(request: PlanRequest, week_m: float) -> int:
    """Return on how many days a week of some metres runs: all where each run is long enough, and at least two."""
    return _count(request, week_m, _LEAST_RUN_M)


def taper_run_day_count(request: PlanRequest, week_m: float, peak_week_m: float) -> int:
    """Return on how many days a tapering week runs: on no more than the peak week does."""
    return min(_count(request, week_m, _LEAST_TAPER_RUN_M), run_day_count(request, peak_week_m))


def spread_days(days: Sequence[int], count: int, kept: Sequence[int]) -> list[int]:
    """Return some of a week's days: those that are kept first, then the ones farthest from the others.

    Args:
        days: Weekdays to choose from, in order.
        count: How many are wanted.
        kept: Weekdays to keep, the most important first; those that are not among the days are left out.
    """
    chosen = [day for day in kept if day in days][:1]
    while len(chosen) < min(count, len(days)):
        open_days = [day for day in days if day not in chosen]
        chosen.append(
            max(open_days, key=lambda day: (_distance(day, chosen), day in kept, _distance(day, kept[:1]), -day))
        )
    return sorted(chosen)


def _count(request: PlanRequest, week_m: float, least_m: float) -> int:
    usual = len(request.run_days)
    return usual if math.isinf(week_m) else min(usual, max(1 + int(week_m / 2 / least_m + 1e-9), 2))


def _distance(day: int, others: Sequence[int]) -> int:
    """Return the days between a weekday and the nearest of some others, whichever comes first."""
    return min((min((day - other) % 7, (other - day) % 7) for other in others), default=0)
