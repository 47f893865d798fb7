"""Exercises of the runner's own: which are known, and defining, changing and removing one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from planner.store import quick
from planner.text import join_first
from planner.training.exercises.examples import ExerciseMeasure
from planner.training.formatting import format_day, format_exercise
from planner.training.leg_load import counted_kind
from planner.training.measures import quoted
from planner.training.own_exercises import EXAMPLES, KnownExercises, OwnExercise, find_own_exercise, parse_exercise_name
from planner.training.refusal import RefusedError
from planner.training.workout_names import workout_name
from planner.training.workouts import ExerciseSet, LegLoad, Workout
from planner.usecases.changes import Change
from planner.usecases.planbook import Planbook


def known_exercises(book: Planbook) -> KnownExercises:
    """Return the exercises that sets may be typed of: the examples, and those of the runner's own in their place.

    Raises:
        RefusedError: The file cannot be read.
    """
    return {**EXAMPLES, **{exercise.name: exercise for exercise in quick.read_exercises(book.path)}}


def plan_exercise(book: Planbook, typed: str, measure: str | None, legs: str | None) -> Change:
    """Define an exercise of the runner's own, or change one; planned sets of it get its new leg load.

    Args:
        book: The runner's file and clock.
        typed: Its name, as it was typed.
        measure: An `ExerciseMeasure` value; None leaves it as it is.
        legs: A `LegLoad` value; None leaves it as it is.

    Raises:
        RefusedError: The name cannot be one, a new exercise lacks its measure or its leg load, or sets of it are
            planned that another measure would not fit.
    """
    name = parse_exercise_name(typed)
    before = known_exercises(book).get(name)
    shown = format_exercise(name)
    if before is None and (measure is None or legs is None):
        counted = ["what is counted, with --by distance|hold|rounds|repetitions"] if measure is None else []
        asked = ["what it asks of the legs, with --legs heavy|moderate|light|none"] if legs is None else []
        raise RefusedError(f"exercise {quoted(typed)} is new: say {' and '.join(counted + asked)}.")
    after = OwnExercise(
        name,
        before.measure if measure is None and before is not None else ExerciseMeasure(measure or ""),
        before.leg_load if legs is None and before is not None else LegLoad(legs or ""),
        before.id if before is not None else 0,
        before.version if before is not None else 0,
    )
    if before is not None and before.id and after == before:
        return Change("", remarks=(f"{shown} is as you say.",))
    open_workouts = _open_workouts_with(book, name)
    if before is not None and after.measure is not before.measure and open_workouts:
        raise RefusedError(
            f"{shown} is planned by {before.measure} {_on_days(open_workouts)}; take it out there before it is "
            f"counted by {after.measure}."
        )
    changed = [_with_leg_load(workout, name, after.leg_load) for workout in open_workouts]
    changed = [one for one, stored in zip(changed, open_workouts, strict=True) if one != stored]
    verb = "changed" if before is not None and before.id else "defined"
    return Change(
        f"exercise: {shown} {verb}, by {after.measure}, legs {after.leg_load}",
        changed=tuple(changed),
        exercises=(after,),
        remarks=tuple(_kind_remarks(open_workouts, changed)),
    )


def plan_remove_exercise(book: Planbook, typed: str) -> Change:
    """Remove an exercise of the runner's own; what was done of it stays recorded.

    Raises:
        RefusedError: There is no such exercise, it is an example, or workouts are planned with it.
    """
    exercise = find_own_exercise(typed, known_exercises(book))
    shown = format_exercise(exercise.name)
    if not exercise.id:
        raise RefusedError(f"{shown} is one of the planner's examples and not yours, so there is nothing to remove.")
    open_workouts = _open_workouts_with(book, exercise.name)
    if open_workouts and exercise.name not in EXAMPLES:
        raise RefusedError(f"{shown} is planned {_on_days(open_workouts)}; take it out there first.")
    if open_workouts and EXAMPLES[exercise.name].measure is not exercise.measure:
        raise RefusedError(
            f"{shown} is planned by {exercise.measure} {_on_days(open_workouts)}; take it out there first."
        )
    again = EXAMPLES.get(exercise.name)
    changed = [_with_leg_load(workout, exercise.name, again.leg_load) for workout in open_workouts] if again else []
    remarks = (f"The example {shown} is in its place again, legs {again.leg_load}.",) if again else ()
    return Change(f"exercise: {shown} removed", changed=tuple(changed), removed_exercises=(exercise,), remarks=remarks)


def _open_workouts_with(book: Planbook, name: str) -> list[Workout]:
    """Return the workouts that are neither done nor skipped and have planned sets of an exercise."""
    return [
        workout
        for workout in quick.read_workouts_with_exercise(book.path, name)
        if workout.is_open and any(part.exercise == name for part in workout.planned.sets)
    ]


def _on_days(workouts: Sequence[Workout]) -> str:
    return f"on {join_first([f'{format_day(one.date)} (workout {one.id})' for one in workouts])}"


def _with_leg_load(workout: Workout, name: str, leg_load: LegLoad) -> Workout:
    def with_load(part: ExerciseSet) -> ExerciseSet:
        return replace(part, leg_load=leg_load) if part.exercise == name else part

    return replace(workout, planned=replace(workout.planned, sets=tuple(map(with_load, workout.planned.sets))))


def _kind_remarks(before: Sequence[Workout], changed: Sequence[Workout]) -> list[str]:
    """Return what the changed workouts count as now, in a sentence; none where all count as before."""
    stored = {workout.id: counted_kind(workout) for workout in before}
    moved = [one for one in changed if counted_kind(one) != stored[one.id]]
    kinds = dict.fromkeys(str(counted_kind(one) or "no work for the legs") for one in moved)
    return [
        f"{'It counts' if len(named) == 1 else 'They count'} as {kind} now: "
        f"{join_first([f'{workout_name(one)} of {format_day(one.date)}' for one in named])}."
        for kind in kinds
        for named in [[one for one in moved if str(counted_kind(one) or "no work for the legs") == kind]]
    ]
