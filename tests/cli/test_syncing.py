"""``planner sync``: its JSON, its words, the questions in the inbox, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.store.database_id import read_database_id
from planner.store.quick import read_all_workouts
from planner.training.workouts import Workout
from tests.cli.said import Planner

KEYS = [
    "folder", "operation", "written", "removed", "unchanged", "foreign", "moved", "pending", "conflicts", "said",
    "offer",
]  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "calendars" / "training"


@pytest.fixture
def synced(block: Planner, folder: Path) -> Planner:
    assert block("sync", str(folder)).code == 0
    return block


def event_file(database: Path, folder: Path, number: int) -> Path:
    return folder / f"planner-{read_database_id(database)}-{number}.ics"


def first_run(database: Path, kind: str = "long") -> Workout:
    return next(one for one in read_all_workouts(database) if one.kind == kind and str(one.date) > "2027-01-06")


def move_event(file: Path, day: str, to: str) -> None:
    text = file.read_bytes().decode()
    moved = text.replace(f"DTSTART:{day}", f"DTSTART:{to}").replace(f"DTEND:{day}", f"DTEND:{to}")
    assert moved != text
    file.write_bytes(moved.encode())


def test_the_document_has_its_keys_whatever_was_done(block: Planner, folder: Path) -> None:
    first = block("sync", str(folder), "--json").document
    assert list(first) == KEYS
    assert (first["folder"], first["operation"], first["unchanged"]) == (str(folder.resolve()), None, 0)
    assert first["written"] == len(list(folder.glob("*.ics")))
    second = block("sync", str(folder), "--json").document
    assert second == {**first, "written": 0, "unchanged": first["written"]}


def test_a_move_is_said_once_and_undo_takes_it_back(synced: Planner, database: Path, folder: Path) -> None:
    run = first_run(database)
    move_event(event_file(database, folder, run.id), f"{run.date:%Y%m%d}", "20270116")
    dry = synced("sync", str(folder), "--dry-run")
    assert dry.out.startswith("Nothing was changed, this is what would be:\nCalendar: 1 moved\n")
    document = synced("sync", str(folder), "--json").document
    assert document["operation"] == "Calendar: 1 moved"
    (moved,) = document["moved"]
    assert (moved["item"], moved["from"][:10], moved["to"][:10]) == (run.id, str(run.date), "2027-01-16")
    assert synced("sync", str(folder)).out == ""  # nothing without a change
    assert "Calendar: 1 moved" in synced("undo").out
    assert synced("sync", str(folder), "--json").document["operation"] is None


def test_a_conflict_names_the_command_that_takes_the_other_place(synced: Planner, database: Path, folder: Path) -> None:
    run = first_run(database)
    file = event_file(database, folder, run.id)
    move_event(file, f"{run.date:%Y%m%d}T{run.start.replace(':', '') if run.start else ''}", "20270116T0915")
    synced("move", str(run.id), "2027-01-15")
    (conflict,) = synced("sync", str(folder), "--dry-run", "--json").document["conflicts"]
    take = f"planner edit {run.id} --to 2027-01-16 --start 09:15"
    assert conflict == {
        "item": run.id, "here": f"2027-01-15T{run.start}", "there": "2027-01-16T09:15", "take": take
    }  # fmt: skip
    said = synced("sync", str(folder))
    assert take in " ".join(said.out.split())
    assert synced(*take.removeprefix("planner ").split()).code == 0
    assert synced("sync", str(folder), "--json").document["written"] >= 1


def test_a_deleted_event_is_a_question_of_the_inbox(synced: Planner, database: Path, folder: Path) -> None:
    run = first_run(database)
    event_file(database, folder, run.id).unlink()
    said = synced("sync", str(folder))
    assert f'"planner inbox {run.id} skip" skips it' in said.out
    (pending,) = synced("sync", str(folder), "--json").document["pending"]
    assert (pending["item"], pending["question"][-22:]) == (run.id, ": skip it, or keep it?")
    (question,) = synced("inbox", "--json").document["questions"]
    assert question == {
        "id": run.id,
        "activities": [],
        "items": [run.id],
        "proposed": None,
        "why": "event deleted",
        "words": pending["question"],
    }
    listed = synced("inbox")
    assert f'1 question; "planner inbox {run.id} skip" is an answer.' in listed.out
    dry = synced("inbox", str(run.id), "skip", "--dry-run")
    assert "this is what would be:" in dry.out
    document = synced("inbox", f"w{run.id}", "skip", "--json").document
    assert [item["status"] for item in document["items"]][:1] == ["skipped"]
    assert synced("inbox").out == "No questions about recordings or deleted events.\n"
    synced("undo")
    kept = synced("inbox", str(run.id), "keep")
    assert "the next sync writes its event again" in kept.out
    assert synced("sync", str(folder), "--json").document["written"] == 1
    assert synced("inbox", str(run.id), "keep").err == f"planner: There is no question about recording {run.id}.\n"


def test_what_is_refused_is_one_sentence_and_makes_nothing(block: Planner, tmp_path: Path, folder: Path) -> None:
    (tmp_path / "file").write_text("mine")
    refusals = {
        (str(tmp_path / "file"),): "is a file, not a folder.",
        (str(folder), "--zone", "Mars"): 'zone must be the name of a time zone, not "Mars"',
        (str(folder), "--from", "never"): "from",
        (str(folder), "--watch", "--json"): "--watch goes on until it is ended",
        (str(folder), "--watch", "--dry-run"): "--watch goes on until it is ended",
        (str(tmp_path),): "holds files that are no part of a calendar",
        (str(tmp_path / "backups"), "--force"): "is in the folder of the backups of book.db",
    }
    for words, sentence in refusals.items():
        said = block("sync", *words)
        assert (said.code, said.out, said.err.count("\n")) == (1, "", 1)
        assert sentence in said.err
    assert not folder.exists()


def test_a_dry_run_makes_no_folder(block: Planner, folder: Path) -> None:
    document = block("sync", str(folder), "--dry-run", "--json").document
    assert document["written"] > 50
    assert not folder.exists()


def test_busy_times_skip_the_events_of_the_plan(synced: Planner, folder: Path) -> None:
    said = synced("busy", str(folder), "--dry-run")
    assert "0 half-days to strength" in said.out
    assert "are our own" in said.out


def test_a_move_names_its_workout_and_both_places(synced: Planner, database: Path, folder: Path) -> None:
    run = first_run(database)
    move_event(event_file(database, folder, run.id), f"{run.date:%Y%m%d}", "20270116")
    said = synced("sync", str(folder)).out.splitlines()
    assert said[:2] == [
        "Calendar: 1 moved",
        f"  Long run (workout {run.id}): {run.date:%a} {run.date.day} Jan {run.start} → Sat 16 Jan {run.start}",
    ]
    assert said[-1] == "planner undo takes the moves back."
