"""The coming workouts as files for a watch: what is in the folder, what stays there, and what no watch can show."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from planner.exchange.watches.workout_files import is_ours
from tests.cli.said import Planner
from tests.dump import canonical
from tests.exchange.watches.read_fit import read_fit, unrolled

Files = dict[str, bytes]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that is not there yet."""
    return tmp_path / "for" / "watch"


def files_in(folder: Path) -> Files:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_a_block_is_in_the_folder_with_every_workout_of_its_days(block: Planner, folder: Path, database: Path) -> None:
    before = canonical(database)
    answer = block("export", "workouts", str(folder), "--days", "12", "--json").document
    assert canonical(database) == before
    listed = block("agenda", "--json", "--from", "2027-01-06", "--to", "2027-01-17").document["items"]
    planned = [item for item in listed if item["sport"] in ("run", "strength")]
    assert [file["item"] for file in answer["files"]] == [item["id"] for item in planned]
    assert len(planned) > 10
    assert {item["sport"] for item in planned} == {"run", "strength"}
    written = files_in(folder)
    assert sorted(written) == sorted([*(file["file"] for file in answer["files"]), "schedule.fit"])
    for item, file in zip(planned, answer["files"], strict=True):
        assert file["file"].startswith(item["date"])
        steps = unrolled(read_fit(written[file["file"]]))
        if item["sport"] == "strength":
            rounds = sum(each["rounds"] for each in item["planned"]["sets"])
            assert sum("exercise_category" in step.raw and step.raw["intensity"] == 0 for step in steps) == rounds
        elif item["planned"]["steps"]:
            assert sum(step.raw["duration_value"] for step in steps) / 100 == item["planned"]["distance_m"]
        else:
            assert [step.raw["duration_value"] / 100 for step in steps] == [item["planned"]["distance_m"]]
    scheduled = [entry.raw["serial_number"] for entry in read_fit(written["schedule.fit"])[1:]]
    assert scheduled == [item["id"] for item in planned]
    assert answer["left_out"] == answer["removed"] == []


def test_the_folder_and_its_files_are_private_and_whole(block: Planner, folder: Path) -> None:
    assert block("export", "workouts", str(folder)).code == 0
    assert stat.S_IMODE(folder.stat().st_mode) == stat.S_IMODE(folder.parent.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    assert all(is_ours(name, content) for name, content in files_in(folder).items())


def test_what_changed_is_written_what_is_gone_is_removed_and_the_rest_stays(block: Planner, folder: Path) -> None:
    answer = block("export", "workouts", str(folder), "--json").document
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    (folder / "2026-12-31-morning-run-7.fit").write_bytes(b"a recording that another program has named so")
    (folder / "notes.txt").write_text("mine")
    again = block("export", "workouts", str(folder)).out
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir() if path.name in before} == before
    assert "Removed" not in again
    moved, skipped, *kept = answer["files"]
    assert block("move", str(moved["item"]), "2027-01-08").code == 0
    assert block("skip", str(skipped["item"]), "--reason", "ill").code == 0
    said = block("export", "workouts", str(folder)).out
    assert f"Removed from there: {' and '.join(sorted((moved['file'], skipped['file'])))}." in said
    now = files_in(folder)
    assert {moved["file"], skipped["file"]} & set(now) == set()
    assert moved["file"].replace(moved["date"], "2027-01-08") in now
    assert {"2026-12-31-morning-run-7.fit", "notes.txt"} < set(now)
    stamps = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert all(stamps[file["file"]] == before[file["file"]] for file in kept)


def test_what_a_killed_run_left_is_cleared_away(block: Planner, folder: Path) -> None:
    assert block("export", "workouts", str(folder)).code == 0
    before = files_in(folder)
    (folder / ".planner-99-1.tmp").write_bytes(b"half a fi")
    cut = min(before)
    (folder / cut).write_bytes(b"")
    assert block("export", "workouts", str(folder)).code == 0
    assert files_in(folder) == before


def test_what_no_watch_can_show_is_said_with_its_workout(block: Planner, folder: Path) -> None:
    for words in (
        ["add", "2027-01-06", "intervals", "--steps", "5 x (1 km at interval pace, 90 s jog)", "--title", "Fünf " * 6],
        ["add", "2027-01-06", "cross", "--title", "On the bicycle"],
        ["add", "2027-01-06", "easy", "--note", "n" * 300],
    ):
        assert block(*words).code == 0
    lines = block("export", "workouts", str(folder), "--days", "1").out.splitlines()
    fast, note, bicycle = lines[1:]
    assert fast.startswith(f"Wed 6 Jan, {('Fünf ' * 6).strip()} (")
    assert f'its name is cut: "{("Fünf " * 6).strip()}"; "interval pace" is only in words' in fast
    assert 'a note is cut after 200 bytes: "nnn' in note
    assert "On the bicycle" in bicycle
    assert bicycle.endswith(" is left out: only runs and strength sessions have files.")
    answer = block("export", "workouts", str(folder), "--days", "1", "--json").document
    assert [len(file["lost"]) for file in answer["files"] if file["lost"]] == [2, 1]
    assert [one["title"] for one in answer["left_out"]] == ["On the bicycle"]


