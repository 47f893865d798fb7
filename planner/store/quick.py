"""The paths that must start at once - the visible days, one item, marking done - on plain `sqlite3`, no mapper.

Same file, same pragmas, same conversions and same journal as the repository; only SQLModel and its 400 ms are missing.
"""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from planner.store import column_values, workout_rows
from planner.store.connections import read_transaction, write_transaction
from planner.store.errors import StaleEditError, translate_errors
from planner.store.workout_rows import ITEM_ORDER
from planner.training.refusal import RefusedError
from planner.training.workouts import Outcome, StoredStatus, Workout

TYPE_CHECKING = False  # `typing` itself costs 5 ms of the first frame, the blocks 8
if TYPE_CHECKING:
    from typing import Any

    from planner.training.absences import Absence
    from planner.training.blocks import Block, Runner
    from planner.training.findings import Acceptance

    ColumnValues = dict[str, Any]

_SELECT_ITEMS = f"SELECT {', '.join(workout_rows.ITEM_COLUMNS)} FROM item"
_SELECT_SETS = f"SELECT {', '.join(workout_rows.SET_COLUMNS)} FROM exercise_set"
_SET_ORDER = "ORDER BY item_id, part, position"
WORKOUTS_BETWEEN_SQL = f"{_SELECT_ITEMS} WHERE date BETWEEN ? AND ? ORDER BY {workout_rows.ITEM_ORDER}"
SETS_BETWEEN_SQL = f"{_SELECT_SETS} WHERE item_id IN (SELECT id FROM item WHERE date BETWEEN ? AND ?) {_SET_ORDER}"


@contextmanager
def read_snapshot(path: str | os.PathLike[str]) -> Iterator[None]:
    """Within it everything is read of one state of the file, over one connection. Nothing may be written meanwhile."""
    with read_transaction(path):
        yield


def read_days(path: str | os.PathLike[str], first: dt.date, last: dt.date) -> list[Workout]:
    """All items from ``first`` to ``last``, both included, by date, then morning, afternoon, no half of the day."""
    span = (first.isoformat(), last.isoformat())
    with read_transaction(path) as connection:
        sets = connection.execute(SETS_BETWEEN_SQL, span).fetchall()
        return workout_rows.workouts_from_rows(connection.execute(WORKOUTS_BETWEEN_SQL, span), sets)


def read_all_workouts(path: str | os.PathLike[str]) -> list[Workout]:
    """Every item there is, in the order of `read_days`."""
    return read_days(path, dt.date.min, dt.date.max)


def read_workout(path: str | os.PathLike[str], number: int) -> Workout:
    """One item.

    Raises:
        RefusedError: There is no such item.
    """
    with read_transaction(path) as connection:
        return _read_workout(connection, number)


def read_workouts(path: str | os.PathLike[str], numbers: Sequence[int]) -> list[Workout]:
    """Some items, in the order in which they are named; one connection for all of them.

    Raises:
        RefusedError: There is no such item.
    """
    if not numbers:
        return []
    with read_transaction(path) as connection:
        return [_read_workout(connection, number) for number in numbers]


def read_runner_context(path: str | os.PathLike[str]) -> tuple[Runner, list[Block], list[Absence]]:
    """The runner, all blocks and all days without training, as they stood at one moment; one connection for all."""
    with read_transaction(path) as connection:
        return _read_runner(connection), _read_blocks(connection), _read_absences(connection)


def read_blocks(path: str | os.PathLike[str]) -> list[Block]:
    """All blocks, by first day."""
    with read_transaction(path) as connection:
        return _read_blocks(connection)


def read_absences(path: str | os.PathLike[str]) -> list[Absence]:
    """All days without training, by first day."""
    with read_transaction(path) as connection:
        return _read_absences(connection)


def read_acceptances(path: str | os.PathLike[str]) -> list[Acceptance]:
    """All findings the runner has accepted, in the order in which that was done."""
    from planner.store import block_rows as acceptance_rows

    query = f"SELECT {', '.join(acceptance_rows.ACCEPTANCE_COLUMNS)} FROM acceptance ORDER BY id"
    with read_transaction(path) as connection:
        return [acceptance_rows.acceptance_from_row(row) for row in connection.execute(query)]


def read_runner(path: str | os.PathLike[str]) -> Runner:
    """What is known of the runner."""
    with read_transaction(path) as connection:
        return _read_runner(connection)


def read_slotting(path: str | os.PathLike[str], block_id: int) -> tuple[str, str] | None:
    """The slotting problem and answer a block was made with, as JSON; None when it was not slotted."""
    with read_transaction(path) as connection:
        found = connection.execute("SELECT problem, answer FROM slotting WHERE block_id = ?", (block_id,)).fetchone()
        return None if found is None else (found[0], found[1])


def count_items(path: str | os.PathLike[str]) -> int:
    """How many items there are."""
    with read_transaction(path) as connection:
        count: int = connection.execute("SELECT count(*) FROM item").fetchone()[0]
        return count


