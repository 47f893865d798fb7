from __future__ import annotations

import datetime as dt
import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import replace
from pathlib import Path

import pytest

from planner.cli import main
from planner.store import quick
from planner.store.kept_connection import keep_connection
from planner.store.missing_file import MissingDatabaseError, WhenMissing, set_when_missing
from tests.store.helpers import count_workouts


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that were connected to, once for each connection."""
    found: list[str] = []
    connect = sqlite3.connect

    def counted(database: str, **options: object) -> sqlite3.Connection:
        found.append(database)
        return connect(database, **options)  # type: ignore[call-overload, no-any-return]

    monkeypatch.setattr(sqlite3, "connect", counted)
    return found


@pytest.mark.parametrize("words", ["today", "week", "agenda", "find easy", "next", "today --json"])
def test_a_command_that_lists_opens_the_file_once(
    filled: Path, opened: list[str], capsys: pytest.CaptureFixture[str], words: str
) -> None:
    assert main(["--db", str(filled), "--today", "2027-01-04", *words.split()]) == 0
    assert capsys.readouterr().out
    assert len(opened) == 1


def test_nothing_is_locked_between_two_reads_and_what_others_write_then_is_seen(filled: Path) -> None:
    with keep_connection():
        before = count_workouts(filled)
        other = sqlite3.connect(filled, timeout=0)
        other.execute("BEGIN EXCLUSIVE")
        other.execute("DELETE FROM item WHERE id = 1")
        other.execute("COMMIT")
        other.close()
        assert count_workouts(filled) == before - 1


def test_what_was_read_can_be_written_at_once(filled: Path, noon: dt.datetime) -> None:
    with keep_connection():
        run = quick.read_workout(filled, 1)
        written = quick.write_workout(filled, replace(run, title="Along the river"), name="Edit", now=noon)
        assert quick.read_workout(filled, 1) == written
    assert quick.read_workout(filled, 1).title == "Along the river"


def test_a_file_that_has_got_the_name_since_is_the_one_that_is_read(
    filled: Path, empty_original: Path, tmp_path: Path
) -> None:
    with keep_connection():
        assert count_workouts(filled) > 0
        Path(shutil.copy(empty_original, tmp_path / "other.db")).replace(filled)
        assert count_workouts(filled) == 0


def test_a_file_that_has_gone_is_not_read_any_more(filled: Path) -> None:
    with keep_connection(), set_when_missing(WhenMissing.REFUSE):
        assert count_workouts(filled) > 0
        filled.unlink()
        with pytest.raises(MissingDatabaseError):
            count_workouts(filled)


def test_another_file_is_not_taken_for_the_first(filled: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copy(filled, tmp_path / "copy.db"))
    with sqlite3.connect(copy) as other:
        other.execute("DELETE FROM item WHERE id = 1")
    other.close()
    with keep_connection():
        whole = count_workouts(filled)
        assert [count_workouts(copy), count_workouts(filled), count_workouts(copy)] == [whole - 1, whole, whole - 1]


def test_another_thread_opens_its_own(filled: Path, opened: list[str]) -> None:
    with keep_connection():
        here = count_workouts(filled)
        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(count_workouts, filled).result() == here
            assert pool.submit(copy_context().run, count_workouts, filled).result() == here
        assert count_workouts(filled) == here
    assert len(opened) == 3


def test_a_read_that_fails_leaves_nothing_behind(filled: Path) -> None:
    with keep_connection():
        with pytest.raises(ZeroDivisionError), quick.read_snapshot(filled):
            raise ZeroDivisionError
        assert count_workouts(filled) > 0
