"""Workouts in the tables ``item`` and ``exercise_set``, read and written over an open `sqlite3` connection.

Both ways into the file, `planner.store.quick` and the repository, go through here, so that each check exists once and
both refuse with the same sentence. The caller has begun the transaction and the journal's operation.
"""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain

from planner.store import column_values, workout_rows
from planner.store.errors import check_version, translate_errors
from planner.store.row_values import FIRST_DATE, LAST_DATE
from planner.training.refusal import RefusedError
from planner.training.workouts import Sport, Workout

TYPE_CHECKING = False  # `typing` itself costs 5 ms of the first frame
if TYPE_CHECKING:
    from typing import Any

    ColumnValues = dict[str, Any]

_SELECT_ITEMS = f"SELECT {', '.join(workout_rows.ITEM_COLUMNS)} FROM item"
_SELECT_SETS = f"SELECT {', '.join(workout_rows.SET_COLUMNS)} FROM exercise_set"
_SET_ORDER = "ORDER BY item_id, part, position"
WORKOUTS_BETWEEN_SQL = f"{_SELECT_ITEMS} WHERE date BETWEEN ? AND ? ORDER BY {workout_rows.ITEM_ORDER}"
WORKOUTS_OF_SPORT_SQL = f"{_SELECT_ITEMS} WHERE date BETWEEN ? AND ? AND sport = ? ORDER BY {workout_rows.ITEM_ORDER}"
WORKOUTS_WITHOUT_DAY_SQL = (
    f"{_SELECT_ITEMS} WHERE date < '{FIRST_DATE}' UNION ALL {_SELECT_ITEMS} WHERE date > '{LAST_DATE}'"
)
"""Workouts with a date that cannot be: they are on no day, and named wherever days are read."""
SETS_BETWEEN_SQL = f"{_SELECT_SETS} WHERE item_id IN (SELECT id FROM item WHERE date BETWEEN ? AND ?) {_SET_ORDER}"


def read_workouts_between(
    connection: sqlite3.Connection, first: dt.date, last: dt.date, sport: Sport | None = None
) -> list[Workout]:
    """Return the workouts from ``first`` to ``last``, both included, in the order of `workout_rows.ITEM_ORDER`.

    Args:
        connection: The open file.
        first: The first day.
        last: The last day.
        sport: The sport of the workouts to read; None for all of them.

    Raises:
        RefusedError: A row holds a value that no planner wrote.
    """
    span = (first.isoformat(), last.isoformat())
    sets = connection.execute(SETS_BETWEEN_SQL, span).fetchall()
    if sport is None:
        rows = connection.execute(WORKOUTS_BETWEEN_SQL, span)
    else:
        rows = connection.execute(WORKOUTS_OF_SPORT_SQL, (*span, sport.value))
    return workout_rows.workouts_from_rows(chain(rows, connection.execute(WORKOUTS_WITHOUT_DAY_SQL)), sets)


def read_workout(connection: sqlite3.Connection, number: int) -> Workout:
    """Return one workout.

    Raises:
        RefusedError: There is no such workout, or its row holds a value that no planner wrote.
    """
    row = None
    if column_values.fits_integer(number):
        row = connection.execute(f"{_SELECT_ITEMS} WHERE id = ?", (number,)).fetchone()
    if row is None:
        raise RefusedError(f"There is no workout {number}.")
    sets = connection.execute(f"{_SELECT_SETS} WHERE item_id = ? {_SET_ORDER}", (number,))
    return workout_rows.workout_from_row(row, sets)


def insert_workouts(
    connection: sqlite3.Connection, path: str | os.PathLike[str], workouts: Sequence[Workout]
) -> list[Workout]:
    """Store new workouts, all or none; the ids and versions they carry are ignored.

    Args:
        connection: In a writing transaction.
        path: The database, for error messages.
        workouts: The workouts to store.

    Returns:
        The workouts with their new ids, in the order given.

    Raises:
        RefusedError: One belongs to a block that does not exist, or a value breaks a rule of the schema.
    """
    _check_blocks(connection, workouts)
    with _savepoint(connection):
        ids = [_insert(connection, path, "item", workout_rows.workout_to_row(workout)) for workout in workouts]
        for workout_id, workout in zip(ids, workouts, strict=True):
            _insert_sets(connection, path, workout_id, workout_rows.sets_to_rows(workout))
    return [
        workout_rows.workout_as_stored(workout, workout_id, 1)
        for workout_id, workout in zip(ids, workouts, strict=True)
    ]


