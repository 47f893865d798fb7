from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy.dialects.sqlite import dialect
from sqlmodel import SQLModel

from planner.store import backups, checking, files, journal, migrations, pragmas, prepare, quick, tables, triggers
from planner.store.absence_rows import ABSENCE_COLUMNS
from planner.store.block_rows import ATHLETE_COLUMNS, BLOCK_COLUMNS
from planner.store.item_rows import ITEM_COLUMNS, SET_COLUMNS
from planner.store.schema import JOURNALED, tables_of
from planner.training.refusal import RefusedError
from planner.training.workouts import Effort, Outcome, RunKind, Sport, State, StrengthKind

Dump = Callable[[Path], list[tuple[object, ...]]]
RUN: dict[str, object] = {"date": "2027-01-04", "sport": "run", "kind": "easy", "title": "Easy"}
DONE: dict[str, object] = {"state": "done", "actual_source": "typed", "actual_note": ""}
AWAY: dict[str, object] = {"kind": "away", "first": "2027-01-04", "last": "2027-01-06"}
SET: dict[str, object] = {"item_id": 1, "part": "planned", "position": 9, "exercise": "wall_sit", "rounds": 2}
BLOCK: dict[str, object] = {
    "name": "Half", "start": "2027-01-04", "days": 7, "level": "novice", "unit": "km",
    "created": "2027-01-04T12:00:00Z",
}  # fmt: skip


@pytest.fixture
def connection(filled: Path) -> Iterator[sqlite3.Connection]:
    connection = files.connect(str(filled))
    yield connection
    connection.close()


def insert(connection: sqlite3.Connection, table: str, values: dict[str, object]) -> None:
    columns = ", ".join(values)
    connection.execute(f"INSERT INTO {table} ({columns}) VALUES ({', '.join('?' * len(values))})", [*values.values()])


