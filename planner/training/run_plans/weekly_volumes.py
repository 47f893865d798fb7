"""Compute how much a generated plan runs in each week.

Volume climbs from the current to the peak week with a lighter week every third or fourth, then tapers as `taper_rules`
has it. No week is 30 % above the higher of the two before (``Nielsen14``). How long the long
runs are is in `long_runs`. The weeks are built within these limits, so nothing checks them afterwards.
Requests must have passed `plan_requests.check_plan_request`, which refuses a recent race that gives no
paces.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from planner.training.run_plans.goals import Goal, PlanRequest
from planner.training.run_plans.long_runs import (
    days_to_race,
    is_early_enough,
    max_long_run,
    max_long_run_after,
    max_share,
    needed_long_runs,
    race_pace_within,
    round_down,
    round_down_run,
    taper_long_run,
    taper_race_pace,
    wanted_long_runs,
    wanted_race_pace,
    week_in_long_runs,
)
from planner.training.run_plans.request_paces import easy_pace
from planner.training.run_plans.run_days import run_day_count, spread_days, taper_run_day_count
from planner.training.run_plans.taper_rules import taper_shares_before, taper_weeks
from planner.training.runner_paces import paces_of_request

_STEP_BACK_SHARE = 0.80
"""A lighter week and its long run, as a share of the week before. A default, not evidence."""
_MAX_WEEK_GROWTH = 1.20
"""The most a week grows over the higher of the two before, as a factor. It is less than the 30 % at which the slotter
warns (W4), because the slotter compares estimated times, which shift with the kinds of run in a week."""
_LEAST_RESTART_SHARE = 0.4
"""A plan that continues a block after a poor week runs at least this share of the goal's least usual peak."""
_RISE_FACTORS = (1.0, 1.1, 1.2, 1.35, 1.5, 1.75, 2.0, 3.0)
"""How much steeper than an even rise a build-up may be, tried in this order."""
_LATE_RUN_SHARE = 0.9
"""The most of a long run that is too close to the marathon to be the longest, as a share of the longest."""
_PEAK_WEEKS_SHARE, _BASE_WEEKS_SHARE = 0.30, 0.40


@dataclass(frozen=True, slots=True)
class WeekShape:
    """How much one week of a plan runs.

    Attributes:
        phase: base, build, peak, taper or recovery.
        volume_m: Running in metres, the race left out.
        long_m: The long run in metres; 0 in the week of the race.
        step_back: Whether it is a lighter week on the way up.
        race_pace_m: How much of the long run is at race pace, in metres.
    """

    phase: str
    volume_m: float
    long_m: float
    step_back: bool = False
    race_pace_m: float = 0.0


@dataclass(frozen=True, slots=True)
class PlanWeek:
    """One week of a plan among the others.

    Attributes:
        request: What is asked for.
        shapes: All weeks of the plan.
        number: Its place in the plan, from 0.
    """

    request: PlanRequest
    shapes: tuple[WeekShape, ...]
    number: int

    @property
    def shape(self) -> WeekShape:
        """How much it runs."""
        return self.shapes[self.number]

    @property
    def number_in_block(self) -> int:
        """Its place in the block that the plan begins or continues, from 0."""
        return self.request.weeks_before + self.number

    @property
    def is_race_week(self) -> bool:
        """Whether the race is in it."""
        return self.request.race_weekday is not None and self.number == self.request.weeks - 1

    @property
    def run_days(self) -> list[int]:
        """The weekdays with a run, the race left out: fewer than the runner has where there is little to run."""
        days = [day for day in self.request.run_days if self.days_to_race(day) > 0]
        if self.shape.phase == "taper":
            peak_m = max((shape.volume_m for shape in self.shapes if shape.phase != "taper"), default=math.inf)
            count = taper_run_day_count(self.request, self.shape.volume_m, peak_m)
        else:
            count = run_day_count(self.request, self.shape.volume_m)
        kept = (self.request.long_day, *self.request.quality_days)
        return days if count >= len(days) else spread_days(days, count, kept)

    @property
    def longest_before_m(self) -> float:
        """The longest run of the last weeks, this one included, in metres."""
        longest = max(shape.long_m for shape in self.shapes[max(self.number - 4, 0) : self.number + 1])
        return max(longest, _prior_longest_run(self.request, self.number * 7))

    def days_to_race(self, weekday: int) -> float:
        """Return the days from a weekday of this week to the race; infinity without one."""
        return days_to_race(self.request, self.number * 7 + weekday)


