"""Give each day of a generated plan's week its run: the long run, the fast runs, a medium-long run, easy runs.

A fast run is as long as its warm-up, repetitions and cool-down need, and the easy runs share what is left of the week.
The weights and shares are this planner's defaults, not evidence.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from planner.training.run_plans.goals import MEDIUM_LONG_S, Goal, PlanRequest
from planner.training.run_plans.long_runs import MAX_OTHER_RUN_SHARE, RACE_PACE_M, round_down, round_down_run
from planner.training.run_plans.quality_runs import (
    HARD_SHARE,
    QualityRun,
    QualityRunChooser,
    RunDescription,
    RunRoom,
    describe_quality_run,
    easy_run,
    easy_run_with_strides,
    long_run,
    race_week_run,
)
from planner.training.run_plans.quality_weeks import most_race_pace, quality_amount, quality_kinds
from planner.training.run_plans.request_paces import easy_pace
from planner.training.run_plans.run_lengths import share_run_lengths
from planner.training.run_plans.taper_rules import longest_run_of_day_before
from planner.training.run_plans.weekly_volumes import PlanWeek, WeekShape
from planner.training.workouts import RunKind

_NEXT_TO_LONG_WEIGHT = 0.85
"""How a run on the day before or after the long run compares in length with the other easy runs."""
_RACE_WEEK_RUN_SHARE = 0.4
"""A run in race week is at most this share of the longest run of the last weeks. A default."""
_MIN_EASY_SHARE = 0.7
"""An easy run is at least this share of the mean of the week's runs without the long one, whatever a fast run needs."""
_MEDIUM_LONG_WEEK_M = 60_000.0
"""A medium-long run is in weeks of more metres than these."""
_MEDIUM_LONG_SHARE, _MEDIUM_LONG_OF_LONG_RUN = 0.22, 0.9
_MEDIUM_LONG_LEAST_SHARE, _MEDIUM_LONG_MAX_SHARE = 0.20, 0.25
"""A medium-long run as a share of its week: usually, at most of the long run, at least and at most."""
_MIN_STRIDES_RUN_M = 2_500.0
_STRIDES = (4, 5, 6)
"""How many strides there are in the first weeks that have them, in the next ones, and later."""


@dataclass(frozen=True, slots=True)
class _Room:
    """What the runs of a week, without the long one, share.

    Attributes:
        days: Their weekdays.
        metres: All of them together.
        longest_m: The longest that one of them may be, in metres.
    """

    days: tuple[int, ...]
    metres: float
    longest_m: float


@dataclass(frozen=True, slots=True)
class _DemandingRuns:
    """The runs of a week, without the long one, that are more than easy.

    Attributes:
        fast: The fast runs by weekday.
        medium_day: The weekday of the medium-long run, or None.
        lengths: The metres that these runs need, by weekday.
    """

    fast: dict[int, QualityRun]
    medium_day: int | None
    lengths: dict[int, float]


