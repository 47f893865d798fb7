"""The doctor: what it finds, what it advises, and that its advice helps."""

from __future__ import annotations

import json
import os
import sqlite3
from pathlib import Path

import pytest

from planner.store import files, surroundings
from planner.store.backups import automatic_backups
from planner.store.backups.backup_names import list_backup_names
from tests.cli.said import Planner
from tests.dump import canonical


def test_where_all_is_well_it_says_so(block: Planner, database: Path) -> None:
    block("backup")
    said = block("doctor")
    assert (said.code, said.err) == (0, "")
    lines = dict(line.split(maxsplit=1) for line in said.out.splitlines() if "  " in line)
    assert lines["SQLite"] == sqlite3.sqlite_version
    assert lines["journal"] == "truncate"
    assert lines["schema"].startswith("version ")
    assert lines["backups"].startswith("1, the newest good one number 1 of ")
    assert said.out.endswith("\n\nAll is well.\n")
    found = json.loads(block("doctor", "--json").out)
    assert found["problems"] == []
    assert found["newest_good_backup"]["number"] == 1
    assert (found["bytes"], found["file_mode"]) == (database.stat().st_size, "0600")


def test_each_thing_that_is_wrong_has_advice_that_helps(block: Planner, database: Path) -> None:
    block("backup")
    block("backup")
    oldest = list_backup_names(database)[-1]
    oldest.path.write_bytes(b"gone")
    copy = database.with_name("book (conflicted copy 2027-01-04).db")
    copy.touch()
    left = database.with_name(f"{database.name}.4194305-1.new")
    left.touch()
    database.chmod(0o644)
    said = block("doctor")
    assert said.code == 1
    assert "Backup 1 is damaged.\n  Delete it: rm " in said.out
    assert f"{copy} is a copy that a file synchroniser made" in said.out
    assert f"{left} was left by" in said.out
    assert f"chmod 600 {database} closes it to them." in said.out
    oldest.path.unlink()
    copy.unlink()
    database.chmod(0o600)
    block("backup")
    assert not left.exists()
    assert block("doctor").code == 0


def test_without_a_good_backup_one_is_advised(block: Planner) -> None:
    said = block("doctor")
    assert (said.code, "There is no good backup.\n  planner backup makes one.\n" in said.out) == (1, True)
    block("backup")
    assert block("doctor").code == 0


def test_a_backup_that_is_missing_for_days_is_noticed(block: Planner, monkeypatch: pytest.MonkeyPatch) -> None:
    block("backup")
    monkeypatch.setattr(automatic_backups, "back_up_before_changes", lambda *_: None)
    block("skip", "2", "--reason", "ice")
    assert block("doctor").code == 0
    block("skip", "3", "--reason", "ice", today="2027-01-07")
    said = block("doctor")
    assert said.code == 1
    assert "changes were made on several days since.\n  planner backup makes one" in said.out


def test_a_damaged_file_is_diagnosed_and_left_unchanged(block: Planner, database: Path) -> None:
    block("backup")
    whole = database.read_bytes()
    for ruined in (whole[:30_000], bytes(4096) + whole[4096:], b"Dear reader, " * 1000, whole[:-4096] + bytes(4096)):
        database.write_bytes(ruined)
        said = block("doctor")
        assert (said.code, said.err) == (1, "")
        assert "\n  planner restore 1 brings back the backup of " in said.out
        assert "planner doctor --recover FILE" in said.out
        assert json.loads(block("doctor", "--json").out)["problems"]
        assert database.read_bytes() == ruined


def test_what_is_left_is_recovered_and_can_be_restored(block: Planner, database: Path) -> None:
    before = canonical(database)
    whole = database.read_bytes()
    ruined = bytes(100) + whole[100:]
    database.write_bytes(ruined)
    rescued = database.with_name("rescued.db")
    said = block("doctor", "--recover", str(rescued))
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith(f"Read into {rescued}: what is known of you, 1 block, 114 workouts, ")
    assert "Everything could be read." in said.out
    assert said.out.endswith(f"To use it: planner restore {rescued}\n")
    assert database.read_bytes() == ruined
    again = block("doctor", "--recover", str(rescued))
    assert (again.code, again.out) == (1, "")
    database.unlink()
    assert block("restore", str(rescued)).code == 0
    assert canonical(database) == before


def test_what_is_lost_is_named(block: Planner, database: Path) -> None:
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("DELETE FROM operation")
    connection.commit()
    root = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'block'").fetchone()[0]
    connection.close()
    sound = database.read_bytes()
    data = bytearray(sound)
    data[(root - 1) * 4096 : root * 4096] = bytes(4096)
    database.write_bytes(data)
    rescued = database.with_name("rescued.db")
    assert "The newest good backup" not in block("doctor", "--recover", str(rescued)).out  # there is none
    rescued.unlink()
    (database.parent / "backups").mkdir()
    (database.parent / "backups" / "book-0007-v11-20270101T060000Z-hand.db").write_bytes(sound)
    said = block("doctor", "--recover", str(rescued))
    assert "Nothing could be read of these: blocks.\n" in said.out
    assert said.out.endswith(
        f"To use it: planner restore {rescued}\n"
        "The newest good backup, of 2027-01-01 06:00, holds 90 workouts: planner restore 7 brings it back.\n"
    )
    assert "went with what they belong to" in said.out
    assert "The history was left out" not in said.out  # it had none


def test_space_is_given_back_and_an_open_session_goes_on(block: Planner, database: Path) -> None:
    other = files.connect(str(database))
    count = other.execute("SELECT count(*) FROM item").fetchone()
    filler = sqlite3.connect(database)
    filler.execute("CREATE TABLE filler (x)")
    filler.executemany("INSERT INTO filler VALUES (?)", [("x" * 4000,)] * 300)
    filler.execute("DROP TABLE filler")
    filler.commit()
    filler.close()
    before, contents, inode = database.stat().st_size, canonical(database), database.stat().st_ino
    assert "planner doctor --compact gives that back" in block("doctor").out
    said = block("doctor", "--compact")
    assert said.code == 0
    assert said.out.startswith(f"{database} now has ")
    assert database.stat().st_size < before / 2
    assert (canonical(database), database.stat().st_ino) == (contents, inode)
    assert other.execute("SELECT count(*) FROM item").fetchone() == count
    other.close()
    assert "has no space to give back" in block("doctor", "--compact").out
    assert block("undo").code == 0


def test_nothing_is_compacted_while_another_session_writes(
    block: Planner, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planner.store.pragmas.DEFAULT_BUSY_TIMEOUT_MS", 750)
    other = files.connect(str(database))
    other.execute("BEGIN IMMEDIATE")
    before = database.read_bytes()
    said = block("doctor", "--compact")
    other.close()
    assert (said.code, said.out) == (1, "")
    assert "nothing was changed" in said.err
    assert database.read_bytes() == before


def test_a_network_file_system_is_said(
    block: Planner, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    block("backup")
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/root / ext4 rw 0 0\nserver:/home {tmp_path} nfs4 rw 0 0\n")
    monkeypatch.setattr(surroundings, "MOUNTS_FILE", mounts)
    said = block("doctor")
    assert said.code == 1
    assert "one session at a time" in said.out
    assert os.path.basename(database) in said.out  # noqa: PTH119 - the name alone
