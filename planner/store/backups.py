"""Copies of the whole file, each verified before it gets its name: the only cure for a disk that lies.

A copy is made with SQLite's backup, never by copying bytes, and stands in ``backups/`` beside the database under a
number that only grows: a clock set back cannot make an old copy look new.
"""

from __future__ import annotations

import os
import re
import sqlite3
from functools import partial
from pathlib import Path

from planner.store import files, opening
from planner.store.refusals import plain_words, primary_code, shown
from planner.store.schema import JOURNALED, tables_of
from planner.training.refusal import RefusedError


class _UnsoundError(RefusedError):
    """The copy is not sound, and neither is what it was made from."""


def back_up(path: str | os.PathLike[str], target: str | os.PathLike[str] | None = None) -> Path:
    """Copy the database, as it is at this moment.

    Args:
        path: The database.
        target: Where to; a new name in ``backups/`` beside it by default. Nothing may be there.

    Returns:
        The copy, whole and verified.

    Raises:
        RefusedError: Something has that name, or the database is damaged.
    """
    with opening.reading(path) as connection:
        return _copy(connection, os.path.realpath(path), target)


def back_up_as_it_is(located: str) -> Path:
    """Copy a database of any version of the schema, before it is changed."""
    connection = files.connect(located)
    try:
        connection.execute("BEGIN")
        return _copy(connection, located, None)
    finally:
        connection.close()


def restore(path: str | os.PathLike[str], source: str | os.PathLike[str]) -> Path | None:
    """Make the database what a backup holds; what it was before is backed up first.

    The file stays the same file, so that other sessions see the change. It may be missing; a damaged one is set aside
    under a new name.

    Args:
        path: The database.
        source: The backup. It is not changed, not even upgraded.

    Returns:
        Where that is now which was there before, or None when there was nothing.

    Raises:
        RefusedError: The source is not a sound planner database; the database is as it was.
    """
    with plain_words(source):
        found = files.locate(source)
        if found is None:
            raise RefusedError(f"There is no file {shown(source)}.")
        backup = files.connect(found)
    try:
        with plain_words(source):
            files.identify(backup, found)
            opening.examine(backup, found)
        with plain_words(path):
            kept = _put_in_place(backup, path)
    finally:
        backup.close()
    opening.prepare(path)
    return kept


def newest(path: str | os.PathLike[str]) -> Path | None:
    """The newest backup that stands beside a database, or None."""
    numbered = _numbered(Path(os.path.realpath(path)))
    return max(numbered)[1] if numbered else None


def _put_in_place(backup: sqlite3.Connection, path: str | os.PathLike[str]) -> Path | None:
    located = files.locate(path)
    if located is None:
        files.create(os.path.realpath(path), backup.backup)
        return None
    current = files.connect(located)
    try:
        files.identify(current, located)
        try:
            kept = back_up_as_it_is(located)
        except _UnsoundError:
            current.close()
            kept = _set_aside(Path(located))
            files.create(located, backup.backup)
        else:
            backup.backup(current)
    finally:
        current.close()
    return kept


def _set_aside(database: Path) -> Path:
    number = 1
    while (aside := database.with_name(f"{database.name}.damaged-{number}")).exists():
        number += 1
    journal = database.with_name(f"{database.name}-journal")
    if journal.exists():  # it belongs to the damaged file and must never be played into another
        journal.rename(aside.with_name(f"{aside.name}-journal"))
    return database.rename(aside)


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


def _next_name(database: Path, version: int) -> str:
    numbered = _numbered(database)
    number = max(numbered)[0] + 1 if numbered else 1
    return str(database.parent / files.BACKUPS / f"{database.stem}-{number:04d}-v{version}.db")


def _numbered(database: Path) -> list[tuple[int, Path]]:
    name = re.compile(re.escape(database.stem) + r"-(\d+)-v\d+\.db")
    directory = database.parent / files.BACKUPS
    if not directory.is_dir():
        return []
    return [(int(found[1]), each) for each in directory.iterdir() if (found := name.fullmatch(each.name))]