def read_date_range(path: str | os.PathLike[str]) -> tuple[dt.date, dt.date] | None:
    """The dates of the earliest and the latest item; None when there is none."""
    with read_transaction(path) as connection:
        first, last = connection.execute("SELECT (SELECT min(date) FROM item), (SELECT max(date) FROM item)").fetchone()
        return (dt.date.fromisoformat(first), dt.date.fromisoformat(last)) if first is not None else None


def store_outcome(
    path: str | os.PathLike[str],
    workout: Workout,
    outcome: Outcome,
    *,
    name: str,
    now: dt.datetime,
    done_on: dt.date | None = None,
) -> Workout:
    """Record what was done; an unplanned item stays unplanned, whatever else it was is done now.

    Args:
        path: The database.
        workout: The item as it was read.
        outcome: What was done.
        name: What the history will call it.
        now: The present instant.
        done_on: The date it was done on, when that is not the date it stands on; it moves there.

    Returns:
        The item as it is stored now.

    Raises:
        StaleEditError: It was changed since it was read.
        RefusedError: There is no such item, or a value breaks a rule.
    """
    date = done_on or workout.date
    state = StoredStatus.UNPLANNED if workout.status is StoredStatus.UNPLANNED else StoredStatus.DONE
    original_date = None if state is StoredStatus.UNPLANNED else workout.original_date or workout.date
    done = replace(
        workout,
        date=date,
        original_date=None if original_date == date else original_date,
        status=state,
        skip_reason=None,
        replaced_by_id=None,
        actual=outcome,
    )
    return write_workout(path, done, name=name, now=now)


def write_workout(path: str | os.PathLike[str], workout: Workout, *, name: str, now: dt.datetime) -> Workout:
    """Store an item over the one it was read from; one entry of the journal, or none when nothing differs.

    Args:
        path: The database.
        workout: The item, with the number and version it was read with.
        name: What the history will call it.
        now: The present instant.

    Returns:
        The item as it is stored now.

    Raises:
        StaleEditError: It was changed since it was read.
        RefusedError: There is no such item, or a value breaks a rule.
    """
    from planner.store import journal

    values, sets = workout_rows.workout_to_row(workout), workout_rows.sets_to_rows(workout)
    with write_transaction(path) as connection:
        stored = _read_workout(connection, workout.id)
        if stored.version != workout.version:
            raise StaleEditError(f"Workout {workout.id} was changed by another session meanwhile; nothing was changed.")
        sets_differ = sets != workout_rows.sets_to_rows(stored)
        if not sets_differ and values == workout_rows.workout_to_row(stored):
            return stored
        journal.begin_operation(connection, name, now)
        _update_item(connection, path, workout.id, {**values, "version": workout.version + 1})
        if sets_differ:
            _replace_sets(connection, path, workout.id, sets)
        journal.end_operation(connection)
    return workout_rows.workout_as_stored(workout, workout.id, workout.version + 1)


def _read_workout(connection: sqlite3.Connection, number: int) -> Workout:
    row = (
        connection.execute(f"{_SELECT_ITEMS} WHERE id = ?", (number,)).fetchone()
        if column_values.fits_integer(number)
        else None
    )
    if row is None:
        raise RefusedError(f"There is no workout {number}.")
    return workout_rows.workout_from_row(
        row, connection.execute(f"{_SELECT_SETS} WHERE item_id = ? {_SET_ORDER}", (number,))
    )


def _read_runner(connection: sqlite3.Connection) -> Runner:
    from planner.store import block_rows

    found = connection.execute(f"SELECT {', '.join(block_rows.RUNNER_COLUMNS)} FROM athlete").fetchone()
    return block_rows.runner_from_row(found)


def _read_blocks(connection: sqlite3.Connection) -> list[Block]:
    from planner.store import block_rows

    query = f"SELECT {', '.join(block_rows.BLOCK_COLUMNS)} FROM block ORDER BY start, id"
    return [block_rows.block_from_row(row) for row in connection.execute(query)]


def _read_absences(connection: sqlite3.Connection) -> list[Absence]:
    from planner.store import block_rows as absence_rows

    query = f"SELECT {', '.join(absence_rows.ABSENCE_COLUMNS)} FROM absence ORDER BY first, id"
    return [absence_rows.absence_from_row(row) for row in connection.execute(query)]


def _update_item(
    connection: sqlite3.Connection, path: str | os.PathLike[str], number: int, values: ColumnValues
) -> None:
    assignments = ", ".join(f"{column} = :{column}" for column in values)
    with translate_errors(path, values):
        connection.execute(f"UPDATE item SET {assignments} WHERE id = :id", {**values, "id": number})


def _replace_sets(
    connection: sqlite3.Connection, path: str | os.PathLike[str], number: int, sets: list[ColumnValues]
) -> None:
    connection.execute("DELETE FROM exercise_set WHERE item_id = ?", (number,))
    places = ", ".join(f":{column}" for column in workout_rows.SET_COLUMNS)
    insert = f"INSERT INTO exercise_set ({', '.join(workout_rows.SET_COLUMNS)}) VALUES ({places})"
    for one in sets:
        with translate_errors(path, one):
            connection.execute(insert, {**one, "item_id": number})


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
