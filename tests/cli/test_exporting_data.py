"""Workouts out as CSV, Markdown and HTML, through the command line; and back in from CSV."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sqlite3
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.cli.said import Planner

DATA_FORMS = ("csv", "md", "html")
MARKED = "2027-01-07"


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def items(planner: Planner, *words: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = planner("agenda", *words, "--json").document["items"]
    return found


@pytest.fixture
def lived(block: Planner) -> Planner:
    """The block with a run done, one skipped, a workout outside of it, and texts that are no formulas."""
    first, second = [item for item in items(block) if item["sport"] == "run"][:2]
    for words in (
        ("done", str(first["id"]), "--at", first["date"], "--distance", "6.5", "--rpe", "4", "--note", "=1+1"),
        ("skip", str(second["id"]), "--reason", "@work, late"),
        ("add", "2027-05-10", "easy", "--distance", "5", "--title", "-easy +1"),
    ):
        assert block(*words, today=MARKED).code == 0
    return block


def test_the_table_has_every_workout_with_the_figures_of_the_agenda(lived: Planner) -> None:
    text = lived("export", "csv").out
    found = items(lived)
    rows = rows_of(text)
    assert text.count("\r\n") == len(rows) + 1
    assert len(rows) == len(found)
    for row, item in zip(rows, found, strict=True):
        for name in ("id", "block", "date", "start", "slot", "sport", "kind", "status"):
            assert row[name] == ("" if item[name] is None else str(item[name]))
        for part, of in (("planned", item["planned"]), ("done", item["actual"] or {})):
            for name in ("distance_m", "duration_s", "rpe"):
                value = of.get(name)
                assert row[f"{part}_{name}"] == ("" if value is None else f"{value:.10g}")
    assert rows[-1]["title"] == "'-easy +1"
    assert {row["note"] for row in rows} >= {"Done: =1+1", "Skipped: @work, late"}
    assert len({row["uid"] for row in rows}) == len(rows)


def test_a_block_and_days_are_parts_of_the_table(lived: Planner) -> None:
    everything = rows_of(lived("export", "csv").out)
    of_block = rows_of(lived("export", "csv", "1").out)
    assert of_block == [row for row in everything if row["block"] == "1"]
    days = rows_of(lived("export", "csv", "1", "--from", "2027-01-11", "--to", "2027-01-17").out)
    assert days == [row for row in of_block if "2027-01-11" <= row["date"] <= "2027-01-17"]
    ahead = rows_of(lived("export", "csv", "--from", "2027-05-01").out)
    assert [row["title"] for row in ahead] == ["'-easy +1"]


def test_a_block_comes_back_from_its_table(lived: Planner, tmp_path: Path) -> None:
    file = tmp_path / "half.csv"
    said = lived("export", "csv", "1", "-o", str(file))
    count = len(rows_of(file.read_bytes().decode()))
    assert said.out == f"Half marathon, 12 weeks is in {file}; it has {count} workouts, each in a row of its own.\n"
    assert file.stat().st_mode & 0o777 == 0o600
    before = [item for item in items(lived) if item["block"] == 1]
    other = tmp_path / "other.db"
    made = lived("--db", str(other), "new", "--from", str(file), "--start", "2027-01-04", today="2027-01-04")
    assert made.code == 0, made.err
    assert "84 days from 2027-01-04 to 2027-03-28 are read: what was planned, not what was done" in " ".join(
        made.out.split()
    )
    after = lived("--db", str(other), "agenda", "--json").document["items"]
    kept = ("date", "start", "slot", "sport", "kind", "title")
    assert [[item[name] for name in kept] for item in after] == [[item[name] for name in kept] for item in before]
    for old, new in zip(before, after, strict=True):
        assert [new["planned"][name] for name in ("distance_m", "rpe", "sets", "note")] == [
            old["planned"][name] for name in ("distance_m", "rpe", "sets", "note")
        ]


def test_a_cut_table_makes_no_block(lived: Planner, tmp_path: Path) -> None:
    file = tmp_path / "cut.csv"
    file.write_bytes(lived("export", "csv", "1").out.encode()[:-9])
    refused = lived("new", "--from", str(file), "--start", "2027-09-06")
    assert refused.code == 1
    assert "columns: the file was cut short; nothing was read." in refused.err
    assert len(lived("export", "md", "1").out) > 0


def test_json_has_what_the_text_has(lived: Planner, tmp_path: Path) -> None:
    document = lived("export", "csv", "1", "--json").document
    assert document["block"] == 1
    assert document["text"] == lived("export", "csv", "1").out
    assert document["count"] == len(rows_of(document["text"]))
    page = lived("export", "html", "--json", "-o", str(tmp_path / "half.html")).document
    assert page == {"block": 1, "file": str(tmp_path / "half.html")}


def test_the_pages_are_of_the_block_of_today_or_of_the_days_that_are_named(lived: Planner) -> None:
    table = lived("export", "md").out
    assert table.startswith("# Half marathon, 12 weeks\n\nMon 4 Jan to Sun 28 Mar 2027.")
    assert len([line for line in table.splitlines() if line.startswith("|")]) == 12 + 2
    days = lived("export", "md", "--from", "2027-05-08", "--to", "2027-05-16").out
    assert "-easy +1, 5 km" in days
    assert "Half marathon" not in days
    page = lived("export", "html", "1").out
    assert page.startswith("<!DOCTYPE html>\n")
    assert page.count("<table>") == 12
    assert "skipped: @work, late" in page


@pytest.mark.parametrize("form", DATA_FORMS)
def test_a_file_is_private_and_replaced_only_by_force(lived: Planner, tmp_path: Path, form: str) -> None:
    file = tmp_path / f"mine.{form}"
    file.write_text("mine")
    refused = lived("export", form, "-o", str(file))
    assert (refused.code, file.read_text()) == (1, "mine")
    assert refused.err == f"planner: {file} exists already; --force replaces it.\n"
    assert lived("export", form, "-o", str(file), "--force").code == 0
    assert file.read_bytes().decode() == lived("export", form).out
    assert file.stat().st_mode & 0o777 == 0o600
    assert lived("export", form, "-o", "-").out == lived("export", form).out


@pytest.mark.parametrize("form", DATA_FORMS)
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["9"], "There is no block 9."),
        (["nine"], 'block must be a whole number, not "nine".'),
        (["--from", "someday"], '--from "someday" is'),
        (
            ["--from", "2027-02-02", "--to", "2027-02-01"],
            '--to "2027-02-01" is Mon 1 Feb 2027, before Tue 2 Feb 2027, on which it begins.',
        ),
        (["-o", "book.db"], "no output may replace it."),
        (["-o", "nowhere/x"], "nowhere/x cannot be written: No such file or directory."),
    ],
    ids=["no block", "no number", "no date", "reversed", "a database", "no directory"],
)
def test_what_cannot_be_is_refused_in_one_sentence(
    lived: Planner, database: Path, monkeypatch: pytest.MonkeyPatch, form: str, words: list[str], said: str
) -> None:
    monkeypatch.chdir(database.parent)
    refused = lived("export", form, *words, *(["--force"] if "-o" in words else []))
    assert (refused.code, refused.out) == (1, "")
    assert said in refused.err
    assert refused.err.count("\n") == 1


def test_days_without_workouts_are_an_empty_table_and_no_page(lived: Planner) -> None:
    days = ("--from", "2031-01-01", "--to", "2031-02-01")
    empty = lived("export", "csv", *days)
    assert (empty.code, rows_of(empty.out)) == (0, [])
    for form in ("md", "html"):
        refused = lived("export", form, *days)
        assert (refused.code, refused.out) == (1, "")
        assert refused.err == (
            "planner: The calendar from Wed 1 Jan 2031 to Sat 1 Feb 2031 has no workout, so there is no page of it.\n"
        )


def test_a_long_table_is_written_part_by_part(lived: Planner, database: Path, tmp_path: Path) -> None:
    with sqlite3.connect(database) as connection:
        names = [row[1] for row in connection.execute("PRAGMA table_info(item)") if row[1] != "id"]
        columns = ", ".join(names)
        last = "SELECT max(id) FROM item"
        connection.execute(
            f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1200) "
            f"INSERT INTO item ({columns}) SELECT {columns} FROM item, n WHERE item.id = ({last})"
        )
    file = tmp_path / "long.csv"
    assert lived("export", "csv", "-o", str(file)).code == 0
    rows = rows_of(file.read_bytes().decode())
    assert len(rows) == len({row["uid"] for row in rows}) == len(items(lived))


def test_a_row_that_cannot_be_read_is_refused_and_no_file_is_left(
    lived: Planner, database: Path, tmp_path: Path
) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute("PRAGMA ignore_check_constraints = 1")
        connection.execute("UPDATE item SET sport = 'chess' WHERE id = 40")
    file = tmp_path / "half.csv"
    refused = lived("export", "csv", "-o", str(file))
    assert refused.code == 1
    assert "chess" in refused.err
    assert [path.name for path in tmp_path.iterdir() if "half" in path.name or path.name.endswith(".new")] == []


def test_sqlite_utils_reads_the_table(lived: Planner, tmp_path: Path) -> None:
    tool = shutil.which("sqlite-utils")
    if tool is None:
        pytest.skip("sqlite-utils is not installed")
    file, target = tmp_path / "calendar.csv", tmp_path / "x.db"
    assert lived("export", "csv", "-o", str(file)).code == 0
    subprocess.run([tool, "insert", str(target), "t", str(file), "--csv"], check=True, capture_output=True, timeout=60)
    query = "select count(*) as n, sum(planned_distance_m) as metres, min(date) as first from t"
    done = subprocess.run([tool, str(target), query], check=True, capture_output=True, timeout=60)
    found = items(lived)
    assert json.loads(done.stdout) == [
        {
            "n": len(found),
            "metres": pytest.approx(sum(item["planned"]["distance_m"] or 0 for item in found)),
            "first": found[0]["date"],
        }
    ]
