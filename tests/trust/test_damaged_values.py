"""Any value in any column of any table: what reads it says so in a sentence, and is never ended by it."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.trust.damage import run_sql
from tests.trust.figures import Report
from tests.trust.lived_in import call

VALUES = {
    "no text": "'\u00fc \"{[' || char(27) || char(0)",
    "bytes": "x'ff00fe80'",
    "infinite": "9e999",
    "largest": "9223372036854775807",
    "negative": "-1",
    "no date": "'2027-02-30'",
    "far date": "'9999-12-31'",
    "a list": "'[[1], {}, null]'",
    "an object": '\'{"days": "x", "problem": 5, "segments": [1]}\'',
    "half JSON": "'{\"days\": ['",
    "nothing": "NULL",
}
"""What a column may hold after another program, or chance, has written there."""
READING = (
    "today", "week", "agenda", "find easy", "progress --json", "review", "why 2027-02-09", "lint --all",
    "session 2027-02-09", "history", "history 1", "recordings", "recording 1", "inbox", "export plan",
    "export ics", "set", "exercise", "screening", "check", "backups", "export json",
)  # fmt: skip
"""Commands that change nothing."""


LOOSER = {") STRICT": ")", "TEXT NOT NULL": "TEXT", "INTEGER NOT NULL": "INTEGER", "REAL NOT NULL": "REAL"}
"""What the definition of a table is changed to, so that its columns take any value."""


def columns_of(path: Path) -> list[tuple[str, str]]:
    """Return every table with every column of it."""
    connection = sqlite3.connect(path)
    try:
        tables = connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
        ).fetchall()
        return [
            (table, column)
            for (table,) in tables
            for _, column, *_ in connection.execute(f"PRAGMA table_info({table})").fetchall()
        ]
    finally:
        connection.close()


def damaged_copies(lived_in: Path, directory: Path, table: str, column: str) -> Iterator[tuple[str, Path]]:
    """Yield copies with one value in a column of the first row of a table, whatever the schema has to say of it."""
    loose = directory / "loose.db"
    shutil.copy(lived_in, loose)
    run_sql(
        loose,
        *(
            f"UPDATE sqlite_schema SET sql = replace(sql, '{word}', '{other}') WHERE name = '{table}'"
            for word, other in LOOSER.items()
        ),
    )
    for name, value in VALUES.items():
        path = directory / "planner.db"
        shutil.copy(loose, path)
        try:
            run_sql(path, f"UPDATE {table} SET {column} = {value} WHERE rowid = (SELECT min(rowid) FROM {table})")
        except sqlite3.Error:  # a key or a generated column takes no such value
            continue
        run_sql(path, f"UPDATE sqlite_schema SET sql = sql || ' STRICT' WHERE name = '{table}'")
        yield name, path


def check_column(lived_in: Path, directory: Path, table: str, column: str, commands: tuple[str, ...]) -> int:
    """Try the commands on each damaged value, and return how many runs that were."""
    count = 0
    for name, path in damaged_copies(lived_in, directory, table, column):
        for words in commands:
            context = table, column, name, words
            try:
                said = call(path, *words.split())
            except Exception as error:
                raise AssertionError(context) from error
            count += 1
            assert said.code in {0, 1}, (context, said)
            assert all(line.startswith("planner: ") for line in said.err.splitlines()), (context, said.err)
            assert said.code == 0 or said.out or said.err, context
    return count


@pytest.mark.parametrize(
    "row", ['{"recording_id": [1], "name": [1], "date": 5}', '{"name": -1e300, "item_id": {}}', "[]"]
)
@pytest.mark.parametrize("table", ["item", "exercise", "recording_source", "block", "ü", ""])
def test_what_is_damaged_in_the_history_is_said_in_a_sentence(
    lived_in: Path, tmp_path: Path, table: str, row: str
) -> None:
    path = tmp_path / "planner.db"
    shutil.copy(lived_in, path)
    change = "(SELECT min(seq) FROM change WHERE operation_id = 1)"
    run_sql(path, f"UPDATE change SET table_name = '{table}', before = '{row}', after = '{row}' WHERE seq = {change}")
    said = call(path, "history", "1")
    assert said.code in {0, 1}
    assert all(line.startswith("planner: ") for line in said.err.splitlines())
    assert bool(said.err) == bool(said.code)
    assert len(said.out.splitlines()) > 10


def test_a_damaged_recording_is_named(lived_in: Path, tmp_path: Path) -> None:
    path = tmp_path / "planner.db"
    shutil.copy(lived_in, path)
    run_sql(path, "UPDATE recording SET local_start = '2027-02-30T07:00:00Z'")
    for words in ("recordings", "recording 1"):
        said = call(path, *words.split())
        assert said.code == 1
        assert said.err == 'planner: Recording 1 has a damaged local start in the database: "2027-02-30T07:00:00Z".\n'


SAMPLE = 5
"""In the usual run, every so many columns one, with every so many commands one."""


def test_a_sample_of_values_is_said_in_a_sentence(lived_in: Path, tmp_path: Path) -> None:
    for number, (table, column) in enumerate(columns_of(lived_in)):
        if number % (SAMPLE * 4) == 0:
            assert check_column(lived_in, tmp_path, table, column, READING[number // SAMPLE % SAMPLE :: SAMPLE * 2])


@pytest.mark.soak
def test_every_value_of_every_column_is_said_in_a_sentence(lived_in: Path, tmp_path: Path, report: Report) -> None:
    """Two of the commands for each column, so that all of them meet most tables in a few minutes."""
    runs = sum(
        check_column(lived_in, tmp_path, table, column, READING[number % 10 :: 10])
        for number, (table, column) in enumerate(columns_of(lived_in))
    )
    report("P5", "any value in any column, read by commands", runs)
