"""The command that finds workouts by their words."""

from __future__ import annotations

import argparse

from planner.cli.output import print_document, print_lines
from planner.cli.tables import workout_line
from planner.text import clean_line
from planner.training.refusal import RefusedError
from planner.usecases import queries, search
from planner.usecases.planbook import Planbook


def find(book: Planbook, args: argparse.Namespace) -> int:
    """List the workouts that fit all words, by date."""
    words = " ".join(args.words)
    if not words.strip():
        raise RefusedError("Say what to find, as: planner find tempo january.")
    hits = search.search_workouts(book, words)
    if not hits:
        raise RefusedError(f'No workout fits "{clean_line(words, 80)}".')
    numbers = {one.id for one in hits}
    days = queries.read_workouts(book, hits[0].date, hits[-1].date)
    workouts = [workout for workout in days if workout.id in numbers]
    if args.json:
        from planner.cli.documents import workout_document

        print_document({"items": [workout_document(workout, book.today) for workout in workouts]})
    else:
        unit = queries.read_runner(book).unit
        print_lines(f"{one.date:%a} {one.date}  {workout_line(one, book.today, unit)}" for one in workouts)
    return 0
