"""The backup that is made before the first change of a day."""

from __future__ import annotations

import sqlite3


def back_up_before_first_change(connection: sqlite3.Connection, database_path: str) -> None:
    """Back the file up unless it was today; called with the write lock held, before the first change."""
