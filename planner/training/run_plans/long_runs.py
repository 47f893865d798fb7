"""How long the long runs of a generated plan are: what the race asks, within what the weeks and the body allow.

The longest run is what coaches ask for the race (`goals.GoalSettings.longest_run_m`; ``Fokkema20``):
up to half of its week where the week is small, and never longer than a limit of time at the runner's own easy pace. The
long runs rise to it evenly, none of them longer than 110 % of the longest of the 30 days before (``Frandsen25``). The
first one is taken as known to the runner. The shares are this planner's defaults, not evidence.
"""

from __future__ import annotations

import math
from collections.abc import Collection

from planner.training.run_plans.goals import (
    LONGEST_RUN_DAYS_BEFORE_MARATHON,
    MARATHON_LONG_RUN_M,
    Goal,
    PlanRequest,
    RunningLevel,
)
from planner.training.run_plans.request_paces import easy_pace
from planner.training.run_plans.run_days import run_day_count
from planner.training.run_plans.taper_rules import LAST_LONG_RUN_DAYS

_MAX_GROWTH = 1.10
_ROUNDING_M = 50.0
"""Metres that rounding takes off a long run, on average."""
_MAX_SHARE, _MAX_SHARE_OF_TWO_RUNS = 0.50, 0.53
"""The most of its week that a long run is; where there are two runs, the long one is still the longer."""
_FIRST_SHARE = {2: 0.53, 3: 0.42, 4: 0.36, 5: 0.32, 6: 0.30, 7: 0.28}
"""The first long run's share of its week by the number of runs, unless the plan's length asks for more."""
_LONGEST_SHARE = {Goal.FIVE_K: 0.30, Goal.TEN_K: 0.33, Goal.HALF: 0.38, Goal.MARATHON: 0.50}
_OTHER_LONGEST_SHARE = 0.30
"""The longest run's share of the biggest week, within what the race asks for."""
_LAST_SHARES = (0.88, 0.94, 1.0)
"""The last three long runs as shares of the longest."""
_LAST_SHARES_WITH_RACE_PACE = (0.85, 0.91, 0.88, 1.0)
"""The last four where the second-last is partly at race pace. It takes less time, so the longest one is held to a tenth
above the third-last."""
_LEAST_WEEKS_WITH_RACE_PACE = 6
"""How many weeks that are no step-back a plan needs for such a long run."""
RACE_PACE_M = {Goal.HALF: 10_000.0, Goal.MARATHON: 16_000.0}
"""The most running at race pace in a run, in metres."""
_MOST_RACE_PACE_VOLUME_M, _MOST_RACE_PACE_M = 90_000.0, 20_000.0
"""The biggest week from which on a marathoner's long run has the most race pace, and how much, in metres."""
_EARLIER_RACE_PACE_SHARE = 0.6
"""Race pace in the second-last such long run as a share of the last, where no other run can hold any."""
_TAPER_RACE_PACE_M, _TAPER_RACE_PACE_SHARE = {Goal.MARATHON: (10_000.0,)}, 0.6
"""Race pace in the taper's long runs, and the most of it as a share of the most before."""
_MAX_RACE_PACE_SHARE, _MAX_RACE_PACE_SHARE_OF_NEW, _MAX_RACE_PACE_SHARE_OF_RUN = 0.25, 0.18, 0.70
"""The most running at race pace in a long run, as a share of its week and of the run."""
_LATE_SHARE = 0.75
"""A long run that is too close to the marathon to be the longest, as a share of the longest."""
_MARATHON_TAPER_SHARES = (0.72, 0.5, 0.35)
_OTHER_TAPER_SHARES = (0.65, 0.45, 0.35)
"""The long runs of the taper as shares of the longest, in order."""
_MEAN_OTHER_RUN_SHARE = 0.85
"""The mean of the other runs is at most this share of the long run."""
MAX_OTHER_RUN_SHARE = 0.95
"""Each other run is at most this share of the long run."""


def max_long_run(request: PlanRequest) -> float:
    """Return the longest that a run may be in metres, by the goal's limit of time at the runner's easy pace."""
    return request.settings.long_run_limit_s / easy_pace(request) * 1000