def week_shapes(request: PlanRequest) -> tuple[WeekShape, ...]:
    """Return every week of the plan."""
    shapes = _gentlest_build_up(request)
    before = [_prior_week_volume(request), *(shape.volume_m for shape in shapes)]
    top = shapes[-1].volume_m if shapes else request.current_m
    longest = max((shape.long_m for shape in shapes), default=0.0)
    most_pace_m = max((shape.race_pace_m for shape in shapes), default=0.0)
    shares = taper_shares(request)
    for week in range(len(shapes), request.weeks):
        weeks_into_taper = week - request.weeks + len(shares)
        volume = min(shares[weeks_into_taper] * top, _max_volume_after(request, before))
        known = longest or _prior_longest_run(request, week * 7 + request.long_day)
        long_m = min(
            taper_long_run(request, week, weeks_into_taper, known), round_down_run(max_share(request, volume) * volume)
        )
        pace_m = race_pace_within(request, taper_race_pace(request.goal, weeks_into_taper, most_pace_m), volume, long_m)
        shapes.append(WeekShape("taper", volume, long_m, race_pace_m=pace_m))
        before.append(volume)
    return tuple(shapes)


def max_reachable_peak(request: PlanRequest) -> float:
    """Return the biggest week that can be reached, in metres, down to the kilometre; the request's peak is ignored."""
    return round_down(max_reachable_volume(request), 1000.0) if building_weeks(request) else request.current_m


def max_reachable_volume(request: PlanRequest) -> float:
    """Return the biggest week that can be reached, in metres; it is below the current one if that needs more runs."""
    return max_volume(replace(request, peak_m=math.inf))


def max_volume(request: PlanRequest) -> float:
    """Return the biggest week of the steepest way to the request's peak week, in metres."""
    if not building_weeks(request):
        return request.current_m
    return max(shape.volume_m for shape in _build_up(request, math.inf))


def building_weeks(request: PlanRequest) -> int:
    """Return how many weeks come before the taper; 0 where a plan begins with the taper."""
    return max(request.weeks - taper_weeks(request.goal, request.race_weekday), 0)


def is_step_back(request: PlanRequest, week: int) -> bool:
    """Return whether a week (from 0) is a lighter one: every third or fourth, never the last before a taper."""
    last = building_weeks(request) - 1
    if (request.weeks_before + week + 1) % request.step_back_every or week > last:
        return False
    return week < last or (request.goal is Goal.BASE and week > 1)


def taper_shares(request: PlanRequest) -> tuple[float, ...]:
    """Return the volume of each tapering week of a plan as a share of its peak week; none without a race."""
    return () if request.race_weekday is None else taper_shares_before(request.goal, request.race_weekday)


def _gentlest_build_up(request: PlanRequest) -> list[WeekShape]:
    """Return the weeks before the taper of the least steep rise that reaches peak and longest run within the limits.

    A long run that is partly at race pace takes less time, so the longest one after it is held back: where the longest
    is too short for the race, the long runs are all easy.
    """
    if not building_weeks(request):
        return []
    least_m = request.settings.longest_run_m[0]
    highest = min(max_reachable_volume(request), request.peak_m)
    request = replace(request, peak_m=highest)
    steepest = _build_up(request, math.inf)
    easy = _build_up(request, math.inf, with_race_pace=False)
    with_race_pace = min(_longest(easy), least_m) <= _longest(steepest)
    if not with_race_pace:
        steepest = easy
    asked_m = min(least_m, _longest(steepest))
    top = max((week for week in range(building_weeks(request)) if not is_step_back(request, week)), default=0)
    even = (request.peak_m - request.current_m) / max(top, 1)
    for steeper in _RISE_FACTORS:
        shapes = _build_up(request, steeper * even, with_race_pace=with_race_pace)
        if max(shape.volume_m for shape in shapes) >= request.peak_m - 1e-6 and _longest(shapes) >= asked_m:
            return shapes
    return steepest


def _longest(shapes: list[WeekShape]) -> float:
    return max(shape.long_m for shape in shapes)


