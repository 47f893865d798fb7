"""A block of the calendar with other choices: its past stays, its weeks to come are what the choices make of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.store import quick
from planner.training.blocks import Block, Runner
from planner.training.run_plans.goals import PlanRequest
from planner.training.weekly_sessions import WeeklySessions
from planner.training.weeks import DAY, WEEK
from planner.training.workouts import (
    ENTERED,
    Effort,
    Outcome,
    RunKind,
    Slot,
    Sport,
    StoredStatus,
    StrengthKind,
    Workout,
)
from planner.usecases import history
from planner.usecases.blocks.availability import Unavailability
from planner.usecases.blocks.compare import summarize_block, summarize_draft
from planner.usecases.blocks.options import BlockOptions
from planner.usecases.blocks.pins import PinnedPlacement, Pins
from planner.usecases.blocks.provenance import replan_inputs
from planner.usecases.blocks.stored_options import provenance_from_json
from planner.usecases.blocks.whatif import WhatIf, commit_whatif, draft_whatif
from planner.usecases.calendar.edit import plan_add, plan_lock, plan_skip
from planner.usecases.calendar.move import plan_move
from planner.usecases.calendar.shift import find_block, plan_shift
from planner.usecases.changes import apply_change
from planner.usecases.planbook import Planbook
from planner.usecases.queries import read_runner
from tests.usecases.books import put, refused


def standing(book: Planbook) -> tuple[Block, BlockOptions, PlanRequest]:
    block = find_block(book)
    made = replan_inputs(book, block).provenance
    assert made.options is not None
    assert made.plan_request is not None
    return block, replace(made.options, race_date=block.race_date, name=block.name), made.plan_request


def whatif(book: Planbook, **other: object) -> WhatIf:
    block, choices, wish = standing(book)
    return draft_whatif(book, block, replace(choices, **other), wish)  # type: ignore[arg-type]


def ahead(book: Planbook, sport: Sport) -> list[Workout]:
    block = find_block(book)
    return [one for one in quick.read_all_workouts(book.path) if one.block_id == block.id and one.sport is sport]


def test_the_same_choices_change_nothing_of_the_runs(slotted: Planbook) -> None:
    change = whatif(slotted).change
    touched = [*change.changed, *change.added, *change.removed]
    assert [one for one in touched if one.sport is not Sport.STRENGTH] == []
    assert change.name == "re-plan: Half marathon"


def test_other_doses_are_slotted_from_next_monday_on_and_the_past_stays(slotted: Planbook) -> None:
    block, before = find_block(slotted), {one.id: one for one in quick.read_all_workouts(slotted.path)}
    found = whatif(slotted, doses=WeeklySessions(1, 0, 0))
    assert quick.read_all_workouts(slotted.path) == list(before.values())
    kept = commit_whatif(slotted, found)
    assert kept.id == block.id
    monday = slotted.today + (7 - slotted.today.weekday()) * DAY
    for one in quick.read_all_workouts(slotted.path):
        if one.date < monday or one.sport is not Sport.STRENGTH:
            assert one == before[one.id]
    weeks = [(one.date - monday).days // 7 for one in ahead(slotted, Sport.STRENGTH) if one.date >= monday]
    assert len(weeks) == len(set(weeks)) > 4
    made = provenance_from_json(find_block(slotted).provenance)
    assert made.options is not None
    assert made.options.doses == WeeklySessions(1, 0, 0)
    undone = history.undo(slotted)
    assert undone is not None
    assert undone.name == "re-plan: Half marathon"
    assert {one.id: replace(one, version=0) for one in quick.read_all_workouts(slotted.path)} == {
        number: replace(one, version=0) for number, one in before.items()
    }


def test_a_lower_peak_makes_the_runs_to_come_anew(slotted: Planbook) -> None:
    block, choices, wish = standing(slotted)
    found = draft_whatif(slotted, block, choices, replace(wish, peak_m=48_000.0))
    stood = summarize_block(slotted, block.id)
    drafted = summarize_draft(found.draft)
    weeks = list(zip(stood.weeks, drafted.weeks, strict=True))
    gone = [pair for pair in weeks if pair[0][0] <= slotted.today]
    assert all(mine.run_m == other.run_m for (_, mine), (_, other) in gone)
    assert max(figures.run_m for monday, figures in drafted.weeks if monday > slotted.today) <= 48_000
    assert max(figures.run_m for monday, figures in stood.weeks if monday > slotted.today) > 50_000
    assert found.draft.block.race_date == block.race_date


def test_a_run_moved_by_hand_stays_where_it_was_put(slotted: Planbook) -> None:
    run = next(one for one in ahead(slotted, Sport.RUN) if one.date > slotted.today + WEEK and one.kind == "easy")
    apply_change(slotted, plan_move(slotted, [run.id], 1))
    commit_whatif(slotted, whatif(slotted, doses=WeeklySessions(0, 1, 0)))
    after = next(one for one in ahead(slotted, Sport.RUN) if one.id == run.id)
    assert (after.date, after.original_date) == (run.date + DAY, run.date)


def test_what_is_done_or_locked_ahead_stays(slotted: Planbook) -> None:
    sessions = [one for one in ahead(slotted, Sport.STRENGTH) if one.date > slotted.today + WEEK]
    done, locked = sessions[0], sessions[3]
    put(slotted, done, status=StoredStatus.DONE)  # as older files and clocks that were set back have it
    apply_change(slotted, plan_lock([locked], locked=True))
    commit_whatif(slotted, whatif(slotted, doses=WeeklySessions(0, 0, 1)))
    after = {one.id: one for one in ahead(slotted, Sport.STRENGTH)}
    assert after[done.id].status is StoredStatus.DONE
    assert after[locked.id].locked
    assert (after[locked.id].date, after[locked.id].kind) == (locked.date, locked.kind)


def test_a_place_that_is_forced_or_forbidden_holds_in_the_weeks_to_come(slotted: Planbook) -> None:
    stood = [one for one in ahead(slotted, Sport.STRENGTH) if one.date > slotted.today + WEEK and one.slot]
    first = stood[0]
    assert first.slot is not None
    place = PinnedPlacement(first.date, first.slot, StrengthKind(first.kind or ""))
    found = whatif(slotted, pins=Pins(forbidden=frozenset({place})))
    there = [
        one for one in found.draft.workouts if (one.date, one.slot, one.kind) == (place.date, place.slot, place.kind)
    ]
    assert there == []
    held = whatif(slotted, pins=Pins(locked=frozenset({place})))
    (locked,) = [
        one for one in held.draft.workouts if (one.date, one.slot, one.kind) == (place.date, place.slot, place.kind)
    ]
    assert locked.locked


def test_another_race_day_says_what_is_dropped_and_added(slotted: Planbook) -> None:
    block, choices, wish = standing(slotted)
    assert block.race_date is not None
    race = block.race_date + WEEK
    longer = replace(wish, weeks=wish.weeks + 1)
    found = draft_whatif(slotted, block, replace(choices, race_date=race), longer)
    assert found.change.name.startswith("re-fit: Half marathon to a race on ")
    assert found.draft.block.last_day == race
    assert "added" in found.draft.remarks[0]


def test_the_figures_that_were_given_for_it_are_remembered_with_it(slotted: Planbook) -> None:
    found = whatif(slotted, doses=WeeklySessions(1, 0, 0))
    commit_whatif(slotted, found, replace(read_runner(slotted), body_mass_kg=64.0))
    assert read_runner(slotted).body_mass_kg == 64.0
    history.undo(slotted)
    assert read_runner(slotted).body_mass_kg != 64.0


def test_a_block_that_is_over_is_not_planned_anew(slotted: Planbook) -> None:
    block, choices, wish = standing(slotted)
    over = replace(block, start=block.start - 52 * WEEK)
    assert "what is past is not planned again" in refused(slotted, lambda: draft_whatif(slotted, over, choices, wish))


def test_a_session_moves_away_from_a_half_that_is_busy_now(slotted: Planbook) -> None:
    busy = Unavailability(1, Slot.PM, None)
    found = whatif(slotted, unavailable=(busy,))
    monday = slotted.today + (7 - slotted.today.weekday()) * DAY
    there = [
        one
        for one in found.draft.workouts
        if one.sport is Sport.STRENGTH and one.date >= monday and one.date.weekday() == 1 and one.slot is Slot.PM
    ]
    assert there == []


@pytest.mark.parametrize("told", [None, Runner()])
def test_keeping_it_twice_is_noticed(slotted: Planbook, told: Runner | None) -> None:
    found = whatif(slotted, doses=WeeklySessions(1, 0, 0))
    commit_whatif(slotted, found, told)
    assert "changed" in refused(slotted, lambda: commit_whatif(slotted, found, told))


def test_where_a_session_was_skipped_ahead_none_is_placed_anew_and_what_is_shown_is_what_is_kept(
    slotted: Planbook,
) -> None:
    skipped = [one for one in ahead(slotted, Sport.STRENGTH) if one.date > slotted.today + WEEK][:6]
    apply_change(slotted, plan_skip(skipped, "a fair in town"))
    found = whatif(slotted)
    commit_whatif(slotted, found)
    taken = {(one.date, one.slot) for one in skipped}
    there = [one for one in ahead(slotted, Sport.STRENGTH) if (one.date, one.slot) in taken]
    assert sorted(one.id for one in there) == sorted(one.id for one in skipped)
    stands, shown = summarize_block(slotted, found.draft.block.id), summarize_draft(found.draft)
    assert (stands.cost, stands.unplaced) == (shown.cost, shown.unplaced)


def test_what_was_done_without_a_plan_is_no_part_of_what_a_block_plans(slotted: Planbook) -> None:
    day = slotted.today - 2 * DAY
    done = Outcome(Effort(8_000.0, 2_400), source=ENTERED)
    run = Workout(day, Sport.RUN, RunKind.TEMPO, "With friends", Slot.PM, "18:00", Effort(), actual=done)
    apply_change(slotted, plan_add(slotted, run))
    found = whatif(slotted)
    commit_whatif(slotted, found)
    assert summarize_draft(found.draft).weeks == summarize_block(slotted, found.draft.block.id).weeks


def test_the_runs_of_a_block_that_was_shifted_stay_as_they_stand(slotted: Planbook) -> None:
    block = find_block(slotted)
    assert block.race_date is not None
    apply_change(slotted, plan_shift(slotted, block, block.race_date + 3 * DAY))
    block, choices, wish = standing(slotted)
    assert block.race_date is not None
    form = replace(wish, weeks=13, race_weekday=block.race_date.weekday())  # as its dates tell
    change = draft_whatif(slotted, block, choices, form).change
    touched = [*change.changed, *change.added, *change.removed]
    assert [one for one in touched if one.sport is not Sport.STRENGTH] == []


def test_the_second_run_of_a_day_stays_beside_one_that_is_locked(slotted: Planbook) -> None:
    run = next(one for one in ahead(slotted, Sport.RUN) if one.date > slotted.today + WEEK and one.kind == "easy")
    jog = Workout(run.date, Sport.RUN, RunKind.EASY, "Home from work", Slot.PM, "18:00", Effort(5_000.0, 1_800))
    (jog,) = apply_change(slotted, plan_add(slotted, jog)).added
    apply_change(slotted, plan_lock([run], locked=True))
    commit_whatif(slotted, whatif(slotted, doses=WeeklySessions(0, 1, 0)))
    assert jog in ahead(slotted, Sport.RUN)


def test_a_race_that_is_locked_is_not_planned_a_second_time(slotted: Planbook) -> None:
    block, choices, wish = standing(slotted)
    (race,) = [one for one in ahead(slotted, Sport.RUN) if one.kind == RunKind.RACE]
    apply_change(slotted, plan_lock([race], locked=True))
    commit_whatif(slotted, draft_whatif(slotted, block, choices, replace(wish, peak_m=48_000.0)))
    assert [one.date for one in ahead(slotted, Sport.RUN) if one.kind == RunKind.RACE] == [race.date]
