"""A block of the calendar opened in the builder: changed, laid beside what stands, kept or dropped."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from textual.pilot import Pilot

from planner import store
from planner.store import quick
from planner.training.doses import Background
from planner.training.goals import Goal
from planner.training.refusal import RefusedError
from planner.training.runplans import generate
from planner.training.targets import WeeklyDoses
from planner.training.usual import usual_wish
from planner.training.weeks import DAY, WEEK
from planner.training.workouts import Sport
from planner.tui.builder.form_result import Reading
from planner.tui.builder.read_form import LastPlan, read_form
from planner.tui.builder.screen import BuilderScreen
from planner.tui.builder.whatif_form import texts_of
from planner.usecases import history
from planner.usecases.blocks import commit
from planner.usecases.blocks.options import Choices, StartTimes, TimeCap, read_unavailable, read_when
from planner.usecases.blocks.pins import Pins, read_places
from planner.usecases.blocks.provenance import making_of
from planner.usecases.blocks.stored_options import read_made_from, write_made_from
from planner.usecases.calendar.shift import find_block
from planner.usecases.planbook import Planbook
from tests.tui.driving import OpenApp, See, as_it_stands, calendar, message, press, settle


def builder(pilot: Pilot[None]) -> BuilderScreen:
    screen = pilot.app.screen_stack[0]
    assert isinstance(screen, BuilderScreen)
    return screen


def said(pilot: Pilot[None]) -> str:
    """What the builder's bottom line says."""
    return builder(pilot).bar.message


def read(book: Planbook, **typed: str) -> Reading:
    return read_form(book, {**texts_of(book, find_block(book)), **typed}, LastPlan())


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_block_is_changed_compared_and_kept(
    slotted: Planbook, open_app: OpenApp, see: See, size: tuple[int, int]
) -> None:
    before = [one for one in quick.read_all(slotted.path) if one.sport is not Sport.STRENGTH]
    async with open_app(slotted, *size) as pilot:
        await press(pilot, "B")
        shown = await see(pilot)
        assert "What if   Half marathon" in shown
        assert "Replaces  3" in shown
        await press(pilot, "@heavy", "0", "c")
        compared = await see(pilot)
        assert "what if" in compared
        assert "as it stands" in compared
        await press(pilot, "k")
        assert said(pilot).startswith("enter again: ")
        assert said(pilot).endswith(" workouts would differ; u takes it back")
        await press(pilot, "enter")
        assert message(pilot) == "Re-plan: Half marathon. u takes it back."
        assert calendar(pilot).is_current
        ahead = [one for one in quick.read_all(slotted.path) if one.date > slotted.today + WEEK]
        assert {one.kind for one in ahead if one.sport is Sport.STRENGTH} == {"moderate", "light"}
        assert [one for one in quick.read_all(slotted.path) if one.sport is not Sport.STRENGTH] == before
        await press(pilot, "u")
        assert message(pilot) == "Taken back: re-plan: Half marathon."


async def test_what_is_dropped_leaves_the_block_as_it_stands(slotted: Planbook, open_app: OpenApp) -> None:
    before = quick.read_all(slotted.path)
    async with open_app(slotted) as pilot:
        await press(pilot, "B", "@heavy", "0", "c", "o")
        assert said(pilot) == "Dropped; the block stays as it stands."
        assert "What if" not in as_it_stands(pilot)
        assert builder(pilot).form.chosen == {}
    assert quick.read_all(slotted.path) == before


async def test_what_stood_in_the_form_comes_back(slotted: Planbook, open_app: OpenApp) -> None:
    async with open_app(slotted) as pilot:
        await press(pilot, "2", "@heavy", "0", "escape", "B")
        assert said(pilot).endswith("n brings back what you had.")
        await press(pilot, "n")
        assert builder(pilot).form.chosen == {"heavy": "0"}
        assert "New block" in as_it_stands(pilot)


async def test_a_day_outside_any_block_and_a_block_that_is_over_are_said(slotted: Planbook, open_app: OpenApp) -> None:
    async with open_app(slotted) as pilot:
        calendar(pilot).go_to(slotted.today + 52 * WEEK)
        await press(pilot, "B")
        assert message(pilot).endswith("lies in no block; 2 builds one.")
        over = min(block.start for block in calendar(pilot).view.blocks)
        calendar(pilot).go_to(over)
        await press(pilot, "B")
        assert message(pilot).endswith("what is past is not planned anew.")


def test_a_block_whose_race_is_run_is_not_opened(slotted: Planbook) -> None:
    block = find_block(slotted)
    assert block.race_date is not None
    with store.edit(slotted.path, "days after the race", at=slotted.clock.now()) as edit:
        block = edit.replace_block(replace(block, days=block.days + 14))
    later = replace(slotted, clock=type(slotted.clock)(block.last - 3 * DAY))
    with pytest.raises(RefusedError, match=r"had its race on Sun 28 Feb; what is past is not planned anew\."):
        texts_of(later, block)


async def test_an_open_field_is_answered_before_both_are_compared(slotted: Planbook, open_app: OpenApp) -> None:
    async with open_app(slotted) as pilot:
        await press(pilot, "B", "@peak", "9", "9", "9", "c")
        assert said(pilot) == "Answer the open field first; then both can be laid side by side."


