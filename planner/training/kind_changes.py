"""A workout that becomes another kind: what it keeps of its figures, and how it gets back what it had before.

What only the old kind has, as the steps of a tempo run or the sets of a session, is not carried over. It is kept as the
workout's former kind, and comes back with it. Estimated figures never stay: they are estimated again for the new kind.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from planner.text import NOTE_LIMIT
from planner.training.formatting import KIND_NAMES
from planner.training.kinds import WorkoutKind
from planner.training.steps import steps_distance_m, steps_duration_s
from planner.training.workouts import ENDURANCE_SPORTS, Effort, FormerKind, RunKind, Sport, StoredStatus, Workout

_MOST_KEPT = 4
"""So many kinds that a workout was before are kept."""


def change_kind(workout: Workout, kind: WorkoutKind) -> Workout:
    """Return a stored workout as one of another kind; the workout itself where it has that kind already.

    One that had this kind before gets back its title, figures, steps, sets and note. A run keeps its length as another
    run, and its time as cross training; a session keeps its sets as one of another dose. Nothing else is carried over.
    What is recorded already keeps its plan as it was.
    """
    sport, name = kind
    if kind == (workout.sport, workout.kind):
        return workout
    changed = replace(workout, sport=sport, kind=name)
    if workout.status not in (StoredStatus.PLANNED, StoredStatus.SKIPPED):
        return changed
    changed = replace(changed, estimated=(), former_kind=_former_kinds(workout, kind))
    former = former_of_kind(workout, kind)
    if former is None:
        return replace(changed, planned=_carried_over(workout, sport))
    return replace(
        changed,
        title=former.title,
        planned=_without(former.planned, former.estimated),
        note=former.note,
        priority=former.priority,
        slot=workout.slot or former.slot,
        start=workout.start or former.start,
    )


def easy_in_place_of(run: Workout, planned: Effort) -> Workout:
    """Return an easy run in place of a planned one, which its note names.

    Args:
        run: The run.
        planned: How long the easy run is; its steps and its rating are left out.
    """
    planned = replace(planned, rpe=None, steps=())
    return replace(with_note_of_former(run), kind=RunKind.EASY, title=KIND_NAMES[RunKind.EASY], planned=planned)


def with_note_of_former(run: Workout) -> Workout:
    """Return a workout whose note names its title, for what comes in its place; a note that is full stays."""
    replaced = f"In place of: {run.title}." if run.title else ""
    note = "\n".join(part for part in (replaced, run.note) if part)
    return replace(run, note=note if len(note) <= NOTE_LIMIT else run.note)


def former_of_kind(workout: Workout, kind: WorkoutKind) -> FormerKind | None:
    """Return what a workout was when it had a kind before; None where it never had it since its last edit."""
    return next((former for former in _chain(workout) if (former.sport, former.kind) == kind), None)


def _chain(workout: Workout) -> Iterator[FormerKind]:
    former = workout.former_kind
    while former is not None:
        yield former
        former = former.before


def _former_kinds(workout: Workout, kind: WorkoutKind) -> FormerKind:
    """Return what a workout is and was before, the latest first, without the kind that it becomes again."""
    others = [former for former in _chain(workout) if (former.sport, former.kind) != kind]
    before: FormerKind | None = None
    for former in reversed(others[: _MOST_KEPT - 1]):
        before = replace(former, before=before)
    return FormerKind(
        workout.sport,
        workout.kind,
        workout.title,
        workout.planned,
        workout.estimated,
        workout.note,
        workout.priority,
        workout.slot,
        workout.start,
        before,
    )


def _carried_over(workout: Workout, sport: Sport) -> Effort:
    """Return what stays planned of a workout that becomes one of a sport that it was not before."""
    planned = workout.planned
    if sport is Sport.STRENGTH and workout.sport is Sport.STRENGTH:
        return planned
    if sport not in ENDURANCE_SPORTS or workout.sport not in ENDURANCE_SPORTS:
        return Effort()
    metres = planned.distance_m or steps_distance_m(planned.steps)
    seconds = planned.duration_s or steps_duration_s(planned.steps)
    if sport is not workout.sport:  # an hour on the bike takes the place of an hour of running, whatever its metres
        return Effort(duration_s=seconds) if seconds else Effort(metres)
    if metres and "duration_s" in workout.estimated:
        seconds = None
    elif seconds and "distance_m" in workout.estimated:
        metres = None
    return Effort(metres, seconds)


def _without(planned: Effort, names: tuple[str, ...]) -> Effort:
    left_out: dict[str, Any] = dict.fromkeys(names)
    return replace(planned, **left_out)