def replace_workouts(
    connection: sqlite3.Connection, path: str | os.PathLike[str], workouts: Sequence[Workout]
) -> list[Workout]:
    """Store workouts over those they were read from, all or none; unchanged ones are not written.

    Args:
        connection: In a writing transaction.
        path: The database, for error messages.
        workouts: The workouts, with the ids and versions they were read with.

    Returns:
        The workouts as stored, in the order given; the version of each changed one is one higher.

    Raises:
        StaleEditError: One was changed since it was read.
        RefusedError: A workout or its block does not exist, or a value breaks a rule of the schema.
    """
    _check_blocks(connection, workouts)
    with _savepoint(connection):
        return [_replace_workout(connection, path, workout) for workout in workouts]


def delete_workout(connection: sqlite3.Connection, number: int, version: int | None = None) -> None:
    """Delete a workout with its exercise sets.

    Args:
        connection: In a writing transaction.
        number: The workout's id.
        version: The version it was read with; None deletes it in any version.

    Raises:
        StaleEditError: It was changed since it was read.
        RefusedError: There is no such workout.
    """
    stored = read_workout(connection, number)
    if version is not None:
        check_version(f"Workout {number}", stored.version, version)
    connection.execute("DELETE FROM item WHERE id = ?", (number,))


def _replace_workout(connection: sqlite3.Connection, path: str | os.PathLike[str], workout: Workout) -> Workout:
    stored = read_workout(connection, workout.id)
    check_version(f"Workout {workout.id}", stored.version, workout.version)
    values, sets = workout_rows.workout_to_row(workout), workout_rows.sets_to_rows(workout)
    sets_differ = sets != workout_rows.sets_to_rows(stored)
    if not sets_differ and values == workout_rows.workout_to_row(stored):
        return stored
    version = workout.version + 1
    assignments = ", ".join(f"{column} = :{column}" for column in values)
    with translate_errors(path, values):
        connection.execute(
            f"UPDATE item SET {assignments}, version = :version WHERE id = :id",
            {**values, "version": version, "id": workout.id},
        )
    if sets_differ:
        connection.execute("DELETE FROM exercise_set WHERE item_id = ?", (workout.id,))
        _insert_sets(connection, path, workout.id, sets)
    return workout_rows.workout_as_stored(workout, workout.id, version)


def _check_blocks(connection: sqlite3.Connection, workouts: Sequence[Workout]) -> None:
    for block_id in {workout.block_id for workout in workouts} - {None}:
        assert block_id is not None
        known = (
            column_values.fits_integer(block_id)
            and connection.execute("SELECT 1 FROM block WHERE id = ?", (block_id,)).fetchone()
        )
        if not known:
            raise RefusedError(f"There is no block {block_id}.")


def _insert_sets(
    connection: sqlite3.Connection, path: str | os.PathLike[str], workout_id: int, sets: Sequence[ColumnValues]
) -> None:
    for values in sets:
        _insert(connection, path, "exercise_set", {**values, "item_id": workout_id})


def _insert(connection: sqlite3.Connection, path: str | os.PathLike[str], table: str, values: ColumnValues) -> int:
    """Insert one row and return its id; row by row, since only then is it known which value a rule refused."""
    parameters = ", ".join(f":{column}" for column in values)
    with translate_errors(path, values):
        inserted = connection.execute(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({parameters})", values)
    assert inserted.lastrowid is not None
    return inserted.lastrowid


@contextmanager
def _savepoint(connection: sqlite3.Connection) -> Iterator[None]:
    """Undo what happens inside when it raises, and leave the rest of the transaction as it is."""
    connection.execute("SAVEPOINT workouts")
    try:
        yield
    except BaseException:
        if connection.in_transaction:  # on a full disk SQLite has rolled back the whole transaction itself
            connection.execute("ROLLBACK TO workouts")
            connection.execute("RELEASE workouts")
        raise
    connection.execute("RELEASE workouts")
