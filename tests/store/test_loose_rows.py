"""Rows on whole pages come back, whichever page that led to them is destroyed, and nothing is made up."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from planner.store import check_file, edit, journal, prepare
from planner.store.loose_pages import read_leaf
from planner.store.recovery import Recovery, recover
from planner.store.schema import JOURNALED_TABLES, UNRECORDED_TABLES
from planner.training.workouts import Workout
from tests.examples import examples
from tests.store.conftest import NOON
from tests.store.table_pages import PAGE, forget_history, leaves_of, walk_table, zero
from tests.trust.lived_in import write_lived_in

Dump = Callable[[Path], list[tuple[object, ...]]]
Row = dict[str, object]
TABLES = (*JOURNALED_TABLES, *UNRECORDED_TABLES, "operation", "change")
KINDS = ("with a map of pages", "without one")


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A file with rows in every table, as it is and as an earlier planner has written it."""
    path = tmp_path_factory.mktemp("lived-in") / "planner.db"
    write_lived_in(path)
    older = path.with_name("older.db")
    shutil.copy(path, older)
    connection = sqlite3.connect(older, isolation_level=None)
    connection.execute("PRAGMA auto_vacuum = NONE")
    connection.execute("VACUUM")
    connection.close()
    return dict(zip(KINDS, (path, older), strict=True))


@pytest.fixture(params=KINDS)
def file(request: pytest.FixtureRequest, lived_in: dict[str, Path], tmp_path: Path) -> Path:
    return Path(shutil.copy(lived_in[request.param], tmp_path / "planner.db"))


def rows_of(path: Path, table: str) -> dict[int, Row]:
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    found = connection.execute(f"SELECT rowid AS number, * FROM {table}").fetchall()
    connection.close()
    return {row["number"]: dict(row) for row in found}


@cache
def pages_and_rows(path: Path) -> tuple[dict[str, tuple[list[int], dict[int, list[int]]]], dict[str, dict[int, Row]]]:
    """Return the pages and the rows of each table of an original."""
    return {table: walk_table(path, table) for table in TABLES}, {table: rows_of(path, table) for table in TABLES}


def is_kept(row: Row, original: Row) -> bool:
    """Whether a row is as it was, apart from a reference to what is lost."""
    return all(value == original[name] or (value is None and name in ("block_id", "replaced_by", "double_of"))
               for name, value in row.items())  # fmt: skip


def recover_and_check(path: Path) -> Recovery:
    recovery = recover(path, path.with_name("rescued.db"))
    assert check_file.check_database(recovery.path) == []
    return recovery


def loose_rows(recovery: Recovery) -> dict[str, int]:
    return {table.name: table.from_pages for table in recovery.tables if table.from_pages}


@pytest.mark.parametrize("table", ["item", "change"])
def test_a_destroyed_page_that_leads_to_others_costs_nothing(file: Path, dump: Dump, table: str) -> None:
    before, operations = dump(file), journal.read_operations(file)
    [root], leaves = walk_table(file, table)
    zero(file, root)
    recovery = recover_and_check(file)
    assert dump(recovery.path) == before
    assert loose_rows(recovery) == {table: sum(map(len, leaves.values()))}
    assert recovery.has_history
    assert not any(each.gaps for each in recovery.tables)
    assert journal.read_operations(recovery.path) == operations


@settings(max_examples=examples(30), phases=(Phase.explicit, Phase.generate))  # each is a file: too slow to be shrunk
@given(data=st.data(), kind=st.sampled_from(KINDS))
def test_every_row_on_a_whole_page_comes_back(
    lived_in: dict[str, Path], tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, kind: str
) -> None:
    original = lived_in[kind]
    pages, rows = pages_and_rows(original)
    above = sorted({page for interior, _ in pages.values() for page in interior})
    leaves = sorted({page for _, found in pages.values() for page in found})
    destroyed = data.draw(st.sets(st.sampled_from(above) | st.sampled_from(leaves), min_size=1, max_size=3))
    path = Path(shutil.copy(original, tmp_path_factory.mktemp("destroyed") / "planner.db"))
    for page in destroyed:
        zero(path, page)
    recovery = recover_and_check(path)
    orphans = {table.name: table.orphans for table in recovery.tables}
    for table, (_, found) in pages.items():
        was, now = rows[table], rows_of(recovery.path, table)
        assert all(key in was and is_kept(row, was[key]) for key, row in now.items() if table != "athlete"), table
        if table not in ("operation", "change"):
            whole = {key for page, keys in found.items() if page not in destroyed for key in keys}
            assert len(whole - now.keys()) <= orphans[table], table
    assert orphans["item"] == 0


def test_a_destroyed_map_is_done_without(lived_in: dict[str, Path], tmp_path: Path, dump: Dump) -> None:
    path = Path(shutil.copy(lived_in[KINDS[0]], tmp_path / "planner.db"))
    before = dump(path)
    zero(path, 2)
    zero(path, walk_table(path, "item")[0][0])
    assert dump(recover_and_check(path).path) == before


