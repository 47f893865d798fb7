"""Two sentences of one answer do not contradict each other."""

from __future__ import annotations

import random

import pytest

from planner.usecases.changes import Change
from planner.usecases.planbook import Planbook
from planner.usecases.strength.reslot import evaluate
from tests.examples import seeds
from tests.usecases.life import Life


class CheckedLife(Life):
    """A runner whose every change is looked at before it is made."""

    checked = 0

    def make(self, change: Change) -> None:
        if not change.is_empty:
            self.check(change)
        super().make(change)

    def check(self, change: Change) -> None:
        evaluated = evaluate(self.book, change)
        better = {one.better.id for one in evaluated.broken if one.better is not None}
        assert not better & {session.id for session in evaluated.offer.unplaced}
        assert len(evaluated.offer.unplaced) == len(evaluated.offer.unplaced_text)
        self.checked += bool(better or evaluated.offer.unplaced)


@pytest.mark.parametrize("seed", seeds(1, 4))
def test_an_answer_does_not_find_a_place_and_none(slotted: Planbook, seed: int) -> None:
    life = CheckedLife(slotted, random.Random(seed))
    life.live(25)
    assert life.checked, "something was said of a session's place"
