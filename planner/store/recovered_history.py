"""What is left of the history of a damaged file, as far as undo can rely on it.

An entry is whole when it has as many changes as were counted when it ended. Undo begins with the newest entry, so what
is kept are the newest whole ones; an older one behind a gap could be undone only after what is lost.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from planner.store.check_file import find_unrecorded_rows
from planner.store.recovered_table import RecoveredTable
from planner.store.schema import JOURNALED_TABLES

HISTORY_TABLES = ("operation", "change")


def cut_history(copy: sqlite3.Connection, tables: Mapping[str, RecoveredTable]) -> bool:
    """Remove the newest entry that is not whole and all older ones; return whether nothing had to be removed.

    What was undone goes, too, where it cannot be redone: after a cut through it, or where rows are lost.

    Args:
        copy: The new file, with all rows that could be read.
        tables: What could be read of each table, by name.
    """
    operations, changes = tables["operation"], tables["change"]
    if operations.gaps and operations.gaps[-1][1] is None:
        drop_history(copy)  # nobody knows which came after
        return False
    last = max((last or 0 for _, last in operations.gaps), default=0)
    incomplete = """
        SELECT max(id) FROM operation WHERE state <> 'dropped'
          AND coalesce(changes, CASE WHEN ? THEN -1 END)
              <> (SELECT count(*) FROM change WHERE operation_id = operation.id)"""
    [newest] = copy.execute(incomplete, (bool(changes.gaps),)).fetchone()
    last = max(last, newest or 0)
    [first_undone] = copy.execute("SELECT min(id) FROM operation WHERE state = 'undone'").fetchone()
    is_lost = any(table.gaps for name, table in tables.items() if name not in HISTORY_TABLES)
    removed = copy.execute("DELETE FROM operation WHERE id <= ?", (last,)).rowcount
    if first_undone is not None and (is_lost or first_undone <= last):
        removed += copy.execute("DELETE FROM operation WHERE state = 'undone'").rowcount
    removed += copy.execute("DELETE FROM change WHERE operation_id NOT IN (SELECT id FROM operation)").rowcount
    return not removed and not operations.gaps and not changes.gaps


def is_consistent(copy: sqlite3.Connection, tables: Mapping[str, RecoveredTable]) -> bool:
    """Return whether each row is as the newest entry that changed it has left it."""
    return not any(find_unrecorded_rows(copy, table) for table in JOURNALED_TABLES if table in tables)


def drop_history(copy: sqlite3.Connection) -> None:
    """Remove the whole history."""
    for name in reversed(HISTORY_TABLES):
        copy.execute(f"DELETE FROM {name}")
