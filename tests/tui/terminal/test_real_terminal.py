from __future__ import annotations

import os
import signal
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from planner.usecases.planbook import Planbook
from tests.tui.driving import Spawn

RESTORED = (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?1000l", b"\x1b[?2004l")
CRASHING = """
import sys
from planner.tui.calendar.screen import CalendarScreen
def action_today(self):
    note = "a secret about my knee"
    raise ZeroDivisionError(note)
CalendarScreen.action_today = action_today
from planner.cli import main
sys.exit(main(sys.argv[1:]))
"""


STOPPED_WHILE_WRITING = """
import os, signal, sys
from textual.drivers._writer_thread import WriterThread
write = WriterThread.write
def write_and_stop(self, text):
    if "February" in text and os.environ.pop("IS_TO_STOP", ""):
        with self._queue.mutex:
            os.kill(os.getpid(), signal.SIGTSTP)
    write(self, text)
WriterThread.write = write_and_stop
from planner.cli import main
sys.exit(main(sys.argv[1:]))
"""


def test_an_invalid_byte_is_not_the_end(spawn: Spawn) -> None:
    terminal = spawn()
    terminal.wait_for("January 2027")
    terminal.press(b"\xe9\xff\xfe\x9b")
    terminal.press(b"}")
    terminal.wait_for("February 2027")


def test_nothing_is_sent_while_nothing_happens(spawn: Spawn) -> None:
    terminal = spawn()
    terminal.wait_for("January 2027")
    terminal.settle(1.0)
    assert terminal.read(1.2) == b"", "the clock and the file are looked at once a second"


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="the threads are counted in /proc")
def test_a_program_stopped_and_continued_by_another_goes_on_as_it_was(spawn: Spawn) -> None:
    terminal = spawn()
    terminal.wait_for("January 2027")
    terminal.settle(0.5)
    threads = Path(f"/proc/{terminal.process}/task")
    before = len(list(threads.iterdir()))
    for month in ("February 2027", "March 2027"):
        terminal.output = b""
        os.kill(terminal.process, signal.SIGSTOP)
        os.kill(terminal.process, signal.SIGCONT)
        terminal.wait_until(lambda: b"\x1b[?1049h" in terminal.output)
        terminal.settle(0.2)
        terminal.press(b"}")
        terminal.wait_for(month)
    assert len(list(threads.iterdir())) <= before, "one thread reads the keys, not three"
    terminal.press(b"q")
    assert terminal.wait() == 0
    assert termios.tcgetattr(terminal.file) == terminal.modes


def test_a_program_stopped_while_it_writes_goes_on(spawn: Spawn) -> None:
    terminal = spawn("-c", STOPPED_WHILE_WRITING, IS_TO_STOP="yes")
    terminal.wait_for("January 2027")
    terminal.press(b"}")
    terminal.wait_until(lambda: bool(os.waitpid(terminal.process, os.WNOHANG | os.WUNTRACED)[0]))
    terminal.output = b""
    os.kill(terminal.process, signal.SIGCONT)
    terminal.wait_until(lambda: b"\x1b[?1049h" in terminal.output)
    terminal.settle(0.2)
    terminal.press(b"}")
    terminal.wait_for("March 2027")


def test_quitting_leaves_the_terminal_as_it_was(spawn: Spawn) -> None:
    terminal = spawn()
    terminal.wait_for("January 2027")
    terminal.press(b"q")
    assert terminal.wait() == 0
    terminal.settle(0.1)
    assert all(mode in terminal.output for mode in RESTORED)
    assert termios.tcgetattr(terminal.file) == terminal.modes


def test_an_edit_goes_all_the_way_to_the_file_and_back(spawn: Spawn) -> None:
    terminal = spawn()
    terminal.wait_for("January 2027")
    terminal.press(b"dd")
    terminal.wait_for("u takes it back")
    terminal.press(b"m")
    terminal.wait_for("all done or skipped here")
    terminal.press(b"u")
    terminal.wait_for("Taken back: mark done")
    terminal.press(b"m\x1b[C\r")
    terminal.wait_for("Moved Tempo")


def test_a_crash_prints_a_sentence_and_no_word_of_the_runners(spawn: Spawn, book: Planbook) -> None:
    terminal = spawn("-c", CRASHING)
    terminal.wait_for("January 2027")
    terminal.press(b"t")
    assert terminal.wait() == 1
    terminal.settle(0.1)
    report = Path(f"{book.path}-crash.txt")
    said = terminal.output.rpartition(b"\x1b[?1049l")[2].decode()
    assert "a fault of its own (ZeroDivisionError)" in said
    assert "secret" not in said
    assert len(said.splitlines()) < 10
    assert report.stat().st_mode & 0o777 == 0o600
    assert "action_today" in report.read_text()
    assert "secret" not in report.read_text()


@pytest.mark.parametrize("term", ["dumb", ""])
def test_a_dumb_terminal_is_refused(spawn: Spawn, term: str) -> None:
    terminal = spawn(TERM=term)
    assert terminal.wait() == 2
    terminal.settle(0.1)
    assert b"cannot draw here" in terminal.output
    assert b"\x1b" not in terminal.output


def test_a_terminal_without_utf_8_is_refused(spawn: Spawn) -> None:
    terminal = spawn(PYTHONIOENCODING="latin-1")
    assert terminal.wait() == 2
    terminal.settle(0.1)
    assert b"needs a UTF-8 terminal; this one is set to" in terminal.output


def test_no_terminal_at_all_is_refused(book: Planbook) -> None:
    command = [sys.executable, "-m", "planner", "--db", str(book.path)]
    found = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=60)
    assert found.returncode == 2
    assert "needs a terminal" in found.stderr
    assert found.stdout == ""


def test_a_file_that_is_no_database_is_refused_before_the_screen(spawn: Spawn, book: Planbook) -> None:
    book.path.write_text("Dear diary, " * 100)
    terminal = spawn()
    assert terminal.wait() == 1
    terminal.settle(0.1)
    assert book.path.name.encode() in terminal.output
    assert b"\x1b[?1049h" not in terminal.output
    assert book.path.read_text().startswith("Dear diary")


def test_an_arrow_after_another_view_sends_only_what_it_changes(spawn: Spawn) -> None:
    terminal = spawn()
    terminal.wait_for("January 2027")
    for shown in ("4 – 10 January", "Thu 7", "wk ", "4 – 10 January"):
        terminal.press(b"v")
        terminal.wait_for(shown)
        terminal.settle(0.3)
    before = len(terminal.output)
    terminal.press(b"\x1b[C")
    terminal.wait_for("Fri 8 Jan")
    terminal.settle(0.3)
    assert 0 < len(terminal.output) - before <= 900


@pytest.mark.parametrize(
    ("keys", "until"),
    [
        (b"\x1b[C\x1b[Ba", "Kind"),
        (b"2?", "escape closes"),
        (b"g+3d", "Sunday 10 January 2027"),
        (b"\x1b[B?", "escape closes"),
    ],
)
def test_a_sheet_that_opens_in_a_hurry_lies_over_what_the_screen_below_shows(
    spawn: Spawn, keys: bytes, until: str
) -> None:
    terminal = spawn()
    terminal.wait_for("January 2027")
    terminal.settle(0.5)
    terminal.press(keys)
    terminal.wait_for(until)
    terminal.settle(0.5)
    as_sent = terminal.text
    terminal.press(b"\x0c")
    terminal.settle(0.5)
    assert terminal.text == as_sent
