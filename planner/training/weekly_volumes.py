"""Compute how much a generated plan runs in each week, and how long its long runs are.

Volume climbs from the current to the peak week with a lighter week every third or fourth, then tapers exponentially
(``V0 * exp(-t / tau)`` over fourteen days, half the volume on average: ``Bosquet07``). No week is 30 % above the one
before (``Nielsen14``), and no run is longer than 110 % of the longest of the 30 days before it (``Frandsen25``). The
weeks are built within these limits, so nothing checks them afterwards. Requests must have passed
`planner.training.plan_requests.check_plan_request`, which refuses a recent race that gives no paces.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from planner.training.goals import Goal, PlanRequest, taper_weeks
from planner.training.runner_paces import paces_of_request

TAPER_DAYS = 14
"""Days of the taper, the race day included."""
_TAPER_TAU = 9.623
"""Time constant of the taper in days: fourteen days of it hold half of what they would at the peak."""
_STEP_BACK_SHARE = 0.80
"""A lighter week and its long run, as a share of the week before. A default, not evidence."""
_MAX_WEEK_GROWTH = 1.20
"""The most a week grows, as a factor. It is less than the 30 % at which the slotter warns (W4), because the slotter
compares estimated times, which shift with the kinds of run in a week."""
_GROWTH_AFTER_STEP_BACK = 1.22
"""The most a week grows after a lighter one: nearly back to where the volume was."""
_MAX_LONG_RUN_GROWTH = 1.10
_LONG_RUN_MARGIN = ((10_000.0, 260.0), (5_000.0, 200.0), (0.0, 160.0))
"""Metres by which a long run stays under its limit, by the length in metres of the longest run before it. They are
about a minute of running, because the slotter compares whole minutes."""
_MEAN_OTHER_RUN_SHARE = 0.85
"""The mean of the other runs is at most this share of the long run."""
MAX_OTHER_RUN_SHARE = 0.95
"""Each other run is at most this share of the long run."""
_LONG_RUN_SHARE = {2: 0.58, 3: 0.42, 4: 0.34, 5: 0.30, 6: 0.28, 7: 0.25}
"""The long run's share of a week by the number of runs: 25 to 30 % (``Daniels``) where there are enough runs."""
_MARATHON_LONG_RUN_SHARE = {2: 0.60, 3: 0.46, 4: 0.40, 5: 0.36, 6: 0.33, 7: 0.30}
MAX_LONG_RUN_MINUTES = 150
_RISE_FACTORS = (1.0, 1.1, 1.2, 1.35, 1.5, 1.75, 2.0, 3.0)
"""How much steeper than an even rise a build-up may be, tried in this order."""
_LAST_LONG_RUN_DAYS = 5
"""The last long run is at least so many days before the race. A default."""


@dataclass(frozen=True, slots=True)
class WeekShape:
    """How much one week of a plan runs.

    Attributes:
        phase: base, build, peak, taper or recovery.
        volume_m: Running in metres, the race left out.
        long_m: The long run in metres; 0 in the week of the race.
        step_back: Whether it is a lighter week on the way up.
    """

    phase: str
    volume_m: float
    long_m: float
    step_back: bool = False


def week_shapes(request: PlanRequest) -> tuple[WeekShape, ...]:
    """Return every week of the plan."""
    weeks = building_weeks(request)
    volumes, longs = _gentlest_build_up(request) if weeks else ([], [])
    phases = _phase_of_each_week(request)[request.weeks_before :] if weeks else []
    shapes = [WeekShape(phases[week], volumes[week], longs[week], is_step_back(request, week)) for week in range(weeks)]
    top, before = volumes[-1] if volumes else request.current_m, volumes[-1] if volumes else _prior_week_volume(request)
    for week, share in enumerate(taper_shares(request)[-request.weeks :], start=weeks):
        volume = min(share * top, _max_volume_after(request, before))
        longest = longs[-1] if longs else _prior_longest_run(request, week * 7 + request.long_day)
        shapes.append(WeekShape("taper", volume, min(_taper_long_run(request, week, volume), longest)))
        before = volume
    return tuple(shapes)


