"""The space of what was deleted goes back to the disk."""

from __future__ import annotations

import datetime as dt
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from planner.store import check_file, compacting, connections, edit, journal, prepare, quick
from tests.dump import canonical
from tests.many_runs import add_many_runs

COUNT = 6_000


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A file of about 2 MB."""
    path = tmp_path / "many.db"
    prepare(path)
    add_many_runs(path, COUNT, days=400)
    return path


def delete_most(path: Path, now: dt.datetime) -> None:
    with edit(path, "delete", now=now) as repository:
        repository.remove_workouts(quick.read_all_workouts(path)[10:])


def lock_first(path: Path, now: dt.datetime) -> None:
    first, *_ = quick.read_all_workouts(path)
    quick.write_workouts(path, [replace(first, locked=not first.locked)], name="lock", now=now)


def free_pages(path: Path) -> int:
    with connections.read_transaction(path) as connection:
        number: int = connection.execute("PRAGMA freelist_count").fetchone()[0]
        return number


def test_the_file_gets_shorter_when_the_history_forgets_a_large_delete(
    many: Path, noon: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = many.stat().st_size
    delete_most(many, noon)
    assert many.stat().st_size > full  # the history holds what was deleted
    monkeypatch.setattr(journal, "MAX_BYTES", 100_000)
    lock_first(many, noon)
    assert many.stat().st_size < full / 3
    assert free_pages(many) == 0
    assert len(quick.read_all_workouts(many)) == 10
    assert check_file.check_database(many) == []


def test_a_file_of_an_earlier_planner_gets_shorter_once_it_is_compacted(
    many: Path, noon: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection = sqlite3.connect(many, isolation_level=None)
    connection.execute("PRAGMA auto_vacuum = NONE")
    connection.execute("VACUUM")
    connection.close()
    monkeypatch.setattr(journal, "MAX_BYTES", 100_000)
    delete_most(many, noon)
    lock_first(many, noon)
    assert free_pages(many) > 250
    before = canonical(many)
    compacting.compact(many)
    assert (free_pages(many), canonical(many)) == (0, before)
    add_many_runs(many, COUNT, days=400)
    full = many.stat().st_size
    delete_most(many, noon)
    lock_first(many, noon)
    assert many.stat().st_size < full / 3
