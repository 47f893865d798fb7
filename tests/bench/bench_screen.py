"""The full screen's speed, measured from outside in a real terminal, against a Textual hello-world started in turn.

Run it: ``python tests/bench/bench_screen.py [rounds]``. It prints each figure beside its budget and exits 1 when one is
over. Nothing is asserted in the test suite: a shared machine would make liars of both.

First paint is spawn to the first visible character, data is spawn to the first workout; a key is the key written to
the last byte before 120 ms of silence, and the bytes of that answer; idle is the bytes of 3 s after 1 s of silence.
80 x 24, ``TERM=xterm-256color`` without ``COLORTERM``, as ssh leaves it.
"""

from __future__ import annotations

import datetime as dt
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
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from planner import store
from planner.training.blocks import Block
from planner.training.workouts import (
    AS_PLANNED,
    Effort,
    Exercise,
    ExerciseSet,
    Outcome,
    RunKind,
    Slot,
    Sport,
    State,
    StrengthKind,
    Workout,
)

TODAY = dt.date(2027, 1, 7)
SILENCE_S = 0.12
COMPILED = tempfile.TemporaryDirectory(prefix="bench-compiled-")
"""Both programs run compiled, as they are once installed."""
HELLO = """
from textual.app import App
from textual.widgets import Footer, Static
class Hello(App):
    def compose(self):
        yield Static("Hello")
        yield Footer()
Hello().run()
"""
_ESCAPES = re.compile(rb"\x1b(?:\[[0-9;?<>=$]*[a-zA-Z]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[()][A-Z0-9]|[=>78])")
_QUERY, _ANSWER = b"\x1b[?2026$p", b"\x1b[?2026;2$y"
_WORKOUT = re.compile(rb"[ETL] \d")


class Terminal:
    """A program in a pty of 80 x 24 whose reader answers what Textual asks."""

    def __init__(self, *command: str) -> None:
        self.started = time.perf_counter()
        self.process, self.file = pty.fork()
        if self.process == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
            environment = {**os.environ, "TERM": "xterm-256color", "PYTHONPYCACHEPREFIX": COMPILED.name}
            for name in ("COLORTERM", "PYTHONDONTWRITEBYTECODE"):
                environment.pop(name, None)
            os.execve(sys.executable, [sys.executable, *command], environment)
        self.output = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        os.close(self.file)

    def read(self, timeout: float) -> bytes:
        """What arrives next; nothing after ``timeout`` seconds."""
        if not select.select([self.file], [], [], timeout)[0]:
            return b""
        try:
            found = os.read(self.file, 65536)
        except OSError:
            return b""
        self.output += found
        if _QUERY in found:
            os.write(self.file, _ANSWER)
        return found

    def seconds_until(self, seen: Callable[[bytes], bool]) -> float:
        """Seconds from the start until the visible text satisfies ``seen``."""
        while time.perf_counter() - self.started < 20:
            if self.read(1.0) and seen(_ESCAPES.sub(b" ", self.output)):
                return time.perf_counter() - self.started
        raise SystemExit(f"nothing to see after 20 s: {self.output[-400:]!r}")

    def settle(self, silence: float = 1.0) -> None:
        """Wait for silence."""
        while self.read(silence):
            pass

    def key(self, sequence: bytes) -> tuple[float, int]:
        """Milliseconds from a key to the last byte of its answer, and the answer's bytes."""
        count, begun = 0, time.perf_counter()
        last = begun
        os.write(self.file, sequence)
        while found := self.read(SILENCE_S):
            last = time.perf_counter()
            count += len(found)
        return (last - begun) * 1000, count


def visible(text: bytes) -> bool:
    """Whether anything can be seen."""
    return bool(text.strip())


def a_workout(text: bytes) -> bool:
    """Whether a workout can be seen."""
    return _WORKOUT.search(text) is not None


def fill(path: Path, count: int) -> None:
    """A database of ``count`` workouts, the last of them eight weeks ahead of today."""
    store.prepare(path)
    sled = ExerciseSet(Exercise.REVERSE_SLED_PUSH, 5, 20, 56.0)
    sit = ExerciseSet(Exercise.WALL_SIT, 2, hold_s=90, knee_angle_deg=110, squeeze=True)
    kinds = (RunKind.EASY, RunKind.INTERVALS, RunKind.EASY, RunKind.TEMPO, RunKind.EASY, RunKind.LONG)
    items: list[Workout] = []
    day = TODAY + dt.timedelta(days=56)
    while len(items) < count:
        step = day.weekday()
        if step < 6:
            metres = 6000.0 + 1500 * step
            items.append(
                _item(day, Sport.RUN, kinds[step], "Along the river", Slot.AM, Effort(metres, int(metres * 0.34)))
            )
        if step in (1, 4):
            effort = Effort(duration_s=2700, rpe=7, sets=(sled, sit))
            items.append(_item(day, Sport.STRENGTH, StrengthKind.HEAVY, "Heavy sled and wall sit", Slot.PM, effort))
        day -= dt.timedelta(days=1)
    start = TODAY - dt.timedelta(days=TODAY.weekday() + 28)
    with store.edit(path, "fill", at=dt.datetime(2027, 1, 7, 12, tzinfo=dt.UTC)) as plan:
        plan.add_block(
            Block("Half marathon", start, 84, race_date=start + dt.timedelta(days=83), phases=((0, "build"),))
        )
        plan.add_items(items[:count])