def plan_week(week: PlanWeek, chooser: QualityRunChooser) -> dict[int, RunDescription]:
    """Return the run of each weekday that has one, the race left out; together they are the week's volume.

    Args:
        week: The week.
        chooser: Chooses the fast runs; it knows those of the weeks before.
    """
    request, shape = week.request, week.shape
    days = week.run_days
    if request.goal is Goal.AFTER_RACE and week.number == 0:
        days = _days_after_race(request, days, shape)
    runs: dict[int, RunDescription] = {}
    if shape.long_m and request.long_day in days:
        runs[request.long_day] = long_run(request, shape.long_m, shape.race_pace_m)
    others = tuple(day for day in days if day not in runs)
    day_before = next((day for day in others if week.days_to_race(day) == 1), None)
    if day_before is not None:
        left_m = shape.volume_m - sum(run.distance_m for run in runs.values())
        runs[day_before] = easy_run(_day_before_race(request, left_m / len(others)))
        others = tuple(day for day in others if day != day_before)
    if not others:
        return runs
    longest = MAX_OTHER_RUN_SHARE * shape.long_m or _RACE_WEEK_RUN_SHARE * week.longest_before_m
    metres = min(shape.volume_m - sum(run.distance_m for run in runs.values()), longest * len(others))
    room = _Room(others, metres, longest)
    demanding = _demanding_runs(week, chooser, room)
    weights = {day: _weight(week, day) for day in others if day not in demanding.lengths}
    strides_day = _strides_day(week, list(weights), has_fast_run=bool(demanding.fast))
    strides = _STRIDES[min(max(week.number_in_block - 1, 0) // 3, len(_STRIDES) - 1)]
    for day, length in share_run_lengths(metres, longest, weights, demanding.lengths).items():
        if day in demanding.lengths:
            runs[day] = _demanding_run(demanding, day, length, chooser)
        elif day == strides_day and length >= _MIN_STRIDES_RUN_M:
            runs[day] = easy_run_with_strides(length, strides, chooser.paces)
        elif length:
            runs[day] = easy_run(length)
    return runs


def _demanding_runs(week: PlanWeek, chooser: QualityRunChooser, room: _Room) -> _DemandingRuns:
    """Choose the fast runs and the medium-long run of a week, race pace first: the others take what it leaves."""
    kinds = quality_kinds(week, room.days)
    medium_day, medium_m = _medium_long_run(week, room.days)
    lengths = {} if medium_day is None else {medium_day: medium_m}
    fast: dict[int, QualityRun] = {}
    for day in sorted(kinds, key=lambda day: (kinds[day] is not RunKind.RACE_PACE, day)):
        kind = kinds[day]
        if day == medium_day and kind is not RunKind.RACE_PACE:
            continue
        limit = lengths.get(day) or _longest_quality_run(room, kinds, lengths)
        if week.is_race_week:
            run = race_week_run(week.request, limit)
        else:
            run_room = _room_for_fast_run(week, kind, limit, fast, chooser)
            run = chooser.choose(kind, week.shape.volume_m, run_room, quality_amount(week, kind))
        if run is not None:
            fast[day] = run
            lengths[day] = max(run.least_m, lengths.get(day, 0.0))
    return _DemandingRuns(fast, medium_day, lengths)


def _room_for_fast_run(
    week: PlanWeek, kind: RunKind, limit: float, others: Mapping[int, QualityRun], chooser: QualityRunChooser
) -> RunRoom:
    """Return what a week leaves for its next fast run of at most `limit` metres."""
    shape = week.shape
    fast_m = HARD_SHARE * shape.volume_m - shape.race_pace_m
    fast_m -= sum(run.repetitions.fast_m for run in others.values())
    race_pace = (0.0, math.inf)
    if kind is RunKind.RACE_PACE and week.request.goal in RACE_PACE_M:
        least_m = 0.0 if shape.phase == "taper" else chooser.race_pace_m
        race_pace = (least_m, most_race_pace(week))
    return RunRoom(limit, fast_m, race_pace, tuple(run.kind for run in others.values()))


def _demanding_run(demanding: _DemandingRuns, day: int, metres: float, chooser: QualityRunChooser) -> RunDescription:
    if day not in demanding.fast:
        return RunDescription(RunKind.EASY, "Medium-long run", metres)
    is_medium_long = day == demanding.medium_day
    return describe_quality_run(demanding.fast[day], metres, chooser.paces, is_medium_long=is_medium_long)


def _days_after_race(request: PlanRequest, days: list[int], shape: WeekShape) -> list[int]:
    """Return the first week's run days after a race: without Monday and Tuesday, if the others can take its volume."""
    later_days = [day for day in days if day > 1 or day == request.long_day]
    room = round_down_run(MAX_OTHER_RUN_SHARE * shape.long_m) * (len(later_days) - 1)
    return later_days if len(later_days) > 1 and room >= shape.volume_m - shape.long_m else days


def _day_before_race(request: PlanRequest, mean_m: float) -> float:
    """Return the metres of the run on the day before the race: a short one, at most the mean of its week."""
    return round_down_run(min(longest_run_of_day_before(easy_pace(request)), mean_m))


def _is_next_to_long_run(request: PlanRequest, day: int) -> bool:
    return (day - request.long_day) % 7 in (1, 6)


def _medium_long_run(week: PlanWeek, days: tuple[int, ...]) -> tuple[int | None, float]:
    """Return day and length in metres of the medium-long run; no day where the week has no room for one.

    It takes the place of the second fast run in plans for long races, so that a week keeps two demanding days between
    its long runs; else it is as far from the long run and the fast runs as can be.
    """
    request, shape = week.request, week.shape
    ninety_minutes = MEDIUM_LONG_S / easy_pace(request) * 1000
    least = max(_MEDIUM_LONG_LEAST_SHARE * shape.volume_m, ninety_minutes)
    most = round_down(min(_MEDIUM_LONG_MAX_SHARE * shape.volume_m, _MEDIUM_LONG_OF_LONG_RUN * shape.long_m), 500.0)
    metres = min(-(-max(_MEDIUM_LONG_SHARE * shape.volume_m, ninety_minutes) // 500) * 500, most)
    if shape.volume_m <= _MEDIUM_LONG_WEEK_M or metres < least:
        return None, 0.0
    candidates = [day for day in days if not _is_next_to_long_run(request, day)]
    second = request.quality_days[-1] if len(request.quality_days) > 1 else None
    if second in candidates and request.goal not in (Goal.FIVE_K, Goal.TEN_K):
        return second, metres
    candidates = [day for day in candidates if day not in request.quality_days]
    demanding = (*request.quality_days, request.long_day)
    distances = {day: min((day - other) % 7 * ((other - day) % 7) for other in demanding) for day in candidates}
    return max(candidates, key=lambda day: (distances[day], -day), default=None), metres


def _longest_quality_run(room: _Room, kinds: Mapping[int, RunKind], lengths: Mapping[int, float]) -> float:
    """Return the longest that the next fast run may be in metres, so that the other runs keep a sensible length."""
    open_days = [day for day in room.days if day not in lengths]
    others = _MIN_EASY_SHARE * room.metres / len(room.days) * (len(open_days) - 1)
    later = sum(day in kinds for day in open_days) - 1
    left = room.metres - sum(lengths.values()) - others
    return min(room.longest_m, left / (1 + later * (1 - _MIN_EASY_SHARE)) if later > 0 else left)


def _weight(week: PlanWeek, day: int) -> float:
    """Return how an easy run compares in length with the others of its week."""
    is_lighter = not week.is_race_week and _is_next_to_long_run(week.request, day)
    return _NEXT_TO_LONG_WEIGHT if is_lighter else 1.0


def _strides_day(week: PlanWeek, easy_days: list[int], *, has_fast_run: bool) -> int | None:
    """Return the day whose easy run ends with strides: not next to the long run if there is another."""
    if not week.number_in_block or week.shape.phase == "recovery" or (week.is_race_week and has_fast_run):
        return None
    return min(easy_days, key=lambda day: (_is_next_to_long_run(week.request, day), day), default=None)
