"""The rungs of a block, week by week: what was planned and what was done are read from the sessions themselves."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from planner.training.workouts import StrengthKind
from planner.usecases.planbook import Planbook
from planner.usecases.strength.rung_history import read_rungs
from tests.usecases.books import put
from tests.usecases.strength.test_reslot import NEXT, kind_on


def test_what_was_done_as_planned_is_on_the_rung_that_was_planned(slotted: Planbook) -> None:
    done = [rung for rung in read_rungs(slotted, dt.date.min, dt.date.max) if rung.done_kg == rung.planned_kg]
    assert len(done) > 2
    assert [rung.planned_rung for rung in done] == [rung.done_rung for rung in done]


def test_a_load_that_was_set_by_hand_is_on_its_own_rung_and_the_rung_of_the_log_is_named(slotted: Planbook) -> None:
    session = kind_on(slotted, NEXT, StrengthKind.HEAVY)
    sled, *others = session.planned.sets
    put(slotted, session, planned=replace(session.planned, sets=(replace(sled, load_kg=31.5), *others)))
    texts = [rung.text for rung in read_rungs(slotted, NEXT, NEXT)]
    assert "Week 6, heavy: rung 8 planned (31.5 kg), not done yet. By the log it would be rung 10." in texts
