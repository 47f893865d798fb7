"""Workouts in the tables ``item`` and ``exercise_set``, read and written over an open `sqlite3` connection.

Both ways into the file, `planner.store.quick` and the repository, go through here, so that each check exists once and
both refuse with the same sentence. The caller has begun the transaction and the journal's operation.
"""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields
from itertools import chain, groupby, repeat
from operator import attrgetter, itemgetter

from planner.store import column_values, workout_rows
from planner.store.errors import check_version, translate_errors
from planner.store.inserted_rows import insert_rows
from planner.store.row_counter import ROWS_AT_ONCE, count_rows
from planner.store.row_values import FIRST_DATE, LAST_DATE
from planner.training.refusal import RefusedError
from planner.training.workouts import Sport, Workout

TYPE_CHECKING = False  # `typing` itself costs 5 ms of the first frame
if TYPE_CHECKING:
    from typing import Any, TypeVar

    ColumnValues = dict[str, Any]
    _T = TypeVar("_T")

_SELECT_ITEMS = f"SELECT {', '.join(workout_rows.ITEM_COLUMNS)} FROM item"
_SELECT_SETS = f"SELECT {', '.join(workout_rows.SET_COLUMNS)} FROM exercise_set"
_SET_ORDER = "ORDER BY item_id, part, position"
WORKOUTS_BETWEEN_SQL = f"{_SELECT_ITEMS} WHERE date BETWEEN ? AND ? ORDER BY {workout_rows.ITEM_ORDER}"
WORKOUTS_OF_SPORT_SQL = f"{_SELECT_ITEMS} WHERE date BETWEEN ? AND ? AND sport = ? ORDER BY {workout_rows.ITEM_ORDER}"
WORKOUTS_WITHOUT_DAY_SQL = (
    f"{_SELECT_ITEMS} WHERE date < '{FIRST_DATE}' UNION ALL {_SELECT_ITEMS} WHERE date > '{LAST_DATE}'"
)
"""Workouts with a date that cannot be: they are on no day, and named wherever days are read."""
_FIELDS = tuple(field.name for field in fields(Workout))
_VALUES_OF_FIELDS = attrgetter(*_FIELDS)
_AMONG_NUMBERS = "IN (SELECT value FROM json_each(?))"
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


def read_workouts(connection: sqlite3.Connection, numbers: Iterable[int]) -> Iterator[Workout]:
    """Yield the workouts with these ids, in that order.

    Raises:
        RefusedError: There is no such workout, or a row holds a value that no planner wrote.
    """
    for batch in _batches(numbers):
        among = _json_list(number for number in batch if column_values.fits_integer(number))
        sets = connection.execute(f"{_SELECT_SETS} WHERE item_id {_AMONG_NUMBERS} {_SET_ORDER}", (among,))
        sets_of = workout_rows.sets_by_workout(sets)
        rows = {row[0]: row for row in connection.execute(f"{_SELECT_ITEMS} WHERE id {_AMONG_NUMBERS}", (among,))}
        for number in batch:
            if number not in rows:
                raise RefusedError(f"There is no workout {number}.")
            yield workout_rows.workout_from_row(rows[number], sets_of.get(number, ()))


def read_workouts_among(connection: sqlite3.Connection, numbers: Iterable[int]) -> list[Workout]:
    """Return those workouts with these ids that there are, in the order of `workout_rows.ITEM_ORDER`.

    Raises:
        RefusedError: A row holds a value that no planner wrote.
    """
    among = _json_list(numbers)
    sets = connection.execute(f"{_SELECT_SETS} WHERE item_id {_AMONG_NUMBERS} {_SET_ORDER}", (among,))
    rows = connection.execute(f"{_SELECT_ITEMS} WHERE id {_AMONG_NUMBERS} ORDER BY {workout_rows.ITEM_ORDER}", (among,))
    return workout_rows.workouts_from_rows(rows, sets)


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
        rows = [(workout_rows.workout_to_row(workout), workout_rows.sets_to_rows(workout)) for workout in workouts]
        ids = insert_rows(connection, path, "item", [values for values, _ in rows])
        insert_rows(connection, path, "exercise_set", list(_sets_of(ids, (sets for _, sets in rows))))
    return [
        workout_rows.workout_of_rows(values, sets, workout_id, 1)
        for workout_id, (values, sets) in zip(ids, rows, strict=True)
    ]


def replace_workouts(
    connection: sqlite3.Connection,
    path: str | os.PathLike[str],
    workouts: Sequence[Workout],
    as_read: Iterable[Workout] = (),
) -> list[Workout]:
    """Store workouts over those they were read from, all or none; unchanged ones are not written.

    Args:
        connection: In a writing transaction.
        path: The database, for error messages.
        workouts: The workouts, with the ids and versions they were read with.
        as_read: Some of them as they were read; those whose version is still the same are not read again.

    Returns:
        The workouts as stored, in the order given; the version of each changed one is one higher.

    Raises:
        StaleEditError: One was changed since it was read.
        RefusedError: A workout or its block does not exist, or a value breaks a rule of the schema.
    """
    _check_blocks(connection, workouts)
    replaced: list[Workout] = []
    known = {workout.id: workout for workout in as_read}
    with _savepoint(connection):
        for batch in _batches(workouts):
            replaced += _replace_batch(connection, path, _read_stored(connection, batch, known), batch)
            count_rows(len(batch))
    return replaced


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


