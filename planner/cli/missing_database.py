"""What a command does where there is no database: refuse with the nearest name, or create one and say so."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from planner.cli.arguments import DatabaseNeed
from planner.store.errors import display_path
from planner.store.missing_file import MissingDatabaseError, WhenMissing, set_when_missing
from planner.usecases.planbook import Planbook, file_stamp

_POLICIES = {
    DatabaseNeed.NONE: WhenMissing.READ_AS_EMPTY,
    DatabaseNeed.EXISTING: WhenMissing.REFUSE,
    DatabaseNeed.CREATES: WhenMissing.CREATE,
}


@contextmanager
def database_of(book: Planbook, need: DatabaseNeed, *, is_dry_run: bool) -> Iterator[None]:
    """Run a command with what it may do about its database, and say when it created one.

    Args:
        book: The runner's file.
        need: What the command does about the database.
        is_dry_run: Whether it changes nothing, so that it creates nothing either.

    Raises:
        MissingDatabaseError: There is no database, and the command needs one.
    """
    existed = bool(file_stamp(book.path))
    if not existed and need is DatabaseNeed.EXISTING:
        raise MissingDatabaseError(_missing_text(book))
    policy = _POLICIES[need]
    if is_dry_run and policy is WhenMissing.CREATE:
        policy = WhenMissing.READ_AS_EMPTY
    try:
        with set_when_missing(policy):
            yield
    finally:
        if not existed and file_stamp(book.path):
            # not on standard output, which may be one JSON document
            sys.stderr.write(f"planner: made a new database, {display_path(book.path)}.\n")


def _missing_text(book: Planbook) -> str:
    return f"There is no database {display_path(book.path)}; planner new, planner import and planner set make one."
