"""Wherever the runs go: what is offered breaks no hard rule, a week keeps its sessions, and accepting settles it."""

from __future__ import annotations

import random
import re
from collections import Counter

import pytest

from planner.store import quick
from planner.training.refusal import RefusedError
from planner.training.weeks import DAY, WEEK
from planner.training.workouts import RunKind, Sport, State
from planner.usecases.calendar.move import plan_move
from planner.usecases.calendar.shift import find_block
from planner.usecases.changes import carry_out
from planner.usecases.planbook import Planbook
from planner.usecases.strength.explain import explain_day
from planner.usecases.strength.reslot import Offer, weigh, weigh_week
from tests.tui.season import TODAY

Sessions = Counter[tuple[int, str | None]]


def sessions(book: Planbook) -> Sessions:
    """How many sessions of each kind stand in each week of the block."""
    block = find_block(book)
    held = quick.read_days(book.path, block.start, block.last)
    return Counter(((one.date - block.start).days // 7, one.kind) for one in held if one.sport is Sport.STRENGTH)


@pytest.mark.parametrize("seed", range(3))
def test_what_is_offered_may_stand_and_accepting_it_settles_the_week(slotted: Planbook, seed: int) -> None:
    chance = random.Random(seed)
    block = find_block(slotted)
    wanted = sessions(slotted)
    offered = 0
    for _ in range(14):
        runs = [
            one
            for one in quick.read_days(slotted.path, TODAY, block.last)
            if one.sport is Sport.RUN and one.state is State.PLANNED and one.kind != RunKind.RACE
        ]
        run = chance.choice(runs)
        try:
            change = plan_move(slotted, [run.id], chance.choice((-3, -2, -1, 1, 2, 3)))
        except RefusedError:
            continue
        whole, offer = weigh(slotted, change)
        carry_out(slotted, whole)
        accepted = carry_out(slotted, offer.accept).changed
        offered += len(accepted)
        for follow, stored in zip(offer.follows, accepted, strict=True):
            assert re.search(r"\((HC|S)\d+\)$|^another plan is \d+ cheaper$", follow.why), follow.why
            assert stored.date >= TODAY
            line = next(
                line
                for line in explain_day(slotted, stored.date).lines
                if (line.slot, line.kind) == (stored.slot, stored.kind)
            )
            assert line.rule is None, line.text
        assert sessions(slotted) == wanted
        for day in {run.date, run.date + (change.changed[0].date - run.date)}:
            if block.holds(day) and not offer.homeless:
                assert weigh_week(slotted, day).follows == ()
    assert offered


def test_offers_are_the_same_however_often_one_asks(slotted: Planbook) -> None:
    block = find_block(slotted)
    run = next(one for one in quick.read_days(slotted.path, TODAY + WEEK, block.last) if one.kind == RunKind.INTERVALS)
    first = weigh(slotted, plan_move(slotted, [run.id], 1))
    assert first == weigh(slotted, plan_move(slotted, [run.id], 1))
    assert first[1] != Offer()
    assert run.date + DAY == first[0].changed[0].date
