"""A runner's daily use through a real ssh and sshd: look, mark done, move, lose the connection, come back."""

from __future__ import annotations

import datetime as dt
import os
import shlex
import signal
import sys
import time
from pathlib import Path

import pytest

from planner import landlock
from planner.clock import Clock
from planner.training.workouts import StoredStatus, Workout
from planner.usecases.planbook import Planbook
from planner.usecases.queries import read_workouts
from tests.ssh.conftest import Connect
from tests.ssh.server import Server, parent
from tests.terminal import PATIENCE_S
from tests.tui.season import DAY, TODAY

MAIN = (sys.executable, "-m", "planner")


def full_screen(database: Path) -> list[str]:
    return [*MAIN, "--db", str(database), "--today", TODAY.isoformat()]


def forced(database: Path) -> str:
    """Return the options of a key that runs the planner and nothing else."""
    command = shlex.join([*MAIN, "--restricted", "--db", str(database), "--today", TODAY.isoformat()])
    return f'restrict,pty,command="{command}"'


def on(database: Path, day: dt.date) -> Workout:
    """Return the first workout of a day in the file."""
    return read_workouts(Planbook(database, Clock(TODAY)), day, day)[0]


def wait_until_gone(server: Server, mark: str) -> None:
    """Wait until no process below the server has this word in its command line."""
    until = time.monotonic() + PATIENCE_S
    while left := server.running(mark):
        assert time.monotonic() < until, f"left behind: {left}"
        time.sleep(0.05)


def is_kept_in_by_the_kernel(server: Server, mark: str) -> bool:
    """Whether the planner below the server has given up its privileges, as it does only for the kernel's lock."""
    statuses = [Path(f"/proc/{pid}/status").read_text() for pid in server.running(mark)]
    return any("NoNewPrivs:\t1" in status for status in statuses)


def connection_of(server: Server, pid: int) -> int:
    """Return the process of sshd that serves the connection of a program."""
    while (above := parent(pid)) != server.process:
        assert above > 1, "the program has no sshd above it"
        pid = above
    return pid


def test_today_is_seen_in_the_colours_ssh_leaves(connect: Connect, database: Path) -> None:
    terminal = connect(*full_screen(database))
    terminal.wait_for("January 2027")
    terminal.wait_for("Tempo, 3 × 10 min, 12 km")
    terminal.settle(0.3)
    assert b"38;5;" in terminal.output
    assert b"38;2;" not in terminal.output
    assert b"48;2;" not in terminal.output
    terminal.press(b"q")
    assert terminal.wait() == 0


def test_done_twice_is_done_in_the_file(connect: Connect, database: Path) -> None:
    terminal = connect(*full_screen(database))
    terminal.wait_for("January 2027")
    terminal.press(b"dd")
    terminal.wait_for("u takes it back")
    assert on(database, TODAY).status is StoredStatus.DONE


def test_a_moved_workout_remembers_where_it_stood(connect: Connect, database: Path) -> None:
    terminal = connect(*full_screen(database))
    terminal.wait_for("January 2027")
    terminal.press(b"m\x1b[C\r")
    terminal.wait_for("Moved Tempo")
    moved = [
        item
        for item in read_workouts(Planbook(database, Clock(TODAY)), TODAY + DAY, TODAY + DAY)
        if item.planned.distance_m
    ]
    assert [(item.title, item.original_date) for item in moved] == [("Tempo, 3 × 10 min", TODAY)]


@pytest.mark.parametrize("end", ["client", "server"])
def test_a_lost_line_keeps_what_was_typed_and_leaves_nothing_behind(
    connect: Connect, server: Server, database: Path, end: str
) -> None:
    mark = str(database)
    terminal = connect(*full_screen(database))
    terminal.wait_for("January 2027")
    terminal.press(b"d")
    terminal.wait_for("RPE")
    terminal.press(b"\t\t7\t\twindy")
    terminal.wait_for("windy")
    lost = terminal.process if end == "client" else connection_of(server, server.running(mark)[0])
    os.kill(lost, signal.SIGKILL)
    wait_until_gone(server, mark)
    terminal.wait()
    assert on(database, TODAY).status is StoredStatus.PLANNED

    again = connect(*full_screen(database))
    again.wait_for("January 2027")
    again.wait_for("d goes on where you stopped")
    again.press(b"d")
    again.wait_for("windy")
    again.press(b"\r")
    again.wait_for("u takes it back")
    done = on(database, TODAY)
    assert done.actual is not None
    assert (done.actual.effort.rpe, done.actual.note) == (7, "windy")


