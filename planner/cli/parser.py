"""The parser of the command line: argparse, with one sentence for what is wrong instead of a page."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence

from planner.cli.command_table import COMMANDS, CommandSpec
from planner.cli.exit_status import EXIT_USAGE, say
from planner.text import clean_line

TYPE_CHECKING = False  # `typing` itself costs 5 ms of the first frame
if TYPE_CHECKING:
    from typing import Any, NoReturn

    from _typeshed import SupportsWrite

NO_COMMAND = ""
"""The full screen, which no command asks for."""
DESCRIPTION = "Plan a training block, mark workouts done, review weekly volume. Without a command: the full screen."
_COMMON_OPTIONS = (
    ("--db", "FILE", "the database, or an athlete's name: one in the settings wins over a file (default: PLANNER_DB)"),
    ("--today", "DATE", "use this date as today (default: PLANNER_TODAY)"),
)
_STEP_BACK = re.compile(r"-\s*[0-9]+(?:\.[0-9]+)?\s*[a-z]*$", re.IGNORECASE)
"""A date that begins with a dash: days, weeks or months back."""


class _FixedWidthHelp(argparse.HelpFormatter):
    """Help text 80 columns wide.

    argparse makes a formatter for every option it adds, and by default each one asks for the terminal's width, which
    imports shutil.
    """

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=80)


class PlannerArgumentParser(argparse.ArgumentParser):
    """A parser that answers wrong usage with one sentence instead of a page."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 - argparse's own many options, passed through
        super().__init__(formatter_class=_FixedWidthHelp, allow_abbrev=False, **settings)
        self.command_parsers: dict[str, PlannerArgumentParser] = {}
        # argparse lets what looks like a negative number be a value; here the dates -1, -1w and -1m are values too.
        self._negative_number_matcher = _STEP_BACK

    def error(self, message: str) -> NoReturn:
        """Print the mistake in one sentence, name the help, and exit with status 2."""
        say(f"{clean_line(message, 400)} (see {self.prog} --help)", self.prog)
        raise SystemExit(EXIT_USAGE)

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        """Print help; unlike argparse's own method this lets the caller know when that fails."""
        (file or sys.stderr).write(message)

    def refuse_words(self, names: Iterable[str], words: Sequence[str]) -> NoReturn:
        """Name the first word that no argument takes, and the option that may be meant.

        Args:
            names: The command, and its form if it has any.
            words: What no argument takes.
        """
        parser = self
        for name in names:
            parser = parser.command_parsers.get(name, parser)
        option = next((word.partition("=")[0] for word in words if word.startswith("-")), None)
        if option is None:
            parser.error(f'"{words[0]}" is a word too many; words that belong together need quotes')
        parser.error(f"there is no option {option}{_nearest(option, parser.option_names)}")

    def with_commands(self) -> Iterator[PlannerArgumentParser]:
        """Yield this parser, those of its commands and those of their forms."""
        yield self
        for parser in self.command_parsers.values():
            yield from parser.with_commands()

    @property
    def arguments(self) -> Sequence[argparse.Action]:
        """Every argument."""
        return self._actions

    @property
    def option_names(self) -> list[str]:
        """Every option, as it is typed."""
        return [name for action in self._actions for name in action.option_strings]


def parse_args(argv: Sequence[str]) -> argparse.Namespace:
    """Parse the command line.

    Raises:
        SystemExit: Help was asked for (status 0), or the usage is wrong (status 2).
    """
    words = list(_words(argv))
    command_name = next((word for word in words if word in COMMANDS), None)
    may_ask_for_help = any(word == "--help" or ("h" in word and not word.startswith("--")) for word in argv)
    is_screen = not words and not may_ask_for_help
    parser = make_parser(NO_COMMAND if is_screen else command_name)
    if command_name is None and (word := next(iter(words), None)) is not None:
        parser.error(f'there is no command "{word}"{_nearest(word, COMMANDS)}')
    args, unknown = parser.parse_known_args(argv)
    if unknown:
        parser.refuse_words(filter(None, (command_name, getattr(args, "form", None))), unknown)
    if args.command == "help":
        return parse_args([args.about, "--help"] if args.about else ["--help"])
    return args


def make_parser(command_name: str | None = None, *, is_complete: bool = False) -> PlannerArgumentParser:
    """Return the parser of the command line.

    Args:
        command_name: The command that is going to run. The others are left out, because building the parsers of all
            commands takes longer than running ``today``. `NO_COMMAND` has none, for the full screen. None has all of
            them, without their own arguments.
        is_complete: Whether every command has its own arguments, as the manual page and the completions need them.
    """
    parser = PlannerArgumentParser(prog="planner", description=DESCRIPTION)
    _add_common_options(parser, None)
    parser.add_argument("-V", "--version", action="store_true", help="print the versions, also of Python and SQLite")
    parser.add_argument("--restricted", action="store_true", help="for an ssh forced command: stay in its directory")
    _add_commands(parser, COMMANDS, "command", command_name, is_complete=is_complete)
    return parser


def _add_commands(
    parser: PlannerArgumentParser,
    specs: Mapping[str, CommandSpec],
    dest: str,
    only: str | None = None,
    *,
    is_complete: bool,
) -> None:
    """Add the commands of the program, or the forms of a command; `make_parser` says what is left out."""
    commands = parser.add_subparsers(
        dest=dest, metavar=dest.upper(), required=dest == "form", parser_class=PlannerArgumentParser, prog=parser.prog
    )
    for name, spec in specs.items():
        if only not in (None, name):
            continue
        added = commands.add_parser(name, help=spec.summary, description=spec.summary)
        _add_common_options(added, argparse.SUPPRESS)  # without SUPPRESS its default would undo `--db` before it
        if name not in ("demo", "help"):
            is_asked = False if dest == "command" else argparse.SUPPRESS
            added.add_argument("--json", action="store_true", default=is_asked, help="print one JSON document")
        if is_complete or name == only:
            if spec.add_args is not None:
                spec.add_args(added)  # those of `new` import the block options
            if spec.forms is not None:
                _add_commands(added, spec.forms, "form", is_complete=True)
        parser.command_parsers[name] = added


def _nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word that is most like a mistyped one, as the end of a sentence; nothing when none is."""
    from difflib import get_close_matches

    nearest = get_close_matches(word.lower(), known, n=1)
    return f"; did you mean {nearest[0]}?" if nearest else ""


def _words(argv: Sequence[str]) -> Iterator[str]:
    """Yield the words that are neither options nor the value of a common option."""
    value_options = {option for option, _, _ in _COMMON_OPTIONS}
    for previous, word in zip(["", *argv], argv, strict=False):
        if not word.startswith("-") and previous not in value_options:
            yield word


def _add_common_options(parser: argparse.ArgumentParser, default: str | None) -> None:
    for option, metavar, text in _COMMON_OPTIONS:
        parser.add_argument(option, metavar=metavar, default=default, help=text)
