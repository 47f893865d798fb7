"""Whatever block, day and race: the past stays, rules hold, growth keeps its limits, and one undo takes it back."""

from __future__ import annotations

import datetime as dt
import json
import random
import re
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from planner import slotting, store
from planner.clock import Clock
from planner.store import quick
from planner.training.blocks import Block
from planner.training.goals import Goal, RunnerLevel
from planner.training.refusal import RefusedError
from planner.training.runplans import generate
from planner.training.usual import usual_wish
from planner.training.weeks import DAY, WEEK
from planner.training.workouts import TYPED, Effort, Level, Outcome, RunKind, Sport, State, Workout
from planner.usecases import history
from planner.usecases.blocks import commit
from planner.usecases.blocks.options import Choices
from planner.usecases.blocks.refit import plan_refit
from planner.usecases.blocks.slotting_problem import standing_problem
from planner.usecases.blocks.stored_options import read_made_from
from planner.usecases.calendar.shift import find_block
from planner.usecases.changes import Change, carry_out
from planner.usecases.planbook import Planbook
from tests.dump import canonical
from tests.examples import examples

MONDAY = dt.date(2027, 1, 4)


@dataclass(frozen=True)
class Case:
    goal: Goal
    days: int
    level: RunnerLevel
    start: dt.date
    is_ours: bool
    day: int
    later: int
    seed: int
    locks: float


cases = st.builds(
    Case,
    goal=st.sampled_from([Goal.FIVE_K, Goal.TEN_K, Goal.HALF, Goal.MARATHON]),
    days=st.integers(3, 6),
    level=st.sampled_from(RunnerLevel),
    start=st.sampled_from([MONDAY, MONDAY, MONDAY + 3 * DAY]),
    is_ours=st.booleans(),
    day=st.integers(0, 111),
    later=st.integers(-80, 80).filter(bool),
    seed=st.integers(0, 2**16),
    locks=st.sampled_from([0.0, 0.0, 0.15]),
)


def lived(item: Workout, today: dt.date, locks: float, chance: random.Random) -> Workout:
    """What became of a workout by then."""
    if item.sport not in (Sport.RUN, Sport.STRENGTH):
        return item
    if item.date >= today:
        return replace(item, locked=chance.random() < locks and item.kind != RunKind.RACE)
    fate = chance.random()
    if fate < 0.1:
        return replace(item, state=State.SKIPPED, skip_reason="ice")
    if fate < 0.2:
        return item
    planned, share = item.planned, chance.choice((0.5, 0.9, 1.0, 1.1))
    metres = round(planned.distance_m * share) if planned.distance_m else None
    seconds = round(planned.duration_s * share * chance.uniform(0.9, 1.1)) if planned.duration_s else None
    return replace(item, state=State.DONE, actual=Outcome(Effort(metres, seconds, 5.0, planned.sets), source=TYPED))


def made(case: Case, path: Path) -> tuple[Planbook, Block]:
    """The block, stored and lived through up to a day in it."""
    wish = usual_wish(case.goal, days=case.days, level=case.level)
    plan = generate(wish)
    assert plan.race_day is not None
    today = case.start + DAY * min(case.day, plan.race_day)
    book = Planbook(path, Clock(today))
    store.prepare(path)
    level = Level.EXPERIENCED if case.seed % 2 else Level.NOVICE
    drafted = commit.draft(replace(book, clock=Clock(case.start)), plan, Choices(start=case.start, level=level))
    chance = random.Random(case.seed)
    items = tuple(lived(item, today, case.locks, chance) for item in drafted.items)
    commit.commit(book, replace(drafted, items=items), wish=wish if case.is_ours else None)
    return book, find_block(book)


def untouched(book: Planbook, seam: dt.date) -> dict[int, Workout]:
    """What nothing may happen to."""
    return {
        item.id: item
        for item in quick.read_all(book.path)
        if item.date < book.today
        or item.state is not State.PLANNED
        or item.locked
        or (item.date < seam and item.kind != RunKind.RACE)
    }


