"""The running program is killed at random moments while it edits: whatever it had confirmed is in the file."""

from __future__ import annotations

import datetime as dt
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from planner.store import check_file, quick
from tests.terminal import PATIENCE_S, Terminal
from tests.trust.figures import Report
from tests.trust.operations import arguments, database_in
from tests.tui.season import DAY, TODAY, write_season

COLUMNS = 7
"""The days of a week on the screen, over which the notes are spread."""


@dataclass
class Notes:
    """Notes added one after the other, and which of them were confirmed before a kill.

    Attributes:
        directory: Where the database is.
        random: Where the moments are drawn from.
        tried: How many notes were begun.
        confirmed: The titles of those that were confirmed.
        kills: How often the program was killed.
    """

    directory: Path
    random: random.Random
    tried: int = 0
    confirmed: set[str] = field(default_factory=set)
    kills: int = 0

    def next_title(self) -> str:
        self.tried += 1
        return f"Note {self.tried}"

    def next_day(self) -> dt.date:
        return TODAY + DAY * self.random.randint(1, 300)

    def lost(self) -> set[str]:
        """Return the titles that were confirmed and are not in the file, which must be sound."""
        path = database_in(self.directory)
        stored = {workout.title for workout in quick.read_all_workouts(path)}
        return self.confirmed - stored


def kill_command(notes: Notes, duration_s: float) -> None:
    """Add a note with the real program and kill it at some moment, unless it has ended before."""
    title = notes.next_title()
    words = arguments(notes.directory, "add", notes.next_day().isoformat(), "note", "--title", title)
    command = [sys.executable, "-m", "planner", *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as program:
        try:
            said, complained = program.communicate(timeout=notes.random.uniform(0.3, 1.1) * duration_s)
        except subprocess.TimeoutExpired:
            program.kill()
            said, complained = program.communicate()
            notes.kills += program.returncode == -signal.SIGKILL
    assert complained == ""
    if program.returncode == 0 or f"{title}\n" in said:
        notes.confirmed.add(title)


def kill_screen(notes: Notes) -> None:
    """Type notes on the screen and kill it at some moment after one of them was begun.

    What the screen killed before was typing is kept, and would be here again: it is dropped.
    """
    database = database_in(notes.directory)
    database.with_name(f"{database.name}-draft.json").unlink(missing_ok=True)
    terminal = Terminal(sys.executable, "-m", "planner", *arguments(notes.directory))
    terminal.wait_for("January 2027")
    for _ in range(notes.random.randint(0, 2)):
        title = type_note(terminal, notes)
        terminal.wait_for(f"{title}. u takes it back")
        notes.confirmed.add(title)
    title = type_note(terminal, notes)
    until = time.monotonic() + notes.random.uniform(0, 0.3)
    while (left := until - time.monotonic()) > 0:
        terminal.read(left)
    os.kill(terminal.process, signal.SIGKILL)
    assert terminal.wait() == -signal.SIGKILL
    notes.kills += 1
    if f"{title}. u takes it back" in terminal.text:
        notes.confirmed.add(title)


def type_note(terminal: Terminal, notes: Notes) -> str:
    title = notes.next_title()
    terminal.press(b"t" + b"l" * notes.random.randrange(COLUMNS) + b"anote\t" + title.encode() + b"\r")
    return title


def faults(database: Path) -> list[str]:
    """Return what is wrong with a database, but for files that a kill left half written next to it, as it may."""
    return [each for each in check_file.check_database(database) if not each.endswith("may be deleted.")]


def measure_command(notes: Notes) -> float:
    """Return how long a command takes here, in seconds."""
    begin = time.monotonic()
    kill_command(notes, PATIENCE_S)
    assert len(notes.confirmed) == notes.tried
    return time.monotonic() - begin


@pytest.mark.parametrize(
    ("seed", "kills"), [(0, 3), *(pytest.param(seed, 100, marks=pytest.mark.soak) for seed in range(1, 5))]
)
def test_commands_killed_at_random_keep_what_they_confirmed(
    tmp_path: Path, report: Report, seed: int, kills: int
) -> None:
    write_season(database_in(tmp_path))
    notes = Notes(tmp_path, random.Random(seed))
    duration_s = measure_command(notes)
    lost: set[str] = set()
    while notes.kills < kills:
        kill_command(notes, duration_s)
        lost |= notes.lost()
    report("P1", "kills of real commands at random moments", notes.kills, lost=len(lost))
    assert lost == set()
    assert faults(database_in(tmp_path)) == []


@pytest.mark.parametrize(
    ("seed", "kills"), [(0, 1), *(pytest.param(seed, 15, marks=pytest.mark.soak) for seed in range(1, 5))]
)
def test_a_screen_killed_at_random_keeps_what_it_confirmed(
    tmp_path: Path, report: Report, seed: int, kills: int
) -> None:
    write_season(database_in(tmp_path))
    notes = Notes(tmp_path, random.Random(seed))
    lost: set[str] = set()
    while notes.kills < kills:
        kill_screen(notes)
        lost |= notes.lost()
    report("P1", "kills of the screen in a terminal at random moments", notes.kills, lost=len(lost))
    assert lost == set()
    assert faults(database_in(tmp_path)) == []
