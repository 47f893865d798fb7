"""Rows in and out of one SQLModel session, each refusal in plain words: what the repository is built on."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, CursorResult, Executable, Table, insert, select, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, SQLModel

from planner.store.refusals import StaleEditError, translate_errors
from planner.store.tables import AbsenceRow, BlockRow, RunnerRow

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
