"""Which files no output of the program may replace: databases with all that belongs to them, and the settings file.

A database is known by its path, links followed, by its inode, for a hard link or another spelling, and by its content.
Its journal, its sidecar files and the folders of texts being edited have its name and ``-``.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress

from planner.file_writing import describe_database_content
from planner.store.backups.backup_names import BACKUPS_DIRECTORY
from planner.store.errors import display_path


def describe_protected_file(target: str, databases: Iterable[str], settings_file: str) -> str:
    """Return what a file is that no output may replace, for a sentence; empty for any other file, existing or not.

    Args:
        target: The absolute path of the output, links followed.
        databases: The database in use and those of the other athletes.
        settings_file: The settings file, which need not exist.

    Raises:
        OSError: Its content cannot be read.
    """
    found = _identity(target)
    # The databases come first: a file that this process may have open is not opened a second time to look at it,
    # because closing it would drop the locks that SQLite holds on it.
    for database in databases:
        if what := _describe_part(target, found, os.path.abspath(database)):
            return what
    if _is_named_like(target, settings_file) or (found is not None and found == _identity(settings_file)):
        return "the settings file or belongs to it"
    return describe_database_content(target) if found is not None else ""


def _describe_part(target: str, found: tuple[int, int] | None, database: str) -> str:
    """Return which part of a database a file is; empty where it is none of its files."""
    shown = display_path(os.path.basename(database))
    real_database = os.path.realpath(database)
    for path in dict.fromkeys((database, real_database)):
        directory = os.path.realpath(os.path.dirname(path))
        real_path = os.path.join(directory, os.path.basename(path))
        if target == real_path:
            return f"the database {shown}"
        if _is_inside(target, os.path.join(directory, BACKUPS_DIRECTORY)):
            return f"in the folder of the backups of {shown}"
        if _is_named_like(target, real_path):
            return f"a file that belongs to the database {shown}"
    if found is None:
        return ""
    if found == _identity(real_database):
        return f"the database {shown} under another name"
    parts = {identity for path in (database, real_database) for identity in _parts(path)}
    return f"a file of the database {shown} under another name" if found in parts else ""


def _parts(database: str) -> Iterator[tuple[int, int]]:
    """Yield the identity of each file that belongs to a database: next to it, and its backups."""
    directory, name = os.path.split(database)
    for folder, beginning in ((directory, f"{name}-"), (os.path.join(directory, BACKUPS_DIRECTORY), "")):
        with suppress(OSError), os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.startswith(beginning) and entry.is_file() and (found := _identity(entry.path)):
                    yield found


def _is_named_like(target: str, path: str) -> bool:
    """Return whether a file has a path, or that path with ``-`` and more, or is in a folder of such a name."""
    directory, name = os.path.split(os.path.abspath(path))
    directory = os.path.realpath(directory)
    first = os.path.relpath(target, directory).split(os.sep)[0]
    return first == name or first.startswith(f"{name}-") or target == os.path.realpath(path)


def _is_inside(target: str, directory: str) -> bool:
    return target.startswith(directory.rstrip(os.sep) + os.sep)


def _identity(path: str) -> tuple[int, int] | None:
    """Return the device and the inode of the file that a path leads to; None where there is none."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino
