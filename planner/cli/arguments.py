"""The words of the command line. Values are read later, by the command, so that a wrong one gets a sentence."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from planner.text import clean_line

TYPE_CHECKING = False  # `typing` itself costs a tenth of a `today`
if TYPE_CHECKING:
    from typing import Any, NoReturn

DESCRIPTION = "Plan a training block, mark workouts done, review weekly volume. Without a command: the full screen."
_COMMON_OPTIONS = (
    ("--db", "FILE", "the database, or an athlete's name: one that the settings list wins over a file (PLANNER_DB)"),
    ("--today", "DATE", "take this for today (PLANNER_TODAY)"),
)


class _FixedWidthHelp(argparse.HelpFormatter):
    """Help 80 columns wide: asking the terminal loads shutil, for every option of every command."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=80)


class PlannerArgumentParser(argparse.ArgumentParser):
    """One sentence and exit 2 for a wrong word, instead of a page."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 - argparse's own many options, passed through
        super().__init__(formatter_class=_FixedWidthHelp, allow_abbrev=False, **settings)

    def error(self, message: str) -> NoReturn:
        """Say it in one sentence, with the way to the help."""
        sys.stderr.write(f"{self.prog}: {clean_line(message, 400)} (see {self.prog} --help)\n")
        raise SystemExit(2)


def parse_args(argv: Sequence[str]) -> argparse.Namespace:
    """Read the command line.

    Only the parser of the command that is named is built; building all of them takes longer than a `today`.

    Raises:
        SystemExit: Help was asked for (0), or a word is wrong (2).
    """
    command_name = _find_command_name(argv)
    parser = PlannerArgumentParser(prog="planner", description=DESCRIPTION)
    _add_common_options(parser, None)
    parser.add_argument("--version", action="store_true", help="print the version")
    parser.add_argument("--restricted", action="store_true", help="for an ssh forced command: stay in its directory")
    commands = parser.add_subparsers(
        dest="command", metavar="COMMAND", parser_class=PlannerArgumentParser, prog="planner"
    )
    for name, command in COMMANDS.items():
        if command_name in (None, name):
            added = commands.add_parser(
                name,
                help=command.summary,
                description=command.summary,
            )
            _add_common_options(added, argparse.SUPPRESS)
            if name != "demo":
                added.add_argument("--json", action="store_true", help="print one JSON document")
            if command.add_args is not None:
                command.add_args(added)
    return parser.parse_args(argv)


def _find_command_name(argv: Sequence[str]) -> str | None:
    """The first word that is a command and not the value of an option before it."""
    taking_values = {option for option, _, _ in _COMMON_OPTIONS}
    before = ""
    for word in argv:
        if word in COMMANDS and before not in taking_values:
            return word
        before = word
    return None


def _add_common_options(parser: argparse.ArgumentParser, default: str | None) -> None:
    for option, metavar, text in _COMMON_OPTIONS:
        parser.add_argument(option, metavar=metavar, default=default, help=text)


def _add_week_args(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("day", nargs="?", default="today", metavar="DATE")


def _add_agenda_args(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--from", dest="first", metavar="DATE")
    parser.add_argument("--to", dest="last", metavar="DATE")


def _add_find_args(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", nargs="+", metavar="WORDS", help="all of them must fit")


def _add_history_args(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("number", nargs="?", metavar="N", help="tell what this operation changed")
    parser.add_argument("--limit", metavar="K", default="100", help="how many operations to list")


def _add_why_args(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("day", metavar="DATE")
    parser.add_argument("--slot", choices=("am", "pm"))


def _add_rules_args(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--sources", action="store_true", help="the publications the rules rest on, by their keys")


def _add_lint_args(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("block", nargs="?", metavar="BLOCK", help="its number; everything ahead when left out")
    parser.add_argument("--all", dest="past", action="store_true", help="what is past or done as well")
    parser.add_argument("--accept", metavar="CODE[@DATE]", help="raise this no more, on that date or on any")
    parser.add_argument("--note", metavar="TEXT", default="", help="why it is accepted")
    parser.add_argument("--accepted", action="store_true", help="list what is accepted")
    parser.add_argument("--reject", metavar="N", help="raise again what is accepted under this number")


def _add_progress_args(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--weeks", metavar="N", default="12")


def _add_done_args(parser: argparse.ArgumentParser) -> None:
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


def _add_skip_args(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("which", metavar="WHICH")
    parser.add_argument("--reason", required=True, metavar="TEXT")


def _add_new_args(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--template", metavar="NAME")
    parser.add_argument("--from", dest="file", metavar="FILE")
    parser.add_argument("--from-block", metavar="N", help="the runs of a past block, as they were planned")
    parser.add_argument("--race", metavar="DATE")
    parser.add_argument("--start", metavar="DATE")
    parser.add_argument("--name", default="", metavar="TEXT")
    parser.add_argument("--distance", choices=("5k", "10k", "half", "marathon"))
    parser.add_argument("--priority", choices=("A", "B", "C"), default="A")
    _add_plan_request_args(parser)
    parser.add_argument("--body-mass", metavar="KG")
    parser.add_argument("--sled", metavar="KG", help="the empty sled")
    parser.add_argument("--floor", metavar="NAME", help="hockey turf, gym turf, track or 3G")
    _add_strength_args(parser)
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


def _add_plan_request_args(parser: argparse.ArgumentParser) -> None:
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


def _add_slot_args(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE")
    _add_strength_args(parser)


def _add_strength_args(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--level", choices=("novice", "experienced"))
    for kind in ("heavy", "moderate", "light"):
        parser.add_argument(f"--{kind}", metavar="N", help=f"{kind} sessions a week")
    parser.add_argument("--stack", action="store_true", help="a heavy session may follow a run directly")


def _add_export_args(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("form", choices=("plan",), metavar="FORM", help="plan: a block as text, to read and to edit")
    parser.add_argument("block", nargs="?", metavar="BLOCK", help="its number; the one that today lies in")
    parser.add_argument("-o", "--output", metavar="FILE", help="write it there; standard output when left out")
    parser.add_argument("--force", action="store_true", help="replace a file that is there already")


def _add_set_args(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what", nargs="?", metavar="WHAT", help="week-start, unit, body-mass, sled...; all when left out"
    )
    parser.add_argument("value", nargs="?", metavar="VALUE", help="its new value; as it is when left out")


def _add_screening_args(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--answer",
        action="append",
        default=[],
        metavar="NAME=ANSWER",
        help="heart=no,pressure=142/90: as many as you like",
    )
    parser.add_argument("--cleared", metavar="DATE", help="the day a professional agreed to heavy work and wall sits")


def _add_move_args(parser: argparse.ArgumentParser) -> None:
    """What, where to, and what gives way."""
    parser.add_argument("which", metavar="WHICH", help=_WHICH_HELP)
    parser.add_argument("to", metavar="DATE")
    parser.add_argument("--mode", choices=("only", "push", "shift"), default="only")
    _add_change_args(parser)


def _add_add_args(parser: argparse.ArgumentParser) -> None:
    """When, what, and its figures."""
    parser.add_argument("day", metavar="DATE")
    parser.add_argument("what", metavar="KIND", help="easy, long, tempo, heavy, light, cross, rest, note ...")
    _add_workout_field_args(parser)
    parser.add_argument("--done", action="store_true", help="it is done already, without a plan")
    parser.add_argument("--pain", metavar="2", help="the worst pain, 0 to 10")
    _add_change_args(parser)


def _add_edit_args(parser: argparse.ArgumentParser) -> None:
    """Which, and what of it."""
    parser.add_argument("which", metavar="WHICH")
    parser.add_argument("--kind", dest="what", metavar="KIND")
    parser.add_argument("--to", metavar="DATE", help="another day")
    _add_workout_field_args(parser)
    _add_change_args(parser)


def _add_delete_args(parser: argparse.ArgumentParser) -> None:
    """Which."""
    parser.add_argument("which", metavar="WHICH", help=_WHICH_HELP)
    _add_change_args(parser)


def _add_lock_args(parser: argparse.ArgumentParser) -> None:
    """Which, and whether it is let go."""
    parser.add_argument("which", metavar="WHICH", help=_WHICH_HELP)
    parser.add_argument("--off", action="store_true", help="let it go")
    _add_change_args(parser)


def _add_swap_args(parser: argparse.ArgumentParser) -> None:
    """Two days or weekdays."""
    parser.add_argument("one", metavar="A", help="a date; a weekday with --every")
    parser.add_argument("other", metavar="B")
    parser.add_argument("--every", action="store_true", help="these weekdays in every week left of the block")
    parser.add_argument("--block", metavar="N", help="which block; the one that today lies in")
    _add_change_args(parser)


def _add_copy_args(parser: argparse.ArgumentParser) -> None:
    """From where to where."""
    parser.add_argument("source", metavar="DATE")
    parser.add_argument("to", metavar="DATE")
    parser.add_argument("--week", action="store_true", help="the weeks that hold these days")
    _add_change_args(parser)


def _add_rest_args(parser: argparse.ArgumentParser) -> None:
    """Which day."""
    parser.add_argument("day", metavar="DATE")
    _add_change_args(parser)


def _add_deload_args(parser: argparse.ArgumentParser) -> None:
    """Which week."""
    parser.add_argument("day", metavar="DATE", help="a day of the week")
    _add_change_args(parser)


def _add_ease_args(parser: argparse.ArgumentParser) -> None:
    """Nothing to name: whatever may not stay as it is."""
    _add_change_args(parser)


def _add_shift_args(parser: argparse.ArgumentParser) -> None:
    """Which block, and where to."""
    parser.add_argument("block", nargs="?", metavar="BLOCK", help="its number; the one that today lies in")
    parser.add_argument("--race", required=True, metavar="DATE")
    _add_change_args(parser)


def _add_refit_args(parser: argparse.ArgumentParser) -> None:
    """Which block, and for which day."""
    _add_shift_args(parser)


def _add_away_args(parser: argparse.ArgumentParser) -> None:
    """From when to when, and why."""
    parser.add_argument("first", metavar="FIRST")
    parser.add_argument("last", nargs="?", metavar="LAST")
    parser.add_argument("--kind", choices=("sick", "injured", "away"), default="away")
    parser.add_argument("--note", default="", metavar="TEXT")
    _add_change_args(parser)


def _add_back_args(parser: argparse.ArgumentParser) -> None:
    """From when on."""
    parser.add_argument("day", nargs="?", default="today", metavar="DATE")
    _add_change_args(parser)


def _add_feel_args(parser: argparse.ArgumentParser) -> None:
    """How, and which day."""
    parser.add_argument("how", nargs="+", metavar="HOW", help="sore 7, slept badly (under 5 h, two nights), or well")
    parser.add_argument("--day", default="today", metavar="DATE")
    parser.add_argument("--note", default="", metavar="TEXT")
    _add_change_args(parser)


def _add_reslot_args(parser: argparse.ArgumentParser) -> None:
    """Which week."""
    parser.add_argument("day", nargs="?", default="today", metavar="DATE", help="a day of the week")
    _add_change_args(parser)


def _add_rewrite_args(parser: argparse.ArgumentParser) -> None:
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


@dataclass(frozen=True, slots=True)
class CommandSpec:
    """A command: its one line of help, the module of `planner.cli` that holds its function, its own options."""

    summary: str
    module: str
    add_args: Callable[[argparse.ArgumentParser], None] | None = None


COMMANDS = {
    "today": CommandSpec("list today's workouts", "list_commands"),
    "week": CommandSpec("list a week", "list_commands", _add_week_args),
    "agenda": CommandSpec("list everything, or from one date to another", "list_commands", _add_agenda_args),
    "find": CommandSpec(
        "find workouts by words: titles, notes, kinds, months, done, missed, moved", "list_commands", _add_find_args
    ),
    "done": CommandSpec("mark a workout done", "mark_commands", _add_done_args),
    "skip": CommandSpec("mark a workout skipped", "mark_commands", _add_skip_args),
    "move": CommandSpec("move workouts to another day", "change_commands", _add_move_args),
    "add": CommandSpec("add a workout, planned or done", "change_commands", _add_add_args),
    "edit": CommandSpec("change a workout", "change_commands", _add_edit_args),
    "delete": CommandSpec("delete workouts", "change_commands", _add_delete_args),
    "lock": CommandSpec("lock workouts where they stand, or let them go", "change_commands", _add_lock_args),
    "swap": CommandSpec("swap two days, or two weekdays in every week to come", "change_commands", _add_swap_args),
    "copy": CommandSpec("copy a day or a week to another", "change_commands", _add_copy_args),
    "rest": CommandSpec("put a rest day in, or take one out", "change_commands", _add_rest_args),
    "deload": CommandSpec(
        "make a week lighter, by a default of ours, not evidence", "change_commands", _add_deload_args
    ),
    "ease": CommandSpec(
        "make sessions easier that pain, illness or a health answer forbids", "change_commands", _add_ease_args
    ),
    "shift": CommandSpec("shift a block to a new race day", "change_commands", _add_shift_args),
    "refit": CommandSpec("make a block's weeks to come anew for a new race day", "change_commands", _add_refit_args),
    "away": CommandSpec("be sick, injured or away for some days", "change_commands", _add_away_args),
    "back": CommandSpec("train again from a day on", "change_commands", _add_back_args),
    "feel": CommandSpec(
        "say how a day feels, sore or badly slept: heavy sessions wait", "change_commands", _add_feel_args
    ),
    "reslot": CommandSpec("weigh the strength of a week again, and move it", "change_commands", _add_reslot_args),
    "export": CommandSpec("a block as text, to read and to edit", "block_commands", _add_export_args),
    "rewrite": CommandSpec("change a block to what its edited text says", "change_commands", _add_rewrite_args),
    "undo": CommandSpec("take back the last operation", "history_commands"),
    "redo": CommandSpec("bring back what was taken back", "history_commands"),
    "history": CommandSpec(
        "the operations, newest first, or what one of them changed", "history_commands", _add_history_args
    ),
    "progress": CommandSpec("weekly figures, planned against done", "list_commands", _add_progress_args),
    "why": CommandSpec("why strength stands on a day or not, place by place", "rule_commands", _add_why_args),
    "lint": CommandSpec(
        "what the rules find in the plan as it stands; exit 1 when there is anything", "rule_commands", _add_lint_args
    ),
    "rules": CommandSpec("the slotting rules, their weights and sources", "rule_commands", _add_rules_args),
    "templates": CommandSpec("list the built-in run plans", "block_commands"),
    "new": CommandSpec("make a block: runs, and strength slotted around them", "block_commands", _add_new_args),
    "slot": CommandSpec("slot a problem or a plan file, touching no database", "block_commands", _add_slot_args),
    "set": CommandSpec("what is known of you: week start, unit, body mass...", "runner_commands", _add_set_args),
    "screening": CommandSpec(
        "the health questions, and what they keep out of your plan", "runner_commands", _add_screening_args
    ),
    "keys": CommandSpec("the keys of the screen, and the names to change them by", "program_commands"),
    "locate": CommandSpec("where the files are", "program_commands"),
    "check": CommandSpec("verify the database", "program_commands"),
    "demo": CommandSpec("look around in a throw-away database", "program_commands"),
}
"""Every command, in the order the help lists them. Its function bears its name."""


_WHICH_HELP = "a number, several as 12,14, a date, or a span of days as mon..fri"
