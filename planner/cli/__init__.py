"""The command line: words in, one use case called, lines or one JSON document out.

Importing this loads neither the screen nor the database layer; each command imports what it needs.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from planner.text import clean_note
from planner.training.refusal import RefusedError

TYPE_CHECKING = False  # `typing` itself costs a tenth of a `today`
if TYPE_CHECKING:
    import argparse

    from planner.clock import Clock
    from planner.usecases.planbook import Planbook

    CommandFunction = Callable[[Planbook, argparse.Namespace], int]

EXIT_OK, EXIT_REFUSED, EXIT_USAGE = 0, 1, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        argv: The words after ``planner``; those of the process when None.

    Returns:
        0 done; 1 refused or failed, with one sentence on stderr and nothing changed; 2 wrong usage.
    """
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - closed by the caller
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a terminal that has no × gets an escape, not a traceback
    from planner.cli.arguments import parse_args

    args = parse_args(sys.argv[1:] if argv is None else argv)
    try:
        if args.restricted:
            from planner.cli import restricted

            args = restricted.enter_restricted_mode(args)
        return _dispatch(args)
    except RefusedError as refusal:
        sys.stderr.write(f"planner: {clean_note(str(refusal))}\n")
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader has gone; leave without a word
        return EXIT_OK
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        sys.stderr.write(f"planner: {error.filename or 'The system'}: {error.strerror or error}.\n")
    return EXIT_REFUSED


def _dispatch(args: argparse.Namespace) -> int:
    if args.version:
        from importlib.metadata import version

        sys.stdout.write(f"planner {version('planner')}\n")
        return EXIT_OK
    book = _open_planbook(args)
    if args.command is None:
        from planner.tui import launch

        return launch(book)
    from planner.cli.arguments import COMMANDS

    module = import_module(f"planner.cli.{COMMANDS[args.command].module}")
    command: CommandFunction = getattr(module, f"run_{args.command}")
    return command(book, args)


def _open_planbook(args: argparse.Namespace) -> Planbook:
    from planner import config, paths
    from planner.usecases.planbook import Planbook

    settings = config.read_settings(paths.settings_path())
    path = paths.database_path(args.db, settings.athletes, settings.athlete)
    named_athletes = settings.athletes if len(settings.athletes) > 1 else {}
    return Planbook(
        path=path,
        clock=_make_clock(args.today or os.environ.get("PLANNER_TODAY")),
        settings=settings,
        runner_name=next((name for name, place in named_athletes.items() if place == path), ""),
    )


def _make_clock(fixed_date: str | None) -> Clock:
    from planner.clock import Clock

    if not fixed_date:
        return Clock()
    plain = len(fixed_date) == len("2027-01-05") and "1970" <= fixed_date[:4] <= "2199" and "W" not in fixed_date
    try:
        return Clock(dt.date.fromisoformat(fixed_date if plain else ""))
    except ValueError:
        from planner.training.measures import parse_date  # says what is wrong; else 10 ms that a start can do without

        return Clock(parse_date(fixed_date, "today"))
