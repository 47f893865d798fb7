from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.dialects.sqlite import dialect
from sqlmodel import SQLModel

from planner.store import files, journal, tables
from planner.store.block_rows import (
    ABSENCE_COLUMNS,
    ACCEPTANCE_COLUMNS,
    BLOCK_COLUMNS,
    BUSY_TIME_COLUMNS,
    EXERCISE_COLUMNS,
)
from planner.store.runner_rows import RUNNER_COLUMNS
from planner.store.schema import ALL_TABLES
from planner.store.workout_rows import ITEM_COLUMNS, SET_COLUMNS
from planner.training.workouts import RunKind, Sport, StoredStatus, StrengthKind

Dump = Callable[[Path], list[tuple[object, ...]]]
RUN: dict[str, object] = {"date": "2027-01-04", "sport": "run", "kind": "easy", "title": "Easy"}
DONE: dict[str, object] = {"state": "done", "actual_source": "typed", "actual_note": ""}
AWAY: dict[str, object] = {"kind": "away", "first": "2027-01-04", "last": "2027-01-06"}
BUSY: dict[str, object] = {"date": "2027-01-05", "start_minute": 1080, "end_minute": 1140}
ACCEPTED: dict[str, object] = {"block_id": 1, "code": "W3", "date": "2027-01-04"}
SET: dict[str, object] = {"item_id": 1, "part": "planned", "position": 9, "exercise": "wall_sit", "rounds": 2}
OWN_SET = {**SET, "exercise": "wall_ball", "repetitions": 20, "leg_load": "moderate"}
EXERCISE: dict[str, object] = {"name": "wall_ball", "measure": "repetitions", "leg_load": "moderate"}
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
        ("exercise_set", SET, {"repetitions": 20}),
        ("exercise_set", SET, {"leg_load": "heavy"}),
        *[("exercise_set", OWN_SET, {"repetitions": number}) for number in (0, -1, 10_001, 1.5)],
        *[("exercise_set", OWN_SET, {"leg_load": load}) for load in (None, "hard", "")],
        *[("exercise_set", OWN_SET, {"exercise": name}) for name in ("", "x" * 61, "a\0b", None)],
        *[("exercise", EXERCISE, {"name": name}) for name in ("", "x" * 61, "a\0b", "wall_sit", "reverse_sled_push")],
        ("exercise", EXERCISE, {"measure": "weight"}),
        *[("exercise", EXERCISE, {"leg_load": load}) for load in (None, "hard")],
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
        *[("item", RUN | DONE, {"actual_pain_next": pain}) for pain in (-1, 11, 2.5)],
        ("item", RUN, {"actual_pain_next": 3}),
        *[("item", RUN, {"planned_steps": steps}) for steps in ("", "{}", "[", "null", '["' + "x" * 20_000 + '"]')],
        ("item", {**RUN, "sport": "strength", "kind": None}, {"planned_steps": "[]"}),
        *[("item", RUN, {"priority": priority}) for priority in ("", "D", "a")],
        ("item", {**RUN, "sport": "strength", "kind": None}, {"priority": "B"}),
        *[("item", RUN | DONE, {"actual_steps": steps}) for steps in ("", "{}", "[")],
        ("item", RUN, {"actual_steps": "[]"}),
        *[
            ("block", BLOCK, {"choices": choices})
            for choices in ("", "[]", "{", "null", '{"a": "' + "x" * 20_000 + '"}')
        ],
        *[("acceptance", ACCEPTED, {"code": code}) for code in ("", "x" * 21, "a\0b", None)],
        *[("acceptance", ACCEPTED, {"date": date}) for date in ("2027-02-30", "soon", "1969-12-31", "")],
        ("acceptance", ACCEPTED, {"block_id": 99}),
        ("acceptance", ACCEPTED, {"note": "x" * 10_001}),
        ("item", RUN, {"state": "skipped", "replaced_by": 99}),
        ("item", RUN, {"replaced_by": 1}),
        ("absence", AWAY, {"kind": "lazy"}),
        ("absence", AWAY, {"soreness": 7}),
        ("absence", AWAY, {"kind": "slept badly", "soreness": 7}),
        *[("absence", AWAY, {"kind": "sore", "soreness": sore}) for sore in (None, -1, 11, 2.5)],
        ("absence", AWAY, {"first": "2027-02-30"}),
        ("absence", AWAY, {"last": "2027-01-03"}),
        ("absence", AWAY, {"note": "a\0b"}),
        ("busy_time", BUSY, {"date": "2027-02-30"}),
        *[("busy_time", BUSY, {"start_minute": minute}) for minute in (-1, 1440, "18:00")],
        *[("busy_time", BUSY, {"end_minute": minute}) for minute in (0, 1441, 1080)],
        ("busy_time", BUSY, {"runs": 2}),
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
        "screening = '[]'", "screening = 'yes'", "screening = ''", "birth_year = 1899", "birth_year = 'long ago'",
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
    for state in StoredStatus:
        insert(connection, "item", RUN | {"state": state.value})
    assert connection.execute("SELECT count(*) FROM item").fetchone() == (2 + len(kinds) + 3 + len(StoredStatus),)


@pytest.mark.parametrize("metres", [0.001, 0.1, 0.3, 1.005, 8046.72, 42_194.988, 9_999_999.999, 10_000_000.0])
def test_a_number_of_three_decimals_survives_the_journal_to_the_last_bit(
    connection: sqlite3.Connection, filled: Path, noon: dt.datetime, metres: float
) -> None:
    insert(connection, "item", RUN | {"planned_distance_m": metres})
    with closing(sqlite3.connect(filled, isolation_level=None)) as other:  # or it would be one entry with the insert
        other.execute("DELETE FROM item WHERE planned_distance_m = ?", (metres,))
    journal.undo(filled, now=noon)
    found = connection.execute("SELECT planned_distance_m FROM item ORDER BY id DESC").fetchone()
    assert found == (metres,)


@pytest.mark.parametrize(
    "model",
    [
        tables.RunnerRow,
        tables.BlockRow,
        tables.SlottingRow,
        tables.AbsenceRow,
        tables.AcceptanceRow,
        tables.BusyTimeRow,
        tables.ExerciseRow,
    ],
)
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
    assert set(RUNNER_COLUMNS) == columns("athlete", "id")
    assert set(ABSENCE_COLUMNS) == columns("absence")
    assert set(ACCEPTANCE_COLUMNS) == columns("acceptance")
    assert set(BUSY_TIME_COLUMNS) == columns("busy_time")
    assert set(EXERCISE_COLUMNS) == columns("exercise")


def test_all_tables_are_strict(connection: sqlite3.Connection) -> None:
    found = {row[1]: row[5] for row in connection.execute("PRAGMA table_list") if not row[1].startswith("sqlite_")}
    assert found == dict.fromkeys(ALL_TABLES, 1)
