"""A real terminal for tests that run a program in it: the planner, or ssh to one."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path

import pyte

_TITLES = re.compile(rb"\x1b\][^\a\x1b]*\a")
PATIENCE_S = 30.0


class Terminal:
    """A program in a terminal of 80x24, with an emulator that keeps its screen and answers Textual's queries.

    Args:
        command: The program and its arguments.
        ignore_hang_up: Whether the program ignores hang-ups, as under `nohup`.
        environment: Variables added to the test's own environment.
    """

    def __init__(self, *command: str, ignore_hang_up: bool = False, **environment: str) -> None:
        self.process, self.file = pty.fork()
        if self.process == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
            # not inherited: the tests may run under `nohup`
            signal.signal(signal.SIGHUP, signal.SIG_IGN if ignore_hang_up else signal.SIG_DFL)
            try:
                # the size of the terminal that runs the tests is not that of this one
                inherited = {name: value for name, value in os.environ.items() if name not in {"COLUMNS", "LINES"}}
                os.execvpe(command[0], command, {**inherited, "TERM": "xterm-256color", **environment})
            finally:
                os._exit(127)  # a second test run must never go on in the child
        self.modes = termios.tcgetattr(self.file)
        self.output = b""
        self.screen = pyte.Screen(80, 24)
        self.stream = pyte.ByteStream(self.screen)
        self.status: int | None = None

    def read(self, timeout: float) -> bytes:
        """Return the next output, or nothing after ``timeout`` seconds."""
        if not select.select([self.file], [], [], timeout)[0]:
            return b""
        try:
            found = os.read(self.file, 65536)
        except OSError:
            return b""
        self.output += found
        self.stream.feed(found.replace(b"\x1b[>13u", b"").replace(b"\x1b[>1u", b"").replace(b"\x1b[<u", b""))
        if b"\x1b[?2026$p" in found:
            os.write(self.file, b"\x1b[?2026;2$y")
        if b"\x1b[5n" in found:
            os.write(self.file, b"\x1b[0n")
        return found

    def wait_for(self, text: str) -> None:
        """Read until the screen shows a text."""
        until = time.monotonic() + PATIENCE_S
        while text not in self.text:
            assert time.monotonic() < until, self.text
            self.read(0.2)

    def wait_until(self, holds: Callable[[], bool], *, reading: bool = True) -> None:
        """Read until something holds; only wait for it where the terminal is stalled."""
        until = time.monotonic() + PATIENCE_S
        while not holds():
            assert time.monotonic() < until, self.text
            if reading:
                self.read(0.01)
            else:
                select.select([], [], [], 0.005)

    def stall(self, seconds: float) -> None:
        """Let some seconds go by without reading."""
        select.select([], [], [], seconds)

    @property
    def waiting_bytes(self) -> int:
        """How many bytes the program has written that were not read."""
        return int.from_bytes(fcntl.ioctl(self.file, termios.FIONREAD, bytes(4)), sys.byteorder)

    def wait_for_file(self, path: Path) -> None:
        """Read until a file exists."""
        until = time.monotonic() + PATIENCE_S
        while not path.exists():
            assert time.monotonic() < until, self.text
            self.read(0.1)

    def settle(self, silence: float) -> None:
        """Read until there is no output for ``silence`` seconds."""
        while self.read(silence):
            pass

    @property
    def bells(self) -> int:
        """How often the bell has rung; the same byte also ends a title, or a question about a colour."""
        return _TITLES.sub(b"", self.output).count(b"\a")

    @property
    def text(self) -> str:
        return "\n".join(self.screen.display)

    def press(self, keys: bytes) -> None:
        os.write(self.file, keys)

    def close(self) -> None:
        """Hang up: close the terminal under the program."""
        os.close(self.file)
        self.file = -1

    def wait(self, *, reading: bool = True) -> int:
        """Return the exit status, after waiting for the program to end."""
        until = time.monotonic() + PATIENCE_S
        while self.status is None:
            assert time.monotonic() < until, "the program does not end"
            if reading and self.file >= 0:
                self.read(0.02)
            pid, status = os.waitpid(self.process, os.WNOHANG)
            if pid:
                self.status = os.waitstatus_to_exitcode(status)
            else:
                select.select([], [], [], 0.01)
        return self.status

    def end(self) -> None:
        if self.status is None:
            os.kill(self.process, signal.SIGKILL)
            self.status = os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1])
        if self.file >= 0:
            self.close()
