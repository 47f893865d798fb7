"""Estimate what a run's plan leaves out, and let the estimates follow what they come from.

Of a planned run either both figures are said, or one is said and the other is estimated from it, from the steps and
from the runner's paces. Whoever changes a figure, a step, a kind or a pace calls `follow_estimates` or
`renew_estimates`, so that no estimate outlives what it was worked out from.
"""

from __future__ import annotations

from dataclasses import replace

from planner.training.measures import format_distance, format_duration, quoted
from planner.training.races import Unit
from planner.training.refusal import RefusedError
from planner.training.runner_paces import RunnerPaces
from planner.training.steps import steps_distance_m, steps_duration_s
from planner.training.structured_runs import describe_misfit, stretch_easy_steps, with_step_sums
from planner.training.workouts import Effort, RunKind, Sport, Workout


def with_estimates(workout: Workout, paces: RunnerPaces, unit: Unit = Unit.KM) -> Workout:
    """Return a planned run with its missing time or distance estimated, and a reason that says from what.

    Both are estimated of a run that only has steps, some by distance and some by time. Other workouts, and runs whose
    time and distance are both known or both unknown, are returned unchanged.
    """
    planned = workout.planned
    if workout.sport is not Sport.RUN or (planned.distance_m and planned.duration_s):
        return workout
    kind = RunKind(workout.kind or RunKind.EASY)
    if not planned.distance_m and not planned.duration_s:
        return _with_sums_of_steps(workout, paces, unit)
    if planned.distance_m:
        field, missing, known = "duration_s", "Time", "distance"
        planned = replace(planned, duration_s=paces.duration_s(kind, planned))
    else:
        field, missing, known = "distance_m", "Distance", "time"
        planned = replace(planned, distance_m=paces.distance_m(kind, planned))
    return replace(
        workout, planned=planned, estimated=(field,), reason=_estimate_reason(paces, kind, missing, known, unit)
    )


def planned_without_estimates(workout: Workout) -> Effort:
    """Return what the plan itself asks for, without estimated figures."""
    planned = workout.planned
    return replace(
        planned,
        distance_m=None if "distance_m" in workout.estimated else planned.distance_m,
        duration_s=None if "duration_s" in workout.estimated else planned.duration_s,
    )


def renew_estimates(workout: Workout, paces: RunnerPaces, unit: Unit = Unit.KM) -> Workout:
    """Return a workout with what was estimated of it, or is missing, estimated from what it has now.

    The figures of a run that has become something else are taken out where they were estimates. The distance that was
    estimated from steps stays as the run's own where the steps are gone.
    """
    reason = None if workout.estimated else workout.reason
    planned = planned_without_estimates(workout)
    if workout.sport is Sport.RUN and len(workout.estimated) > 1 and not planned.steps:
        planned = replace(planned, distance_m=workout.planned.distance_m)
    return with_estimates(replace(workout, planned=planned, estimated=(), reason=reason), paces, unit)


def follow_estimates(before: Workout, after: Workout, paces: RunnerPaces, unit: Unit = Unit.KM) -> Workout:
    """Return an edited workout with what was estimated, or is missing now, estimated from its new figures.

    A figure that was an estimate and differs now was typed. A new length of a run whose steps stay goes to their easy
    parts.

    Args:
        before: The workout before the edit.
        after: The workout after it.
        paces: How fast the runner runs.
        unit: The unit of sentences.

    Raises:
        RefusedError: The run would be shorter than the work in its steps.
    """
    if (before.kind, before.planned) == (after.kind, after.planned):
        return after
    still_estimated = tuple(
        name for name in after.estimated if getattr(before.planned, name) == getattr(after.planned, name)
    )
    reason = None if still_estimated else after.reason
    edited = replace(after, estimated=still_estimated, reason=reason)
    planned = _with_fitting_steps(before, edited, paces, unit)
    followed = renew_estimates(replace(edited, planned=planned), paces, unit)
    was_replaced_by_steps = planned.steps and planned.steps != before.planned.steps
    if was_replaced_by_steps and followed.planned.distance_m is None:  # no pace is known for one of them
        known = replace(edited, planned=replace(planned, distance_m=planned_without_estimates(before).distance_m))
        return renew_estimates(known, paces, unit)
    return followed


def _with_fitting_steps(before: Workout, after: Workout, paces: RunnerPaces, unit: Unit) -> Effort:
    """Return what is planned with the easy steps as much longer or shorter as the run is, where its steps stayed.

    Steps that all have a distance fit a new distance already, as those by time fit a new time; see `fit_steps`.

    Raises:
        RefusedError: The run would be shorter than the work in its steps.
    """
    planned, steps = after.planned, after.planned.steps
    if not steps or steps != before.planned.steps or steps_distance_m(steps) is not None:
        return planned
    was, is_by_time = before.planned, steps_duration_s(steps) is not None
    metres, figure = 0.0, ""
    if planned.distance_m and planned.distance_m != was.distance_m:
        old_m = paces.steps_distance_m(steps) or was.distance_m
        metres = planned.distance_m - old_m if old_m else 0.0
        figure = f"distance {quoted(format_distance(planned.distance_m, unit))}"
    elif planned.duration_s and planned.duration_s != was.duration_s and not is_by_time:
        old_s = paces.steps_duration_s(steps) or was.duration_s
        metres = (planned.duration_s - old_s) / paces.easy * 1000 if old_s else 0.0
        figure = f"time {quoted(format_duration(planned.duration_s))}"
    if not metres:
        return planned
    stretched = stretch_easy_steps(steps, metres, paces.easy)
    fitted = replace(planned, steps=steps if stretched is None else stretched)
    if is_by_time:
        fitted = with_step_sums(replace(fitted, duration_s=None))
    said = planned_without_estimates(replace(after, planned=fitted))
    if (stretched is None and metres < 0) or describe_misfit(said):
        raise RefusedError(
            f"{figure} is shorter than the work in its steps, with what their easy parts need; change the steps too."
        )
    return fitted


def _with_sums_of_steps(workout: Workout, paces: RunnerPaces, unit: Unit) -> Workout:
    """Return a run with the distance and time of its steps; unchanged where they cannot be worked out."""
    steps = workout.planned.steps
    metres, seconds = paces.steps_distance_m(steps), paces.steps_duration_s(steps)
    if not metres or not seconds:
        return workout
    return replace(
        workout,
        planned=replace(workout.planned, distance_m=metres, duration_s=seconds),
        estimated=("distance_m", "duration_s"),
        reason=f"Distance and time estimated from the steps, the easy ones {paces.easy_text(unit)}.",
    )


def _estimate_reason(paces: RunnerPaces, kind: RunKind, missing: str, known: str, unit: Unit) -> str:
    if kind is not RunKind.RACE:
        return f"{missing} estimated from the {known} {paces.easy_text(unit)}."
    if paces.walks_between:
        return f"{missing} estimated from the {known} {paces.easy_text(unit)}, with breaks of walking."
    if paces.index is None:
        return (
            f"{missing} estimated from the {known} {paces.easy_text(unit)}: "
            "race times cannot be predicted from so slow or so fast a pace."
        )
    return f"{missing} predicted {paces.race_text(unit)}."
