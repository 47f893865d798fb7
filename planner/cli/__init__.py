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

    Command = Callable[[Planbook, argparse.Namespace], int]

DONE, REFUSED, WRONG_USAGE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: The words after ``planner``; those of the process when None.

    Returns:
        0 done; 1 refused or failed, with one sentence on stderr and nothing changed; 2 wrong usage.
    """
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - closed by the caller
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a terminal that has no × gets an escape, not a traceback
    from planner.cli.arguments import parse

    parsed = parse(sys.argv[1:] if arguments is None else arguments)
    try:
        if parsed.restricted:
            from planner.cli import restricted

            parsed = restricted.enter(parsed)
        return _run(parsed)
    except RefusedError as refusal:
        sys.stderr.write(f"planner: {clean_note(str(refusal))}\n")
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader has gone; leave without a word
        return DONE
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        sys.stderr.write(f"planner: {error.filename or 'The system'}: {error.strerror or error}.\n")
    return REFUSED


def _run(parsed: argparse.Namespace) -> int:
    if parsed.version:
        from importlib.metadata import version

        sys.stdout.write(f"planner {version('planner')}\n")
        return DONE
    book = _planbook(parsed)
    if parsed.command is None:
        from planner.tui import launch

        return launch(book)
    from planner.cli.arguments import COMMANDS

    module = import_module(f"planner.cli.{COMMANDS[parsed.command].module}")
    command: Command = getattr(module, parsed.command)
    return command(book, parsed)


def _planbook(parsed: argparse.Namespace) -> Planbook:
    from planner import config, paths
    from planner.usecases.planbook import Planbook

    settings = config.read_settings(paths.settings())
    path = paths.database(parsed.db, settings.athletes, settings.athlete)
    several = settings.athletes if len(settings.athletes) > 1 else {}
    return Planbook(
        path=path,
        clock=_clock(parsed.today or os.environ.get("PLANNER_TODAY")),
        settings=settings,
        athlete=next((name for name, place in several.items() if place == path), ""),
    )


def _clock(held: str | None) -> Clock:
    from planner.clock import Clock

    if not held:
        return Clock()
    plain = len(held) == len("2027-01-05") and "1970" <= held[:4] <= "2199" and "W" not in held
    try:
        return Clock(dt.date.fromisoformat(held if plain else ""))
    except ValueError:
        from planner.training.measures import read_date  # says what is wrong; else 10 ms that a start can do without

        return Clock(read_date(held, "today"))
