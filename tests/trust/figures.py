"""What the sweeps tried and what came of it, collected from all tests of a run and written as a table.

A test asks for the fixture ``report`` and calls it once, before it asserts. The figures travel with the result of the
test, so they are complete also where the tests run on several cores. ``pytest -m soak tests/trust`` writes
``FIGURES.md`` when all of it has passed; a run of some of its files replaces the figures of these and keeps the others.
"""

from __future__ import annotations

import datetime as dt
import platform
import sqlite3
import subprocess
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Protocol

PROMISES = {
    "P1": "What the planner calls saved is still there after `kill -9` and after a power cut.",
    "P2": "An operation happens whole or not at all.",
    "P3": "Two sessions never overwrite each other unseen.",
    "P4": "Opening an old database upgrades it or leaves it as it was.",
    "P5": "A damaged, foreign or newer file is never overwritten.",
    "P6": "No imported file can crash the planner, hang it, fill the memory or drive the terminal.",
    "P7": "A dropped or frozen SSH line costs at most the key in flight.",
    "P8": "Undo restores exactly, and so does a backup.",
}
FIGURES_FILE = Path(__file__).with_name("FIGURES.md")
_OF_A_PROMISE = tuple(f"| {promise} |" for promise in PROMISES)
PROPERTY = "trust"
"""The name under which the figures of a test travel with its result."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One row: what was tried for a promise.

    Attributes:
        promise: The promise, ``P1`` to ``P8``.
        tried: What was done to the planner, in words; figures with the same words are summed.
        count: How often.
        lost: How many times something that was called saved was gone.
        torn: How many times a file was neither as before nor as after.
        tracebacks: How many times the planner ended with an error of its own instead of a sentence.
    """

    promise: str
    tried: str
    count: int
    lost: int = 0
    torn: int = 0
    tracebacks: int = 0


class Report(Protocol):
    """Notes what a sweep has tried; the meaning of the arguments is in `Figure`."""

    def __call__(
        self, promise: str, tried: str, count: int, *, lost: int = 0, torn: int = 0, tracebacks: int = 0
    ) -> None: ...


def sum_figures(figures: Iterable[Figure]) -> list[Figure]:
    """Sum the figures of the same promise and words, in the order of the promises."""
    sums: dict[tuple[str, str], Figure] = {}
    for one in figures:
        before = sums.get((one.promise, one.tried), Figure(one.promise, one.tried, 0))
        sums[one.promise, one.tried] = Figure(
            one.promise,
            one.tried,
            before.count + one.count,
            before.lost + one.lost,
            before.torn + one.torn,
            before.tracebacks + one.tracebacks,
        )
    return [sums[key] for key in sorted(sums)]


def figures_text(figures: Iterable[Figure], directory: Path, today: dt.date, before: str = "") -> str:
    """Return the page with the figures.

    Args:
        figures: What the tests have reported.
        directory: A directory of the run, to name its file system.
        today: The day of the run.
        before: The page before the run, whose other rows are kept; empty where there is none.
    """
    lines = [
        "# What was tried, and what it cost",
        "",
        "Written by `pytest -m soak tests/trust`. Lost: something that was called saved was gone, or something that",
        "was called refused was stored. Torn: a file was neither as before nor as after. Traceback: an error of the",
        "planner's own instead of a sentence.",
        "",
        _machine_text(directory),
        "",
        "| Promise | Tried | Runs | Lost | Torn | Tracebacks | Day |",
        "|---|---|---:|---:|---:|---:|---|",
    ]
    rows = {_subject(row): row for row in before.splitlines() if row.startswith(_OF_A_PROMISE)}
    for one in sum_figures(figures):
        promise, tried, *numbers = astuple(one)
        row = f"| {promise} | {tried} | {' | '.join(f'{number:,}' for number in numbers)} | {today} |"
        rows[_subject(row)] = row
    lines += [rows[subject] for subject in sorted(rows)]
    lines += ["", "## The promises", "", *(f"- **{name}** {words}" for name, words in PROMISES.items())]
    return "\n".join(lines) + "\n"


def _subject(row: str) -> tuple[str, ...]:
    """Return the promise of a row, and what was tried."""
    return tuple(cell.strip() for cell in row.split("|")[1:3])


def _machine_text(directory: Path) -> str:
    system = platform.uname()
    kind = subprocess.run(
        ["stat", "--file-system", "--format=%T", directory], check=False, capture_output=True, text=True
    )
    return (
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {system.system} {system.release},"
        f" file system {kind.stdout.strip() or 'unknown'}."
    )
