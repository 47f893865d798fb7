from __future__ import annotations

import datetime as dt
import os
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from planner.store import StaleEditError, check_file, edit, files, journal, pragmas, quick
from planner.store.backups import manual_backups, restoring
from planner.store.backups.backup_names import list_backup_names
from planner.store.backups.restoring import Restored
from planner.training.refusal import RefusedError
from planner.training.workouts import Workout
from planner.usecases.planbook import file_stamp
from tests.store.helpers import kill_at_step, remove_block, spoil

Dump = Callable[[Path], list[tuple[object, ...]]]


def test_restoring_brings_back_what_was_and_keeps_what_is(filled: Path, noon: dt.datetime, dump: Dump) -> None:
    before, backup = dump(filled), manual_backups.back_up(filled)
    with edit(filled, "Remove", now=noon) as repository:
        remove_block(repository, 1)
    later, place = dump(filled), filled.stat().st_ino
    kept = restoring.restore(filled, backup).kept
    assert dump(filled) == before
    assert filled.stat().st_ino == place
    assert kept is not None
    assert dump(kept) == later
    assert [each.name for each in journal.read_operations(filled)] == ["New block"]
    restoring.restore(filled, kept)
    assert dump(filled) == later


def test_restoring_to_where_nothing_is(filled: Path, tmp_path: Path, dump: Dump) -> None:
    target = tmp_path / "new" / "planner.db"
    assert restoring.restore(target, filled) == Restored(None, (), None)
    assert target.stat().st_mode & 0o777 == 0o600
    assert dump(target) == dump(filled)


def test_restoring_over_a_damaged_file_sets_it_aside(filled: Path, dump: Dump) -> None:
    before, backup = dump(filled), manual_backups.back_up(filled)
    spoil(filled)
    damaged = filled.read_bytes()
    restored = restoring.restore(filled, backup)
    aside = filled.with_name("planner.db.damaged-1")
    assert restored == Restored(None, (aside,), None)
    assert aside.read_bytes() == damaged
    assert dump(filled) == before
    assert check_file.check_database(filled) == []


@pytest.mark.parametrize("source", ["text", "missing", "directory", "damaged", "other program's"])
def test_only_a_sound_backup_is_restored(
    filled: Path, tmp_path: Path, digest: Callable[[Path], str], source: str
) -> None:
    path = tmp_path / "source.db"
    if source == "text":
        path.write_text("not a backup " * 100)
    elif source == "directory":
        path.mkdir()
    elif source == "damaged":
        path.write_bytes(filled.read_bytes()[:-4096])
    elif source == "other program's":
        connection = sqlite3.connect(path)
        connection.execute("CREATE TABLE item (id)")
        connection.close()
    before = digest(filled)
    with pytest.raises(RefusedError, match=r"source\.db"):
        restoring.restore(filled, path)
    assert digest(filled) == before


