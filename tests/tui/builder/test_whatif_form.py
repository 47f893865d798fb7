"""A stored block opened in the builder: changed, compared with the stored one, kept or dropped."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from textual.pilot import Pilot

from planner import store
from planner.store import quick
from planner.training.doses import LiftingBackground
from planner.training.refusal import RefusedError
from planner.training.run_plans.goals import Goal, RunningLevel
from planner.training.run_plans.plan_defaults import with_defaults
from planner.training.run_plans.plan_generator import generate_plan
from planner.training.weekly_sessions import WeeklySessions
from planner.training.weeks import DAY, WEEK
from planner.training.workouts import Sport
from planner.tui.builder.form_result import FormResult
from planner.tui.builder.read_form import PlanFileCache, read_form
from planner.tui.builder.screen import BuilderScreen
from planner.tui.builder.whatif_form import form_values
from planner.usecases import history
from planner.usecases.blocks import commit
from planner.usecases.blocks.availability import StartTimes, TimeCap, parse_day_part, parse_unavailable
from planner.usecases.blocks.draft import draft_in_calendar
from planner.usecases.blocks.options import BlockOptions
from planner.usecases.blocks.pins import Pins, parse_placements
from planner.usecases.blocks.provenance import replan_inputs
from planner.usecases.blocks.stored_options import provenance_from_json, provenance_to_json
from planner.usecases.calendar.shift import find_block
from planner.usecases.planbook import Planbook
from tests.tui.driving import OpenApp, See, as_it_stands, calendar, message, press, settle


def builder(pilot: Pilot[None]) -> BuilderScreen:
    screen = pilot.app.screen_stack[0]
    assert isinstance(screen, BuilderScreen)
    return screen


def said(pilot: Pilot[None]) -> str:
    """The message in the builder's footer."""
    return builder(pilot).footer.message


def read(book: Planbook, **typed: str) -> FormResult:
    return read_form(book, {**form_values(book, find_block(book)), **typed}, PlanFileCache())


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_block_is_changed_compared_and_kept(
    slotted: Planbook, open_app: OpenApp, see: See, size: tuple[int, int]
) -> None:
    before = [one for one in quick.read_all_workouts(slotted.path) if one.sport is not Sport.STRENGTH]
    async with open_app(slotted, *size) as pilot:
        await press(pilot, "B")
        shown = await see(pilot)
        assert "What if   Half marathon" in shown
        assert "Replaces  3" in shown
        await press(pilot, "@heavy", "0", "tab", "c")
        compared = await see(pilot)
        assert "what if" in compared
        assert "as it is" in compared
        await press(pilot, "k")
        assert said(pilot).startswith("enter stores ")
        assert said(pilot).endswith(" workouts would differ; u takes it back")
        await press(pilot, "enter")
        assert message(pilot) == "Re-plan: Half marathon. u takes it back."
        assert calendar(pilot).is_current
        ahead = [one for one in quick.read_all_workouts(slotted.path) if one.date > slotted.today + WEEK]
        assert {one.kind for one in ahead if one.sport is Sport.STRENGTH} == {"moderate", "light"}
        assert [one for one in quick.read_all_workouts(slotted.path) if one.sport is not Sport.STRENGTH] == before
        await press(pilot, "u")
        assert message(pilot) == "Taken back: re-plan: Half marathon."


async def test_a_dropped_what_if_leaves_the_block_unchanged(slotted: Planbook, open_app: OpenApp) -> None:
    before = quick.read_all_workouts(slotted.path)
    async with open_app(slotted) as pilot:
        await press(pilot, "B", "@heavy", "0", "tab", "c", "o")
        assert said(pilot) == "Dropped; the block stays as it is."
        assert "What if" not in as_it_stands(pilot)
        assert builder(pilot).form.state.entered == {}
    assert quick.read_all_workouts(slotted.path) == before


