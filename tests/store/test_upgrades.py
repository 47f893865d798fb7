"""Files of earlier planners brought up to date, and the steps tried with one that does not exist yet."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from planner.store import check_file, files, journal, migrations, pragmas, prepare, quick, triggers
from planner.store.backups import restoring
from planner.store.backups.backup_names import BackupReason, list_backup_names
from planner.training.refusal import RefusedError
from planner.training.workouts import Effort, Outcome, StoredStatus
from tests.dump import canonical
from tests.store.helpers import count_workouts

Dump = Callable[[Path], list[tuple[object, ...]]]


def add_shoes(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE item ADD COLUMN shoes TEXT")


def fail_halfway(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE item ADD COLUMN shoes TEXT")
    connection.execute("UPDATE item SET title = 'lost'")
    raise RefusedError("The step failed.")


def tear_a_reference(connection: sqlite3.Connection) -> None:
    connection.execute("UPDATE item SET block_id = 77 WHERE id = 1")


def schema_of(path: Path) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    try:
        return connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name").fetchall()
    finally:
        connection.close()


def upgrade_with(monkeypatch: pytest.MonkeyPatch, *steps: migrations.Migration) -> None:
    """A planner that is newer by these steps."""
    every = (*migrations.MIGRATIONS, *steps)
    monkeypatch.setattr(pragmas, "SCHEMA_VERSION", len(every))
    monkeypatch.setattr(migrations.build_schema, "__defaults__", (every,))
    monkeypatch.setattr(migrations.migrate, "__defaults__", (every,))


def test_the_version_is_the_number_of_migrations() -> None:
    assert len(migrations.MIGRATIONS) == pragmas.SCHEMA_VERSION


def test_an_upgraded_file_is_like_a_new_one_and_its_data_stays(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = quick.read_all_workouts(filled)
    upgrade_with(monkeypatch, add_shoes)
    prepare(filled)
    prepare(tmp_path / "new.db")
    assert schema_of(filled) == schema_of(tmp_path / "new.db")
    assert quick.read_all_workouts(filled) == before


def old_file(path: Path, version: int) -> None:
    """A file as the planner of some version made it, with a run that another program put in and marked done."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("BEGIN")
        for step in migrations.MIGRATIONS[:version]:
            step(connection)
        triggers.rebuild_triggers(connection, version)
        connection.execute("INSERT INTO item (date, sport, kind, title) VALUES ('2027-01-04', 'run', 'easy', 'Easy')")
        connection.execute("UPDATE item SET state = 'done', actual_source = 'typed', actual_note = 'windy'")
        if version >= 2:
            connection.execute("UPDATE item SET actual_pain = 2")
            connection.execute("INSERT INTO absence (kind, first, last) VALUES ('sick', '2027-01-05', '2027-01-06')")
        connection.execute(f"PRAGMA application_id = {pragmas.APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {version}")
        connection.execute("COMMIT")
    finally:
        connection.close()


@pytest.mark.parametrize("version", range(1, pragmas.SCHEMA_VERSION))
def test_a_file_of_an_earlier_version_is_brought_up_to_date(tmp_path: Path, noon: dt.datetime, version: int) -> None:
    old = tmp_path / "old.db"
    old_file(old, version)
    prepare(old)
    prepare(tmp_path / "new.db")
    assert schema_of(old) == schema_of(tmp_path / "new.db")
    assert check_file.check_database(old) == []
    [run] = quick.read_all_workouts(old)
    assert (run.status, run.actual) == (StoredStatus.DONE, Outcome(Effort(), "windy", pain=2 if version >= 2 else None))
    assert len(quick.read_absences(old)) == (version >= 2)
    while journal.undo(old, now=noon):  # across the upgrade, which gave the rows new columns
        pass
    assert quick.read_all_workouts(old) == []
    while journal.redo(old, now=noon):
        pass
    assert (quick.read_all_workouts(old)[0].actual, check_file.check_database(old)) == (run.actual, [])
    backup, *_ = sorted((tmp_path / "backups").iterdir())
    name = list_backup_names(old)[-1]
    assert (name.path, name.number, name.version, name.reason) == (backup, 1, version, BackupReason.UPGRADE)
    restoring.restore(old, backup)
    assert quick.read_all_workouts(old)[0].status is StoredStatus.DONE


