"""What `recover` reads of damaged files: all that is not on the damaged pages, and never a change to the file."""

from __future__ import annotations

import datetime as dt
import random
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from planner.store import check_file, edit, journal, pragmas, prepare, quick
from planner.store.backups import manual_backups
from planner.store.recovery import Recovery, recover
from planner.training.refusal import RefusedError
from planner.training.workouts import Workout
from tests.store.table_pages import PAGE, forget_history, leaves_of, zero

Dump = Callable[[Path], list[tuple[object, ...]]]
Digest = Callable[[Path], str]
NOON = dt.datetime(2027, 1, 4, 12, tzinfo=dt.UTC)
COUNT = 400


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory, easy_run: Workout) -> Path:
    """A file with 400 runs, each with a note of its own length, made by 20 operations."""
    path = tmp_path_factory.mktemp("lived-in") / "planner.db"
    prepare(path)
    for batch in range(20):
        with edit(path, f"Batch {batch}", now=NOON) as repository:
            numbers = range(batch * 20, batch * 20 + 20)
            repository.add_workouts(
                [replace(easy_run, title=f"Run {number + 1}", note="n" * (number % 300)) for number in numbers]
            )
    return path


@pytest.fixture
def file(lived_in: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(lived_in, tmp_path))


def recovered(path: Path, digest: Digest) -> Recovery:
    """What is recovered, after a look that the damaged file is unchanged, and the new one sound and alone."""
    before = digest(path)
    target = path.with_name("rescued.db")
    recovery = recover(path, target)
    assert digest(path) == before
    assert recovery.path == target
    assert target.stat().st_mode & 0o777 == 0o600
    assert check_file.check_database(target) == []
    assert not list(path.parent.rglob("*.new*"))
    return recovery


def workouts(recovery: Recovery) -> set[int]:
    return {workout.id for workout in quick.read_all_workouts(recovery.path)}


def test_a_sound_file_is_read_whole_with_its_history(file: Path, dump: Dump, digest: Digest) -> None:
    recovery = recovered(file, digest)
    assert dump(recovery.path) == dump(file)
    assert recovery.has_history
    assert all(table.is_whole for table in recovery.tables)
    assert journal.read_operations(recovery.path) == journal.read_operations(file)
    assert journal.undo(recovery.path, now=NOON) is not None
    with edit(recovery.path, "Add", now=NOON) as repository:
        [added] = repository.add_workouts([repository.workout(1)])
    assert added.id == COUNT + 1


