"""Migrations of the schema: one function and one transaction per version, with a backup before the first.

A new file goes through the same steps as an old one, so the two cannot differ. A migration that changes what a column
holds must do the same to the rows in the journal (`change.before`, `change.after`), so that undo survives the upgrade.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from planner.store import pragmas, triggers
from planner.store.backups.automatic_backups import keep_locked_state
from planner.store.backups.backup_names import BackupReason
from planner.store.errors import display_path
from planner.store.free_space import MAP_PAGES_SQL
from planner.training.refusal import RefusedError

Migration = Callable[[sqlite3.Connection], None]


def _run_version(version: int) -> Migration:
    """Return the migration that runs ``sql/version_N.sql``."""

    def migrate_one(connection: sqlite3.Connection) -> None:
        script = Path(__file__).with_name("sql") / f"version_{version}.sql"
        for statement in split_statements(script.read_text(encoding="utf-8")):
            connection.execute(statement)

    return migrate_one


MIGRATIONS: tuple[Migration, ...] = tuple(_run_version(version) for version in range(1, 13))
"""The migration at index n leads from schema version n to n + 1."""


def build_schema(connection: sqlite3.Connection, migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """Create all tables and triggers in an empty database, in one transaction.

    Args:
        connection: To the empty database, outside a transaction.
        migrations: Those to run; the first ones alone make a file as an earlier planner did.
    """
    connection.execute(MAP_PAGES_SQL)
    connection.execute("BEGIN IMMEDIATE")
    for migration in migrations:
        migration(connection)
    triggers.rebuild_triggers(connection, len(migrations))
    connection.execute(f"PRAGMA application_id = {pragmas.APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {len(migrations)}")
    connection.execute("COMMIT")


def migrate(
    connection: sqlite3.Connection,
    database_path: str,
    migrations: Sequence[Migration] = MIGRATIONS,
    *,
    back_up_first: bool = True,
) -> None:
    """Bring an existing database up to date, after backing it up to ``backups/``.

    Args:
        connection: Open, outside a transaction.
        database_path: The absolute path of its file.
        migrations: All migrations; those that the file's version includes are skipped.
        back_up_first: Whether it is backed up; not so a copy.

    Raises:
        RefusedError: No backup can be made, or a migration would leave a reference to nothing; the file stays as the
            migration before left it.
    """
    connection.execute("PRAGMA foreign_keys = OFF")
    try:
        while _schema_version(connection) < len(migrations):
            _migrate_one_version(connection, database_path, migrations, back_up_first=back_up_first)
            back_up_first = False
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        connection.execute("PRAGMA foreign_keys = ON")


def split_statements(script: str) -> Iterator[str]:
    """Yield the statements of a script one by one, since the driver's `executescript` would commit first."""
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
            keep_locked_state(database_path, BackupReason.UPGRADE)
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