def test_a_destroyed_beginning_and_a_destroyed_table_at_once(
    lived_in: dict[str, Path], tmp_path: Path, dump: Dump
) -> None:
    path = Path(shutil.copy(lived_in[KINDS[0]], tmp_path / "planner.db"))
    before, root = dump(path), walk_table(path, "item")[0][0]
    zero(path, root)
    zero(path, 1)
    assert dump(recover_and_check(path).path) == before


def test_what_was_deleted_stays_deleted(file: Path) -> None:
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("DELETE FROM item WHERE id > 40")
    connection.commit()
    connection.close()
    forget_history(file)
    connection = sqlite3.connect(file)
    assert connection.execute("PRAGMA freelist_count").fetchone()[0] > 20
    connection.close()
    left = rows_of(file, "item")
    zero(file, walk_table(file, "item")[0][0])
    recovery = recover_and_check(file)
    assert rows_of(recovery.path, "item") == left
    assert journal.read_operations(recovery.path) == []


def test_the_newest_entries_of_the_history_outlive_a_lost_page_of_it(lived_in: dict[str, Path], tmp_path: Path) -> None:
    path = Path(shutil.copy(lived_in[KINDS[0]], tmp_path / "planner.db"))
    operations = journal.read_operations(path)
    leaves = leaves_of(path, "change")
    changes = rows_of(path, "change")
    page = list(leaves)[len(leaves) * 9 // 10]
    last_lost = max(int(str(changes[key]["operation_id"])) for key in leaves[page])
    zero(path, page)
    recovery = recover_and_check(path)
    kept = journal.read_operations(recovery.path)
    assert [one.id for one in kept] == [one.id for one in operations if one.id > last_lost]
    assert 0 < len(kept) == recovery.kept_operations < len(operations)
    assert not recovery.has_history
    sound = Path(shutil.copy(lived_in[KINDS[0]], tmp_path / "sound.db"))
    assert journal.undo(recovery.path, now=NOON) == journal.undo(sound, now=NOON)
    assert rows_of(recovery.path, "item") == rows_of(sound, "item")


def test_what_was_undone_can_be_redone_after_a_recovery(file: Path, dump: Dump) -> None:
    before = dump(file)
    for _ in range(3):
        assert journal.undo(file, now=NOON) is not None
    recovery = recover_and_check(file)
    assert recovery.has_history
    for _ in range(3):
        assert journal.redo(recovery.path, now=NOON) is not None
    assert [row[:3] for row in dump(recovery.path)] == [row[:3] for row in before]


def test_what_is_known_of_the_runner_comes_back_from_the_history(file: Path) -> None:
    zero(file, next(iter(leaves_of(file, "athlete"))))
    assert rows_of(recover_and_check(file).path, "athlete")[1]["floor"] == "3G"


@pytest.fixture(scope="module")
def many_levels(tmp_path_factory: pytest.TempPathFactory, easy_run: Workout) -> Path:
    """A file with so many long workouts that pages lead to pages that lead to them."""
    path = tmp_path_factory.mktemp("many-levels") / "planner.db"
    prepare(path)
    with edit(path, "Many", now=NOON) as repository:
        repository.add_workouts([replace(easy_run, note="n" * 3000)] * 900)
    forget_history(path)
    return path


@pytest.mark.parametrize("destroyed", ["root", "below the root", "root and map"])
def test_a_table_of_many_levels_comes_back(many_levels: Path, tmp_path: Path, destroyed: str) -> None:
    path = Path(shutil.copy(many_levels, tmp_path / "planner.db"))
    above = walk_table(path, "item")[0]
    assert len(above) > 2
    assert path.stat().st_size > 822 * PAGE  # so that its map has a second page
    for page in {"root": above[:1], "below the root": above[1:2], "root and map": [above[0], 2]}[destroyed]:
        zero(path, page)
    recovery = recover_and_check(path)
    assert rows_of(recovery.path, "item").keys() == set(range(1, 901))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda page: bytes(len(page)),
        lambda page: b"\x05" + page[1:],
        lambda page: page[:3] + b"\xff\xff" + page[5:],
        lambda page: page[:8] + b"\xff\xff" + page[10:],
        lambda page: page[:10] + page[8:10] + page[12:],
        lambda page: page[: PAGE // 2] + bytes(PAGE // 2),
        lambda page: page[:100],
    ],
)
def test_a_page_that_is_not_whole_is_no_leaf(lived_in: dict[str, Path], spoil: Callable[[bytes], bytes]) -> None:
    path = lived_in[KINDS[0]]
    number, keys = next(iter(leaves_of(path, "item").items()))
    begin = (number - 1) * PAGE
    page = path.read_bytes()[begin : begin + PAGE]
    leaf = read_leaf(page, 1)
    assert leaf is not None
    assert list(leaf.keys) == keys
    assert read_leaf(spoil(page), 1) is None