def test_a_damaged_page_of_a_table_costs_its_own_rows_and_no_more(file: Path, digest: Digest) -> None:
    forget_history(file)
    leaves = leaves_of(file, "item")
    assert len(leaves) > 5
    whole = file.read_bytes()
    for page, lost in [*leaves.items()][:: len(leaves) // 4]:
        zero(file, page)
        recovery = recovered(file, digest)
        assert workouts(recovery) == set(range(1, COUNT + 1)) - set(lost)
        [item] = [table for table in recovery.tables if table.name == "item"]
        [(first, last)] = item.gaps
        assert (first or 1, COUNT if last is None else last) == (min(lost), max(lost))
        assert recovery.has_history
        assert journal.read_operations(recovery.path) == []
        recovery.path.unlink()
        file.write_bytes(whole)


def test_holes_at_random_places_leave_most(file: Path, digest: Digest) -> None:
    chance = random.Random(5)
    whole = file.read_bytes()
    for _ in range(6):
        data = bytearray(whole)
        at = chance.randrange(PAGE, len(whole) - PAGE)
        data[at : at + PAGE] = chance.randbytes(PAGE)
        file.write_bytes(data)
        recovery = recovered(file, digest)
        assert len(workouts(recovery)) > COUNT // 2
        for name in (recovery.path, recovery.path.with_name("rescued.db-journal")):
            name.unlink(missing_ok=True)


@pytest.mark.parametrize("with_backup", [False, True])
@pytest.mark.parametrize("damage", ["magic", "header", "first page", "cut"])
def test_a_damaged_beginning_is_replaced(file: Path, digest: Digest, damage: str, *, with_backup: bool) -> None:
    if with_backup:
        manual_backups.back_up(file)
    data = bytearray(file.read_bytes())
    if damage == "cut":
        data = data[: len(data) * 3 // 4 + 100]
    else:
        count = {"magic": 16, "header": 100, "first page": PAGE}[damage]
        data[:count] = bytes(count)
    file.write_bytes(data)
    recovery = recovered(file, digest)
    if damage != "cut":
        assert workouts(recovery) == set(range(1, COUNT + 1))
        assert recovery.layout_from == ("backup 1" if with_backup else "a new file")
    else:
        assert len(workouts(recovery)) > COUNT // 4


def test_what_the_history_holds_is_put_back_into_gaps(file: Path, dump: Dump, digest: Digest) -> None:
    with edit(file, "Change", now=NOON) as repository:
        repository.replace_workout(replace(repository.workout(50), title="Changed"))
        repository.remove_workout(51)
    before = dump(file)
    for page in list(leaves_of(file, "item"))[:4]:
        zero(file, page)
    recovery = recovered(file, digest)
    assert dump(recovery.path) == before
    [item] = [table for table in recovery.tables if table.name == "item"]
    assert item.from_history > 50


def test_a_lost_block_leaves_its_workouts(filled: Path, digest: Digest) -> None:
    forget_history(filled)
    zero(filled, next(iter(leaves_of(filled, "block"))))
    recovery = recovered(filled, digest)
    assert workouts(recovery) == {1, 2}
    assert {workout.block_id for workout in quick.read_all_workouts(recovery.path)} == {None}
    assert {table.name: table.orphans for table in recovery.tables}["slotting"] == 1


def test_damaged_letters_become_question_marks(file: Path, digest: Digest) -> None:
    forget_history(file)
    data = file.read_bytes()
    assert data.count(b"Run 17n") == 1
    file.write_bytes(data.replace(b"Run 17n", b"Run \xff7n"))
    recovery = recovered(file, digest)
    assert quick.read_workout(recovery.path, 17).title == "Run \ufffd7"


def test_a_change_that_was_cut_short_is_rolled_back_in_the_copy_only(file: Path, dump: Dump, digest: Digest) -> None:
    before = dump(file)
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA cache_size = 1")
    connection.execute("BEGIN")
    connection.execute("DELETE FROM item")
    shutil.copy(file, half := file.with_name("half.db"))
    shutil.copy(f"{file}-journal", f"{half}-journal")
    connection.execute("ROLLBACK")
    connection.close()
    journal_before = Path(f"{half}-journal").read_bytes()
    recovery = recovered(half, digest)
    assert Path(f"{half}-journal").read_bytes() == journal_before
    assert dump(recovery.path) == before


@pytest.mark.parametrize("kind", ["text", "foreign", "newer", "zeros", "empty database"])
def test_where_nothing_can_be_read_no_file_is_made(file: Path, digest: Digest, kind: str) -> None:
    if kind == "text":
        file.write_text("Dear reader, " * 1000)
    elif kind == "zeros":
        file.write_bytes(bytes(20 * PAGE))
    elif kind == "newer":
        connection = sqlite3.connect(file)
        connection.execute(f"PRAGMA user_version = {pragmas.SCHEMA_VERSION + 1}")
        connection.close()
    else:
        file.unlink()
        connection = sqlite3.connect(file)
        connection.execute("CREATE TABLE notes (id)")
        if kind == "empty database":
            connection.execute("DROP TABLE notes")
        connection.close()
    before = digest(file)
    with pytest.raises(RefusedError):
        recover(file, file.with_name("rescued.db"))
    assert digest(file) == before
    assert [each.name for each in file.parent.iterdir()] == ["planner.db"]


def test_a_recovered_file_replaces_nothing(file: Path) -> None:
    with pytest.raises(RefusedError, match="already there; a recovered database never replaces a file"):
        recover(file, file)
    with pytest.raises(RefusedError, match="There is no directory"):
        recover(file, file.parent / "none" / "rescued.db")
