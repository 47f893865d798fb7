"""The power fails after any system call of an operation: what was acknowledged is there, and nothing is half there."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from planner.training.refusal import RefusedError
from tests.trust.disk_model import Disk, Fate, File, Write
from tests.trust.figures import Report
from tests.trust.operations import BY_NAME, OPERATIONS, Look, Operation, problems_in
from tests.trust.power_cuts import Recorded
from tests.trust.tracing import needs_strace, run_command, run_in_child

FEW = (Fate.DROPPED, Fate.KEPT, Fate.TORN)
MANY = (Fate.DROPPED, Fate.KEPT, *[Fate.RANDOM] * 3, *[Fate.TORN] * 3)
EACH_NTH = {
    "done": 2,
    "shift": 2,
    "import of 40 recordings": 9,
    "rewrite": 2,
    "migration": 23,
    "backup": 2,
    "restore": 4,
    "restore of a document": 4,
}
"""In operations of hundreds of calls the power fails after each n-th."""


@dataclass
class Verdict:
    """What the states after power cuts held.

    Attributes:
        states: How many were looked at.
        lost: How many lacked something that was acknowledged.
        torn: How many held neither what was before nor what was after some acknowledgement, or were unsound.
    """

    states: int = 0
    lost: int = 0
    torn: int = 0


def judge(
    recorded: Recorded, fates: Sequence[Fate], look: Look, outcomes: Sequence[object], *, every: int = 1
) -> Verdict:
    """Look at all states after power cuts.

    Args:
        recorded: What the program did.
        fates: What becomes of what was not synced, each time the power fails.
        look: Returns what a directory holds; raises where that cannot be read.
        outcomes: What it holds before anything is acknowledged, after the first acknowledgement, and so on.
        every: The power fails after each n-th call.
    """
    verdict = Verdict()
    target = recorded.root.with_name("after-a-cut")
    for acknowledged, state in recorded.cuts(fates, every=every):
        recorded.lay_out(state, target)
        verdict.states += 1
        try:
            found = look(target)
        except (sqlite3.DatabaseError, RefusedError, AssertionError):
            verdict.torn += 1
        else:
            held = [number for number, outcome in enumerate(outcomes) if outcome == found]
            verdict.torn += not held
            verdict.lost += bool(held) and max(held) < min(acknowledged, len(outcomes) - 1)
        shutil.rmtree(target)
    return verdict


def look_and_check(operation: Operation) -> Look:
    """Look as the operation does, and check the database, too."""

    def look(directory: Path) -> object:
        found = operation.look(directory)
        assert problems_in(directory) == []
        return found

    return look


def cut_power(operation: Operation, base: Path, fates: Sequence[Fate], *, every: int = 1) -> Verdict:
    """Record an operation, and judge what power cuts leave of it."""
    original = base / "original"
    before, after = operation.prepare(original)
    recorded = Recorded(original, base / "log", base / "outputs")
    ended = run_command(operation.words(original), recorded.outputs, *recorded.strace_options)
    assert ended.status == 0, ended
    assert operation.look(original) == after
    return judge(recorded, fates, look_and_check(operation), (before, after), every=every)


@needs_strace
@pytest.mark.parametrize(
    ("operation", "fates", "every"),
    [
        (BY_NAME["done"], FEW, 3),
        (BY_NAME["export over an older one"], FEW, 1),
        (BY_NAME["backup"], (Fate.DROPPED,), 1),  # the first one makes its directory
        *(pytest.param(each, MANY, EACH_NTH.get(each.name, 1), marks=pytest.mark.soak) for each in OPERATIONS),
    ],
)
def test_a_power_cut_loses_nothing_that_was_acknowledged(
    tmp_path: Path, report: Report, operation: Operation, fates: Sequence[Fate], every: int
) -> None:
    verdict = cut_power(operation, tmp_path, fates, every=every)
    promise = "P4" if operation.name == "migration" else "P1"
    report(promise, f"power cuts: {operation.name}", verdict.states, lost=verdict.lost, torn=verdict.torn)
    assert verdict.states > 3
    assert (verdict.lost, verdict.torn) == (0, 0)


# The model itself: what is known of SQLite's journals must come out of it


def commits(path: Path, mode: str, synchronous: str) -> Callable[[], None]:
    """A program that commits rows one after the other, and says so after each."""

    def body() -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute(f"PRAGMA journal_mode = {mode}")
            connection.execute(f"PRAGMA synchronous = {synchronous}")
            connection.execute("PRAGMA cache_size = 2")
            for number in range(1, 4):
                connection.execute("BEGIN IMMEDIATE")
                connection.execute("UPDATE entry SET text = ? || substr(text, 2)", (str(number),))
                connection.execute("COMMIT")
                print(number, flush=True)

    return body


def look_at_commits(directory: Path) -> object:
    with closing(sqlite3.connect(directory / "entries.db")) as connection:
        connection.execute("PRAGMA synchronous = OFF")  # rolling back need not wait for this machine's disk
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return connection.execute("SELECT DISTINCT substr(text, 1, 1) FROM entry").fetchall()


def cut_power_of_commits(base: Path, mode: str, synchronous: str) -> Verdict:
    root = base / "files"
    root.mkdir()
    with closing(sqlite3.connect(root / "entries.db")) as connection, connection:
        connection.execute("CREATE TABLE entry (id INTEGER PRIMARY KEY, text TEXT)")
        connection.executemany("INSERT INTO entry (text) VALUES (?)", [("0" * 900,)] * 12)
    recorded = Recorded(root, base / "log", base / "outputs")
    recorded.outputs.mkdir()
    path = root / "entries.db"
    assert run_in_child(commits(path, mode, synchronous), recorded.outputs, *recorded.strace_options) == 0
    return judge(recorded, FEW, look_at_commits, [[(str(number),)] for number in range(4)])


@needs_strace
@pytest.mark.parametrize(
    ("mode", "synchronous", "may_lose", "may_tear"),
    [
        ("OFF", "FULL", True, True),
        ("DELETE", "NORMAL", True, False),
        ("DELETE", "FULL", True, False),
        ("DELETE", "EXTRA", False, False),
        ("TRUNCATE", "FULL", False, False),
    ],
)
def test_the_model_finds_what_is_known_of_journals(
    tmp_path: Path, mode: str, synchronous: str, *, may_lose: bool, may_tear: bool
) -> None:
    verdict = cut_power_of_commits(tmp_path, mode, synchronous)
    assert verdict.states > 20
    assert (verdict.torn > 0) is may_tear, verdict
    assert may_tear or (verdict.lost > 0) is may_lose, verdict


def test_a_file_that_is_made_again_shares_nothing_with_the_old_one() -> None:
    disk = Disk("/d")
    disk.put("/d", None)
    disk.put("/d/journal", b"old")
    disk.rename(("/d/journal", None))
    disk.rename(("/d/journal", File()))
    disk.names["/d/journal"].pending.append(Write(0, b"new"))
    disk.sync("/d/journal")
    assert disk.after_power_cut(Fate.DROPPED, random.Random(0)) == {"/d": None, "/d/journal": b"old"}
    disk.sync("/d")
    assert disk.after_power_cut(Fate.DROPPED, random.Random(0)) == {"/d": None, "/d/journal": b"new"}
