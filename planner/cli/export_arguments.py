"""The arguments of each form of ``export``: ``add_plan_args`` adds those of ``planner export plan``."""

from __future__ import annotations

import argparse

from planner.cli.arguments import BLOCK_HELP


def add_plan_args(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("block", nargs="?", metavar="BLOCK", help=BLOCK_HELP)
    add_file_args(parser)


def add_csv_args(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("block", nargs="?", metavar="BLOCK", help="number of a block; the whole calendar when left out")
    add_days_args(parser)
    add_file_args(parser)


def add_ics_args(parser: argparse.ArgumentParser) -> None:
    add_csv_args(parser)
    text = "write times with this time zone, as Europe/Berlin; else they are those of whatever clock reads them"
    parser.add_argument("--zone", metavar="ZONE", help=text)


def add_page_args(parser: argparse.ArgumentParser) -> None:
    text = "number of the block; when left out the block of today or, with --from or --to, the whole calendar"
    parser.add_argument("block", nargs="?", metavar="BLOCK", help=text)
    add_days_args(parser)
    add_file_args(parser)


def add_days_args(parser: argparse.ArgumentParser) -> None:
    """Add the days that an export begins and ends with; `arg_values.read_from_and_to` reads them."""
    parser.add_argument("--from", dest="first", metavar="DATE", help="the first day")
    parser.add_argument("--to", dest="last", metavar="DATE", help="the last day")


def add_file_args(parser: argparse.ArgumentParser) -> None:
    """Add where one text goes; `export_output.answer_export` writes it there."""
    text = "write to this file; to standard output when left out, or with -"
    parser.add_argument("-o", "--output", metavar="FILE", help=text)
    parser.add_argument("--force", action="store_true", help="replace an existing file")


def add_workouts_args(parser: argparse.ArgumentParser) -> None:
    text = "the folder; it is made if missing, and files in it that are not the planner's stay"
    parser.add_argument("folder", metavar="DIR", help=text)
    parser.add_argument("--days", default="7", metavar="N", help="how many days, today included; 7 when left out")


def add_intervals_args(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--from", dest="first", metavar="DATE", help="the first day; today when left out")
    parser.add_argument("--to", dest="last", metavar="DATE", help="the last day; the end of the plan when left out")
    parser.add_argument("--removed", action="store_true", help="what deletes the events of workouts that are gone")
    add_file_args(parser)
