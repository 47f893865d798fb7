"""A block re-fitted to another race day: the weeks to come are made anew, and it is said what that means for them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import pairwise

import pytest

from planner import store
from planner.clock import Clock
from planner.store import quick
from planner.training.blocks import Block
from planner.training.dose_tables import DosePhase, dose_weeks, remaining_dose_weeks
from planner.training.weeks import DAY, WEEK
from planner.training.workouts import Effort, Outcome, RunKind, Slot, Sport, StoredStatus, StrengthKind, Workout
from planner.usecases.blocks.refit import plan_refit
from planner.usecases.blocks.stored_options import provenance_from_json
from planner.usecases.calendar.shift import find_block, plan_shift
from planner.usecases.planbook import Planbook
from planner.usecases.strength.explain import explain_calendar_day
from tests.tui.season import TODAY
from tests.usecases.books import plan, put, refused

SEAM = dt.date(2027, 1, 11)
RACE = dt.date(2027, 2, 28)
"""Of the slotted block, which began on 7 December."""
SEASON_RACE = dt.date(2027, 2, 14)


def planned_in(book: Planbook, first: dt.date, last: dt.date, sport: Sport = Sport.RUN) -> list[Workout]:
    return [one for one in quick.read_days(book.path, first, last) if one.sport is sport]


def kilometres(book: Planbook, monday: dt.date) -> float:
    held = planned_in(book, monday, monday + 6 * DAY)
    return sum(one.planned.distance_m or 0 for one in held if one.kind != RunKind.RACE) / 1000


@pytest.mark.parametrize("weeks", [-4, -1, 2, 6])
def test_a_plan_of_ours_is_made_anew_from_next_monday_on(slotted: Planbook, weeks: int) -> None:
    block, race = find_block(slotted), RACE + WEEK * weeks
    before = {one.id: one for one in quick.read_all_workouts(slotted.path)}
    change = plan(slotted, lambda: plan_refit(slotted, block, race))
    assert change.name == f"re-fit: Half marathon to a race on {race:%a} {race.day} {race:%b} 2027"
    after = find_block(slotted)
    assert (after.name, after.start, after.race_date, after.last_day) == (block.name, block.start, race, race)
    for one in quick.read_all_workouts(slotted.path):
        if one.date < SEAM:
            assert one == before[one.id]
    assert [one.date for one in planned_in(slotted, TODAY, race) if one.kind == RunKind.RACE] == [race]
    assert planned_in(slotted, race + DAY, race + 8 * WEEK) == []
    assert after.phase_on(race) == "taper"
    made = provenance_from_json(after.provenance)
    assert made.plan_request is not None
    assert (made.plan_request.weeks, made.plan_request.race_weekday, len(made.dose_weeks)) == (
        12 + weeks,
        6,
        12 + weeks,
    )
    assert f"weeks 6 to {12 + weeks}, from Mon 11 Jan on." in change.remarks[0]


def test_what_comes_out_the_same_keeps_its_number(slotted: Planbook) -> None:
    change = plan_refit(slotted, find_block(slotted), RACE - WEEK)
    before = {one.id: one for one in quick.read_all_workouts(slotted.path)}
    gone = {one.id for one in (*change.removed, *change.changed)}
    stays = [one for one in planned_in(slotted, SEAM, RACE) if one.id not in gone]
    assert [*stays, *change.changed]
    for one in change.changed:
        assert one.planned.distance_m == before[one.id].planned.distance_m
    taken = {(one.date, one.sport, one.slot) for one in stays}
    assert not taken & {(one.date, one.sport, one.slot) for one in change.added}


def test_strength_goes_on_where_it_stands_and_tapers_to_the_new_race(slotted: Planbook) -> None:
    race = RACE + 3 * WEEK
    plan(slotted, lambda: plan_refit(slotted, find_block(slotted), race))
    weeks = provenance_from_json(find_block(slotted).provenance).dose_weeks
    assert all(week.phase is not DosePhase.LEARN for week in weeks[5:])
    assert [week.phase for week in weeks[-2:]] == [DosePhase.TAPER, DosePhase.RACE]
    sessions = planned_in(slotted, SEAM, race, Sport.STRENGTH)
    assert sessions
    for one in sessions:
        assert one.reason
        assert not any(hold.locked for hold in sessions)
        assert (one.date.weekday(), one.slot) != (2, Slot.PM), "the block's own closed half day"
        (line,) = [
            line
            for line in explain_calendar_day(slotted, one.date).candidates
            if (line.slot, line.kind) == (one.slot, one.kind)
        ]
        assert line.rule is None, line.text


@pytest.mark.parametrize("gone", range(1, 12))
@pytest.mark.parametrize("left", range(1, 20))
def test_dose_weeks_skip_no_rung_and_learn_no_second_time(gone: int, left: int) -> None:
    table = dose_weeks(12, 11)
    ahead = remaining_dose_weeks(table[:gone], table[gone:], left, gone + left - 1)
    assert len(ahead) == left
    assert ahead[-1].phase is DosePhase.RACE
    if left > 1:
        assert ahead[-2].phase is DosePhase.TAPER
    steps = [row.step for row in (*table[:gone], *ahead[:-1])]
    assert all(0 <= later - step <= 1 for step, later in pairwise(steps))
    assert sum(row.phase is DosePhase.LEARN for row in (*table[:gone], *ahead)) <= 2


def test_the_weeks_go_on_from_what_the_last_ones_held(slotted: Planbook) -> None:
    """A week that was lost to a cold: the next one does not go on as if nothing had been."""
    for one in planned_in(slotted, SEAM - WEEK, SEAM - DAY):
        put(
            slotted, one, status=StoredStatus.SKIPPED, actual=None, skip_reason="cold"
        ) if one.date.weekday() < 5 else None
    lost = sum(
        one.planned.distance_m or 0 for one in planned_in(slotted, SEAM - WEEK, SEAM - DAY) if one.skip_reason is None
    )
    change = plan(slotted, lambda: plan_refit(slotted, find_block(slotted), RACE + WEEK))
    assert lost * 0.9 < kilometres(slotted, SEAM) * 1000 <= lost * 1.2
    assert any("no more can be reached" in remark for remark in change.remarks)


def test_a_locked_run_ahead_stays_alone_on_its_day(slotted: Planbook) -> None:
    (tuesday,) = planned_in(slotted, SEAM + DAY, SEAM + DAY)
    locked = put(slotted, tuesday, locked=True, title="Track with Ann")
    change = plan(slotted, lambda: plan_refit(slotted, find_block(slotted), RACE + 2 * WEEK))
    assert planned_in(slotted, SEAM + DAY, SEAM + DAY) == [locked]
    assert "1 workout there stays as it is." in change.remarks


def test_a_race_too_near_or_too_far_is_refused_with_the_one_that_can_be(slotted: Planbook) -> None:
    block = find_block(slotted)
    assert refused(slotted, lambda: plan_refit(slotted, block, SEAM - DAY)) == (
        "A race on 2027-01-10 is too near for Half marathon: the nearest that can be is 2027-01-11."
    )
    assert "Only 1 week is left: the taper, and nothing to build." in plan_refit(slotted, block, SEAM + 6 * DAY).remarks
    assert refused(slotted, lambda: plan_refit(slotted, block, dt.date(2028, 1, 17))) == (
        "A race on 2028-01-17 is too far off for Half marathon: the last that can be is 2027-07-04."
    )
    assert not plan_refit(slotted, block, dt.date(2027, 7, 4)).is_empty


def test_a_block_keeps_at_least_the_weeks_that_its_race_needs(slotted: Planbook) -> None:
    block = find_block(slotted)
    first_week = replace(slotted, clock=Clock(block.start + DAY))
    assert refused(slotted, lambda: plan_refit(first_week, block, block.start + 3 * WEEK - DAY)) == (
        "A race on 2026-12-27 is too near for Half marathon: the nearest that can be is 2026-12-28."
    )


def test_refits_that_make_no_sense_are_refused_like_shifts(season: Planbook) -> None:
    block = find_block(season)
    late = replace(season, clock=Clock(SEASON_RACE + DAY))
    assert plan_refit(season, block, SEASON_RACE).is_empty
    for book, what, race in (
        (season, block, TODAY - DAY),
        (late, block, SEASON_RACE + 9 * DAY),
        (season, replace(block, race_date=None), SEASON_RACE + DAY),
    ):
        said = refused(book, lambda: plan_refit(book, what, race))  # noqa: B023 - called at once
        assert said == refused(book, lambda: plan_shift(book, what, race))  # noqa: B023 - called at once
    assert refused(season, lambda: plan_refit(season, block, SEAM - DAY)) == (
        "A race on 2027-01-10 is too near for Half marathon: the nearest that can be is 2027-01-11."
    )


def test_a_plan_of_anothers_loses_the_weeks_after_the_seam(season: Planbook) -> None:
    before = planned_in(season, SEASON_RACE - 13 * DAY, SEASON_RACE)
    last = {one.date - SEASON_RACE: one.title for one in before}
    change = plan(season, lambda: plan_refit(season, find_block(season), SEASON_RACE - 2 * WEEK))
    race = SEASON_RACE - 2 * WEEK
    now = planned_in(season, race - 13 * DAY, race)
    assert {one.date - race: one.title for one in now} == last
    assert change.remarks[0].startswith("10 runs dropped, 1 moved, 14 kept; ")
    assert find_block(season).last_day == race


def test_a_leap_where_weeks_of_anothers_plan_were_left_out_is_said(slotted: Planbook) -> None:
    block = find_block(slotted)
    with store.edit(slotted.path, "as if it came from a file", now=slotted.clock.now()) as diary:
        made = {name: value for name, value in (block.provenance or {}).items() if name != "wish"}
        diary.replace_block(replace(block, provenance=made))
        for one in planned_in(slotted, SEAM - WEEK, SEAM - DAY):
            if one.status is StoredStatus.PLANNED and one.kind != RunKind.LONG:
                diary.remove_workout(one.id)
    change = plan(slotted, lambda: plan_refit(slotted, find_block(slotted), RACE - 3 * WEEK))
    assert any(remark.startswith("Week 6 runs ") and "% above the" in remark for remark in change.remarks)


def test_a_plan_of_anothers_repeats_the_weeks_before_its_taper(season: Planbook) -> None:
    (odd,) = planned_in(season, dt.date(2027, 1, 26), dt.date(2027, 1, 26))
    put(season, odd, title="Hill circuit")  # the week before the last fortnight
    change = plan(season, lambda: plan_refit(season, find_block(season), SEASON_RACE + 2 * WEEK))
    hills = [one.date for one in quick.read_all_workouts(season.path) if one.title == "Hill circuit"]
    assert hills == [odd.date, odd.date + 2 * WEEK]
    assert change.remarks[0].startswith("10 runs added, 1 moved, 24 kept; ")
    assert [one.kind for one in planned_in(season, SEASON_RACE + 2 * WEEK, SEASON_RACE + 2 * WEEK)] == [RunKind.RACE]


def test_a_plan_that_is_all_taper_has_nothing_to_repeat(season: Planbook) -> None:
    with store.edit(season.path, "short", now=season.clock.now()) as diary:
        short = diary.add_block(Block("Short", dt.date(2027, 3, 1), 14, race_date=dt.date(2027, 3, 14)))
    assert refused(season, lambda: plan_refit(season, short, dt.date(2027, 3, 28))) == (
        "Short has no week before its taper that could be repeated."
    )


def test_a_race_of_this_week_goes_when_it_is_put_off(slotted: Planbook) -> None:
    late = replace(slotted, clock=Clock(RACE - 3 * DAY))
    later = RACE + 4 * WEEK
    plan(late, lambda: plan_refit(late, find_block(late), later))
    races = [one.date for one in planned_in(late, RACE - WEEK, later + WEEK) if one.kind == RunKind.RACE]
    assert races == [later]


def test_a_block_that_remembers_nothing_keeps_its_closed_half_days(slotted: Planbook) -> None:
    with store.edit(slotted.path, "as an old version made it", now=slotted.clock.now()) as diary:
        diary.replace_block(replace(find_block(slotted), provenance=None))
    change = plan(slotted, lambda: plan_refit(slotted, find_block(slotted), RACE + 2 * WEEK))
    strength = planned_in(slotted, SEAM, RACE + 2 * WEEK, Sport.STRENGTH)
    assert {one.kind for one in strength} == {kind.value for kind in StrengthKind}
    assert not [one for one in strength if (one.date.weekday(), one.slot) == (2, Slot.PM)]
    assert "; " in change.remarks[0]


def test_what_was_done_early_is_not_planned_again(slotted: Planbook) -> None:
    monday = replace(slotted, clock=Clock(SEAM))
    done = Outcome(Effort(9_000, 3_000))
    extra = Workout(
        SEAM, Sport.RUN, RunKind.EASY, "Run with Ann", slot=Slot.PM, actual=done, status=StoredStatus.UNPLANNED
    )
    with store.edit(slotted.path, "before", now=slotted.clock.now()) as diary:
        diary.add_workouts([replace(extra, block_id=find_block(slotted).id)])
    plan(monday, lambda: plan_refit(monday, find_block(monday), RACE + 15 * DAY))
    assert [one.title for one in planned_in(monday, SEAM, SEAM)] == ["Run with Ann"]
