"""``planner --restricted``: what an ssh forced command runs. The words come from the client, the limits from here."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from planner import paths, restriction
from planner.cli.arguments import PlannerArgumentParser, parse_args
from planner.store.files import make_private_directories
from planner.training.refusal import RefusedError


def enter_restricted_mode(args: argparse.Namespace) -> argparse.Namespace:
    """Take the client's words when the forced command names none, then lock the process into the data directory.

    Args:
        args: The words of the forced command.

    Returns:
        What to run, with the database named in full.

    Raises:
        RefusedError: The data directory cannot be used, or the command is not for a restricted account.
        SystemExit: The client's words are wrong (2), or ask for help (0).
    """
    asked = os.environ.get("SSH_ORIGINAL_COMMAND", "").strip()
    if args.command is None and asked:
        args = _parse_client_command(asked, args)
    for name in [name for name in os.environ if name.startswith("TEXTUAL")]:
        del os.environ[name]  # a log, a screenshot, a driver, a developer's console: files and connections by name
    os.environ.pop("PLANNER_DB", None)
    database = Path(os.path.abspath(paths.database_path(args.db)))  # noqa: PTH100 - a link must stay one, to be judged
    directory = database.parent
    os.environ["PLANNER_CONFIG"] = str(directory / paths.SETTINGS_NAME)
    make_private_directories(str(directory))
    os.chdir(directory)  # a plan that is named without its place is looked for here
    restriction.lock_into(str(directory))
    if args.command == "demo":
        raise RefusedError("demo makes a database elsewhere, and this planner is restricted to its own directory.")
    args.db = str(database)
    return args


def _parse_client_command(command: str, forced_args: argparse.Namespace) -> argparse.Namespace:
    """The client's words, read as words: no shell ever sees them."""
    import shlex

    parser = PlannerArgumentParser(prog="planner")
    try:
        words = shlex.split(command)
    except ValueError as error:
        parser.error(f"the command cannot be read: {str(error).lower()}")
    if words and words[0] == "planner":
        del words[0]
    parsed = parse_args(words)
    for option in ("db", "restricted"):
        if getattr(parsed, option):
            parser.error(f"--{option} is decided here, not by who connects")
    parsed.db, parsed.today = forced_args.db, parsed.today or forced_args.today
    return parsed
