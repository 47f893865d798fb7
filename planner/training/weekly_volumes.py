"""How much a generated plan runs in each week, and how long its long run is.

Volume climbs from the current to the peak week with a lighter week every third or fourth, then tapers exponentially
(``V0 * exp(-t / tau)``, fourteen days, half on average: Bosquet et al. 2007). No week is 30 % above the one before
(Nielsen et al. 2014) and no run is longer than 110 % of the longest of the 30 days before it (Frandsen et al. 2025):
not checked afterwards, but how the weeks are made.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from planner.training.goals import Goal, PlanRequest, RunningLevel, taper_weeks
from planner.training.paces import paces_for_index, race_index

TAPER_DAYS = 14
TAPER_TAU = 9.623
"""Days; fourteen days of it hold half of what they would at the peak."""
STEP_BACK_SHARE = 0.80
"""A lighter week and its long run, as a share of the week before. A default, not evidence."""
MAX_WEEK_GROWTH = 1.20
"""The most a week may grow: less than the 30 % at which the slotter warns, because it compares estimated times, and
those shift with the kinds of run in a week."""
GROWTH_AFTER_STEP_BACK = 1.22
"""The same after a lighter week, which is no faster than the week that follows: nearly back to where it was."""
MAX_LONG_RUN_GROWTH = 1.10
_LONG_RUN_MARGIN = ((10_000.0, 260.0), (5_000.0, 200.0), (0.0, 160.0))
"""By length of the longest run: metres by which the long run stays under its limit. It is a minute of running, since
the slotter compares whole minutes."""
_MEAN_OTHER_RUN_SHARE = 0.85
"""The mean of the other runs is at most this share of the long run; each is at most `MAX_OTHER_RUN_SHARE` of it."""
MAX_OTHER_RUN_SHARE = 0.95
LONG_RUN_SHARE = {2: 0.58, 3: 0.42, 4: 0.34, 5: 0.30, 6: 0.28, 7: 0.25}
"""The long run's share of a week by number of runs: 25 to 30 % (Daniels) where there are runs enough."""
MARATHON_LONG_RUN_SHARE = {2: 0.60, 3: 0.46, 4: 0.40, 5: 0.36, 6: 0.33, 7: 0.30}
MAX_LONG_RUN_MINUTES = 150
_RISE_FACTORS = (1.0, 1.1, 1.2, 1.35, 1.5, 1.75, 2.0, 3.0)
LAST_LONG_RUN_DAYS = 5
"""No long run stands nearer to the race than so many days."""
EASY_PACE_BY_LEVEL = {RunningLevel.NEW: 420.0, RunningLevel.REGULAR: 390.0, RunningLevel.ADVANCED: 300.0}
"""Easy pace in s/km where no recent race is known. Defaults, not evidence."""


@dataclass(frozen=True, slots=True)
class WeekShape:
    """What one week of a plan holds.

    Attributes:
        phase: base, build, peak, taper or recovery.
        volume_m: Running without the race, metres.
        long_m: The long run, metres; 0 in the week of the race.
        step_back: Whether it is a lighter week on the way up.
    """

    phase: str
    volume_m: float
    long_m: float
    step_back: bool = False


def week_shapes(wish: PlanRequest) -> tuple[WeekShape, ...]:
    """Every week of the plan. The wish must have passed `planner.training.plan_requests.check_plan_request`."""
    weeks = building_weeks(wish)
    volumes, longs = _gentlest_build_up(wish) if weeks else ([], [])
    phases = _phase_of_each_week(wish)[wish.weeks_before :] if weeks else []
    shapes = [WeekShape(phases[week], volumes[week], longs[week], is_step_back(wish, week)) for week in range(weeks)]
    top, before = volumes[-1] if volumes else wish.current_m, volumes[-1] if volumes else _prior_week_volume(wish)
    for week, share in enumerate(taper_shares(wish)[-wish.weeks :], start=weeks):
        volume = min(share * top, _max_volume_after(wish, before))
        longest = longs[-1] if longs else _prior_longest_run(wish, week * 7 + wish.long_day)
        shapes.append(WeekShape("taper", volume, min(_taper_long_run(wish, week, volume), longest)))
        before = volume
    return tuple(shapes)


