"""However a runner plans: as many undos lead back to exactly what was, and as many redos to what came of it."""

from __future__ import annotations

import random

import pytest

from planner.cli import main
from planner.store import check_file
from planner.usecases import history
from planner.usecases.planbook import Planbook
from tests.dump import canonical
from tests.usecases.life import Life

LIVES = [
    ("season", 0, 40),
    ("slotted", 1, 25),
    pytest.param("season", 2, 100, marks=pytest.mark.soak),
    pytest.param("slotted", 3, 60, marks=pytest.mark.soak),
]
"""Calendar, seed, and operations: fewer where each is weighed by the slotter."""


def agenda(book: Planbook, capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    assert main(["--db", str(book.path), "--today", book.today.isoformat(), "agenda", "--json"]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize(("calendar", "seed", "operations"), LIVES)
def test_any_operations_are_taken_back_and_brought_back_exactly(
    calendar: str, seed: int, operations: int, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    book: Planbook = request.getfixturevalue(calendar)
    before, listed = canonical(book.path), agenda(book, capsys)
    life = Life(book, random.Random(seed))
    life.live(operations)
    after, listed_after = canonical(book.path), agenda(book, capsys)
    assert after != before
    assert check_file.check_database(book.path) == []
    for _ in range(life.count()):
        assert history.undo(book) is not None
    assert (canonical(book.path), agenda(book, capsys)) == (before, listed)
    assert check_file.check_database(book.path) == []
    while history.redo(book) is not None:
        pass
    assert (canonical(book.path), agenda(book, capsys)) == (after, listed_after)
    assert check_file.check_database(book.path) == []