def test_what_is_not_ours_is_not_restored_over(filled: Path, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear reader, " * 100)
    with pytest.raises(RefusedError, match="is a text file"):
        restoring.restore(letter, filled)
    assert letter.read_text().startswith("Dear reader")


def test_a_session_that_saw_a_workout_before_a_restore_does_not_overwrite_a_change_after_it(
    filled: Path, noon: dt.datetime
) -> None:
    def name(workout: Workout, title: str) -> Workout:
        return quick.write_workout(filled, replace(workout, title=title), name="Edit", now=noon)

    backup = manual_backups.back_up(filled)
    seen = name(quick.read_workout(filled, 1), "Seen before the restore")
    restoring.restore(filled, backup)
    name(quick.read_workout(filled, 1), "Changed after it")
    with pytest.raises(StaleEditError):
        name(seen, "Overwritten")
    assert quick.read_workout(filled, 1).title == "Changed after it"


def test_a_restore_keeps_the_file_and_is_noticed_by_other_sessions(filled: Path, noon: dt.datetime) -> None:
    backup = manual_backups.back_up(filled)
    quick.write_workout(filled, replace(quick.read_workout(filled, 1), title="New"), name="Edit", now=noon)
    inode, *before = file_stamp(filled)
    restoring.restore(filled, backup)
    assert file_stamp(filled)[0] == inode
    assert [*file_stamp(filled)[1:]] != before


@pytest.mark.parametrize("cut_to", [0, 50, 4096, "text"])
def test_a_file_that_is_none_any_more_is_set_aside_for_its_own_backup(
    filled: Path, tmp_path: Path, dump: Dump, cut_to: int | str
) -> None:
    before, backup = dump(filled), manual_backups.back_up(filled)
    stranger = Path(shutil.copy(backup, tmp_path / "from-elsewhere.db"))
    ruined = b"Dear reader, " * 100 if cut_to == "text" else b"\0" * int(cut_to)
    filled.write_bytes(ruined)
    with pytest.raises(RefusedError, match="not a planner database"):
        restoring.restore(filled, stranger)
    assert filled.read_bytes() == ruined
    [aside] = restoring.restore(filled, backup).set_aside
    assert aside.read_bytes() == ruined
    assert dump(filled) == before


def test_the_journal_of_a_damaged_file_is_set_aside_with_it(filled: Path, dump: Dump) -> None:
    before, backup = dump(filled), manual_backups.back_up(filled)
    filled.write_bytes(b"\0" * 100)
    journal_file = filled.with_name("planner.db-journal")
    journal_file.write_bytes(b"what SQLite would have rolled back")
    aside, journal_aside = restoring.restore(filled, backup).set_aside
    assert journal_aside.name == f"{aside.name}-journal"
    assert journal_aside.read_bytes() == b"what SQLite would have rolled back"
    assert dump(filled) == before


def test_a_file_is_not_restored_onto_itself(filled: Path, digest: Callable[[Path], str]) -> None:
    before = digest(filled)
    os.link(filled, filled.with_name("hard.db"))
    filled.with_name("soft.db").symlink_to(filled)
    for name in ("planner.db", "hard.db", "soft.db"):
        with pytest.raises(RefusedError, match="is the database itself"):
            restoring.restore(filled, filled.with_name(name))
    assert digest(filled) == before


def test_a_backup_of_a_newer_planner_is_refused(filled: Path, digest: Callable[[Path], str]) -> None:
    backup = manual_backups.back_up(filled)
    connection = sqlite3.connect(backup)
    connection.execute(f"PRAGMA user_version = {pragmas.SCHEMA_VERSION + 1}")
    connection.close()
    before = digest(filled)
    with pytest.raises(RefusedError, match="was written by a newer planner"):
        restoring.restore(filled, backup)
    assert digest(filled) == before
    assert len(list_backup_names(filled)) == 1


def test_nothing_is_restored_while_another_session_writes(
    filled: Path, digest: Callable[[Path], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pragmas, "PRAGMAS", ("busy_timeout=50", *pragmas.PRAGMAS[1:]))
    backup = manual_backups.back_up(filled)
    other = files.connect(str(filled))
    other.execute("BEGIN IMMEDIATE")
    before = digest(filled)
    with pytest.raises(RefusedError, match="Another session"):
        restoring.restore(filled, backup)
    other.close()
    assert digest(filled) == before
    assert len(list_backup_names(filled)) == 1
    assert not list(filled.parent.rglob("*.new"))


@pytest.mark.parametrize("stride", [4, pytest.param(1, marks=pytest.mark.soak)])
@pytest.mark.parametrize("state", ["sound", "damaged", "missing"])
def test_a_killed_restore_leaves_the_old_contents_or_the_new(
    filled: Path,
    tmp_path: Path,
    dump: Dump,
    noon: dt.datetime,
    in_a_child: Callable[[Callable[[], None]], int],
    state: str,
    stride: int,
) -> None:
    backup = manual_backups.back_up(filled, tmp_path / "kept.db")
    with edit(filled, "Remove", now=noon) as repository:
        remove_block(repository, 1)
    before, restored = dump(filled), dump(backup)
    if state == "damaged":
        spoil(filled)
    bytes_before = filled.read_bytes()
    if state == "missing":
        filled.unlink()

    step, kept_old = 1, 0
    while in_a_child(partial(kill_at_step, step, partial(restoring.restore, filled, backup))) != 0:
        step += stride
        if not filled.exists():
            assert state == "missing"
            kept_old += 1
        elif state == "damaged" and filled.read_bytes() == bytes_before:
            kept_old += 1
        else:
            found = dump(filled)
            assert found in ((before, restored) if state == "sound" else (restored,))
            kept_old += found == before
        for left in [*filled.parent.glob("*.new"), *filled.parent.glob("*.damaged-*")]:
            left.unlink()
        if state == "missing":
            filled.unlink(missing_ok=True)
        else:
            filled.write_bytes(bytes_before)
    assert kept_old > 2
    assert dump(filled) == restored
