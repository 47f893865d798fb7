"""Skipped and replaced workouts that are planned again: moved, or freed of what was done in their place."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.store import quick
from planner.training.kinds import parse_kind
from planner.training.outcomes import TypedOutcome
from planner.training.weeks import DAY
from planner.training.workouts import DayStatus, StoredStatus, Workout
from planner.usecases import history
from planner.usecases.calendar.edit import plan_delete, plan_edit
from planner.usecases.calendar.mark import mark_done, mark_skipped
from planner.usecases.calendar.move import MoveMode, plan_move
from planner.usecases.planbook import Planbook
from tests.dump import canonical
from tests.tui.season import TODAY
from tests.usecases.books import plan, refused

TEMPO, LONG = 50, 53


def read(book: Planbook, number: int = TEMPO) -> Workout:
    return quick.read_workout(book.path, number)


@pytest.fixture
def skipped(season: Planbook) -> Planbook:
    """The season with today's tempo run skipped."""
    mark_skipped(season, TEMPO, "ice")
    return season


@pytest.fixture
def substitute(season: Planbook) -> Workout:
    """What was done in place of today's tempo run."""
    done = TypedOutcome(distance_m=8_000.0, duration_s=2_700)
    return mark_done(season, TEMPO, done, replacement=parse_kind("easy")).workout


@pytest.mark.parametrize("mode", MoveMode)
def test_a_skipped_workout_that_is_moved_is_planned_again_and_that_is_said(skipped: Planbook, mode: MoveMode) -> None:
    change = plan(skipped, lambda: plan_move(skipped, [TEMPO], 1, mode))
    moved = read(skipped)
    assert (moved.status, moved.skip_reason, moved.date) == (StoredStatus.PLANNED, None, TODAY + DAY)
    assert change.remarks[0] == "It was skipped (ice) and is planned again."


def test_of_several_that_move_those_that_were_skipped_are_counted(skipped: Planbook) -> None:
    mark_skipped(skipped, LONG, "ice")
    change = plan(skipped, lambda: plan_move(skipped, [TEMPO, LONG, 56], 1))
    assert change.remarks[0] == "2 of them were skipped and are planned again."
    assert {read(skipped, number).status for number in (TEMPO, LONG, 56)} == {StoredStatus.PLANNED}


def test_one_that_is_edited_to_another_day_is_planned_again_too(skipped: Planbook) -> None:
    before = read(skipped)
    change = plan(skipped, lambda: plan_edit(skipped, before, replace(before, date=TODAY + DAY)))
    assert "It was skipped (ice) and is planned again." in change.remarks
    assert read(skipped).status is StoredStatus.PLANNED


def test_one_that_is_edited_on_its_day_stays_skipped(skipped: Planbook) -> None:
    before = read(skipped)
    change = plan(skipped, lambda: plan_edit(skipped, before, replace(before, title="Tempo with Ann")))
    assert not any("skipped" in remark for remark in change.remarks)
    assert read(skipped).skip_reason == "ice"


def test_a_replaced_workout_is_not_moved_and_it_is_said_what_to_do(season: Planbook, substitute: Workout) -> None:
    sentence = (
        f"Workout {TEMPO} was replaced by workout {substitute.id}, which was done, so it stays on its day: "
        f"planner delete {substitute.id}, or D on its day, plans workout {TEMPO} again."
    )
    before = read(season)
    assert refused(season, lambda: plan_move(season, [TEMPO], 1)) == sentence
    assert refused(season, lambda: plan_edit(season, before, replace(before, date=TODAY + DAY))) == sentence
    change = plan(season, lambda: plan_move(season, [TEMPO, LONG], 1))
    assert change.remarks[0] == "1 replaced stays on its day."
    assert read(season) == before


def test_what_was_replaced_is_planned_again_once_its_substitute_is_deleted(
    season: Planbook, substitute: Workout
) -> None:
    change = plan(season, lambda: plan_delete(season, [read(season, substitute.id)]))
    assert change.remarks == ("Tempo, 3 × 10 min of Thu 7 Jan, in whose place Easy was done, is planned again.",)
    freed = read(season)
    assert (freed.status, freed.skip_reason, freed.replaced_by_id) == (StoredStatus.PLANNED, None, None)
    assert (freed.status_on(TODAY), freed.status_on(TODAY + DAY)) == (DayStatus.PLANNED, DayStatus.MISSED)


def test_deleting_both_frees_nothing(season: Planbook, substitute: Workout) -> None:
    change = plan(season, lambda: plan_delete(season, [read(season), read(season, substitute.id)]))
    assert (change.changed, change.remarks) == ((), ())


def test_a_substitute_and_what_it_replaced_come_back_together(season: Planbook, substitute: Workout) -> None:
    before = canonical(season.path)
    plan(season, lambda: plan_delete(season, [read(season, substitute.id)]))
    history.undo(season)
    assert canonical(season.path) == before


def test_other_workouts_that_are_deleted_free_nothing(season: Planbook, substitute: Workout) -> None:
    assert plan(season, lambda: plan_delete(season, [read(season, LONG)])).changed == ()
    assert read(season).replaced_by_id == substitute.id
