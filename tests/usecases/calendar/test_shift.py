"""A block shifted to another race day: what is ahead goes along, what is behind stays."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from planner import store
from planner.clock import Clock
from planner.store import quick
from planner.training.blocks import Block
from planner.training.weeks import DAY
from planner.training.workouts import StoredStatus
from planner.usecases.blocks.slotting_problem import shift_problem
from planner.usecases.calendar.shift import find_block, plan_shift
from planner.usecases.planbook import Planbook
from tests.tui.season import TODAY
from tests.usecases.books import places, plan, put, refused

RACE = dt.date(2027, 2, 14)
START = dt.date(2026, 11, 30)


def block_of(book: Planbook) -> Block:
    (block,) = quick.read_blocks(book.path)
    return block


@pytest.mark.parametrize("days", [7, 14, -7, 3, -2])
def test_a_running_block_moves_what_is_ahead_and_its_end(season: Planbook, days: int) -> None:
    put(season, quick.read_workout(season.path, 58), status=StoredStatus.SKIPPED, skip_reason="ice")
    before = {one.id: one for one in quick.read_all_workouts(season.path)}
    block = block_of(season)
    race = RACE + DAY * days
    if days < 0:  # what would stand before today is taken out first
        for number in [one.id for one in before.values() if TODAY <= one.date < TODAY - DAY * days]:
            put(season, quick.read_workout(season.path, number), block_id=None)
        before = {one.id: one for one in quick.read_all_workouts(season.path)}
    change = plan(season, lambda: plan_shift(season, block, race))
    assert change.name == f"shift: Half marathon to its race on {race:%a} {race.day} {race:%b} 2027"
    for one in quick.read_all_workouts(season.path):
        was = before[one.id]
        goes = was.block_id == block.id and was.status is StoredStatus.PLANNED and was.date >= TODAY
        assert one.date == was.date + DAY * days * goes
    after = block_of(season)
    assert (after.start, after.race_date, after.last_day) == (START, race, race)


@pytest.mark.parametrize(
    ("days", "far"),
    [(7, "1 week later."), (21, "3 weeks later."), (3, "3 days later."), (10, "10 days later."), (1, "1 day later.")],
)
def test_how_far_is_said_in_whole_weeks_or_days(season: Planbook, days: int, far: str) -> None:
    assert plan_shift(season, block_of(season), RACE + DAY * days).remarks == (far,)


@pytest.mark.parametrize("days", [28, 5, -14])
def test_a_block_that_has_not_begun_moves_whole(season: Planbook, days: int) -> None:
    early = replace(season, clock=Clock(START - 20 * DAY))
    for one in quick.read_all_workouts(season.path):  # nothing of it has been lived
        put(season, one, status=StoredStatus.PLANNED, actual=None, skip_reason=None)
    before, block = places(season), block_of(season)
    plan(early, lambda: plan_shift(early, block, RACE + DAY * days))
    assert places(season) == {number: day + DAY * days for number, day in before.items()}
    after = block_of(season)
    assert (after.start, after.days, after.phases) == (START + DAY * days, block.days, block.phases)
    assert after.race_date == RACE + DAY * days


def test_phases_ahead_go_along_and_those_behind_stay(season: Planbook) -> None:
    plan(season, lambda: plan_shift(season, block_of(season), RACE + 14 * DAY))
    after = block_of(season)
    assert after.phases == ((0, "base"), (28, "build"), (77, "taper"))  # build began on 28 December
    assert after.phase_on(RACE + 14 * DAY) == "taper"


def test_a_race_closer_than_what_is_left_is_refused_with_the_count(season: Planbook) -> None:
    said = refused(season, lambda: plan_shift(season, block_of(season), RACE - 7 * DAY))
    assert said == (
        "8 workouts of Half marathon would move before today, the first on 2026-12-31; "
        "take a later race day, or take some weeks out first."
    )


def test_a_single_workout_before_today_is_told_in_the_singular(season: Planbook) -> None:
    said = refused(season, lambda: plan_shift(season, block_of(season), RACE - DAY))
    assert said.startswith("1 workout of Half marathon would move before today, the first on 2027-01-06;")


def test_shifts_that_make_no_sense_are_refused(season: Planbook) -> None:
    block = block_of(season)
    assert plan_shift(season, block, RACE).is_empty
    assert refused(season, lambda: plan_shift(season, block, TODAY - DAY)) == (
        "The race day 2027-01-06 is past: today is 2027-01-07."
    )
    late = replace(season, clock=Clock(RACE + DAY))
    assert refused(late, lambda: plan_shift(late, block, RACE + 9 * DAY)) == (
        "The race of Half marathon was on 2027-02-14; what is past stays."
    )
    assert refused(season, lambda: plan_shift(season, replace(block, race_date=None), RACE + DAY)) == (
        "Half marathon has no race, so there is no race day to shift it to."
    )


def test_the_block_that_is_meant_is_the_running_one_else_the_next(season: Planbook) -> None:
    with store.edit(season.path, "spring", now=season.clock.now()) as diary:
        spring = diary.add_block(Block("Spring", dt.date(2027, 3, 1), 28))
    assert find_block(season).name == "Half marathon"
    assert find_block(replace(season, clock=Clock(RACE + DAY))) == spring
    assert find_block(season, spring.id) == spring
    later = replace(season, clock=Clock(dt.date(2028, 1, 1)))
    assert refused(season, lambda: find_block(later)) == "There is no current or future block."
    assert refused(season, lambda: find_block(season, 9)) == "There is no block 9."


def test_a_slotted_block_keeps_a_problem_of_its_new_length(slotted: Planbook) -> None:
    import json

    block = find_block(slotted)
    race = block.race_date
    assert race is not None
    plan(slotted, lambda: plan_shift(slotted, block, race + 14 * DAY))
    kept = quick.read_slotting(slotted.path, block.id)
    assert kept is not None
    problem = json.loads(kept[0])
    assert (problem["start"], problem["days"]) == (block.start.isoformat(), block.days + 14)
    wednesdays = {entry["day"] for entry in problem["unavailable"] if entry["slot"] == "pm"}
    assert {(block.start + DAY * day).weekday() for day in wednesdays} == {2}  # Wednesday evenings, week for week
    assert len(wednesdays) == block.weeks + 2


def test_a_shifted_block_keeps_which_kind_a_half_day_is_closed_to_and_why(slotted: Planbook) -> None:
    block = find_block(slotted)
    after = replace(block, days=block.days + 7)
    closed = [{"day": day, "slot": "pm", "kind": "heavy", "why": "gym"} for day in range(1, block.days, 7)]
    problem = {"unavailable": [*closed, {"day": 2}, {"day": 3, "why": "away"}]}
    shifted = shift_problem(problem, block, after, [])["unavailable"]
    gym = [entry for entry in shifted if entry.get("why") == "gym"]
    assert gym == [{"day": day, "slot": "pm", "kind": "heavy", "why": "gym"} for day in range(1, after.days, 7)]
    assert [entry for entry in shifted if entry not in gym] == [{"day": 2, "slot": "am"}, {"day": 2, "slot": "pm"}]
