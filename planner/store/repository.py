"""The repository: what an edit may read and change, in values of `planner.training`.

`planner.store.edit` opens one and ends its transaction. The runner, blocks, absences, accepted findings, busy times,
slottings and exercises of the runner's own are rows of one SQLModel session; workouts go through
`planner.store.workout_table` on the same connection.
Whatever is replaced or removed must carry the version it was read with, so that nobody overwrites a change they have
not seen. Each method succeeds as a whole or changes nothing.
"""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from sqlalchemy import Connection
from sqlmodel import Session, SQLModel, col, select

from planner.store import block_rows, column_values, journal, reversals, runner_rows, workout_table
from planner.store.errors import check_version, translate_errors
from planner.store.tables import AbsenceRow, AcceptanceRow, BlockRow, BusyTimeRow, ExerciseRow, RunnerRow, SlottingRow
from planner.training.absences import Absence
from planner.training.blocks import Block, Runner
from planner.training.busy_times import BusyTime
from planner.training.findings import Acceptance
from planner.training.own_exercises import OwnExercise
from planner.training.refusal import RefusedError
from planner.training.workouts import Workout

_RowT = TypeVar("_RowT", bound=SQLModel)


def sqlite_connection(connection: Connection) -> sqlite3.Connection:
    """Return the `sqlite3` connection below SQLAlchemy's, which is in the same transaction."""
    plain = connection.connection.driver_connection
    assert isinstance(plain, sqlite3.Connection)
    return plain


