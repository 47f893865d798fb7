"""What becomes of a weekend's long run when a race is put next to it: the race is that weekend's hard run.

A coach takes the long run out. Where the race is short and comes the day before, an easy run of part of its length is
left. Both are defaults, not evidence.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from planner.training.formatting import KIND_NAMES
from planner.training.workouts import Effort, RunKind, Sport, StoredStatus, Workout

_WEEKEND_REACH = dt.timedelta(days=2)
"""How far from the race a long run still belongs to its weekend: a Monday race takes Sunday's."""
_SHORT_RACE_M = 5_500.0
"""The longest race after which the next day's run only gets easy and shorter."""
_SHORTENED_SHARE = 0.6


def find_weekend_long_run(race: Workout, workouts: Iterable[Workout]) -> Workout | None:
    """Return the longest long run within two days of a race that is not skipped; None without one."""
    near = [
        workout
        for workout in workouts
        if workout.sport is Sport.RUN
        and workout.kind == RunKind.LONG
        and workout.status is not StoredStatus.SKIPPED
        and workout.id != race.id
        and abs(workout.date - race.date) <= _WEEKEND_REACH
    ]
    return max(near, key=lambda run: (run.planned.distance_m or 0.0, run.planned.duration_s or 0), default=None)


def easy_run_after_race(race: Workout, long_run: Workout) -> Workout | None:
    """Return the easy run that is left of a long run the day after a short race; None where it is taken out."""
    metres, planned = race.planned.distance_m, long_run.planned
    is_short = metres is not None and metres <= _SHORT_RACE_M
    if not is_short or long_run.date - race.date != dt.timedelta(days=1):
        return None
    fields = [name for name in ("distance_m", "duration_s") if name not in long_run.estimated]
    figures = {name: getattr(planned, name) for name in fields if getattr(planned, name)}
    if not figures:
        return None
    steps = {"distance_m": 1_000.0, "duration_s": 300}
    shortened = {
        name: max(round(_SHORTENED_SHARE * value / steps[name]), 1) * steps[name] for name, value in figures.items()
    }
    return replace(
        long_run,
        kind=RunKind.EASY,
        title=KIND_NAMES[RunKind.EASY],
        planned=Effort(**shortened),
        estimated=(),
        reason=None,
    )
