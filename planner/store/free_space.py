"""Give the space of what was deleted back to the disk.

A deleted row leaves free pages in the file, which the next rows fill. After a large delete, or when the history forgets
one, most of the file may be free: then pages from its end move into the gaps and the file gets shorter, in the same
transaction, so that an interrupted one leaves the file as it was. A file of an earlier planner has no map of its pages
for that, and gets one when it is compacted (`planner.store.compacting`).
"""

from __future__ import annotations

import sqlite3

MAP_PAGES_SQL = "PRAGMA auto_vacuum = INCREMENTAL"
"""Makes a file that is about to be written keep the map; of a file that has tables it changes nothing by itself."""
_LEAST_BYTES = 1_000_000
_LEAST_SHARE = 0.25
"""Less free space than either of these stays for the next rows."""
_MOST_PAGES = 16_384
"""Pages given back at once, 64 MB: more follow after the next operations."""


def give_back_free_pages(connection: sqlite3.Connection) -> None:
    """Make the file shorter where more than a quarter and 1 MB of it are free.

    Args:
        connection: At the end of a writing transaction.
    """
    free, pages, page_bytes = (
        connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("freelist_count", "page_count", "page_size")
    )
    if free * page_bytes > _LEAST_BYTES and free > _LEAST_SHARE * pages:
        for _ in range(min(free, _MOST_PAGES)):  # the driver ends a statement without columns after its first step
            connection.execute("PRAGMA incremental_vacuum(1)")