def test_a_moved_workout_of_an_earlier_version_counts_as_moved_by_hand(tmp_path: Path, noon: dt.datetime) -> None:
    old = tmp_path / "old.db"
    old_file(old, 8)
    connection = sqlite3.connect(old)
    connection.execute("UPDATE item SET date = '2027-01-06', original_date = '2027-01-04'")
    connection.commit()
    connection.close()
    prepare(old)
    [moved] = quick.read_all_workouts(old)
    assert (moved.date, moved.plan_date, moved.is_moved) == (dt.date(2027, 1, 6), dt.date(2027, 1, 4), True)
    assert check_file.check_database(old) == []
    journal.undo(old, now=noon)
    assert quick.read_all_workouts(old)[0].plan_date is None
    journal.redo(old, now=noon)
    assert quick.read_all_workouts(old)[0].plan_date == moved.plan_date


def test_the_slotting_of_an_earlier_version_takes_less_space_and_is_undone(tmp_path: Path, noon: dt.datetime) -> None:
    old = tmp_path / "old.db"
    old_file(old, 9)
    block = "INSERT INTO block (name, start, days, level, unit, created) VALUES (?, '2027-01-04', 7, 'novice', 'km', ?)"
    answer = {
        "cost": 1.50,
        "sessions": [{"day": 1, "reason": "Läuft"}],
        "candidates": [{"day": at} for at in range(500)],
    }
    connection = sqlite3.connect(old, isolation_level=None)
    connection.execute(block, ("First", "2027-01-04T12:00:00Z"))
    put_in, work_out_again = "INSERT INTO slotting VALUES (1, ?, ?)", "UPDATE slotting SET problem = ?, answer = ?"
    for days, statement in ((7, put_in), (14, work_out_again)):
        connection.execute(statement, (json.dumps({"days": days, "runs": []}), json.dumps(answer)))
    connection.close()
    prepare(old)
    after = canonical(old)
    problem, stored = quick.read_slotting(old, 1) or ("", "")
    assert json.loads(problem) == {"days": 14, "runs": []}
    assert json.loads(stored) == {"cost": 1.5, "sessions": answer["sessions"]}
    assert check_file.check_database(old) == []
    while journal.undo(old, now=noon):
        pass
    assert quick.read_slotting(old, 1) is None
    while journal.redo(old, now=noon):
        pass
    assert (canonical(old), check_file.check_database(old)) == (after, [])


