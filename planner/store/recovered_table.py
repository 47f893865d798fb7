"""The rows of one table as far as they can be read from a damaged file, and the keys between which they cannot."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from planner.store import triggers

Span = tuple[int, int | None]
"""A first and a last key; a last of None goes on to the end."""
LAST_KEY = 2**63 - 1


@dataclass(slots=True)
class RecoveredTable:
    """What could be read of one table.

    Attributes:
        name: The table.
        rows: How many rows were read as usual, down from the table's first page.
        gaps: The keys between which nothing could be read, or nothing that the table takes.
        orphans: How many of the rows were left out because what they belong to is lost.
        from_pages: How many rows in the gaps were found on pages that nothing leads to.
        from_history: How many rows in the gaps were put back as the history has them.
    """

    name: str
    rows: int = 0
    gaps: list[Span] = field(default_factory=list)
    orphans: int = 0
    from_pages: int = 0
    from_history: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether every row could be read."""
        return not (self.gaps or self.orphans)

    @property
    def count(self) -> int:
        """How many rows the new file has."""
        return self.rows + self.from_pages + self.from_history - self.orphans

    def lacks(self, key: int) -> bool:
        """Return whether a key lies in a gap."""
        return any(first <= key and (last is None or key <= last) for first, last in self.gaps)

    def end_with(self, key: int) -> None:
        """Lack nothing behind the highest key that the table has ever had, unless nothing of it could be read."""
        if self.gaps != [(0, None)]:
            self.gaps = subtract_spans(self.gaps, [(key + 1, None)])


def copy_rows(
    damaged: sqlite3.Connection, copy: sqlite3.Connection, table: RecoveredTable, lost: list[Span], *, only_gaps: bool
) -> int:
    """Copy the rows of a table that can be read.

    Args:
        damaged: Reads them.
        copy: Gets them.
        table: What was read of the table before.
        lost: Gets the keys between which nothing could be read, or nothing that the table takes.
        only_gaps: Whether the rows that the table does not lack are left out.

    Returns:
        How many rows were copied.
    """
    columns = _stored_columns(damaged, copy, table.name)
    if not columns:
        lost.append((0, None))
        return 0
    copied = 0
    for row in _read_rows(damaged, table.name, columns, lost):
        if only_gaps and not table.lacks(row[0]):
            continue
        try:
            insert_row(copy, table.name, columns, row)
            copied += 1
        except (sqlite3.IntegrityError, sqlite3.DataError):
            lost.append((row[0], row[0]))
    return copied


def insert_row(copy: sqlite3.Connection, name: str, columns: Sequence[str], row: Sequence[Any]) -> None:
    """Insert a row into a table.

    Raises:
        sqlite3.Error: The table does not take it.
    """
    copy.execute(f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})", row)


def subtract_spans(spans: Iterable[Span], others: Iterable[Span]) -> list[Span]:
    """Return what is left of some spans without others."""
    left = list(spans)
    for first, last in others:
        end = LAST_KEY if last is None else last
        parts: list[Span] = []
        for begin, until in left:
            if begin < first:
                parts.append((begin, first - 1 if until is None else min(until, first - 1)))
            if (until is None or until > end) and end < LAST_KEY:
                parts.append((max(begin, end + 1), until))
        left = parts
    return left


def _stored_columns(damaged: sqlite3.Connection, copy: sqlite3.Connection, name: str) -> list[str]:
    """Return the columns of a table that the damaged file and the copy have, the key first; none without the key."""
    info = triggers.read_table_info(copy, name)
    try:
        stored = {row[1] for row in damaged.execute(f"PRAGMA table_info({name})")}
    except sqlite3.DatabaseError:
        stored = set()
    if info.key not in stored:
        return []
    return [info.key, *(column for column, _ in info.columns if column in stored and column != info.key)]


def _read_rows(
    damaged: sqlite3.Connection, name: str, columns: list[str], gaps: list[Span]
) -> Iterator[tuple[Any, ...]]:
    """Yield the rows that can be read, by ascending key, and add the gaps between them."""
    key = columns[0]
    query = f"SELECT {', '.join(columns)} FROM {name} NOT INDEXED WHERE {key} >= ? ORDER BY {key}"
    next_key: int | None = 0
    while next_key is not None and next_key <= LAST_KEY:
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
            gaps.append((begin, None if next_key is None else next_key - 1))


def _find_readable_key(damaged: sqlite3.Connection, query: str, key: int) -> int | None:
    """Return the key of the first row that can be read behind a damaged place; None where nothing more can be.

    Keys are tried at growing distances, then between the last one that failed and the first that did not.
    """
    failed, step = key, 1
    while not _read_first(damaged, query, failed + step)[0]:
        failed += step
        step *= 2
        if failed + step > LAST_KEY:
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
