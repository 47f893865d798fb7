"""Measure ``sync`` as a whole process: a first run, one that finds nothing, and runs that find moved events.

Run it: ``python tests/bench/bench_sync.py [rounds]``. What is measured is printed next to its budget in seconds, and as
a multiple of ``planner today`` on the same file, started in turn.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))  # the helpers lie above a script's own folder

from planner.store import prepare
from tests.bench.bench_commands import RUN, seconds
from tests.bench.figures import Figures
from tests.bench.terminal import COMPILED
from tests.many_runs import FIRST_DAY, add_many_runs

MANY, FEW = 10_000, 200
FIRST_S, QUIET_S, FEW_S, ALL_MOVED_S = 2.0, 0.1, 1.0, 2.0
"""Budgets: ten thousand for the first time; nothing to do, more than ``today``; two hundred, and one of them moved; two
hundred that have all moved.
"""


class SyncBench:
    """A database and a folder, put back before each run."""

    def __init__(self, directory: Path, count: int) -> None:
        self._path, self._folder, self._kept = directory / "bench.db", directory / "events", directory / "kept"
        prepare(self._path)
        add_many_runs(self._path, count, days=count // 2)
        self._environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        self._environment |= {"PLANNER_DB": str(self._path), "PLANNER_TODAY": f"{FIRST_DAY}"}
        self._environment["PYTHONPYCACHEPREFIX"] = COMPILED.name
        self.today()
        self._kept.mkdir()
        shutil.copy2(self._path, self._kept)

    def today(self) -> float:
        """Time ``planner today``."""
        return seconds(RUN, "today", environment=self._environment)

    def sync(self) -> float:
        """Time ``planner sync``."""
        return seconds(RUN, "sync", str(self._folder), environment=self._environment)

    def forget(self) -> None:
        """Put everything back to before the first run."""
        shutil.rmtree(self._folder, ignore_errors=True)
        shutil.copy2(self._kept / self._path.name, self._path)

    def nothing(self) -> None:
        """Leave everything as it is."""

    def move_one(self) -> None:
        """Move one event."""
        self.move(1)

    def move_all(self) -> None:
        """Move all events."""
        self.move(FEW)

    def move(self, count: int) -> None:
        """Move some events by an hour, as a calendar program does."""
        for file in sorted(self._folder.glob("*.ics"))[:count]:
            text = file.read_bytes()
            hours = (b"07", b"08") if b"T070000" in text else (b"08", b"07")
            file.write_bytes(text.replace(b"T%b0000" % hours[0], b"T%b0000" % hours[1], 1))


def main(rounds: int = 5) -> int:
    """Measure and print."""
    figures = Figures()

    def measure(
        what: str, budget: float, run: Callable[[], float], before: Callable[[], None], base: SyncBench
    ) -> None:
        taken, floors = [], []
        for _ in range(rounds):
            before()
            floors.append(base.today())
            taken.append(run())
        median, floor = statistics.median(taken), statistics.median(floors)
        over = floor if budget == QUIET_S else 0.0
        comment = f"{median / floor:.1f} x today ({1000 * floor:.0f} ms)"
        figures.show(what, median - over, budget, "s", comment)

    for count, name in ((MANY, f"{MANY:,}"), (FEW, f"{FEW}")):
        with tempfile.TemporaryDirectory(prefix="bench-") as directory:
            bench = SyncBench(Path(directory), count)
            measure(f"sync of {name}, the first", FIRST_S if count == MANY else FEW_S, bench.sync, bench.forget, bench)
            measure(f"sync of {name}, nothing to do, above today", QUIET_S, bench.sync, bench.nothing, bench)
            if count == FEW:
                measure(f"sync of {name}, one moved", FEW_S, bench.sync, bench.move_one, bench)
                measure(f"sync of {name}, all moved", ALL_MOVED_S, bench.sync, bench.move_all, bench)
    return figures.status


if __name__ == "__main__":
    raise SystemExit(main(*(int(given) for given in sys.argv[1:2])))
