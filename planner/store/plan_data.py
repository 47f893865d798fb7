"""All rows of the runner's data with their history, as they are read out of a database.

Rows are plain values by column, as they are stored, JSON in text included: undo compares them to the letter. What lies
outside the plan is left out: a running session, and what was last sent to other calendars.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass

from planner.invocation import program
from planner.store import soundness, triggers
from planner.store.connections import read_transaction
from planner.store.database_id import find_database_id
from planner.store.errors import damaged_message, display_path
from planner.store.recovered_history import HISTORY_TABLES
from planner.store.row_values import LARGEST_EXACT
from planner.store.schema import JOURNALED_TABLES, tables_in_version
from planner.training.json_objects import quote_json
from planner.training.refusal import RefusedError

TYPE_CHECKING = False  # `typing` itself costs 5 ms of the first frame
if TYPE_CHECKING:
    import os

    StoredValue = str | int | float | None
    Row = Mapping[str, StoredValue]

COUNTERS = "sqlite_sequence"
"""SQLite's table of the highest number that each table has given: none is given twice, also after a removal."""


@dataclass(frozen=True, slots=True)
class PlanData:
    """All that a database holds of the plan.

    Attributes:
        schema: The version of its schema.
        database_id: Its id, by which other programs know it.
        tables: Each table with its rows in order of their key, as they come; parents before children.
    """

    schema: int
    database_id: str
    tables: Iterator[tuple[str, Iterator[Row]]]


@dataclass(frozen=True, slots=True)
class UnfitValue:
    """A value of a row that no planner stores.

    Attributes:
        column: Its column.
        wanted: What it must be, as in "must be at least 1".
    """

    column: str
    wanted: str


def data_tables(schema: int) -> tuple[str, ...]:
    """Return the tables of a schema version whose rows are the plan's, parents before children."""
    existing = tables_in_version(schema)
    return (*(table for table in (*JOURNALED_TABLES, *HISTORY_TABLES) if table in existing), COUNTERS)


def find_unfit_value(table: str, key: str, row: Mapping[str, object]) -> UnfitValue | None:
    """Return a value that the schema takes and no planner stores; None where all are as they may be.

    Args:
        table: The table of the row.
        key: The column that is its key.
        row: Its values, each of the type of its column or None.
    """
    if table == COUNTERS:
        return None
    for column in (key, "row_id") if table == "change" else (key,):
        number = row[column]
        if not isinstance(number, int) or number < 1:
            return UnfitValue(column, "at least 1")
    if table == "change":
        if row["table_name"] not in JOURNALED_TABLES:
            return UnfitValue("table_name", "a table of the plan")
        for column in ("before", "after"):  # the schema sees to it that they are JSON
            text = row[column]
            if isinstance(text, str) and not text.lstrip().startswith("{"):
                return UnfitValue(column, "a JSON object")
    return None


@contextmanager
def read_plan_data(path: str | os.PathLike[str]) -> Iterator[PlanData]:
    """Read everything, in one state. It is copied into memory first, so that a slow reader keeps nobody from writing.

    Args:
        path: The database.

    Raises:
        RefusedError: It cannot be read, or holds what no planner stores, so that no database could be made of it.
    """
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as copy:
        copy.text_factory = _decode
        with read_transaction(path) as connection:
            connection.backup(copy)
        if problem := soundness.find_damage(copy):
            raise RefusedError(damaged_message(path, problem))
        version: int = copy.execute("PRAGMA user_version").fetchone()[0]
        if problem := _find_misfit(copy, version):
            raise RefusedError(
                f"{display_path(path)} holds what the planner never stores ({problem}), so its data was not written; "
                f"{program()} check says more, and {program()} backup copies the file as it is."
            )
        tables = ((table, _read_rows(copy, table)) for table in data_tables(version))
        yield PlanData(version, find_database_id(copy), tables)


def _decode(data: bytes) -> str:
    """Return a stored text.

    Raises:
        ValueError: It is not UTF-8, or has a NUL; no document could give it back.
    """
    if b"\0" in data:
        raise ValueError("a text with a NUL")
    return data.decode()


def _find_misfit(copy: sqlite3.Connection, version: int) -> str:
    """Return what a sound database holds that no planner stores; empty when it holds nothing of the kind."""
    found: str = copy.execute("PRAGMA integrity_check(1)").fetchone()[0].splitlines()[-1]
    if found != "ok":
        return found
    if copy.execute("SELECT count(*) FROM athlete").fetchone()[0] != 1:
        return "no row of the runner"
    for table in data_tables(version):
        key, _ = describe_columns(copy, table)
        try:
            for row in _read_rows(copy, table):
                if unfit := find_unfit_value(table, key, row):
                    return f"{unfit.column} {quote_json(row[unfit.column])} in {table}"
                for name, value in row.items():
                    if type(value) is int and abs(value) > LARGEST_EXACT:
                        return f"the number {value} in {table}.{name}"
        except ValueError:
            return f"text in {table} that is not UTF-8"
    return ""


def _read_rows(copy: sqlite3.Connection, table: str) -> Iterator[Row]:
    key, columns = describe_columns(copy, table)
    names = sorted(columns)
    query = f"SELECT {', '.join(names)} FROM {table}"
    if table == COUNTERS:
        marks = ", ".join(f"'{name}'" for name in (*JOURNALED_TABLES, *HISTORY_TABLES))
        query += f" WHERE name IN ({marks})"
    for row in copy.execute(f"{query} ORDER BY {key}"):
        yield dict(zip(names, row, strict=True))


def describe_columns(connection: sqlite3.Connection, table: str) -> tuple[str, dict[str, str]]:
    """Return the key of a table, and its columns with their types: INTEGER, REAL or TEXT."""
    if table == COUNTERS:  # SQLite's own table declares none
        return "name", {"name": "TEXT", "seq": "INTEGER"}
    info = triggers.read_table_info(connection, table)
    return info.key, dict(info.columns)