def test_the_numbers_of_absences_go_on_after_an_upgrade(tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    old_file(old, 3)
    connection = sqlite3.connect(old)
    connection.execute("DELETE FROM absence")
    connection.commit()
    connection.close()
    prepare(old)
    connection = files.connect(str(old))
    connection.execute(
        "INSERT INTO absence (kind, first, last, soreness) VALUES ('sore', '2027-01-05', '2027-01-05', 7)"
    )
    connection.close()
    [sore] = quick.read_absences(old)
    assert (sore.id, sore.kind, sore.soreness) == (2, "sore", 7)


def test_undo_reaches_back_over_an_upgrade(
    filled: Path, dump: Dump, noon: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    upgrade_with(monkeypatch, add_shoes)
    prepare(filled)
    connection = files.connect(str(filled))
    connection.execute("UPDATE item SET shoes = 'blue' WHERE id = 2")
    connection.close()
    after = dump(filled)
    assert [(done := journal.undo(filled, now=noon)) and done.name for _ in range(3)] == [
        "Edit from outside", "New block", None,
    ]  # fmt: skip
    assert count_workouts(filled) == 0
    journal.redo(filled, now=noon)
    journal.redo(filled, now=noon)
    assert dump(filled) == after


def test_before_the_first_step_a_backup_is_made(filled: Path, dump: Dump, monkeypatch: pytest.MonkeyPatch) -> None:
    before = dump(filled)
    upgrade_with(monkeypatch, add_shoes, triggers.rebuild_triggers)
    prepare(filled)
    (backup,) = (filled.parent / "backups").iterdir()
    [name] = list_backup_names(filled)
    assert (name.path, name.number, name.version) == (backup, 1, len(migrations.MIGRATIONS))
    assert dump(backup) == before
    prepare(filled)
    assert len(list(backup.parent.iterdir())) == 1


def test_a_step_that_fails_leaves_the_file_as_the_step_before_left_it(
    filled: Path, dump: Dump, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, schema = dump(filled), schema_of(filled)
    upgrade_with(monkeypatch, fail_halfway)
    with pytest.raises(RefusedError, match="The step failed"):
        prepare(filled)
    assert (dump(filled), schema_of(filled)) == (before, schema)
    for _ in range(3):
        with pytest.raises(RefusedError, match="The step failed"):
            prepare(filled)
    [backup] = list_backup_names(filled)  # one, not one at each try
    assert dump(backup.path) == before
    monkeypatch.undo()
    prepare(filled)
    assert count_workouts(filled) == 2


def test_a_step_must_not_leave_a_reference_to_nothing(
    filled: Path, dump: Dump, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = dump(filled)
    upgrade_with(monkeypatch, tear_a_reference)
    with pytest.raises(RefusedError, match="row of item refers to nothing"):
        prepare(filled)
    assert dump(filled) == before


def test_when_two_sessions_upgrade_one_does_it(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    upgrade_with(monkeypatch, add_shoes)
    late = files.connect(str(filled))
    prepare(filled)
    migrations.migrate(late, str(filled))
    late.close()
    assert len(list((filled.parent / "backups").iterdir())) == 1


def test_a_session_that_was_open_during_an_upgrade_stops_writing(
    filled: Path, noon: dt.datetime, digest: Callable[[Path], str]
) -> None:
    run = quick.read_workout(filled, 1)
    other = sqlite3.connect(filled)
    other.execute(f"PRAGMA user_version = {pragmas.SCHEMA_VERSION + 1}")
    other.close()
    before = digest(filled)
    with pytest.raises(RefusedError, match="newer planner"):
        quick.write_workout(filled, run, name="Edit", now=noon)
    assert digest(filled) == before


@pytest.mark.parametrize("stride", [10, pytest.param(1, marks=pytest.mark.soak)])
def test_a_killed_upgrade_is_as_if_it_had_not_begun(
    filled: Path,
    dump: Dump,
    stride: int,
    in_a_child: Callable[[Callable[[], None]], int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before, schema = dump(filled), schema_of(filled)
    bare = files.connect_without_pragmas
    kills = 0

    def upgrade(stop_at: int) -> None:
        import os
        import signal

        said = 0

        def count(_statement: str) -> None:
            nonlocal said
            said += 1
            if said == stop_at:
                os.kill(os.getpid(), signal.SIGKILL)

        def traced(database_path: str) -> files.FileConnection:
            connection = bare(database_path)
            connection.set_trace_callback(count)
            return connection

        files.connect_without_pragmas = traced
        upgrade_with(monkeypatch, add_shoes)
        prepare(filled)

    as_before = 0
    while in_a_child(partial(upgrade, 1 + stride * kills)) != 0:
        kills += 1
        as_before += schema_of(filled) == schema
        assert dump(filled) == before or schema_of(filled) != schema
    assert 3 < as_before < kills
    connection = sqlite3.connect(filled)
    assert connection.execute("SELECT shoes FROM item").fetchall() == [(None,), (None,)]
    connection.close()
