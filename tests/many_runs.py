"""A file with more workouts than anybody types, put in by one statement of SQL."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from planner.store import connections, journal

FIRST_DAY = dt.date(2028, 1, 1)

_RUNS_SQL = """
INSERT INTO item (date, slot, start, sport, kind, title, planned_distance_m, planned_duration_s)
  WITH RECURSIVE run (n) AS (VALUES (0) UNION ALL SELECT n + 1 FROM run WHERE n < :count - 1)
  SELECT date(:first, (n % :days) || ' days'), 'am', '07:00', 'run', 'easy', 'Along the river',
    8000 + n % 9 * 500, 2700 + n % 9 * 170
  FROM run
"""


def add_many_runs(path: Path, count: int, days: int) -> None:
    """Plan runs on some days from `FIRST_DAY` on, as many on each; the history does not know of them.

    Args:
        path: An existing file.
        count: How many runs.
        days: On how many days.
    """
    with connections.write_transaction(path) as connection, journal.unrecorded(connection):
        connection.execute(_RUNS_SQL, {"count": count, "days": days, "first": FIRST_DAY.isoformat()})
