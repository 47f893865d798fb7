"""Every command that reads or edits on fifty years of training and on half a million workouts, against a small file.

Run it: ``python tests/bench/bench_scale.py [rounds [WORD ...]]``; with words, only commands that contain one of them.
Each run has a fresh copy of its file. Printed are the processor time on the small file, the ratios to it, and the most
memory the process had. A command that takes more than 1.5 times as long on fifty years is OVER, unless it has to: then
the reason is printed. At the end come edits of some ten thousand workouts at once, what takes them back and what makes
them again, against `MOST_SECONDS` of processor time and `MOST_MEGABYTES`.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[2]))  # the helpers lie above a script's own folder

from tests.bench.decades import AHEAD_DAYS, fill_ahead, fill_rows, fill_years
from tests.bench.seasons import FEW, TODAY
from tests.bench.terminal import COMPILED
from tests.many_runs import FIRST_DAY

MOST_RATIO = 1.5
MOST_SECONDS, MOST_MEGABYTES = 2.0, 200
SMALL = FEW + 1
"""The block that runs, and one season before it."""
_MEASURED = """
import os, sys
from planner.cli import main
try:
    status = main()
except SystemExit as end:
    status = end.code
sys.stdout.flush()
with open("/proc/self/status") as file:
    kilobytes = next(line for line in file if line.startswith("VmHWM")).split()[1]