@pytest.mark.parametrize(
    ("table", "sound", "broken"),
    [
        *[
            ("item", RUN, {"date": date})
            for date in (
                "2026-02-30",
                "2027-02-29",
                "2100-02-29",
                "2026-04-31",
                "2027-1-4",
                "20270104",
                "1969-12-31",
                "2200-01-01",
                "2027-01-04 ",
                "tomorrow",
                "",
                None,
                "2027-01-04T00:00:00",
                2461410,
            )
        ],
        ("item", RUN, {"original_date": "2026-02-30"}),
        ("item", RUN, {"slot": "noon"}),
        *[("item", RUN, {"start": start}) for start in ("24:00", "7:30", "07:60", "07:30:00", "xx:30", "2a:00")],
        ("item", RUN, {"sport": "swim"}),
        *[("item", RUN, {"kind": kind}) for kind in ("heavy", "fast", None)],
        ("item", RUN, {"sport": "strength", "kind": "easy"}),
        ("item", RUN, {"sport": "rest", "kind": "easy"}),
        ("item", RUN, {"title": None}),
        ("item", RUN, {"title": "x" * 201}),
        ("item", RUN, {"title": "a\0b"}),
        ("item", RUN, {"note": "x" * 10_001}),
        *[("item", RUN, {"planned_distance_m": metres}) for metres in (-1, 1e7 + 1, 1.0005, float("inf"), "far")],
        *[("item", RUN, {"planned_duration_s": seconds}) for seconds in (-1, 864_001, 1.5, "long")],
        *[("item", RUN, {"planned_rpe": rpe}) for rpe in (-0.5, 10.1)],
        ("item", RUN, {"estimated": "distance m"}),
        ("item", RUN, {"state": "missed"}),
        ("item", RUN, {"locked": 2}),
        ("item", RUN, {"version": 0}),
        ("item", RUN, {"block_id": 99}),
        ("item", RUN, {"actual_distance_m": 8000.0}),
        ("item", RUN, {"actual_source": "typed", "actual_note": ""}),
        ("item", RUN, {"state": "skipped", "actual_source": "typed", "actual_note": ""}),
        ("item", RUN | DONE, {"actual_note": None}),
        ("item", RUN | DONE, {"actual_source": None}),
        *[("item", RUN | DONE, {"actual_distance_m": metres}) for metres in (-1, 1e7 + 1, 0.1234)],
        *[("item", RUN | DONE, {"actual_rpe": rpe}) for rpe in (-1, 11)],
        ("item", RUN | DONE, {"actual_duration_s": -1}),
        *[("exercise_set", SET, {"rounds": rounds}) for rounds in (0, -1, 1001, None)],
        ("exercise_set", SET, {"exercise": "squat"}),
        ("exercise_set", SET, {"part": "dreamt"}),
        ("exercise_set", SET, {"position": -1}),
        ("exercise_set", SET, {"item_id": 99}),
        ("exercise_set", SET, {"distance_m": -20}),
        ("exercise_set", SET, {"load_kg": 0.0001}),
        ("exercise_set", SET, {"hold_s": 86_401}),
        ("exercise_set", SET, {"knee_angle_deg": 181}),
        ("exercise_set", SET, {"squeeze": 3}),
        ("block", BLOCK, {"name": ""}),
        ("block", BLOCK, {"start": "2027-02-29"}),
        *[("block", BLOCK, {"days": days}) for days in (0, -7, 84_006)],
        ("block", BLOCK, {"start": "2199-12-31", "days": 2}),
        ("block", BLOCK, {"race_date": "2027-06-31"}),
        ("block", BLOCK, {"race_distance": "5k"}),
        ("block", BLOCK, {"priority": "D"}),
        ("block", BLOCK, {"level": "expert"}),
        ("block", BLOCK, {"unit": "yards"}),
        *[("block", BLOCK, {"phases": phases}) for phases in ("", "{}", "[", "null")],
        *[("block", BLOCK, {"created": at}) for at in ("2027-01-04", "2027-01-04 12:00", "2027-01-04T25:00:00Z", "")],
        ("athlete", {}, {"id": 2}),
        *[("item", RUN | DONE, {"actual_pain": pain}) for pain in (-1, 11)],
        ("item", RUN, {"actual_pain": 3}),
        ("item", RUN, {"state": "skipped", "replaced_by": 99}),
        ("item", RUN, {"replaced_by": 1}),
        ("absence", AWAY, {"kind": "lazy"}),
        ("absence", AWAY, {"first": "2027-02-30"}),
        ("absence", AWAY, {"last": "2027-01-03"}),
        ("absence", AWAY, {"note": "a\0b"}),
    ],
)
def test_the_file_itself_refuses_what_cannot_be(
    connection: sqlite3.Connection, table: str, sound: dict[str, object], broken: dict[str, object]
) -> None:
    if sound:
        connection.execute("BEGIN")
        insert(connection, table, sound)
        connection.execute("ROLLBACK")
    with pytest.raises(sqlite3.IntegrityError):
        insert(connection, table, sound | broken)


@pytest.mark.parametrize(
    "change",
    [
        "body_mass_kg = 0", "body_mass_kg = 501", "body_mass_kg = 70.1234", "sled_kg = -1", "level = 'elite'",
        "easy_pace_s_per_km = 59", "easy_pace_s_per_km = 3601", "unit = 'm'", "week_start = 7", "week_start = -1",
    ],
)  # fmt: skip
def test_an_athlete_that_cannot_be_is_refused(connection: sqlite3.Connection, change: str) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute(f"UPDATE athlete SET {change}")


def test_today_is_not_a_date_that_can_be_stored(connection: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.OperationalError, match="non-deterministic"):
        insert(connection, "item", RUN | {"date": "now"})


@pytest.mark.parametrize("date", ["1970-01-01", "2028-02-29", "2000-02-29", "2199-12-31", "2026-12-31"])
def test_every_real_date_of_the_range_is_taken(connection: sqlite3.Connection, date: str) -> None:
    insert(connection, "item", RUN | {"date": date})
    assert connection.execute("SELECT count(*) FROM item WHERE date = ?", (date,)).fetchone() == (1,)


