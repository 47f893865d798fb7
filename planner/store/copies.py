"""Verified copies of a database file, made with SQLite's own backup."""

from __future__ import annotations

import os
import sqlite3
from functools import partial
from pathlib import Path

from planner.store import files
from planner.store.backup_names import _next_name
from planner.store.refusals import primary_code, shown
from planner.store.schema import JOURNALED, tables_of
from planner.training.refusal import RefusedError


class _UnsoundError(RefusedError):
    """The copy is not sound, and neither is what it was made from."""


def back_up_as_it_is(located: str) -> Path:
    """Copy a database of any version of the schema, before it is changed."""
    connection = files.connect(located)
    try:
        connection.execute("BEGIN")
        return _copy(connection, located, None)
    finally:
        connection.close()


def _copy(source: sqlite3.Connection, located: str, target: str | os.PathLike[str] | None) -> Path:
    """Copy what the source's transaction sees; in ``backups/`` the next free number is taken."""
    version: int = source.execute("PRAGMA user_version").fetchone()[0]
    # The place is not resolved: a link that stands there must be refused, not followed.
    goal = os.path.abspath(target) if target is not None else _next_name(Path(located), version)  # noqa: PTH100
    taken = f"{shown(goal)} is already there; a backup never replaces a file."
    if os.path.lexists(goal):
        raise RefusedError(taken)
    temporary = files.write_beside(goal, partial(_fill, source))
    try:
        while True:
            try:
                files.publish(temporary, goal)
            except FileExistsError as error:
                if target is not None:
                    raise RefusedError(taken) from error
                goal = _next_name(Path(located), version)  # another session took the number meanwhile
            else:
                return Path(goal)
    finally:
        files.remove(temporary)


def _fill(source: sqlite3.Connection, copy: sqlite3.Connection) -> None:
    found = _copied(source, copy)
    if found != "ok":
        raise _UnsoundError(f"The database is damaged ({found}), so no backup was made of it.")
    kept = tables_of(source.execute("PRAGMA user_version").fetchone()[0])
    for table in (name for name in JOURNALED if name in kept):
        count = f"SELECT count(*) FROM {table}"
        if source.execute(count).fetchone() != copy.execute(count).fetchone():
            raise _UnsoundError(f"The backup lacks rows of {table}, so it was not kept.")


def _copied(source: sqlite3.Connection, copy: sqlite3.Connection) -> str:
    """Copy every page; give ``ok``, or what SQLite's full check finds wrong."""
    try:
        source.backup(copy)
        found: str = copy.execute("PRAGMA integrity_check(1)").fetchone()[0]
    except sqlite3.DatabaseError as error:
        if primary_code(error) != sqlite3.SQLITE_CORRUPT:
            raise
        return str(error)
    return found
