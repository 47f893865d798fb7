"""How long the daily commands take as whole processes, against an interpreter that only imports sqlite3.

    python tests/bench/bench_commands.py [RUNS]

Prints the median of the pairwise ratios beside the budget; asserts nothing.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BUDGET = 5.0
RUN = "import sys; from planner.cli import main; sys.exit(main())"


def seconds(*arguments: str, environment: dict[str, str]) -> float:
    """Wall time of one process."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", *arguments], env=environment, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - begun


def main() -> None:
    """Measure and print."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryDirectory() as directory:
        environment |= {"PLANNER_DB": str(Path(directory) / "bench.db"), "PLANNER_TODAY": "2027-01-06"}
        seconds(RUN, "new", "--template", "half", "--start", "2027-01-04", environment=environment)
        commands = [["today"], ["week"], ["done", "2"], ["agenda"]]
        for words in commands:
            ratios, times = [], []
            seconds(RUN, *words, environment=environment)
            for _ in range(runs):
                floor = seconds("import sqlite3", environment=environment)
                taken = seconds(RUN, *words, environment=environment)
                ratios.append(taken / floor)
                times.append(taken)
            print(
                f"planner {' '.join(words):8} {statistics.median(times) * 1000:6.0f} ms   "
                f"{statistics.median(ratios):4.1f} x import sqlite3   (budget {BUDGET:.0f} x)",
            )


if __name__ == "__main__":
    main()
