"""What happens when the program, the disk or another session stops in the middle.

Here the program is stopped at a statement of SQLite; ``tests/trust`` stops it at each system call. The thorough half is
marked ``soak`` and not run by default: ``pytest -m soak tests/store``.
"""

from __future__ import annotations

import datetime as dt
import os
import resource
import shutil
import signal
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from planner.store import check_file, edit, files, journal, pragmas, prepare, quick
from planner.store.backups import manual_backups
from planner.training.refusal import RefusedError
from planner.training.workouts import Effort, Outcome, Workout
from tests.store.helpers import count_workouts, remove_block, store_outcome

Dump = Callable[[Path], list[tuple[object, ...]]]
InAChild = Callable[[Callable[[], None]], int]
NOON = dt.datetime(2027, 1, 4, 12, tzinfo=dt.UTC)
DONE = Outcome(Effort(8200.0, 2710, 4.0))


def add_a_week(path: Path, run: Workout) -> None:
    with edit(path, "Add", now=NOON) as repository:
        repository.add_workouts([replace(run, title=f"Run {day}", note="slow " * 400) for day in range(7)])


def remove_the_block(path: Path, _run: Workout) -> None:
    with edit(path, "Remove", now=NOON) as repository:
        remove_block(repository, 1)


def mark_the_session_done(path: Path, _run: Workout) -> None:
    store_outcome(path, quick.read_workout(path, 2), DONE, name="Done", now=NOON)


def undo_the_block(path: Path, _run: Workout) -> None:
    journal.undo(path, now=NOON)


OPERATIONS = [add_a_week, remove_the_block, mark_the_session_done, undo_the_block]


def killed_at(statement: int, body: Callable[[], None]) -> None:
    """Run the body, but kill the process when SQLite begins its n-th statement, triggers' statements included.

    A cache of one page makes SQLite write changed pages into the file long before the commit, so that what the kill
    leaves behind has to be rolled back by whoever comes next.
    """
    said = 0
    bare = files.connect_without_pragmas

    def count(_statement: str) -> None:
        nonlocal said
        said += 1
        if said == statement:
            os.kill(os.getpid(), signal.SIGKILL)

    def traced(database_path: str) -> files.FileConnection:
        connection = bare(database_path)
        connection.execute("PRAGMA cache_size = 1")
        connection.set_trace_callback(count)
        return connection

    files.connect_without_pragmas = traced
    body()


@pytest.mark.parametrize("step", [7, pytest.param(1, marks=pytest.mark.soak)])
@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_kill_leaves_all_or_nothing(
    filled: Path,
    easy_run: Workout,
    dump: Dump,
    in_a_child: InAChild,
    operation: Callable[[Path, Workout], None],
    step: int,
) -> None:
    manual_backups.back_up(filled)  # so that every kill falls on the operation, and none on the backup before it
    before, history = dump(filled), journal.read_operations(filled)
    statement, left_a_journal = 1, 0
    hot = filled.with_name(f"{filled.name}-journal")
    while in_a_child(partial(killed_at, statement, partial(operation, filled, easy_run))) != 0:
        left_a_journal += hot.exists() and hot.stat().st_size > 0
        assert count_workouts(filled) == 2
        assert (dump(filled), journal.read_operations(filled)) == (before, history)
        assert check_file.check_database(filled) == []
        statement += step
    assert statement > 30
    assert left_a_journal > 0
    assert dump(filled) != before
    assert check_file.check_database(filled) == []


def limited_to(size: int, body: Callable[[], None]) -> None:
    """Run the body with no file allowed to grow beyond the size, as on a full disk; it must say so and nothing else."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    try:
        body()
    except RefusedError as refusal:
        os._exit(3 if "disk" in str(refusal).casefold() and "\n" not in str(refusal) else 4)
    os._exit(0)


@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_full_disk_is_said_and_changes_nothing(
    filled: Path, easy_run: Workout, dump: Dump, in_a_child: InAChild, operation: Callable[[Path, Workout], None]
) -> None:
    before = dump(filled)
    endings = set()
    for size in (0, 1024, 5000, 16_384):
        endings.add(in_a_child(partial(limited_to, size, partial(operation, filled, easy_run))))
        assert dump(filled) == before
        assert check_file.check_database(filled) == []
    assert endings == {3}
    assert in_a_child(partial(limited_to, 10**9, partial(operation, filled, easy_run))) == 0
    assert dump(filled) != before


def test_a_backup_that_does_not_fit_leaves_nothing_behind(filled: Path, in_a_child: InAChild) -> None:
    def back_up() -> None:
        manual_backups.back_up(filled)

    assert in_a_child(partial(limited_to, 8192, back_up)) == 3
    assert not (filled.parent / "backups").exists()


def test_a_first_start_that_does_not_fit_leaves_nothing_behind(tmp_path: Path, in_a_child: InAChild) -> None:
    path = tmp_path / "data" / "planner.db"
    assert in_a_child(partial(limited_to, 8192, partial(prepare, path))) == 3
    assert not path.parent.exists()


def test_a_killed_first_start_can_simply_be_repeated(tmp_path: Path, in_a_child: InAChild) -> None:
    path = tmp_path / "planner.db"
    statement = 1
    while in_a_child(partial(killed_at, statement, partial(prepare, path))) != 0:
        statement += 7
        if path.exists():
            assert check_file.check_database(path) == [
                f"{left} was left by a start or a backup that was interrupted, and may be deleted."
                for left in sorted(tmp_path.glob("*.new"))
            ]
    assert statement > 50
    assert quick.read_all_workouts(path) == []


# Several sessions


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for another session for 50 ms, not for five seconds."""
    waits = tuple("busy_timeout=50" if each.startswith("busy_timeout") else each for each in pragmas.PRAGMAS)
    assert waits != pragmas.PRAGMAS
    monkeypatch.setattr(pragmas, "PRAGMAS", waits)


