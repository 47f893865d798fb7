"""The repository: blocks, items, the athlete and the slottings, as plain training values on the outside.

Inside is one SQLModel session in one transaction. Whatever is replaced must carry the version it was read with, so that
nobody overwrites what they have not seen. Each method happens whole or not at all.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, CursorResult, Executable, Table, bindparam, delete, insert, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, SQLModel

from planner.store import block_rows, column_values, journal, workout_rows
from planner.store import block_rows as absence_rows
from planner.store import block_rows as acceptance_rows
from planner.store.errors import StaleEditError, translate_errors
from planner.store.tables import AbsenceRow, BlockRow, RunnerRow
from planner.training.absences import Absence
from planner.training.blocks import Block, Runner
from planner.training.findings import Acceptance
from planner.training.refusal import RefusedError
from planner.training.workouts import Workout

_Versioned = TypeVar("_Versioned", RunnerRow, BlockRow, AbsenceRow)


class RowAccess:
    """The rows of one file within one transaction."""

    def __init__(self, session: Session, path: str | os.PathLike[str], at: dt.datetime | None) -> None:
        """Work within a session.

        Args:
            session: In its transaction.
            path: The database, for sentences.
            at: The instant of the operation; None when reading.
        """
        self._session = session
        self._path = path
        self._now = at

    def _select(
        self,
        table: Table,
        columns: Sequence[str],
        condition: ColumnElement[bool] | None = None,
        order: str = "",
    ) -> Sequence[Sequence[Any]]:
        query = select(*(table.c[column] for column in columns))
        if condition is not None:
            query = query.where(condition)
        if order:
            query = query.order_by(text(order))
        return self._execute(query).all()

    def _execute(self, statement: Executable) -> CursorResult[Any]:
        with translate_errors(self._path):
            return self._session.connection().execute(statement)

    def _insert(self, table: Table, values: Sequence[dict[str, Any]]) -> list[int]:
        """Store new rows and give their keys, in order; when one is refused, find out which, to name the value."""
        if not values:
            return []
        connection = self._session.connection()
        (key,) = table.primary_key
        statement = insert(table).returning(key, sort_by_parameter_order=True)
        try:
            with connection.begin_nested():
                return list(connection.execute(statement, values).scalars())
        except IntegrityError:
            for each in values:
                with translate_errors(self._path, each):
                    connection.execute(statement, each)
            raise

    def _update_versioned(
        self,
        model: type[_Versioned],
        key: int,
        values: Mapping[str, Any],
        label: str,
        version: int,
    ) -> int:
        """Store values over a row that must still have the version; give the version it has then.

        The version grows when a value differs.
        """
        with self._session.begin_nested():
            row = self._session.get_one(model, key, populate_existing=True)
            if row.version != version:
                raise StaleEditError(f"{label} was changed by another session meanwhile; nothing was changed.")
            if any(getattr(row, column) != value for column, value in values.items()):
                self._assign(row, {**values, "version": version + 1})
            return row.version

    def _assign(self, row: SQLModel, values: Mapping[str, Any]) -> None:
        for column, value in values.items():
            setattr(row, column, value)
        with translate_errors(self._path, values):
            self._session.flush()


_ITEMS, _SETS, _BLOCKS, _ATHLETE, _SLOTTING, _ABSENCES, _ACCEPTANCES = (
    SQLModel.metadata.tables[name]
    for name in ("item", "exercise_set", "block", "athlete", "slotting", "absence", "acceptance")
)

_MAX_VALUES_PER_QUERY = 500
"""Numbers asked for in one query; SQLite takes no more than 32,766 values in one."""


class Repository(RowAccess):
    """The data within one transaction; `planner.store.edit` and `planner.store.read` give one and end it."""

    # Blocks

    def blocks(self) -> list[Block]:
        """All blocks, by first day."""
        return [
            block_rows.block_from_row(row) for row in self._select(_BLOCKS, block_rows.BLOCK_COLUMNS, order="start, id")
        ]

    def block(self, block_id: int) -> Block:
        """One block.

        Raises:
            RefusedError: There is no such block.
        """
        found = (
            self._select(_BLOCKS, block_rows.BLOCK_COLUMNS, _BLOCKS.c.id == block_id)
            if column_values.fits_integer(block_id)
            else []
        )
        if not found:
            raise RefusedError(f"There is no block {block_id}.")
        return block_rows.block_from_row(found[0])

    def add_block(self, block: Block) -> Block:
        """Store a new block.

        Returns:
            The block with its number; ``created`` is the operation's instant unless it was given.

        Raises:
            RefusedError: A value breaks a rule.
        """
        if not block.created and self._now is not None:
            block = replace(block, created=journal.format_instant(self._now))
        with self._session.begin_nested():
            (number,) = self._insert(_BLOCKS, [block_rows.block_to_row(block)])
        return block_rows.block_as_stored(block, number, 1)

    def replace_block(self, block: Block) -> Block:
        """Store a block over the one it was read from.

        Raises:
            StaleEditError: It was changed since it was read.
            RefusedError: There is no such block, or a value breaks a rule.
        """
        kept = replace(block, created=block.created or self.block(block.id).created)
        values = block_rows.block_to_row(kept)
        version = self._update_versioned(BlockRow, block.id, values, f"Block {block.id}", block.version)
        return block_rows.block_as_stored(kept, block.id, version)

    def remove_block(self, block_id: int) -> None:
        """Remove a block with all its items and its slotting.

        Raises:
            RefusedError: There is no such block.
        """
        self.block(block_id)
        self._execute(delete(_BLOCKS).where(_BLOCKS.c.id == block_id))

    # Items

    def workouts(self, first: dt.date, last: dt.date) -> list[Workout]:
        """The items from ``first`` to ``last``, both included, by date, then morning, afternoon, no half of the day."""
        return self._workouts(_ITEMS.c.date.between(first.isoformat(), last.isoformat()))

    def items_of_block(self, block_id: int) -> list[Workout]:
        """A block's items in the same order; empty when there is no such block."""
        return self._workouts(_ITEMS.c.block_id == block_id)

    def workout(self, workout_id: int) -> Workout:
        """One item.

        Raises:
            RefusedError: There is no such item.
        """
        found = self._workouts(_ITEMS.c.id == workout_id) if column_values.fits_integer(workout_id) else []
        if not found:
            raise RefusedError(f"There is no workout {workout_id}.")
        return found[0]

    def add_workouts(self, workouts: Sequence[Workout]) -> list[Workout]:
        """Store new items; numbers and versions they carry are not looked at.

        Returns:
            The items with their numbers, in the order given.

        Raises:
            RefusedError: One belongs to a block that does not exist, or a value breaks a rule; none was stored.
        """
        for block_id in {workout.block_id for workout in workouts} - {None}:
            assert block_id is not None
            self.block(block_id)
        values = [workout_rows.workout_to_row(workout) for workout in workouts]
        sets = [workout_rows.sets_to_rows(workout) for workout in workouts]
        with self._session.begin_nested():
            numbers = self._insert(_ITEMS, values)
            of_items = zip(numbers, sets, strict=True)
            self._insert(_SETS, [{**one, "item_id": number} for number, each in of_items for one in each])
        return [
            workout_rows.workout_as_stored(workout, number, 1)
            for workout, number in zip(workouts, numbers, strict=True)
        ]

    def replace_workout(self, workout: Workout) -> Workout:
        """Store an item over the one it was read from; nothing happens when they are the same.

        Returns:
            The item as it is stored now, with its next version.

        Raises:
            StaleEditError: It was changed since it was read.
            RefusedError: There is no such item or block, or a value breaks a rule.
        """
        (kept,) = self.replace_workouts([workout])
        return kept

    def replace_workouts(self, workouts: Sequence[Workout]) -> list[Workout]:
        """Store items over those they were read from, all or none; those that are the same stay untouched.

        Returns:
            The items as they are stored now, with their next versions, in the order given.

        Raises:
            StaleEditError: One was changed since it was read.
            RefusedError: There is no such item or block, or a value breaks a rule.
        """
        for block_id in {workout.block_id for workout in workouts} - {None}:
            assert block_id is not None
            self.block(block_id)
        current = self._stored_workouts([workout.id for workout in workouts])
        rows, sets = {}, []
        for workout in workouts:
            before = current.get(workout.id)
            if before is None:
                raise RefusedError(f"There is no workout {workout.id}.")
            if before.version != workout.version:
                raise StaleEditError(
                    f"Workout {workout.id} was changed by another session meanwhile; nothing was changed."
                )
            values = workout_rows.workout_to_row(workout)
            sets_differ = workout_rows.sets_to_rows(workout) != workout_rows.sets_to_rows(before)
            if sets_differ:
                sets.append(workout)
            if sets_differ or values != workout_rows.workout_to_row(before):
                rows[workout.id] = {**values, "version": workout.version + 1, "of": workout.id}
        with self._session.begin_nested():
            self._update_items(list(rows.values()))
            self._replace_sets(sets)
        self._session.expire_all()
        return [workout_rows.workout_as_stored(one, one.id, one.version + (one.id in rows)) for one in workouts]

    def remove_workout(self, workout_id: int, version: int | None = None) -> None:
        """Remove an item with its sets.

        Args:
            workout_id: Which.
            version: The version it was read with; None when it does not matter what it has become.

        Raises:
            StaleEditError: It was changed since it was read.
            RefusedError: There is no such item.
        """
        if version not in (None, self.workout(workout_id).version):
            raise StaleEditError(f"Workout {workout_id} was changed by another session meanwhile; nothing was changed.")
        self._execute(delete(_ITEMS).where(_ITEMS.c.id == workout_id))

    # Days without training

    def absences(self) -> list[Absence]:
        """All of them, by first day."""
        rows = self._select(_ABSENCES, absence_rows.ABSENCE_COLUMNS, order="first, id")
        return [absence_rows.absence_from_row(row) for row in rows]

    def add_absence(self, absence: Absence) -> Absence:
        """Store a new one; number and version it carries are not looked at.

        Raises:
            RefusedError: A value breaks a rule.
        """
        with self._session.begin_nested():
            (number,) = self._insert(_ABSENCES, [absence_rows.absence_to_row(absence)])
        return replace(absence, id=number, version=1)

    def replace_absence(self, absence: Absence) -> Absence:
        """Store one over what it was read from.

        Raises:
            StaleEditError: It was changed since it was read.
            RefusedError: There is no such absence, or a value breaks a rule.
        """
        self._absence(absence.id)
        values = absence_rows.absence_to_row(absence)
        version = self._update_versioned(AbsenceRow, absence.id, values, f"Absence {absence.id}", absence.version)
        return replace(absence, version=version)

    def remove_absence(self, absence: Absence) -> None:
        """Remove one.

        Raises:
            StaleEditError: It was changed since it was read.
            RefusedError: There is no such absence.
        """
        if self._absence(absence.id).version != absence.version:
            raise StaleEditError(f"Absence {absence.id} was changed by another session meanwhile; nothing was changed.")
        self._execute(delete(_ABSENCES).where(_ABSENCES.c.id == absence.id))

    def _absence(self, absence_id: int) -> Absence:
        found = [absence for absence in self.absences() if absence.id == absence_id]
        if not found:
            raise RefusedError(f"There is no absence {absence_id}.")
        return found[0]

    # Accepted findings

    def acceptances(self) -> list[Acceptance]:
        """All of them, in the order in which they were accepted."""
        rows = self._select(_ACCEPTANCES, acceptance_rows.ACCEPTANCE_COLUMNS, order="id")
        return [acceptance_rows.acceptance_from_row(row) for row in rows]

    def add_acceptance(self, acceptance: Acceptance) -> Acceptance:
        """Store a new one; number and version it carries are not looked at.

        Raises:
            RefusedError: There is no such block, or a value breaks a rule.
        """
        if acceptance.block_id is not None:
            self.block(acceptance.block_id)
        with self._session.begin_nested():
            (number,) = self._insert(_ACCEPTANCES, [acceptance_rows.acceptance_to_row(acceptance)])
        return replace(acceptance, id=number, version=1)

    def remove_acceptance(self, acceptance: Acceptance) -> None:
        """Remove one: what it was about may be raised again.

        Raises:
            StaleEditError: It was changed since it was read.
            RefusedError: There is no such accepted finding.
        """
        kept = next((one for one in self.acceptances() if one.id == acceptance.id), None)
        if kept is None:
            raise RefusedError(f"There is no accepted finding {acceptance.id}.")
        if kept.version != acceptance.version:
            raise StaleEditError(
                f"Accepted finding {kept.id} was changed by another session meanwhile; nothing was changed."
            )
        self._execute(delete(_ACCEPTANCES).where(_ACCEPTANCES.c.id == kept.id))

    # The athlete, and why the days are as they are

    def runner(self) -> Runner:
        """What is known of the runner."""
        return block_rows.runner_from_row(next(iter(self._select(_ATHLETE, block_rows.RUNNER_COLUMNS)), None))

    def replace_runner(self, athlete: Runner) -> Runner:
        """Store what is known of the runner over what it was read from.

        Raises:
            StaleEditError: It was changed since it was read.
            RefusedError: A value breaks a rule.
        """
        values = block_rows.runner_to_row(athlete)
        version = self._update_versioned(RunnerRow, 1, values, "What is known of you", athlete.version)
        return replace(athlete, version=version)

    def save_slotting(self, block_id: int, problem_json: str, answer_json: str) -> None:
        """Keep the slotting problem a block was made with, and its answer, in place of those kept before.

        Raises:
            RefusedError: There is no such block, or a text is not JSON.
        """
        self.block(block_id)
        problem, answer = (
            column_values.check_text("problem", problem_json),
            column_values.check_text("answer", answer_json),
        )
        values = {"block_id": block_id, "problem": problem, "answer": answer}
        with self._session.begin_nested():
            self._execute(delete(_SLOTTING).where(_SLOTTING.c.block_id == block_id))
            self._insert(_SLOTTING, [values])

    def slotting(self, block_id: int) -> tuple[str, str] | None:
        """The problem and the answer a block was made with, as JSON; None when it was not slotted."""
        found = self._select(_SLOTTING, ("problem", "answer"), _SLOTTING.c.block_id == block_id)
        return (found[0][0], found[0][1]) if found else None

    # Within

    def _workouts(self, condition: ColumnElement[bool]) -> list[Workout]:
        found = self._select(_ITEMS, workout_rows.ITEM_COLUMNS, condition, order=workout_rows.ITEM_ORDER)
        within = _SETS.c.item_id.in_(select(_ITEMS.c.id).where(condition))
        sets = self._select(_SETS, workout_rows.SET_COLUMNS, within, order="item_id, part, position")
        return workout_rows.workouts_from_rows(found, sets)

    def _stored_workouts(self, workout_ids: Sequence[int]) -> dict[int, Workout]:
        """The items of some numbers as they are in the file now."""
        storable_ids = [number for number in workout_ids if column_values.fits_integer(number)]
        chunks = (
            storable_ids[begin : begin + _MAX_VALUES_PER_QUERY]
            for begin in range(0, len(storable_ids), _MAX_VALUES_PER_QUERY)
        )
        return {item.id: item for chunk in chunks for item in self._workouts(_ITEMS.c.id.in_(chunk))}

    def _update_items(self, rows: Sequence[dict[str, Any]]) -> None:
        """Write whole rows; when one is refused, find out which, to name the value."""
        if not rows:
            return
        connection = self._session.connection()
        columns: dict[str, Any] = {name: bindparam(name) for name in rows[0] if name != "of"}
        statement = update(_ITEMS).where(_ITEMS.c.id == bindparam("of")).values(columns)
        try:
            with connection.begin_nested():
                connection.execute(statement, rows)
        except IntegrityError:
            for each in rows:
                with translate_errors(self._path, each):
                    connection.execute(statement, each)
            raise

    def _replace_sets(self, workouts: Sequence[Workout]) -> None:
        for workout in workouts:
            self._execute(delete(_SETS).where(_SETS.c.item_id == workout.id))
            self._insert(_SETS, [{**one, "item_id": workout.id} for one in workout_rows.sets_to_rows(workout)])
