"""A program in a real terminal, measured from outside: when something can be seen, and what a key costs.

The reader answers what a terminal is asked at the start, as a terminal does; `TERM` is what ssh leaves. A key lasts
from its being written to the last byte before 120 ms of silence, and its answer's bytes are counted; a processor's time
is that of all the program's threads, to the nanosecond where the system says so.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

SILENCE_S = 0.12
PATIENCE_S = 2.0
"""How long a key may take until its first byte."""
SMALL, LARGE = (80, 24), (120, 40)
ESCAPE, UP, DOWN, RIGHT, LEFT = b"\x1b", b"\x1b[A", b"\x1b[B", b"\x1b[C", b"\x1b[D"
COMPILED = tempfile.TemporaryDirectory(prefix="bench-compiled-")
"""Python programs run compiled, as they are once installed."""
HELLO = """
from textual.app import App
from textual.widgets import Footer, Static
class Hello(App):
    def compose(self):
        yield Static("Hello")
        yield Footer()
Hello().run()
"""
_ESCAPES = re.compile(rb"\x1b(?:\[[0-9;?<>=$!]*[a-zA-Z]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[()][A-Z0-9]|[=>78])")
_ANSWERS = {b"\x1b[?2026$p": b"\x1b[?2026;2$y", b"\x1b[6n": b"\x1b[1;1R", b"\x1b[c": b"\x1b[?1;2c"}


class Answer(NamedTuple):
    """What a key cost: milliseconds to the last byte, bytes, and milliseconds of processor."""

    ms: float
    sent: int
    cpu_ms: float


class Cost(NamedTuple):
    """What a key pressed again and again cost: the median time, the worst bytes, the median processor time."""

    ms: float
    sent: int
    cpu_ms: float


def cost_of(answers: Sequence[Answer]) -> Cost:
    """Some answers in short."""
    return Cost(
        statistics.median(one.ms for one in answers),
        max(one.sent for one in answers),
        statistics.median(one.cpu_ms for one in answers),
    )


class Terminal:
    """A program in a terminal of its own.

    Args:
        command: The program and its words.
        size: Columns and lines.
        environment: What it finds beside the environment of the benchmark.
    """

    def __init__(self, *command: str, size: tuple[int, int] = SMALL, **environment: str) -> None:
        self.started = time.perf_counter()
        self.process, self.file = pty.fork()
        if self.process == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
            kept = {
                name: value
                for name, value in os.environ.items()
                if name not in {"COLORTERM", "PYTHONDONTWRITEBYTECODE"}
            }
            kept |= {"TERM": "xterm-256color", "PYTHONPYCACHEPREFIX": COMPILED.name, **environment}
            os.execvpe(command[0], command, kept)
        self.output = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        os.close(self.file)

    @property
    def text(self) -> bytes:
        """Everything that could be seen so far."""
        return _ESCAPES.sub(b" ", self.output)

    @property
    def cpu_ms(self) -> float:
        """Milliseconds of processor used so far; 0 where the system does not say."""
        threads = Path(f"/proc/{self.process}/task").glob("*/schedstat")
        try:
            return sum(int(thread.read_text().split()[0]) for thread in threads) / 1e6
        except OSError:
            return 0.0

    def read(self, timeout: float) -> bytes:
        """What arrives next; nothing after ``timeout`` seconds."""
        if not select.select([self.file], [], [], timeout)[0]:
            return b""
        try:
            found = os.read(self.file, 65536)
        except OSError:
            return b""
        self.output += found
        for query, answer in _ANSWERS.items():
            if query in found:
                os.write(self.file, answer)
        return found

    def seconds_until(self, seen: Callable[[bytes], bool]) -> float:
        """Seconds from the start until the visible text satisfies ``seen``; now, if it did before."""
        while not seen(self.text):
            if time.perf_counter() - self.started > 20:
                raise SystemExit(f"nothing to see after 20 s: {self.output[-400:]!r}")
            self.read(1.0)
        return time.perf_counter() - self.started

    def settle(self) -> None:
        """Wait for a second of silence, and until what goes on behind the picture is over."""
        while self.read(1.0) or self._is_busy():
            pass

    def _is_busy(self) -> bool:
        before = self.cpu_ms
        time.sleep(0.5)
        return self.cpu_ms - before > 10

    def press(self, key: bytes) -> Answer:
        """Press a key and wait until its answer is over."""
        self.read(0)
        cpu, begun = self.cpu_ms, time.perf_counter()
        os.write(self.file, key)
        count, last, wait = 0, begun, PATIENCE_S
        while found := self.read(wait):
            last, wait = time.perf_counter(), SILENCE_S
            count += len(found)
        return Answer((last - begun) * 1000, count, self.cpu_ms - cpu)

    def idle(self, seconds: float) -> tuple[int, float]:
        """The bytes sent and the milliseconds of processor used while nothing is pressed."""
        self.settle()
        size, cpu, until = len(self.output), self.cpu_ms, time.perf_counter() + seconds
        while time.perf_counter() < until:
            self.read(0.5)
        return len(self.output) - size, self.cpu_ms - cpu


def python(*words: str, size: tuple[int, int] = SMALL) -> Terminal:
    """A Python program in a terminal."""
    return Terminal(sys.executable, *words, size=size)


def planner(path: Path, today: str, size: tuple[int, int] = SMALL) -> Terminal:
    """The full screen on a database."""
    return python("-m", "planner", "--db", str(path), "--today", today, size=size)


def visible(text: bytes) -> bool:
    """Whether anything can be seen."""
    return bool(text.strip())