def test_a_forced_command_opens_the_screen(connect: Connect, server: Server, database: Path) -> None:
    server.authorize(forced(database))
    terminal = connect()
    terminal.wait_for("January 2027")
    terminal.press(b"\x1a")  # which would stop the program for good
    terminal.wait_for("there is no shell to go to")
    terminal.press(b"dd")
    terminal.wait_for("u takes it back")
    terminal.press(b"q")
    assert terminal.wait() == 0
    assert on(database, TODAY).status is StoredStatus.DONE


def test_a_forced_command_times_a_session_in_lines(connect: Connect, server: Server, database: Path) -> None:
    server.authorize(forced(database))
    server.ask("screening --answer chest=no")
    server.ask("add today light --sled '2x20 56'")
    terminal = connect("session", "--run")
    terminal.wait_for("Get ready: round 1 of 2")
    assert is_kept_in_by_the_kernel(server, str(database)) == (landlock.find_version() > 0)
    terminal.press(b" ")
    terminal.wait_for("Round 1 of 2")
    terminal.press(b" d")
    terminal.wait_for("Done in")
    terminal.wait_for("How hard was it")
    terminal.press(b"4\n\n")
    assert terminal.wait() == 0
    (done,) = (one for one in read_workouts(Planbook(database, Clock(TODAY)), TODAY, TODAY) if one.actual is not None)
    assert done.actual is not None
    assert (done.actual.effort.sled_m, done.actual.effort.rpe) == (20.0, 4.0)


def test_a_lost_line_loses_nothing_of_a_session_in_lines(connect: Connect, server: Server, database: Path) -> None:
    mark = str(database)
    server.ask(*full_screen(database), "add", "today", "light", "--sled", "'2x20 56'")
    terminal = connect(*full_screen(database), "session", "--run")
    terminal.wait_for("Get ready: round 1 of 2")
    terminal.press(b"  ")
    terminal.wait_for("Rest 30 s")
    os.kill(terminal.process, signal.SIGKILL)
    wait_until_gone(server, mark)
    terminal.wait()
    again = connect(*full_screen(database), "session", "--run")
    again.wait_for("Rest 30 s")
    again.press(b"d")
    again.wait_for("Done: sled 1 × 20 m, 56 kg")


def test_a_forced_command_takes_words(server: Server, database: Path) -> None:
    server.authorize(forced(database))
    said = server.ask("done --rpe 5")
    assert (said.returncode, said.stderr) == (0, "")
    assert "Tempo" in said.stdout
    done = on(database, TODAY)
    assert done.status is StoredStatus.DONE
    assert done.actual is not None
    assert done.actual.effort.rpe == 5


@pytest.mark.parametrize(
    ("asked", "code", "sentence"),
    [
        ("slot /etc/passwd", 1, "planner: /etc/passwd: this planner is restricted to "),
        ("rm -rf x; ls", 2, 'planner: there is no command "rm"'),
        ("today; touch {beside}", 2, 'planner: there is no command "today;"'),
        ("today --db {beside}", 2, "planner: --db is decided here"),
    ],
)
def test_a_forced_command_takes_no_others(server: Server, database: Path, asked: str, code: int, sentence: str) -> None:
    server.authorize(forced(database))
    beside = database.parent.with_name("beside")
    said = server.ask(asked.format(beside=beside))
    assert (said.returncode, said.stdout) == (code, "")
    assert said.stderr.startswith(sentence)
    assert said.stderr.count("\n") == 1
    assert not beside.exists()
    assert on(database, TODAY).status is StoredStatus.PLANNED
