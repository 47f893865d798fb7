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
from planner.training.refusal import RefusedError
from planner.training.run_plans.goals import Goal, RunningLevel
from planner.training.run_plans.plan_defaults import with_defaults
from planner.training.run_plans.plan_generator import generate_plan
from planner.training.weeks import DAY, WEEK
from planner.training.workouts import ENTERED, Effort, Outcome, RunKind, Sport, StoredStatus, StrengthLevel, Workout
from planner.usecases import history
from planner.usecases.blocks import commit
from planner.usecases.blocks.draft import draft_in_calendar
from planner.usecases.blocks.options import BlockOptions
from planner.usecases.blocks.refit import plan_refit
from planner.usecases.blocks.slotting_problem import problem_as_scheduled
from planner.usecases.blocks.stored_options import provenance_from_json
from planner.usecases.calendar.shift import find_block
from planner.usecases.changes import Change, apply_change
from planner.usecases.planbook import Planbook
from tests.dump import canonical
from tests.examples import examples
from tests.training.run_plans.plan_request_strategies import LEVELS

MONDAY = dt.date(2027, 1, 4)


@dataclass(frozen=True)
class Case:
    goal: Goal
    days: int
    level: RunningLevel
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
    level=st.sampled_from(LEVELS),
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
        return replace(item, status=StoredStatus.SKIPPED, skip_reason="ice")
    if fate < 0.2:
        return item
    planned, share = item.planned, chance.choice((0.5, 0.9, 1.0, 1.1))
    metres = round(planned.distance_m * share) if planned.distance_m else None
    seconds = round(planned.duration_s * share * chance.uniform(0.9, 1.1)) if planned.duration_s else None
    return replace(
        item, status=StoredStatus.DONE, actual=Outcome(Effort(metres, seconds, 5.0, planned.sets), source=ENTERED)
    )


def made(case: Case, path: Path) -> tuple[Planbook, Block]:
    """The block, stored and lived through up to a day in it."""
    wish = with_defaults(case.goal, run_day_count=case.days, level=case.level)
    plan = generate_plan(wish)
    assert plan.race_day is not None
    today = case.start + DAY * min(case.day, plan.race_day)
    book = Planbook(path, Clock(today))
    store.prepare(path)
    level = StrengthLevel.EXPERIENCED if case.seed % 2 else StrengthLevel.NOVICE
    drafted = draft_in_calendar(
        replace(book, clock=Clock(case.start)), plan, BlockOptions(start_date=case.start, level=level)
    )
    chance = random.Random(case.seed)
    items = tuple(lived(item, today, case.locks, chance) for item in drafted.workouts)
    commit.commit_draft(book, replace(drafted, workouts=items), plan_request=wish if case.is_ours else None)
    return book, find_block(book)


def untouched(book: Planbook, seam: dt.date) -> dict[int, Workout]:
    """What nothing may happen to."""
    return {
        item.id: item
        for item in quick.read_all_workouts(book.path)
        if item.date < book.today
        or item.status is not StoredStatus.PLANNED
        or item.locked
        or (item.date < seam and item.kind != RunKind.RACE)
    }


def as_kept(item: Workout) -> Workout:
    """The workout as far as it may not change: a session to come keeps its place, and its dose follows the log."""
    if item.sport is Sport.STRENGTH and item.status is StoredStatus.PLANNED:
        return replace(item, kind=None, title="", planned=Effort(), note="", reason=None, version=0)
    return item


def findings(book: Planbook, block: Block, *, race: bool) -> tuple[slotting.PlanWarning, ...]:
    """What is to be minded with everything where it stands, the race left out or not."""
    kept = quick.read_slotting(book.path, block.id)
    assert kept is not None
    around = quick.read_days(book.path, block.start - 5 * WEEK, block.last_day + 2 * WEEK)
    items = [item for item in around if race or item.kind != RunKind.RACE]
    problem = problem_as_scheduled(
        block, json.loads(kept[0]), items, movable=frozenset(), absences=(), today=book.today
    )
    return slotting.solve(slotting.parse_problem(problem)).warnings


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
    apply_change(book, change)
    assert canonical(book.path) != standing
    stored = {item.id: item for item in quick.read_all_workouts(book.path)}
    assert {number: as_kept(stored[number]) for number in kept} == {n: as_kept(item) for n, item in kept.items()}
    races = [item for item in stored.values() if item.kind == RunKind.RACE and item.status is StoredStatus.PLANNED]
    assert [item.date for item in races] == [after.race_date]
    assert find_block(book) == replace(after, version=after.version + 1)
    made = (provenance_from_json(block.provenance), provenance_from_json(after.provenance))
    names = {block.name: block.name, made[0].plan_name: made[1].plan_name}  # a plan's own name tells its new length
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
    case = Case(Goal.TEN_K, 5, RunningLevel.REGULAR, MONDAY, is_ours, 21, 14, 0, 0.0)
    book, block = made(case, tmp_path / "book.db")
    assert block.race_date is not None
    apply_change(book, plan_refit(book, block, block.race_date + 2 * WEEK))
    assert find_block(book).weeks == block.weeks + 2
    apply_change(book, plan_refit(book, find_block(book), block.race_date))
    again = find_block(book)
    assert (again.race_date, again.days) == (block.race_date, block.days)
