"""The command about exercises of the runner's own: exercise."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator

from planner.cli.change_commands import apply_and_print
from planner.cli.output import show
from planner.invocation import program
from planner.training.formatting import format_exercise
from planner.training.own_exercises import OwnExercise, example_of, find_own_exercise
from planner.training.refusal import RefusedError
from planner.usecases.planbook import Planbook
from planner.usecases.strength.exercises import known_exercises, plan_exercise, plan_remove_exercise

_EXAMPLES_HEADING = "Examples, ready to be used (what they ask of the legs is a default, not evidence):"


def run_exercise(book: Planbook, args: argparse.Namespace) -> None:
    """List the exercises of the runner's own with the examples, or define, change or remove one."""
    changes = args.measure is not None or args.legs is not None
    if args.name is None and (changes or args.remove):
        raise RefusedError(
            f'Name the exercise, as in: {program()} exercise "nordic curl" --by repetitions --legs moderate.'
        )
    if args.remove:
        if changes:
            raise RefusedError("An exercise is either changed or removed, not both.")
        apply_and_print(book, args, plan_remove_exercise(book, args.name))
    elif changes:
        apply_and_print(book, args, plan_exercise(book, args.name, args.measure, args.legs))
    else:
        known = known_exercises(book)
        listed = known.values() if args.name is None else [find_own_exercise(args.name, known)]
        show(args, lambda: {"exercises": [_document(one) for one in listed]}, lambda: _lines(listed))


def _document(exercise: OwnExercise) -> dict[str, object]:
    return {
        "name": exercise.name,
        "by": exercise.measure,
        "legs": exercise.leg_load,
        "example": not exercise.id,
        "typed": example_of(exercise),
    }


def _lines(exercises: Iterable[OwnExercise]) -> Iterator[str]:
    exercises = list(exercises)
    own, examples = ([one for one in exercises if bool(one.id) is is_own] for is_own in (True, False))
    for heading, listed in (("Your exercises:", own), (_EXAMPLES_HEADING, examples)):
        if listed:
            yield heading
            width = max(len(format_exercise(one.name)) for one in listed)
            for one in listed:
                legs = f"legs {one.leg_load}"
                yield f"  {format_exercise(one.name):<{width}}  by {one.measure:<12}  {legs:<14}  {example_of(one)}"
    yield f'In a session: {program()} add thu strength --exercise "wall ball 3x20 6kg"'
