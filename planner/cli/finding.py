"""The command that finds workouts by their words."""

from __future__ import annotations

import argparse

from planner.cli.output import print_document, print_lines
from planner.cli.tables import workout_line
from planner.text import clean_line
from planner.training.refusal import RefusedError
from planner.usecases import queries, search
from planner.usecases.planbook import Planbook


def find(book: Planbook, options: argparse.Namespace) -> int:
    """List the workouts that fit all words, by date."""
    words = " ".join(options.words)
    if not words.strip():
        raise RefusedError("Say what to find, as: planner find tempo january.")
    found = search.find(book, words)
    if not found:
        raise RefusedError(f'No workout fits "{clean_line(words, 80)}".')
    numbers = {one.id for one in found}
    days = queries.read_days(book, found[0].date, found[-1].date)
    workouts = [workout for workout in days if workout.id in numbers]
    if options.json:
        from planner.cli.documents import workout_document

        print_document({"items": [workout_document(workout, book.today) for workout in workouts]})
    else:
        unit = queries.read_athlete(book).unit
        print_lines(f"{one.date:%a} {one.date}  {workout_line(one, book.today, unit)}" for one in workouts)
    return 0