def max_reachable_peak(wish: PlanRequest) -> float:
    """The biggest week that can be reached, metres, whole kilometres; the wished peak is not looked at."""
    return math.floor(max_reachable_volume(wish) / 1000 + 1e-9) * 1000.0 if building_weeks(wish) else wish.current_m


def max_reachable_volume(wish: PlanRequest) -> float:
    """The biggest week that can be reached, metres; below the current one where that is too much for its runs."""
    if not building_weeks(wish):
        return wish.current_m
    volumes, _ = _build_up(replace(wish, peak_m=math.inf), math.inf)
    return max(volumes)


def building_weeks(wish: PlanRequest) -> int:
    """How many weeks come before the taper; none where a plan goes on with the taper itself."""
    return max(wish.weeks - taper_weeks(wish.race_weekday), 0)


def is_step_back(wish: PlanRequest, week: int) -> bool:
    """Whether this week (from 0) is a lighter one: every third or fourth, never the last before a taper."""
    last = building_weeks(wish) - 1
    if (wish.weeks_before + week + 1) % wish.step_back_every or week > last:
        return False
    return week < last or (wish.goal is Goal.BASE and week > 1)


def taper_shares(wish: PlanRequest) -> tuple[float, ...]:
    """Volume of each tapering week as a share of the peak week, the race and what follows it left out.

    The taper's fourteenth day is the race's. A race early in the week takes a third week, which begins at full volume.
    """
    if wish.race_weekday is None:
        return ()
    shares = []
    for week in reversed(range(taper_weeks(wish.race_weekday))):
        days = [TAPER_DAYS - wish.race_weekday - 7 * week + weekday for weekday in range(7)]
        shares.append(sum(math.exp(-max(day, 0) / TAPER_TAU) for day in days if day < TAPER_DAYS) / 7)
    return tuple(shares)


def long_run_share(wish: PlanRequest) -> float:
    """The long run's share of a week."""
    return (MARATHON_LONG_RUN_SHARE if wish.goal is Goal.MARATHON else LONG_RUN_SHARE)[len(wish.run_days)]


def max_long_run(wish: PlanRequest) -> float:
    """The longest run a plan may hold, metres: 150 minutes at easy pace, for a marathon 32 km if that is more."""
    by_time = MAX_LONG_RUN_MINUTES * 60 / easy_pace(wish) * 1000
    return max(by_time, wish.settings.max_long_run_m) if wish.goal is Goal.MARATHON else by_time


def easy_pace(wish: PlanRequest) -> float:
    """Seconds a kilometre: from the recent race, else assumed by level."""
    if wish.recent_race is None:
        return EASY_PACE_BY_LEVEL[wish.level]
    return paces_for_index(race_index(*wish.recent_race)).easy


def round_down_run(metres: float) -> float:
    """Rounded down to the half kilometre; short runs to 100 m, where half a kilometre would be a leap."""
    return _rounded_down(metres, 500.0 if metres >= 5_000 else 100.0)


def _rounded_down(metres: float, step: float) -> float:
    return math.floor(metres / step + 1e-9) * step


def _gentlest_build_up(wish: PlanRequest) -> tuple[list[float], list[float]]:
    """An even rise to the peak; where it asks too much of some weeks, the least steep one that arrives, then held."""
    top = max((week for week in range(building_weeks(wish)) if not is_step_back(wish, week)), default=0)
    even = (wish.peak_m - wish.current_m) / max(top, 1)
    for steeper in _RISE_FACTORS:
        found = _build_up(wish, steeper * even)
        if max(found[0]) >= wish.peak_m - 1e-6:
            return found
    return _build_up(wish, math.inf)


