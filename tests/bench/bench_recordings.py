"""How many recordings are read in a second: small FIT files as a watch keeps them, next to an independent reader.

Run it: ``python tests/bench/bench_recordings.py [folder]``. It takes the FIT files below 20 kB of a folder, or files of
our own making, as copies to 3,835 of them, the number in one runner's archive.
"""

from __future__ import annotations

import itertools
import sys
import time
import warnings
from collections.abc import Callable, Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))  # the helpers lie above a script's own folder

import fitdecode

from planner.exchange.recordings.fit_activity import read_fit
from tests.bench.figures import Figures
from tests.exchange.recordings.fit_bytes import NOW, begin

COUNT = 3_835
COMPARED = 100
SMALL = 20_000
MOST_MS = 0.5
"""2,000 files a second."""


def decode_all(content: bytes) -> None:
    """Decode a file with fitdecode as far as it can."""
    try:
        with fitdecode.FitReader(content, check_crc=fitdecode.CrcCheck.DISABLED) as reader:
            for _ in reader:
                pass
    except fitdecode.FitError:
        pass


def ms_each(read: Callable[[bytes], object], contents: Iterable[bytes]) -> float:
    """Milliseconds for a file."""
    listed = list(contents)
    begun = time.perf_counter()
    for content in listed:
        read(content)
    return 1000 * (time.perf_counter() - begun) / len(listed)


def main(folder: str = "") -> int:
    """Measure and print."""
    files = [file.read_bytes() for file in sorted(Path(folder).rglob("*.fit"))] if folder else []
    small = [content for content in files if len(content) < SMALL]
    small = small or [begin().records(0, 60 * minutes).session().local_time(3600).close() for minutes in range(5, 15)]
    size = sum(map(len, small)) / len(small) / 1000
    figures = Figures()
    ours = ms_each(lambda content: read_fit(content, NOW), itertools.islice(itertools.cycle(small), COUNT))
    figures.show(f"one of {COUNT:,} FIT files of {size:.0f} kB", ours, MOST_MS, "ms", f"{1000 / ours:,.0f} files/s")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = ms_each(decode_all, itertools.islice(itertools.cycle(small), COMPARED))
    figures.show("of the time of fitdecode", 100 * ours / theirs, 5, "%", f"it reads {1000 / theirs:,.0f} files/s")
    return figures.status


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
