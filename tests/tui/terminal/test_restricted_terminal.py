"""The full screen of a restricted account, in a real terminal: all of it works, and nothing leads out."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from planner.usecases.planbook import Planbook
from tests.terminal import Terminal

PLAN = "units: km\ntype: Base\nschedule:\n- workouts:\n  - {title: Easy Run, distance: 8}\n"
MAIN = (sys.executable, "-m", "planner")
CRASHING = """
import sys
from planner.tui.calendar.screen import CalendarScreen
def action_today(self):
    open("/etc/passwd")
CalendarScreen.action_today = action_today
from planner.cli import main
sys.exit(main(sys.argv[1:]))
"""
CHANGING = re.compile(
    r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|^(?:creat|mkdir|mknod|rmdir|unlink|rename|link|symlink|truncate|chmod|chown|utime)"
)
OPENING = re.compile(r"^(?:open|openat|creat|unlink|rename|link|symlink|mkdir|mknod|rmdir|truncate|chmod|chown|utime)")

Enter = Callable[..., Terminal]


@pytest.fixture
def account(book: Planbook, tmp_path: Path) -> Path:
    """A home with a data directory, whose path is short enough to be seen whole on a screen."""
    data = tmp_path / "d"
    data.mkdir()
    shutil.move(book.path, data / "planner.db")
    (tmp_path / "secret.yaml").write_text(PLAN)
    return tmp_path


@pytest.fixture
def enter(account: Path) -> Iterator[Enter]:
    """The restricted full screen; ended with the test."""
    opened: list[Terminal] = []

    def start(*program: str, **environment: str) -> Terminal:
        database = str(account / "d" / "planner.db")
        command = (*(program or MAIN), "--restricted", "--db", database)
        home = {"HOME": str(account), "TMPDIR": str(account), "PYTHONDONTWRITEBYTECODE": "1", **environment}
        opened.append(Terminal(*command, "--today", "2027-01-07", **home))  # type: ignore[arg-type]
        return opened[-1]

    yield start
    for terminal in opened:
        terminal.end()


def type_a_plan(terminal: Terminal, path: str) -> None:
    """Go to the builder and type the path of a plan."""
    terminal.press(b"2")
    terminal.wait_for("New block")
    terminal.press(b"\x1b[D" * 4)
    terminal.wait_for("from a file")
    terminal.press(b"\x1b[B")
    terminal.wait_for("▌File")
    terminal.press(path.encode())


def test_a_path_outside_is_one_sentence_and_the_screen_goes_on(enter: Enter) -> None:
    terminal = enter()
    terminal.wait_for("January 2027")
    type_a_plan(terminal, "../secret.yaml")
    terminal.wait_for("restricted")
    terminal.press(b"\x15../sec\x1b[C!")  # the right arrow would complete it
    terminal.wait_for("File      ../sec!")
    terminal.press(b"\x1b")
    terminal.wait_for("January 2027")
    terminal.press(b"q")
    assert terminal.wait() == 0


def test_a_crash_is_reported_inside(enter: Enter, account: Path) -> None:
    terminal = enter(sys.executable, "-c", CRASHING)
    terminal.wait_for("January 2027")
    terminal.press(b"t")
    assert terminal.wait() == 1
    terminal.settle(0.1)
    assert b"a fault of its own (SandboxError)" in terminal.output
    assert "action_today" in (account / "d" / "planner.db-crash.txt").read_text()
    assert sorted(entry.name for entry in account.iterdir()) == ["d", "secret.yaml"]


def test_textuals_own_switches_are_out_of_reach(enter: Enter, account: Path) -> None:
    switches = {
        "TEXTUAL_LOG": str(account / "log"),
        "TEXTUAL_SCREENSHOT": "1",
        "TEXTUAL_SCREENSHOT_LOCATION": str(account),
        "TEXTUAL_DRIVER": "no.such:Driver",
        "TEXTUAL_PRESS": "q",
    }
    terminal = enter(**switches)
    terminal.wait_for("January 2027")
    terminal.settle(0.3)
    terminal.press(b"d")
    terminal.wait_for("RPE")
    assert sorted(entry.name for entry in account.iterdir()) == ["d", "secret.yaml"]


@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")
def test_the_system_sees_no_file_outside_and_no_program(enter: Enter, account: Path) -> None:
    possible = subprocess.run(["strace", "-o", os.devnull, "true"], capture_output=True, check=False, timeout=30)
    if possible.returncode:
        pytest.skip("strace may not trace a process here")
    log = account.parent / f"{account.name}.strace"
    terminal = enter(*("strace", "-f", "-o", str(log), "-e", "trace=%file,%process,connect,bind"), *MAIN)
    terminal.wait_for("January 2027")
    terminal.press(b"dd")
    terminal.wait_for("u takes it back")
    type_a_plan(terminal, "../secret.yaml")
    terminal.wait_for("restricted")
    terminal.press(b"\x1b")
    terminal.wait_for("January 2027")
    terminal.press(b"3")
    terminal.wait_for("Running distance")
    terminal.press(b"q")
    assert terminal.wait() == 0
    inside, home = f'"{account.resolve()}/d', str(account.resolve())
    calls = [line.partition(" ")[2].lstrip() for line in log.read_text().splitlines()]
    begin = next(place for place, call in enumerate(calls) if call.startswith(f'chdir({inside}"'))
    calls = calls[begin + 1 :]
    assert any(inside in call and "O_RDWR" in call for call in calls)
    outside = [call for call in calls if OPENING.match(call) and inside not in call]
    assert [call for call in outside if CHANGING.search(call)] == []
    assert [call for call in outside if home in call or "secret.yaml" in call] == []
    assert [call for call in calls if call.startswith(("exec", "fork", "vfork", "connect", "bind"))] == []
    assert all("CLONE_THREAD" in call for call in calls if call.startswith("clone") and "resumed" not in call)