def delete_workouts(connection: sqlite3.Connection, workouts: Iterable[Workout]) -> None:
    """Delete workouts with their exercise sets, counting them for whoever waits.

    Args:
        connection: In a writing transaction.
        workouts: The workouts, with the ids and versions they were read with.

    Raises:
        StaleEditError: One was changed since it was read.
        RefusedError: There is no such workout, or the edit was cancelled.
    """
    for batch in _batches(workouts):
        versions = _read_versions(connection, batch)
        for workout in batch:
            if workout.id not in versions:
                raise RefusedError(f"There is no workout {workout.id}.")
            check_version(f"Workout {workout.id}", versions[workout.id], workout.version)
        connection.execute(f"DELETE FROM item WHERE id {_AMONG_NUMBERS}", (_json_list(versions),))
        count_rows(len(batch))


def _read_versions(connection: sqlite3.Connection, workouts: Iterable[Workout]) -> dict[int, int]:
    """Return the version of each workout that there is, by its id."""
    among = _json_list(workout.id for workout in workouts if column_values.fits_integer(workout.id))
    return dict(connection.execute(f"SELECT id, version FROM item WHERE id {_AMONG_NUMBERS}", (among,)))


def _read_stored(
    connection: sqlite3.Connection, workouts: Sequence[Workout], known: Mapping[int, Workout]
) -> list[Workout]:
    """Return some workouts as they are stored: no change of a row leaves its version, so that most are known."""
    versions = _read_versions(connection, workouts) if known else {}
    stored = {one.id: one for one in map(known.get, versions) if one is not None and one.version == versions[one.id]}
    unknown = [workout.id for workout in workouts if workout.id not in stored]
    stored |= {workout.id: workout for workout in read_workouts(connection, unknown)}
    return [stored[workout.id] for workout in workouts]


def _replace_batch(
    connection: sqlite3.Connection, path: str | os.PathLike[str], stored: Sequence[Workout], batch: Sequence[Workout]
) -> Iterator[Workout]:
    """Store some workouts over those they were read from; neighbours that change alike share a statement."""
    pairs = [(before, _differences(before, after), after) for before, after in zip(stored, batch, strict=True)]
    for differences, alike in groupby(pairs, key=itemgetter(1)):
        befores, _, (after, *_) = zip(*alike, strict=True)
        yield from _replace_alike(connection, path, befores, after) if differences else befores


def _differences(stored: Workout, workout: Workout) -> list[tuple[str, object, object]]:
    """Return the fields in which a workout differs from the one it was read from, with both values.

    Raises:
        StaleEditError: It was changed since it was read.
    """
    check_version(f"Workout {workout.id}", stored.version, workout.version)
    values = zip(_FIELDS, _VALUES_OF_FIELDS(stored), _VALUES_OF_FIELDS(workout), strict=True)
    return [(name, before, after) for name, before, after in values if before != after]


def _replace_alike(
    connection: sqlite3.Connection, path: str | os.PathLike[str], stored: Sequence[Workout], example: Workout
) -> Sequence[Workout]:
    """Store workouts that change in the same fields from the same values to the same values, and return them.

    Args:
        connection: In a writing transaction.
        path: The database, for error messages.
        stored: The workouts as they are.
        example: The first of them as it is to be.
    """
    before, values = workout_rows.workout_to_row(stored[0]), workout_rows.workout_to_row(example)
    changed = {column: value for column, value in values.items() if value != before[column]}
    sets = workout_rows.sets_to_rows(example)
    sets_differ = sets != workout_rows.sets_to_rows(stored[0])
    if not changed and not sets_differ:  # what differs is rounded away
        return stored
    assignments = "".join(f"{column} = :{column}, " for column in changed)
    with translate_errors(path, values):
        connection.execute(
            f"UPDATE item SET {assignments}version = version + 1 WHERE id IN (SELECT value FROM json_each(:numbers))",
            {**changed, "numbers": _json_list(one.id for one in stored)},
        )
    if sets_differ:
        ids = [one.id for one in stored]
        connection.execute(f"DELETE FROM exercise_set WHERE item_id {_AMONG_NUMBERS}", (_json_list(ids),))
        insert_rows(connection, path, "exercise_set", list(_sets_of(ids, repeat(sets, len(ids)))))
    written = workout_rows.workout_of_rows(values, sets, example.id, example.version + 1)
    new = [(_FIELDS.index(name), getattr(written, name)) for name, _, _ in _differences(stored[0], example)]
    return [written, *(_with_values(one, (*new, (_FIELDS.index("version"), one.version + 1))) for one in stored[1:])]


def _with_values(workout: Workout, new: Iterable[tuple[int, Any]]) -> Workout:
    """Return a workout with other values at some places of its fields, in half the time of `dataclasses.replace`."""
    values: list[Any] = list(_VALUES_OF_FIELDS(workout))
    for place, value in new:
        values[place] = value
    return Workout(*values)


def _batches(values: Iterable[_T]) -> Iterator[list[_T]]:
    """Yield values in their order, as many at once as a long edit changes between two questions."""
    batch: list[_T] = []
    for value in values:
        batch.append(value)
        if len(batch) == ROWS_AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _json_list(numbers: Iterable[int]) -> str:
    return f"[{','.join(map(str, numbers))}]"


def _check_blocks(connection: sqlite3.Connection, workouts: Sequence[Workout]) -> None:
    for block_id in {workout.block_id for workout in workouts} - {None}:
        assert block_id is not None
        known = (
            column_values.fits_integer(block_id)
            and connection.execute("SELECT 1 FROM block WHERE id = ?", (block_id,)).fetchone()
        )
        if not known:
            raise RefusedError(f"There is no block {block_id}.")


def _sets_of(workout_ids: Iterable[int], sets: Iterable[Sequence[ColumnValues]]) -> Iterator[ColumnValues]:
    """Yield the rows of the sets of some workouts, each with the id of its workout."""
    for workout_id, rows in zip(workout_ids, sets, strict=True):
        yield from ({**values, "item_id": workout_id} for values in rows)


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