def max_reachable_peak(request: PlanRequest) -> float:
    """Return the biggest week that can be reached, in metres, down to the kilometre; the request's peak is ignored."""
    return _round_down(max_reachable_volume(request), 1000.0) if building_weeks(request) else request.current_m


def max_reachable_volume(request: PlanRequest) -> float:
    """Return the biggest week that can be reached, in metres; it is below the current one if that needs more runs."""
    if not building_weeks(request):
        return request.current_m
    volumes, _ = _build_up(replace(request, peak_m=math.inf), math.inf)
    return max(volumes)


def building_weeks(request: PlanRequest) -> int:
    """Return how many weeks come before the taper; 0 where a plan begins with the taper."""
    return max(request.weeks - taper_weeks(request.race_weekday), 0)


def is_step_back(request: PlanRequest, week: int) -> bool:
    """Return whether a week (from 0) is a lighter one: every third or fourth, never the last before a taper."""
    last = building_weeks(request) - 1
    if (request.weeks_before + week + 1) % request.step_back_every or week > last:
        return False
    return week < last or (request.goal is Goal.BASE and week > 1)


def taper_shares(request: PlanRequest) -> tuple[float, ...]:
    """Return the volume of each tapering week as a share of the peak week, without the race and the days after it.

    The race is on the taper's fourteenth day. A race early in its week needs a third week, which begins at full volume.
    """
    if request.race_weekday is None:
        return ()
    shares = []
    for week in reversed(range(taper_weeks(request.race_weekday))):
        days = [TAPER_DAYS - request.race_weekday - 7 * week + weekday for weekday in range(7)]
        shares.append(sum(math.exp(-max(day, 0) / _TAPER_TAU) for day in days if day < TAPER_DAYS) / 7)
    return tuple(shares)


def max_long_run(request: PlanRequest) -> float:
    """Return the longest run of a plan in metres: 150 minutes at easy pace, for a marathon at least 32 km."""
    by_time = MAX_LONG_RUN_MINUTES * 60 / easy_pace(request) * 1000
    return max(by_time, request.settings.max_long_run_m) if request.goal is Goal.MARATHON else by_time


def easy_pace(request: PlanRequest) -> float:
    """Return the easy pace in seconds a kilometre: the runner's own, else from the recent race, else by level."""
    return paces_of_request(request).easy


def round_down_run(metres: float) -> float:
    """Round a run down to 500 m, and to 100 m below 5 km, where half a kilometre would be a large step."""
    return _round_down(metres, 500.0 if metres >= 5_000 else 100.0)


def _round_down(metres: float, step: float) -> float:
    return math.floor(metres / step + 1e-9) * step


def _gentlest_build_up(request: PlanRequest) -> tuple[list[float], list[float]]:
    """Return the volumes and long runs of the least steep rise that reaches the peak within the limits."""
    top = max((week for week in range(building_weeks(request)) if not is_step_back(request, week)), default=0)
    even = (request.peak_m - request.current_m) / max(top, 1)
    for steeper in _RISE_FACTORS:
        volumes, longs = _build_up(request, steeper * even)
        if max(volumes) >= request.peak_m - 1e-6:
            return volumes, longs
    return _build_up(request, math.inf)


def _build_up(request: PlanRequest, rise: float) -> tuple[list[float], list[float]]:
    """Return volumes and long runs, in metres, of the weeks before the taper, rising by at most `rise` a week."""
    limit = max_long_run(request)
    volumes: list[float] = []
    longs: list[float] = []
    for week in range(building_weeks(request)):
        day = 7 * week + request.long_day
        growth = _GROWTH_AFTER_STEP_BACK if week and is_step_back(request, week - 1) else _MAX_WEEK_GROWTH
        most = _max_volume_after(request, volumes[-1] if volumes else _prior_week_volume(request), growth)
        earlier = max([_prior_longest_run(request, day), *longs[-4:]])
        if is_step_back(request, week):
            volume, long = (volumes[-1], longs[-1]) if longs else _starting_week(request, earlier)
            volumes.append(min(_STEP_BACK_SHARE * volume, most))
            # After a week with little running, four fifths of the last long run could be longer than the week.
            longs.append(round_down_run(min(_STEP_BACK_SHARE * long, _desired_long_run(request, volumes[-1]))))
            continue
        longest = min(limit, _max_long_run_after(earlier)) if earlier else limit
        risen = request.current_m + (rise * week if week else 0)  # an infinite rise times 0 is no number
        volume = min(risen, request.peak_m, longest * _week_in_long_runs(request), most)
        wanted = _desired_long_run(request, volume)
        volumes.append(volume)
        longs.append(round_down_run(wanted) if wanted < longest else _round_down(longest, 100.0))
    return volumes, longs


