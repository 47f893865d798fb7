"""The full screen's first frame, its keys and its silence, in a real terminal, against a Textual hello-world.

Run it: ``python tests/bench/bench_screen.py [rounds]``. It prints each figure beside its budget and exits 1 when one is
over. Nothing is asserted in the test suite: a shared machine would make liars of both.

First paint is spawn to the first visible character, data is spawn to the first workout, both as the median of ratios to
a hello-world started in turn; idle is 3 s after 1 s of silence.
"""

from __future__ import annotations

import re
import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))  # the helpers lie above a script's own folder

from tests.bench.figures import Figures
from tests.bench.seasons import FEW, MANY, TODAY, fill
from tests.bench.terminal import (
    DOWN,
    HELLO,
    LARGE,
    LEFT,
    RIGHT,
    SMALL,
    UP,
    Terminal,
    cost_of,
    planner,
    python,
    visible,
)

_WORKOUT = re.compile(rb"[ETLI] \d|Easy")
_PAGE_DOWN = b"\x1b[6~"


def a_workout(text: bytes) -> bool:
    """Whether a workout can be seen."""
    return _WORKOUT.search(text) is not None


def start(path: Path, size: tuple[int, int]) -> Terminal:
    """The full screen on a database."""
    return planner(path, f"{TODAY}", size)


def measure_start(path: Path, size: tuple[int, int], rounds: int, what: str, figures: Figures) -> float:
    """First paint and data, beside hello-world; returns the seconds to the data."""
    hello, paint, data = [], [], []
    for number in range(rounds + 1):  # the first start of each compiles and warms the disk
        with python("-c", HELLO, size=size) as terminal:
            hello.append(terminal.seconds_until(visible))
        with start(path, size) as terminal:
            paint.append(terminal.seconds_until(visible))
            data.append(terminal.seconds_until(a_workout))
        if not number:
            hello, paint, data = [], [], []
    ms = " ".join(f"{name} {1000 * statistics.median(them):.0f} ms" for name, them in (("hello-world", hello),))
    for name, them, budget in (("first paint", paint, 1.25), ("first workout", data, 1.4)):
        ratio = statistics.median(mine / floor for mine, floor in zip(them, hello, strict=True))
        beside = f"{1000 * statistics.median(them):.0f} ms, {ms}"
        figures.show(f"{name}, {what}", ratio, budget, "x hello", beside)
    return statistics.median(data)


def measure_keys(terminal: Terminal, rounds: int, figures: Figures) -> None:
    """Arrow keys, turned pages and views."""

    def press(what: str, *keys: bytes, most_ms: float, most_bytes: int) -> None:
        answers = [terminal.press(key) for key in keys * rounds]
        figures.key(what, cost_of(answers), most_ms, most_bytes)

    press("arrow key in the month", RIGHT, DOWN, LEFT, UP, most_ms=10, most_bytes=900)
    press("month change", b"}", b"{", most_ms=15, most_bytes=8192)
    for _ in range(3):
        terminal.press(b"v")  # the first use of each view
    press("view change", b"v", b"v", b"v", most_ms=50, most_bytes=8192)
    terminal.press(b"v")
    press("arrow key in the week", RIGHT, LEFT, most_ms=10, most_bytes=900)
    press("week change", b"]", b"[", most_ms=15, most_bytes=8192)
    terminal.press(b"v")
    press("arrow key in the agenda", DOWN, UP, most_ms=10, most_bytes=900)
    press("page of the agenda", _PAGE_DOWN, most_ms=15, most_bytes=8192)
    terminal.press(b"v")


def main(rounds: int = 9) -> int:
    """Measure and print."""
    figures = Figures()
    with tempfile.TemporaryDirectory(prefix="bench-") as directory:
        paths = {count: Path(directory, f"{count}.db") for count in (FEW, MANY)}
        for count, path in paths.items():
            fill(path, count)
        for size in (SMALL, LARGE):
            data = {}
            for count, path in paths.items():
                place = f"{count:,} at {size[0]} x {size[1]}"
                data[count] = measure_start(path, size, rounds, place, figures)
                print(f"-- keys, {place}")
                with start(path, size) as terminal:
                    terminal.seconds_until(a_workout)
                    terminal.settle()
                    terminal.press(b"\x1b")  # the question about the morning after a session of the day before
                    terminal.settle()
                    measure_keys(terminal, rounds, figures)
                    sent, used = terminal.idle(3)
                figures.show("idle for 3 s", sent, 0, "bytes")
                figures.show("idle for 3 s, of a core", used / 30, 1, "%")
            figures.show(f"first workout, {MANY:,} against {FEW}", data[MANY] / data[FEW], 1.5, "x")
    return figures.status


if __name__ == "__main__":
    raise SystemExit(main(*(int(given) for given in sys.argv[1:2])))
