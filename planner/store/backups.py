"""Copies of the whole file, each verified before it gets its name: the only cure for a disk that lies.

A copy is made with SQLite's backup, never by copying bytes, and stands in ``backups/`` beside the database under a
number that only grows: a clock set back cannot make an old copy look new.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from planner.store import files, opening
from planner.store.copies import _copy, _UnsoundError, back_up_as_it_is
from planner.store.refusals import plain_words, shown
from planner.training.refusal import RefusedError


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
