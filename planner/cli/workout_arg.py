"""Which workout is meant: a number, a date, or today. What is ambiguous is listed, never guessed."""

from __future__ import annotations

import re

from planner.cli.text_lines import workout_line
from planner.training.formatting import format_day, is_training
from planner.training.refusal import RefusedError
from planner.training.workouts import StoredStatus, Workout
from planner.usecases.parse_day import parse_calendar_day
from planner.usecases.planbook import Planbook
from planner.usecases.queries import read_workout, read_workouts

_NUMBER = re.compile(r"#?([0-9]{1,9})")


def find_workout_id(book: Planbook, which: str, purpose: str) -> int:
    """The number of the workout that ``which`` names.

    Args:
        book: Where to look.
        which: ``12`` or ``#12``, or a day as `parse_calendar_day` takes it: ``today``, ``2027-01-05``, ``last fri``,
            ``race``.
        purpose: What is to be done with it, for the sentence: ``mark done``.

    Raises:
        RefusedError: Nothing or several things fit.
    """
    if number := _NUMBER.fullmatch(which.strip()):
        return int(number[1])
    day = parse_calendar_day(book, which)
    open_items = [item for item in read_workouts(book, day, day) if is_open(item)]
    if len(open_items) == 1:
        return open_items[0].id
    if not open_items:
        raise RefusedError(f"There is nothing to {purpose} on {format_day(day)} ({day}).")
    listed = "\n".join(workout_line(item, book.today) for item in open_items)
    raise RefusedError(f"{format_day(day)} holds {len(open_items)} workouts; say which by its number:\n{listed}")


def find_workouts(book: Planbook, which: str, purpose: str, *, include_closed: bool = False) -> list[Workout]:
    """The workouts that ``which`` names: several numbers, a span of days, or one as `find_workout_id` takes it.

    Args:
        book: Where to look.
        which: ``12,14,15``, ``2027-01-04..2027-01-10``, ``mon..fri``, ``12``, ``today``.
        purpose: What is to be done with them, for the sentence.
        include_closed: Whether a span also means rest days, notes, and what is done or skipped.

    Raises:
        RefusedError: Nothing fits, or a single name fits several things.
    """
    if ".." in which:
        first_word, _, last_word = which.partition("..")
        first = parse_calendar_day(book, first_word)
        last = parse_calendar_day(book, last_word)
        found = [item for item in read_workouts(book, first, last) if include_closed or is_open(item)]
        if not found:
            raise RefusedError(f"There is nothing to {purpose} from {first} to {last}.")
        return found
    if "," in which:
        numbers = dict.fromkeys(find_workout_id(book, part, purpose) for part in which.split(","))
        return [read_workout(book, number) for number in numbers]
    return [read_workout(book, find_workout_id(book, which, purpose))]


def is_open(item: Workout) -> bool:
    """Whether a workout is planned and neither done nor skipped yet."""
    return is_training(item) and item.status is StoredStatus.PLANNED
