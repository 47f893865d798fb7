"""``planner check``: everything that can be wrong with the database and the files next to it, one sentence each."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from planner.store import migrations, triggers
from planner.store.connections import open_database
from planner.store.errors import display_path, translate_errors
from planner.store.replay import matches_sql
from planner.store.schema import ALL_TABLES, JOURNALED_TABLES
from planner.store.surroundings import find_surrounding_problems
from planner.training.steps import steps_from_documents

_SCHEMA = "SELECT name, type, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"

_MOST_ROWS = 20
"""So many rows of a table are named at most."""


def check_database(path: str | os.PathLike[str]) -> list[str]:
    """Return what is wrong with the database and around it, worst first; an empty list when all is well.

    Nothing is changed.

    Raises:
        RefusedError: It is not a planner database, or cannot be read.
    """
    surroundings = find_surrounding_problems(Path(os.path.realpath(path)))
    return [*check_contents(path), *(problem.text for problem in surroundings)]


def check_contents(path: str | os.PathLike[str]) -> list[str]:
    """Return what is wrong in the database, worst first.

    Raises:
        RefusedError: It is not a planner database, or cannot be read.
    """
    with translate_errors(path):
        connection = open_database(path)
        try:
            connection.execute("PRAGMA query_only = ON")
            problems = (
                [*_page_problems(connection)]
                or [*_table_problems(connection)]
                or [
                    *_reference_problems(connection),
                    *_identity_problems(connection),
                    *_step_problems(connection),
                    *_schema_problems(connection),
                    *_journal_problems(connection),
                    *_journal_mode_problems(connection),
                ]
            )
        finally:
            connection.close()
    return problems


def find_unrecorded_rows(connection: sqlite3.Connection, table: str) -> list[int]:
    """Return the keys of some rows of a table that are not as the newest change in the journal has left them."""
    info = triggers.read_table_info(connection, table)
    as_recorded = matches_sql(info, "newest.after")
    differing = f"""
        SELECT newest.row_id
        FROM (SELECT row_id, after, max(seq) FROM change JOIN operation ON operation.id = operation_id
              WHERE table_name = '{table}' AND state = 'done' GROUP BY row_id) AS newest
        LEFT JOIN {table} ON {table}.{info.key} = newest.row_id
        WHERE CASE WHEN newest.after IS NULL THEN {table}.{info.key} IS NOT NULL
                   ELSE {table}.{info.key} IS NULL OR NOT ({as_recorded}) END
        ORDER BY newest.row_id"""
    return [row for (row,) in connection.execute(differing).fetchmany(_MOST_ROWS)]


def _page_problems(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield what SQLite's full check finds; after a finding nothing else can be trusted."""
    try:
        for (line,) in connection.execute("PRAGMA integrity_check(20)"):
            if line != "ok":
                yield f"The file is damaged: {line}."
    except sqlite3.DatabaseError as error:
        yield f"The file is damaged: {error}."


def _table_problems(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield which tables are missing; the later checks need all of them."""
    found = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    for name in sorted(ALL_TABLES - found):
        yield f"The table {name} is missing."


def _reference_problems(connection: sqlite3.Connection) -> Iterator[str]:
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield f"Row {row} of {table} belongs to a row of {parent} that does not exist."
    orphans = """
        SELECT count(*) FROM exercise_set JOIN item ON item.id = item_id
        WHERE part = 'actual' AND actual_source IS NULL"""
    count = connection.execute(orphans).fetchone()[0]
    if count:
        yield f"{count} recorded exercise sets belong to workouts for which nothing was recorded."


def _identity_problems(connection: sqlite3.Connection) -> Iterator[str]:
    if connection.execute("SELECT count(*) FROM identity").fetchone()[0] != 1:
        yield "The id of the database is missing, by which calendars know its workouts."


def _step_problems(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield which runs have steps that are JSON and yet none that the planner knows."""
    stored = """
        SELECT id, planned_steps FROM item WHERE planned_steps IS NOT NULL
        UNION SELECT id, actual_steps FROM item WHERE actual_steps IS NOT NULL ORDER BY 1"""
    for number, steps in connection.execute(stored):
        try:
            steps_from_documents(json.loads(steps))
        except ValueError as error:
            yield f"Workout {number} has steps that cannot be read ({error})."


def _schema_problems(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield how tables, indexes and triggers differ from those of a new file."""
    fresh = sqlite3.connect(":memory:", isolation_level=None)
    try:
        migrations.build_schema(fresh)
        wanted = {name: (kind, sql) for name, kind, sql in fresh.execute(_SCHEMA)}
    finally:
        fresh.close()
    found = {name: (kind, sql) for name, kind, sql in connection.execute(_SCHEMA)}
    for name in sorted(wanted.keys() - found.keys()):
        yield f"The {wanted[name][0]} {name} is missing."
    for name in sorted(wanted.keys() & found.keys()):
        if found[name] != wanted[name]:
            yield f"The {wanted[name][0]} {name} is not as the planner made it."
    for name in sorted(found.keys() - wanted.keys()):
        yield f"The {found[name][0]} {display_path(name)} is not the planner's."


def _journal_problems(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield where the journal does not record, is out of order, or differs from the tables."""
    if connection.execute("SELECT recording, operation_id FROM journal_state").fetchall() != [(1, None)]:
        yield "The journal is not recording, so new changes could not be undone."
    out_of_order = """
        SELECT count(*) FROM operation AS later, operation AS earlier
        WHERE later.state = 'done' AND earlier.state = 'undone' AND earlier.id < later.id"""
    if connection.execute(out_of_order).fetchone()[0]:
        yield "The journal holds an undone operation before one that is done."
    for table in JOURNALED_TABLES:
        for row in find_unrecorded_rows(connection, table):
            yield f"Row {row} of {table} was changed behind the journal's back."


def _journal_mode_problems(connection: sqlite3.Connection) -> Iterator[str]:
    mode = connection.execute("PRAGMA journal_mode").fetchone()[0]
    if mode != "truncate":
        yield (
            f"Another program keeps the file in journal mode {mode} (SQLite {sqlite3.sqlite_version}); "
            "close it, so that the planner can use its own."
        )
