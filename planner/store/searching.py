"""What a search looks through: the words and marks of every item in one cold read, as plain rows, no workouts made."""

from __future__ import annotations

import os

from planner.store.item_rows import ITEM_ORDER
from planner.store.opening import read_transaction

TYPE_CHECKING = False  # `typing` itself costs 5 ms
if TYPE_CHECKING:
    from typing import NamedTuple

    class SearchEntry(NamedTuple):
        """One item, as far as a search needs it; at run time a plain tuple."""

        id: int
        date: str
        sport: str
        kind: str | None
        title: str
        note: str
        actual_note: str | None
        skip_reason: str | None
        state: str
        locked: int
        original_date: str | None
        distance_m: float | None
        duration_s: int | None


_SEARCH_ENTRIES_SQL = f"""
    SELECT id, date, sport, kind, title, note, actual_note, skip_reason, state, locked, original_date,
      CASE WHEN actual_source IS NULL THEN planned_distance_m ELSE actual_distance_m END,
      CASE WHEN actual_source IS NULL THEN planned_duration_s ELSE actual_duration_s END
    FROM item ORDER BY +{ITEM_ORDER}"""
# the plus keeps SQLite from going through the index of dates, row by row: sorted at once they come in half the time


def read_search_entries(path: str | os.PathLike[str]) -> list[SearchEntry]:
    """Every item, by date, half of the day, start and number."""
    with read_transaction(path) as connection:
        return connection.execute(_SEARCH_ENTRIES_SQL).fetchall()
