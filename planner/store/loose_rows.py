"""The rows that a damaged file has on pages that nothing leads to any more, put where a table has gaps.

A table reads its rows down from its first page. Where a page on the way is damaged, all that is below is out of reach,
though it may be whole. `planner.store.loose_pages` finds these leaves; each is read as if it were all of its table.
Only gaps are filled, so that a row that could be read as usual stays as it is.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from planner.store.damaged_file import DamagedFile, LooseLeaves
from planner.store.loose_pages import Leaf, TablePages
from planner.store.recovered_table import RecoveredTable, Span, copy_rows, subtract_spans

_ALL_KEYS: Span = (0, None)
_NO_KEYS: Span = (0, 0)
"""Keys begin with 1."""


def add_loose_rows(copy: sqlite3.Connection, damaged: DamagedFile, tables: Sequence[RecoveredTable]) -> None:
    """Look for the rows that some tables lack.

    Args:
        copy: Gets the rows.
        damaged: The damaged file, of which only these can be read afterwards.
        tables: The tables with gaps; what is found is added to them, and their gaps get smaller.
    """
    if not tables:
        return
    with suppress(sqlite3.DatabaseError):
        loose = damaged.find_loose_leaves()
        pages = loose.pages.find_tables()
        for table in tables:
            _add_known_leaves(copy, loose, table, pages.get(table.name, TablePages()))
        for leaf in loose.pages.find_others():
            found = _find_table(copy, loose, [table for table in tables if table.gaps], leaf)
            if found is not None:
                _close_gaps(found, _copy_leaf(copy, loose, found, leaf))


def _add_known_leaves(copy: sqlite3.Connection, loose: LooseLeaves, table: RecoveredTable, pages: TablePages) -> None:
    """Read the leaves that the map of pages gives to a table; where these are all, no other gaps are left."""
    lost: list[Span] = []
    read: list[Span] = []
    for leaf in pages.leaves:
        if _is_wanted(table, leaf):
            spans = _copy_leaf(copy, loose, table, leaf)
            read += spans
            lost += subtract_spans([leaf.span], spans)
    if pages.is_complete:
        read = subtract_spans([_ALL_KEYS], lost)
    _close_gaps(table, read)


def _close_gaps(table: RecoveredTable, read: Sequence[Span]) -> None:
    if read:
        table.gaps = subtract_spans(table.gaps, [*read, _NO_KEYS])


def _is_wanted(table: RecoveredTable, leaf: Leaf) -> bool:
    return any(table.lacks(key) for key in leaf.keys)


def _copy_leaf(copy: sqlite3.Connection, loose: LooseLeaves, table: RecoveredTable, leaf: Leaf) -> list[Span]:
    """Copy the rows of a leaf that a table lacks, and return the keys between which nothing is lost."""
    lost: list[Span] = []
    with loose.open(table.name, leaf.page) as connection:
        table.from_pages += copy_rows(connection, copy, table, lost, only_gaps=True)
    return subtract_spans([leaf.span], lost)


def _find_table(
    copy: sqlite3.Connection, loose: LooseLeaves, tables: Sequence[RecoveredTable], leaf: Leaf
) -> RecoveredTable | None:
    """Return the one table that lacks all rows of a leaf and takes each of them; None where none or several do.

    Rows that were stored before their table got its last columns have fewer: such tables are tried after the others.
    """
    lacking = [table for table in tables if all(map(table.lacks, leaf.keys))]
    exact = [table for table in lacking if loose.count_columns(table.name) == leaf.columns]
    wider = [table for table in lacking if loose.count_columns(table.name) > leaf.columns]
    for some in (exact, wider):
        takers = [table for table in some if _takes(copy, loose, table, leaf)]
        if takers:
            return takers[0] if len(takers) == 1 else None
    return None


def _takes(copy: sqlite3.Connection, loose: LooseLeaves, table: RecoveredTable, leaf: Leaf) -> bool:
    copy.execute("SAVEPOINT trial")
    trial = replace(table, from_pages=0)
    is_taken = _copy_leaf(copy, loose, trial, leaf) == [leaf.span] and trial.from_pages == len(leaf.keys)
    copy.execute("ROLLBACK TO trial")
    copy.execute("RELEASE trial")
    return is_taken