async def test_the_form_before_a_what_if_comes_back(slotted: Planbook, open_app: OpenApp) -> None:
    async with open_app(slotted) as pilot:
        await press(pilot, "2", "@heavy", "0", "escape", "B")
        assert said(pilot).endswith("n brings back what you had.")
        await press(pilot, "tab", "n")
        assert builder(pilot).form.state.entered == {"heavy": "0"}
        assert "New block" in as_it_stands(pilot)


async def test_a_day_outside_blocks_and_a_block_that_is_over_are_refused(slotted: Planbook, open_app: OpenApp) -> None:
    async with open_app(slotted) as pilot:
        calendar(pilot).cursor.go_to(slotted.today + 52 * WEEK)
        await press(pilot, "B")
        assert message(pilot).endswith("lies in no block; 2 builds one.")
        over = min(block.start for block in calendar(pilot).data.view.blocks)
        calendar(pilot).cursor.go_to(over)
        await press(pilot, "B")
        assert message(pilot).endswith("what is past is not planned again.")


def test_a_block_whose_race_is_over_is_not_opened(slotted: Planbook) -> None:
    block = find_block(slotted)
    assert block.race_date is not None
    with store.edit(slotted.path, "days after the race", now=slotted.clock.now()) as edit:
        block = edit.replace_block(replace(block, days=block.days + 14))
    later = replace(slotted, clock=type(slotted.clock)(block.last_day - 3 * DAY))
    with pytest.raises(RefusedError, match=r"had its race on Sun 28 Feb; what is past is not planned again\."):
        form_values(later, block)


async def test_an_open_field_is_corrected_before_the_blocks_are_compared(slotted: Planbook, open_app: OpenApp) -> None:
    async with open_app(slotted) as pilot:
        await press(pilot, "B", "@peak", "9", "9", "9", "tab", "c")
        assert said(pilot) == "Correct the open field first; then the two can be compared."


def test_an_unchanged_what_if_has_the_inputs_of_its_block(slotted: Planbook) -> None:
    block = find_block(slotted)
    everything = BlockOptions(
        name=block.name,
        level=replan_inputs(slotted, block).provenance.options.level,  # type: ignore[union-attr]
        background=LiftingBackground.SOME,
        doses=WeeklySessions(1, 0, 1),
        max_sessions=2,
        in_season=True,
        stack=True,
        unavailable=parse_unavailable("mon am, wed pm, sun am, sun pm, 2027-01-20, sat heavy"),
        sled_times=(parse_day_part("tue pm", "gym"), parse_day_part("thu", "gym")),
        preferred_weekdays=frozenset({1, 3}),
        time_caps=(TimeCap(parse_day_part("tue", "cap"), 50),),
        start_times=StartTimes("06:15", "17:30"),
        easy_pace=345.0,
        recent_race=(21_097.5, 6_000),
        running_level=RunningLevel.ADVANCED,
        pins=Pins(forbidden=parse_placements("2027-01-26 pm heavy", "forbidden")),
    )
    made = replan_inputs(slotted, block).provenance
    assert made.plan_request is not None
    told = {"recent_race": everything.recent_race, "level": everything.running_level}
    made = replace(made, plan_request=replace(made.plan_request, **told), options=everything)  # type: ignore[arg-type]
    with store.edit(slotted.path, "as by hand", now=slotted.clock.now()) as edit:
        edit.replace_block(replace(block, provenance=provenance_to_json(made)))
    reading = read(slotted)
    assert reading.errors == {}
    assert reading.plan_request == made.plan_request
    assert reading.whatif is not None
    drafted = reading.whatif.draft.options
    same = replace(everything, race_date=block.race_date, priority=drafted.priority, equipment=drafted.equipment)
    assert replace(drafted, logged_start=None) == same
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
def test_a_refused_value_is_explained_under_its_field(
    slotted: Planbook, typed: dict[str, str], field: str, sentence: str
) -> None:
    reading = read(slotted, **typed)
    assert reading.whatif is None
    assert sentence in reading.errors[field]


