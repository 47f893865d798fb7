"""Reused connections refuse what the driver refuses and notice every change of the file; new files are as they were."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from planner.store import files, prepare
from planner.store.database_id import read_database_id
from tests.lasting import lasting


@pytest.fixture
def database(tmp_path: Path) -> Iterator[str]:
    path = tmp_path / "book.db"
    prepare(path)
    with lasting():
        yield str(path)


def test_the_next_connection_takes_over_from_one_that_was_closed(database: str) -> None:
    first = files.connect(database)
    first.close()
    assert files.connect(database) is first


def test_one_that_is_open_is_nobody_elses(database: str) -> None:
    assert files.connect(database) is not files.connect(database)


def test_one_that_was_closed_is_of_no_use(database: str) -> None:
    closed = files.connect(database)
    closed.close()
    closed.close()
    for use in (lambda: closed.execute("SELECT 1"), closed.cursor, closed.commit, closed.rollback):
        with pytest.raises(sqlite3.ProgrammingError, match="closed"):
            use()


def test_one_belongs_to_the_thread_that_asked_for_it(database: str) -> None:
    ours = files.connect(database)
    with ThreadPoolExecutor(1) as pool:
        for use in (lambda: ours.execute("SELECT 1"), ours.commit, ours.rollback, ours.close):
            with pytest.raises(sqlite3.ProgrammingError, match="thread"):
                pool.submit(use).result()
        ours.close()
        assert pool.submit(lambda: files.connect(database).execute("SELECT 1").fetchone()).result() == (1,)


def test_what_was_set_up_for_one_is_not_there_for_the_next(database: str) -> None:
    first = files.connect(database)
    first.execute("PRAGMA query_only = ON")
    first.execute("BEGIN")
    first.close()
    bare = files.connect_without_pragmas(database)
    assert not bare.in_transaction
    assert [bare.execute(f"PRAGMA {name}").fetchone() for name in ("query_only", "foreign_keys")] == [(0,), (0,)]


@pytest.mark.parametrize("change", ["replaced", "written", "locked away"])
def test_none_lasts_longer_than_the_file_it_is_of(database: str, tmp_path: Path, change: str) -> None:
    first, path = files.connect(database), Path(database)
    first.close()
    if change == "replaced":
        path.rename(tmp_path / "before.db")
        prepare(path)
    elif change == "written":
        with sqlite3.connect(database) as other:
            other.execute("PRAGMA user_version = 3")
        other.close()
    else:
        path.chmod(0o400)
    assert files.connect(database) is not first


def test_none_is_left_of_a_file_that_is_gone(database: str) -> None:
    files.connect(database).close()
    Path(database).unlink()
    with pytest.raises(sqlite3.OperationalError, match="unable to open"):
        files.connect(database)


def test_a_new_file_is_like_one_that_was_built(database: str, tmp_path: Path) -> None:
    def counters_aside(path: Path) -> bytes:
        content = bytearray(path.read_bytes())
        for at in (24, 40, 92):  # how often the file, and its schema, was changed
            content[at : at + 4] = bytes(4)
        return bytes(content).replace(read_database_id(path).encode(), b"its own id")

    copied = tmp_path / "copied.db"
    prepare(copied)
    assert counters_aside(copied) == counters_aside(Path(database))