class Repository:
    """The data within one transaction; it must not be used after that has ended."""

    def __init__(self, session: Session, path: str | os.PathLike[str], now: dt.datetime) -> None:
        """Work within a session.

        Args:
            session: The session, in its transaction.
            path: The database, for error messages.
            now: The instant of the operation, with its offset.
        """
        self._session = session
        self._connection = sqlite_connection(session.connection())
        self._path = path
        self._now = now

    @property
    def connection(self) -> sqlite3.Connection:
        """The plain connection of the same transaction, for workouts, recordings and links."""
        return self._connection

    def runner(self) -> Runner:
        """Return the runner's data.

        Raises:
            RefusedError: The file holds no row of the runner, or cannot be read.
        """
        return _runner(self._find(RunnerRow, 1, "runner"))

    def replace_runner(self, runner: Runner) -> Runner:
        """Store the runner's data over what it was read from; unchanged data is not written.

        Returns:
            The data as stored.

        Raises:
            StaleEditError: It was changed since it was read.
            RefusedError: A value breaks a rule of the schema.
        """
        row = self._find(RunnerRow, 1, "runner")
        check_version("What is known of you", row.version, runner.version)
        self._update(row, runner_rows.runner_to_row(runner))
        return _runner(row)

    def blocks(self) -> list[Block]:
        """Return all blocks, by first day."""
        return [
            _block(row) for row in self._session.exec(select(BlockRow).order_by(col(BlockRow.start), col(BlockRow.id)))
        ]

    def block(self, block_id: int) -> Block:
        """Return one block.

        Raises:
            RefusedError: There is no such block.
        """
        return _block(self._find(BlockRow, block_id, "block"))

    def add_block(self, block: Block) -> Block:
        """Store a new block; the id and version it carries are ignored.

        Returns:
            The block as stored, with its id; ``created`` is the operation's instant unless it was given.

        Raises:
            RefusedError: A value breaks a rule of the schema.
        """
        created = block.created or journal.format_instant(self._now)
        values = block_rows.block_to_row(replace(block, created=created))
        return _block(self._add(BlockRow(**values), values))

    def replace_block(self, block: Block) -> Block:
        """Store a block over the one it was read from; an unchanged one is not written.

        Returns:
            The block as stored.

        Raises:
            StaleEditError: It was changed since it was read.
            RefusedError: There is no such block, or a value breaks a rule of the schema.
        """
        row = self._find(BlockRow, block.id, "block")
        check_version(f"Block {block.id}", row.version, block.version)
        self._update(row, block_rows.block_to_row(replace(block, created=block.created or row.created)))
        return _block(row)

    def save_slotting(self, block_id: int, problem_json: str, answer_json: str) -> None:
        """Store the slotting problem a block was made with and its answer, over those stored before.

        Raises:
            RefusedError: There is no such block, or a text is not JSON.
        """
        self._find(BlockRow, block_id, "block")
        values: dict[str, Any] = {
            "block_id": block_id,
            "problem": column_values.check_text("problem", problem_json),
            "answer": column_values.check_text("answer", answer_json),
        }
        row = self._session.get(SlottingRow, block_id)
        if row is None:
            self._add(SlottingRow(**values), values)
        else:
            self._update(row, values)

    def workout(self, workout_id: int) -> Workout:
        """Return one workout.

        Raises:
            RefusedError: There is no such workout.
        """
        return workout_table.read_workout(self._connection, workout_id)

    def add_workouts(self, workouts: Sequence[Workout]) -> list[Workout]:
        """Store new workouts, all or none; see `workout_table.insert_workouts`.

        Raises:
            RefusedError: One belongs to a block that does not exist, or a value breaks a rule of the schema.
        """
        return workout_table.insert_workouts(self._connection, self._path, workouts)

    def replace_workouts(self, workouts: Sequence[Workout], as_read: Iterable[Workout] = ()) -> list[Workout]:
        """Store workouts over those they were read from, all or none; see `workout_table.replace_workouts`.

        Raises:
            StaleEditError: One was changed since it was read.
            RefusedError: A workout or its block does not exist, or a value breaks a rule of the schema.
        """
        return workout_table.replace_workouts(self._connection, self._path, workouts, as_read)

    def replace_workout(self, workout: Workout) -> Workout:
        """Store one workout over the one it was read from; see `workout_table.replace_workouts`.

        Raises:
            StaleEditError: It was changed since it was read.
            RefusedError: The workout or its block does not exist, or a value breaks a rule of the schema.
        """
        return self.replace_workouts([workout])[0]

    def remove_workout(self, workout_id: int, version: int | None = None) -> None:
        """Remove a workout with its exercise sets; see `workout_table.delete_workout`.

        Raises:
            StaleEditError: It was changed since it was read.
            RefusedError: There is no such workout.
        """
        workout_table.delete_workout(self._connection, workout_id, version)

    def remove_workouts(self, workouts: Sequence[Workout]) -> None:
        """Remove workouts with their exercise sets; see `workout_table.delete_workouts`.

        Raises:
            StaleEditError: One was changed since it was read.
            RefusedError: There is no such workout, or the edit was cancelled.
        """
        workout_table.delete_workouts(self._connection, workouts)

    def reverse_operation(self, number: int, workouts: Sequence[Workout]) -> None:
        """Take an operation back as a part of this one; see `reversals.reverse_operation`.

        Raises:
            StaleEditError: One of its workouts was changed since it was read.
            RefusedError: Something else that it changed was changed since.
        """
        reversals.reverse_operation(self._connection, number, workouts)

    def add_absence(self, absence: Absence) -> Absence:
        """Store a new absence or feeling; the id and version it carries are ignored.

        Returns:
            The absence as stored, with its id.

        Raises:
            RefusedError: A value breaks a rule of the schema.
        """
        values = block_rows.absence_to_row(absence)
        return _absence(self._add(AbsenceRow(**values), values))

    def replace_absence(self, absence: Absence) -> Absence:
        """Store an absence over the one it was read from; an unchanged one is not written.

        Returns:
            The absence as stored.

        Raises:
            StaleEditError: It was changed since it was read.
            RefusedError: There is no such absence, or a value breaks a rule of the schema.
        """
        row = self._find(AbsenceRow, absence.id, "absence")
        check_version(f"Absence {absence.id}", row.version, absence.version)
        self._update(row, block_rows.absence_to_row(absence))
        return _absence(row)

    def remove_absence(self, absence: Absence) -> None:
        """Remove an absence.

        Raises:
            StaleEditError: It was changed since it was read.
            RefusedError: There is no such absence.
        """
        row = self._find(AbsenceRow, absence.id, "absence")
        check_version(f"Absence {absence.id}", row.version, absence.version)
        self._delete(row)

    def replace_busy_times(self, times: Sequence[BusyTime]) -> None:
        """Store busy times in place of all that are stored; those that stay as they are are not written.

        Raises:
            RefusedError: A value breaks a rule of the schema.
        """
        new = {time.is_as: block_rows.busy_time_to_row(time) for time in times}
        with translate_errors(self._path), self._session.begin_nested():
            for row in self._session.exec(select(BusyTimeRow).order_by(col(BusyTimeRow.id))).all():
                stored = block_rows.busy_time_from_row(_values(row, block_rows.BUSY_TIME_COLUMNS))
                if new.pop(stored.is_as, None) is None:
                    self._session.delete(row)
            self._session.add_all(BusyTimeRow(**values) for values in new.values())

    def add_exercise(self, exercise: OwnExercise) -> OwnExercise:
        """Store a new exercise of the runner's own; the id and version it carries are ignored.

        Returns:
            The exercise as stored, with its id.

        Raises:
            RefusedError: There is one of that name, or a value breaks a rule of the schema.
        """
        values = block_rows.exercise_to_row(exercise)
        if self._session.exec(select(ExerciseRow).where(ExerciseRow.name == exercise.name)).first() is not None:
            raise RefusedError(f"There is an exercise {exercise.name} already.")
        return _exercise(self._add(ExerciseRow(**values), values))

    def replace_exercise(self, exercise: OwnExercise) -> OwnExercise:
        """Store an exercise of the runner's own over the one it was read from; an unchanged one is not written.

        Returns:
            The exercise as stored.

        Raises:
            StaleEditError: It was changed since it was read.
            RefusedError: There is no such exercise, or a value breaks a rule of the schema.
        """
        row = self._find(ExerciseRow, exercise.id, "exercise")
        check_version(f"The exercise {exercise.name}", row.version, exercise.version)
        self._update(row, block_rows.exercise_to_row(exercise))
        return _exercise(row)

    def remove_exercise(self, exercise: OwnExercise) -> None:
        """Remove an exercise of the runner's own; sets of it stay.

        Raises:
            StaleEditError: It was changed since it was read.
            RefusedError: There is no such exercise.
        """
        row = self._find(ExerciseRow, exercise.id, "exercise")
        check_version(f"The exercise {exercise.name}", row.version, exercise.version)
        self._delete(row)

    def add_acceptance(self, acceptance: Acceptance) -> Acceptance:
        """Store a newly accepted finding; the id and version it carries are ignored.

        Returns:
            The acceptance as stored, with its id.

        Raises:
            RefusedError: There is no such block, or a value breaks a rule of the schema.
        """
        if acceptance.block_id is not None:
            self._find(BlockRow, acceptance.block_id, "block")
        values = block_rows.acceptance_to_row(acceptance)
        return _acceptance(self._add(AcceptanceRow(**values), values))

    def remove_acceptance(self, acceptance: Acceptance) -> None:
        """Remove an accepted finding, so that it is raised again.

        Raises:
            StaleEditError: It was changed since it was read.
            RefusedError: There is no such accepted finding.
        """
        row = self._find(AcceptanceRow, acceptance.id, "accepted finding")
        check_version(f"Accepted finding {acceptance.id}", row.version, acceptance.version)
        self._delete(row)

    def _find(self, model: type[_RowT], key: int, noun: str) -> _RowT:
        row = self._session.get(model, key) if column_values.fits_integer(key) else None
        if row is None:
            raise RefusedError(f"There is no {noun} {key}.")
        return row

    def _add(self, row: _RowT, values: dict[str, Any]) -> _RowT:
        """Insert a row; ``values`` name the one that a rule of the schema refuses."""
        with translate_errors(self._path, values), self._session.begin_nested():
            self._session.add(row)
        return row

    def _update(self, row: SQLModel, values: dict[str, Any]) -> None:
        """Store values over a row and raise its version; nothing is written when all are the same."""
        with translate_errors(self._path, values), self._session.begin_nested():
            row.sqlmodel_update(values)
            if isinstance(row, RunnerRow | BlockRow | AbsenceRow | ExerciseRow) and self._session.is_modified(row):
                row.version += 1

    def _delete(self, row: SQLModel) -> None:
        with translate_errors(self._path):
            self._session.delete(row)
            self._session.flush()


def _runner(row: RunnerRow) -> Runner:
    return runner_rows.runner_from_row(_values(row, runner_rows.RUNNER_COLUMNS))


def _block(row: BlockRow) -> Block:
    return block_rows.block_from_row(_values(row, block_rows.BLOCK_COLUMNS))


def _absence(row: AbsenceRow) -> Absence:
    return block_rows.absence_from_row(_values(row, block_rows.ABSENCE_COLUMNS))


def _acceptance(row: AcceptanceRow) -> Acceptance:
    return block_rows.acceptance_from_row(_values(row, block_rows.ACCEPTANCE_COLUMNS))


def _exercise(row: ExerciseRow) -> OwnExercise:
    return block_rows.exercise_from_row(_values(row, block_rows.EXERCISE_COLUMNS))


def _values(row: SQLModel, columns: Sequence[str]) -> list[Any]:
    return [getattr(row, column) for column in columns]
