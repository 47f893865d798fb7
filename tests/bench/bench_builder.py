"""What a change in the builder costs in a real terminal: from the key to the last byte of the block made anew.

Run it: ``python tests/bench/bench_builder.py [rounds]``. It prints each figure beside its budget and exits 1 when one
is over. The block is the marathon's, 16 weeks with strength every week, over a file with a season in it.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))  # the helpers lie above a script's own folder

from tests.bench.figures import Figures
from tests.bench.seasons import FEW, TODAY, fill
from tests.bench.terminal import DOWN, LARGE, LEFT, RIGHT, SMALL, Answer, Terminal, cost_of, planner, visible

CHANGE_MS, MOVE_MS = 150, 15
TAB = b"\t"


def measure(
    terminal: Terminal, show: Figures, what: str, keys: tuple[bytes, bytes], most_ms: float, rounds: int
) -> None:
    """Press keys in turn, each answered before the next."""
    answers: list[Answer] = [terminal.press(keys[number % len(keys)]) for number in range(2 * rounds)]
    show.key(what, cost_of(answers[len(keys) :]), most_ms)


def main(rounds: int = 8) -> int:
    """Measure and print."""
    figures = Figures()
    for size in (SMALL, LARGE):
        print(f"-- {size[0]} x {size[1]}")
        with tempfile.TemporaryDirectory(prefix="bench-") as directory:
            path = Path(directory, "few.db")
            fill(path, FEW)
            with planner(path, f"{TODAY}", size) as terminal:
                terminal.seconds_until(visible)
                terminal.settle()
                for key in (b"2", RIGHT):  # the marathon
                    terminal.press(key)
                    terminal.settle()
                terminal.press(DOWN)
                measure(terminal, figures, "the race a week later or sooner", (RIGHT, LEFT), CHANGE_MS, rounds)
                terminal.press(DOWN)
                terminal.press(DOWN)
                measure(terminal, figures, "5 km more or fewer now", (RIGHT, LEFT), CHANGE_MS, rounds)
                terminal.press(TAB)
                measure(terminal, figures, "a week on or back in the block", (DOWN, b"\x1b[A"), MOVE_MS, rounds)
    return figures.status


if __name__ == "__main__":
    raise SystemExit(main(*(int(given) for given in sys.argv[1:2])))
