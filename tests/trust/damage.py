"""Files as another program, a bad disk or a bad copy leaves them, made of a sound one."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

from planner.store import pragmas

Damage = Callable[[Path], None]
"""Damages the file that has this path."""


def _bytes(change: Callable[[bytes], bytes]) -> Damage:
    def damage(path: Path) -> None:
        path.write_bytes(change(path.read_bytes()))

    return damage


def _instead(make: Callable[[Path], object]) -> Damage:
    def damage(path: Path) -> None:
        path.unlink()
        make(path)

    return damage


def run_sql(path: Path, *statements: str) -> None:
    """Change a file as nobody should: no rule of the schema is kept, and the journal records nothing."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        for pragma in ("ignore_check_constraints = ON", "foreign_keys = OFF", "writable_schema = ON"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("UPDATE journal_state SET recording = 0")
        for statement in statements:
            connection.execute(statement)
        connection.execute("UPDATE journal_state SET recording = 1")
    finally:
        connection.close()


def _sql(*statements: str) -> Damage:
    return lambda path: run_sql(path, *statements)


def _loosely(table: str, statement: str) -> Damage:
    """Change a row after the table has been made one whose columns take values of any type."""
    loose = f"UPDATE sqlite_schema SET sql = replace(sql, ') STRICT', ')') WHERE name = '{table}'"

    def damage(path: Path) -> None:
        run_sql(path, loose)
        run_sql(path, statement)
        back = f"UPDATE sqlite_schema SET sql = sql || ' STRICT' WHERE name = '{table}'"
        run_sql(path, back)

    return damage


