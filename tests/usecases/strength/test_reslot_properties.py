"""Wherever the runs go: what is offered breaks no hard rule, a week keeps its sessions, and accepting settles it."""

from __future__ import annotations

import random
import re
from collections import Counter

import pytest

from planner.store import quick
from planner.training.refusal import RefusedError
from planner.training.weeks import DAY, WEEK
from planner.training.workouts import RunKind, Sport, StoredStatus
from planner.usecases.calendar.move import plan_move
from planner.usecases.calendar.shift import find_block
from planner.usecases.changes import apply_change
from planner.usecases.planbook import Planbook
from planner.usecases.strength.explain import explain_calendar_day
from planner.usecases.strength.reslot import Offer, evaluate, evaluate_week
from tests.examples import seeds
from tests.tui.season import TODAY

Sessions = Counter[tuple[int, str | None]]


def sessions(book: Planbook) -> Sessions:
    """How many sessions of each kind stand in each week of the block."""
    block = find_block(book)
    held = quick.read_days(book.path, block.start, block.last_day)
    return Counter(((one.date - block.start).days // 7, one.kind) for one in held if one.sport is Sport.STRENGTH)


@pytest.mark.parametrize("seed", seeds(1, 3))
def test_what_is_offered_may_stand_and_accepting_it_settles_the_week(slotted: Planbook, seed: int) -> None:
    chance = random.Random(seed)
    block = find_block(slotted)
    wanted = sessions(slotted)
    offered = 0
    for _ in range(14):
        runs = [
            one
            for one in quick.read_days(slotted.path, TODAY, block.last_day)
            if one.sport is Sport.RUN and one.status is StoredStatus.PLANNED and one.kind != RunKind.RACE
        ]
        run = chance.choice(runs)
        try:
            change = plan_move(slotted, [run.id], chance.choice((-3, -2, -1, 1, 2, 3)))
        except RefusedError:
            continue
        whole, offer, *_ = evaluate(slotted, change)
        apply_change(slotted, whole)
        accepted = apply_change(slotted, offer.change).changed
        offered += len(accepted)
        for follow, stored in zip(offer.moves, accepted, strict=True):
            assert follow.why
            assert not re.search(r"(HC|S)\d", follow.why), follow.why
            assert stored.date >= TODAY
            line = next(
                line
                for line in explain_calendar_day(slotted, stored.date).candidates
                if (line.slot, line.kind) == (stored.slot, stored.kind)
            )
            assert line.rule is None, line.text
        assert sessions(slotted) == wanted
        for day in {run.date, run.date + (change.changed[0].date - run.date)}:
            if block.contains(day) and not offer.unplaced_text:
                assert evaluate_week(slotted, day).moves == ()
    assert offered


def test_offers_are_the_same_however_often_one_asks(slotted: Planbook) -> None:
    block = find_block(slotted)
    run = next(
        one for one in quick.read_days(slotted.path, TODAY + WEEK, block.last_day) if one.kind == RunKind.INTERVALS
    )
    first = evaluate(slotted, plan_move(slotted, [run.id], 1))
    assert first == evaluate(slotted, plan_move(slotted, [run.id], 1))
    assert first[1] != Offer()
    assert run.date + DAY == first[0].changed[0].date
