"""Commands on a disk that is full: one sentence, nothing half-written, and all is well once there is room."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from planner.store.backups.backup_names import list_backup_names
from tests.cli.said import Planner
from tests.dump import canonical
from tests.exchange.recordings.xml_samples import gpx_file, gpx_run, gpx_track
from tests.small_disk import SmallDisk


@pytest.fixture
def small(block: Planner, database: Path, small_disk: SmallDisk) -> Path:
    """A database with a block on a small disk."""
    spare = database.with_name("spare.db")
    assert block("backup", str(spare)).code == 0
    return Path(shutil.copy(spare, small_disk.place / "book.db"))


def test_each_command_says_what_was_not_done(
    block: Planner, database: Path, small: Path, small_disk: SmallDisk
) -> None:
    small_disk.leave_room(8192)
    before = small.read_bytes()
    for words, sentence in (
        (["backup"], "The disk is full, so no backup was made."),
        (["backup", str(small.with_name("mine.db"))], "The disk is full, so no backup was made."),
        (["restore", str(database.with_name("spare.db"))], "The disk is full, so nothing was restored."),
    ):
        said = block(*words, "--db", str(small))
        assert (said.code, said.out, said.err) == (1, "", f"planner: {sentence}\n"), words
        assert small.read_bytes() == before
    assert {name.split("-")[0] for name in small_disk.file_names} == {"book.db"}


def test_a_document_that_has_no_room_to_be_built_is_not_restored(
    block: Planner, small: Path, small_disk: SmallDisk, tmp_path: Path
) -> None:
    document = tmp_path / "plan.json"
    assert block("export", "json", "-o", str(document)).code == 0
    before = small.read_bytes()
    for room in (0, 8192, 100_000, 300_000):
        small_disk.leave_room(room)
        said = block("restore", str(document), "--db", str(small))
        assert (said.code, said.out) == (1, ""), room
        assert said.err == "planner: The disk is full, so nothing was restored.\n", room
        assert small.read_bytes() == before
        assert small_disk.file_names == {"book.db"}


def test_a_change_is_made_without_a_backup_where_only_the_change_has_room(
    block: Planner, small: Path, small_disk: SmallDisk
) -> None:
    small_disk.leave_room(100_000)
    said = block("skip", "2", "--reason", "ice", "--db", str(small))
    assert (said.code, said.err) == (0, "planner: No backup was made before this change: the disk is full.\n")


def test_a_change_that_has_no_room_is_refused_in_one_sentence_and_backed_up_once_it_is_made(
    block: Planner, small: Path, small_disk: SmallDisk
) -> None:
    before = canonical(small)
    skip = ["skip", "2", "--reason", "ice", "--db", str(small)]
    small_disk.leave_room(0)
    said = block(*skip)
    assert (said.code, said.out, said.err) == (1, "", f"planner: The disk is full, so {small} was not changed.\n")
    assert canonical(small) == before
    small_disk.make_room()
    said = block(*skip)
    assert (said.code, said.err) == (0, "")
    assert [canonical(backup.path) for backup in list_backup_names(small)] == [before]


@pytest.mark.parametrize("room", [60_000, 700_000], ids=["none for a backup", "too little for all"])
def test_an_import_that_runs_out_of_room_stores_nothing_of_it(
    block: Planner, small: Path, small_disk: SmallDisk, tmp_path: Path, room: int
) -> None:
    folder = tmp_path / "recorded"
    folder.mkdir()
    for day in range(200):
        run = gpx_file(gpx_track(gpx_run(5000, 1800, begin=-86_400 * day)))
        (folder / f"run{day}.gpx").write_bytes(run)
    before = canonical(small)
    small_disk.leave_room(room)
    said = block("import", str(folder), "--db", str(small))
    assert (said.code, said.out, said.err) == (1, "", f"planner: The disk is full, so {small} was not changed.\n")
    assert canonical(small) == before
    assert {name for name in small_disk.file_names if not name.startswith("backups/")} <= {"book.db", "book.db-journal"}
    small_disk.make_room()
    assert "200 files" in block("import", str(folder), "--db", str(small)).out
