"""Make one workout lighter for a deload week. All figures are this planner's defaults, not evidence.

A run keeps seven tenths of its distance and time, and a quality run becomes an easy one without steps. A demanding
strength session keeps half of its sled rounds and half of its time held, is loaded no heavier than a moderate one, and
takes less time. Light sessions, races and exercises of the runner's own do not change.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace

from planner.training.doses import FIRST_HEAVY_RUNG, LOAD_LADDER, TARGET_RPE, Equipment, system_mass_kg
from planner.training.kind_changes import easy_in_place_of
from planner.training.leg_load import is_of_own_exercises
from planner.training.structured_runs import shorten
from planner.training.workout_names import with_title_of_sets
from planner.training.workouts import QUALITY_RUNS, Effort, Exercise, ExerciseSet, Sport, StrengthKind, Workout

_KEPT_SHARE = 0.7
_LONGEST_HOLD_S = 180
_SHORTEST_HOLD_S = 30
_MAX_RPE = float(TARGET_RPE[StrengthKind.MODERATE])


def can_be_lighter(workout: Workout, today: dt.date) -> bool:
    """Return whether a lighter week changes a workout: a race, what is past and what is recorded stay."""
    return workout.is_open and workout.date >= today and not workout.is_race


def deload_workout(workout: Workout, equipment: Equipment) -> Workout:
    """Return the workout as a deload week has it.

    Args:
        workout: A run, cross training or a strength session.
        equipment: Body mass, sled and floor, for the most that a moderate session weighs.
    """
    if workout.sport is Sport.STRENGTH:
        return _deload_session(workout, equipment)
    if workout.is_race:
        return workout
    planned = workout.planned
    reduced = replace(
        planned,
        distance_m=None if planned.distance_m is None else _shorter_distance(planned.distance_m),
        duration_s=None if planned.duration_s is None else _shorter_duration(planned.duration_s),
    )
    if workout.sport is Sport.RUN and workout.kind in QUALITY_RUNS:
        return easy_in_place_of(workout, reduced)
    return replace(workout, planned=shorten(reduced, _KEPT_SHARE))


def _deload_session(workout: Workout, equipment: Equipment) -> Workout:
    if workout.kind == StrengthKind.LIGHT or is_of_own_exercises(workout):
        return workout
    max_load_kg = system_mass_kg(LOAD_LADDER[FIRST_HEAVY_RUNG - 1], equipment)
    planned = workout.planned
    eased = Effort(
        planned.distance_m,
        None if planned.duration_s is None else _shorter_duration(planned.duration_s),
        planned.rpe if workout.kind is None else min(_MAX_RPE if planned.rpe is None else planned.rpe, _MAX_RPE),
        tuple(_deload_sets(planned.sets, max_load_kg)),
    )
    kind = StrengthKind.MODERATE if workout.kind == StrengthKind.HEAVY else workout.kind
    return with_title_of_sets(replace(workout, kind=kind, planned=eased))


def _deload_sets(parts: Iterable[ExerciseSet], max_load_kg: float) -> Iterator[ExerciseSet]:
    """Yield half of the sled rounds, counted over all of its sets and rounded up, and half of each time held."""
    rounds = 0
    for part in parts:
        if part.exercise == Exercise.REVERSE_SLED_PUSH:
            before, rounds = rounds, rounds + part.rounds
            kept = -(-rounds // 2) - -(-before // 2)
            load = None if part.load_kg is None else min(part.load_kg, max_load_kg)
            if kept:
                yield replace(part, rounds=kept, load_kg=load)
        else:
            yield part if part.is_own else _shorter_hold(part)


def _shorter_hold(part: ExerciseSet) -> ExerciseSet:
    half = part.total_hold_s // 2  # in one hold while that is not too long, else in two
    if half <= _LONGEST_HOLD_S:
        return replace(part, rounds=1, hold_s=max(half, min(part.total_hold_s, _SHORTEST_HOLD_S)))
    return replace(part, rounds=2, hold_s=half // 2)


def _shorter_distance(metres: float) -> float:
    """Return seven tenths of a distance in metres, to the next 100 m; one too short for that is unchanged."""
    return min(round(metres * _KEPT_SHARE, -2) or metres, metres)


def _shorter_duration(seconds: int) -> int:
    """Return seven tenths of a time in seconds, to the minute; one too short for that is unchanged."""
    return min(max(round(seconds * _KEPT_SHARE / 60), 1) * 60, seconds)
