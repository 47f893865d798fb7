"""Something else done in place of what was planned: one operation, both counted, neither twice."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from planner.store import quick
from planner.training.kinds import parse_kind
from planner.training.outcomes import TypedOutcome
from planner.training.weeks import DAY
from planner.training.workouts import (
    DisplayStatus,
    Exercise,
    ExerciseSet,
    RunKind,
    Sport,
    StoredStatus,
    StrengthKind,
    Workout,
)
from planner.usecases import history
from planner.usecases.calendar.mark import Marked, mark_done, mark_skipped
from planner.usecases.planbook import Planbook
from planner.usecases.queries import read_week
from tests.dump import canonical
from tests.tui.season import MONDAY, TODAY
from tests.usecases.books import move, refused

TEMPO = 50


def replaced(book: Planbook, kind: str = "easy", **figures: float) -> Workout:
    return mark_done(book, TEMPO, TypedOutcome(**figures), replacement=parse_kind(kind)).workout  # type: ignore[arg-type]


def test_the_planned_run_is_replaced_by_one_without_a_plan(season: Planbook) -> None:
    done = replaced(season, distance_m=8000.0, duration_s=2700, rpe=3.0)
    planned = quick.read_workout(season.path, TEMPO)
    assert planned.display_status(TODAY) is DisplayStatus.REPLACED
    assert (planned.replaced_by_id, planned.actual) == (done.id, None)
    assert planned.skip_reason == f"replaced by Easy ({done.id})"
    assert (done.status, done.kind, done.date, done.block_id) == (StoredStatus.UNPLANNED, RunKind.EASY, TODAY, 1)
    assert done.actual is not None
    assert (done.actual.effort.distance_m, done.actual.effort.duration_s, done.actual.effort.rpe) == (8000.0, 2700, 3.0)


def test_the_week_counts_what_was_planned_and_what_was_done(season: Planbook) -> None:
    before = read_week(season, TODAY).totals.run
    replaced(season, distance_m=8000.0, duration_s=2700)
    after = read_week(season, TODAY).totals.run
    assert (after.planned_m, after.done_m - before.done_m) == (before.planned_m, 8000.0)
    assert before.left_m - after.left_m == 12_000.0


def test_it_is_one_operation_and_one_undo(season: Planbook) -> None:
    before = canonical(season.path)
    replaced(season, "cross", duration_s=3600)
    assert history.list_operations(season)[0].name == "replace: Thu 7 Jan Tempo, 3 × 10 min by Cross"
    history.undo(season)
    assert canonical(season.path) == before


def test_without_figures_nothing_is_taken_from_the_plan(season: Planbook) -> None:
    done = replaced(season)
    assert done.actual is not None
    assert (done.actual.effort.distance_m, done.actual.effort.duration_s) == (None, None)


def test_the_same_kind_is_simply_done(season: Planbook) -> None:
    done = replaced(season, "tempo")
    assert (done.id, done.status) == (TEMPO, StoredStatus.DONE)


def test_it_may_have_been_done_on_another_day(season: Planbook) -> None:
    done = mark_done(season, TEMPO, replacement=parse_kind("easy"), done_on=TODAY - DAY).workout
    assert (done.date, done.original_date) == (TODAY - DAY, None)
    assert quick.read_workout(season.path, TEMPO).date == TODAY


@pytest.mark.parametrize("kind", ["rest", "note"])
def test_a_rest_day_is_nothing_that_was_done(season: Planbook, kind: str) -> None:
    said = refused(season, lambda: replaced(season, kind))
    assert said == f"A {kind} day asks for nothing, so it cannot be done in place of workout {TEMPO}."


def test_what_was_replaced_is_not_replaced_twice(season: Planbook) -> None:
    done = replaced(season, "cross", duration_s=3600)
    said = refused(season, lambda: replaced(season, "easy"))
    assert said == f"Workout {TEMPO} was replaced by workout {done.id} already; undo that first, or edit {done.id}."


def test_what_was_replaced_is_not_done_besides(season: Planbook) -> None:
    done = replaced(season, "cross", duration_s=3600)
    said = refused(season, lambda: mark_done(season, TEMPO))
    assert said == f"Workout {TEMPO} was replaced by workout {done.id} already; undo that first, or edit {done.id}."


def test_what_was_done_without_a_plan_replaces_nothing(season: Planbook) -> None:
    said = refused(season, lambda: mark_done(season, 100, replacement=parse_kind("cross")))
    assert said == "Workout 100 was done without a plan, so nothing could take its place; edit its kind."


def test_what_was_done_without_a_plan_on_another_day_was_never_planned_for_one(season: Planbook) -> None:
    done = mark_done(season, 100, done_on=MONDAY + DAY).workout
    assert (done.date, done.original_date, done.status) == (MONDAY + DAY, None, StoredStatus.UNPLANNED)


def test_a_workout_done_on_the_day_it_was_first_planned_for_is_not_moved(season: Planbook) -> None:
    move(season, TEMPO, TODAY + DAY)
    done = mark_done(season, TEMPO, done_on=TODAY).workout
    assert (done.date, done.original_date, done.is_moved) == (TODAY, None, False)


def test_a_session_done_instead_keeps_its_own_sets(season: Planbook) -> None:
    sets = (ExerciseSet(Exercise.REVERSE_SLED_PUSH, 3, 20.0, 40.0),)
    done = mark_done(
        season, TEMPO, TypedOutcome(sets=sets), replacement=(Sport.STRENGTH, StrengthKind.MODERATE)
    ).workout
    assert done.actual is not None
    assert done.actual.effort.sets == sets
    assert read_week(season, TODAY).totals.strength.sled_m_done >= 60.0


def test_a_run_done_instead_has_no_sled(season: Planbook) -> None:
    sets = (ExerciseSet(Exercise.REVERSE_SLED_PUSH, 3, 20.0, 40.0),)
    said = refused(season, lambda: mark_done(season, 48, TypedOutcome(sets=sets), replacement=parse_kind("easy")))
    assert said.startswith("Only a strength session has a sled and a wall sit;")


@pytest.mark.parametrize("number", [51, 46])
@pytest.mark.parametrize("mark", [mark_done, lambda book, number: mark_skipped(book, number, "ice")])
def test_a_rest_day_is_neither_done_nor_skipped(
    season: Planbook, number: int, mark: Callable[[Planbook, int], Marked]
) -> None:
    said = refused(season, lambda: mark(season, number))
    assert said.startswith(f"Workout {number} is a rest: there is nothing to ")