def test_opened_and_left_alone_it_is_made_from_what_it_was_made_from(slotted: Planbook) -> None:
    block = find_block(slotted)
    everything = Choices(
        name=block.name,
        level=making_of(slotted, block).made.choices.level,  # type: ignore[union-attr]
        background=Background.SOME,
        doses=WeeklyDoses(1, 0, 1),
        most=2,
        in_season=True,
        stack=True,
        unavailable=read_unavailable("mon am, wed pm, sun am, sun pm, 2027-01-20, sat heavy"),
        gym=(read_when("tue pm", "gym"), read_when("thu", "gym")),
        preferred=frozenset({1, 3}),
        time_caps=(TimeCap(read_when("tue", "cap"), 50),),
        start_times=StartTimes("06:15", "17:30"),
        pins=Pins(forbidden=read_places("2027-01-26 pm heavy", "forbidden")),
    )
    made = replace(making_of(slotted, block).made, choices=everything)
    with store.edit(slotted.path, "as by hand", at=slotted.clock.now()) as edit:
        edit.replace_block(replace(block, choices=write_made_from(made)))
    reading = read(slotted)
    assert reading.problems == {}
    assert reading.wish == made.wish
    assert reading.whatif is not None
    drafted = reading.whatif.draft.choices
    same = replace(everything, race=block.race_date, priority=drafted.priority, equipment=drafted.equipment)
    assert replace(drafted, easy_pace=everything.easy_pace, logged=None) == same
    change = reading.whatif.change
    assert [one for one in (*change.changed, *change.added, *change.removed) if one.sport is Sport.RUN] == []


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"weeks": "10"}, "weeks", "its race day tells how many weeks it has"),
        ({"plan": "file", "file": "plan.yaml"}, "plan", "keeps the runs of its block, or takes a plan of ours"),
        ({"plan": "past", "block": "1"}, "plan", "keeps the runs of its block, or takes a plan of ours"),
        ({"instead": "99"}, "instead", "no block 99"),
        ({"instead": "x"}, "instead", "named by its number"),
        ({"date": "2027-01-01"}, "date", "past"),
        ({"dated": "start", "date": "2027-01-11"}, "date", "begins on 2026-12-07, and that stays"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(
    slotted: Planbook, typed: dict[str, str], field: str, sentence: str
) -> None:
    reading = read(slotted, **typed)
    assert reading.whatif is None
    assert sentence in reading.problems[field]


def test_a_later_race_day_makes_the_block_longer(slotted: Planbook) -> None:
    block = find_block(slotted)
    assert block.race_date is not None
    reading = read(slotted, date=(block.race_date + 2 * WEEK).isoformat())
    assert reading.problems == {}
    assert reading.defaults["weeks"] == "14"
    assert reading.whatif is not None
    assert reading.whatif.draft.block.last == block.last + 2 * WEEK
    assert reading.whatif.change.name.startswith("re-fit: ")


async def test_a_block_nobody_named_is_called_by_its_new_length(empty_book: Planbook, open_app: OpenApp) -> None:
    wish = usual_wish(Goal.HALF, 12)
    commit.commit(empty_book, commit.draft(empty_book, generate(wish), Choices(start=dt.date(2027, 1, 11))), wish=wish)
    async with open_app(empty_book) as pilot:
        await press(pilot, "]", "B", "@date", *"25 apr", "enter", "enter")
        await settle(pilot)
        shown = as_it_stands(pilot)
        assert "Half marathon, 15 weeks 25 Apr · week 1 of 15" in shown
        await press(pilot, "B")
        await settle(pilot)
        assert "What if   Half marathon, 15 weeks    15 weeks" in as_it_stands(pilot)


def test_a_block_that_was_named_keeps_its_name(slotted: Planbook) -> None:
    block = find_block(slotted)
    assert block.race_date is not None
    reading = read(slotted, name="Spring", date=(block.race_date + 2 * WEEK).isoformat())
    assert reading.whatif is not None
    assert reading.whatif.draft.block.name == "Spring"


def test_a_plan_of_anothers_keeps_its_runs(book: Planbook) -> None:
    reading = read(book, heavy="1", moderate="0", light="0")
    assert reading.problems == {}
    assert reading.whatif is not None
    change = reading.whatif.change
    assert [one for one in (*change.changed, *change.added, *change.removed) if one.sport is Sport.RUN] == []
    assert any(one.sport is Sport.STRENGTH for one in (*change.changed, *change.added, *change.removed))


def test_a_block_without_a_race_gets_more_weeks(slotted: Planbook) -> None:
    wish = usual_wish(Goal.BASE, 8)
    start = dt.date(2027, 3, 8)
    drafted = commit.draft(slotted, generate(wish), Choices(start=start))
    block = commit.commit(slotted, drafted, wish=wish)
    later = replace(slotted, clock=type(slotted.clock)(start + 2 * WEEK + DAY))
    texts = texts_of(later, block)
    same = read_form(later, texts, LastPlan())
    assert same.problems == {}
    assert same.whatif is not None
    assert all(one.sport is Sport.STRENGTH for one in (*same.whatif.change.changed, *same.whatif.change.added))
    longer = read_form(later, {**texts, "weeks": "10"}, LastPlan())
    assert longer.problems == {}
    assert longer.whatif is not None
    assert longer.whatif.draft.block.last == block.last + 2 * WEEK
    assert longer.whatif.draft.block.race_date is None
    assert history.log(later, 1)[0].name == f"new block: {block.name}"
    assert read_made_from(longer.whatif.change.blocks[0].choices).wish == replace(wish, weeks=10)


async def test_what_was_committed_and_undone_is_brought_back_into_the_form(
    slotted: Planbook, open_app: OpenApp
) -> None:
    async with open_app(slotted) as pilot:
        await press(pilot, "B", "@heavy", "0", "enter", "enter", "u", "2", "n")
        assert builder(pilot).form.chosen["heavy"] == "0"
        assert builder(pilot).form.chosen["instead"] == "3"
