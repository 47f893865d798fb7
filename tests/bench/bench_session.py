"""What a running session costs on a slow line, and whether its clock is right.

Run it: ``python tests/bench/bench_session.py [seconds]``. It prints each figure next to its budget and exits 1 when one
is over. Bytes are those of each second of a session that a moved clock walks through: on the full screen in two sizes,
and in plain lines. The drift is that of a simulated hour, and that of so many real seconds, a minute when left out.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))  # the helpers lie above a script's own folder

from planner.training.workouts import ExerciseSet, StrengthKind
from planner.usecases import session
from planner.usecases.planbook import Planbook
from tests.bench.figures import Figures
from tests.bench.terminal import LARGE, SMALL, Terminal
from tests.running import SIT, SLED, Evening, open_evening, write_evening
from tests.tui.season import TODAY

TICK_BYTES, LARGE_TICK_BYTES, LINE_BYTES, IDLE_BYTES, DRIFT_S = 200, 500, 40, 0, 1.0
TICK_S = 0.2
HOUR_S = 3_600
READY_S, ROUND_S = 10, 30
_TICK_PATIENCE_S, _TICK_SILENCE_S = 1.0, 0.05


@contextmanager
def evening_of(*sets: ExerciseSet) -> Iterator[Evening]:
    """A file with a light session of today, and a clock that is moved."""
    with tempfile.TemporaryDirectory(prefix="bench-") as directory:
        original = Path(directory, "original.db")
        write_evening(original, StrengthKind.LIGHT, *sets)
        yield open_evening(original, Path(directory))


def program(evening: Evening, *words: str, size: tuple[int, int] = SMALL, moved: bool = True) -> Terminal:
    """The program on the file of an evening."""
    command = (sys.executable, "-m", "planner", "--db", str(evening.path), "--today", f"{TODAY}", *words)
    return Terminal(*command, size=size, **(evening.clock.environment if moved else {}))


def calm(terminal: Terminal) -> None:
    """Wait for silence; the program looks at the moved clock all the time, so that it is never idle."""
    while terminal.read(0.4):
        pass


def sent_in(terminal: Terminal, seconds: float) -> int:
    """The bytes that are sent in some seconds, once what went before has arrived."""
    calm(terminal)
    before, until = len(terminal.output), time.perf_counter() + seconds
    while time.perf_counter() < until:
        terminal.read(0.2)
    return len(terminal.output) - before


def start_on_screen(terminal: Terminal) -> None:
    """Open the session screen and start the session."""
    terminal.seconds_until(lambda text: b"January 2027" in text)
    calm(terminal)
    terminal.press(b"4")
    calm(terminal)
    terminal.press(b" ")
    calm(terminal)


def bytes_of_seconds(evening: Evening, terminal: Terminal, first: int, last: int) -> list[int]:
    """What each second from one to another sends."""
    found = []
    for second in range(first, last):
        before = len(terminal.output)
        evening.clock.set_to(second)
        wait = _TICK_PATIENCE_S  # each second changes a digit
        while terminal.read(wait):
            wait = _TICK_SILENCE_S
        found.append(len(terminal.output) - before)
    return found


def measure_ticks(figures: Figures, what: str, evening: Evening, terminal: Terminal, most: int) -> None:
    """Walk through a round, a rest and a hold, and show the worst second of each; then a pause."""
    place = 0

    def walk(name: str, seconds: int) -> None:
        nonlocal place
        costs = bytes_of_seconds(evening, terminal, place + 1, place + seconds)
        place += seconds
        mean = f"{sum(costs) / len(costs):.0f} on average"
        figures.show(f"{what}: a second of {name}", max(costs), most, "bytes", mean)

    walk("getting ready", READY_S)
    evening.clock.set_to(place)
    calm(terminal)
    walk("a round", ROUND_S)
    terminal.press(b" ")
    calm(terminal)
    walk("a rest", 110)
    evening.clock.set_to(place := place + 10)
    calm(terminal)
    walk("a hold", 80)
    terminal.press(b"p")
    figures.show(f"{what}: three paused seconds", sent_in(terminal, 3.0), IDLE_BYTES, "bytes")


def measure_simulated_hour(figures: Figures) -> None:
    """Hold for an hour of the moved clock, and show how late its end is stored."""
    with evening_of(replace(SIT, rounds=1, hold_s=HOUR_S)) as evening, program(evening) as terminal:
        start_on_screen(terminal)
        end = READY_S + HOUR_S
        evening.clock.set_to(READY_S)
        calm(terminal)
        for second in range(READY_S + 30, end - 5, 30):
            evening.clock.set_to(second)
            terminal.read(0.03)
        at = end - 5.0
        while not _is_over(evening) and at < end + 10:
            at += 0.25
            evening.clock.set_to(at)
            time.sleep(0.1)
            terminal.read(0)
        figures.show("a simulated hour: how late its end comes", abs(at - end), DRIFT_S, "s")


def measure_real_time(figures: Figures, seconds: int) -> None:
    """Rest by the machine's clock, and show how far the ticks have moved against it."""
    with evening_of(replace(SLED, rounds=3)) as evening, program(evening, "session", "--run", moved=False) as terminal:
        terminal.seconds_until(lambda text: b"Get ready" in text)
        terminal.press(b" ")
        ticks = _tick_times(terminal, seconds)
        off = max(abs(tick - ticks[0] - index) for index, tick in enumerate(ticks))
        figures.show(f"{seconds} real seconds: a tick too late or early", off, TICK_S, "s", f"{len(ticks)} ticks")


def _tick_times(terminal: Terminal, seconds: int) -> list[float]:
    ticks: list[float] = []
    until = time.perf_counter() + seconds + 1
    while time.perf_counter() < until:
        found = terminal.read(0.2)
        if found.startswith(b"\r"):
            ticks.append(time.perf_counter())
    return ticks


def _is_over(evening: Evening) -> bool:
    running = session.read_running(Planbook(evening.path, evening.book.clock))
    return running is not None and running.run.is_over


def main(seconds: int = 60) -> int:
    """Measure and print."""
    figures = Figures()
    sets = (replace(SLED, rounds=1), replace(SIT, rounds=1, hold_s=90))
    for size in (SMALL, LARGE):
        with evening_of(*sets) as evening, program(evening, size=size) as terminal:
            start_on_screen(terminal)
            most = TICK_BYTES if size == SMALL else LARGE_TICK_BYTES
            measure_ticks(figures, f"{size[0]} x {size[1]}", evening, terminal, most)
    with evening_of(*sets) as evening, program(evening, "session", "--run") as terminal:
        terminal.seconds_until(lambda text: b"Get ready" in text)
        measure_ticks(figures, "plain lines", evening, terminal, LINE_BYTES)
    measure_simulated_hour(figures)
    measure_real_time(figures, seconds)
    return figures.status


if __name__ == "__main__":
    raise SystemExit(main(*map(int, sys.argv[1:])))
