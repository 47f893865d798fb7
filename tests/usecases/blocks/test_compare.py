"""Two blocks side by side: the sums are those of the weeks and of the calendar, and the differences add up."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner import store
from planner.clock import Clock
from planner.training.blocks import Block
from planner.training.plans import Plan, PlanEntry
from planner.training.races import Unit
from planner.training.refusal import RefusedError
from planner.training.run_plans.goals import Goal
from planner.training.totals import sum_totals
from planner.training.weekly_sessions import WeeklySessions
from planner.training.workouts import QUALITY_RUNS, Effort, RunKind, Slot, Sport, StrengthKind, StrengthLevel
from planner.usecases import history
from planner.usecases.blocks import commit
from planner.usecases.blocks.compare import (
    BlockComparison,
    ComparisonRow,
    compare_blocks,
    has_unknown,
    summarize_block,
    summarize_draft,
    total_rows,
    week_differences,
)
from planner.usecases.blocks.draft import draft_block, draft_in_calendar
from planner.usecases.blocks.draft_model import Draft
from planner.usecases.blocks.options import BlockOptions
from planner.usecases.calendar import mark
from planner.usecases.calendar.edit import plan_add, plan_delete
from planner.usecases.changes import apply_change
from planner.usecases.planbook import Planbook
from planner.usecases.queries import list_workouts, read_blocks
from tests.plans import default_plan
from tests.usecases.books import move

TODAY = dt.date(2027, 1, 4)
DAY = dt.timedelta(days=1)
KEYS = {*QUALITY_RUNS, RunKind.LONG, RunKind.RACE}


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    choices = BlockOptions(
        start_date=TODAY + DAY * draw(st.integers(0, 40)),
        level=draw(st.sampled_from(StrengthLevel)),
        doses=draw(st.sampled_from([None, WeeklySessions(2, 0, 1), WeeklySessions(0, 1, 0), WeeklySessions()])),
        stack=draw(st.booleans()),
    )
    peak = draw(st.sampled_from([None, 50_000]))
    return draft_block(default_plan(draw(st.sampled_from(Goal)), peak), choices, TODAY)


@pytest.fixture
def book(tmp_path: Path) -> Planbook:
    """A file with one block in it, stored as it was drafted."""
    book = Planbook(tmp_path / "planner.db", Clock(TODAY))
    choices = BlockOptions(start_date=TODAY + 9 * DAY, level=StrengthLevel.EXPERIENCED)
    commit.commit_draft(book, draft_in_calendar(book, default_plan(Goal.TEN_K), choices))
    return book


def half(book: Planbook) -> Draft:
    return draft_in_calendar(book, default_plan(Goal.HALF), BlockOptions(start_date=TODAY, level=StrengthLevel.NOVICE))


def line(comparison: BlockComparison, label: str) -> ComparisonRow:
    return next(one for one in total_rows(comparison, Unit.KM) if one.label == label)


@given(drafts())
def test_a_sketch_adds_up_to_what_was_drafted(draft: Draft) -> None:
    sketch = summarize_draft(draft)
    whole, sums = sketch.total, sum_totals(draft.workouts, TODAY)
    assert whole.run_m == pytest.approx(sums.run.planned_m, abs=0.001)
    assert whole.run_s == sums.run.planned_s
    assert whole.strength == sums.strength.planned_sessions
    assert whole.sled_m == pytest.approx(sums.strength.sled_m_planned)
    assert whole.wall_sit_s == sums.strength.wall_sit_s_planned
    kinds = Counter(item.kind for item in draft.workouts)
    assert whole.key_runs == sum(kinds[kind] for kind in KEYS)
    assert (whole.heavy, whole.moderate, whole.light) == tuple(kinds[kind] for kind in StrengthKind)
    hard = {item.date for item in draft.workouts if item.kind in {*KEYS, StrengthKind.HEAVY}}
    assert whole.hard_days == len(hard)
    assert whole.longest_m == max(item.planned.distance_m or 0 for item in draft.workouts if item.sport is Sport.RUN)
    assert sketch.cost == draft.answer.cost
    assert sum(count for _, count in sketch.warnings or ()) == len(draft.answer.warnings)


def test_what_a_coach_looks_at_first_is_compared_without_the_race(book: Planbook) -> None:
    comparison = compare_blocks(summarize_draft(half(book)), summarize_block(book, read_blocks(book)[0].id))
    assert comparison.mine.plan.longest is not None
    longest = line(comparison, "Longest run, km")
    assert float(longest.mine) == pytest.approx(comparison.mine.plan.longest.distance_m / 1000, abs=0.05)
    assert float(longest.mine) < 21
    assert 50 < int(line(comparison, "Easy running, %").mine) < 100


@given(drafts(), drafts())
def test_two_drafts_stand_side_by_side_by_date(mine: Draft, other: Draft) -> None:
    comparison = compare_blocks(summarize_draft(mine), summarize_draft(other))
    mondays = [pair.monday for pair in comparison.weeks]
    assert mondays == sorted(set(mondays))
    assert all(monday.weekday() == 0 for monday in mondays)
    for draft, sketch in ((mine, comparison.mine), (other, comparison.other)):
        for monday, figures in sketch.weeks:
            within = [item for item in draft.workouts if monday <= item.date < monday + 7 * DAY]
            assert figures.run_m == pytest.approx(sum_totals(within, TODAY).run.planned_m, abs=0.001)
    for pair in comparison.weeks:
        assert pair.mine is not None or pair.other is not None
        assert pair.mine == dict(comparison.mine.weeks).get(pair.monday)
        assert pair.other == dict(comparison.other.weeks).get(pair.monday)


@given(drafts(), drafts())
def test_whoever_does_the_sums_of_what_is_shown_finds_them_right(mine: Draft, other: Draft) -> None:
    comparison = compare_blocks(summarize_draft(mine), summarize_draft(other))
    for one in total_rows(comparison, Unit.KM):
        apart = 0.0 if one.difference == "=" else _value(one.difference)
        assert _value(one.mine) - _value(one.other) == pytest.approx(apart, abs=0.01)
        assert (one.difference == "=") is (one.mine == one.other)
    same = compare_blocks(comparison.mine, comparison.mine)
    assert {one.difference for one in total_rows(same, Unit.MI)} == {"="}
    assert {week_differences(pair, Unit.MI) for pair in same.weeks} == {("=", "=", "=")}


def _value(text: str) -> float:
    sign = -1 if text.startswith("-") else 1
    big, _, small = text.lstrip("+-").partition(":")
    return sign * (float(big) * (60 if small else 1) + float(small or 0))


def test_a_stored_block_is_as_its_draft_was(book: Planbook) -> None:
    (block,) = read_blocks(book)
    sketch = summarize_block(book, block.id)
    drafted = draft_block(
        default_plan(Goal.TEN_K),
        BlockOptions(start_date=block.start, level=StrengthLevel.EXPERIENCED),
        TODAY,
    )
    assert sketch == summarize_draft(drafted)
    listed = list_workouts(book, block.start, block.last_day).totals
    assert sketch.total.run_m == pytest.approx(listed.run.planned_m)
    assert sketch.total.strength == listed.strength.planned_sessions
    assert sketch.total.sled_m == listed.strength.sled_m_planned


def test_a_block_that_was_changed_costs_what_it_costs_where_it_stands(book: Planbook) -> None:
    (block,) = read_blocks(book)
    before = summarize_block(book, block.id)
    workouts = list_workouts(book, block.start, block.last_day).workouts
    rest_days = {item.date for item in workouts if item.sport is Sport.REST}
    session = next(item for item in workouts if item.kind == StrengthKind.MODERATE and item.date + DAY in rest_days)
    move(book, session.id, session.date + DAY)
    after = summarize_block(book, block.id)
    assert before.warnings is not None
    assert after.warnings is not None
    assert dict(after.warnings)["HC2"] == dict(before.warnings).get("HC2", 0) + 1
    assert after.total.strength == before.total.strength
    history.undo(book)
    assert summarize_block(book, block.id) == before


def test_a_session_that_is_gone_is_missing_and_costs_what_one_without_a_place_does(book: Planbook) -> None:
    (block,) = read_blocks(book)
    before = summarize_block(book, block.id)
    listed = list_workouts(book, block.start, block.last_day).workouts
    session = next(item for item in listed if item.kind == StrengthKind.MODERATE and item.date > TODAY + 7 * DAY)
    apply_change(book, plan_delete(book, [session]))
    after = summarize_block(book, block.id)
    assert before.cost is not None
    assert after.cost is not None
    assert before.cost < after.cost <= before.cost + 80
    assert before.unplaced is not None
    assert after.unplaced == before.unplaced + 1


def test_the_cost_of_a_block_whose_strength_was_never_slotted_is_not_known(book: Planbook) -> None:
    with store.edit(book.path, "by hand", now=book.clock.now()) as edit:
        block = edit.add_block(Block("By hand", TODAY, 14))
    stands = summarize_block(book, block.id)
    assert (stands.cost, stands.unplaced, stands.warnings) == (None, None, None)
    comparison = compare_blocks(summarize_draft(half(book)), stands)
    assert has_unknown(comparison)
    assert line(comparison, "Points")[2:] == ("–", "")


def test_what_was_skipped_was_planned_all_the_same(book: Planbook) -> None:
    (block,) = read_blocks(book)
    before = summarize_block(book, block.id)
    run = next(item for item in list_workouts(book, block.start, block.last_day).workouts if item.sport is Sport.RUN)
    mark.mark_skipped(book, run.id, "ice")
    after = summarize_block(book, block.id)
    assert after.weeks == before.weeks


def test_a_run_added_within_a_block_is_the_blocks(book: Planbook) -> None:
    (block,) = read_blocks(book)
    before = summarize_block(book, block.id)
    run = next(item for item in list_workouts(book, block.start, block.last_day).workouts if item.sport is Sport.RUN)
    apply_change(book, plan_add(book, replace(run, id=0, version=0, block_id=None)))
    after = summarize_block(book, block.id)
    assert after.total.run_m == before.total.run_m + (run.planned.distance_m or 0)


def test_no_block_of_that_number(book: Planbook) -> None:
    with pytest.raises(RefusedError, match="no block 99"):
        summarize_block(book, 99)


def test_a_plan_with_strength_of_its_own_shows_it_apart() -> None:
    entries = [PlanEntry(0, Sport.RUN, "easy", "Easy", Slot.AM, Effort(5000.0))]
    entries += [PlanEntry(0, Sport.STRENGTH, None, "Core", Slot.PM)]
    entries += [PlanEntry(day, Sport.REST, None, "Rest") for day in range(1, 7)]
    plan = Plan("By hand", Unit.KM, 7, tuple(entries))
    sketch = summarize_draft(draft_block(plan, BlockOptions(start_date=TODAY, doses=WeeklySessions()), TODAY))
    assert sketch.total.own == sketch.total.strength == 1
    assert line(compare_blocks(sketch, sketch), "The plan's own") == ("The plan's own", "1", "1", "=")