def _item(day: dt.date, sport: Sport, kind: str, title: str, slot: Slot, effort: Effort) -> Workout:
    done = day < TODAY
    return Workout(
        day,
        sport,
        kind,
        title,
        slot=slot,
        start="07:00" if slot is Slot.AM else "18:00",
        planned=effort,
        actual=Outcome(effort, "", AS_PLANNED) if done else None,
        state=State.DONE if done else State.PLANNED,
        reason="It ends 36 h before the tempo and the day after is easy." if sport is Sport.STRENGTH else None,
    )


def start(path: Path) -> Terminal:
    """The full screen on a database."""
    return Terminal("-m", "planner", "--db", str(path), "--today", f"{TODAY}")


def first_paints(path: Path, rounds: int) -> tuple[float, float, float]:
    """Median seconds of hello-world, of the first paint and of the first workout, started in turn."""
    hello, paint, data = [], [], []
    for _ in range(rounds):
        with Terminal("-c", HELLO) as terminal:
            hello.append(terminal.seconds_until(visible))
        with start(path) as terminal:
            paint.append(terminal.seconds_until(visible))
            data.append(
                terminal.seconds_until(a_workout) if not a_workout(_ESCAPES.sub(b" ", terminal.output)) else paint[-1]
            )
    return statistics.median(hello), statistics.median(paint), statistics.median(data)


def report(what: str, found: float, budget: float, unit: str) -> bool:
    """Print a figure beside its budget; whether it is within."""
    within = found <= budget
    print(
        f"{what:<44}{found:>9.2f}  of {budget:>8.2f} {unit:<10}{'' if within else 'OVER'}",
    )
    return within


def measured(what: str, keys: list[tuple[float, int]], most_ms: float, most_bytes: int, path: Path) -> list[bool]:
    """Some keys' answers beside their budgets."""
    return [
        report(f"{what} p50, {path.stem}", statistics.median(ms for ms, _ in keys), most_ms, "ms"),
        report(f"{what} bytes, worst, {path.stem}", max(count for _, count in keys), most_bytes, "bytes"),
    ]


def measure_keys(terminal: Terminal, path: Path) -> list[bool]:
    """Arrow keys, month changes and silence."""
    terminal.seconds_until(a_workout)
    terminal.settle()
    arrows = [terminal.key(key) for key in (b"\x1b[C", b"\x1b[B", b"\x1b[D", b"\x1b[A") * 6]
    months = [terminal.key(key) for key in (b"}", b"{") * 6]
    terminal.key(b"v")
    in_week = [terminal.key(key) for key in (b"\x1b[C", b"\x1b[D") * 6]
    weeks = [terminal.key(key) for key in (b"]", b"[") * 6]
    terminal.key(b"v")
    in_agenda = [terminal.key(key) for key in (b"\x1b[B", b"\x1b[A") * 6]
    pages = [terminal.key(key) for key in (b"\x1b[6~",) * 12]
    terminal.key(b"v")
    terminal.settle()
    size, cpu = len(terminal.output), _cpu(terminal.process)
    until = time.perf_counter() + 3
    while time.perf_counter() < until:
        terminal.read(0.5)
    idle, used = len(terminal.output) - size, _cpu(terminal.process) - cpu
    return [
        report(f"arrow key p50, {path.stem} workouts", statistics.median(ms for ms, _ in arrows), 10, "ms"),
        report(f"arrow key bytes, worst, {path.stem}", max(count for _, count in arrows), 900, "bytes"),
        report(f"month change p50, {path.stem}", statistics.median(ms for ms, _ in months), 15, "ms"),
        report(f"month change bytes, worst, {path.stem}", max(count for _, count in months), 8192, "bytes"),
        *measured("arrow key in the week", in_week, 10, 900, path),
        *measured("week change", weeks, 15, 8192, path),
        *measured("arrow key in the agenda", in_agenda, 10, 900, path),
        *measured("page of the agenda", pages, 15, 8192, path),
        report(f"idle for 3 s, {path.stem}", idle, 0, "bytes"),
        report(f"idle for 3 s, processor, {path.stem}", used * 100 / 3, 1, "% of a core"),
    ]


def _cpu(process: int) -> float:
    """Seconds of processor a process has used; 0 where the system does not say."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main(rounds: int = 9) -> int:
    """Measure and print."""
    within = []
    with tempfile.TemporaryDirectory(prefix="bench-") as directory:
        data_times = {}
        for count in (100, 10_000):
            path = Path(directory, f"{count}.db")
            fill(path, count)
            with Terminal("-c", HELLO) as terminal:  # the first start of each compiles and warms the disk
                terminal.seconds_until(visible)
            with start(path) as terminal:
                terminal.seconds_until(a_workout)
            hello, paint, data = first_paints(path, rounds)
            data_times[count] = data
            print(f"hello-world {1000 * hello:.0f} ms, first {1000 * paint:.0f} ms, data {1000 * data:.0f} ms")
            within += [
                report(f"first paint, {count} workouts", paint / hello, 1.25, "x hello"),
                report(f"first workout, {count} workouts", data / hello, 1.4, "x hello"),
            ]
            with start(path) as terminal:
                within += measure_keys(terminal, path)
        within.append(report("10,000 workouts against 100", data_times[10_000] / data_times[100], 1.5, "x"))
    return 0 if all(within) else 1


if __name__ == "__main__":
    raise SystemExit(main(*(int(given) for given in sys.argv[1:2])))
