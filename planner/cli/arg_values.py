"""Find what an argument names: the workouts, the block. An ambiguous name is refused with a list, never guessed."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from planner.cli.text_lines import workout_line
from planner.training.blocks import Block
from planner.training.formatting import format_day
from planner.training.measures import parse_whole_number
from planner.training.refusal import RefusedError
from planner.training.workouts import Workout
from planner.usecases.parse_day import parse_calendar_day
from planner.usecases.planbook import Planbook
from planner.usecases.queries import read_workout, read_workouts

Value = TypeVar("Value")
Rest = ParamSpec("Rest")

_NUMBER = re.compile(r"#?([0-9]{1,9})")


def parse_optional(
    parse: Callable[Concatenate[str, Rest], Value], text: str | None, *rest: Rest.args, **named: Rest.kwargs
) -> Value | None:
    """Parse the value of an option; None when the option was not given."""
    return None if text is None else parse(text, *rest, **named)


def block_from_args(book: Planbook, args: argparse.Namespace) -> Block:
    """Return the block whose number is in ``args.block``, or the block of today when it is None.

    Raises:
        RefusedError: It is no number, or there is no such block.
    """
    from planner.usecases.calendar.shift import find_block

    return find_block(book, parse_optional(parse_whole_number, args.block, "block"))


def find_workout_id(book: Planbook, which: str, purpose: str) -> int:
    """Return the number of the workout that ``which`` names.

    Args:
        book: Where to look.
        which: ``12`` or ``#12``, or a day as `parse_calendar_day` takes it: ``today``, ``2027-01-05``, ``last fri``,
            ``race``.
        purpose: What is to be done with it, for the refusal: ``mark done``.

    Raises:
        RefusedError: No workout or several workouts match.
    """
    if number := _NUMBER.fullmatch(which.strip()):
        return int(number[1])
    day = parse_calendar_day(book, which)
    workouts = [workout for workout in read_workouts(book, day, day) if workout.is_open]
    if len(workouts) == 1:
        return workouts[0].id
    if not workouts:
        raise RefusedError(f"There is nothing to {purpose} on {format_day(day)} ({day}).")
    listed = "\n".join(workout_line(workout, book.today) for workout in workouts)
    raise RefusedError(f"{format_day(day)} has {len(workouts)} workouts; name one by its number:\n{listed}")


def find_workouts(book: Planbook, which: str, purpose: str, *, include_closed: bool = False) -> list[Workout]:
    """Return the workouts that ``which`` names: several numbers, a span of days, or one workout.

    Args:
        book: Where to look.
        which: ``12,14,15``, ``2027-01-04..2027-01-10``, ``mon..fri``, or one as `find_workout_id` takes it.
        purpose: What is to be done with them, for the refusal.
        include_closed: Whether a span includes rest days, notes, and workouts that are done or skipped.

    Raises:
        RefusedError: Nothing matches, or a single name matches several workouts.
    """
    if ".." in which:
        first_word, _, last_word = which.partition("..")
        first, last = parse_calendar_day(book, first_word), parse_calendar_day(book, last_word)
        workouts = [workout for workout in read_workouts(book, first, last) if include_closed or workout.is_open]
        if not workouts:
            raise RefusedError(f"There is nothing to {purpose} from {first} to {last}.")
        return workouts
    numbers = dict.fromkeys(find_workout_id(book, part, purpose) for part in which.split(","))
    return [read_workout(book, number) for number in numbers]