def test_every_kind_of_the_domain_is_taken(connection: sqlite3.Connection) -> None:
    kinds = [("run", kind) for kind in RunKind] + [("strength", kind) for kind in StrengthKind]
    for sport, kind in [*kinds, *((sport.value, None) for sport in (Sport.CROSS, Sport.REST, Sport.NOTE))]:
        insert(connection, "item", RUN | {"sport": sport, "kind": kind})
    for state in State:
        insert(connection, "item", RUN | {"state": state.value})
    assert connection.execute("SELECT count(*) FROM item").fetchone() == (2 + len(kinds) + 3 + len(State),)


@pytest.mark.parametrize("metres", [0.001, 0.1, 0.3, 1.005, 8046.72, 42_194.988, 9_999_999.999, 10_000_000.0])
def test_a_number_of_three_decimals_survives_the_journal_to_the_last_bit(
    connection: sqlite3.Connection, filled: Path, noon: dt.datetime, metres: float
) -> None:
    insert(connection, "item", RUN | {"planned_distance_m": metres})
    connection.execute("DELETE FROM item WHERE planned_distance_m = ?", (metres,))
    journal.undo(filled, at=noon)
    found = connection.execute("SELECT planned_distance_m FROM item ORDER BY id DESC").fetchone()
    assert found == (metres,)


@pytest.mark.parametrize("model", [tables.AthleteRow, tables.BlockRow, tables.ItemRow, tables.ExerciseSetRow,
                                   tables.SlottingRow, tables.AbsenceRow])  # fmt: skip
def test_the_mapped_classes_are_the_tables(connection: sqlite3.Connection, model: type[SQLModel]) -> None:
    mapped = SQLModel.metadata.tables[str(model.__tablename__)]
    kinds = {"INTEGER": "INTEGER", "FLOAT": "REAL", "VARCHAR": "TEXT"}
    as_mapped = [
        (column.name, kinds[column.type.compile(dialect())], not column.nullable and not column.primary_key,
         column.primary_key)
        for column in mapped.columns
    ]  # fmt: skip
    in_file = [
        (name, declared, bool(required), bool(key))
        for _, name, declared, required, _, key in connection.execute(f"PRAGMA table_info({mapped.name})")
    ]
    assert as_mapped == in_file
    references = {
        (str(key.parent.name), key.column.table.name, key.column.name, key.ondelete) for key in mapped.foreign_keys
    }
    assert references == {
        (source, parent, target, on_delete)
        for _, _, parent, source, target, _, on_delete, _ in connection.execute(
            f"PRAGMA foreign_key_list({mapped.name})"
        )
    }


def test_every_column_is_read(connection: sqlite3.Connection) -> None:
    def columns(table: str, *left_out: str) -> set[str]:
        return {row[1] for row in connection.execute(f"PRAGMA table_info({table})")} - {*left_out}

    assert set(ITEM_COLUMNS) == columns("item")
    assert set(SET_COLUMNS) == columns("exercise_set", "id")
    assert set(BLOCK_COLUMNS) == columns("block")
    assert set(ATHLETE_COLUMNS) == columns("athlete", "id")
    assert set(ABSENCE_COLUMNS) == columns("absence")


def test_all_tables_are_strict(connection: sqlite3.Connection) -> None:
    found = {row[1]: row[5] for row in connection.execute("PRAGMA table_list") if not row[1].startswith("sqlite_")}
    assert found == dict.fromkeys((*JOURNALED, "operation", "change", "journal_state"), 1)


# Migrations, tried with a step that does not exist yet


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
    monkeypatch.setattr(migrations.build, "__defaults__", (every,))
    monkeypatch.setattr(migrations.migrate, "__defaults__", (every,))


def test_the_version_is_the_number_of_migrations() -> None:
    assert len(migrations.MIGRATIONS) == pragmas.SCHEMA_VERSION


