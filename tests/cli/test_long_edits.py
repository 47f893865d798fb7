"""Deleting and locking thousands of workouts: a counter on the terminal, ctrl+c, and a list that can be read."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from planner.store import journal
from tests.cli.said import Planner
from tests.dump import canonical
from tests.many_runs import add_many_runs
from tests.terminal import Terminal

COUNT = 24_000
SPAN = "2028-01-01..2037-12-31"


@pytest.fixture(scope="module")
def many_original(empty_original: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = Path(shutil.copy(empty_original, tmp_path_factory.mktemp("many")))
    add_many_runs(path, COUNT, days=3_600)
    return path


@pytest.fixture
def many(many_original: Path, database: Path) -> Path:
    """A calendar with more runs than a lifetime has."""
    return Path(shutil.copy(many_original, database))


@contextmanager
def on_terminal(path: Path, *words: str) -> Iterator[Terminal]:
    terminal = Terminal(sys.executable, "-m", "planner", "--db", str(path), "--today", "2027-01-06", *words)
    try:
        yield terminal
    finally:
        terminal.end()


@pytest.mark.parametrize("command", ["delete", "lock"])
def test_ctrl_c_cancels_a_long_edit_with_nothing_changed(many: Path, command: str) -> None:
    before = canonical(many)
    with on_terminal(many, command, SPAN) as terminal:
        terminal.wait_for("of 24,000; ctrl+c cancels")
        terminal.press(b"\x03")
        assert terminal.wait() == 1
        assert "planner: Cancelled; nothing was changed." in terminal.text
        assert "ctrl+c cancels" not in terminal.text
    assert canonical(many) == before
    assert journal.read_operations(many) == []


def test_a_long_edit_lists_some_and_says_how_many_more(many: Path, planner: Planner) -> None:
    before = canonical(many)
    said = planner("delete", SPAN)
    lines = said.out.splitlines()
    assert (len(lines), lines[-1]) == (201, "and 23,800 more.")
    assert len(canonical(many)) == len(before) - COUNT
    planner("undo")
    assert canonical(many) == before
