"""The commands that decide a place of strength in a stored block: force, forbid."""

from __future__ import annotations

import argparse

from planner.cli.change_commands import apply_and_print
from planner.training.workouts import Slot, StrengthKind
from planner.usecases.date_words import date_reader
from planner.usecases.planbook import Planbook
from planner.usecases.strength.decided_places import plan_forbid, plan_force

_HINT = "The same again with --follow makes these moves."


def run_force(book: Planbook, args: argparse.Namespace) -> None:
    """Force a session to a place and lock it there, or leave it to the slotter again."""
    day = date_reader(book).read(args.day)
    change = plan_force(book, day, Slot(args.slot), StrengthKind(args.kind), off=args.off)
    apply_and_print(book, args, change)


def run_forbid(book: Planbook, args: argparse.Namespace) -> None:
    """Keep strength out of a place, or allow it there again."""
    day = date_reader(book).read(args.day)
    apply_and_print(book, args, plan_forbid(book, day, Slot(args.slot), off=args.off))
