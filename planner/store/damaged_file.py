"""A damaged file, of which a copy is read: as it is, or with another beginning that says where one table is.

A beginning is replaced where it is damaged itself, by that of a sound file, or to read a single leaf of a table, which
is then made the first page of it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from planner.file_writing import delete_if_exists
from planner.store import files, migrations, pragmas
from planner.store.backups import backup_names
from planner.store.backups.backup_names import open_backup
from planner.store.loose_pages import PAGE_BYTES, FilePages
from planner.store.schema import ALL_TABLES
from planner.training.refusal import RefusedError

_HEADER_BYTES = 100
_PAGE_COUNT, _FREE_PAGES = slice(28, 32), slice(32, 40)
"""Where the header has the number of all pages, and the list of free ones."""


def open_damaged_file(working: str, database_path: str) -> Iterator[DamagedFile]:
    """Yield the ways to read a damaged file, the best one first."""
    original = Path(working).read_bytes()
    yield DamagedFile(working)
    backup = backup_names.find_newest_sound_backup(database_path)
    for whose in (f"backup {backup.number}", "a new file") if backup is not None else ("a new file",):
        with closing(
            _make_new_file() if backup is None or whose == "a new file" else open_backup(backup.path)
        ) as donor:
            layout = Layout.read_from(donor, whose)
        yield DamagedFile(working, original, layout, keeps_schema=True)
        yield DamagedFile(working, original, layout)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a file has its tables.

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
    def read_from(cls, donor: sqlite3.Connection, whose: str) -> Layout:
        """Read the layout of a file by a connection to it.

        Raises:
            sqlite3.DatabaseError: It is damaged.
        """
        rows = donor.execute(
            "SELECT name, rootpage FROM sqlite_schema WHERE type = 'table' AND rootpage > 0"
        ).fetchall()
        return cls(
            whose,
            donor.execute("PRAGMA user_version").fetchone()[0],
            donor.serialize()[:_HEADER_BYTES],
            {name: (root, cls._read_columns(donor, name)) for name, root in rows},
        )

    @staticmethod
    def _read_columns(donor: sqlite3.Connection, name: str) -> list[str]:
        """Return the columns of a table; none of one that the planner does not know."""
        return [row[1] for row in donor.execute(f"PRAGMA table_info({name})")] if name in ALL_TABLES else []

    @property
    def roots(self) -> dict[str, int]:
        """The number of the first page of each table."""
        return {name: root for name, (root, _) in self.tables.items()}


class DamagedFile:
    """Reads the tables of a damaged file from a copy of it, whose beginning it may replace.

    Args:
        working: The copy.
        original: What is in it; None leaves it as it is.
        layout: Whose beginning it gets.
        keeps_schema: Whether only the header is replaced, so that the file itself says where its tables are.
    """

    def __init__(
        self, working: str, original: bytes = b"", layout: Layout | None = None, *, keeps_schema: bool = False
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
            header = _make_header(begin, len(self._original))
            data = header + begin[_HEADER_BYTES:]
            Path(self._working).write_bytes(data + self._original[len(data) :])
        return closing(_open_damaged(self._working))

    def find_loose_leaves(self) -> LooseLeaves:
        """Return where rows are that no page leads to. Afterwards the copy is read leaf by leaf, and no more as it was.

        Raises:
            sqlite3.DatabaseError: Where the tables are cannot be read any more.
        """
        layout = self._layout
        if layout is None or self._keeps_schema:
            with self.open_table("item") as damaged:
                layout = Layout.read_from(damaged, "itself")
        data = self._original or Path(self._working).read_bytes()
        delete_if_exists(f"{self._working}-journal")
        return LooseLeaves(self._working, data, layout)


class LooseLeaves:
    """Reads the leaves of tables one by one, each as if it were all of its table.

    Args:
        working: The copy of the damaged file, whose first page is replaced.
        data: What was in it.
        layout: Where its tables are.
    """

    def __init__(self, working: str, data: bytes, layout: Layout) -> None:
        self._working = working
        self._size = len(data)
        self._layout = layout
        self.pages = FilePages(data, layout.roots)

    def count_columns(self, name: str) -> int:
        """Return how many columns a table has, 0 where there is no such table."""
        return len(self._layout.tables[name][1]) if name in self._layout.tables else 0

    def open(self, name: str, page: int) -> closing[sqlite3.Connection]:
        """Return a connection by which a table can be read that has this leaf and no other page."""
        first = _page_of_one_table(name, page, self._layout.tables[name][1])
        with Path(self._working).open("r+b") as file:
            file.write(_make_header(first, self._size) + first[_HEADER_BYTES:])
        return closing(_open_damaged(self._working))


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


def _make_header(begin: bytes, size: int) -> bytes:
    """Return the header of a file's first page, for a file of so many bytes and without free pages."""
    header = bytearray(begin[:_HEADER_BYTES])
    header[_PAGE_COUNT] = (size // PAGE_BYTES).to_bytes(4, "big")
    header[_FREE_PAGES] = bytes(8)
    return bytes(header)


def _page_of_one_table(name: str, root: int, columns: list[str]) -> bytes:
    """Return a first page that says where one table is and nothing else."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        key, *others = columns
        connection.execute(f"CREATE TABLE {name} ({', '.join([f'{key} INTEGER PRIMARY KEY', *others])})")
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_schema SET rootpage = ?", (root,))
        return connection.serialize()[:PAGE_BYTES]


def _make_new_file() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrations.build_schema(connection)
    return connection
