"""The commands that change how much some weeks run: ramp."""

from __future__ import annotations

import argparse

from planner.cli.change_commands import apply_and_print
from planner.training.measures import parse_whole_number
from planner.usecases.calendar.ramp import plan_ramp
from planner.usecases.date_words import date_reader
from planner.usecases.planbook import Planbook


def run_ramp(book: Planbook, args: argparse.Namespace) -> None:
    """Make some weeks grow, each by so many percent."""
    first, last = date_reader(book).read_span(args.first, args.last, ("first", "last"))
    percent = parse_whole_number(args.percent, "percent")
    apply_and_print(book, args, plan_ramp(book, first, last, percent))