def _build_up(wish: PlanRequest, rise: float) -> tuple[list[float], list[float]]:
    """Volumes and long runs of the weeks before the taper, up to the peak: so many metres a week if growth allows."""
    limit = max_long_run(wish)
    volumes: list[float] = []
    longs: list[float] = []
    for week in range(building_weeks(wish)):
        day = 7 * week + wish.long_day
        growth = GROWTH_AFTER_STEP_BACK if week and is_step_back(wish, week - 1) else MAX_WEEK_GROWTH
        most = _max_volume_after(wish, volumes[-1] if volumes else _prior_week_volume(wish), growth)
        earlier = max([_prior_longest_run(wish, day), *longs[-4:]])
        if is_step_back(wish, week):
            volume, long = (volumes[-1], longs[-1]) if longs else _starting_week(wish, earlier)
            volumes.append(min(STEP_BACK_SHARE * volume, most))
            # after a poor week, the longest run of the last ones would be longer than the week
            longs.append(round_down_run(min(STEP_BACK_SHARE * long, _desired_long_run(wish, volumes[-1]))))
            continue
        longest = min(limit, _max_long_run_after(earlier)) if earlier else limit
        volume = min(
            wish.current_m + (rise * week if week else 0), wish.peak_m, longest * _week_in_long_runs(wish), most
        )
        wanted = _desired_long_run(wish, volume)
        volumes.append(volume)
        longs.append(round_down_run(wanted) if wanted < longest else _rounded_down(longest, 100.0))
    return volumes, longs


def _prior_week_volume(wish: PlanRequest) -> float:
    """Running in the week before the plan, metres; 0 where nothing is known of it."""
    return wish.prior.last_week_m if wish.prior else 0.0


def _prior_longest_run(wish: PlanRequest, day: int) -> float:
    """The longest run before the plan that still counts on one of its days; 0 where nothing is known."""
    return wish.prior.longest_run(day) if wish.prior else 0.0


def _starting_week(wish: PlanRequest, longest: float) -> tuple[float, float]:
    """The week a plan goes on from, as if it were one of its own: its volume and its long run."""
    if not longest:
        return wish.current_m, _desired_long_run(wish, wish.current_m)
    return min(wish.current_m, longest * _week_in_long_runs(wish)), longest


def _max_volume_after(wish: PlanRequest, before: float, growth: float = MAX_WEEK_GROWTH) -> float:
    """The most a week may hold after one of so many metres; never less than a plan for the goal begins with."""
    if not before:
        return math.inf
    return max(growth * before, wish.settings.min_current_m) if wish.prior else growth * before


def _max_long_run_after(before: float) -> float:
    """The longest run after one of so many metres; as long again where a tenth is less than the slack."""
    slack = next(slack for least, slack in _LONG_RUN_MARGIN if before >= least)
    return max(MAX_LONG_RUN_GROWTH * before - slack, before)


def _taper_long_run(wish: PlanRequest, week: int, volume: float) -> float:
    """The long run of a tapering week; none so near the race."""
    assert wish.race_weekday is not None
    if days_to_race(wish, week * 7 + wish.long_day) < LAST_LONG_RUN_DAYS:
        return 0.0
    return round_down_run(_desired_long_run(wish, volume))


def days_to_race(wish: PlanRequest, day: int) -> int:
    """Days from a day of the plan (from 0) to its race; negative after it.

    Raises:
        ValueError: The goal has no race.
    """
    if wish.race_weekday is None:
        raise ValueError("no race")
    return (wish.weeks - 1) * 7 + wish.race_weekday - day


def _desired_long_run(wish: PlanRequest, volume: float) -> float:
    """The long run of a week of so many metres: its share, within the usual limit, and longer than the other runs."""
    return max(min(long_run_share(wish) * volume, wish.settings.max_long_run_m), volume / _week_in_long_runs(wish))


def _week_in_long_runs(wish: PlanRequest) -> float:
    """The most a week may hold, in long runs."""
    return 1 + _MEAN_OTHER_RUN_SHARE * (len(wish.run_days) - 1)


def _phase_of_each_week(wish: PlanRequest) -> list[str]:
    """The phase of each week before the taper, from the block's first on."""
    weeks = wish.weeks_before + building_weeks(wish)
    if wish.goal is Goal.AFTER_RACE:
        recovering = max(1, weeks // 2)
        return ["recovery"] * recovering + ["base"] * (weeks - recovering)
    if wish.goal is Goal.BASE:
        base = -(-weeks // 2)
        return ["base"] * base + ["build"] * (weeks - base)
    peak = min(3, weeks // 3) or 1
    base = max(1, round((weeks - peak) * 0.55)) if weeks > 1 else 0
    return ["base"] * base + ["build"] * (weeks - peak - base) + ["peak"] * peak
