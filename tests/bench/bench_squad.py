"""Measure `planner squad` over many databases: whole processes, wall-clock seconds.

Run it: ``python tests/bench/bench_squad.py [databases]``. Each database is a file of its own with a block of a season.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))  # the helpers lie above a script's own folder

from tests.bench.figures import Figures
from tests.bench.terminal import COMPILED
from tests.tui.season import TODAY, write_season

RUN = "import sys; from planner.cli import main; sys.exit(main())"
MANY, BUDGET_S = 1_000, 3.0
ROUNDS = 5


def main(databases: int = MANY) -> int:
    """Measure and print."""
    figures = Figures()
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryDirectory(prefix="bench-") as directory:
        original = Path(directory, "season.db")
        write_season(original)
        names = [f"runner{number:04}" for number in range(databases)]
        for name in names:
            shutil.copy(original, Path(directory, f"{name}.db"))
        settings = Path(directory, "planner.toml")
        settings.write_text("[athletes]\n" + "".join(f'{name} = "{name}.db"\n' for name in names), encoding="utf-8")
        environment |= {
            "PYTHONPYCACHEPREFIX": COMPILED.name,
            "PLANNER_CONFIG": str(settings),
            "PLANNER_TODAY": f"{TODAY}",
        }
        for words in (["squad"], ["squad", "--json"]):
            taken = [_seconds(words, databases, environment) for _ in range(ROUNDS)]
            comment = f"{1000 * statistics.median(taken) / databases:.1f} ms a file, fastest {min(taken):.2f} s"
            what = f"planner {' '.join(words)}, {databases:,} files, p50"
            figures.show(what, statistics.median(taken), BUDGET_S, "s", comment)
    return figures.status


def _seconds(words: list[str], databases: int, environment: dict[str, str]) -> float:
    """Return the wall time of one process in seconds; it has printed all of them."""
    start = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", RUN, *words], env=environment, stdout=subprocess.PIPE, check=True)
    taken = time.perf_counter() - start
    assert done.stdout.count(b"runner") >= databases
    return taken


if __name__ == "__main__":
    raise SystemExit(main(*(int(given) for given in sys.argv[1:2])))
