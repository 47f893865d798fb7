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
from planner.training.plans import PlanEntry, RunPlan
from planner.training.races import Unit
from planner.training.refusal import RefusedError
from planner.training.targets import WeeklyDoses
from planner.training.templates import TEMPLATES, generate, template
from planner.training.totals import totals
from planner.training.workouts import QUALITY_RUNS, Effort, Level, RunKind, Slot, Sport, StrengthKind
from planner.usecases import history
from planner.usecases.blocks import commit
from planner.usecases.blocks.compare import (
    Comparison,
    Line,
    compare,
    has_unknown,
    sketch_of_block,
    sketch_of_draft,
    total_lines,
    week_differences,
)
from planner.usecases.blocks.draft import draft_block
from planner.usecases.blocks.draft_model import Draft
from planner.usecases.blocks.options import Choices
from planner.usecases.calendar import mark, move
from planner.usecases.calendar.items import plan_add, plan_delete
from planner.usecases.changes import carry_out
from planner.usecases.planbook import Planbook
from planner.usecases.queries import list_days, read_blocks

TODAY = dt.date(2027, 1, 4)
DAY = dt.timedelta(days=1)
KEYS = {*QUALITY_RUNS, RunKind.LONG, RunKind.RACE}


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    choices = Choices(
        start=TODAY + DAY * draw(st.integers(0, 40)),
        level=draw(st.sampled_from(Level)),
        doses=draw(st.sampled_from([None, WeeklyDoses(2, 0, 1), WeeklyDoses(0, 1, 0), WeeklyDoses()])),
        stack=draw(st.booleans()),
    )
    peak = draw(st.sampled_from([None, 50_000]))
    return draft_block(generate(draw(st.sampled_from(TEMPLATES)), peak), choices, TODAY)


@pytest.fixture
def book(tmp_path: Path) -> Planbook:
    """A file with one block in it, stored as it was drafted."""
    book = Planbook(tmp_path / "planner.db", Clock(TODAY))
    choices = Choices(start=TODAY + 9 * DAY, level=Level.EXPERIENCED)
    commit.commit(book, commit.draft(book, generate(template("10k")), choices))
    return book


def half(book: Planbook) -> Draft:
    return commit.draft(book, generate(template("half")), Choices(start=TODAY, level=Level.NOVICE))


def line(comparison: Comparison, label: str) -> Line:
    return next(one for one in total_lines(comparison, Unit.KM) if one.label == label)


@given(drafts())
def test_a_sketch_adds_up_to_what_was_drafted(draft: Draft) -> None:
    sketch = sketch_of_draft(draft)
    whole, sums = sketch.whole, totals(draft.items, TODAY)
    assert whole.run_m == pytest.approx(sums.run.planned_m, abs=0.001)
    assert whole.run_s == sums.run.planned_s
    assert whole.strength == sums.strength.planned_sessions
    assert whole.sled_m == pytest.approx(sums.strength.sled_m_planned)
    assert whole.wall_sit_s == sums.strength.wall_sit_s_planned
    kinds = Counter(item.kind for item in draft.items)
    assert whole.key_runs == sum(kinds[kind] for kind in KEYS)
    assert (whole.heavy, whole.moderate, whole.light) == tuple(kinds[kind] for kind in StrengthKind)
    hard = {item.date for item in draft.items if item.kind in {*KEYS, StrengthKind.HEAVY}}
    assert whole.hard_days == len(hard)
    assert whole.longest_m == max(item.planned.distance_m or 0 for item in draft.items if item.sport is Sport.RUN)
    assert sketch.cost == draft.answer.cost
    assert sum(count for _, count in sketch.warnings or ()) == len(draft.answer.warnings)


@given(drafts(), drafts())
def test_two_drafts_stand_side_by_side_by_date(mine: Draft, other: Draft) -> None:
    comparison = compare(sketch_of_draft(mine), sketch_of_draft(other))
    mondays = [pair.monday for pair in comparison.weeks]
    assert mondays == sorted(set(mondays))
    assert all(monday.weekday() == 0 for monday in mondays)
    for draft, sketch in ((mine, comparison.mine), (other, comparison.other)):
        for monday, figures in sketch.weeks:
            within = [item for item in draft.items if monday <= item.date < monday + 7 * DAY]
            assert figures.run_m == pytest.approx(totals(within, TODAY).run.planned_m, abs=0.001)
    for pair in comparison.weeks:
        assert pair.mine is not None or pair.other is not None
        assert pair.mine == dict(comparison.mine.weeks).get(pair.monday)
        assert pair.other == dict(comparison.other.weeks).get(pair.monday)


