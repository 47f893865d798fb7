"""Restoring: the contents of a backup, or of a new database, in place of those of the database.

What replaces them is complete and verified in a file of its own first; then SQLite copies it in one transaction, so
that a kill at any moment leaves the old contents or the new ones.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from planner.file_writing import discard
from planner.store import files, journal, migrations, pragmas, soundness
from planner.store.backups.automatic_backups import keep_state
from planner.store.backups.backup_copy import UnsoundCopyError
from planner.store.backups.backup_names import BackupReason, list_backup_names
from planner.store.backups.carried_over import carry_over
from planner.store.commits import accept_disk_error, note_stored, read_last_write
from planner.store.errors import display_path, explain_full_disk, primary_error_code, translate_errors
from planner.store.replaced_contents import exclusive_connection, replace_contents
from planner.store.same_database import check_same_database
from planner.store.schema import JOURNALED_TABLES
from planner.training.refusal import RefusedError


@dataclass(frozen=True, slots=True)
class Restored:
    """What became of the contents that a restored backup replaced.

    Attributes:
        kept: The backup that holds them; None when there was no database, or a damaged one.
        set_aside: A damaged database under its new name, and its journal if it had one.
        upgraded_from: The schema version of the restored backup, if it had to be upgraded; else None.
    """

    kept: Path | None
    set_aside: tuple[Path, ...]
    upgraded_from: int | None


def restore(path: str | os.PathLike[str], source: str | os.PathLike[str]) -> Restored:
    """Replace the contents of the database by those of a backup, after backing up the database itself.

    The file stays the same file, so that other sessions see the change. A missing database is created; a damaged one
    is renamed. What an older planner wrote is upgraded.

    Args:
        path: The database.
        source: The backup. It is not changed.

    Raises:
        RefusedError: The backup is not a sound planner database, or the database cannot be written or is another
            program's; the database is unchanged.
    """
    database_path = os.path.realpath(path)
    source_path = _find_source(database_path, source)
    with translate_errors(source):
        backup = files.connect_read_only(source_path)
        try:
            backup.execute("BEGIN")
            version = files.read_schema_version(backup, source_path)
            problem = soundness.find_damage(backup)
            if problem:
                raise RefusedError(f"{display_path(source)} is damaged ({problem}), so nothing was restored.")
            replacement = _write_replacement(database_path, lambda copy: _fill(copy, backup, source_path))
        finally:
            backup.close()
    return _replace_by(replacement, path, Path(source_path), version)


def restore_built(
    path: str | os.PathLike[str], source: Path, version: int, build: Callable[[sqlite3.Connection], None]
) -> Restored:
    """Replace the contents of the database by those of a new one, as `restore` does.

    Args:
        path: The database.
        source: What the new one is built from.
        version: The schema version of that.
        build: Fills an empty database, and checks it.

    Raises:
        RefusedError: Nothing can be built, or the database cannot be written or is another program's; the database is
            unchanged.
    """
    with translate_errors(source):
        replacement = _write_replacement(os.path.realpath(path), build)
    return _replace_by(replacement, path, source, version)


def _find_source(database_path: str, source: str | os.PathLike[str]) -> str:
    source_path = files.find_database(source)
    if source_path is None:
        raise RefusedError(f"There is no file {display_path(source)}.")
    if Path(database_path).exists() and Path(database_path).samefile(source_path):
        raise RefusedError(f"{display_path(source)} is the database itself; name a backup of it.")
    return source_path


def _fill(copy: sqlite3.Connection, backup: sqlite3.Connection, source_path: str) -> None:
    backup.backup(copy)
    migrations.migrate(copy, source_path, back_up_first=False)
    problem = soundness.find_damage(copy)
    if problem:
        raise RefusedError(f"{display_path(source_path)} could not be restored ({problem}).")


def _write_replacement(database_path: str, build: Callable[[sqlite3.Connection], None]) -> str:
    """Write a complete database next to the one that it is to replace, and return its path."""
    with explain_full_disk("The disk is full, so nothing was restored."):
        return files.write_temporary_database(database_path, build)


def _replace_by(replacement: str, path: str | os.PathLike[str], source: Path, version: int) -> Restored:
    try:
        with translate_errors(path):
            kept, set_aside = _put_in_place(replacement, os.path.realpath(path), source.resolve(), version)
            note_stored()
    finally:
        discard(replacement)
    return Restored(kept, set_aside, version if version < pragmas.SCHEMA_VERSION else None)


def _put_in_place(
    replacement: str, database_path: str, source: Path, version: int
) -> tuple[Path | None, tuple[Path, ...]]:
    """Make a complete file the database; return the backup of what it replaces, or what was set aside."""
    if not os.path.lexists(database_path):
        try:
            files.move_into_place(replacement, database_path)
        except FileExistsError as error:
            raise RefusedError(f"Another session made {display_path(database_path)} meanwhile; try again.") from error
        soundness.note_commit(database_path)
        return None, ()
    written: tuple[object, ...] | None = None
    try:
        if files.find_database(database_path) is None:
            raise RefusedError(f"{display_path(database_path)} was moved or deleted meanwhile; try again.")
        with exclusive_connection(database_path) as connection:
            files.read_schema_version(connection, database_path)
            connection.execute("BEGIN")
            check_same_database(connection, database_path)
            kept = keep_state(connection, database_path, BackupReason.RESTORE, also_keep=(source,))
            connection.execute("COMMIT")
            written = _follow(replacement, connection, version)
            replace_contents(connection, replacement)
            soundness.note_commit(database_path)  # before other sessions can look at it: they take it for the same
            return kept, ()
    except UnsoundCopyError:
        pass
    except files.NotADatabaseError:
        # It may be another program's, unless one of its own backups is restored.
        if source not in [backup.path.resolve() for backup in list_backup_names(database_path)]:
            raise
    except sqlite3.DatabaseError as error:
        if written is not None:
            accept_disk_error(database_path, written, error)
            return kept, ()
        if primary_error_code(error) != sqlite3.SQLITE_CORRUPT:
            raise
    set_aside = _replace_damaged(replacement, Path(database_path))
    soundness.note_commit(database_path)
    return None, set_aside


def _versioned_tables(connection: sqlite3.Connection) -> Iterator[str]:
    for table in JOURNALED_TABLES:
        if connection.execute(f"SELECT 1 FROM pragma_table_info('{table}') WHERE name = 'version'").fetchone():
            yield table


def _highest_version(connection: sqlite3.Connection) -> int:
    """Return the highest version that any row has, or had when the journal recorded a change of it."""
    counts = [f"SELECT max(version) FROM {table}" for table in _versioned_tables(connection)]
    counts += [
        f"SELECT max(json_extract({side}, '$.version')) FROM change WHERE json_valid({side})"
        for side in ("before", "after")
    ]
    return max(connection.execute(count).fetchone()[0] or 0 for count in counts)


def _follow(replacement: str, replaced: sqlite3.Connection, version: int) -> tuple[object, ...]:
    """Prepare a restored backup for what has seen the database that it replaces.

    The versions of all rows are raised, so that none is one that an open session has read before with other contents.

    Args:
        replacement: The complete file.
        replaced: The database that it replaces.
        version: The schema version of the backup.

    Returns:
        What `read_last_write` finds in a database with these contents.
    """
    connection = files.connect_without_pragmas(replacement)
    try:
        connection.execute("PRAGMA journal_mode = MEMORY").fetchall()  # an unfinished file is deleted
        connection.execute("BEGIN IMMEDIATE")
        above = _highest_version(replaced)
        with journal.unrecorded(connection):
            for table in _versioned_tables(connection):
                connection.execute(f"UPDATE {table} SET version = version + ?", (above,))
        carry_over(replaced, connection, version)
        connection.execute("COMMIT")
        return read_last_write(connection)
    finally:
        connection.close()


def _replace_damaged(replacement: str, database: Path) -> tuple[Path, ...]:
    """Put a complete file in place of a damaged one, and return the names under which that and its journal remain."""
    number = 1
    while os.path.lexists(aside := database.with_name(f"{database.name}.damaged-{number}")):
        number += 1
    set_aside = [aside]
    try:
        os.link(database, aside)
    except OSError:  # a file system without hard links
        database.rename(aside)
    journal = database.with_name(f"{database.name}-journal")
    if journal.exists() and journal.stat().st_size:
        # It belongs to the damaged file, and SQLite would change the new one by it.
        set_aside.append(journal.rename(aside.with_name(f"{aside.name}-journal")))
    files.replace_durably(replacement, str(database))
    return tuple(set_aside)
