"""Backing up, listing and restoring, as typed."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from pathlib import Path

import pytest

from planner.store.backups.backup_names import list_backup_names
from tests.cli.said import Planner
from tests.dump import canonical
from tests.exchange.recordings.xml_samples import gpx_file, gpx_run, gpx_track


def test_a_backup_says_where_it_is_and_what_it_holds(block: Planner, database: Path) -> None:
    said = block("backup")
    [name] = list_backup_names(database)
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith(f"Backed up to {name.path} (")
    assert said.out.endswith(" workouts, to Sunday 28 March 2027.\n")
    assert canonical(name.path) == canonical(database)
    target = database.with_name("usb.db")
    made = json.loads(block("backup", str(target), "--json").out)["backup"]
    assert (made["path"], made["bytes"], made["last_done"]) == (str(target), target.stat().st_size, None)
    assert target.stat().st_mode & 0o777 == 0o600


def test_a_backup_goes_over_nothing_and_into_no_new_directory(block: Planner, database: Path) -> None:
    for target, why in ((database, "no output may replace it"), (database.parent, "is a directory")):
        said = block("backup", str(target))
        assert (said.code, said.out) == (1, "")
        assert why in said.err
    said = block("backup", str(database.parent / "stick" / "runs.db"))
    assert said.err == f"planner: There is no directory {database.parent}/stick, so a backup cannot be written there.\n"


def test_backups_are_listed_newest_first_with_their_reasons(block: Planner, database: Path) -> None:
    assert block("backups").out == "There are no backups yet; planner backup makes one.\n"
    block("skip", "2", "--reason", "ice")
    block("backup")
    (newest, oldest) = list_backup_names(database)
    oldest.path.write_bytes(oldest.path.read_bytes()[:20_000])
    first, second, advice = block("backups").out.splitlines()
    assert first.startswith(f"2  {newest.made_at.astimezone():%Y-%m-%d %H:%M}  made by hand ")
    assert first.endswith(" workouts")
    assert "  before the first change of a day  " in second
    assert second.endswith("  damaged")
    assert "planner restore N" in advice
    listed = json.loads(block("backups", "--json").out)["backups"]
    assert [(one["number"], one["reason"], one["sound"]) for one in listed] == [(2, "hand", True), (1, "day", False)]
    assert dt.datetime.fromisoformat(listed[0]["at"]) == newest.made_at
    assert listed[1]["workouts"] is None


def test_yesterdays_backup_is_brought_back_and_today_is_kept(block: Planner, database: Path) -> None:
    yesterday = canonical(database)
    block("delete", "2027-01-04..2027-03-28")
    today = canonical(database)
    assert today != yesterday
    said = block("restore", "1")
    kept = list_backup_names(database)[0]
    assert said.code == 0
    assert f"What was there before is kept as {kept.path}." in said.out
    assert said.out.endswith("To go back to it: planner restore 2\n")
    assert canonical(database) == yesterday
    again = json.loads(block("restore", "02", "--json").out)
    assert canonical(database) == today
    assert again["kept"] == {"number": 3, "path": str(list_backup_names(database)[0].path)}
    assert again["restored"]["upgraded_from"] is None


def test_a_database_that_is_gone_is_brought_back_from_the_backup_that_is_named(block: Planner, database: Path) -> None:
    before = canonical(database)
    block("backup")
    database.unlink()
    said = block("today")
    assert said.code == 1
    assert said.err == f"planner: There is no database {database}; planner restore 1 brings its newest backup back.\n"
    assert block("backups").out.splitlines()[0].startswith("1  ")
    said = block("restore", "1")
    assert (said.code, said.err) == (0, f"planner: made a new database, {database}.\n")
    assert "kept" not in said.out
    assert canonical(database) == before


def test_a_damaged_database_is_set_aside_and_its_backup_brought_back(block: Planner, database: Path) -> None:
    before = canonical(database)
    block("backup")
    database.write_bytes(database.read_bytes()[:30_000])
    assert "planner restore 1 brings the newest good backup back" in block("today").err
    said = block("restore", "1")
    assert said.out.splitlines()[-1] == f"The damaged file is kept as {database}.damaged-1."
    assert canonical(database) == before


@pytest.mark.parametrize("kind", ["cut", "text", "newer", "missing", "directory", "itself", "no number"])
def test_what_cannot_be_restored_is_refused_and_nothing_changes(block: Planner, database: Path, kind: str) -> None:
    block("backup")
    source = database.with_name("source.db")
    if kind == "cut":
        source.write_bytes(database.read_bytes()[:30_000])
    elif kind == "text":
        source.write_text("Dear reader, " * 100)
    elif kind == "newer":
        source.write_bytes(database.read_bytes())
        connection = sqlite3.connect(source)
        connection.execute("PRAGMA user_version = 4000")
        connection.close()
    elif kind == "directory":
        source.mkdir()
    before = database.read_bytes()
    said = block("restore", {"itself": str(database), "no number": "77"}.get(kind, str(source)))
    assert (said.code, said.out) == (1, "")
    assert said.err.count("\n") == 1
    assert database.read_bytes() == before
    assert len(list_backup_names(database)) == 1


def test_before_an_import_and_a_rewrite_the_file_is_backed_up(block: Planner, database: Path, tmp_path: Path) -> None:
    block("add", "2027-01-06", "note", "--title", "The first change of the day")
    reason = [name.reason and name.reason.value for name in list_backup_names(database)]
    assert reason == ["day"]
    run = tmp_path / "run.gpx"
    run.write_bytes(gpx_file(gpx_track(gpx_run(5200, 1800))))
    assert block("import", str(run), "--dry-run").code == 0
    assert len(list_backup_names(database)) == 1
    assert block("import", str(run)).code == 0
    text = tmp_path / "plan.txt"
    text.write_text(block("export", "plan").out.replace("long 19 km", "long 20 km"))
    assert block("rewrite", str(text)).code == 0
    assert [name.reason and name.reason.value for name in list_backup_names(database)] == ["rewrite", "import", "day"]


def test_where_no_backup_can_be_made_the_change_is_made_and_it_is_said(block: Planner, database: Path) -> None:
    (database.parent / "backups").write_text("in the way")
    said = block("skip", "2", "--reason", "ice")
    assert said.code == 0
    assert (
        said.err == f"planner: No backup was made before this change: {database.parent}/backups is not a directory.\n"
    )
    assert block("restore", str(database.with_name("none.db"))).code == 1
