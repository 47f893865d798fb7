"""What the world outside knows a database by: its id and the numbers of its workouts, which no two ever share."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from planner.store import check_file, compacting, connections, edit, journal, migrations, prepare, quick
from planner.store.backups import manual_backups, restoring
from planner.store.database_id import read_database_id, set_database_id
from planner.store.published_events import PublishedEvent, read_published_events, store_published_events
from planner.store.recovery import recover
from planner.store.synced_files import SyncedFile, read_synced_files, read_synced_folders, store_synced_files
from planner.training.workout_uids import parse_workout_uid, workout_uid
from planner.training.workouts import Workout

NOON = dt.datetime(2027, 1, 4, 12, tzinfo=dt.UTC)
EVENING = dt.datetime(2027, 1, 5, 18)  # noqa: DTZ001 - on the runner's clock
FOLDER = "/calendars/running"


def published(workout_id: int, sequence: int, digest: str = "ab") -> PublishedEvent:
    end = EVENING + dt.timedelta(minutes=45)
    return PublishedEvent(workout_id, digest, sequence, NOON, EVENING, end, "Heavy sled 5 x 20 m")


def send(path: Path, *events: PublishedEvent) -> None:
    with connections.write_transaction(path, is_operation=False) as connection:
        store_published_events(connection, events)
        files = [
            SyncedFile(one.workout_id, "2027-01-06", one.digest, "ef", one.sequence, 1_799_000_000_000_000_000, 812)
            for one in events
        ]
        store_synced_files(connection, FOLDER, files)


def add(path: Path, workout: Workout) -> int:
    with edit(path, "Add", now=NOON) as repository:
        [added] = repository.add_workouts([replace(workout, block_id=None)])
    return added.id


def delete(path: Path, number: int) -> None:
    with edit(path, "Delete", now=NOON) as repository:
        repository.remove_workout(number)


def numbers(path: Path) -> list[int]:
    return sorted(workout.id for workout in quick.read_all_workouts(path))


def test_each_new_database_has_an_id_of_its_own_and_a_copy_has_the_same(tmp_path: Path) -> None:
    for name in ("one.db", "two.db"):
        prepare(tmp_path / name)
    one, two = (read_database_id(tmp_path / name) for name in ("one.db", "two.db"))
    assert re.fullmatch(r"[0-9a-f]{12}", one)
    assert one != two
    shutil.copy(tmp_path / "one.db", tmp_path / "copy.db")
    assert read_database_id(tmp_path / "copy.db") == one
    backup = manual_backups.back_up(tmp_path / "one.db")
    restoring.restore(tmp_path / "elsewhere.db", backup)
    assert read_database_id(tmp_path / "elsewhere.db") == one
    compacting.compact(tmp_path / "one.db")
    assert read_database_id(tmp_path / "one.db") == one


def test_an_upgrade_makes_one_id_and_a_backup_from_before_gets_it_too(tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    connection = sqlite3.connect(old, isolation_level=None)
    migrations.build_schema(connection, migrations.MIGRATIONS[:11])
    connection.close()
    shutil.copy(old, tmp_path / "before.db")
    prepare(old)
    made = read_database_id(old)
    assert check_file.check_database(old) == []
    restoring.restore(old, tmp_path / "before.db")
    assert read_database_id(old) == made


def test_the_id_of_another_database_comes_with_its_contents(filled: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    prepare(other)
    send(filled, published(2, 7))
    restoring.restore(filled, other)
    assert read_database_id(filled) == read_database_id(other)
    assert (read_published_events(filled), read_synced_folders(filled)) == ({}, [])


def test_an_id_is_given_to_a_new_database(filled: Path) -> None:
    with connections.write_transaction(filled, is_operation=False) as connection:
        set_database_id(connection, "0123456789ab")
    assert read_database_id(filled) == "0123456789ab"


def test_a_number_is_never_given_twice_and_comes_back_with_undo(filled: Path, easy_run: Workout) -> None:
    backup = manual_backups.back_up(filled)
    assert add(filled, easy_run) == 3
    delete(filled, 3)
    journal.undo(filled, now=NOON)
    assert numbers(filled) == [1, 2, 3]
    journal.undo(filled, now=NOON)
    assert add(filled, easy_run) == 4
    restoring.restore(filled, backup)
    assert numbers(filled) == [1, 2]
    assert add(filled, easy_run) == 5
    delete(filled, 5)
    assert add(recover(filled, filled.with_name("recovered.db")).path, easy_run) == 6
    compacting.compact(filled)
    assert add(filled, easy_run) == 6


def test_a_recovered_file_keeps_the_id_and_what_was_sent(filled: Path) -> None:
    send(filled, published(1, 3), published(9, 4))
    recovered = recover(filled, filled.with_name("recovered.db")).path
    assert read_database_id(recovered) == read_database_id(filled)
    assert read_published_events(recovered) == read_published_events(filled)
    assert read_synced_files(recovered, FOLDER) == read_synced_files(filled, FOLDER)


def test_a_recovered_file_whose_id_is_lost_gets_a_new_one(filled: Path) -> None:
    connection = sqlite3.connect(filled)
    connection.execute("DELETE FROM identity")
    connection.commit()
    connection.close()
    recovered = recover(filled, filled.with_name("recovered.db")).path
    assert re.fullmatch(r"[0-9a-f]{12}", read_database_id(recovered))


def test_numbers_that_were_sent_are_not_given_again_though_all_else_forgot_them(
    filled: Path, easy_run: Workout
) -> None:
    send(filled, published(40, 1))
    recovered = recover(filled, filled.with_name("recovered.db")).path
    assert add(recovered, easy_run) == 41


def test_what_was_sent_is_read_again_without_an_entry_in_the_history(filled: Path) -> None:
    history = journal.read_operations(filled)
    day = dt.date(2027, 1, 6)
    gone = replace(published(3, 2), start=day, end=day + dt.timedelta(days=1), removed_on=dt.date(2027, 1, 8))
    send(filled, published(2, 0), gone)
    send(filled, published(2, 1, "cd"))
    assert read_published_events(filled) == {2: published(2, 1, "cd"), 3: gone}
    assert {number: file.digest for number, file in read_synced_files(filled, FOLDER).items()} == {2: "cd", 3: "ab"}
    assert read_synced_files(filled, FOLDER)[3].place == "2027-01-06"
    with connections.write_transaction(filled, is_operation=False) as connection:
        store_synced_files(connection, FOLDER, [], gone=[3])
    assert list(read_synced_files(filled, FOLDER)) == [2]
    assert journal.read_operations(filled) == history
    assert check_file.check_database(filled) == []


def test_a_restored_backup_goes_on_from_the_highest_numbers_that_were_sent(filled: Path) -> None:
    send(filled, published(1, 1), published(2, 1))
    backup = manual_backups.back_up(filled)
    send(filled, published(2, 6, "cd"), published(7, 0))
    restoring.restore(filled, backup)
    sent = {number: event.sequence for number, event in read_published_events(filled).items()}
    assert sent == {1: 1, 2: 6, 7: 0}
    assert read_synced_files(filled, FOLDER)[2].digest == "cd"
    assert check_file.check_database(filled) == []


def test_damaged_rows_of_what_was_sent_keep_nobody_from_a_backup(filled: Path) -> None:
    backup = manual_backups.back_up(filled)
    send(filled, published(1, 2), published(2, 3))
    connection = sqlite3.connect(filled, isolation_level=None)
    connection.execute("PRAGMA ignore_check_constraints = ON")
    connection.execute("UPDATE published SET starts = 'x' WHERE item_id = 1")
    connection.execute("UPDATE synced SET place = 'x' WHERE item_id = 1")
    connection.close()
    restoring.restore(filled, backup)
    assert read_published_events(filled) == {2: published(2, 3)}
    assert list(read_synced_files(filled, FOLDER)) == [2]


@pytest.mark.parametrize("uid", ["", "planner-0123456789ab-", "planner-0123456789AG-1", "planner-0123456789ab-1@home",
                                 "my-planner-0123456789ab-1", "planner-0123456789ab-" + "9" * 19])  # fmt: skip
def test_a_uid_of_somebody_else_is_none_of_ours(uid: str) -> None:
    assert parse_workout_uid(uid) is None


def test_a_uid_is_read_back_whatever_a_server_made_of_its_letters() -> None:
    uid = workout_uid("0123456789ab", 412)
    assert uid == "planner-0123456789ab-412"
    assert parse_workout_uid(uid) == parse_workout_uid(f" {uid.upper()}") == ("0123456789ab", 412)
