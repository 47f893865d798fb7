"""The Progress screen in a real terminal: opening it with one year and with fifty, and drawing 104 weeks again.

Run it: ``python tests/bench/bench_progress.py [rounds]``. It prints each figure next to its budget and exits 1 when one
is over. Openings are measured in programs started for it, each once for the first time and once more, as medians.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))  # the helpers lie above a script's own folder

from tests.bench.bench_screen import a_workout, start
from tests.bench.figures import Figures
from tests.bench.seasons import fill
from tests.bench.terminal import DOWN, LARGE, SMALL, UP, Terminal, cost_of

_WORKOUTS_A_YEAR = 8 * 52
_YEARS = {1: "one year", 50: "fifty years"}
_TAB = b"\t"


def opening_ms(path: Path, size: tuple[int, int], rounds: int) -> tuple[float, float]:
    """Milliseconds of the first opening of Progress in a program just started, and of the later ones: medians."""
    first, later = [], []
    for _ in range(rounds):
        with start(path, size) as terminal:
            terminal.seconds_until(a_workout)
            terminal.settle()
            first.append(terminal.press(b"3").ms)
            terminal.press(b"1")
            later.append(terminal.press(b"3").ms)
    return statistics.median(first), statistics.median(later)


def measure_keys(terminal: Terminal, rounds: int, figures: Figures) -> None:
    """The keys of the weeks, the change of the view and reading 104 weeks."""
    terminal.press(b"3")
    for _ in range(3):
        terminal.press(b"+")  # to 104 weeks
    terminal.settle()

    def press(what: str, *keys: bytes, most_ms: float) -> None:
        answers = [terminal.press(key) for key in keys * rounds]
        figures.key(what, cost_of(answers), most_ms)

    press("104 weeks, another week", DOWN, UP, most_ms=50)
    press("104 weeks, another figure", *[_TAB] * 10, most_ms=50)
    for _ in range(4):
        terminal.press(b"v")  # the first use of each view
    press("104 weeks, another view", *[b"v"] * 4, most_ms=50)
    press("104 weeks, all drawn again", b"\x0c", most_ms=50)


def main(rounds: int = 7) -> int:
    """Measure and print."""
    figures = Figures()
    with tempfile.TemporaryDirectory(prefix="bench-") as directory:
        paths = {years: Path(directory, f"{years}.db") for years in _YEARS}
        for years, path in paths.items():
            fill(path, _WORKOUTS_A_YEAR * years)
        for size in (SMALL, LARGE):
            place = f"{size[0]} x {size[1]}"
            opened = {years: opening_ms(path, size, rounds) for years, path in paths.items()}
            for number, what in enumerate(("opening Progress", "opening it again")):
                one, fifty = opened[1][number], opened[50][number]
                figures.show(f"{what}, {place}", fifty / one, 1.5, "x", f"{fifty:.0f} ms, with one year {one:.0f} ms")
            for years, path in paths.items():
                print(f"-- keys, {_YEARS[years]} at {place}")
                with start(path, size) as terminal:
                    terminal.seconds_until(a_workout)
                    terminal.settle()
                    measure_keys(terminal, rounds, figures)
    return figures.status


if __name__ == "__main__":
    raise SystemExit(main(*(int(given) for given in sys.argv[1:2])))