def test_a_later_race_day_makes_the_block_longer(slotted: Planbook) -> None:
    block = find_block(slotted)
    assert block.race_date is not None
    reading = read(slotted, date=(block.race_date + 2 * WEEK).isoformat())
    assert reading.errors == {}
    assert reading.defaults["weeks"] == "14"
    assert reading.whatif is not None
    assert reading.whatif.draft.block.last_day == block.last_day + 2 * WEEK
    assert reading.whatif.change.name.startswith("re-fit: ")


async def test_a_block_without_a_name_is_named_after_its_new_length(empty_book: Planbook, open_app: OpenApp) -> None:
    wish = with_defaults(Goal.HALF, 12)
    commit.commit_draft(
        empty_book,
        draft_in_calendar(empty_book, generate_plan(wish), BlockOptions(start_date=dt.date(2027, 1, 11))),
        plan_request=wish,
    )
    async with open_app(empty_book) as pilot:
        await press(pilot, "]", "B", "@date", *"25 apr", "ctrl+s", "enter")
        await settle(pilot)
        shown = as_it_stands(pilot)
        assert "Half marathon, 15 weeks 25 Apr · week 1 of 15" in shown
        await press(pilot, "B")
        await settle(pilot)
        assert "What if   Half marathon, 15 weeks" in as_it_stands(pilot)


def test_a_block_that_was_named_keeps_its_name(slotted: Planbook) -> None:
    block = find_block(slotted)
    assert block.race_date is not None
    reading = read(slotted, name="Spring", date=(block.race_date + 2 * WEEK).isoformat())
    assert reading.whatif is not None
    assert reading.whatif.draft.block.name == "Spring"


def test_a_plan_from_a_file_keeps_its_runs(book: Planbook) -> None:
    reading = read(book, heavy="1", moderate="0", light="0")
    assert reading.errors == {}
    assert reading.whatif is not None
    change = reading.whatif.change
    assert [one for one in (*change.changed, *change.added, *change.removed) if one.sport is Sport.RUN] == []
    assert any(one.sport is Sport.STRENGTH for one in (*change.changed, *change.added, *change.removed))


def test_a_block_without_a_race_gets_more_weeks(slotted: Planbook) -> None:
    wish = with_defaults(Goal.BASE, 8)
    start = dt.date(2027, 3, 8)
    drafted = draft_in_calendar(slotted, generate_plan(wish), BlockOptions(start_date=start))
    block = commit.commit_draft(slotted, drafted, plan_request=wish)
    later = replace(slotted, clock=type(slotted.clock)(start + 2 * WEEK + DAY))
    texts = form_values(later, block)
    same = read_form(later, texts, PlanFileCache())
    assert same.errors == {}
    assert same.whatif is not None
    assert all(one.sport is Sport.STRENGTH for one in (*same.whatif.change.changed, *same.whatif.change.added))
    longer = read_form(later, {**texts, "weeks": "10"}, PlanFileCache())
    assert longer.errors == {}
    assert longer.whatif is not None
    assert longer.whatif.draft.block.last_day == block.last_day + 2 * WEEK
    assert longer.whatif.draft.block.race_date is None
    assert history.list_operations(later, 1)[0].name == f"new block: {block.name}"
    assert provenance_from_json(longer.whatif.change.blocks[0].provenance).plan_request == replace(wish, weeks=10)


async def test_the_form_of_an_undone_block_can_be_brought_back(slotted: Planbook, open_app: OpenApp) -> None:
    async with open_app(slotted) as pilot:
        await press(pilot, "B", "@heavy", "0", "ctrl+s", "enter", "u", "2", "tab", "n")
        assert builder(pilot).form.state.entered["heavy"] == "0"
        assert builder(pilot).form.state.entered["instead"] == "3"
