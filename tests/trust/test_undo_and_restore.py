"""However a runner plans: as many undos lead back to exactly what was, and the newest backup to what it was made of."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from planner.clock import Clock
from planner.store import check_file
from planner.store.backups import manual_backups, restoring
from planner.usecases import history
from planner.usecases.planbook import Planbook
from tests.dump import canonical
from tests.lasting import lasting
from tests.trust.figures import Report
from tests.tui.season import TODAY, write_season
from tests.usecases.life import Life

SEEDS = 10
OPERATIONS = 100


@pytest.mark.parametrize(
    ("seed", "operations"),
    [(0, 20), *(pytest.param(seed, OPERATIONS, marks=pytest.mark.soak) for seed in range(1, SEEDS + 1))],
)
def test_undo_and_restore_bring_back_exactly_what_was(
    tmp_path: Path, report: Report, seed: int, operations: int
) -> None:
    path = tmp_path / "planner.db"
    write_season(path)
    book = Planbook(path, Clock(TODAY))
    before = canonical(path)
    with lasting():
        life = Life(book, random.Random(seed))
        life.live(operations)
        after, count = canonical(path), life.count()
        backup = manual_backups.back_up(path)
        for _ in range(count):
            assert history.undo(book) is not None
    undone = canonical(path) == before
    restoring.restore(path, backup)
    restored = canonical(path) == after
    report("P8", "operations at random, and as many undos", count, torn=not undone)
    report("P8", "restores of the newest backup after them", 1, torn=not restored)
    assert after != before
    assert (undone, restored) == (True, True)
    assert check_file.check_database(path) == []
