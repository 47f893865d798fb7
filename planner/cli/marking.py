"""The commands that mark and take back: done, skip, undo, redo."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from planner.cli.documents import workout_document
from planner.cli.output import print_document, print_lines
from planner.cli.tables import workout_line
from planner.cli.which import find_workout
from planner.training.kinds import Kind, read_kind
from planner.training.measures import read_distance, read_duration, read_pain, read_rpe
from planner.training.refusal import RefusedError
from planner.training.workouts import ExerciseSet, Workout
from planner.usecases import queries
from planner.usecases.calendar import mark
from planner.usecases.planbook import Planbook
from planner.usecases.read_day import find_day


def done(book: Planbook, options: argparse.Namespace) -> int:
    """Mark a workout done."""
    unit = queries.read_athlete(book).unit
    distance = read_distance(options.distance, "distance", unit) if options.distance is not None else None
    time = read_duration(options.time, "time") if options.time is not None else None
    rpe = read_rpe(options.rpe, "rpe") if options.rpe is not None else None
    on = find_day(book, options.at, "at") if options.at is not None else None
    number = find_workout(book, options.which, "mark done")
    instead = read_kind(options.kind, "as") if options.kind is not None else None
    workout = mark.mark_done(
        book,
        number,
        distance_m=distance,
        duration_s=time,
        rpe=rpe,
        sets=_sets(book, number, options, instead),
        pain=read_pain(options.pain, "pain") if options.pain is not None else None,
        pain_next=read_pain(options.pain_next, "pain-next") if options.pain_next is not None else None,
        note=options.note,
        on=on,
        instead=instead,
    )
    _tell(book, options, [workout])
    felt = workout.actual
    if not options.json and felt is not None and (felt.pain is not None or felt.pain_next is not None):
        _tell_of_pain(book, workout)
    return 0


def _tell_of_pain(book: Planbook, workout: Workout) -> None:
    """What pain that was given means for the sessions to come."""
    from textwrap import wrap

    from planner.usecases.screening import after_pain, until_eased

    for sentence in after_pain(book, workout):
        print_lines(wrap(sentence, 79))
    if until_eased(book, workout) is not None:
        print_lines(['"planner ease" makes the sessions ahead what is still allowed.'])


def _sets(
    book: Planbook,
    number: int,
    options: argparse.Namespace,
    instead: Kind | None,
) -> tuple[ExerciseSet, ...] | None:
    """The sled rounds and wall sits that were done, where they were given; what is not given is as planned."""
    given = {name: text for name in ("sled", "sit") if (text := getattr(options, name)) is not None}
    if not given:
        return None
    from planner.training.entry import read_sets

    workout = queries.read_item(book, number)
    if instead is None or instead == (workout.sport, workout.kind):
        return read_sets(given, workout.planned.sets, workout.sport)
    return read_sets(given, (), instead[0])


def skip(book: Planbook, options: argparse.Namespace) -> int:
    """Mark a workout skipped, or several at once."""
    if "," in options.which or ".." in options.which:
        from planner.cli.which import find_workouts
        from planner.usecases.calendar.items import plan_skip
        from planner.usecases.changes import carry_out

        change = plan_skip(find_workouts(book, options.which, "skip"), options.reason)
        return _tell(book, options, carry_out(book, change).changed)
    return _tell(book, options, [mark.skip(book, find_workout(book, options.which, "skip"), options.reason)])


def undo(book: Planbook, options: argparse.Namespace) -> int:
    """Take back the newest operation."""
    from planner.usecases import history

    return _tell_operation(options, history.undo(book), "There is nothing to take back.", "Taken back")


def redo(book: Planbook, options: argparse.Namespace) -> int:
    """Bring back what was taken back."""
    from planner.usecases import history

    return _tell_operation(options, history.redo(book), "There is nothing to bring back.", "Brought back")


def _tell_operation(options: argparse.Namespace, operation: object, nothing: str, what: str) -> int:
    from planner.usecases.history import Operation

    if not isinstance(operation, Operation):
        raise RefusedError(nothing)
    if options.json:
        print_document({"operation": {"id": operation.id, "name": operation.name, "state": operation.state}})
    else:
        print_lines([f"{what}: {operation.name}."])
    return 0


def _tell(book: Planbook, options: argparse.Namespace, workouts: Iterable[Workout]) -> int:
    if options.json:
        print_document({"items": [workout_document(workout, book.today) for workout in workouts]})
    else:
        unit = queries.read_athlete(book).unit
        print_lines(
            f"{workout.date:%a} {workout.date}  {workout_line(workout, book.today, unit)}" for workout in workouts
        )
    return 0
