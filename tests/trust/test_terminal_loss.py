"""A terminal that is closed, frozen, stopped or resized, on every screen: the program ends and keeps what was typed."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import signal
import struct
import sys
import termios
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.store import check_file
from tests.terminal import Terminal
from tests.trust.figures import Report
from tests.trust.lived_in import TODAY

MODES_BACK = (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?1000l", b"\x1b[?2004l")
SCREENS: dict[str, list[tuple[bytes, str]]] = {
    "calendar": [],
    "form": [(b"t", "2027"), (b"d", "what did you do?"), (b"\t\t7", " 7 ")],
    "builder": [(b"2", "points")],
    "progress": [(b"3", "fitness")],
    "session": [(b"4", "Get ready")],
    "help": [(b"?", "Getting about")],
    "search": [(b"/", "Find workouts"), (b"easy", "easy")],
    "palette": [(b"\x10", "what do you want"), (b"mark", "mark")],
    "history": [(b"H", "newest first")],
}
"""The keys that open each screen from the calendar, and what is seen after each of them."""


def close(terminal: Terminal) -> None:
    terminal.close()
    assert terminal.wait() == 128 + signal.SIGHUP


def terminate(terminal: Terminal) -> None:
    end_by(terminal, signal.SIGTERM)


def ask_for_a_core(terminal: Terminal) -> None:
    end_by(terminal, signal.SIGQUIT)


def end_by(terminal: Terminal, number: signal.Signals) -> None:
    """End the program by a signal from another shell; the terminal is as it was before."""
    os.kill(terminal.process, number)
    assert terminal.wait() == 128 + number
    terminal.settle(0.1)
    assert all(mode in terminal.output for mode in MODES_BACK)
    assert termios.tcgetattr(terminal.file) == terminal.modes


def freeze(terminal: Terminal) -> None:
    """Read no more while the program goes on drawing, until it cannot."""
    os.set_blocking(terminal.file, False)
    for number in range(400):
        resize(terminal, 80 + number % 2 * 40, 24 + number % 2 * 16)
        try:
            terminal.press(b"\x0c")
        except BlockingIOError:
            break
        terminal.stall(0.005)


def freeze_and_terminate(terminal: Terminal) -> None:
    freeze(terminal)
    os.kill(terminal.process, signal.SIGTERM)
    assert terminal.wait(reading=False) == 128 + signal.SIGTERM


def freeze_and_close(terminal: Terminal) -> None:
    freeze(terminal)
    terminal.close()
    assert terminal.wait() == 128 + signal.SIGHUP


def drawn(terminal: Terminal) -> list[str]:
    """Return the lines of the screen, without the last, where a passing remark gives way to the keys."""
    lines: list[str] = terminal.screen.display
    return lines[:-1]


def stop_and_go_on(terminal: Terminal) -> None:
    """Stop the program from another shell and let it go on: it draws again what was there."""
    before = drawn(terminal)
    os.kill(terminal.process, signal.SIGTSTP)
    terminal.settle(0.3)
    os.kill(terminal.process, signal.SIGCONT)
    terminal.wait_until(lambda: drawn(terminal) == before)
    close(terminal)


def resize(terminal: Terminal, width: int, height: int) -> None:
    terminal.screen.resize(height, width)
    fcntl.ioctl(terminal.file, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))


def resize_to_all(terminal: Terminal) -> None:
    """Resize to a single cell, to more than any terminal has, and back: the screen is as before."""
    before = drawn(terminal)
    for width, height in ((1, 1), (20, 5), (40, 12), (300, 100), (500, 300), (2, 200), (80, 24)):
        resize(terminal, width, height)
        terminal.settle(0.1)
    terminal.press(b"\x0c")
    terminal.wait_until(lambda: drawn(terminal) == before)
    close(terminal)


LOSSES: dict[str, Callable[[Terminal], None]] = {
    "closed": close,
    "closed with hang-ups ignored": close,
    "terminated": terminate,
    "quit": ask_for_a_core,
    "frozen and terminated": freeze_and_terminate,
    "frozen and closed": freeze_and_close,
    "stopped": stop_and_go_on,
    "resized": resize_to_all,
}
QUICK = {
    ("closed", "form"),
    ("closed with hang-ups ignored", "form"),
    ("terminated", "calendar"),
    ("quit", "builder"),
    ("frozen and terminated", "calendar"),
    ("frozen and closed", "form"),
    ("stopped", "progress"),
    ("resized", "calendar"),
}
CASES = [
    pytest.param(loss, screen, marks=() if (loss, screen) in QUICK else pytest.mark.soak)
    for loss in LOSSES
    for screen in SCREENS
]


@pytest.mark.parametrize(("loss", "screen"), CASES)
def test_a_lost_terminal_costs_nothing(lived_in: Path, tmp_path: Path, report: Report, loss: str, screen: str) -> None:
    path = Path(shutil.copy(lived_in, tmp_path / "planner.db"))
    command = (sys.executable, "-m", "planner", "--db", str(path), "--today", str(TODAY))
    terminal = Terminal(*command, ignore_hang_up="ignored" in loss, PLANNER_CONFIG=str(tmp_path / "none.toml"))
    lost = 1
    try:
        terminal.wait_for("2027")
        terminal.wait_for("Light sled")
        for keys, seen in SCREENS[screen]:
            terminal.settle(0.2)
            terminal.press(keys)
            terminal.wait_for(seen)
        terminal.settle(0.3)
        LOSSES[loss](terminal)
        lost = int(screen == "form" and typed(path) != "7")
    finally:
        terminal.end()
        report("P7", "terminals closed, frozen, stopped or resized, on every screen", 1, lost=lost)
    assert not lost
    assert check_file.check_database(path) == []


def typed(path: Path) -> str:
    """Return the effort that was typed into the form, as it is kept for the next session."""
    drafts: dict[str, dict[str, str]] = json.loads(path.with_name("planner.db-draft.json").read_text())
    kept = next(iter(drafts.values()))
    return next(text for field, text in kept.items() if field.endswith(" rpe"))
