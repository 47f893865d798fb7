"""The words of the command line. Values are read later, by the command, so that a wrong one gets a sentence."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import NoReturn

from planner.text import clean_line

DESCRIPTION = "Plan a training block, mark workouts done, review weekly volume. Without a command: the full screen."


class _Parser(argparse.ArgumentParser):
    """One sentence and exit 2 for a wrong word, instead of a page."""

    def error(self, message: str) -> NoReturn:
        sys.stderr.write(f"{self.prog}: {clean_line(message)} (see {self.prog} --help)\n")
        raise SystemExit(2)


def build_parser() -> argparse.ArgumentParser:
    """Every command and option."""
    parser = _Parser(prog="planner", description=DESCRIPTION, allow_abbrev=False)
    _place(parser)
    parser.add_argument("--version", action="store_true", help="print the version")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)

    def command(name: str, summary: str, *, json: bool = True) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=summary, description=summary, allow_abbrev=False)
        _place(added, again=True)
        if json:
            added.add_argument("--json", action="store_true", help="print one JSON document")
        return added

    _reading(command)
    _marking(command)
    _making(command)
    _keeping(command)
    return parser


_Adder = Callable[..., argparse.ArgumentParser]


def _place(parser: argparse.ArgumentParser, *, again: bool = False) -> None:
    default = argparse.SUPPRESS if again else None
    parser.add_argument("--db", metavar="FILE", default=default, help="the database (PLANNER_DB)")
    parser.add_argument("--today", metavar="DATE", default=default, help="take this for today (PLANNER_TODAY)")


def _reading(command: _Adder) -> None:
    command("today", "list today's workouts")
    command("week", "list a week").add_argument("day", nargs="?", default="today", metavar="DATE")
    agenda = command("agenda", "list everything, or from one date to another")
    agenda.add_argument("--from", dest="first", metavar="DATE")
    agenda.add_argument("--to", dest="last", metavar="DATE")
    why = command("why", "say of each place on a day why strength is there or not")
    why.add_argument("day", metavar="DATE")
    why.add_argument("--slot", choices=("am", "pm"))
    progress = command("progress", "weekly figures, planned against done")
    progress.add_argument("--weeks", metavar="N", default="12")
    command("history", "the operations that can be taken back")


def _marking(command: _Adder) -> None:
    done = command("done", "mark a workout done")
    done.add_argument("which", nargs="?", default="today", metavar="WHICH", help="today, a date, or a number")
    done.add_argument("--distance", metavar="8.2km")
    done.add_argument("--time", metavar="45:10")
    done.add_argument("--rpe", metavar="6")
    done.add_argument("--note", metavar="TEXT", default="")
    done.add_argument("--at", metavar="DATE", help="the day it was done on, when it was not the planned one")
    skip = command("skip", "mark a workout skipped")
    skip.add_argument("which", metavar="WHICH")
    skip.add_argument("--reason", required=True, metavar="TEXT")
    move = command("move", "move a workout to another day")
    move.add_argument("which", metavar="WHICH")
    move.add_argument("to", metavar="DATE")
    move.add_argument("--mode", choices=("only", "push", "shift"), default="only")
    command("undo", "take back the last operation")
    command("redo", "bring back what was taken back")


def _making(command: _Adder) -> None:
    command("templates", "list the built-in run plans")
    new = command("new", "make a block: runs, and strength slotted around them")
    new.add_argument("--template", metavar="NAME")
    new.add_argument("--from", dest="file", metavar="FILE")
    new.add_argument("--race", metavar="DATE")
    new.add_argument("--start", metavar="DATE")
    new.add_argument("--name", default="", metavar="TEXT")
    new.add_argument("--distance", choices=("5k", "10k", "half", "marathon"))
    new.add_argument("--priority", choices=("A", "B", "C"), default="A")
    new.add_argument("--peak-km", metavar="KM")
    new.add_argument("--body-mass", metavar="KG")
    new.add_argument("--sled", metavar="KG", help="the empty sled")
    new.add_argument("--floor", metavar="NAME", help="hockey turf, gym turf, track or 3G")
    _doses(new)
    new.add_argument("--unavailable", action="append", default=[], metavar="WHEN", help='"wed pm", "sun", a date')
    new.add_argument("--dry-run", action="store_true", help="show the block, store nothing")
    slot = command("slot", "slot a problem or a plan file, touching no database")
    slot.add_argument("file", metavar="FILE")
    _doses(slot)


def _doses(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--level", choices=("novice", "experienced"))
    for kind in ("heavy", "moderate", "light"):
        parser.add_argument(f"--{kind}", metavar="N", help=f"{kind} sessions a week")
    parser.add_argument("--stack", action="store_true", help="a heavy session may follow a run directly")


def _keeping(command: _Adder) -> None:
    command("rules", "the slotting rules, their weights and sources")
    command("locate", "where the files are")
    command("check", "verify the database")
    command("demo", "look around in a throw-away database", json=False)