@pytest.fixture
def somebody_writing(filled: Path) -> Iterator[sqlite3.Connection]:
    connection = files.connect(str(filled))
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE item SET title = 'unfinished'")
    yield connection
    connection.close()


@pytest.mark.usefixtures("impatient", "somebody_writing")
@pytest.mark.parametrize("operation", OPERATIONS)
def test_while_another_session_writes_one_can_read_but_not_write(
    filled: Path, easy_run: Workout, operation: Callable[[Path, Workout], None]
) -> None:
    assert [each.title for each in quick.read_all_workouts(filled)] == ["Easy 8 km", "Heavy sled"]
    with pytest.raises(RefusedError) as refusal:
        operation(filled, easy_run)
    assert str(refusal.value) == f"Another session is writing to {filled}; nothing was changed."


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("operation", OPERATIONS)
def test_while_another_session_reads_nothing_is_half_written(
    filled: Path, easy_run: Workout, dump: Dump, operation: Callable[[Path, Workout], None]
) -> None:
    before = dump(filled)
    reader = files.connect(str(filled))
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM item").fetchone()
    with pytest.raises(RefusedError, match="Another session"):
        operation(filled, easy_run)
    reader.close()
    assert dump(filled) == before
    operation(filled, easy_run)
    assert dump(filled) != before


# Files that cannot be written


def _nobody() -> None:
    """Become a user who has no right to what root owns."""
    if os.geteuid() == 0:
        os.setgid(65534)
        os.setuid(65534)


@pytest.fixture
def in_the_open(filled: Path) -> Iterator[Path]:
    """A copy of the file in a directory that every user can reach."""
    with tempfile.TemporaryDirectory() as directory:
        copy = Path(directory) / "planner.db"
        shutil.copy(filled, copy)
        Path(directory).chmod(0o755)
        copy.chmod(0o444)
        yield copy
        Path(directory).chmod(0o700)


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize("locked", ["file", "directory"])
def test_a_read_only_file_can_be_read_and_says_so_when_written(
    in_the_open: Path,
    easy_run: Workout,
    in_a_child: InAChild,
    digest: Callable[[Path], str],
    operation: Callable[[Path, Workout], None],
    locked: str,
) -> None:
    if locked == "directory":
        in_the_open.chmod(0o666)
        in_the_open.parent.chmod(0o555)
    before = digest(in_the_open)

    def look_and_try() -> None:
        _nobody()
        prepare(in_the_open)
        assert len(quick.read_all_workouts(in_the_open)) == 2
        try:
            operation(in_the_open, easy_run)
        except RefusedError as refusal:
            said = "is read-only; nothing" in str(refusal) or "cannot be written; nothing" in str(refusal)
            os._exit(3 if said and str(in_the_open) in str(refusal) else 4)

    assert in_a_child(look_and_try) == 3
    assert digest(in_the_open) == before


def test_a_file_that_may_not_be_read_is_refused(in_the_open: Path, in_a_child: InAChild) -> None:
    in_the_open.chmod(0o000)

    def look() -> None:
        _nobody()
        try:
            prepare(in_the_open)
        except RefusedError as refusal:
            os._exit(3 if str(in_the_open) in str(refusal) else 4)

    assert in_a_child(look) == 3


@pytest.mark.parametrize("place", ["mine.db", "mine/planner.db"])
def test_a_place_that_cannot_be_written_is_refused(in_the_open: Path, in_a_child: InAChild, place: str) -> None:
    in_the_open.parent.chmod(0o555)

    def start() -> None:
        _nobody()
        try:
            prepare(in_the_open.parent / place)
        except RefusedError as refusal:
            os._exit(3 if "mine" in str(refusal) and "permission denied" in str(refusal) else 4)

    def back_up() -> None:
        _nobody()
        try:
            manual_backups.back_up(in_the_open, in_the_open.parent / place)
        except RefusedError as refusal:
            why = "permission denied" if place == "mine.db" else "There is no directory"
            os._exit(3 if "mine" in str(refusal) and why in str(refusal) else 4)

    assert in_a_child(start) == 3
    in_the_open.chmod(0o444)
    assert in_a_child(back_up) == 3