def longest_run(request: PlanRequest, peak_m: float) -> float:
    """Return the longest run that the race asks for and a biggest week of some metres can hold, in metres."""
    least, most = request.settings.longest_run_m
    by_share = max(_LONGEST_SHARE.get(request.goal, _OTHER_LONGEST_SHARE) * peak_m, least)
    wanted = min(by_share, most, max_share(request, peak_m) * peak_m)
    return min(max(wanted, peak_m / week_in_long_runs(request, peak_m)), max_long_run(request))


def max_share(request: PlanRequest, week_m: float = math.inf) -> float:
    """Return the most of its week that a long run is; a week of few metres may not use all run days."""
    return _MAX_SHARE if run_day_count(request, week_m) > 2 else _MAX_SHARE_OF_TWO_RUNS


def week_in_long_runs(request: PlanRequest, week_m: float = math.inf) -> float:
    """Return the most a week may run, as a multiple of its long run; a week of few metres may not use all run days."""
    return 1 + _MEAN_OTHER_RUN_SHARE * (run_day_count(request, week_m) - 1)


def max_week(request: PlanRequest) -> float:
    """Return the most metres that a week's runs hold, none of them longer than the longest may be."""
    return max_long_run(request) * week_in_long_runs(request)


def wanted_long_runs(request: PlanRequest, normal_weeks: list[int], weeks: int, *, has_race_pace: bool) -> list[float]:
    """Return how long the long run of each week should be, in metres, before any week limits it.

    Args:
        request: What is asked for.
        normal_weeks: The weeks before the taper that are no step-back.
        weeks: The number of weeks before the taper.
        has_race_pace: Whether one of the last long runs is partly at race pace.
    """
    top = longest_run(request, request.peak_m)
    rising = rising_weeks(request, normal_weeks) or normal_weeks[:1]
    shares = _LAST_SHARES_WITH_RACE_PACE if has_race_pace else _LAST_SHARES
    goals = [max(share * top, _least_late_run(request, top)) for share in shares[-len(rising) :]]
    steps = max(len(rising) - len(goals), 0)
    first = min(_first_long_run(request, goals[0], steps), goals[0])
    wanted = dict.fromkeys(range(weeks), _LATE_SHARE * top)
    for step, week in enumerate(rising[:steps]):
        wanted[week] = first * (goals[0] / first) ** (step / steps)
    wanted |= dict(zip(rising[steps:], goals, strict=True))
    return [wanted[week] for week in range(weeks)]


def needed_long_runs(
    request: PlanRequest, normal_weeks: list[int], race_pace_weeks: Collection[int]
) -> dict[int, float]:
    """Return by week how long its long run must be, in metres, so that the longest can be reached after it."""
    needed: dict[int, float] = {}
    least = longest_run(request, request.peak_m)
    for week in reversed(rising_weeks(request, normal_weeks)):
        if (
            week not in race_pace_weeks
        ):  # a run partly at race pace takes less time, so no longer one may follow from it
            needed[week] = least
            least = math.ceil(least / _MAX_GROWTH / 100 - 1e-9) * 100.0
    return needed


def rising_weeks(request: PlanRequest, normal_weeks: list[int]) -> list[int]:
    """Return the weeks whose long run may be the longest of the plan."""
    return [week for week in normal_weeks if is_early_enough(request, week)]


def _least_late_run(request: PlanRequest, top: float) -> float:
    """Return the least of the last long runs of a marathon plan whose longest is as coaches ask, in metres."""
    is_usual = request.goal is Goal.MARATHON and top >= request.settings.longest_run_m[0]
    return MARATHON_LONG_RUN_M if is_usual else 0.0


