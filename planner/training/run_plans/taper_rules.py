"""What a taper asks: how much its weeks run, and how fast and long the last runs before a race may be.

Generated plans and the taper of a calendar follow the same rules. Before races up to the half marathon the running
falls exponentially (``V0 * exp(-t / tau)``), to half of it on the average of fourteen days (``Bosquet07``); a marathon
has three weeks (``Smyth21``). All other figures are this planner's defaults, not evidence.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from planner.training.races import Priority
from planner.training.run_plans.goals import Goal

TAPER_DAYS = 14
"""Days of the usual taper, the race day included."""
LAST_FAST_RUN_DAYS = 3
"""The last fast run is at least so many days before the race."""
LAST_LONG_RUN_DAYS = 5
"""The last long run is at least so many days before the race."""
ONE_FAST_RUN_DAYS = 7
"""The days before a race in which there is one fast run at most."""
FAST_SHARE = 0.7
"""Fast running in a tapering week, as a share of the usual."""
RACE_PACE_SHARE = 0.5
"""The most running at the pace of a long race in a tapering week's run, as a share of the most before."""
_TAU = 9.623
"""Time constant of the taper in days: fourteen days of it hold half of what they would at the peak."""
_MARATHON_SHARES = (0.78, 0.58, 0.37)
"""The weeks of a marathon's taper as shares of the peak week, the race left out (``Smyth21``)."""
_MARATHON_SHARES_OF_EARLY_RACE = (0.85, 0.64, 0.48)
"""The same before a race from Monday to Wednesday, whose own week is too short to count."""
_RACE_WEEK_DAY_SHARE = 0.074
"""Running of a day before the race in its own week, as a share of the peak week: five days make the 37 %."""
_DAYS_OF_B_RACE = 7
"""Days of the taper before a race of priority B; one of priority C has none. A default."""
_LONGEST_DAY_BEFORE_M, _LONGEST_DAY_BEFORE_S = 4_000.0, 20 * 60


def taper_weeks(goal: Goal, race_weekday: int | None) -> int:
    """Return how many weeks of a plan taper, the race week included: three for a marathon, else two.

    A race from Monday to Wednesday leaves its own week too short to count, so there is one more.
    """
    if race_weekday is None:
        return 0
    return (3 if goal is Goal.MARATHON else 2) + (race_weekday < 3)


def taper_shares_before(goal: Goal, weekday: int, priority: Priority = Priority.A) -> tuple[float, ...]:
    """Return the volume of each tapering week as a share of the peak week, without the race and the days after it.

    The race is on the last day of the taper. A race early in its week needs one week more.

    Args:
        goal: The goal whose race it is.
        weekday: The day of the race in its week, from 0.
        priority: How much the race matters. The goal of a plan counts as A: the plan is there for it.
    """
    if priority is Priority.C:
        return ()
    if priority is Priority.B:
        return _exponential_shares(_DAYS_OF_B_RACE, weekday)
    if goal is not Goal.MARATHON:
        return _exponential_shares(TAPER_DAYS, weekday)
    race_week = min(_RACE_WEEK_DAY_SHARE * weekday, _MARATHON_SHARES[-1])
    return (*(_MARATHON_SHARES[:-1] if weekday >= 3 else _MARATHON_SHARES_OF_EARLY_RACE), race_week)


def fast_runs_kept(days_to_race: Iterable[float]) -> list[float]:
    """Return which of some fast runs stay fast, by their days to the race, the earliest run first."""
    open_days = [days for days in days_to_race if days >= LAST_FAST_RUN_DAYS]
    last_days = [days for days in open_days if days < ONE_FAST_RUN_DAYS]
    return [days for days in open_days if days not in last_days[1:]]


def longest_run_of_day_before(easy_s_per_km: float) -> float:
    """Return the longest run on the day before a race, in metres, at an easy pace in seconds a kilometre."""
    return min(_LONGEST_DAY_BEFORE_M, _LONGEST_DAY_BEFORE_S / easy_s_per_km * 1000)


def _exponential_shares(taper_days: int, weekday: int) -> tuple[float, ...]:
    shares = []
    for week in reversed(range(taper_days // 7 + (weekday < 3))):
        days = [taper_days - weekday - 7 * week + day for day in range(7)]
        shares.append(sum(math.exp(-max(day, 0) / _TAU) for day in days if day < taper_days) / 7)
    return tuple(shares)