def test_no_more_workouts_than_a_watch_shows(block: Planner, folder: Path) -> None:
    answer = block("export", "workouts", str(folder), "--days", "60", "--json").document
    assert len(answer["files"]) == 30
    assert len(files_in(folder)) == 31
    assert {one["why"] for one in answer["left_out"]} == {"a watch shows 30 workouts at most"}
    assert max(file["date"] for file in answer["files"]) <= min(one["date"] for one in answer["left_out"])


def test_days_without_workouts_need_no_folder(planner: Planner, folder: Path) -> None:
    said = planner("export", "workouts", str(folder), "--days", "1")
    assert (said.code, said.out) == (
        0,
        "No run and no strength session is planned on Wed 6 Jan 2027, so no file is written.\n",
    )
    assert not folder.exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--days", "0"], "--days must be 1 to 366, not 0."),
        (["--days", "367"], "--days must be 1 to 366, not 367."),
        (["--days", "week"], '--days must be a whole number, not "week".'),
    ],
)
def test_days_are_refused_by_name(block: Planner, folder: Path, words: list[str], said: str) -> None:
    refused = block("export", "workouts", str(folder), *words)
    assert (refused.code, refused.err) == (1, f"planner: {said}\n")
    assert not folder.exists()


def test_no_file_of_anybody_else_is_replaced(block: Planner, folder: Path) -> None:
    (name, *_) = [file["file"] for file in block("export", "workouts", str(folder), "--json").document["files"]]
    for path in folder.iterdir():
        path.unlink()
    (folder / name).write_bytes(b"another program's")
    refused = block("export", "workouts", str(folder))
    assert refused.err == (
        f"planner: {name} in {folder} is no file of this planner, so it is not replaced: move it, or choose another "
        "folder.\n"
    )
    assert files_in(folder) == {name: b"another program's"}
    (folder / name).unlink()
    (folder / name).symlink_to(folder / "elsewhere.fit")
    assert block("export", "workouts", str(folder)).code == 1
    assert not (folder / "elsewhere.fit").exists()


def test_a_folder_that_is_none_is_refused(block: Planner, database: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    (tmp_path / "lost").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe")
    for name, said in (
        ("file", "is a file, not a folder."),
        ("lost", f"is a link to {tmp_path / 'nowhere'}, which does not exist, not a folder."),
        ("pipe", "is a pipe, not a folder."),
        (database.name, "is a file, not a folder."),
        ("backups", f"is in the folder of the backups of {database.name}; no output may replace it."),
        (f"{database.name}-folder", f"is a file that belongs to the database {database.name}; no output may"),
    ):
        refused = block("export", "workouts", str(tmp_path / name))
        assert refused.code == 1
        assert said in refused.err
    assert block("export", "workouts", "").err == "planner: The empty name is no folder.\n"
    assert (tmp_path / "file").read_text() == "mine"


def test_a_restricted_account_stays_in_its_directory(block: Planner, program: Planner, tmp_path: Path) -> None:
    assert block("check").code == 0
    assert program("--restricted", "export", "workouts", str(tmp_path / "watch"), "--days", "3").code == 0
    assert (tmp_path / "watch" / "schedule.fit").is_file()
    outside = tmp_path.parent / "outside"
    refused = program("--restricted", "export", "workouts", str(outside))
    assert refused.code == 1
    assert "this planner is restricted to" in refused.err
    assert not outside.exists()


def test_a_day_that_no_watch_knows_is_left_out_and_said(planner: Planner, folder: Path) -> None:
    for day in ("1989-12-31", "1990-01-01", "2125-12-31", "2126-01-01"):
        (run,) = planner(
            "--today", day, "add", day, "easy", "--distance", "5 km", "--start", "23:50", "--json"
        ).document["items"]
        answer = planner("--today", day, "export", "workouts", str(folder), "--days", "1")
        assert answer.code == 0
        if day in ("1990-01-01", "2125-12-31"):
            assert len(read_fit((folder / "schedule.fit").read_bytes())) == 2
        else:
            assert f"({run['id']}) is left out: a watch knows the years 1990 to 2125." in answer.out
            assert answer.out.startswith("No workout on ")
