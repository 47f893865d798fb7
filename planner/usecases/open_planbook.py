"""What a session needs of the file itself: to be sound, ready for edits, and not being written by another session."""

from __future__ import annotations

import os
from pathlib import Path

from planner import store
from planner.invocation import program
from planner.store import BusyError, StaleEditError, connections, pragmas
from planner.store.commits import watch_commits
from planner.store.errors import reason_after_commit
from planner.store.kept_connection import keep_connection
from planner.store.missing_file import WhenMissing, when_missing
from planner.store.remarks import add_remark, take_remarks
from planner.store.row_values import leave_out_damaged_rows
from planner.store.same_database import (
    OpenDatabase,
    OtherDatabaseError,
    accept_any_database,
    open_database,
    take_refusal,
    was_refused,
)
from planner.text import clean_line, join_first, path_below_home
from planner.training.refusal import RefusedError
from planner.usecases.planbook import Planbook

__all__ = [
    "BusyError",
    "OpenDatabase",
    "OtherDatabaseError",
    "StaleEditError",
    "accept_any_database",
    "add_remark",
    "begin_calendar",
    "check_readable",
    "expect_open_file",
    "is_being_written",
    "keep_connection",
    "leave_out_damaged_rows",
    "reason_after_commit",
    "set_short_busy_timeout",
    "take_refusal",
    "take_remarks",
    "warm_up",
    "was_refused",
    "watch_commits",
]

_SHORT_BUSY_TIMEOUT_MS = 30
"""Milliseconds: longer than another session's usual edit, shorter than a person notices."""


def begin_calendar(book: Planbook) -> str:
    """Make the file of a runner who has none yet, with the time zone of this machine and the habits of its locale.

    Returns:
        The sentences that say so.

    Raises:
        RefusedError: The file or its directory cannot be made.
    """
    from planner.usecases.recordings.zones import remember_machine_zone

    store.prepare(book.path)
    made = f"Made a new database, {path_below_home(book.path)}."
    return " ".join(sentence for sentence in (made, remember_machine_zone(book), _remember_locale(book)) if sentence)


def _remember_locale(book: Planbook) -> str:
    """Store the unit and the first day of the week of the locale; that is no operation that can be undone.

    Returns:
        The sentence that says so; empty for kilometres and weeks from Monday on.

    Raises:
        RefusedError: The file cannot be written.
    """
    from planner.store import journal
    from planner.training.locale_habits import locale_unit, locale_week_start
    from planner.training.races import Unit
    from planner.training.weeks import WEEKDAYS

    unit, week_start = locale_unit(os.environ), locale_week_start(os.environ)
    if unit is Unit.KM and week_start == 0:
        return ""
    with (
        connections.write_transaction(book.path, is_operation=False) as connection,
        journal.unrecorded(connection),
    ):
        connection.execute(
            "UPDATE athlete SET unit = ?, week_start = ?, version = version + 1", (unit.value, week_start)
        )
    distances = "miles" if unit is Unit.MI else "kilometres"
    return f"Distances are in {distances}, and weeks begin on {WEEKDAYS[week_start]}: {program()} set changes both."


def warm_up(book: Planbook) -> str:
    """Check every page of the file and import what edits need (SQLModel, the slotter); meant for a background thread.

    Returns:
        One sentence that says what is wrong with the file, or that a synchroniser made another of it; empty when all
        is well.
    """
    try:
        connections.upgrade_and_check(book.path)
    except RefusedError as refusal:
        return str(refusal)
    store.load_repository()
    # loaded now, so that neither the first edit nor the first map of prices waits for it
    from planner.usecases.strength import price_map, reslot  # noqa: F401

    return _describe_conflict_copies(book)


def _describe_conflict_copies(book: Planbook) -> str:
    """Return that synchronisers made copies of the file, edits of which are not in it; empty where they made none."""
    from planner.store.surroundings import find_conflict_copies

    others = {os.path.realpath(path) for path in book.settings.athletes.values()}
    try:
        found = find_conflict_copies(Path(os.path.realpath(book.path)))
    except OSError:  # the folder cannot be listed
        return ""
    copies = [copy for copy in found if os.path.realpath(copy) not in others]  # "ann 2.db" may be another runner's
    if not copies:
        return ""
    names = join_first([clean_line(copy.name, 60) for copy in copies], most=2)
    made = "is a copy" if len(copies) == 1 else "are copies"
    return f"{names} {made} that a file synchroniser made, and not used here; {program()} doctor says more."


def set_short_busy_timeout() -> None:
    """Set SQLite's busy timeout to 30 ms in this context and the tasks it starts.

    Reads and writes that would wait longer raise `BusyError`, so that the screen never freezes.
    """
    pragmas.busy_timeout_ms.set(_SHORT_BUSY_TIMEOUT_MS)


def expect_open_file(opened: OpenDatabase) -> None:
    """Refuse a file that is gone, or another database in its place: in this context, its tasks, or in this thread.

    Args:
        opened: The database that is open, for all threads the same.
    """
    when_missing.set(WhenMissing.REFUSE_AS_GONE)
    open_database.set(opened)


def check_readable(book: Planbook) -> None:
    """Check that the file is there and is a planner database; its pages are not read.

    Raises:
        BusyError: Another session is writing.
        RefusedError: It is gone, or is something else.
    """
    with connections.read_transaction(book.path):
        pass


def is_being_written(book: Planbook) -> bool:
    """Return whether another session is writing; False when the file cannot be opened, which the edit reports."""
    try:
        return connections.is_busy(book.path)
    except RefusedError:
        return False
