"""What an import does to the calendar: workouts done as recorded, unplanned ones, and the way back."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from planner.clock import Clock
from planner.training.outcomes import TypedOutcome, has_planned_sets
from planner.training.refusal import RefusedError
from planner.training.workouts import Sport, StoredStatus
from planner.usecases import demo, history
from planner.usecases.calendar.edit import plan_add, plan_delete
from planner.usecases.calendar.mark import mark_done
from planner.usecases.changes import apply_change
from planner.usecases.planbook import Planbook
from tests.matching.cases import DAY, recorded, run, strength
from tests.usecases.books import put
from tests.usecases.recordings.books import links, new_book, put_in, take_out, the, workouts


def test_a_run_that_fits_is_done_as_recorded(tmp_path: Path) -> None:
    book = new_book(tmp_path / "book.db", [run(1, 10)])
    outcome = put_in(book, recorded("a", 10.2, "18:02", minutes=61))
    done = the(book, 1)
    assert done.status is StoredStatus.DONE
    assert done.actual is not None
    assert (done.actual.effort.distance_m, done.actual.effort.duration_s) == (10_200, 3660)
    assert done.actual.source == "file"
    assert done.actual.effort.rpe is None
    assert links(book) == {1: [1]}
    (matched,) = outcome.matched
    assert matched.words.startswith("10.2 of 10 km, same day")


def test_a_run_without_a_plan_counts_as_unplanned(tmp_path: Path) -> None:
    book = new_book(tmp_path / "book.db", [run(1, 12)])
    put_in(book, recorded("a", 3.1, "07:40"), recorded("b", 12.2, "18:30"))
    commute, planned = workouts(book)
    assert commute.status is StoredStatus.UNPLANNED
    assert commute.actual is not None
    assert commute.actual.effort.distance_m == 3100
    assert (commute.start, commute.slot) == ("07:40", "am")
    assert links(book) == {1: [2], commute.id: [1]}
    assert planned.id == 1


def test_what_was_typed_before_stays(tmp_path: Path) -> None:
    book = new_book(tmp_path / "book.db", [run(1, 10)])
    mark_done(book, 1, TypedOutcome(distance_m=10_500, rpe=6, pain=1, note="windy"))
    put_in(book, recorded("a", 10.2, "18:02", minutes=61))
    outcome = the(book, 1).actual
    assert outcome is not None
    assert (outcome.effort.distance_m, outcome.effort.duration_s, outcome.effort.rpe) == (10_500, 3660, 6)
    assert (outcome.pain, outcome.note, outcome.source) == (1, "windy", "file")
    take_out(book, 1)
    outcome = the(book, 1).actual
    assert outcome is not None
    assert (outcome.effort.distance_m, outcome.effort.duration_s, outcome.effort.rpe) == (10_500, None, 6)
    assert outcome.source == "typed"


def test_what_is_typed_afterwards_stays_when_more_is_imported(tmp_path: Path) -> None:
    book = new_book(tmp_path / "book.db", [run(1, 10)])
    put_in(book, recorded("a", 10.2, "18:02"))
    mark_done(book, 1, TypedOutcome(rpe=7, note="good"))
    put_in(book, recorded("b", 3.0, "07:02"))
    outcome = the(book, 1).actual
    assert outcome is not None
    assert (outcome.effort.distance_m, outcome.effort.rpe, outcome.note) == (10_200, 7, "good")


def test_done_as_planned_gives_way_to_the_recorded_figures_and_comes_back(tmp_path: Path) -> None:
    book = new_book(tmp_path / "book.db", [run(1, 10)])
    done = mark_done(book, 1).workout
    put_in(book, recorded("a", 9.1, "18:02", minutes=50))
    outcome = the(book, 1).actual
    assert outcome is not None
    assert (outcome.effort.distance_m, outcome.effort.duration_s) == (9100, 3000)
    take_out(book, 1)
    assert the(book, 1).actual == done.actual


def test_a_strength_recording_counts_the_planned_sets_until_others_are_typed(tmp_path: Path) -> None:
    book = new_book(tmp_path / "book.db", [strength(1, 45)])
    put_in(book, recorded("a", None, "18:00", minutes=40, sport=Sport.STRENGTH))
    done = the(book, 1)
    assert done.actual is not None
    assert done.actual.effort.duration_s == 2400
    assert done.actual.effort.sets == done.planned.sets
    assert not has_planned_sets(done)  # nothing is planned here that could be counted


def test_an_undone_import_leaves_no_trace(tmp_path: Path) -> None:
    book = new_book(tmp_path / "book.db", [run(1, 12)])
    before = workouts(book)
    put_in(book, recorded("a", 3.1, "07:40"), recorded("b", 12.2, "18:30"))
    history.undo(book)
    assert [(one.status, one.actual) for one in workouts(book)] == [(one.status, one.actual) for one in before]
    assert links(book) == {}


def test_a_deleted_workout_frees_its_recording(tmp_path: Path) -> None:
    book = new_book(tmp_path / "book.db", [run(1, 10)])
    put_in(book, recorded("a", 10.2, "18:02"))
    mark_done(book, 1, TypedOutcome(rpe=7))
    apply_change(book, plan_delete(book, [the(book, 1)]))
    (unplanned,) = workouts(book)
    assert unplanned.status is StoredStatus.UNPLANNED
    assert unplanned.actual is not None
    assert unplanned.actual.effort.distance_m == 10_200
    assert links(book) == {unplanned.id: [1]}


def test_a_workout_that_is_added_later_gets_its_recording_with_the_rating(tmp_path: Path) -> None:
    book = new_book(tmp_path / "book.db", [run(1, 30, day=20)])
    put_in(book, recorded("a", 10.2, "18:02"))
    (unplanned, _) = workouts(book)
    mark_done(book, unplanned.id, TypedOutcome(rpe=7, note="good"))
    apply_change(book, plan_add(book, run(0, 10)))
    today = [one for one in workouts(book) if one.date == DAY]
    (done,) = today
    assert done.status is StoredStatus.DONE
    assert done.actual is not None
    assert (done.actual.effort.distance_m, done.actual.effort.rpe, done.actual.note) == (10_200, 7, "good")


def test_a_recorded_run_without_a_plan_goes_only_with_its_recording(tmp_path: Path) -> None:
    book = new_book(tmp_path / "book.db", [run(1, 10, day=9)])
    put_in(book, recorded("a", 10.2, "18:02"))
    (unplanned, _) = workouts(book)
    with pytest.raises(RefusedError, match=r"there only for recording 1: planner recording 1 --delete removes both\."):
        apply_change(book, plan_delete(book, [unplanned]))
    take_out(book, 1)
    assert [one.id for one in workouts(book)] == [1]


def test_a_run_of_another_kind_takes_the_recording_over(tmp_path: Path) -> None:
    book = new_book(tmp_path / "book.db", [run(1, 10)])
    put_in(book, recorded("a", 10.2, "18:02"))
    tempo = mark_done(book, 1, replacement=(Sport.RUN, "tempo")).workout
    assert the(book, 1).status is StoredStatus.SKIPPED
    assert links(book) == {tempo.id: [1]}
    assert len(workouts(book)) == 2
    assert tempo.version == the(book, tempo.id).version


def test_coming_doses_follow_a_session_that_was_recorded_late(tmp_path: Path) -> None:
    book = demo_book_with_a_missed_session(tmp_path / "book.db")
    session = next(one for one in workouts(book) if one.sport is Sport.STRENGTH and one.actual is None)
    start = dt.datetime.combine(session.date, dt.time(18), tzinfo=dt.UTC)
    outcome = put_in(
        book,
        replace(
            recorded("a", None, "18:00", minutes=45, sport=Sport.STRENGTH),
            start_utc=start,
            local_start=start.replace(tzinfo=None),
        ),
    )
    assert [one.workout_id for one in outcome.matched] == [session.id]
    done = the(book, session.id)
    assert done.actual is not None
    assert done.actual.effort.sets == session.planned.sets
    assert has_planned_sets(done)


def demo_book_with_a_missed_session(path: Path) -> Planbook:
    """The demo's block, with a strength session of two weeks ago of which nothing is recorded."""
    book = Planbook(path, Clock(DAY))
    demo.fill_demo(book)
    session = next(
        one
        for one in workouts(book)
        if one.sport is Sport.STRENGTH and one.actual is not None and one.date < DAY - dt.timedelta(days=10)
    )
    for other in [one for one in workouts(book) if one.sport is Sport.STRENGTH and one.date <= DAY]:
        if other.actual is None:
            apply_change(book, plan_delete(book, [other]))
    put(book, session, actual=None, status=StoredStatus.PLANNED)
    return book
