"""The commands that mark and take back: done, skip, undo, redo."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from planner.cli.json_documents import workout_document
from planner.cli.output import print_document, print_lines
from planner.cli.text_lines import workout_line
from planner.cli.workout_arg import find_workout_id
from planner.training.kinds import WorkoutKind, parse_kind
from planner.training.measures import parse_distance, parse_duration, parse_pain, parse_rpe
from planner.training.workouts import ExerciseSet, Workout
from planner.usecases import queries
from planner.usecases.calendar import mark
from planner.usecases.parse_day import parse_calendar_day
from planner.usecases.planbook import Planbook


def run_done(book: Planbook, args: argparse.Namespace) -> int:
    """Mark a workout done."""
    unit = queries.read_runner(book).unit
    distance = parse_distance(args.distance, "distance", unit) if args.distance is not None else None
    time = parse_duration(args.time, "time") if args.time is not None else None
    rpe = parse_rpe(args.rpe, "rpe") if args.rpe is not None else None
    on = parse_calendar_day(book, args.at, "at") if args.at is not None else None
    number = find_workout_id(book, args.which, "mark done")
    done_kind = parse_kind(args.kind, "as") if args.kind is not None else None
    workout = mark.mark_done(
        book,
        number,
        distance_m=distance,
        duration_s=time,
        rpe=rpe,
        sets=_sets_from_args(book, number, args, done_kind),
        pain=parse_pain(args.pain, "pain") if args.pain is not None else None,
        pain_next=parse_pain(args.pain_next, "pain-next") if args.pain_next is not None else None,
        note=args.note,
        done_on=on,
        replacement=done_kind,
    )
    _print_workouts(book, args, [workout])
    outcome = workout.actual
    if not args.json and outcome is not None and (outcome.pain is not None or outcome.pain_next is not None):
        _print_pain_advice(book, workout)
    return 0


def _print_pain_advice(book: Planbook, workout: Workout) -> None:
    """What pain that was given means for the sessions to come."""
    from textwrap import wrap

    from planner.usecases.screening import pain_advice, pain_gate_end

    for sentence in pain_advice(book, workout):
        print_lines(wrap(sentence, 79))
    if pain_gate_end(book, workout) is not None:
        print_lines(['"planner ease" makes the sessions ahead what is still allowed.'])


def _sets_from_args(
    book: Planbook,
    workout_id: int,
    args: argparse.Namespace,
    done_kind: WorkoutKind | None,
) -> tuple[ExerciseSet, ...] | None:
    """The sled rounds and wall sits that were done, where they were given; what is not given is as planned."""
    given = {name: text for name in ("sled", "sit") if (text := getattr(args, name)) is not None}
    if not given:
        return None
    from planner.training.workout_fields import parse_sets

    workout = queries.read_workout(book, workout_id)
    if done_kind is None or done_kind == (workout.sport, workout.kind):
        return parse_sets(given, workout.planned.sets, workout.sport)
    return parse_sets(given, (), done_kind[0])


def run_skip(book: Planbook, args: argparse.Namespace) -> int:
    """Mark a workout skipped, or several at once."""
    if "," in args.which or ".." in args.which:
        from planner.cli.workout_arg import find_workouts
        from planner.usecases.calendar.edit import plan_skip
        from planner.usecases.changes import apply_change

        change = plan_skip(find_workouts(book, args.which, "skip"), args.reason)
        return _print_workouts(book, args, apply_change(book, change).changed)
    return _print_workouts(
        book, args, [mark.mark_skipped(book, find_workout_id(book, args.which, "skip"), args.reason)]
    )


def _print_workouts(book: Planbook, args: argparse.Namespace, workouts: Iterable[Workout]) -> int:
    if args.json:
        print_document({"items": [workout_document(workout, book.today) for workout in workouts]})
    else:
        unit = queries.read_runner(book).unit
        print_lines(
            f"{workout.date:%a} {workout.date}  {workout_line(workout, book.today, unit)}" for workout in workouts
        )
    return 0
