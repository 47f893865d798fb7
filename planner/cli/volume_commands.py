"""The commands that change how much some weeks run: ramp, taper."""

from __future__ import annotations

import argparse

from planner.cli.arg_values import find_workout_id
from planner.cli.change_commands import apply_and_print
from planner.training.measures import parse_whole_number
from planner.usecases.calendar.ramp import plan_ramp
from planner.usecases.calendar.taper import find_race, plan_taper
from planner.usecases.date_words import date_reader
from planner.usecases.planbook import Planbook
from planner.usecases.queries import read_workout


def run_ramp(book: Planbook, args: argparse.Namespace) -> None:
    """Make some weeks grow, each by so many percent."""
    first, last = date_reader(book).read_span(args.first, args.last, ("first", "last"))
    percent = parse_whole_number(args.percent, "percent")
    apply_and_print(book, args, plan_ramp(book, first, last, percent))


def run_taper(book: Planbook, args: argparse.Namespace) -> None:
    """Make the weeks before a race as light as a taper has them."""
    if args.race is None:
        race = find_race(book, book.today)
    else:
        is_race = (lambda workout: workout.is_race and workout.is_open,)
        number = find_workout_id(book, date_reader(book), args.race, "taper for", is_eligible=is_race)
        race = read_workout(book, number)
    apply_and_print(book, args, plan_taper(book, race))
