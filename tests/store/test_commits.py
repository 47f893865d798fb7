"""What is true when the disk, or another session, gets in the way of a commit or of a look."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from planner.store import BusyError, commits, connections, edit, journal, lock_waits, pragmas, quick, remarks
from planner.training.refusal import RefusedError
from planner.training.workouts import Workout
from tests.store.test_crashes import NOON, OPERATIONS, Dump


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize("is_stored", [True, False])
def test_where_the_disk_fails_in_a_commit_the_file_says_what_is_stored(
    filled: Path,
    easy_run: Workout,
    dump: Dump,
    monkeypatch: pytest.MonkeyPatch,
    operation: Callable[[Path, Workout], None],
    is_stored: bool,
) -> None:
    def fail(connection: sqlite3.Connection, _path: object) -> None:
        connection.execute("COMMIT" if is_stored else "ROLLBACK")
        raise failure

    failure = sqlite3.OperationalError("disk I/O error")
    failure.sqlite_errorcode = sqlite3.SQLITE_IOERR
    before = dump(filled)
    monkeypatch.setattr(commits, "_commit_when_free", fail)
    with commits.watch_commits() as stored:
        if is_stored:
            operation(filled, easy_run)
        else:
            with pytest.raises(RefusedError, match="did not take or give the data of"):
                operation(filled, easy_run)
    assert stored == commits.Stored(is_stored, has_disk_error=is_stored)
    said = "It was stored, but the disk reported an error (disk I/O error); planner check looks at the file."
    assert remarks.take_remarks() == ([said] if is_stored else [])
    assert (dump(filled) != before) == is_stored


def test_where_nothing_can_be_seen_after_a_failed_commit_that_is_said(
    filled: Path, easy_run: Workout, monkeypatch: pytest.MonkeyPatch
) -> None:
    hidden = filled.with_name("hidden.db")

    def fail(connection: sqlite3.Connection, _path: object) -> None:
        connection.execute("COMMIT")
        filled.rename(hidden)
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(commits, "_commit_when_free", fail)
    with pytest.raises(RefusedError, match="whether the change is stored cannot be seen; look at planner history"):
        OPERATIONS[0](filled, easy_run)


@contextmanager
def saying(sentences: list[str], then: Callable[[], object]) -> Iterator[None]:
    """Collect what is said of waiting, and do something when it is."""

    def say(sentence: str) -> None:
        sentences.append(sentence)
        then()

    token = lock_waits.say_waiting.set(say)
    try:
        yield
    finally:
        lock_waits.say_waiting.reset(token)


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Say after a millisecond that one waits."""
    monkeypatch.setattr(lock_waits, "_SILENT_MS", 1)


@pytest.mark.usefixtures("soon")
def test_a_commit_that_readers_hold_up_is_tried_again_and_the_edit_is_made_once(filled: Path) -> None:
    sentences: list[str] = []
    with closing(sqlite3.connect(filled, isolation_level=None, check_same_thread=False)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM item").fetchall()
        bodies = 0
        with saying(sentences, lambda: reader.execute("ROLLBACK")), edit(filled, "Once", now=NOON) as repository:
            bodies += 1
            repository.remove_workout(1, 1)
    assert bodies == 1
    assert sentences == [f"Another session is writing to {filled}; waiting up to 5 seconds."]
    assert journal.read_operations(filled, limit=1)[0].name == "Once"


@pytest.mark.usefixtures("soon")
@pytest.mark.parametrize("lock", ["IMMEDIATE", "EXCLUSIVE"])
@pytest.mark.parametrize("operation", OPERATIONS)
def test_an_edit_says_that_it_waits_and_is_made_when_it_can_be(
    filled: Path, easy_run: Workout, dump: Dump, operation: Callable[[Path, Workout], None], lock: str
) -> None:
    before, sentences = dump(filled), list[str]()
    with closing(sqlite3.connect(filled, isolation_level=None)) as other:
        other.execute(f"BEGIN {lock}")
        with saying(sentences, lambda: other.execute("ROLLBACK")):
            operation(filled, easy_run)
    assert sentences == [f"Another session is writing to {filled}; waiting up to 5 seconds."]
    assert dump(filled) != before


@pytest.mark.usefixtures("soon")
def test_a_look_behind_an_exclusive_lock_says_that_it_waits(filled: Path) -> None:
    sentences: list[str] = []
    with closing(sqlite3.connect(filled, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with saying(sentences, lambda: other.execute("ROLLBACK")):
            assert len(quick.read_all_workouts(filled)) == 2
    assert sentences == [f"Another session is writing to {filled}; waiting up to 5 seconds."]


@pytest.mark.usefixtures("soon")
@pytest.mark.parametrize("operation", [*OPERATIONS, lambda path, _: quick.read_all_workouts(path)])
def test_who_has_waited_for_nothing_says_how_long(
    filled: Path, easy_run: Workout, monkeypatch: pytest.MonkeyPatch, operation: Callable[[Path, Workout], None]
) -> None:
    monkeypatch.setattr(pragmas, "DEFAULT_BUSY_TIMEOUT_MS", 20)
    with closing(sqlite3.connect(filled, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with saying([], lambda: None), pytest.raises(BusyError) as refusal:
            operation(filled, easy_run)
    sentence = f"Another session has been writing to {filled} for 0 seconds; nothing was changed."
    assert str(refusal.value) == sentence


def test_no_connection_is_left_with_a_journal_mode_that_can_lose_a_commit(filled: Path) -> None:
    with closing(sqlite3.connect(filled, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        waits = pragmas.busy_timeout_ms.set(1)
        try:
            with pytest.raises(BusyError), connections.read_transaction(filled):
                pass
        finally:
            pragmas.busy_timeout_ms.reset(waits)
    with connections.write_transaction(filled) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("truncate",)


def test_an_edit_that_changes_nothing_does_not_count_as_stored(database: Path) -> None:
    with commits.watch_commits() as stored:
        assert journal.undo(database, now=NOON) is None
    assert not stored.any_operation
