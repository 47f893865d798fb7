"""The command line: parse the arguments, run one use case, print lines or one JSON document.

Importing this package loads neither the screen nor the database layer; each command imports what it needs.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from planner.cli.command_table import COMMANDS
from planner.cli.exit_status import EXIT_OK, end_answer, end_early, prepare_streams, say
from planner.cli.missing_database import database_of
from planner.cli.parser import parse_args
from planner.clock import Clock
from planner.config import Settings, read_settings
from planner.invocation import with_database
from planner.paths import database_path, settings_path
from planner.store import commits, lock_waits
from planner.usecases.planbook import Planbook
from planner.usecases.recordings.stored_zone import StoredZone

CommandFunction = Callable[[Planbook, argparse.Namespace], int | None]
"""Runs one command; returns its exit status, or None for 0."""
_GC_THRESHOLDS = 20_000, 10, 10
"""When Python collects garbage (see `gc.set_threshold`). Thousands of workouts leave none, but with Python's defaults
looking for it takes a seventh of a long edit; and a sheet of the screen creates 5,000 objects, so that every second key
would wait for it.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        argv: The words after ``planner``; those of the process when None.

    Returns:
        The exit status: 0 for done; 1 for refused or failed, with one sentence on stderr and nothing changed; 3 for
        stored although something failed afterwards, as writing the answer.

    Raises:
        SystemExit: Help was asked for (status 0), or the usage is wrong (status 2).
    """
    prepare_streams()
    gc.set_threshold(*_GC_THRESHOLDS)
    waiting = lock_waits.say_waiting.set(say)
    with commits.watch_commits() as stored:
        try:
            status = _run(sys.argv[1:] if argv is None else argv)
        except SystemExit as leaving:
            raise SystemExit(end_answer(int(leaving.code or 0), stored)) from None
        except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - raised again unless something was stored
            return end_answer(end_early(error, stored), stored)
        finally:
            lock_waits.say_waiting.reset(waiting)
        return end_answer(status, stored)


def _run(argv: Sequence[str]) -> int:
    args = parse_args(argv)
    if args.restricted:
        from planner import restriction
        from planner.cli import restricted

        args = restricted.enter_restricted_mode(args)
        try:
            return _dispatch(args)
        finally:
            restriction.remove_unused()
    with with_database(args.db):
        return _dispatch(args)


def _dispatch(args: argparse.Namespace) -> int:
    if args.version:
        sys.stdout.write(f"{_versions()}\n")
        return EXIT_OK
    book = _open_planbook(args)
    if args.command is None:
        from planner.tui import launch

        return launch(book)
    spec = COMMANDS[args.command]
    module = import_module(f"planner.cli.{spec.module}")
    command: CommandFunction = getattr(module, f"run_{args.command}")
    with database_of(book, spec.database, is_dry_run=getattr(args, "dry_run", False)):
        return command(book, args) or EXIT_OK


def _versions() -> str:
    """Return the versions of the planner and of what it runs on, for a report of a fault."""
    import platform
    import sqlite3
    from importlib.metadata import version

    from planner import __version__

    parts = f"Python {platform.python_version()}", f"Textual {version('textual')}", f"SQLite {sqlite3.sqlite_version}"
    return f"planner {__version__} ({', '.join(parts)})"


def _open_planbook(args: argparse.Namespace) -> Planbook:
    # `config` must work when there is a mistake in the settings: it is how one mends them.
    settings = Settings() if args.command == "config" else read_settings(settings_path())
    path = database_path(args.db, settings.athletes, settings.athlete)
    today = args.today or os.environ.get("PLANNER_TODAY")
    names = [name for name, database in settings.athletes.items() if database == path]
    return Planbook(
        path=path,
        clock=_clock_on(today) if today else Clock(read_zone=StoredZone(path)),
        settings=settings,
        runner_name=names[0] if names and len(settings.athletes) > 1 else "",
    )


def _clock_on(today: str) -> Clock:
    """Return a clock that stays on a day; words such as ``-1w`` count from the real today."""
    from planner.training.dates import DateReader  # late: only who tries things out says another today

    return Clock(DateReader(Clock().today()).read(today, "today"))
