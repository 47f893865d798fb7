from __future__ import annotations

import datetime as dt
import multiprocessing
import os
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from planner.store import check_file, edit, files, journal, pragmas
from planner.store.backups import manual_backups
from planner.store.backups.backup_names import BackupReason, find_newest_sound_backup, list_backup_names, list_leftovers
from planner.store.backups.manual_backups import BackupContents
from planner.training.refusal import RefusedError
from tests.store.helpers import kill_at_step, remove_block, spoil

Dump = Callable[[Path], list[tuple[object, ...]]]


def test_a_backup_holds_what_the_file_held(filled: Path, noon: dt.datetime, dump: Dump) -> None:
    before, history = dump(filled), journal.read_operations(filled)
    backup = manual_backups.back_up(filled)
    with edit(filled, "Remove", now=noon) as repository:
        remove_block(repository, 1)
    assert dump(backup) == before
    assert journal.read_operations(backup) == history
    assert check_file.check_database(backup) == []


def test_backups_are_numbered_and_never_replaced(filled: Path) -> None:
    made = [manual_backups.back_up(filled) for _ in range(3)]
    names = list_backup_names(filled)
    assert [name.path for name in names] == made[::-1]
    assert [name.number for name in names] == [3, 2, 1]
    assert {(name.version, name.reason) for name in names} == {(pragmas.SCHEMA_VERSION, BackupReason.HAND)}
    made[1].unlink()
    manual_backups.back_up(filled)
    assert [name.number for name in list_backup_names(filled)] == [4, 3, 1]


def test_the_backups_of_two_files_are_not_mixed_up(filled: Path) -> None:
    for name in ("planner.sqlite", "planner-2.db", "other.db"):
        manual_backups.back_up(Path(shutil.copy(filled, filled.with_name(name))))
        assert [each.number for each in list_backup_names(filled.with_name(name))] == [1]
    assert list_backup_names(filled) == []


def test_the_newest_sound_backup_is_not_a_damaged_one(filled: Path) -> None:
    sound, damaged, foreign = (manual_backups.back_up(filled) for _ in range(3))
    damaged.write_bytes(damaged.read_bytes()[:9000])
    foreign.write_text("Dear reader")
    newest = find_newest_sound_backup(filled)
    assert newest is not None
    assert newest.path == sound
    assert manual_backups.read_contents(damaged) is None
    assert manual_backups.read_contents(sound) == BackupContents(2, dt.date(2027, 1, 5), None, 1)


def test_a_backup_of_an_older_planner_has_no_reason(filled: Path) -> None:
    old = manual_backups.back_up(filled)
    old.rename(old.with_name("planner-0007-v3.db"))
    [name] = list_backup_names(filled)
    assert (name.number, name.version, name.reason) == (7, 3, None)
    assert name.made_at.tzinfo is not None


def test_a_backup_goes_where_one_wants_it_but_over_nothing(filled: Path, tmp_path: Path, dump: Dump) -> None:
    target = tmp_path / "usb" / "runs.db"
    with pytest.raises(RefusedError, match=r"There is no directory .*usb, so a backup cannot be written there"):
        manual_backups.back_up(filled, target)
    assert not target.parent.exists()
    target.parent.mkdir()
    assert manual_backups.back_up(filled, target) == target
    assert dump(target) == dump(filled)
    planted = tmp_path / "planted.db"
    planted.symlink_to(tmp_path / "victim")
    for taken in (target, filled, tmp_path, planted):
        with pytest.raises(RefusedError, match=r"already there|is a directory; name a file in it"):
            manual_backups.back_up(filled, taken)
    assert not (tmp_path / "victim").exists()
    assert dump(target) == dump(filled)


def test_a_name_taken_meanwhile_is_not_taken_again(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish = files.move_into_place

    def take(temporary: str, target: str) -> None:
        Path(target).write_text("somebody else's")
        publish(temporary, target)

    monkeypatch.setattr(files, "move_into_place", take)
    for target in (None, filled.parent / "copy.db"):
        with pytest.raises(RefusedError, match="already there; a backup never replaces a file"):
            manual_backups.back_up(filled, target)
    assert (filled.parent / "copy.db").read_text() == "somebody else's"
    assert not list(filled.parent.rglob("*.new"))


def test_sessions_that_back_up_at_once_take_different_numbers(filled: Path) -> None:
    context = multiprocessing.get_context("fork")
    sessions = [context.Process(target=manual_backups.back_up, args=(filled,)) for _ in range(6)]
    for session in sessions:
        session.start()
    for session in sessions:
        session.join()
    assert [name.number for name in list_backup_names(filled)] == [6, 5, 4, 3, 2, 1]


def test_a_killed_backup_leaves_what_the_next_one_clears_away(
    filled: Path, in_a_child: Callable[[Callable[[], None]], int]
) -> None:
    step = 1
    while in_a_child(partial(kill_at_step, step, partial(manual_backups.back_up, filled))) != 0:
        step += 3
        assert len(list_leftovers(filled)) <= 1
    assert step > 20
    assert None not in [manual_backups.read_contents(name.path) for name in list_backup_names(filled)]
    being_written = filled.parent / "backups" / f"planner-0009-v9.db.{os.getpid()}-1.new"
    being_written.touch()
    manual_backups.back_up(filled)
    assert list_leftovers(filled) == [being_written]
    assert list_leftovers(filled, of_dead_processes=True) == []


def test_a_damaged_file_is_not_backed_up(filled: Path) -> None:
    spoil(filled)
    with pytest.raises(RefusedError, match="damaged"):
        manual_backups.back_up(filled)
    assert not (filled.parent / "backups").exists()
