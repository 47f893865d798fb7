"""``planner sync DIR --watch``: the real program carries changes through, waits for its database, ends when asked."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from planner.store.quick import read_workout
from tests.cli.said import Planner
from tests.cli.test_syncing import event_file, first_run, move_event

PATIENCE_S = 30.0


class Watch:
    """The program as it watches a folder."""

    def __init__(self, database: Path, folder: Path, directory: Path) -> None:
        self.output, self.errors = directory / "output", directory / "errors"
        command = [sys.executable, "-m", "planner", "--db", str(database), "--today", "2027-01-06"]
        with self.output.open("wb") as output, self.errors.open("wb") as errors:
            self.process = subprocess.Popen([*command, "sync", str(folder), "--watch"], stdout=output, stderr=errors)

    def wait_until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds, for as long as the program runs."""
        until = time.monotonic() + PATIENCE_S
        while not holds():
            assert self.process.poll() is None, self.errors.read_text()
            assert time.monotonic() < until, self.output.read_text() + self.errors.read_text()
            time.sleep(0.05)

    def end(self, number: signal.Signals) -> int:
        """Ask it to end, and return its exit status."""
        self.process.send_signal(number)
        return self.process.wait(PATIENCE_S)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "calendars" / "training"


@pytest.fixture
def watch(block: Planner, database: Path, folder: Path, tmp_path: Path) -> Iterator[Watch]:
    assert block is not None
    watching = Watch(database, folder, tmp_path)
    try:
        watching.wait_until(lambda: "written" in watching.output.read_text())
        yield watching
    finally:
        watching.process.kill()
        watching.process.wait(PATIENCE_S)


def test_changes_go_both_ways_and_ctrl_c_ends_it(watch: Watch, block: Planner, database: Path, folder: Path) -> None:
    run = first_run(database)
    file = event_file(database, folder, run.id)
    assert block("move", str(run.id), "2027-01-15").code == 0
    watch.wait_until(lambda: b"DTSTART:20270115" in file.read_bytes())
    aside = file.with_suffix(".new")
    aside.write_bytes(file.read_bytes())
    move_event(aside, "20270115", "20270116")
    aside.replace(file)
    watch.wait_until(lambda: str(read_workout(database, run.id).date) == "2027-01-16")
    watch.wait_until(lambda: "Calendar: 1 moved" in watch.output.read_text())
    assert watch.end(signal.SIGINT) == 0
    assert watch.errors.read_text() == ""


def test_a_locked_database_and_one_that_is_gone_are_waited_for_and_said_once(
    watch: Watch, block: Planner, database: Path, folder: Path
) -> None:
    run = first_run(database)
    file = event_file(database, folder, run.id)
    aside = database.with_suffix(".aside")
    database.rename(aside)
    watch.wait_until(lambda: "There is no database" in watch.errors.read_text())
    aside.rename(database)
    locked = sqlite3.connect(database, isolation_level=None)
    locked.execute("BEGIN EXCLUSIVE")
    text = file.read_bytes()
    file.unlink()
    watch.wait_until(lambda: "Another session" in watch.errors.read_text())
    file.write_bytes(text)
    locked.execute("ROLLBACK")
    locked.close()
    assert block("move", str(run.id), "2027-01-15").code == 0
    watch.wait_until(lambda: b"DTSTART:20270115" in file.read_bytes())
    assert watch.end(signal.SIGTERM) == 0
    said = watch.errors.read_text().splitlines()
    assert len(said) == len(set(said)) == 2


def test_a_folder_that_goes_away_is_waited_for(watch: Watch, block: Planner, database: Path, folder: Path) -> None:
    run = first_run(database)
    aside = folder.with_name("unmounted")
    folder.rename(aside)
    watch.wait_until(lambda: "is gone, and no event in it is taken as deleted" in watch.errors.read_text())
    assert not folder.exists()
    assert block("move", str(run.id), "2027-01-15").code == 0
    aside.rename(folder)
    watch.wait_until(lambda: b"DTSTART:20270115" in event_file(database, folder, run.id).read_bytes())
