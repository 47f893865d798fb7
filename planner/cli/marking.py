"""The commands that mark and move: done, skip, move, undo, redo."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from planner.cli.documents import workout_document
from planner.cli.output import print_document, print_lines
from planner.cli.tables import workout_line
from planner.cli.which import find_workout
from planner.training.measures import read_distance, read_duration, read_rpe
from planner.training.refusal import RefusedError
from planner.training.workouts import Workout
from planner.usecases import listing, marking
from planner.usecases.finding_days import find_day
from planner.usecases.planbook import Planbook


def done(book: Planbook, options: argparse.Namespace) -> int:
    """Mark a workout done."""
    unit = listing.read_athlete(book).unit
    distance = read_distance(options.distance, "distance", unit) if options.distance is not None else None
    time = read_duration(options.time, "time") if options.time is not None else None
    rpe = read_rpe(options.rpe, "rpe") if options.rpe is not None else None
    on = find_day(book, options.at, "at") if options.at is not None else None
    workout = marking.mark_done(
        book,
        find_workout(book, options.which, "mark done"),
        distance_m=distance,
        duration_s=time,
        rpe=rpe,
        note=options.note,
        on=on,
    )
    return _tell(book, options, [workout])


def skip(book: Planbook, options: argparse.Namespace) -> int:
    """Mark a workout skipped."""
    return _tell(book, options, [marking.skip(book, find_workout(book, options.which, "skip"), options.reason)])


def move(book: Planbook, options: argparse.Namespace) -> int:
    """Move a workout."""
    from planner.usecases import moving

    number = find_workout(book, options.which, "move")
    to = find_day(book, options.to)
    moved = moving.move(book, number, to, moving.MoveMode(options.mode))
    if not moved and not options.json:
        print_lines([f"Workout {number} already stands on {to}."])
        return 0
    return _tell(book, options, moved)


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
        unit = listing.read_athlete(book).unit
        print_lines(
            f"{workout.date:%a} {workout.date}  {workout_line(workout, book.today, unit)}" for workout in workouts
        )
    return 0