def _another_programs(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE bookmark (url TEXT)")
    connection.commit()
    connection.close()


FILES: dict[str, Damage] = {
    "empty": _bytes(lambda _: b""),
    "50 bytes": _bytes(lambda whole: whole[:50]),
    "one page": _bytes(lambda whole: whole[:4096]),
    "half": _bytes(lambda whole: whole[: len(whole) // 2]),
    "without its last byte": _bytes(lambda whole: whole[:-1]),
    "text": _bytes(lambda _: b"my training\n" * 500),
    "a picture": _bytes(lambda _: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20),
    "encrypted": _bytes(lambda whole: bytes(byte ^ 0x5A for byte in whole[:40_960])),
    "zeroed header": _bytes(lambda whole: bytes(100) + whole[100:]),
    "zeroed first page": _bytes(lambda whole: bytes(4096) + whole[4096:]),
    "header version 9": _bytes(lambda whole: whole[:18] + b"\x09\x09" + whole[20:]),
    "page size 0": _bytes(lambda whole: whole[:16] + b"\x00\x00" + whole[18:]),
    "zeroed second half": _bytes(lambda whole: whole[: len(whole) // 2] + bytes(len(whole) - len(whole) // 2)),
    "another program's": _instead(_another_programs),
    "a newer planner's": _sql(f"PRAGMA user_version = {pragmas.SCHEMA_VERSION + 1}"),
    "a version that never was": _sql("PRAGMA user_version = -3"),
    "a folder": _instead(Path.mkdir),
    "a pipe": _instead(os.mkfifo),
    "a link to nothing": _instead(lambda path: path.symlink_to(path.with_name("nothing"))),
    "a link to itself": _instead(lambda path: path.symlink_to(path)),
    "a device": _instead(lambda path: path.symlink_to("/dev/zero")),
    "without the table of workouts": _sql("DROP TABLE item"),
    "without the table of sets": _sql("DROP TABLE exercise_set"),
    "without the table of operations": _sql("DROP TABLE operation"),
    "a broken index": _sql("UPDATE sqlite_schema SET rootpage = 2 WHERE name = 'item_by_date'"),
    "a broken schema": _sql("UPDATE sqlite_schema SET sql = 'CREATE TABLE item (' WHERE name = 'item'"),
}
"""What is wrong with the file as a whole."""

_RUN = "(SELECT id FROM item WHERE date = '2027-02-03' AND sport = 'run')"
_SESSION = "(SELECT min(id) FROM item WHERE date > '2027-02-03' AND sport = 'strength')"
_DONE = "(SELECT max(id) FROM item WHERE date < '2027-02-03' AND sport = 'run' AND state = 'done')"
_ESCAPES = "char(27) || '[2J' || char(27) || ']52;c;aGk=' || char(7) || char(155) || '31m' || char(8238)"
_NO_UTF_8 = "CAST(x'52fe80c328ff' AS TEXT)"


def _item(column: str, value: str, row: str = _RUN) -> Damage:
    return _sql(f"UPDATE item SET {column} = {value} WHERE id = {row}")


def _rows(table: str, column: str, value: str) -> Damage:
    return _sql(f"UPDATE {table} SET {column} = {value}")


VALUES: dict[str, Damage] = {
    **{
        f"{column} {value}": _item(column, value)
        for column, value in (
            ("date", "'2027-02-30'"),
            ("date", "'tomorrow'"),
            ("date", "'0001-01-01'"),
            ("date", "''"),
            ("original_date", "'2027-99-01'"),
            ("plan_date", "'never'"),
            ("slot", "'noon'"),
            ("start", "'25:99'"),
            ("sport", "'swim'"),
            ("kind", "'sprint'"),
            ("kind", "NULL"),
            ("state", "'maybe'"),
            ("planned_distance_m", "9e999"),
            ("planned_distance_m", "-9e999"),
            ("planned_distance_m", "-5000"),
            ("planned_distance_m", "1e300"),
            ("planned_duration_s", "9223372036854775807"),
            ("planned_duration_s", "-9223372036854775808"),
            ("planned_rpe", "-1"),
            ("planned_rpe", "9e999"),
            ("planned_steps", "'[{'"),
            ("planned_steps", "'{\"kind\": 5}'"),
            ("planned_steps", "'[[[[]]]]'"),
            ("planned_steps", "'[1e999]'"),
            ("planned_steps", "replace(hex(zeroblob(9000)), '00', '[')"),
            ("former_kind", "'{}'"),
            ("former_kind", "'7'"),
            ("made_on", "'once'"),
            ("estimated", "'' || char(0)"),
            ("priority", "'Z'"),
            ("locked", "7"),
            ("version", "0"),
            ("version", "9223372036854775807"),
            ("block_id", "4711"),
            ("replaced_by", "4711"),
            ("title", _NO_UTF_8),
            ("title", _ESCAPES),
            ("title", "''"),
            ("title", "replace(hex(zeroblob(90000)), '00', 'ab')"),
            ("title", "'a' || char(0) || 'b'"),
            ("note", _NO_UTF_8),
            ("note", _ESCAPES),
            ("reason", _NO_UTF_8),
            ("reason", _ESCAPES),
        )
    },
    **{
        f"done {column} {value}": _item(column, value, _DONE)
        for column, value in (
            ("actual_distance_m", "9e999"),
            ("actual_distance_m", "-1"),
            ("actual_duration_s", "9223372036854775807"),
            ("actual_rpe", "9e999"),
            ("actual_note", "NULL"),
            ("actual_note", _NO_UTF_8),
            ("actual_note", _ESCAPES),
            ("actual_source", _ESCAPES),
            ("actual_pain", "-99"),
            ("actual_steps", "'nothing'"),
            ("skip_reason", _ESCAPES),
        )
    },
    "the title of a session": _item("title", _ESCAPES, _SESSION),
    "without the runner": _sql("DELETE FROM athlete"),
    "set part": _sql("UPDATE exercise_set SET part = 'middle' WHERE part = 'planned'"),
    "set load": _rows("exercise_set", "load_kg", "9e999"),
    "set rounds": _rows("exercise_set", "rounds", "9223372036854775807"),
    "set hold": _rows("exercise_set", "hold_s", "-1"),
    "set exercise": _rows("exercise_set", "exercise", _ESCAPES),
    "set leg load": _rows("exercise_set", "leg_load", "'huge'"),
    "orphan sets": _sql("DELETE FROM item WHERE sport = 'strength'"),
    "runner level": _rows("athlete", "level", "'expert'"),
    "runner unit": _rows("athlete", "unit", "'furlong'"),
    "runner week start": _rows("athlete", "week_start", "99"),
    "runner mass": _rows("athlete", "body_mass_kg", "9e999"),
    "runner pace": _rows("athlete", "easy_pace_s_per_km", "-1"),
    "runner floor": _rows("athlete", "floor", _ESCAPES),
    "runner floor unknown": _rows("athlete", "floor", "'ice'"),
    "runner zone": _rows("athlete", "zone", _ESCAPES),
    "runner zone climbing": _rows("athlete", "zone", "'../../etc/passwd'"),
    "runner screening": _rows("athlete", "screening", "'{\"heart\": 5}'"),
    "runner screening broken": _rows("athlete", "screening", "'{'"),
    "runner birth year": _rows("athlete", "birth_year", "-5"),
    "block name": _rows("block", "name", _ESCAPES),
    "block name no UTF-8": _rows("block", "name", _NO_UTF_8),
    "block start": _rows("block", "start", "'2027-02-31'"),
    "block days": _rows("block", "days", "9223372036854775807"),
    "block days negative": _rows("block", "days", "-1"),
    "block level": _rows("block", "level", "'expert'"),
    "block race date": _rows("block", "race_date", "'x'"),
    "block race distance": _rows("block", "race_distance", "'mile'"),
    "block phases": _rows("block", "phases", "'[[1]]'"),
    "block phases broken": _rows("block", "phases", "'['"),
    "block phase names": _rows("block", "phases", "json_array(json_array(0, char(27) || '[31m'))"),
    "block options": _rows("block", "choices", "'{'"),
    "block options empty": _rows("block", "choices", "'{}'"),
    "block options of other types": _rows("block", "choices", '\'{"choices": {"days": "x"}, "wish": 5}\''),
    "block source": _rows("block", "source", _ESCAPES),
    "block missing": _sql("DELETE FROM block"),
    "slotting problem": _rows("slotting", "problem", "'{'"),
    "slotting problem of other types": _rows("slotting", "problem", "'[]'"),
    "slotting answer": _rows("slotting", "answer", "'{'"),
    "slotting answer of other types": _rows("slotting", "answer", "'{\"sessions\": 5}'"),
    "slotting problem empty": _rows("slotting", "problem", "'{}'"),
    "slotting problem of wrong days": _rows("slotting", "problem", "json_set(problem, '$.days', 'many')"),
    "slotting problem of wrong targets": _rows("slotting", "problem", "json_set(problem, '$.targets', json_array(5))"),
    "slotting answer of wrong sessions": _rows("slotting", "answer", '\'{"sessions": [{"day": 1e9}]}\''),
    "slotting missing": _sql("DELETE FROM slotting"),
    "absence kind": _rows("absence", "kind", "'bored'"),
    "absence days": _rows("absence", "first", "'2027-13-01'"),
    "absence note": _rows("absence", "note", _ESCAPES),
    "busy time": _rows("busy_time", "date", "'x'"),
    "own exercise": _rows("exercise", "name", _ESCAPES),
    "own exercise measure": _rows("exercise", "measure", "'moons'"),
    "acceptance": _rows("acceptance", "date", "'x'"),
    "recording title": _rows("recording", "title", _ESCAPES),
    "recording start": _rows("recording", "start_utc", "'yesterday'"),
    "recording local start": _rows("recording", "local_start", "'9999-12-31T23:59:59'"),
    "recording distance": _rows("recording", "distance_m", "9e999"),
    "recording sport": _rows("recording", "sport", "'ski'"),
    "recording sets": _rows("recording", "sets", "'[{'"),
    "recording source": _rows("recording_source", "format", "'doc'"),
    "recording source name": _rows("recording_source", "name", _ESCAPES),
    "link by": _rows("recording_link", "made_by", "'nobody'"),
    "link words": _rows("recording_link", "words", _ESCAPES),
    "link before": _rows("recording_link", "before", "'{'"),
    "link before of other types": _rows("recording_link", "before", "'{\"actual\": 5}'"),
    "operation name": _rows("operation", "name", _ESCAPES),
    "operation time": _rows("operation", "at", "'long ago'"),
    "operation state": _rows("operation", "state", "'odd'"),
    "change before": _rows("change", "before", "'{'"),
    "change after": _rows("change", "after", "'{\"id\": []}'"),
    "change table": _rows("change", "table_name", "'sqlite_schema'"),
    "timer run": _rows("session_timer", "run", "'{'"),
    "timer run of other types": _rows("session_timer", "run", '\'{"start": 5, "day": 7}\''),
    "timer started": _rows("session_timer", "started", "'x'"),
    "database id": _rows("identity", "database_id", _ESCAPES),
    "sent time": _rows("published", "starts", "'x'"),
    "sent instant": _rows("published", "stamp", "'x'"),
    "sent title": _rows("published", "summary", _ESCAPES),
    "place of a file": _rows("synced", "place", "'x'"),
    "timer of nothing": _rows("session_timer", "item_id", "4711"),
    "text for a distance": _loosely("item", f"UPDATE item SET planned_distance_m = 'far' WHERE id = {_RUN}"),
    "bytes for a title": _loosely("item", f"UPDATE item SET title = x'00ff' WHERE id = {_RUN}"),
    "a number for a date": _loosely("item", f"UPDATE item SET date = 20270203 WHERE id = {_RUN}"),
    "text for days": _loosely("block", "UPDATE block SET days = 'many'"),
}
"""What is wrong with one value in a file that SQLite finds sound."""
