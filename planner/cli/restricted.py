"""``planner --restricted``, for ssh forced commands: the client chooses the command, the server sets the limits."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from planner import paths, restriction
from planner.cli.missing_database import may_create
from planner.cli.parser import PlannerArgumentParser, parse_args
from planner.store.files import make_private_directories
from planner.training.refusal import RefusedError

_LEADS_OUT = {
    "demo": "demo makes a database elsewhere",
    "squad": "squad reads the databases of others",
    "serve": "serve starts other programs",
}
"""The commands that a restricted account cannot have, and why."""


def enter_restricted_mode(args: argparse.Namespace) -> argparse.Namespace:
    """Parse the client's command when the forced command names none, then lock the process into the data directory.

    Args:
        args: The arguments of the forced command.

    The data directory is made where the command may need it; `restriction.remove_unused` removes it if it did not.

    Returns:
        The arguments of the command to run, with the full path of the database.

    Raises:
        RefusedError: The data directory cannot be used, or the command is not for a restricted account.
        SystemExit: The client's command has wrong usage (status 2), or asks for help (status 0).
    """
    client_command = os.environ.get("SSH_ORIGINAL_COMMAND", "").strip()
    if args.command is None and client_command:
        args = _parse_client_command(client_command, args)
    # sshd may let the client set variables; those of Textual name log files, drivers and servers to connect to.
    for name in [name for name in os.environ if name.startswith("TEXTUAL")]:
        del os.environ[name]
    for name in ("PLANNER_DB", "PLANNER_SESSION_CLOCK"):
        os.environ.pop(name, None)
    database = Path(os.path.abspath(paths.database_path(args.db)))  # noqa: PTH100 - resolve() would follow a link out
    directory = database.parent
    os.environ["PLANNER_CONFIG"] = str(directory / paths.SETTINGS_NAME)
    # the kernel locks a process only into a directory that is there
    made = make_private_directories(str(directory)) if may_create(args.command) else []
    if directory.is_dir():
        os.chdir(directory)  # a plan file given by its bare name is read from here
    restriction.lock_into(str(directory), made)
    if args.command in _LEADS_OUT:
        raise RefusedError(f"{_LEADS_OUT[args.command]}, and this planner is restricted to its own directory.")
    args.db = str(database)
    return args


def _parse_client_command(command: str, forced_args: argparse.Namespace) -> argparse.Namespace:
    """Parse the client's command as a shell would split it; no shell ever runs it."""
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