def _prior_week_volume(request: PlanRequest) -> float:
    """Return the running in the week before the plan, in metres; 0 where nothing is known of it."""
    return request.prior.last_week_m if request.prior else 0.0


def _prior_longest_run(request: PlanRequest, day: int) -> float:
    """Return the longest run before the plan, in metres, that is within 30 days of one of its days; 0 without one."""
    return request.prior.longest_run(day) if request.prior else 0.0


def _starting_week(request: PlanRequest, longest: float) -> tuple[float, float]:
    """Return volume and long run, in metres, of the week that the plan continues from."""
    if not longest:
        return request.current_m, _desired_long_run(request, request.current_m)
    return min(request.current_m, longest * _week_in_long_runs(request)), longest


def _max_volume_after(request: PlanRequest, before: float, growth: float = _MAX_WEEK_GROWTH) -> float:
    """Return the most metres of a week after one of `before` metres; at least what a plan for the goal begins with."""
    if not before:
        return math.inf
    return max(growth * before, request.settings.min_current_m) if request.prior else growth * before


def _max_long_run_after(before: float) -> float:
    """Return the longest run after one of `before` metres; the same length where a tenth of it is below the margin."""
    margin = next(margin for least, margin in _LONG_RUN_MARGIN if before >= least)
    return max(_MAX_LONG_RUN_GROWTH * before - margin, before)


def _taper_long_run(request: PlanRequest, week: int, volume: float) -> float:
    """Return the long run of a tapering week in metres; 0 within five days of the race."""
    if days_to_race(request, week * 7 + request.long_day) < _LAST_LONG_RUN_DAYS:
        return 0.0
    return round_down_run(_desired_long_run(request, volume))


def days_to_race(request: PlanRequest, day: int) -> float:
    """Return the days from a day of the plan (from 0) to its race; negative after it, infinity without a race."""
    return math.inf if request.race_day is None else request.race_day - day


def _desired_long_run(request: PlanRequest, volume: float) -> float:
    """Return the long run for a week's volume, in metres: its share, within the goal's limit, and the longest run."""
    shares = _MARATHON_LONG_RUN_SHARE if request.goal is Goal.MARATHON else _LONG_RUN_SHARE
    by_share = min(shares[len(request.run_days)] * volume, request.settings.max_long_run_m)
    return max(by_share, volume / _week_in_long_runs(request))


def _week_in_long_runs(request: PlanRequest) -> float:
    """Return the most a week may run, as a multiple of its long run."""
    return 1 + _MEAN_OTHER_RUN_SHARE * (len(request.run_days) - 1)


def _phase_of_each_week(request: PlanRequest) -> list[str]:
    """Return the phase of each week before the taper, from the block's first week."""
    weeks = request.weeks_before + building_weeks(request)
    if request.goal is Goal.AFTER_RACE:
        recovering = max(1, weeks // 2)
        return ["recovery"] * recovering + ["base"] * (weeks - recovering)
    if request.goal is Goal.BASE:
        base = -(-weeks // 2)
        return ["base"] * base + ["build"] * (weeks - base)
    peak = min(3, weeks // 3) or 1
    base = max(1, round((weeks - peak) * 0.55)) if weeks > 1 else 0
    return ["base"] * base + ["build"] * (weeks - peak - base) + ["peak"] * peak
