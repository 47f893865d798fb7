"""A new database made of rows from outside, such as those of a document: each is checked before anything uses it.

The schema that the rows are of is built, whatever its version, and then brought up to date as a file of that version.
"""

from __future__ import annotations

import math
import re
import sqlite3
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from planner.store import column_values, migrations, pragmas, soundness, triggers
from planner.store.database_id import set_database_id
from planner.store.plan_data import COUNTERS, data_tables, describe_columns, find_unfit_value
from planner.store.row_values import LARGEST_EXACT
from planner.store.schema import ADDED_IN_VERSION, tables_in_version
from planner.training.json_objects import quote_json
from planner.training.refusal import RefusedError

_KINDS = {"INTEGER": "a whole number", "REAL": "a number", "TEXT": "a text"}


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A row that a new database is to have.

    Attributes:
        place: Where it was found, at the beginning of a refusal: ``plan.json: item[3]``.
        table: Its table.
        values: Its values by column, unchecked.
    """

    place: str
    table: str
    values: Mapping[str, object]


def build_from_data(
    copy: sqlite3.Connection,
    rows: Iterable[FoundRow],
    *,
    schema: int,
    database_id: str | None,
    tables: AbstractSet[str],
    shown: str,
) -> None:
    """Make an empty database one with these rows, of the newest schema. The journal records none of it.

    Args:
        copy: To the empty database, outside a transaction.
        rows: The rows, in any order.
        schema: The version of the schema that they are of; an earlier one is brought up to date.
        database_id: The id that it gets; None of a schema without one.
        tables: The tables that were found, rows or not.
        shown: What they were found in, at the beginning of a refusal.

    Raises:
        RefusedError: The schema is newer, a table or a column is missing or unknown, a value breaks a rule of the
            schema, or a row refers to one that is missing.
    """
    _check_schema(schema, shown)
    _check_tables(schema, tables, shown)
    _check_database_id(schema, database_id, shown)
    migrations.build_schema(copy, migrations.MIGRATIONS[:schema])
    copy.execute("PRAGMA foreign_keys = OFF")
    copy.execute("BEGIN IMMEDIATE")
    with triggers.without_triggers(copy):
        copy.execute("DELETE FROM athlete")  # a new file has a row of the runner
        if database_id is not None:
            set_database_id(copy, database_id)
        inserts = {table: _Insert(copy, table) for table in data_tables(schema) if table != COUNTERS}
        for row in rows:
            if row.table == COUNTERS:
                _raise_counter(copy, row, inserts.keys())
            elif row.table in inserts:
                inserts[row.table].insert(row)
            else:  # the file was written to after its tables were checked
                raise RefusedError(f"{row.place} is in no table of the plan.")
        if copy.execute("SELECT count(*) FROM athlete").fetchone()[0] != 1:
            raise RefusedError(f"{shown}: athlete must have one row, the runner's.")
        _check_references(copy, shown)
    copy.execute("COMMIT")
    migrations.migrate(copy, shown, back_up_first=False)
    if problem := soundness.find_damage(copy):
        raise RefusedError(f"{shown} could not be restored ({problem}).")


def _check_schema(schema: int, shown: str) -> None:
    if schema > pragmas.SCHEMA_VERSION:
        raise RefusedError(
            f"{shown} was written by a newer planner (its schema is version {schema}, this one knows "
            f"{pragmas.SCHEMA_VERSION}); nothing was restored."
        )
    if schema < 1:
        raise RefusedError(f"{shown}: schema must be 1 to {pragmas.SCHEMA_VERSION}, not {schema}.")


def _check_database_id(schema: int, database_id: str | None, shown: str) -> None:
    if "identity" in tables_in_version(schema):
        if database_id is None or re.fullmatch("[0-9a-f]{12}", database_id) is None:
            raise RefusedError(f"{shown}: database must be 12 hexadecimal digits, not {quote_json(database_id)}.")
    elif database_id is not None:
        since = ADDED_IN_VERSION["identity"]
        raise RefusedError(f"{shown}: database must be null before schema {since}, not {quote_json(database_id)}.")


def _check_tables(schema: int, tables: AbstractSet[str], shown: str) -> None:
    wanted = set(data_tables(schema))
    if unknown := sorted(tables - wanted):
        raise RefusedError(f"{shown} has an unknown table {quote_json(unknown[0])}.")
    if missing := sorted(wanted - tables):
        raise RefusedError(f"{shown} is without its table {missing[0]}.")


def _check_references(copy: sqlite3.Connection, shown: str) -> None:
    broken = copy.execute("PRAGMA foreign_key_check").fetchone()
    if broken is not None:
        table, number, parent, reference = broken
        column = next(row[3] for row in copy.execute(f"PRAGMA foreign_key_list({table})") if row[0] == reference)
        key = triggers.read_table_info(copy, table).key
        value = copy.execute(f"SELECT {column} FROM {table} WHERE rowid = ?", (number,)).fetchone()[0]
        raise RefusedError(
            f"{shown}: the row of {table} with {key} {number} has {column} {value}, but {parent} has no such row."
        )


def _raise_counter(copy: sqlite3.Connection, row: FoundRow, tables: AbstractSet[str]) -> None:
    """Let a table go on behind the highest number that it has ever given; SQLite knows that of its rows itself."""
    _check_values(row, describe_columns(copy, COUNTERS)[1])
    name, number = row.values["name"], row.values["seq"]
    if name not in tables:
        raise RefusedError(f"{row.place}.name must be a table of the plan, not {quote_json(name)}.")
    if not isinstance(number, int) or number < 0:
        raise RefusedError(f"{row.place}.seq must be at least 0, not {quote_json(number)}.")
    known = copy.execute(f"UPDATE {COUNTERS} SET seq = max(seq, ?) WHERE name = ?", (number, name)).rowcount
    if not known:
        copy.execute(f"INSERT INTO {COUNTERS} (name, seq) VALUES (?, ?)", (name, number))


class _Insert:
    """Inserts checked rows into one table."""

    def __init__(self, copy: sqlite3.Connection, table: str) -> None:
        self._copy = copy
        self._key, self._columns = describe_columns(copy, table)
        names, marks = ", ".join(self._columns), ", ".join(f":{name}" for name in self._columns)
        self._sql = f"INSERT INTO {table} ({names}) VALUES ({marks})"

    def insert(self, row: FoundRow) -> None:
        """Insert a row.

        Raises:
            RefusedError: The table does not take it, or no planner stores it.
        """
        _check_values(row, self._columns)
        if unfit := find_unfit_value(row.table, self._key, row.values):
            value = quote_json(row.values[unfit.column])
            raise RefusedError(f"{row.place}.{unfit.column} must be {unfit.wanted}, not {value}.")
        try:
            self._copy.execute(self._sql, row.values)
        except sqlite3.IntegrityError as error:
            raise RefusedError(_broken_rule(row, str(error))) from error


def _check_values(row: FoundRow, columns: Mapping[str, str]) -> None:
    """Check that a row has a value of the right kind in each column.

    Raises:
        RefusedError: It has not.
    """
    values = row.values
    if values.keys() != columns.keys():
        for name in values:
            if name not in columns:
                raise RefusedError(
                    f"{row.place} has an unknown key {quote_json(name)} with the value {quote_json(values[name])}."
                )
        missing = next(name for name in columns if name not in values)
        raise RefusedError(f"{row.place}.{missing} is missing.")
    for name, kind in columns.items():
        value = values[name]
        if value is not None and not _fits(value, kind):
            raise RefusedError(f"{row.place}.{name} must be {_KINDS[kind]}, not {quote_json(value)}.")
        if isinstance(value, str):
            try:
                column_values.check_text(name, value)
            except RefusedError as error:
                raise RefusedError(f"{row.place}: {error}") from error


def _fits(value: object, kind: str) -> bool:
    """Return whether a column of this type takes a value as it is; true is a whole number to Python alone."""
    if kind == "TEXT":
        return isinstance(value, str)
    if isinstance(value, bool):
        return False
    if isinstance(value, int):
        return abs(value) <= LARGEST_EXACT
    return kind == "REAL" and isinstance(value, float) and math.isfinite(value)


def _broken_rule(row: FoundRow, message: str) -> str:
    """Return the sentence on the rule of the schema that a row breaks."""
    kind, _, rule = message.partition(" constraint failed: ")
    column = rule.partition(" ")[0]
    if kind == "CHECK" and column in row.values:
        is_sentence = " must " in rule  # the oldest rules have no name, and SQLite says their SQL
        value = quote_json(row.values[column])
        return f"{row.place}.{rule}, not {value}." if is_sentence else f"{row.place}.{column} cannot be {value}."
    columns = [name.partition(".")[2] for name in rule.split(", ")]
    if kind == "UNIQUE":
        values = " and ".join(f"{name} {quote_json(row.values.get(name))}" for name in columns)
        return f"{row.place} has {values}, as another row has."
    if kind == "NOT NULL":
        return f"{row.place}.{columns[0]} must not be null."
    return f"{row.place} cannot be stored ({message})."
