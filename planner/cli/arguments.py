"""The words of the command line. Values are read later, by the command, so that a wrong one gets a sentence."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from planner.cli import planned
from planner.text import clean_line

TYPE_CHECKING = False  # `typing` itself costs a tenth of a `today`
if TYPE_CHECKING:
    from typing import Any, NoReturn

DESCRIPTION = "Plan a training block, mark workouts done, review weekly volume. Without a command: the full screen."
_PLACES = (
    ("--db", "FILE", "the database, or an athlete's name: one that the settings list wins over a file (PLANNER_DB)"),
    ("--today", "DATE", "take this for today (PLANNER_TODAY)"),
)


class _Help(argparse.HelpFormatter):
    """Help 80 columns wide: asking the terminal loads shutil, for every option of every command."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=80)


class Parser(argparse.ArgumentParser):
    """One sentence and exit 2 for a wrong word, instead of a page."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 - argparse's own many options, passed through
        super().__init__(formatter_class=_Help, allow_abbrev=False, **settings)

    def error(self, message: str) -> NoReturn:
        """Say it in one sentence, with the way to the help."""
        sys.stderr.write(f"{self.prog}: {clean_line(message, 400)} (see {self.prog} --help)\n")
        raise SystemExit(2)


def parse(words: Sequence[str]) -> argparse.Namespace:
    """Read the command line.

    Only the parser of the command that is named is built; building all of them takes longer than a `today`.

    Raises:
        SystemExit: Help was asked for (0), or a word is wrong (2).
    """
    named = _command_among(words)
    parser = Parser(prog="planner", description=DESCRIPTION)
    _add_places(parser, None)
    parser.add_argument("--version", action="store_true", help="print the version")
    parser.add_argument("--restricted", action="store_true", help="for an ssh forced command: stay in its directory")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=Parser, prog="planner")
    for name, command in COMMANDS.items():
        if named in (None, name):
            added = commands.add_parser(
                name,
                help=command.summary,
                description=command.summary,
            )
            _add_places(added, argparse.SUPPRESS)
            if name != "demo":
                added.add_argument("--json", action="store_true", help="print one JSON document")
            if command.options is not None:
                command.options(added)
    return parser.parse_args(words)


def _command_among(words: Sequence[str]) -> str | None:
    """The first word that is a command and not the value of an option before it."""
    taking_values = {option for option, _, _ in _PLACES}
    before = ""
    for word in words:
        if word in COMMANDS and before not in taking_values:
            return word
        before = word
    return None


def _add_places(parser: argparse.ArgumentParser, default: str | None) -> None:
    for option, metavar, text in _PLACES:
        parser.add_argument(option, metavar=metavar, default=default, help=text)


def _week(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("day", nargs="?", default="today", metavar="DATE")


def _agenda(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--from", dest="first", metavar="DATE")
    parser.add_argument("--to", dest="last", metavar="DATE")


def _find(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", nargs="+", metavar="WORDS", help="all of them must fit")


def _history(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("number", nargs="?", metavar="N", help="tell what this operation changed")
    parser.add_argument("--limit", metavar="K", default="100", help="how many operations to list")


def _why(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("day", metavar="DATE")
    parser.add_argument("--slot", choices=("am", "pm"))


def _lint(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("block", nargs="?", metavar="BLOCK", help="its number; everything ahead when left out")
    parser.add_argument("--all", dest="past", action="store_true", help="what is past or done as well")
    parser.add_argument("--accept", metavar="CODE[@DATE]", help="raise this no more, on that date or on any")
    parser.add_argument("--note", metavar="TEXT", default="", help="why it is accepted")
    parser.add_argument("--accepted", action="store_true", help="list what is accepted")
    parser.add_argument("--reject", metavar="N", help="raise again what is accepted under this number")


def _progress(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--weeks", metavar="N", default="12")


def _done(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("which", nargs="?", default="today", metavar="WHICH", help="today, a date, or a number")
    parser.add_argument("--distance", metavar="8.2km")
    parser.add_argument("--time", metavar="45:10")
    parser.add_argument("--rpe", metavar="6")
    parser.add_argument("--note", metavar="TEXT", default="")
    parser.add_argument("--at", metavar="DATE", help="the day it was done on, when it was not the planned one")
    parser.add_argument("--pain", metavar="2", help="the worst pain, 0 to 10")
    parser.add_argument("--pain-next", metavar="1", help="the pain of the next morning; alone, beside what is recorded")
    parser.add_argument("--sled", metavar='"4x20 56"', help="the sled rounds that were done")
    parser.add_argument("--wall-sit", dest="sit", metavar="2x1:30", help="the wall sits that were done")
    parser.add_argument("--as", dest="kind", metavar="KIND", help="what was done in its place, as: easy, cross")


def _skip(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("which", metavar="WHICH")
    parser.add_argument("--reason", required=True, metavar="TEXT")


def _new(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--template", metavar="NAME")
    parser.add_argument("--from", dest="file", metavar="FILE")
    parser.add_argument("--from-block", metavar="N", help="the runs of a past block, as they were planned")
    parser.add_argument("--race", metavar="DATE")
    parser.add_argument("--start", metavar="DATE")
    parser.add_argument("--name", default="", metavar="TEXT")
    parser.add_argument("--distance", choices=("5k", "10k", "half", "marathon"))
    parser.add_argument("--priority", choices=("A", "B", "C"), default="A")
    _wish(parser)
    parser.add_argument("--body-mass", metavar="KG")
    parser.add_argument("--sled", metavar="KG", help="the empty sled")
    parser.add_argument("--floor", metavar="NAME", help="hockey turf, gym turf, track or 3G")
    _strength(parser)
    parser.add_argument("--unavailable", action="append", default=[], metavar="WHEN", help='"wed pm", "sun", a date')
    parser.add_argument("--gym", metavar="WHEN", help='when the sled is there: "tue pm, fri pm"; else wall sits alone')
    parser.add_argument("--prefer", metavar="DAYS", help='weekdays liked best for strength: "tue fri"')
    parser.add_argument("--most", metavar="N", help="strength sessions a week, at most")
    parser.add_argument("--time-cap", metavar="MINUTES", help='time there is for strength: "tue 40, sat pm 60"')
    parser.add_argument("--anchors", metavar="TIMES", help='when the day\'s halves start: "am 06:30, pm 17:45"')
    parser.add_argument("--background", metavar="LIFTING", help="none, some or trained: where the loads start")
    parser.add_argument("--in-season", action="store_true", help="keep strength, one demanding session a week")
    parser.add_argument("--compare", metavar="BLOCK", help="the number of a block to lay it side by side with")
    parser.add_argument("--dry-run", action="store_true", help="show the block, store nothing")


def _wish(parser: argparse.ArgumentParser) -> None:
    """What shapes a template's plan."""
    parser.add_argument("--weeks", metavar="N", help="length of a template's plan")
    parser.add_argument("--days", metavar="N", help="run days a week, 2 to 7")
    parser.add_argument("--run-days", metavar="DAYS", help='which they are: "mon tue thu sat sun"')
    parser.add_argument("--long-day", metavar="DAY", help="the long run's")
    parser.add_argument("--quality-days", metavar="DAYS", help='those of the fast runs: "tue thu", or none')
    parser.add_argument("--current-km", metavar="KM", help="running in a week now")
    parser.add_argument("--peak-km", metavar="KM", help="running in the biggest week")
    parser.add_argument("--step-back", metavar="N", help="a lighter week every 3 or 4")
    parser.add_argument("--recent", metavar="RACE", help='a recent race, for paces: "10k 45:10"')
    parser.add_argument("--runner", choices=("new", "regular", "advanced"), help="how used to running you are")


