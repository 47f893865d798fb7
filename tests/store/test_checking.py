from __future__ import annotations

import datetime as dt
import sqlite3
from pathlib import Path

import pytest

from planner.store import check_file, journal, prepare, surroundings
from planner.store.backups import manual_backups
from planner.store.schema import ALL_TABLES
from planner.training.refusal import RefusedError


def meddle(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path)
    for statement in ("PRAGMA ignore_check_constraints = ON", *statements):
        connection.execute(statement)
    connection.commit()
    connection.close()


def test_a_sound_file_has_no_findings(filled: Path) -> None:
    manual_backups.back_up(filled)
    assert check_file.check_database(filled) == []


@pytest.mark.parametrize(
    ("statements", "finding"),
    [
        (["UPDATE item SET title = title || char(0)"], "The file is damaged: CHECK constraint failed in item"),
        (["INSERT INTO slotting VALUES (9, '{}', '{}')"], "Row 9 of slotting belongs to a row of block that does not"),
        (["UPDATE exercise_set SET part = 'actual' WHERE position = 1"],
         "1 recorded exercise sets belong to workouts for which nothing was recorded"),
        (["DELETE FROM identity"], "The id of the database is missing"),
        (["DROP INDEX item_by_date"], "The index item_by_date is missing"),
        (["DROP TRIGGER journal_item_update"], "The trigger journal_item_update is missing"),
        (["CREATE TABLE notes (text)"], "The table notes is not the planner's"),
        (["ALTER TABLE slotting ADD COLUMN more TEXT"], "The table slotting is not as the planner made it"),
        (["UPDATE journal_state SET recording = 0"], "The journal is not recording"),
        (["DELETE FROM journal_state"], "The journal is not recording"),
        (["UPDATE journal_state SET recording = 0", "UPDATE item SET title = 'x' WHERE id = 2"],
         "Row 2 of item was changed behind the journal's back"),
        (["UPDATE journal_state SET recording = 0", "DELETE FROM slotting"],
         "Row 1 of slotting was changed behind the journal's back"),
        (["UPDATE operation SET state = 'undone'", "DROP TRIGGER operation_closes_the_way_forward",
          "INSERT INTO operation (name, at) VALUES ('New', '2027-01-05T12:00:00Z')"],
         "The journal holds an undone operation before one that is done"),
    ],
)  # fmt: skip
def test_what_somebody_did_to_the_file_is_found(filled: Path, statements: list[str], finding: str) -> None:
    meddle(filled, *statements)
    found = check_file.check_database(filled)
    assert any(each.startswith(finding) for each in found), found


@pytest.mark.parametrize("table", sorted(ALL_TABLES))
def test_a_missing_table_is_named(filled: Path, table: str) -> None:
    meddle(filled, "PRAGMA foreign_keys = OFF", f"DROP TABLE {table}")
    assert check_file.check_database(filled)[0] == f"The table {table} is missing."


def test_nothing_is_taken_back_into_a_table_that_is_missing(filled: Path) -> None:
    meddle(filled, "DROP TABLE exercise_set")
    with pytest.raises(RefusedError, match=r"damaged \(without its table exercise_set\); it was left unchanged"):
        journal.undo(filled, now=dt.datetime(2027, 1, 5, 12, tzinfo=dt.UTC))


def test_damage_is_found_and_nothing_else_is_trusted(filled: Path) -> None:
    meddle(filled, f"UPDATE item SET note = '{'x' * 10_000}'")
    filled.write_bytes(filled.read_bytes()[:-4096] + bytes(4096))
    found = check_file.check_database(filled)
    assert found
    assert all(each.startswith("The file is damaged") for each in found)


def test_what_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "runs.db").write_text("Easy 8 km\n" * 100)
    with pytest.raises(RefusedError, match="is a text file"):
        check_file.check_database(tmp_path / "runs.db")


def test_what_stands_around_the_file_is_looked_at(filled: Path) -> None:
    backup = manual_backups.back_up(filled)
    backup.chmod(0o640)
    filled.chmod(0o604)
    names = (
        "planner (conflicted copy 2027-01-04).db",
        "planner.sync-conflict-20270104-120000-ABCDEFG.db",
        "planner.db.4194305-42.new",
    )
    for name in names:
        (filled.parent / name).touch()
    (filled.parent / "other-conflict.db").touch()
    filled.parent.chmod(0o777)
    found = check_file.check_database(filled)
    filled.parent.chmod(0o700)
    assert found == [
        f"{filled} can be opened by others than you.",
        f"{backup} can be opened by others than you.",
        f"Everybody may replace files in {filled.parent}.",
        f"{filled.parent / names[0]} is a copy that a file synchroniser made; only {filled} is used.",
        f"{filled.parent / names[1]} is a copy that a file synchroniser made; only {filled} is used.",
        f"{filled.parent / names[2]} was left by a start or a backup that was interrupted, and may be deleted.",
    ]


@pytest.mark.parametrize(("kind", "warned"), [("nfs4", True), ("fuse.sshfs", True), ("ext4", False)])
def test_a_network_file_system_is_named(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, warned: bool
) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(
        f"/dev/root / ext4 rw 0 0\nserver:/home {tmp_path} {kind} rw 0 0\ntmpfs {tmp_path}/x tmpfs rw 0 0\n"
    )
    monkeypatch.setattr(surroundings, "MOUNTS_FILE", mounts)
    found = check_file.check_database(database)
    assert [f"network file system ({kind})" in each for each in found] == [True] * warned


def test_where_the_system_does_not_tell_nothing_is_said(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(surroundings, "MOUNTS_FILE", tmp_path / "none")
    assert check_file.check_database(database) == []


def test_checking_changes_nothing(filled: Path) -> None:
    before = filled.read_bytes()
    check_file.check_database(filled)
    assert filled.read_bytes() == before
    prepare(filled)
    assert filled.read_bytes() == before
