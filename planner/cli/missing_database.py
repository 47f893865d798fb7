"""What a command does where there is no database: refuse, read it as an empty one, or create one and say so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from planner.cli.command_table import COMMANDS, DatabaseNeed
from planner.cli.exit_status import say
from planner.store.kept_connection import keep_connection
from planner.store.missing_file import WhenMissing, missing_database, set_when_missing
from planner.store.remarks import take_remarks
from planner.text import path_below_home
from planner.usecases.planbook import Planbook, file_stamp

_POLICIES = {
    DatabaseNeed.NONE: WhenMissing.READ_AS_EMPTY,
    DatabaseNeed.EXISTING: WhenMissing.REFUSE,
    DatabaseNeed.CREATES: WhenMissing.CREATE,
}


@contextmanager
def database_of(book: Planbook, need: DatabaseNeed, *, is_dry_run: bool) -> Iterator[None]:
    """Run a command with what it may do about its database, and say when it created one.

    What the store remarks, as that no backup could be made, is said too.

    Args:
        book: The runner's file.
        need: What the command does about the database.
        is_dry_run: Whether it changes nothing, so that it creates nothing either.

    Raises:
        MissingDatabaseError: There is no database, and the command needs one.
    """
    existed = bool(file_stamp(book.path))
    if not existed and need is DatabaseNeed.EXISTING:
        raise missing_database(book.path)
    policy = _POLICIES[need]
    if is_dry_run and policy is WhenMissing.CREATE:
        policy = WhenMissing.READ_AS_EMPTY
    has_its_own = need is not DatabaseNeed.NONE  # the screen of `demo` lasts for hours, and keeps none
    try:
        with set_when_missing(policy), keep_connection() if has_its_own else nullcontext():
            yield
    finally:
        if not existed and policy is WhenMissing.CREATE and file_stamp(book.path):
            # not on standard output, which may be one JSON document
            say(f"made a new database, {path_below_home(book.path)}.")
        for remark in take_remarks():
            say(remark)


def may_create(command: str | None) -> bool:
    """Whether a command may create the database; None is the full screen, where the terminal can show it."""
    if command is None:
        from planner.tui.terminal.capabilities import unsupported_reason

        return not unsupported_reason()
    return COMMANDS[command].database is DatabaseNeed.CREATES
