"""How fast a folder of recordings comes in: 3,835 small FIT files, the number in one runner's archive, and again.

Run it: ``python tests/bench/bench_import.py``. It prints files a second and the most memory that the program took.
"""

from __future__ import annotations

import datetime as dt
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))  # the helpers lie above a script's own folder

from tests.bench.figures import Figures
from tests.exchange.recordings.fit_bytes import begin

COUNT = 3_835
MOST_S = COUNT / 300
MOST_MB = 300
FIRST = dt.datetime(2016, 1, 1, 6, tzinfo=dt.UTC)


def write_files(folder: Path) -> None:
    """Write a run for each day, of 5 to 15 minutes with a record each second."""
    for number in range(COUNT):
        minutes = 5 + number % 11
        start = FIRST + dt.timedelta(days=number)
        content = begin().records(0, 60 * minutes).session(start=start, distance_m=8000 + number).local_time(3600)
        (folder / f"{number:05}.fit").write_bytes(content.close())


def import_folder(database: Path, folder: Path) -> tuple[float, float]:
    """Import a folder in a process of its own; return its seconds and, so far, the most megabytes of any such."""
    words = [sys.executable, "-m", "planner", "--db", str(database), "--today", "2027-01-20", "import", str(folder)]
    begun = time.perf_counter()
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, env={**os.environ, "TZ": "Europe/Berlin"})
    seconds = time.perf_counter() - begun
    return seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000


def main() -> int:
    """Measure and print."""
    figures = Figures()
    with tempfile.TemporaryDirectory() as place:
        folder, database = Path(place, "watch"), Path(place, "book.db")
        folder.mkdir()
        write_files(folder)
        first, memory = import_folder(database, folder)
        figures.show(f"{COUNT:,} files for the first time", first, MOST_S, "s", f"{COUNT / first:,.0f} files/s")
        figures.show("the most memory it took", memory, MOST_MB, "MB")
        again, _ = import_folder(database, folder)
        figures.show("the same files again", again, MOST_S / 2, "s", f"{COUNT / again:,.0f} files/s")
    return figures.status


if __name__ == "__main__":
    sys.exit(main())
