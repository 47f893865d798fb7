"""Give the space of deleted rows back to the disk, in a file that is written again."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from planner.file_writing import discard
from planner.store import connections, files, soundness
from planner.store.backups.backup_copy import check_same_rows
from planner.store.commits import note_stored
from planner.store.errors import damaged_message, translate_errors
from planner.store.free_space import MAP_PAGES_SQL
from planner.store.replaced_contents import exclusive_connection, replace_contents
from planner.training.refusal import RefusedError


def compact(path: str | os.PathLike[str]) -> tuple[int, int]:
    """Give the space of deleted rows back to the disk, and return the size of the file before and after, in bytes.

    Raises:
        RefusedError: Another session is writing, the file is damaged, or the disk has no room for a second copy.
    """
    database_path = os.path.realpath(path)
    connections.upgrade_and_check(path)
    with translate_errors(path), exclusive_connection(database_path) as connection:
        before = Path(database_path).stat().st_size

        def fill(copy: sqlite3.Connection) -> None:
            target = copy.execute("PRAGMA database_list").fetchone()[2]
            connection.execute(MAP_PAGES_SQL)
            connection.execute("VACUUM INTO ?", (target,))
            check_same_rows(connection, copy)
            problem = soundness.find_damage(copy)
            if problem:
                raise RefusedError(damaged_message(path, problem))

        compacted = files.write_temporary_database(database_path, fill)
        try:
            replace_contents(connection, compacted)
            note_stored()
        finally:
            discard(compacted)
    return before, Path(database_path).stat().st_size
