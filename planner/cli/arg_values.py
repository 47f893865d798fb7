"""Find what an argument names: the workouts, the block. An ambiguous name is refused with a list, never guessed."""

from __future__ import annotations

import argparse
import datetime as dt
import re
from collections.abc import Callable, Sequence

from planner.cli.text_lines import workout_line
from planner.store import quick
from planner.training.date_context import Look
from planner.training.dates import DateReader
from planner.training.formatting import format_day_and_year
from planner.training.measures import parse_whole_number
from planner.training.refusal import RefusedError
from planner.training.weeks import WEEK, parse_weekday
from planner.training.workouts import Workout
from planner.usecases.planbook import Planbook
from planner.usecases.queries import read_workouts

TYPE_CHECKING = False  # `typing` itself costs 5 ms of the first frame
if TYPE_CHECKING:
    from typing import Concatenate, ParamSpec, TypeVar

    from planner.training.blocks import Block

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


def is_open(workout: Workout) -> bool:
    """Return whether a workout is training that is neither done nor skipped."""
    return workout.is_open


def find_workout_id(
    book: Planbook,
    dates: DateReader,
    which: str,
    purpose: str,
    *,
    is_eligible: Sequence[Callable[[Workout], bool]] = (is_open,),
    may_lie_ahead: bool = True,
) -> int:
    """Return the number of the workout that ``which`` names.

    Args:
        book: Where to look.
        dates: Reads a day as the command does.
        which: ``12`` or ``#12``, or a day: ``today``, ``2027-01-05``, ``last fri``, ``race``.
        purpose: What is to be done with it, for the refusal: ``mark done``.
        is_eligible: Which workouts of a day may be meant: those of the first test that holds for any of them.
        may_lie_ahead: Whether the coming day is offered, where a bare weekday is the latest one and holds nothing.

    Raises:
        RefusedError: No workout or several workouts match.
    """
    if number := _NUMBER.fullmatch(which.strip()):
        return int(number[1])
    day = dates.read(which)
    on_day = read_workouts(book, day, day)
    fitting = ([workout for workout in on_day if is_meant(workout)] for is_meant in is_eligible)
    workouts = next(filter(None, fitting), [])
    if len(workouts) == 1:
        return workouts[0].id
    if not workouts:
        is_latest = dates.look is Look.BACK and parse_weekday(which.strip()) is not None
        coming = f" For the coming {day:%A}, type {day + WEEK}." if is_latest and may_lie_ahead else ""
        raise RefusedError(f"There is nothing to {purpose} on {format_day_and_year(day)}.{coming}")
    listed = "\n".join(workout_line(workout, book.today) for workout in workouts)
    raise RefusedError(f"{format_day_and_year(day)} has {len(workouts)} workouts; name one by its number:\n{listed}")


def is_by_number(which: str) -> bool:
    """Return whether ``which`` names workouts by their numbers: ``12``, ``12,14``."""
    return all(_NUMBER.fullmatch(part.strip()) for part in which.split(","))


def find_workouts(
    book: Planbook, dates: DateReader, which: str, purpose: str, *, include_closed: bool = False
) -> list[Workout]:
    """Return the workouts that ``which`` names: several numbers, a span of days, or one workout.

    Args:
        book: Where to look.
        dates: Reads a day as the command does.
        which: ``12,14,15``, ``2027-01-04..2027-01-10``, ``mon..fri``, or one as `find_workout_id` takes it.
        purpose: What is to be done with them, for the refusal.
        include_closed: Whether a span includes rest days, notes, and workouts that are done or skipped.

    Raises:
        RefusedError: Nothing matches, a single name matches several workouts, or a span ends before it begins.
    """
    if span := read_span(dates, which):
        workouts = [workout for workout in read_workouts(book, *span) if include_closed or workout.is_open]
        if not workouts:
            first, last = (format_day_and_year(day) for day in span)
            raise RefusedError(f"There is nothing to {purpose} from {first} to {last}.")
        return workouts
    numbers = dict.fromkeys(find_workout_id(book, dates, part, purpose) for part in which.split(","))
    return quick.read_workouts(book.path, list(numbers))


def read_span(dates: DateReader, which: str) -> tuple[dt.date, dt.date] | None:
    """Return the first and the last day of ``mon..fri``; None for what is no span.

    Raises:
        RefusedError: An end is no date, or the last day is before the first.
    """
    first, is_span, last = which.partition("..")
    return dates.read_span(first, last) if is_span else None


def read_from_and_to(dates: DateReader, args: argparse.Namespace) -> tuple[dt.date | None, dt.date | None]:
    """Return the days that ``--from`` and ``--to`` name, each None where it was not given.

    Raises:
        RefusedError: One of them is no date, or the last day is before the first.
    """
    if args.first and args.last:
        return dates.read_span(args.first, args.last, ("--from", "--to"))
    return parse_optional(dates.read, args.first, "--from"), parse_optional(dates.read, args.last, "--to")
