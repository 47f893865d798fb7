"""Everything the runner has in a file, in a form two of which can be compared."""

from __future__ import annotations

import os
import sqlite3

DATA = (
    "athlete",
    "block",
    "item",
    "exercise",
    "exercise_set",
    "slotting",
    "absence",
    "acceptance",
    "recording",
    "recording_source",
    "recording_link",
    "refused_link",
    "distinct_recording",
)

Dump = list[tuple[object, ...]]


def canonical(path: str | os.PathLike[str]) -> Dump:
    """Everything the runner has in the file, but versions and the numbers of sets."""
    connection = sqlite3.connect(path)
    try:
        dump: Dump = []
        for table in DATA:
            names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})") if row[1] != "version"]
            dump += [(table, *row) for row in connection.execute(f"SELECT {', '.join(names)} FROM {table} ORDER BY 1")]
        return dump
    finally:
        connection.close()
