"""From each version of the schema to the next: ordered functions, one transaction each, a backup before the first.

A new file goes through the same steps as an old one, so the two cannot differ. A migration that changes what a column
holds does the same to the rows in the journal (`change.before`, `change.after`), so that undo survives the upgrade.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence

from planner.store import pragmas, schema, triggers
from planner.store.backup_copy import back_up_any_version
from planner.store.errors import display_path
from planner.training.refusal import RefusedError

Migration = Callable[[sqlite3.Connection], None]


def create_first_tables(connection: sqlite3.Connection) -> None:
    """Athlete, blocks, items with their sets, the slotting each block was made with, and the journal."""
    for statement in split_statements(schema.DATA_SQL + schema.JOURNAL_SQL):
        connection.execute(statement)


def add_absences_pain_and_replacements(connection: sqlite3.Connection) -> None:
    """Days without training, pain beside what was done, and which workout was done in another's place."""
    for statement in split_statements(schema.VERSION_2_SQL):
        connection.execute(statement)


def add_screening_options_and_acceptances(connection: sqlite3.Connection) -> None:
    """The health questions, what a block was made from, pain the next morning, and findings accepted for good."""
    for statement in split_statements(schema.VERSION_3_SQL):
        connection.execute(statement)


def add_feelings(connection: sqlite3.Connection) -> None:
    """Soreness and short nights, beside the days without training."""
    for statement in split_statements(schema.VERSION_4_SQL):
        connection.execute(statement)


MIGRATIONS: tuple[Migration, ...] = (
    create_first_tables,
    add_absences_pain_and_replacements,
    add_screening_options_and_acceptances,
    add_feelings,
)
"""The one at place n leads from version n to n + 1."""


def build_schema(connection: sqlite3.Connection, migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """Fill an empty database, in one transaction."""
    connection.execute("BEGIN IMMEDIATE")
    for migration in migrations:
        migration(connection)
    triggers.rebuild_triggers(connection)
    connection.execute(f"PRAGMA application_id = {pragmas.APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {len(migrations)}")
    connection.execute("COMMIT")


def migrate(connection: sqlite3.Connection, database_path: str, migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """Bring an existing database up to date. What was before stays in ``backups/``.

    Args:
        connection: Open, outside a transaction.
        database_path: Its file.
        migrations: All of them; those the file has seen are passed over.

    Raises:
        RefusedError: A step would leave a reference to nothing; the file is as the step before left it.
    """
    connection.execute("PRAGMA foreign_keys = OFF")
    try:
        first = True
        while _schema_version(connection) < len(migrations):
            _migrate_one_version(connection, database_path, migrations, back_up_first=first)
            first = False
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        connection.execute("PRAGMA foreign_keys = ON")


def split_statements(script: str) -> Iterator[str]:
    """The statements of a script, one by one: the driver's own way of running a script commits first."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement.strip()
            statement = ""


def _migrate_one_version(
    connection: sqlite3.Connection,
    database_path: str,
    migrations: Sequence[Migration],
    *,
    back_up_first: bool,
) -> None:
    connection.execute("BEGIN IMMEDIATE")
    version = _schema_version(connection)  # again, now that nobody else can write: another session may have been first
    if version < len(migrations):
        if back_up_first:
            back_up_any_version(database_path)
        migrations[version](connection)
        triggers.rebuild_triggers(connection, version + 1)
        broken = connection.execute("PRAGMA foreign_key_check").fetchone()
        if broken is not None:
            raise RefusedError(
                f"{display_path(database_path)} could not be upgraded: a row of {broken[0]} refers to nothing."
            )
        connection.execute(f"PRAGMA user_version = {version + 1}")
    connection.execute("COMMIT")


def _schema_version(connection: sqlite3.Connection) -> int:
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version
