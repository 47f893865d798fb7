"""How much a generated plan runs in each week, and how long its long run is.

Volume climbs from the current to the peak week with a lighter week every third or fourth, then tapers exponentially
(``V0 * exp(-t / tau)``, fourteen days, half on average: Bosquet et al. 2007). No week is 30 % above the one before
(Nielsen et al. 2014) and no run is longer than 110 % of the longest of the 30 days before it (Frandsen et al. 2025):
not checked afterwards, but how the weeks are made.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from planner.training.goals import Goal, RunnerLevel, Wish, taper_weeks
from planner.training.paces import index_of_race, paces

TAPER_DAYS = 14
TAPER_TAU = 9.623
"""Days; fourteen days of it hold half of what they would at the peak."""
STEP_BACK = 0.80
"""A lighter week and its long run, as a share of the week before. A default, not evidence."""
WEEK_GROWTH = 1.20
"""The most a week may grow: less than the 30 % at which the slotter warns, because it compares estimated times, and
those shift with the kinds of run in a week."""
AFTER_STEP_BACK = 1.22
"""The same after a lighter week, which is no faster than the week that follows: nearly back to where it was."""
LONG_GROWTH = 1.10
_SLACK = ((10_000.0, 260.0), (5_000.0, 200.0), (0.0, 160.0))
"""By length of the longest run: metres by which the long run stays under its limit. It is a minute of running, since
the slotter compares whole minutes."""
_OTHERS = 0.85
"""Other runs are on average no longer than this share of the long run; none is longer than `HIGHEST_OTHER` of it."""
HIGHEST_OTHER = 0.95
LONG_SHARE = {2: 0.58, 3: 0.42, 4: 0.34, 5: 0.30, 6: 0.28, 7: 0.25}
"""The long run's share of a week by number of runs: 25 to 30 % (Daniels) where there are runs enough."""
MARATHON_SHARE = {2: 0.60, 3: 0.46, 4: 0.40, 5: 0.36, 6: 0.33, 7: 0.30}
LONGEST_MINUTES = 150
_STEEPER = (1.0, 1.1, 1.2, 1.35, 1.5, 1.75, 2.0, 3.0)
LAST_LONG_RUN = 5
"""No long run stands nearer to the race than so many days."""
ASSUMED_EASY_PACE = {RunnerLevel.NEW: 420.0, RunnerLevel.REGULAR: 390.0, RunnerLevel.ADVANCED: 300.0}
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


def week_shapes(wish: Wish) -> tuple[WeekShape, ...]:
    """Every week of the plan. The wish must have passed `planner.training.wishes.check_wish`."""
    weeks = building_weeks(wish)
    volumes, longs = _gentlest_climb(wish) if weeks else ([], [])
    phases = _phases(wish)[wish.gone :] if weeks else []
    shapes = [WeekShape(phases[week], volumes[week], longs[week], is_step_back(wish, week)) for week in range(weeks)]
    top, before = volumes[-1] if volumes else wish.current_m, volumes[-1] if volumes else _week_before(wish)
    for week, share in enumerate(taper_shares(wish)[-wish.weeks :], start=weeks):
        volume = min(share * top, _most_after(wish, before))
        longest = longs[-1] if longs else _longest_before(wish, week * 7 + wish.long_day)
        shapes.append(WeekShape("taper", volume, min(_taper_long(wish, week, volume), longest)))
        before = volume
    return tuple(shapes)


def highest_peak(wish: Wish) -> float:
    """The biggest week that can be reached, metres, whole kilometres; the wished peak is not looked at."""
    return math.floor(reach(wish) / 1000 + 1e-9) * 1000.0 if building_weeks(wish) else wish.current_m


def reach(wish: Wish) -> float:
    """The biggest week that can be reached, metres; below the current one where that is too much for its runs."""
    if not building_weeks(wish):
        return wish.current_m
    volumes, _ = _climb(replace(wish, peak_m=math.inf), math.inf)
    return max(volumes)


def building_weeks(wish: Wish) -> int:
    """How many weeks come before the taper; none where a plan goes on with the taper itself."""
    return max(wish.weeks - taper_weeks(wish.race_weekday), 0)


def is_step_back(wish: Wish, week: int) -> bool:
    """Whether this week (from 0) is a lighter one: every third or fourth, never the last before a taper."""
    last = building_weeks(wish) - 1
    if (wish.gone + week + 1) % wish.step_back_every or week > last:
        return False
    return week < last or (wish.goal is Goal.BASE and week > 1)


def taper_shares(wish: Wish) -> tuple[float, ...]:
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


def long_share(wish: Wish) -> float:
    """The long run's share of a week."""
    return (MARATHON_SHARE if wish.goal is Goal.MARATHON else LONG_SHARE)[len(wish.run_days)]


def longest_run(wish: Wish) -> float:
    """The longest run a plan may hold, metres: 150 minutes at easy pace, for a marathon 32 km if that is more."""
    by_time = LONGEST_MINUTES * 60 / easy_pace(wish) * 1000
    return max(by_time, wish.figures.long_limit_m) if wish.goal is Goal.MARATHON else by_time


def easy_pace(wish: Wish) -> float:
    """Seconds a kilometre: from the recent race, else assumed by level."""
    if wish.recent is None:
        return ASSUMED_EASY_PACE[wish.level]
    return paces(index_of_race(*wish.recent)).easy


