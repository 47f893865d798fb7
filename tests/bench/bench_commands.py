"""Measure the daily commands as whole processes, as multiples of an interpreter that only imports sqlite3.

Run it: ``python tests/bench/bench_commands.py [rounds]``. The two are started in turn; the median of the ratios is
printed next to the budget. Commands that plan load SQLModel and the slotter, and have a larger budget.
"""

from __future__ import annotations

import itertools
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))  # the helpers lie above a script's own folder

from tests.bench.figures import Figures
from tests.bench.seasons import MANY, TODAY, fill
from tests.bench.terminal import COMPILED

RUN = "import sys; from planner.cli import main; sys.exit(main())"
DAILY, SEARCHING, PLANNING = 5, 10, 40


def seconds(*arguments: str, environment: dict[str, str]) -> float:
    """Return the wall time of one process in seconds."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", *arguments], env=environment, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def commands(number: int) -> Iterator[tuple[str, float, Iterator[list[str]]]]:
    """Yield each command: its name, its budget, and its arguments for one round after the other."""
    month = f"--from {TODAY.replace(day=1)} --to {TODAY.replace(day=31)}"
    for words in ("today", "week", f"agenda {month}", f"done {number}"):
        yield words, DAILY, itertools.repeat(words.split())
    yield f"find race among {MANY:,}", SEARCHING, itertools.repeat(["find", "race"])
    days = itertools.cycle((f"{TODAY.replace(day=10)}", f"{TODAY.replace(day=12)}"))
    yield "move", PLANNING, (["move", f"{number + 1}", day] for day in days)


def main(rounds: int = 15) -> int:
    """Measure and print."""
    figures = Figures()
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = COMPILED.name
    with tempfile.TemporaryDirectory(prefix="bench-") as directory:
        path = Path(directory, "bench.db")
        book = fill(path, MANY)
        environment |= {"PLANNER_DB": str(path), "PLANNER_TODAY": f"{book.today}"}
        for name, budget, turns in commands(_number_of_today(path)):
            ratios, times = [], []
            seconds(RUN, *next(turns), environment=environment)
            for _ in range(rounds):
                floor = seconds("import sqlite3", environment=environment)
                taken = seconds(RUN, *next(turns), environment=environment)
                ratios.append(taken / floor)
                times.append(taken)
            comment = f"import sqlite3, {1000 * statistics.median(times):.0f} ms"
            figures.show(f"planner {name}", statistics.median(ratios), budget, "x", comment)
    return figures.status


def _number_of_today(path: Path) -> int:
    from planner.store import quick

    return quick.read_days(path, TODAY, TODAY)[0].id


if __name__ == "__main__":
    raise SystemExit(main(*(int(given) for given in sys.argv[1:2])))