def _slot(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE")
    _strength(parser)


def _strength(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--level", choices=("novice", "experienced"))
    for kind in ("heavy", "moderate", "light"):
        parser.add_argument(f"--{kind}", metavar="N", help=f"{kind} sessions a week")
    parser.add_argument("--stack", action="store_true", help="a heavy session may follow a run directly")


def _export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("form", choices=("plan",), metavar="FORM", help="plan: a block as text, to read and to edit")
    parser.add_argument("block", nargs="?", metavar="BLOCK", help="its number; the one that today lies in")
    parser.add_argument("-o", "--output", metavar="FILE", help="write it there; standard output when left out")
    parser.add_argument("--force", action="store_true", help="replace a file that is there already")


def _set(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what", nargs="?", metavar="WHAT", help="week-start, unit, body-mass, sled...; all when left out"
    )
    parser.add_argument("value", nargs="?", metavar="VALUE", help="its new value; as it is when left out")


def _screening(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--answer",
        action="append",
        default=[],
        metavar="NAME=ANSWER",
        help="heart=no,pressure=142/90: as many as you like",
    )
    parser.add_argument("--cleared", metavar="DATE", help="the day a professional agreed to heavy work and wall sits")


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its one line of help, the module of `planner.cli` that holds its function, its own options."""

    summary: str
    module: str
    options: Callable[[argparse.ArgumentParser], None] | None = None


COMMANDS = {
    "today": Command("list today's workouts", "reading"),
    "week": Command("list a week", "reading", _week),
    "agenda": Command("list everything, or from one date to another", "reading", _agenda),
    "find": Command("find workouts by words: titles, notes, kinds, months, done, missed, moved", "finding", _find),
    "done": Command("mark a workout done", "marking", _done),
    "skip": Command("mark a workout skipped", "marking", _skip),
    "move": Command("move workouts to another day", "planning", planned.move),
    "add": Command("add a workout, planned or done", "planning", planned.add),
    "edit": Command("change a workout", "planning", planned.edit),
    "delete": Command("delete workouts", "planning", planned.delete),
    "lock": Command("lock workouts where they stand, or let them go", "planning", planned.lock),
    "swap": Command("swap two days, or two weekdays in every week to come", "planning", planned.swap),
    "copy": Command("copy a day or a week to another", "planning", planned.copy),
    "rest": Command("put a rest day in, or take one out", "planning", planned.rest),
    "deload": Command("make a week lighter, by a default of ours, not evidence", "planning", planned.deload),
    "ease": Command("make sessions easier that pain, illness or a health answer forbids", "planning", planned.ease),
    "shift": Command("shift a block to a new race day", "planning", planned.shift),
    "refit": Command("make a block's weeks to come anew for a new race day", "planning", planned.refit),
    "away": Command("be sick, injured or away for some days", "planning", planned.away),
    "back": Command("train again from a day on", "planning", planned.back),
    "feel": Command("say how a day feels, sore or badly slept: heavy sessions wait", "planning", planned.feel),
    "reslot": Command("weigh the strength of a week again, and move it", "planning", planned.reslot),
    "export": Command("a block as text, to read and to edit", "exporting", _export),
    "rewrite": Command("change a block to what its edited text says", "exporting", planned.rewrite),
    "undo": Command("take back the last operation", "marking"),
    "redo": Command("bring back what was taken back", "marking"),
    "history": Command("the operations, newest first, or what one of them changed", "recounting", _history),
    "progress": Command("weekly figures, planned against done", "reading", _progress),
    "why": Command("why strength stands on a day or not, place by place", "explaining", _why),
    "lint": Command("what the rules find in the plan as it stands; exit 1 when there is anything", "linting", _lint),
    "rules": Command("the slotting rules, their weights and sources", "explaining"),
    "templates": Command("list the built-in run plans", "making"),
    "new": Command("make a block: runs, and strength slotted around them", "making", _new),
    "slot": Command("slot a problem or a plan file, touching no database", "making", _slot),
    "set": Command("what is known of you: week start, unit, body mass...", "setting", _set),
    "screening": Command("the health questions, and what they keep out of your plan", "screening", _screening),
    "keys": Command("the keys of the screen, and the names to change them by", "setting"),
    "locate": Command("where the files are", "keeping"),
    "check": Command("verify the database", "keeping"),
    "demo": Command("look around in a throw-away database", "keeping"),
}
"""Every command, in the order the help lists them. Its function bears its name."""