def findings(book: Planbook, block: Block, *, race: bool) -> tuple[slotting.Finding, ...]:
    """What is to be minded with everything where it stands, the race left out or not."""
    kept = quick.read_slotting(book.path, block.id)
    assert kept is not None
    around = quick.read_days(book.path, block.start - 5 * WEEK, block.last + 2 * WEEK)
    items = [item for item in around if race or item.kind != RunKind.RACE]
    problem = standing_problem(block, json.loads(kept[0]), items, free=frozenset(), away=(), today=book.today)
    return slotting.solve(slotting.read_problem(problem)).warnings


@settings(deadline=None, max_examples=examples(25), suppress_health_check=[HealthCheck.too_slow])
@given(cases)
def test_a_refit_keeps_what_it_must(case: Case) -> None:
    with tempfile.TemporaryDirectory() as directory:
        book, block = made(case, Path(directory) / "book.db")
        before = canonical(book.path)
        assert block.race_date is not None
        race = block.race_date + DAY * case.later
        try:
            change = plan_refit(book, block, race)
        except RefusedError as refusal:
            event("refused")
            nearest = re.search(r"that can be is ([0-9-]{10})\.$", str(refusal))
            assert race < book.today or nearest
            if nearest is None:
                return
            change = plan_refit(book, block, dt.date.fromisoformat(nearest[1]))
            if change.is_empty:
                return
        check(book, block, change, case)
        history.undo(book)
        assert canonical(book.path) == before


def check(book: Planbook, block: Block, change: Change, case: Case) -> None:
    (after,) = change.blocks
    assert after.race_date is not None
    assert change == plan_refit(book, block, after.race_date)
    seam = block.start + WEEK * -(-(book.today - block.start).days // 7)
    kept = untouched(book, seam)
    standing = canonical(book.path)
    carry_out(book, change)
    assert canonical(book.path) != standing
    stored = {item.id: item for item in quick.read_all(book.path)}
    assert {number: stored[number] for number in kept} == kept
    races = [item for item in stored.values() if item.kind == RunKind.RACE and item.state is State.PLANNED]
    assert [item.date for item in races] == [after.race_date]
    assert find_block(book) == replace(after, version=after.version + 1)
    made = (read_made_from(block.choices), read_made_from(after.choices))
    names = {block.name: block.name, made[0].plan: made[1].plan}  # a plan's own name tells its new length
    assert (after.start, after.name) == (block.start, names[block.name])

    week = (seam - block.start).days // 7
    locked = [item for item in kept.values() if item.locked and item.date >= seam]
    if not any(item.sport is Sport.STRENGTH for item in locked):
        broken = [one for one in findings(book, after, race=True) if one.code.startswith("HC") and one.week >= week]
        assert broken == []
    if case.is_ours and not any(item.sport is Sport.RUN for item in locked):
        event("growth")
        warned = any("(W4)" in remark for remark in change.remarks)
        for one in findings(book, after, race=False):
            if one.code in ("W3", "W4") and one.week >= week:
                assert (one.code, one.week) == ("W4", week), one.text
                assert warned, one.text


@pytest.mark.parametrize("is_ours", [True, False])
def test_there_and_back_leaves_the_same_weeks_to_run(tmp_path: Path, is_ours: bool) -> None:
    case = Case(Goal.TEN_K, 5, RunnerLevel.REGULAR, MONDAY, is_ours, 21, 14, 0, 0.0)
    book, block = made(case, tmp_path / "book.db")
    assert block.race_date is not None
    carry_out(book, plan_refit(book, block, block.race_date + 2 * WEEK))
    assert find_block(book).weeks == block.weeks + 2
    carry_out(book, plan_refit(book, find_block(book), block.race_date))
    again = find_block(book)
    assert (again.race_date, again.days) == (block.race_date, block.days)
