"""The paces of a plan request: its easy pace, the training paces its runs name, and the pace of its race."""

from __future__ import annotations

from functools import lru_cache

from planner.training.formatting import format_clock
from planner.training.paces import Paces
from planner.training.run_plans.goals import PlanRequest
from planner.training.runner_paces import PaceOrigin, RunnerPaces, paces_of_request

_OWN_PACE_RANGE = 0.05
"""How far easy running goes to both sides of the runner's own easy pace, as a share of it."""


def easy_pace(request: PlanRequest) -> float:
    """Return the easy pace in seconds a kilometre: the runner's own, else from the recent race, else by level."""
    return _easy_pace(paces_of_request(request))


@lru_cache(maxsize=64)
def _easy_pace(paces: RunnerPaces) -> float:
    return paces.easy  # a plan asks for it thousands of times


def training_paces(request: PlanRequest) -> Paces | None:
    """Return the training paces; None where the runner's easy pace is only assumed."""
    paces = paces_of_request(request)
    return None if paces.origin is PaceOrigin.ASSUMED else paces.training


def easy_range(request: PlanRequest) -> tuple[int, int] | None:
    """Return the fast and the slow end of easy running in seconds a kilometre; None where the pace is only assumed.

    They are about the runner's own easy pace, else the ends that follow from the recent race.
    """
    if request.easy_pace is not None:
        return round(request.easy_pace * (1 - _OWN_PACE_RANGE)), round(request.easy_pace * (1 + _OWN_PACE_RANGE))
    paces = training_paces(request)
    return None if paces is None else (round(paces.easy_fast), round(paces.easy_slow))


def predicted_race_s(request: PlanRequest) -> float | None:
    """Return the seconds that the goal race would take; None without a race, or where the pace is only assumed."""
    race_m = request.settings.race_m
    if race_m is None or training_paces(request) is None:
        return None
    return paces_of_request(request).race_time(race_m)


def predicted_race_pace(request: PlanRequest) -> float | None:
    """Return the pace of the goal race in seconds a kilometre; None where its time cannot be predicted."""
    seconds, metres = predicted_race_s(request), request.settings.race_m
    return None if seconds is None or metres is None else seconds / metres * 1000


def format_pace_per_km(seconds: float) -> str:
    """Format a pace in seconds a kilometre: ``4:32/km``."""
    return f"{format_clock(round(seconds))}/km"


def at_pace_text(pace: float | None) -> str:
    """Return a pace in seconds a kilometre as the end of a title, `` at 4:32/km``; empty for None."""
    return "" if pace is None else f" at {format_pace_per_km(pace)}"
