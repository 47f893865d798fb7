"""The newest operations with their rows before and after, and how one is taken back by an edit of its own.

Undo takes back the newest operation and leaves no entry in the journal. A reversal is an entry like any other edit: it
can be undone and done again.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from planner.store import block_rows, column_values, connections, journal, workout_rows, workout_table
from planner.store.errors import check_version
from planner.store.journal import RowChange
from planner.store.replay import replay_operation
from planner.training.blocks import Block
from planner.training.workouts import Workout

_LOOKED_BACK = 12
"""So many operations are looked at, the newest first."""
_MOST_CHANGES = 1500
"""An operation that changed more rows is not looked at, nor those before it: a new block, an import."""
RowKey = tuple[str, int]
"""A row's table and key."""


@dataclass(frozen=True, slots=True)
class PastOperation:
    """An operation and what it did to each row.

    Attributes:
        id: Its number.
        name: What the history calls it.
        rows: Each row that it left different from how it found it, apart from the version.
    """

    id: int
    name: str
    rows: dict[RowKey, RowChange]

    def rows_of(self, table: str) -> list[RowChange]:
        """Return what it did to the rows of one table."""
        return [row for (name, _), row in self.rows.items() if name == table]


def read_past_operations(path: str | os.PathLike[str]) -> list[PastOperation]:
    """Return the newest operations that are done, newest first, up to the first large one.

    Raises:
        RefusedError: The file cannot be read.
    """
    found: list[PastOperation] = []
    for operation in journal.read_operations(path, 2 * _LOOKED_BACK):
        if operation.state != "done":
            continue
        if operation.change_count > _MOST_CHANGES or len(found) == _LOOKED_BACK:
            break
        changes = journal.read_changes(path, operation.id)
        found.append(PastOperation(operation.id, operation.name, joined_rows(changes)))
    return found


def joined_rows(changes: Iterable[RowChange]) -> dict[RowKey, RowChange]:
    """Return what changes of rows, in their order, come to for each row; rows that are as before are left out."""
    joined: dict[RowKey, RowChange] = {}
    for change in changes:
        key = change.table, change.row_id
        before = joined[key].before if key in joined else change.before
        joined[key] = RowChange(*key, before, change.after)
    return {key: row for key, row in joined.items() if not _is_same(row.before, row.after)}


def _is_same(one: dict[str, Any] | None, other: dict[str, Any] | None) -> bool:
    if one is None or other is None:
        return one is other
    return {**one, "version": 0} == {**other, "version": 0}


def read_workouts_before(path: str | os.PathLike[str], operation: PastOperation) -> list[Workout]:
    """Return the workouts that an operation changed or removed, as it found them.

    Those that it changed have their versions of now.

    Raises:
        RefusedError: A workout that it changed is gone, or the file cannot be read.
    """
    with connections.read_transaction(path) as connection:
        rows = [row for row in operation.rows_of("item") if row.before is not None]
        changed = [row.row_id for row in rows if row.after is not None]
        versions = {one.id: one.version for one in workout_table.read_workouts(connection, changed)}
        sets = _read_sets_before(connection, operation, [row.row_id for row in rows])
        return [_workout_before(row, sets[row.row_id], versions.get(row.row_id)) for row in rows]


def _workout_before(row: RowChange, sets: Iterable[dict[str, Any]], version: int | None) -> Workout:
    values = {**dict.fromkeys(workout_rows.ITEM_COLUMNS), **(row.before or {})}
    values["version"] = version or values["version"]
    in_order = sorted(sets, key=lambda one: (one["part"], one["position"]))
    return workout_rows.workout_from_row(
        column_values.ordered_values(values, workout_rows.ITEM_COLUMNS),
        [column_values.ordered_values(each, workout_rows.SET_COLUMNS) for each in in_order],
    )


def block_before(row: RowChange) -> Block | None:
    """Return a block as an operation found it; None where the operation made it.

    Raises:
        DamagedRowError: A value is one that the planner never stores.
    """
    if row.before is None:
        return None
    values = {**dict.fromkeys(block_rows.BLOCK_COLUMNS), **row.before}
    return block_rows.block_from_row(column_values.ordered_values(values, block_rows.BLOCK_COLUMNS))


def _read_sets_before(
    connection: sqlite3.Connection, operation: PastOperation, workout_ids: Sequence[int]
) -> dict[int, list[dict[str, Any]]]:
    """Return the sets of workouts as an operation found them, by the workout's number."""
    names = ("id", *workout_rows.SET_COLUMNS)
    rows = connection.execute(
        f"SELECT {', '.join(names)} FROM exercise_set WHERE item_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(workout_ids)),),
    )
    stored: dict[int, dict[str, Any]] = {row[0]: dict(zip(names, row, strict=True)) for row in rows}
    for row in operation.rows_of("exercise_set"):
        stored.pop(row.row_id, None)
        if row.before is not None:
            stored[row.row_id] = {**dict.fromkeys(names), **row.before}
    sets: dict[int, list[dict[str, Any]]] = {number: [] for number in workout_ids}
    for each in stored.values():
        sets.setdefault(each["item_id"], []).append(each)
    return sets


def reverse_operation(connection: sqlite3.Connection, number: int, workouts: Iterable[Workout]) -> None:
    """Take an operation back inside the transaction of an edit, whose operation records it.

    Args:
        connection: In a writing transaction with an open operation.
        number: The operation to take back.
        workouts: What it changed and added, with the versions they were read with.

    Raises:
        StaleEditError: One of the workouts was changed since it was read.
        RefusedError: A row is no longer as the operation left it.
    """
    expected = {workout.id: workout.version for workout in workouts}
    for stored in workout_table.read_workouts(connection, expected):
        check_version(f"Workout {stored.id}", stored.version, expected[stored.id])
    connection.execute("PRAGMA defer_foreign_keys = ON")  # a row may come back before the one that it belongs to
    replay_operation(connection, number, forward=False)


def rows_since(operations: Iterable[PastOperation]) -> Iterator[tuple[PastOperation, dict[RowKey, RowChange]]]:
    """Yield operations, newest first as given, each with what all later ones together did to each row."""
    later: list[PastOperation] = []
    for operation in operations:
        changes = (row for one in reversed(later) for row in one.rows.values())
        yield operation, joined_rows(changes)
        later.append(operation)
