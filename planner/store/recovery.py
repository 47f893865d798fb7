"""A new file made of what can still be read of a damaged one, which is only copied and never changed.

Tables are read row by row. Where a page is damaged, the next key from which SQLite can read again is searched for, so
that one page costs only its own rows; those that the history holds are put back. Where the pages are damaged that say
where the tables are, the places that they have in the newest backup, or in a new file, are tried.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from planner.file_writing import create_private_file, delete_if_exists, discard
from planner.store import backup_names, files, migrations, pragmas, triggers
from planner.store.backup_names import open_backup
from planner.store.errors import display_path, translate_errors
from planner.store.schema import JOURNALED_TABLES, tables_in_version
from planner.store.soundness import find_damage
from planner.training.refusal import RefusedError

_HISTORY_TABLES = ("operation", "change")
_TABLES = (*JOURNALED_TABLES, "session_timer", *_HISTORY_TABLES)
"""Everything that is read, parents before children."""
_LAST_KEY = 2**63 - 1
_HEADER_BYTES, _PAGE_BYTES = 100, 4096
_PAGE_COUNT, _FREE_PAGES = slice(28, 32), slice(32, 40)
"""Where the header has the number of all pages, and the list of free ones."""
_MOST_ROUNDS = 10
"""Rows that refer to nothing are removed so often at most, as their removal may leave others behind."""


@dataclass(slots=True)
class RecoveredTable:
    """What could be read of one table.

    Attributes:
        name: The table.
        rows: How many rows were read.
        gaps: The keys between which nothing could be read, first and last; a last of None goes on to the end.
        refused: How many rows hold what the table does not take; each is a gap, too.
        orphans: How many rows were left out because what they belong to is lost.
        from_history: How many rows in the gaps were put back as the history has them.
    """

    name: str
    rows: int = 0
    gaps: list[tuple[int, int | None]] = field(default_factory=list)
    refused: int = 0
    orphans: int = 0
    from_history: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether every row could be read."""
        return not (self.gaps or self.orphans)


@dataclass(frozen=True, slots=True)
class Recovery:
    """A file made of what could be read.

    Attributes:
        path: The new file.
        tables: What could be read of each table.
        has_history: Whether it keeps the history; that is left out where anything is lost, as undo would go wrong.
        layout_from: Which file says where the tables are, as this one's own beginning is damaged; else None.
    """

    path: Path
    tables: tuple[RecoveredTable, ...]
    has_history: bool
    layout_from: str | None


def recover(path: str | os.PathLike[str], target: str | os.PathLike[str]) -> Recovery:
    """Write what can be read of a damaged database to a new file.

    Args:
        path: The damaged database; it is not changed.
        target: The new file.

    Raises:
        RefusedError: Nothing can be read, the file is another program's or a newer planner's, or the new file cannot
            be written.
    """
    database_path = files.find_database(path)
    if database_path is None:
        raise RefusedError(f"There is no file {display_path(path)}.")
    target_path = files.check_new_file(target, "a recovered database")
    working = f"{target_path}.{os.getpid()}-{time.monotonic_ns()}.new"
    with translate_errors(target):
        try:
            _copy_private(database_path, working)
            if files.has_journal(database_path):
                _copy_private(f"{database_path}-journal", f"{working}-journal")
            recovery = _recover_copy(working, database_path, target_path)
        except OSError as error:
            raise RefusedError(f"{display_path(target)} cannot be written: {error.strerror}.") from error
        finally:
            for name in (working, f"{working}-journal"):
                discard(name)
    if recovery is None:
        raise RefusedError(f"Nothing of {display_path(path)} could be read; it was left unchanged.")
    return recovery


def _recover_copy(working: str, database_path: str, target_path: str) -> Recovery | None:
    """Try the copy as it is, then with another beginning; return None where nothing can be read."""
    for damaged in _readers(working, database_path):
        recovery = _read_into(damaged, target_path)
        if recovery is not None:
            return recovery
    return None