def test_an_upgraded_file_is_like_a_new_one_and_its_data_stays(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = quick.read_all(filled)
    upgrade_with(monkeypatch, add_shoes)
    prepare(filled)
    prepare(tmp_path / "new.db")
    assert schema_of(filled) == schema_of(tmp_path / "new.db")
    assert quick.read_all(filled) == before


def file_of_version_1(path: Path) -> None:
    """A file as the first planner made it, with a run that another program put in and marked done."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("BEGIN")
        migrations.make_the_first_tables(connection)
        for table in JOURNALED:
            if table in tables_of(1):
                for event in ("INSERT", "UPDATE", "DELETE"):
                    connection.execute(triggers._trigger(triggers.shape_of(connection, table), event))
        connection.execute("INSERT INTO item (date, sport, kind, title) VALUES ('2027-01-04', 'run', 'easy', 'Easy')")
        connection.execute("UPDATE item SET state = 'done', actual_source = 'typed', actual_note = 'windy'")
        connection.execute(f"PRAGMA application_id = {pragmas.APPLICATION_ID}")
        connection.execute("PRAGMA user_version = 1")
        connection.execute("COMMIT")
    finally:
        connection.close()


def test_a_file_of_the_first_version_is_brought_up_to_date(tmp_path: Path, noon: dt.datetime) -> None:
    old = tmp_path / "old.db"
    file_of_version_1(old)
    prepare(old)
    prepare(tmp_path / "new.db")
    assert schema_of(old) == schema_of(tmp_path / "new.db")
    assert checking.check(old) == []
    [run] = quick.read_all(old)
    assert (run.state, run.actual) == (State.DONE, Outcome(Effort(), "windy"))
    while journal.undo(old, at=noon):  # across the upgrade, which gave the rows new columns
        pass
    assert quick.read_all(old) == []
    [backup] = (tmp_path / "backups").iterdir()
    assert backup.name == "old-0001-v1.db"
    backups.restore(old, backup)
    assert quick.read_all(old)[0].state is State.DONE


def test_undo_reaches_back_over_an_upgrade(
    filled: Path, dump: Dump, noon: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    upgrade_with(monkeypatch, add_shoes)
    prepare(filled)
    connection = files.connect(str(filled))
    connection.execute("UPDATE item SET shoes = 'blue' WHERE id = 2")
    connection.close()
    after = dump(filled)
    assert [(done := journal.undo(filled, at=noon)) and done.name for _ in range(3)] == [
        "Edit from outside", "New block", None,
    ]  # fmt: skip
    assert quick.count_items(filled) == 0
    journal.redo(filled, at=noon)
    journal.redo(filled, at=noon)
    assert dump(filled) == after


def test_before_the_first_step_a_backup_is_made(filled: Path, dump: Dump, monkeypatch: pytest.MonkeyPatch) -> None:
    before = dump(filled)
    upgrade_with(monkeypatch, add_shoes, triggers.rebuild)
    prepare(filled)
    (backup,) = (filled.parent / "backups").iterdir()
    assert backup.name == "planner-0001-v2.db"
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
    monkeypatch.undo()
    prepare(filled)
    assert quick.count_items(filled) == 2


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
    run = quick.read_item(filled, 1)
    other = sqlite3.connect(filled)
    other.execute(f"PRAGMA user_version = {pragmas.SCHEMA_VERSION + 1}")
    other.close()
    before = digest(filled)
    with pytest.raises(RefusedError, match="newer planner"):
        quick.write_item(filled, run, name="Edit", at=noon)
    assert digest(filled) == before


def test_a_killed_upgrade_is_as_if_it_had_not_begun(
    filled: Path,
    dump: Dump,
    in_a_child: Callable[[Callable[[], None]], int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before, schema = dump(filled), schema_of(filled)
    bare = files.bare_connection
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

        def traced(located: str) -> sqlite3.Connection:
            connection = bare(located)
            connection.set_trace_callback(count)
            return connection

        files.bare_connection = traced
        upgrade_with(monkeypatch, add_shoes)
        prepare(filled)

    as_before = 0
    while in_a_child(partial(upgrade, 1 + 3 * kills)) != 0:
        kills += 1
        as_before += schema_of(filled) == schema
        assert dump(filled) == before or schema_of(filled) != schema
    assert 10 < as_before < kills
    connection = sqlite3.connect(filled)
    assert connection.execute("SELECT shoes FROM item").fetchall() == [(None,), (None,)]
    connection.close()
