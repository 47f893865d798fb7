"""What every sheet, screen and operation costs in a real terminal, over few workouts and over many in turn.

Run it: ``python tests/bench/bench_dialogs.py [rounds]``. It prints each figure beside its budget and exits 1 when one
is over. Everything is opened once before it is measured. Escape alone may be the beginning of a key: Textual waits
100 ms for the rest of it, and these are part of the budget of every sheet's way back.
"""

from __future__ import annotations

import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))  # the helpers lie above a script's own folder

from tests.bench.figures import Figures
from tests.bench.seasons import FEW, MANY, TODAY, fill
from tests.bench.terminal import ESCAPE, LARGE, RIGHT, SMALL, Answer, Cost, Terminal, cost_of, planner, visible

OPEN_MS, STEP_MS, STORE_MS, SEARCH_MS, ESCAPE_MS = 50, 50, 100, 100, 100
TIMES = 1.5
SHEETS = {
    "d done": b"d",
    "s skip": b"s",
    "a add": b"a",
    "e edit": b"e",
    "enter the day": b"\r",
    "g go to a date": b"g",
    "/ search": b"/",
    "w why": b"w",
    "H history": b"H",
    "? help": b"?",
    "ctrl+p commands": b"\x10",
}
_STORED = frozenset({"enter put down", "u undo"})
"""Steps that write to the disk and wait until it has taken it."""
MODES = {"2 builder": b"2", "3 progress": b"3"}


class Pair:
    """The same planner on two files, pressed in turn."""

    def __init__(self, few: Terminal, many: Terminal, rounds: int, figures: Figures) -> None:
        self._both = (few, many)
        self._rounds = rounds
        self._figures = figures

    def press(self, *keys: bytes) -> None:
        """Press keys in both, unmeasured."""
        for key in keys:
            for terminal in self._both:
                terminal.press(key)

    def show(self, what: str, few: list[Answer], many: list[Answer], most_ms: float) -> None:
        """Print what both cost, and how much more it is over many."""
        one, other = cost_of(few), cost_of(many)
        self._figures.key(what, Cost(other.ms, max(one.sent, other.sent), other.cpu_ms), most_ms)
        self._figures.show(f"{what}, {MANY:,} against {FEW}", other.ms / max(one.ms, 1.0), TIMES, "x")

    def measure(self, what: str, key: bytes, most_ms: float, after: bytes = b"", after_ms: float = 0) -> None:
        """Press a key, and another that goes back, again and again."""
        found: tuple[list[Answer], list[Answer]] = ([], [])
        back: list[Answer] = []
        for number in range(self._rounds + 1):
            for terminal, answers in zip(self._both, found, strict=True):
                answer = terminal.press(key)
                left = [terminal.press(after)] if after else []
                if number:
                    answers.append(answer)
                    back += left
        self.show(what, *found, most_ms)
        if after_ms:
            self._figures.key(f"{what}, and back", cost_of(back), after_ms)

    def measure_moves(self) -> None:
        """Pick the day's workout up, carry it about, put it down, take it back: each step by itself."""
        steps = {"m pick up": b"m", "→ a step": RIGHT, "enter put down": b"\r", "u undo": b"u"}
        found: dict[str, tuple[list[Answer], list[Answer]]] = {name: ([], []) for name in steps}
        for number in range(self._rounds + 1):
            for side, terminal in enumerate(self._both):
                terminal.press(b"t")
                for name, key in steps.items():
                    if name == "u undo":
                        terminal.press(ESCAPE)  # what strength could do about it may be offered
                    presses = [terminal.press(key) for _ in range(3 if key is RIGHT else 1)]
                    found[name][side].extend(presses if number else [])
        for name, (few, many) in found.items():
            self.show(name, few, many, STORE_MS if name in _STORED else STEP_MS)


def measure_all(pair: Pair) -> None:
    """Sheets, screens, operations, and words searched for."""
    for what, key in SHEETS.items():
        pair.measure(what, key, OPEN_MS, ESCAPE, OPEN_MS + ESCAPE_MS)
    for what, key in MODES.items():
        pair.measure(what, key, OPEN_MS, b"1", OPEN_MS)
    pair.measure_moves()
    pair.press(b"/")
    pair.measure("a letter of a search", b"e", SEARCH_MS, b"\x7f")
    pair.press(ESCAPE)


def main(rounds: int = 7) -> int:
    """Measure and print."""
    figures = Figures()
    for size in (SMALL, LARGE):
        print(f"-- {size[0]} x {size[1]}")
        with tempfile.TemporaryDirectory(prefix="bench-") as directory, ExitStack() as stack:
            paths = {count: Path(directory, f"{count}.db") for count in (FEW, MANY)}
            terminals = []
            for count, path in paths.items():
                fill(path, count)
                terminals.append(stack.enter_context(planner(path, f"{TODAY}", size)))
            for terminal in terminals:
                terminal.seconds_until(visible)
                terminal.settle()
            measure_all(Pair(terminals[0], terminals[1], rounds, figures))
    return figures.status


if __name__ == "__main__":
    raise SystemExit(main(*(int(given) for given in sys.argv[1:2])))