def _readers(working: str, database_path: str) -> Iterator[_Reader]:
    """Yield the ways to read a damaged file, the best one first."""
    original = Path(working).read_bytes()
    yield _Reader(working)
    backup = backup_names.find_newest_sound_backup(database_path)
    for whose in (f"backup {backup.number}", "a new file") if backup is not None else ("a new file",):
        with closing(
            _open_new_file() if backup is None or whose == "a new file" else open_backup(backup.path)
        ) as donor:
            layout = _Layout.read_from(donor, whose)
        yield _Reader(working, original, layout, keeps_schema=True)
        yield _Reader(working, original, layout)


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where a sound file has its tables.

    Attributes:
        whose: Which file that is.
        version: Its schema version.
        header: Its first bytes.
        tables: For each table the number of its first page, and its columns in the order in which they are stored.
    """

    whose: str
    version: int
    header: bytes
    tables: dict[str, tuple[int, list[str]]]

    @classmethod
    def read_from(cls, donor: sqlite3.Connection, whose: str) -> _Layout:
        """Read the layout of a sound file."""
        rows = donor.execute("SELECT name, rootpage FROM sqlite_schema WHERE type = 'table'").fetchall()
        return cls(
            whose,
            donor.execute("PRAGMA user_version").fetchone()[0],
            donor.serialize()[:_HEADER_BYTES],
            {name: (root, [row[1] for row in donor.execute(f"PRAGMA table_info({name})")]) for name, root in rows},
        )


class _Reader:
    """Reads the tables of a damaged file from a copy of it, whose beginning it may replace.

    Args:
        working: The copy.
        original: What is in it; None leaves it as it is.
        layout: Whose beginning it gets.
        keeps_schema: Whether only the header is replaced, so that the file itself says where its tables are.
    """

    def __init__(
        self, working: str, original: bytes = b"", layout: _Layout | None = None, *, keeps_schema: bool = False
    ) -> None:
        self._working = working
        self._original = original
        self._layout = layout
        self._keeps_schema = keeps_schema

    @property
    def layout_from(self) -> str | None:
        """Whose beginning is read in place of the damaged one."""
        return self._layout.whose if self._layout is not None else None

    def find_version(self) -> int:
        """Return the schema version.

        Raises:
            sqlite3.DatabaseError: It cannot be found out.
            RefusedError: It is another program's, or a newer planner's.
        """
        if self._layout is not None:
            return self._layout.version
        with self.open_table("item") as damaged:
            names = {name for (name,) in damaged.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
            return _own_version(damaged, names)

    def open_table(self, name: str) -> closing[sqlite3.Connection]:
        """Return a connection to the copy by which one table can be read, if any."""
        if self._layout is not None and name in self._layout.tables:
            delete_if_exists(f"{self._working}-journal")
            begin = self._layout.header if self._keeps_schema else _page_of_one_table(name, *self._layout.tables[name])
            header = bytearray(begin[:_HEADER_BYTES])
            header[_PAGE_COUNT] = (len(self._original) // _PAGE_BYTES).to_bytes(4, "big")
            header[_FREE_PAGES] = bytes(8)
            data = bytes(header) + begin[_HEADER_BYTES:]
            Path(self._working).write_bytes(data + self._original[len(data) :])
        return closing(_open_damaged(self._working))


def _read_into(damaged: _Reader, target_path: str) -> Recovery | None:
    """Read what can be read into the new file; None where that is nothing.

    Raises:
        RefusedError: It is another program's, or a newer planner's, or the new file cannot be written.
    """
    try:
        version = damaged.find_version()
    except sqlite3.DatabaseError:
        return None
    tables: list[RecoveredTable] = []
    recovered = files.write_temporary_database(target_path, lambda copy: tables.extend(_fill(copy, damaged, version)))
    try:
        if not any(table.rows for table in tables):
            return None
        files.move_into_place(recovered, target_path)
    except FileExistsError as error:
        raise RefusedError(f"{display_path(target_path)} is already there; it was left unchanged.") from error
    finally:
        discard(recovered)
    has_history = all(table.is_whole for table in tables)
    return Recovery(Path(target_path), tuple(tables), has_history, damaged.layout_from)


def _fill(copy: sqlite3.Connection, damaged: _Reader, version: int) -> list[RecoveredTable]:
    """Make the schema in an empty file, and copy the rows that can be read."""
    copy.execute("PRAGMA foreign_keys = OFF")
    copy.execute("BEGIN IMMEDIATE")
    for migration in migrations.MIGRATIONS[:version]:
        migration(copy)
    tables = []
    for name in (name for name in _TABLES if name in tables_in_version(version)):
        with damaged.open_table(name) as connection:
            tables.append(_copy_table(connection, copy, name))
    if all(table.is_whole for table in tables if table.name in _HISTORY_TABLES):
        for table in tables:
            _fill_gaps_from_history(copy, table)
    _remove_orphans(copy, {table.name: table for table in tables})
    if not all(table.is_whole for table in tables):
        for name in reversed(_HISTORY_TABLES):
            copy.execute(f"DELETE FROM {name}")
    triggers.rebuild_triggers(copy, version)
    copy.execute(f"PRAGMA application_id = {pragmas.APPLICATION_ID}")
    copy.execute(f"PRAGMA user_version = {version}")
    copy.execute("COMMIT")
    problem = find_damage(copy)
    if problem:
        raise RefusedError(f"What was read could not be written ({problem}).")
    return tables


def _own_version(damaged: sqlite3.Connection, tables: set[str]) -> int:
    """Return the schema version that a file says it has.

    Raises:
        sqlite3.DatabaseError: It says none that is known.
        RefusedError: It is another program's, or a newer planner's.
    """
    application: int = damaged.execute("PRAGMA application_id").fetchone()[0]
    version: int = damaged.execute("PRAGMA user_version").fetchone()[0]
    if application != pragmas.APPLICATION_ID and tables and not {"item", "operation"} <= tables:
        raise RefusedError("It is an SQLite database of another program, so nothing was read of it.")
    if application == pragmas.APPLICATION_ID and version > pragmas.SCHEMA_VERSION and "item" in tables:
        raise RefusedError("It was written by a newer planner, which has to recover it.")
    if not 1 <= version <= pragmas.SCHEMA_VERSION:
        raise sqlite3.DatabaseError("no schema version")
    return version


def _open_damaged(working: str) -> sqlite3.Connection:
    """Connect to the copy of a damaged file as tolerantly as SQLite can."""
    connection = files.connect_without_pragmas(working)
    connection.text_factory = lambda data: data.decode("utf-8", "replace")
    for pragma in ("writable_schema = ON", "trusted_schema = OFF", "cell_size_check = ON"):
        with suppress(sqlite3.DatabaseError):
            connection.execute(f"PRAGMA {pragma}")
    return connection


def _copy_table(damaged: sqlite3.Connection, copy: sqlite3.Connection, name: str) -> RecoveredTable:
    info = triggers.read_table_info(copy, name)
    table = RecoveredTable(name)
    try:
        stored = {row[1] for row in damaged.execute(f"PRAGMA table_info({name})")}
    except sqlite3.DatabaseError:
        stored = set()
    if info.key not in stored:
        table.gaps.append((0, None))
        return table
    columns = [info.key, *(column for column, _ in info.columns if column in stored and column != info.key)]
    insert = _insert_sql(name, columns)
    for row in _read_rows(damaged, name, columns, table):
        if not table.rows:
            copy.execute(f"DELETE FROM {name}")  # the row that a new file has of the runner
        try:
            copy.execute(insert, row)
            table.rows += 1
        except (sqlite3.IntegrityError, sqlite3.DataError):
            table.refused += 1
            table.gaps.append((row[0], row[0]))
    return table


def _insert_sql(name: str, columns: list[str]) -> str:
    return f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"


def _fill_gaps_from_history(copy: sqlite3.Connection, table: RecoveredTable) -> None:
    """Put the rows of a table that could not be read back as the history has them, which holds each row it changed."""
    query = """
        SELECT row_id, after FROM (
          SELECT row_id, after, max(seq) FROM change JOIN operation ON operation.id = operation_id
          WHERE table_name = ? AND state = 'done' GROUP BY row_id)
        WHERE after IS NOT NULL ORDER BY row_id"""
    for key, after in copy.execute(query, (table.name,)).fetchall():
        if any(first <= key and (last is None or key <= last) for first, last in table.gaps):
            with suppress(ValueError, AttributeError, sqlite3.Error):
                row = json.loads(after)
                copy.execute(_insert_sql(table.name, list(row)), list(row.values()))
                table.from_history += 1


def _read_rows(
    damaged: sqlite3.Connection, name: str, columns: list[str], table: RecoveredTable
) -> Iterator[tuple[Any, ...]]:
    """Yield the rows that can be read, by ascending key, and note the gaps between them."""
    key = columns[0]
    query = f"SELECT {', '.join(columns)} FROM {name} NOT INDEXED WHERE {key} >= ? ORDER BY {key}"
    next_key: int | None = 0
    while next_key is not None and next_key <= _LAST_KEY:
        with suppress(sqlite3.DatabaseError):
            for row in damaged.execute(query, (next_key,)):
                if not _is_key(row[0], next_key):
                    break
                yield row
                next_key = row[0] + 1
            else:
                return
        # The driver reads one row ahead, so that the row before the damage is still missing.
        is_readable, first = _read_first(damaged, f"{query} LIMIT 1", next_key)
        if first is not None:
            yield first
            next_key = first[0] + 1
        elif is_readable:
            return
        else:
            begin, next_key = next_key, _find_readable_key(damaged, f"{query} LIMIT 1", next_key)
            table.gaps.append((begin, None if next_key is None else next_key - 1))


def _find_readable_key(damaged: sqlite3.Connection, query: str, key: int) -> int | None:
    """Return the key of the first row that can be read behind a damaged place; None where nothing more can be.

    Keys are tried at growing distances, then between the last one that failed and the first that did not.
    """
    failed, step = key, 1
    while not _read_first(damaged, query, failed + step)[0]:
        failed += step
        step *= 2
        if failed + step > _LAST_KEY:
            return None
    readable = failed + step
    while readable - failed > 1:
        middle = (failed + readable) // 2
        if _read_first(damaged, query, middle)[0]:
            readable = middle
        else:
            failed = middle
    first = _read_first(damaged, query, readable)[1]
    return None if first is None else first[0]


def _read_first(damaged: sqlite3.Connection, query: str, key: int) -> tuple[bool, tuple[Any, ...] | None]:
    """Return whether rows can be read from a key on, and the first of them; None at the end of the table."""
    try:
        row = damaged.execute(query, (key,)).fetchone()
    except sqlite3.DatabaseError:
        return False, None
    return (True, row) if row is None or _is_key(row[0], key) else (False, None)


def _is_key(value: object, least: int) -> bool:
    return isinstance(value, int) and value >= least


def _remove_orphans(copy: sqlite3.Connection, tables: dict[str, RecoveredTable]) -> None:
    """Part rows from what is lost: where they can be without it, they stay."""
    for _ in range(_MOST_ROUNDS):
        broken = copy.execute("PRAGMA foreign_key_check").fetchall()
        if not broken:
            return
        for name, key, _, reference in broken:
            column = next(row[3] for row in copy.execute(f"PRAGMA foreign_key_list({name})") if row[0] == reference)
            is_needed = next(row[3] for row in copy.execute(f"PRAGMA table_info({name})") if row[1] == column)
            if is_needed or column == triggers.read_table_info(copy, name).key:
                copy.execute(f"DELETE FROM {name} WHERE rowid = ?", (key,))
                if name in tables:
                    tables[name].orphans += 1
                    tables[name].rows -= 1
            else:
                copy.execute(f"UPDATE {name} SET {column} = NULL WHERE rowid = ?", (key,))


def _page_of_one_table(name: str, root: int, columns: list[str]) -> bytes:
    """Return a first page that says where one table is and nothing else."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        key, *others = columns
        connection.execute(f"CREATE TABLE {name} ({', '.join([f'{key} INTEGER PRIMARY KEY', *others])})")
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_schema SET rootpage = ?", (root,))
        return connection.serialize()[:_PAGE_BYTES]


def _open_new_file() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrations.build_schema(connection)
    return connection


def _copy_private(source: str, target: str) -> None:
    with open(create_private_file(target), "wb") as copy, open(source, "rb") as original:  # noqa: PTH123 - a descriptor
        shutil.copyfileobj(original, copy)
