"""Print a command's answer: lines for people, one JSON document for scripts."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Collection, Iterable

from planner.cli.json_documents import workout_documents
from planner.cli.text_lines import dated_workout_lines
from planner.text import make_printable
from planner.training.workouts import Workout
from planner.usecases.planbook import Planbook
from planner.usecases.queries import read_recorded, read_unit

TYPE_CHECKING = False  # `typing` itself costs 5 ms of the first frame
if TYPE_CHECKING:
    from typing import Any

WIDTH = 79
"""Columns that long sentences are wrapped to."""
MAX_SENTENCE = 1_000
"""Characters of a sentence that names titles, notes or files, after which it is cut off."""


def show(args: argparse.Namespace, document: Callable[[], dict[str, Any]], lines: Callable[[], Iterable[str]]) -> None:
    """Print the JSON document when ``--json`` was given, else the lines; the other one is not computed."""
    if args.json:
        print_document(document())
    else:
        print_lines(*lines())


def print_document(document: dict[str, Any]) -> None:
    """Print one JSON document and nothing else.

    Characters outside ASCII are escaped, so that no text in it can control the terminal.
    """
    import json

    json.dump(document, sys.stdout, indent=2, allow_nan=False)
    sys.stdout.write("\n")


def print_lines(*lines: str) -> None:
    """Print lines. Whatever a database holds, no character in them can control the terminal."""
    sys.stdout.write("".join(f"{make_printable(line)}\n" for line in lines))


def show_workouts(book: Planbook, args: argparse.Namespace, workouts: Collection[Workout]) -> None:
    """Print workouts of any days: a line each with its date and its note below it, or one JSON document."""
    show(
        args,
        lambda: {"items": workout_documents(workouts, book.today, read_recorded(book, workouts))},
        lambda: dated_workout_lines(workouts, book.today, read_unit(book), with_notes=True),
    )