@given(drafts(), drafts())
def test_whoever_does_the_sums_of_what_is_shown_finds_them_right(mine: Draft, other: Draft) -> None:
    comparison = compare(sketch_of_draft(mine), sketch_of_draft(other))
    for one in total_lines(comparison, Unit.KM):
        apart = 0.0 if one.difference == "=" else _value(one.difference)
        assert _value(one.mine) - _value(one.other) == pytest.approx(apart, abs=0.01)
        assert (one.difference == "=") is (one.mine == one.other)
    same = compare(comparison.mine, comparison.mine)
    assert {one.difference for one in total_lines(same, Unit.MI)} == {"="}
    assert {week_differences(pair, Unit.MI) for pair in same.weeks} == {("=", "=", "=")}


def _value(text: str) -> float:
    sign = -1 if text.startswith("-") else 1
    big, _, small = text.lstrip("+-").partition(":")
    return sign * (float(big) * (60 if small else 1) + float(small or 0))


def test_a_stored_block_is_as_its_draft_was(book: Planbook) -> None:
    (block,) = read_blocks(book)
    sketch = sketch_of_block(book, block.id)
    drafted = draft_block(generate(template("10k")), Choices(start=block.start, level=Level.EXPERIENCED), TODAY)
    assert sketch == sketch_of_draft(drafted)
    listed = list_days(book, block.start, block.last).totals
    assert sketch.whole.run_m == pytest.approx(listed.run.planned_m)
    assert sketch.whole.strength == listed.strength.planned_sessions
    assert sketch.whole.sled_m == listed.strength.sled_m_planned


def test_a_block_that_was_changed_costs_what_it_costs_where_it_stands(book: Planbook) -> None:
    (block,) = read_blocks(book)
    before = sketch_of_block(book, block.id)
    session = next(
        item for item in list_days(book, block.start, block.last).items if item.kind == StrengthKind.MODERATE
    )
    move.move(book, session.id, session.date + DAY)
    after = sketch_of_block(book, block.id)
    assert before.warnings is not None
    assert after.warnings is not None
    assert dict(after.warnings)["HC2"] == dict(before.warnings).get("HC2", 0) + 1
    assert after.whole.strength == before.whole.strength
    history.undo(book)
    assert sketch_of_block(book, block.id) == before


def test_a_session_that_is_gone_is_missing_and_costs_what_one_without_a_place_does(book: Planbook) -> None:
    (block,) = read_blocks(book)
    before = sketch_of_block(book, block.id)
    listed = list_days(book, block.start, block.last).items
    session = next(item for item in listed if item.kind == StrengthKind.LIGHT and item.date > TODAY + 7 * DAY)
    carry_out(book, plan_delete([session]))
    after = sketch_of_block(book, block.id)
    assert before.cost is not None
    assert after.cost is not None
    assert before.cost < after.cost <= before.cost + 20
    assert (before.missing, after.missing) == (0, 1)


def test_the_cost_of_a_block_whose_strength_was_never_slotted_is_not_known(book: Planbook) -> None:
    with store.edit(book.path, "by hand", at=book.clock.now()) as edit:
        block = edit.add_block(Block("By hand", TODAY, 14))
    stands = sketch_of_block(book, block.id)
    assert (stands.cost, stands.missing, stands.warnings) == (None, None, None)
    comparison = compare(sketch_of_draft(half(book)), stands)
    assert has_unknown(comparison)
    assert line(comparison, "Cost")[2:] == ("–", "")


def test_what_was_skipped_was_planned_all_the_same(book: Planbook) -> None:
    (block,) = read_blocks(book)
    before = sketch_of_block(book, block.id)
    run = next(item for item in list_days(book, block.start, block.last).items if item.sport is Sport.RUN)
    mark.skip(book, run.id, "ice")
    after = sketch_of_block(book, block.id)
    assert after.weeks == before.weeks


def test_a_run_added_within_a_block_is_the_blocks(book: Planbook) -> None:
    (block,) = read_blocks(book)
    before = sketch_of_block(book, block.id)
    run = next(item for item in list_days(book, block.start, block.last).items if item.sport is Sport.RUN)
    carry_out(book, plan_add(book, replace(run, id=0, version=0, block_id=None)))
    after = sketch_of_block(book, block.id)
    assert after.whole.run_m == before.whole.run_m + (run.planned.distance_m or 0)


def test_no_block_of_that_number(book: Planbook) -> None:
    with pytest.raises(RefusedError, match="no block 99"):
        sketch_of_block(book, 99)


def test_a_plan_with_strength_of_its_own_shows_it_apart() -> None:
    entries = [PlanEntry(0, Sport.RUN, "easy", "Easy", Slot.AM, Effort(5000.0))]
    entries += [PlanEntry(0, Sport.STRENGTH, None, "Core", Slot.PM)]
    entries += [PlanEntry(day, Sport.REST, None, "Rest") for day in range(1, 7)]
    plan = RunPlan("By hand", Unit.KM, 7, tuple(entries))
    sketch = sketch_of_draft(draft_block(plan, Choices(start=TODAY, doses=WeeklyDoses()), TODAY))
    assert sketch.whole.own == sketch.whole.strength == 1
    assert line(compare(sketch, sketch), "The plan's own") == ("The plan's own", "1", "1", "=")
