"""Make runs longer or shorter by a share: one run, or the runs of a week together.

The work of a structured run stays as it is, because it is what the run is for; its easy parts take the difference.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

from planner.training.races import Unit
from planner.training.run_estimates import planned_without_estimates, renew_estimates
from planner.training.runner_paces import RunnerPaces
from planner.training.steps import steps_distance_m, steps_duration_s
from planner.training.structured_runs import fit_steps, stretch_easy_steps
from planner.training.workouts import Effort, Workout

_ROUND_M = 100.0
_HALVINGS = 8
"""How often the way from the wanted length to the old is halved where the easy parts cannot take all of it: 100 m."""

Resize = Callable[[Workout, float], Workout]
"""Makes a run so many times as long, as `resize_run` does."""


def planned_metres(run: Workout) -> float:
    """Return the metres that are planned of a run, estimated ones included; 0 where they are not known."""
    return run.planned.distance_m or 0.0


def resize_run(run: Workout, share: float, paces: RunnerPaces, unit: Unit = Unit.KM) -> Workout:
    """Return a planned run so many times as long, as near to it as the work in its steps allows.

    Args:
        run: The run.
        share: How many times as long as now.
        paces: How fast the runner runs.
        unit: The unit of sentences.
    """
    planned = _resized(run, share, paces)
    if planned is None:
        too_far, fitting = share, 1.0
        for _ in range(_HALVINGS):
            middle = (too_far + fitting) / 2
            found = _resized(run, middle, paces)
            if found is None:
                too_far = middle
            else:
                fitting, planned = middle, found
    return run if planned is None else renew_estimates(replace(run, planned=planned), paces, unit)


def resize_week(runs: Sequence[Workout], target_m: float, resize: Resize) -> list[Workout]:
    """Return the runs of a week resized so that they add up to some metres, each by the same share.

    What a run cannot give or take, because its work stays, is shared by the others.

    Args:
        runs: The runs that may change.
        target_m: Metres that they should add up to.
        resize: Makes a run so many times as long, or as near to it as it may be.
    """
    resized: dict[int, Workout] = {}
    free = [run for run in runs if planned_metres(run)]
    while free:
        left_m = max(target_m - sum(map(planned_metres, resized.values())), 0.0)
        share = left_m / sum(map(planned_metres, free))
        tried = {run.id: resize(run, share) for run in free}
        stiff = [run for run in free if _is_off(planned_metres(tried[run.id]), share * planned_metres(run))]
        resized |= {run.id: tried[run.id] for run in stiff or free}
        free = [run for run in free if run.id not in resized]
    return [resized.get(run.id, run) for run in runs]


def _is_off(metres: float, wanted_m: float) -> bool:
    """Return whether a length is another than the wanted one, beyond what rounding makes of it."""
    return abs(metres - wanted_m) > _ROUND_M


def round_down(metres: float) -> float:
    """Return a distance in metres, down to the next 100 m."""
    return math.floor(metres / _ROUND_M + 1e-9) * _ROUND_M


def _resized(run: Workout, share: float, paces: RunnerPaces) -> Effort | None:
    """Return what is planned of a run of another length, without estimates; None where its steps do not allow it."""
    said = planned_without_estimates(run)
    metres, seconds, steps = said.distance_m, said.duration_s, said.steps
    planned = replace(
        said,
        distance_m=None if metres is None else round(metres * share, -2) or metres,
        duration_s=None if seconds is None else max(round(seconds * share / 60), 1) * 60,
    )
    if not steps:
        return planned
    steps_m, steps_s = steps_distance_m(steps), steps_duration_s(steps)
    if steps_m is not None:
        return fit_steps(replace(planned, distance_m=round((metres or steps_m) * share, -2)))
    if steps_s is not None:
        return fit_steps(replace(planned, duration_s=max(round((seconds or steps_s) * share / 60), 1) * 60))
    more_m = round(planned_metres(run) * (share - 1), -2)
    stretched = stretch_easy_steps(steps, more_m, paces.easy) if more_m else steps
    if stretched is None:
        return None
    return replace(planned, steps=stretched, distance_m=None if metres is None else metres + more_m)
