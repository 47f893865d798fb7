"""Lists of any length: first the numbers of their workouts, then what is wanted of them, some at a time.

Each part is read on its own, so that a list needs little memory, and that nobody who writes waits for who prints it.
"""

from __future__ import annotations

import datetime as dt
import os
from array import array
from collections.abc import Sequence

from planner.store.connections import read_transaction
from planner.store.row_values import FIRST_DATE, LAST_DATE
from planner.store.workout_rows import ITEM_ORDER

TYPE_CHECKING = False  # `SearchEntry` exists only for type checkers
if TYPE_CHECKING:
    from planner.store.quick import SearchEntry

_NUMBERS_BETWEEN_SQL = f"SELECT id FROM item WHERE date BETWEEN ? AND ? ORDER BY {ITEM_ORDER}"
_NUMBERS_OF_BLOCK_SQL = f"SELECT id FROM item WHERE date BETWEEN ? AND ? AND block_id = ? ORDER BY {ITEM_ORDER}"
_NUMBERS_WITHOUT_DAY_SQL = (
    f"SELECT id FROM item WHERE date < '{FIRST_DATE}' UNION ALL SELECT id FROM item WHERE date > '{LAST_DATE}'"
)
_ALL_NUMBERS_SQL = f"SELECT id FROM item ORDER BY {ITEM_ORDER}"
_SEARCH_ENTRIES_SQL = """
    SELECT id, date, sport, kind, CAST(title AS TEXT), CAST(note AS TEXT), CAST(actual_note AS TEXT),
      CAST(skip_reason AS TEXT), state, locked, plan_date, made_on,
      CASE WHEN actual_source IS NULL THEN planned_distance_m ELSE actual_distance_m END,
      CASE WHEN actual_source IS NULL THEN planned_duration_s ELSE actual_duration_s END
    FROM item"""
# The plus keeps SQLite from walking the index of dates row by row: sorting all rows at once takes half the time.
_ALL_ENTRIES_SQL = f"{_SEARCH_ENTRIES_SQL} ORDER BY +{ITEM_ORDER}"
_ENTRIES_AMONG_SQL = f"{_SEARCH_ENTRIES_SQL} WHERE id IN (SELECT value FROM json_each(?)) ORDER BY {ITEM_ORDER}"


def read_numbers_between(
    path: str | os.PathLike[str], first: dt.date, last: dt.date, block_id: int | None = None
) -> Sequence[int]:
    """Return the numbers of the workouts from ``first`` to ``last``, both included, in the order of `quick.read_days`.

    Workouts with a date that cannot be come last: whoever reads them names them.

    Args:
        path: The database.
        first: The first day.
        last: The last day.
        block_id: The block whose workouts are wanted; None for those of all blocks and of none.

    Raises:
        RefusedError: The file cannot be read.
    """
    days = (first.isoformat(), last.isoformat())
    sql, values = (_NUMBERS_BETWEEN_SQL, days) if block_id is None else (_NUMBERS_OF_BLOCK_SQL, (*days, block_id))
    with read_transaction(path) as connection:
        numbers = array("q")  # eight bytes each
        numbers.extend(row[0] for row in connection.execute(sql, values))
        numbers.extend(row[0] for row in connection.execute(_NUMBERS_WITHOUT_DAY_SQL))
        return numbers


def read_all_numbers(path: str | os.PathLike[str]) -> Sequence[int]:
    """Return the numbers of all workouts, in the order of `quick.read_days`.

    Raises:
        RefusedError: The file cannot be read.
    """
    with read_transaction(path) as connection:
        return array("q", (row[0] for row in connection.execute(_ALL_NUMBERS_SQL)))


def read_search_entries(path: str | os.PathLike[str]) -> list[SearchEntry]:
    """Return what a search looks at of every workout, in the order of `quick.read_days`.

    Raises:
        RefusedError: The file cannot be read.
    """
    with read_transaction(path) as connection:
        return connection.execute(_ALL_ENTRIES_SQL).fetchall()


def read_search_entries_among(path: str | os.PathLike[str], numbers: Sequence[int]) -> list[SearchEntry]:
    """Return what a search looks at of those workouts with these numbers that there are, in the same order.

    Raises:
        RefusedError: The file cannot be read.
    """
    with read_transaction(path) as connection:
        return connection.execute(_ENTRIES_AMONG_SQL, (f"[{','.join(map(str, numbers))}]",)).fetchall()