sys.stderr.write(f"\\n{sum(os.times()[:2])} {kilobytes}")
sys.exit(status)
"""
"""Runs the command and says last on standard error how long it computed and how much memory it had at most."""

EVERYTHING, EVERY_TEXT = "lists everything", "reads every text"
A_COPY = "checks every reference, and the pages of a file just copied"
A_YEAR = "reads the year before its weeks, of which the small file has a season"
REASONS = {
    "agenda": EVERYTHING,
    "agenda --json": EVERYTHING,
    "find run": EVERYTHING,
    "find hills": EVERY_TEXT,
    "progress": A_YEAR,
    "progress --weeks 104": "shows 104 weeks, of which the small file has a season",
    "review": A_YEAR,
    "recordings": EVERYTHING,
    "lock 2028-01-01..2197-12-31": "locks everything",
    "undo": A_COPY,
    "redo": A_COPY,
    "check": "reads every page",
}
"""Why a command takes longer the larger the file is."""
DONE_BEFORE = {"ease": "screening --answer pressure=high", "back": "away 2027-01-11 2027-01-13"}
"""What is done to the copy first, not measured, where a command would have nothing to do."""
_AHEAD = f"{FIRST_DAY}..{FIRST_DAY + dt.timedelta(days=AHEAD_DAYS - 1)}"
_OVER = "1970-01-01..2026-12-01"
LONG_EDITS = (("ahead", f"delete {_AHEAD}"), ("ahead", f"lock {_AHEAD}"), ("years", f"delete {_OVER}"))
"""The file and the words of each long edit."""
LONG_REASONS = {f"delete {_OVER}": "makes a workout of each of 8,595 recordings, undo takes it out again"}


class Run(NamedTuple):
    """One run of a command: its seconds of processor time, the most memory it had in MB, and its exit status."""

    seconds: float
    megabytes: float
    status: int


def run(path: Path, words: list[str]) -> Run:
    """Run a command on a copy of a file, in which there is something for it to do."""
    copy = path.with_name("copy.db")
    shutil.copy(path, copy)
    if words[0] in DONE_BEFORE:
        _call(copy, DONE_BEFORE[words[0]].split())
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"PYTHONPYCACHEPREFIX": COMPILED.name, "PLANNER_DB": str(copy), "PLANNER_TODAY": f"{TODAY}"}
    done = subprocess.run(
        [sys.executable, "-c", _MEASURED, *words],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=False,
    )
    seconds, kilobytes = done.stderr.split()[-2:]
    return Run(float(seconds), int(kilobytes) / 1000, done.returncode)


def commands(number: int, recording: int, block: int, operation: int, plan: Path) -> Iterator[str]:
    """Yield the words of each command.

    Args:
        number: The workout of today.
        recording: A recording, and the workout that it is linked to.
        block: The block of today.
        operation: An operation of the history.
        plan: The text of the block.
    """
    tomorrow, text = number + 1, str(plan)
    yield from ("today", "today --short", "next", "week", "agenda --from 2027-01-01 --to 2027-01-31", "agenda")
    yield from ("agenda --json", "find hills", "find run", f"done {number}", f"done {number} --as-planned --rpe 5")
    yield from (f"skip {tomorrow} --reason tired", f"move {tomorrow} 2027-01-12", f"move {tomorrow} +1 --mode push")
    yield from ("add 2027-01-11 easy --distance 8km", "add 2027-01-08 easy --distance 8km --done")
    yield from (f"edit {tomorrow} --distance 9km", f"delete {tomorrow}", f"lock {tomorrow}")
    yield from ("swap 2027-01-12 2027-01-13", "copy 2027-01-12 2027-01-14", "copy --week 2027-01-11 2027-01-18")
    yield from ("rest 2027-01-13", "deload 2027-01-13", "ease", "shift --race 2027-02-28", "refit --race 2027-02-28")
    yield from ("away 2027-01-11 2027-01-13", "back 2027-01-12", "feel sore 7", "busy", "reslot 2027-01-12")
    yield from (f"export plan {block}", f"rewrite {text} {block}", "undo", "redo", "history", f"history {operation}")
    yield from ("progress", "progress --weeks 104", "review", "why 2027-01-12", "lint", "session 2027-01-12")
    yield from ("recordings --from 2026-01-01", "recordings", f"recording {recording}", "inbox", f"unlink {recording}")
    yield from ("set", "set body-mass 70", "exercise", "screening", "new --template 10k --start 2027-03-01", "check")
    yield "lock 2028-01-01..2197-12-31"


def main(rounds: int = 3, *only: str) -> int:
    """Measure and print."""
    is_within = True
    with tempfile.TemporaryDirectory(prefix="bench-") as directory:
        files = {name: Path(directory, f"{name}.db") for name in ("small", "years", "rows")}
        fill_years(files["small"], SMALL)
        fill_years(files["years"])
        fill_rows(files["rows"])
        ahead = Path(directory, "ahead.db")
        fill_ahead(ahead)
        number, recording, block, operation = _numbers(files["small"])
        for path in files.values():
            for words in (f"done {number}", f"lock {number + 1}", "undo"):
                _call(path, words.split())
        plan = Path(directory, "plan.txt")
        plan.write_text(_call(files["small"], ["export", "plan"]).replace("10 km", "11 km", 1), encoding="utf-8")
        print(f"{'':<44}{'small':>9}{'50 years':>10}{'':>9}{'500,000':>9}")
        for words in commands(number, recording, block, operation, plan):
            if not only or any(word in words for word in only):
                is_within &= _measure(words, files, rounds)
        for name, words in LONG_EDITS:
            if not only or any(word in words for word in only):
                is_within &= _measure_long(words, {**files, "ahead": ahead}[name], rounds)
    return 0 if is_within else 1


def _measure(words: str, files: dict[str, Path], rounds: int) -> bool:
    """Print how one command does on each file; return whether it is within the budget."""
    run(files["small"], words.split())  # so that no measured run compiles what it is the first to need
    best = {name: min(run(path, words.split()) for _ in range(rounds)) for name, path in files.items()}
    small, years, rows = best["small"], best["years"], best["rows"]
    ratio = years.seconds / small.seconds
    reason = REASONS.get(words, "OVER") if ratio > MOST_RATIO else ""
    name = words if len(words) < 44 else f"{words[:40]}..."
    print(
        f"{name:<44}{1000 * small.seconds:>6.0f} ms{ratio:>8.2f} x{years.megabytes:>6.0f} MB"
        f"{rows.seconds / small.seconds:>7.2f} x{rows.megabytes:>6.0f} MB  {reason}".rstrip(),
        f"exit {small.status}, {years.status}, {rows.status}" if any(one.status for one in best.values()) else "",
        flush=True,
    )
    return reason != "OVER"


def _measure_long(words: str, path: Path, rounds: int) -> bool:
    """Print how a long edit does, what takes it back and what makes it again; return whether all are within budget."""
    is_within = True
    before = path
    for command in (words, "undo", "redo"):
        run(before, command.split())  # so that no measured run compiles what it is the first to need
        runs = [run(before, command.split()) for _ in range(rounds)]
        seconds, megabytes = min(one.seconds for one in runs), max(one.megabytes for one in runs)
        is_over = seconds > MOST_SECONDS or megabytes > MOST_MEGABYTES
        reason = LONG_REASONS.get(words, "OVER") if is_over else ""
        print(
            f"{command:<44}{seconds:>6.2f} s of {MOST_SECONDS:.0f} {megabytes:>7.0f} MB of {MOST_MEGABYTES}  {reason}",
            f"exit {runs[0].status}" if runs[0].status else "",
            flush=True,
        )
        is_within &= reason != "OVER"
        before = path.with_name(f"{path.stem}-{command.split()[0]}.db")
        shutil.move(path.with_name("copy.db"), before)
    return is_within


def _numbers(path: Path) -> tuple[int, int, int, int]:
    """Return the numbers of today's workout, a recording, the block and the next operation, the same in every file."""
    from planner.store import connections, quick

    with connections.read_transaction(path) as connection:
        recording = connection.execute("SELECT min(id) FROM recording").fetchone()[0]
        block = connection.execute("SELECT min(id) FROM block").fetchone()[0]
        operation = connection.execute("SELECT seq + 1 FROM sqlite_sequence WHERE name = 'operation'").fetchone()[0]
    return quick.read_days(path, TODAY, TODAY)[0].id, recording, block, operation


def _call(path: Path, words: list[str]) -> str:
    """Run a command on a file, and return what it prints."""
    environment = os.environ | {"PLANNER_DB": str(path), "PLANNER_TODAY": f"{TODAY}"}
    done = subprocess.run(
        [sys.executable, "-m", "planner", *words], env=environment, capture_output=True, check=True, text=True
    )
    return done.stdout


if __name__ == "__main__":
    _rounds, *_only = [*sys.argv[1:], "3"][: max(len(sys.argv) - 1, 1)]
    raise SystemExit(main(int(_rounds), *_only))