def _build_up(request: PlanRequest, rise: float, *, with_race_pace: bool = True) -> list[WeekShape]:
    """Return the weeks before the taper, their volumes rising by at most `rise` metres a week."""
    limit = max_long_run(request)
    weeks = range(building_weeks(request))
    phases = _phase_of_each_week(request)[request.weeks_before :]
    normal_weeks = [week for week in weeks if not is_step_back(request, week)]
    race_pace = wanted_race_pace(request, normal_weeks) if with_race_pace else {}
    wanted = wanted_long_runs(request, normal_weeks, len(weeks), has_race_pace=bool(race_pace))
    needed = needed_long_runs(request, normal_weeks, race_pace)
    volumes = [_prior_week_volume(request)]
    shapes: list[WeekShape] = []
    for week in weeks:
        day = 7 * week + request.long_day
        most = _max_volume_after(request, volumes)
        earlier = max([_prior_longest_run(request, day), *(_as_easy_run(request, shape) for shape in shapes[-4:])])
        longest = min(limit, max_long_run_after(earlier)) if earlier else limit
        if week not in normal_weeks:
            volume, long = (shapes[-1].volume_m, shapes[-1].long_m) if shapes else _starting_week(request, earlier)
            volume = min(_STEP_BACK_SHARE * volume, most)
            # After a week with little running, four fifths of the last long run could be longer than the week.
            least = volume / week_in_long_runs(request, volume)
            long = round_down_run(min(_STEP_BACK_SHARE * long, max(max_share(request, volume) * volume, least)))
            shapes.append(WeekShape(phases[week], volume, long, step_back=True))
        else:
            risen = request.current_m + (rise * week if week else 0)  # an infinite rise times 0 is no number
            longest = min(longest, _longest_late_run(request, week, shapes))
            volume = _week_within(request, min(risen, request.peak_m, most), longest)
            least = volume / week_in_long_runs(request, volume)
            long = min(max(wanted[week], needed.get(week, 0.0)), max_share(request, volume) * volume)
            long = min(max(long, least), longest)
            rounded = round_down_run(long)
            is_exact = long >= longest or rounded < max(needed.get(week, 0.0), least) or len(request.run_days) == 2
            long = round_down(long, 100.0) if is_exact else rounded
            pace_m = race_pace_within(request, race_pace.get(week, 0.0), volume, long)
            shapes.append(WeekShape(phases[week], volume, long, race_pace_m=pace_m))
        volumes.append(shapes[-1].volume_m)
    return shapes


def _week_within(request: PlanRequest, volume: float, longest: float) -> float:
    """Return the metres of a week, so few that none of its runs is longer than `longest`."""
    while volume > longest * week_in_long_runs(request, volume) + 1e-6:
        volume = longest * week_in_long_runs(request, volume)
    return volume


def _as_easy_run(request: PlanRequest, shape: WeekShape) -> float:
    """Return the metres of an easy run that takes as long as a week's long run, part of which may be at race pace."""
    training = paces_of_request(request).training
    if not shape.race_pace_m or training is None:
        return shape.long_m
    pace = training.marathon if request.goal is Goal.MARATHON else training.threshold
    return shape.long_m - shape.race_pace_m * (1 - pace / easy_pace(request))


def _longest_late_run(request: PlanRequest, week: int, shapes: list[WeekShape]) -> float:
    """Return the most of a long run in metres that is too close to the marathon to be the plan's longest."""
    if is_early_enough(request, week) or not shapes:
        return math.inf
    return _LATE_RUN_SHARE * max(shape.long_m for shape in shapes)


def _prior_week_volume(request: PlanRequest) -> float:
    """Return the running in the week before the plan, in metres; 0 where nothing is known of it."""
    return request.prior.last_week_m if request.prior else 0.0


def _prior_longest_run(request: PlanRequest, day: int) -> float:
    """Return the longest run before the plan, in metres, that is within 30 days of one of its days; 0 without one."""
    return request.prior.longest_run(day) if request.prior else 0.0


def _starting_week(request: PlanRequest, longest: float) -> tuple[float, float]:
    """Return volume and long run, in metres, of the week that the plan continues from."""
    if not longest:
        return request.current_m, max_share(request, request.current_m) * request.current_m
    return _week_within(request, request.current_m, longest), longest


def _max_volume_after(request: PlanRequest, before: list[float]) -> float:
    """Return the most metres of a week after others; at least what a plan that continues a block begins with."""
    if not before[-1]:
        return math.inf
    most = _MAX_WEEK_GROWTH * max(before[-2:])
    return max(most, _LEAST_RESTART_SHARE * request.settings.min_default_peak_m) if request.prior else most


def _phase_of_each_week(request: PlanRequest) -> list[str]:
    """Return the phase of each week before the taper, from the block's first week."""
    weeks = request.weeks_before + building_weeks(request)
    if request.goal is Goal.AFTER_RACE:
        recovering = max(1, weeks // 2)
        return ["recovery"] * recovering + ["base"] * (weeks - recovering)
    if request.goal is Goal.BASE:
        base = -(-weeks // 2)
        return ["base"] * base + ["build"] * (weeks - base)
    peak = max(1, round(_PEAK_WEEKS_SHARE * weeks))
    base = max(1, round(_BASE_WEEKS_SHARE * weeks)) if weeks > 1 else 0
    return ["base"] * base + ["build"] * (weeks - peak - base) + ["peak"] * peak
