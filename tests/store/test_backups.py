from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from planner.store import backups, check_file, edit, files, journal, pragmas, prepare, quick
from planner.store.backup_names import find_newest_backup
from planner.training.refusal import RefusedError
from planner.usecases.planbook import file_stamp
from tests.store.helpers import remove_block

Dump = Callable[[Path], list[tuple[object, ...]]]


def spoil(path: Path) -> None:
    """Damage a page that no opening looks at twice: the last one."""
    connection = sqlite3.connect(path)
    connection.execute("UPDATE item SET note = ?", ("x" * 10_000,))
    connection.commit()
    connection.close()
    data = path.read_bytes()
    path.write_bytes(data[:-4096] + b"\xff" * 4096)


def test_a_backup_holds_what_the_file_held(filled: Path, noon: dt.datetime, dump: Dump) -> None:
    before, history = dump(filled), journal.read_operations(filled)
    backup = backups.back_up(filled)
    with edit(filled, "Remove", now=noon) as repository:
        remove_block(repository, 1)
    assert dump(backup) == before
    assert journal.read_operations(backup) == history
    assert check_file.check_database(backup) == []


def test_backups_are_numbered_and_never_replaced(filled: Path) -> None:
    made = [backups.back_up(filled) for _ in range(3)]
    assert [each.name for each in made] == [f"planner-000{number}-v{pragmas.SCHEMA_VERSION}.db" for number in (1, 2, 3)]
    assert find_newest_backup(filled) == made[2]
    made[1].unlink()
    assert backups.back_up(filled).name == f"planner-0004-v{pragmas.SCHEMA_VERSION}.db"
    prepare(filled.with_name("other.db"))
    assert find_newest_backup(filled.with_name("other.db")) is None


def test_a_backup_goes_where_one_wants_it_but_over_nothing(filled: Path, tmp_path: Path, dump: Dump) -> None:
    target = tmp_path / "usb" / "runs.db"
    assert backups.back_up(filled, target) == target
    assert dump(target) == dump(filled)
    planted = tmp_path / "planted.db"
    planted.symlink_to(tmp_path / "victim")
    for taken in (target, filled, tmp_path, planted):
        with pytest.raises(RefusedError, match="already there"):
            backups.back_up(filled, taken)
    assert not (tmp_path / "victim").exists()
    assert dump(target) == dump(filled)


def test_a_name_taken_meanwhile_is_not_taken_again(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish = files.move_into_place
    monkeypatch.setattr(files, "move_into_place", lambda temporary, target: take(temporary, Path(target)))

    def take(temporary: str, target: Path) -> None:
        if "0001" in target.name:
            target.write_text("somebody else's")
        publish(temporary, str(target))

    assert backups.back_up(filled).name == f"planner-0002-v{pragmas.SCHEMA_VERSION}.db"
    with pytest.raises(RefusedError, match="already there"):
        backups.back_up(filled, filled.parent / "copy-0001.db")
    assert (filled.parent / "copy-0001.db").read_text() == "somebody else's"
    assert not list(filled.parent.rglob("*.new"))


def test_a_damaged_file_is_not_backed_up(filled: Path) -> None:
    spoil(filled)
    with pytest.raises(RefusedError, match="damaged"):
        backups.back_up(filled)
    assert list((filled.parent / "backups").iterdir()) == []


def test_restoring_brings_back_what_was_and_keeps_what_is(filled: Path, noon: dt.datetime, dump: Dump) -> None:
    before, backup = dump(filled), backups.back_up(filled)
    with edit(filled, "Remove", now=noon) as repository:
        remove_block(repository, 1)
    later, place = dump(filled), filled.stat().st_ino
    kept = backups.restore(filled, backup)
    assert dump(filled) == before
    assert filled.stat().st_ino == place
    assert kept is not None
    assert dump(kept) == later
    assert [each.name for each in journal.read_operations(filled)] == ["New block"]
    backups.restore(filled, kept)
    assert dump(filled) == later


def test_restoring_to_where_nothing_is(filled: Path, tmp_path: Path, dump: Dump) -> None:
    target = tmp_path / "new" / "planner.db"
    assert backups.restore(target, filled) is None
    assert dump(target) == dump(filled)


def test_restoring_over_a_damaged_file_sets_it_aside(filled: Path, dump: Dump) -> None:
    before, backup = dump(filled), backups.back_up(filled)
    spoil(filled)
    damaged = filled.read_bytes()
    kept = backups.restore(filled, backup)
    assert kept == filled.with_name("planner.db.damaged-1")
    assert kept.read_bytes() == damaged
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
        backups.restore(filled, path)
    assert digest(filled) == before


def test_what_is_not_ours_is_not_restored_over(filled: Path, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear reader, " * 100)
    with pytest.raises(RefusedError, match="is a text file"):
        backups.restore(letter, filled)
    assert letter.read_text().startswith("Dear reader")


def test_a_restore_keeps_the_file_and_is_noticed_by_other_sessions(filled: Path, noon: dt.datetime) -> None:
    backup = backups.back_up(filled)
    quick.write_workout(filled, replace(quick.read_workout(filled, 1), title="New"), name="Edit", now=noon)
    inode, *before = file_stamp(filled)
    backups.restore(filled, backup)
    assert file_stamp(filled)[0] == inode
    assert [*file_stamp(filled)[1:]] != before
