"""The options of the commands that rearrange a plan (`planner.cli.planning`); loads nothing but argparse."""

from __future__ import annotations

import argparse

_WHICH_HELP = "a number, several as 12,14, a date, or a span of days as mon..fri"


def move(parser: argparse.ArgumentParser) -> None:
    """What, where to, and what gives way."""
    parser.add_argument("which", metavar="WHICH", help=_WHICH_HELP)
    parser.add_argument("to", metavar="DATE")
    parser.add_argument("--mode", choices=("only", "push", "shift"), default="only")
    _add_change_args(parser)


def add(parser: argparse.ArgumentParser) -> None:
    """When, what, and its figures."""
    parser.add_argument("day", metavar="DATE")
    parser.add_argument("what", metavar="KIND", help="easy, long, tempo, heavy, light, cross, rest, note ...")
    _add_workout_field_args(parser)
    parser.add_argument("--done", action="store_true", help="it is done already, without a plan")
    parser.add_argument("--pain", metavar="2", help="the worst pain, 0 to 10")
    _add_change_args(parser)


def edit(parser: argparse.ArgumentParser) -> None:
    """Which, and what of it."""
    parser.add_argument("which", metavar="WHICH")
    parser.add_argument("--kind", dest="what", metavar="KIND")
    parser.add_argument("--to", metavar="DATE", help="another day")
    _add_workout_field_args(parser)
    _add_change_args(parser)


def delete(parser: argparse.ArgumentParser) -> None:
    """Which."""
    parser.add_argument("which", metavar="WHICH", help=_WHICH_HELP)
    _add_change_args(parser)


def lock(parser: argparse.ArgumentParser) -> None:
    """Which, and whether it is let go."""
    parser.add_argument("which", metavar="WHICH", help=_WHICH_HELP)
    parser.add_argument("--off", action="store_true", help="let it go")
    _add_change_args(parser)


def swap(parser: argparse.ArgumentParser) -> None:
    """Two days or weekdays."""
    parser.add_argument("one", metavar="A", help="a date; a weekday with --every")
    parser.add_argument("other", metavar="B")
    parser.add_argument("--every", action="store_true", help="these weekdays in every week left of the block")
    parser.add_argument("--block", metavar="N", help="which block; the one that today lies in")
    _add_change_args(parser)


def copy(parser: argparse.ArgumentParser) -> None:
    """From where to where."""
    parser.add_argument("source", metavar="DATE")
    parser.add_argument("to", metavar="DATE")
    parser.add_argument("--week", action="store_true", help="the weeks that hold these days")
    _add_change_args(parser)


def rest(parser: argparse.ArgumentParser) -> None:
    """Which day."""
    parser.add_argument("day", metavar="DATE")
    _add_change_args(parser)


def deload(parser: argparse.ArgumentParser) -> None:
    """Which week."""
    parser.add_argument("day", metavar="DATE", help="a day of the week")
    _add_change_args(parser)


def ease(parser: argparse.ArgumentParser) -> None:
    """Nothing to name: whatever may not stay as it is."""
    _add_change_args(parser)


def shift(parser: argparse.ArgumentParser) -> None:
    """Which block, and where to."""
    parser.add_argument("block", nargs="?", metavar="BLOCK", help="its number; the one that today lies in")
    parser.add_argument("--race", required=True, metavar="DATE")
    _add_change_args(parser)


def refit(parser: argparse.ArgumentParser) -> None:
    """Which block, and for which day."""
    shift(parser)


def away(parser: argparse.ArgumentParser) -> None:
    """From when to when, and why."""
    parser.add_argument("first", metavar="FIRST")
    parser.add_argument("last", nargs="?", metavar="LAST")
    parser.add_argument("--kind", choices=("sick", "injured", "away"), default="away")
    parser.add_argument("--note", default="", metavar="TEXT")
    _add_change_args(parser)


def back(parser: argparse.ArgumentParser) -> None:
    """From when on."""
    parser.add_argument("day", nargs="?", default="today", metavar="DATE")
    _add_change_args(parser)


def feel(parser: argparse.ArgumentParser) -> None:
    """How, and which day."""
    parser.add_argument("how", nargs="+", metavar="HOW", help="sore 7, slept badly (under 5 h, two nights), or well")
    parser.add_argument("--day", default="today", metavar="DATE")
    parser.add_argument("--note", default="", metavar="TEXT")
    _add_change_args(parser)


def reslot(parser: argparse.ArgumentParser) -> None:
    """Which week."""
    parser.add_argument("day", nargs="?", default="today", metavar="DATE", help="a day of the week")
    _add_change_args(parser)


def rewrite(parser: argparse.ArgumentParser) -> None:
    """Which text, and which block."""
    parser.add_argument("file", metavar="FILE", help="a block's text, as export plan writes it; - is standard input")
    parser.add_argument("block", nargs="?", metavar="BLOCK", help="its number; the one that today lies in")
    _add_change_args(parser)


def _add_change_args(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dry-run", action="store_true", help="show what would change, change nothing")
    parser.add_argument("--follow", action="store_true", help="let strength follow the runs at once")


def _add_workout_field_args(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--title", metavar="TEXT")
    parser.add_argument("--distance", metavar="8.2km")
    parser.add_argument("--time", metavar="45:10")
    parser.add_argument("--start", metavar="18:00", help="or am, pm")
    parser.add_argument("--sled", metavar='"5x20 56"')
    parser.add_argument("--wall-sit", dest="sit", metavar="2x1:30")
    parser.add_argument("--rpe", metavar="6")
    parser.add_argument("--note", metavar="TEXT")
