"""Looking at a file before something is written into it, so that a damaged one is never written to."""

from __future__ import annotations

import sqlite3


def check_before_writing(connection: sqlite3.Connection, database_path: str) -> None:
    """Refuse a damaged file; called with the write lock held, before the first change.

    Raises:
        RefusedError: The file is damaged; it is left unchanged.
    """