def half_kilometres(metres: float) -> float:
    """Rounded down to the half kilometre; short runs to 100 m, where half a kilometre would be a leap."""
    return _rounded_down(metres, 500.0 if metres >= 5_000 else 100.0)


def _rounded_down(metres: float, step: float) -> float:
    return math.floor(metres / step + 1e-9) * step


def _gentlest_climb(wish: Wish) -> tuple[list[float], list[float]]:
    """An even rise to the peak; where it asks too much of some weeks, the least steep one that arrives, then held."""
    top = max((week for week in range(building_weeks(wish)) if not is_step_back(wish, week)), default=0)
    even = (wish.peak_m - wish.current_m) / max(top, 1)
    for steeper in _STEEPER:
        found = _climb(wish, steeper * even)
        if max(found[0]) >= wish.peak_m - 1e-6:
            return found
    return _climb(wish, math.inf)


def _climb(wish: Wish, rise: float) -> tuple[list[float], list[float]]:
    """Volumes and long runs of the weeks before the taper, up to the peak: so many metres a week if growth allows."""
    limit = longest_run(wish)
    volumes: list[float] = []
    longs: list[float] = []
    for week in range(building_weeks(wish)):
        day = 7 * week + wish.long_day
        growth = AFTER_STEP_BACK if week and is_step_back(wish, week - 1) else WEEK_GROWTH
        most = _most_after(wish, volumes[-1] if volumes else _week_before(wish), growth)
        earlier = max([_longest_before(wish, day), *longs[-4:]])
        if is_step_back(wish, week):
            volume, long = (volumes[-1], longs[-1]) if longs else _as_held(wish, earlier)
            volumes.append(min(STEP_BACK * volume, most))
            # after a poor week, the longest run of the last ones would be longer than the week
            longs.append(half_kilometres(min(STEP_BACK * long, _wanted_long(wish, volumes[-1]))))
            continue
        longest = min(limit, _longest_allowed(earlier)) if earlier else limit
        volume = min(wish.current_m + (rise * week if week else 0), wish.peak_m, longest * _others(wish), most)
        wanted = _wanted_long(wish, volume)
        volumes.append(volume)
        longs.append(half_kilometres(wanted) if wanted < longest else _rounded_down(longest, 100.0))
    return volumes, longs


def _week_before(wish: Wish) -> float:
    """Running in the week before the plan, metres; 0 where nothing is known of it."""
    return wish.held.week_m if wish.held else 0.0


def _longest_before(wish: Wish, day: int) -> float:
    """The longest run before the plan that still counts on one of its days; 0 where nothing is known."""
    return wish.held.longest(day) if wish.held else 0.0


def _as_held(wish: Wish, longest: float) -> tuple[float, float]:
    """The week a plan goes on from, as if it were one of its own: its volume and its long run."""
    if not longest:
        return wish.current_m, _wanted_long(wish, wish.current_m)
    return min(wish.current_m, longest * _others(wish)), longest


def _most_after(wish: Wish, before: float, growth: float = WEEK_GROWTH) -> float:
    """The most a week may hold after one of so many metres; never less than a plan for the goal begins with."""
    if not before:
        return math.inf
    return max(growth * before, wish.figures.least_current_m) if wish.held else growth * before


def _longest_allowed(before: float) -> float:
    """The longest run after one of so many metres; as long again where a tenth is less than the slack."""
    slack = next(slack for least, slack in _SLACK if before >= least)
    return max(LONG_GROWTH * before - slack, before)


def _taper_long(wish: Wish, week: int, volume: float) -> float:
    """The long run of a tapering week; none so near the race."""
    assert wish.race_weekday is not None
    if days_to_race(wish, week * 7 + wish.long_day) < LAST_LONG_RUN:
        return 0.0
    return half_kilometres(_wanted_long(wish, volume))


def days_to_race(wish: Wish, day: int) -> int:
    """Days from a day of the plan (from 0) to its race; negative after it.

    Raises:
        ValueError: The goal has no race.
    """
    if wish.race_weekday is None:
        raise ValueError("no race")
    return (wish.weeks - 1) * 7 + wish.race_weekday - day


def _wanted_long(wish: Wish, volume: float) -> float:
    """The long run of a week of so many metres: its share, within the usual limit, and longer than the other runs."""
    return max(min(long_share(wish) * volume, wish.figures.long_limit_m), volume / _others(wish))


def _others(wish: Wish) -> float:
    """The most a week may hold, in long runs."""
    return 1 + _OTHERS * (len(wish.run_days) - 1)


def _phases(wish: Wish) -> list[str]:
    """The phase of each week before the taper, from the block's first on."""
    weeks = wish.gone + building_weeks(wish)
    if wish.goal is Goal.AFTER_RACE:
        recovering = max(1, weeks // 2)
        return ["recovery"] * recovering + ["base"] * (weeks - recovering)
    if wish.goal is Goal.BASE:
        base = -(-weeks // 2)
        return ["base"] * base + ["build"] * (weeks - base)
    peak = min(3, weeks // 3) or 1
    base = max(1, round((weeks - peak) * 0.55)) if weeks > 1 else 0
    return ["base"] * base + ["build"] * (weeks - peak - base) + ["peak"] * peak
