"""Compute ACWR, the load of the last days next to that of the last weeks, in the three ways that papers use.

Nothing is planned, warned of or coloured by it: the criticism next to it says why. It is shown only to who asks for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from planner.text import join_words

ACUTE_DAYS, CHRONIC_DAYS = 7, 28
"""Days of the two averages."""
CRITICISM = (
    "What speaks against it: dividing by random or fixed loads does about as well (Impell20), the rolling form "
    "correlates with itself because its week is part of its month (Lolli19), and in 5,205 runners higher values went "
    "with fewer injuries (Frandsen25). No range of it is called good here, and it changes nothing."
)
"""What is said wherever the ratios are shown."""
DEFINITION = (
    "Mean daily load of the last 7 days over that of the last 28 (rolling) or of the 21 before them (uncoupled), or "
    "the same of exponential averages from the first recorded day on: each day E += (load - E) * 2 / (n + 1) "
    "(Williams17)."
)
"""How the ratios are worked out."""


@dataclass(frozen=True, slots=True)
class WorkloadRatios:
    """ACWR of one day, each None where it is undefined because nothing was done in the longer time.

    Attributes:
        rolling: Mean of 7 days over the mean of the 28 that contain them: the coupled form.
        uncoupled: Mean of 7 days over the mean of the 21 before them.
        exponential: Exponential average over 7 days over the one over 28 days (EWMA).
    """

    rolling: float | None
    uncoupled: float | None
    exponential: float | None

    @property
    def text(self) -> str:
        """The three ratios in words."""
        named = (("rolling", self.rolling), ("uncoupled", self.uncoupled), ("exponential", self.exponential))
        return join_words(f"{name} {'undefined' if ratio is None else f'{ratio:.2f}'}" for name, ratio in named)


def workload_ratios(daily: Sequence[float]) -> WorkloadRatios | None:
    """Return ACWR of the last of some days; None where they are fewer than 28.

    The exponential averages start from the first day's load, as in ``Williams17``.

    Args:
        daily: Load of each day in order, in AU, rest days as 0, from the first recorded day on.
    """
    if len(daily) < CHRONIC_DAYS:
        return None
    recent = daily[-ACUTE_DAYS:]
    month = daily[-CHRONIC_DAYS:]
    acute = sum(recent) / ACUTE_DAYS
    return WorkloadRatios(
        _ratio(acute, sum(month) / CHRONIC_DAYS),
        _ratio(acute, sum(month[:-ACUTE_DAYS]) / (CHRONIC_DAYS - ACUTE_DAYS)),
        _ratio(exponential_average(daily, ACUTE_DAYS), exponential_average(daily, CHRONIC_DAYS)),
    )


def exponential_average(daily: Sequence[float], days: int) -> float:
    """Return the exponential average after the last day: ``E += (load - E) * 2 / (n + 1)`` (``Williams17``).

    Args:
        daily: Load of each day in order, in AU, at least one; the average starts from the first.
        days: The n of the formula.
    """
    average = daily[0]
    for load in daily[1:]:
        average += (load - average) * 2 / (days + 1)
    return average


def _ratio(acute: float, chronic: float) -> float | None:
    return acute / chronic if chronic > 0 else None
