"""A past block as the plan of a new one: as it was planned, whatever became of it."""

import datetime as dt
from dataclasses import replace

import pytest

from planner.training.refusal import RefusedError
from planner.training.run_plans.typed_plan_requests import find_goal
from planner.training.workouts import Outcome, RunKind, Sport, StoredStatus, Workout
from planner.usecases.blocks import commit
from planner.usecases.blocks.draft import draft_in_calendar
from planner.usecases.blocks.options import BlockOptions
from planner.usecases.blocks.repeat import plan_from_block
from planner.usecases.calendar.edit import plan_add, plan_skip
from planner.usecases.calendar.move import MoveMode, plan_move
from planner.usecases.calendar.shift import plan_shift
from planner.usecases.changes import apply_change
from planner.usecases.planbook import Planbook
from planner.usecases.queries import read_blocks, read_workouts
from tests.plans import default_plan
from tests.usecases.books import DAY, put, the


def runs(plan: object) -> list[tuple[int, str | None, str, float | None]]:
    entries = plan.entries  # type: ignore[attr-defined]
    return [
        (entry.day, entry.kind, entry.title, entry.planned.distance_m) for entry in entries if entry.sport is Sport.RUN
    ]


def a_block(book: Planbook, race: dt.date) -> int:
    plan = default_plan(find_goal("10k"))
    return commit.commit_draft(book, draft_in_calendar(book, plan, BlockOptions(race_date=race, name="Ten"))).id


@pytest.fixture
def ahead(season: Planbook) -> Planbook:
    """A calendar whose second block, ten weeks to a 10 km race, lies wholly ahead."""
    a_block(season, dt.date(2027, 5, 2))
    return season


def test_a_repeated_block_has_the_runs_of_the_first_plan_and_no_strength(ahead: Planbook) -> None:
    number = read_blocks(ahead)[-1].id
    again, plan = plan_from_block(ahead, number), default_plan(find_goal("10k"))
    assert runs(again) == runs(plan)
    assert (again.days, again.race_day, again.race_distance) == (plan.days, plan.race_day, plan.race_distance)
    assert again.phases == plan.phases
    assert [entry.day for entry in again.entries] == list(range(plan.days))
    assert {entry.sport for entry in again.entries} == {Sport.RUN, Sport.REST}
    assert all(entry.planned.duration_s is None for entry in again.entries)  # what was estimated is estimated anew


def test_what_was_moved_skipped_or_done_stands_where_it_was_planned(ahead: Planbook) -> None:
    block = read_blocks(ahead)[-1]
    first = runs(plan_from_block(ahead, block.id))
    held = [item for item in read_workouts(ahead, block.start, block.last_day) if item.sport is Sport.RUN]
    apply_change(ahead, plan_move(ahead, [held[0].id], 2, MoveMode.ONLY))
    apply_change(ahead, plan_skip([held[3]], "ill"))
    done = the(ahead, held[6].date)
    put(ahead, done, status=StoredStatus.DONE, actual=Outcome(replace(done.planned, distance_m=1_234.0)))
    apply_change(ahead, plan_add(ahead, Workout(block.start, Sport.RUN, RunKind.EASY, "Along the river")))
    again = runs(plan_from_block(ahead, block.id))
    assert [run for run in again if run[2] != "Along the river"] == first


def test_a_block_shifted_before_it_began_repeats_as_it_was(ahead: Planbook) -> None:
    block = read_blocks(ahead)[-1]
    first = plan_from_block(ahead, block.id)
    assert block.race_date
    for days in (7, -14):
        now = read_blocks(ahead)[-1]
        assert now.race_date
        apply_change(ahead, plan_shift(ahead, now, now.race_date + DAY * days))
        again = plan_from_block(ahead, block.id)
        assert runs(again) == runs(first)
        assert (again.days, again.race_day) == (first.days, first.race_day)


def test_a_block_shifted_while_it_ran_repeats_as_it_was(slotted: Planbook) -> None:
    block = read_blocks(slotted)[-1]
    first = plan_from_block(slotted, block.id)
    assert block.race_date
    apply_change(slotted, plan_shift(slotted, block, block.race_date + DAY * 7))
    again = plan_from_block(slotted, block.id)
    assert runs(again) == runs(first)
    assert (again.days, again.race_day) == (first.days, first.race_day)


def test_the_past_block_becomes_a_new_one(slotted: Planbook) -> None:
    past = read_blocks(slotted)[0]
    plan = plan_from_block(slotted, past.id)
    made = commit.commit_draft(
        slotted, draft_in_calendar(slotted, plan, BlockOptions(race_date=dt.date(2027, 9, 26), name="Once more"))
    )
    assert (made.days, made.race_date, made.source) == (
        past.days,
        dt.date(2027, 9, 26),
        f"block {past.id}: {past.name}",
    )
    assert any(item.sport is Sport.STRENGTH for item in read_workouts(slotted, made.start, made.last_day))


def test_a_block_that_is_not_there_is_refused(ahead: Planbook) -> None:
    with pytest.raises(RefusedError, match="There is no block 77"):
        plan_from_block(ahead, 77)
