"""What reading 27 years costs: a search, the agenda of everything, weekly figures; time and memory.

Run it: ``python tests/bench/bench_reading.py [rounds]``. It prints each figure beside its budget and exits 1 when one
is over. Times are the medians of the rounds; memory is the most that Python held at once beyond what it held before.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))  # the helpers lie above a script's own folder

from planner.usecases import queries, search
from planner.usecases.planbook import Planbook
from tests.bench.figures import Figures
from tests.bench.seasons import MANY, fill
from tests.usecases.books import whole_calendar

WEEKS = queries.MOST_WEEKS


def measure(what: str, work: Callable[[], object], rounds: int, most_ms: float, most_mb: float, out: Figures) -> None:
    """Time and memory of some work."""
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - begun))
    out.show(what, statistics.median(times), most_ms, "ms", f"{min(times):.0f} ms at best")
    tracemalloc.start()
    work()
    out.show(f"{what}, memory", tracemalloc.get_traced_memory()[1] / 1e6, most_mb, "MB")
    tracemalloc.stop()


def measure_all(book: Planbook, rounds: int, figures: Figures) -> None:
    """Everything that reads everything."""
    index = search.build_search_index(book)
    measure(
        f"search among {MANY:,}",
        lambda: search.build_search_index(book).search("easy january"),
        rounds,
        100,
        20,
        figures,
    )
    measure("one more letter", lambda: index.search("easy jan"), rounds, 20, 5, figures)
    measure(f"agenda of {MANY:,}", lambda: whole_calendar(book), rounds, 500, 40, figures)
    measure(f"figures of {WEEKS:,} weeks", lambda: queries.review_weeks(book, WEEKS), rounds, 500, 50, figures)
    measure("figures of 26 weeks", lambda: queries.review_weeks(book, 26), rounds, 50, 5, figures)


def main(rounds: int = 9) -> int:
    """Measure and print."""
    figures = Figures()
    with tempfile.TemporaryDirectory(prefix="bench-") as directory:
        measure_all(fill(Path(directory, "many.db"), MANY), rounds, figures)
    return figures.status


if __name__ == "__main__":
    raise SystemExit(main(*(int(given) for given in sys.argv[1:2])))