def wanted_race_pace(request: PlanRequest, normal_weeks: list[int]) -> dict[int, float]:
    """Return by week how much of the long run should be at race pace, in metres, before the week limits it.

    The biggest block is in the second-last long run; the last, which is the longest, is easy.

    Args:
        request: What is asked for.
        normal_weeks: The weeks before the taper that are no step-back.
    """
    rising = rising_weeks(request, normal_weeks)
    if len(rising) < _LEAST_WEEKS_WITH_RACE_PACE or request.goal not in RACE_PACE_M:
        return {}
    is_high_volume = request.goal is Goal.MARATHON and request.peak_m >= _MOST_RACE_PACE_VOLUME_M
    most = _MOST_RACE_PACE_M if is_high_volume else RACE_PACE_M[request.goal]
    earlier = {} if request.quality_days else {rising[-4]: _EARLIER_RACE_PACE_SHARE * most}
    return earlier | {rising[-2]: most}


def taper_race_pace(goal: Goal, weeks_into_taper: int, most_m: float) -> float:
    """Return how much of a tapering week's long run should be at race pace, in metres.

    Args:
        goal: What is prepared for.
        weeks_into_taper: The tapering weeks before it.
        most_m: The most race pace of a long run before the taper, in metres.
    """
    amounts = _TAPER_RACE_PACE_M.get(goal, ())
    amount = amounts[weeks_into_taper] if weeks_into_taper < len(amounts) else 0.0
    return min(amount, _TAPER_RACE_PACE_SHARE * most_m)


def race_pace_within(request: PlanRequest, metres: float, volume: float, long_m: float) -> float:
    """Return the metres at race pace that a week and its long run can hold, down to the kilometre."""
    is_new = request.level in (RunningLevel.NEW, RunningLevel.COUCH)
    share = _MAX_RACE_PACE_SHARE_OF_NEW if is_new else _MAX_RACE_PACE_SHARE
    within = round_down(min(metres, share * volume, _MAX_RACE_PACE_SHARE_OF_RUN * long_m), 1000.0)
    return within if within >= 3_000 else 0.0


def _first_long_run(request: PlanRequest, goal_m: float, steps: int) -> float:
    """Return the first long run in metres: its usual share of the week, and more where the plan is short.

    Args:
        request: What is asked for.
        goal_m: What it should rise to, in metres.
        steps: How many times it can grow until then.
    """
    least = request.current_m / week_in_long_runs(request, request.current_m)
    usual = _FIRST_SHARE[run_day_count(request, request.current_m)] * request.current_m
    needed = goal_m
    for _ in range(steps):
        needed = min(needed, (needed + _ROUNDING_M) / _MAX_GROWTH)
    needed = round_down(needed + 499, 500.0)
    return max(min(max(usual, needed), max_share(request, request.current_m) * request.current_m), least)


def max_long_run_after(before: float) -> float:
    """Return the longest run in metres after one of `before` metres, both within 30 days."""
    return _MAX_GROWTH * before


def is_early_enough(request: PlanRequest, week: int) -> bool:
    """Return whether a week's long run may be the longest of the plan: three weeks before a marathon."""
    days = days_to_race(request, week * 7 + request.long_day)
    return request.goal is not Goal.MARATHON or days >= LONGEST_RUN_DAYS_BEFORE_MARATHON


def taper_long_run(request: PlanRequest, week: int, weeks_into_taper: int, longest: float) -> float:
    """Return the long run of a tapering week in metres; 0 within five days of the race.

    Args:
        request: What is asked for.
        week: The week, from 0.
        weeks_into_taper: The tapering weeks before it.
        longest: The longest run of the weeks before the taper, in metres.
    """
    if days_to_race(request, week * 7 + request.long_day) < LAST_LONG_RUN_DAYS:
        return 0.0
    shares = _MARATHON_TAPER_SHARES if request.goal is Goal.MARATHON else _OTHER_TAPER_SHARES
    return round_down_run(shares[min(weeks_into_taper, len(shares) - 1)] * longest)


def days_to_race(request: PlanRequest, day: int) -> float:
    """Return the days from a day of the plan (from 0) to its race; negative after it, infinity without a race."""
    return math.inf if request.race_day is None else request.race_day - day


def round_down_run(metres: float) -> float:
    """Round a run down to 500 m, and to 100 m below 5 km, where half a kilometre would be a large step."""
    return round_down(metres, 500.0 if metres >= 5_000 else 100.0)


def round_down(metres: float, step: float) -> float:
    """Round metres down to a multiple of `step`."""
    return math.floor(metres / step + 1e-9) * step
