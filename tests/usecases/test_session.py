"""A session with the clock running: stored at every key, found again after a crash, recorded at its end."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Callable
from dataclasses import replace

import pytest

from planner.clock import Clock
from planner.session_clock import Moment
from planner.store.errors import StaleEditError
from planner.store.missing_file import WhenMissing, set_when_missing
from planner.store.pragmas import busy_timeout_ms
from planner.store.session_timers import read_timer
from planner.training.refusal import RefusedError
from planner.training.session_timer import session_run
from planner.training.session_timer.segments import SegmentKind
from planner.training.workouts import Effort, Exercise, ExerciseSet, Sport, StoredStatus, StrengthKind, Workout
from planner.usecases import history, session
from planner.usecases.calendar import mark
from planner.usecases.calendar.edit import plan_delete
from planner.usecases.changes import apply_change
from planner.usecases.planbook import Planbook
from planner.usecases.queries import read_workout
from planner.usecases.runner import change_runner_setting
from planner.usecases.session import RunningSession
from tests.usecases.books import DAY, on, put, refused

NOON = dt.datetime(2027, 1, 7, 12, tzinfo=dt.UTC).timestamp()
SLED = ExerciseSet(Exercise.REVERSE_SLED_PUSH, 2, distance_m=20.0, load_kg=56.0)
SIT = ExerciseSet(Exercise.WALL_SIT, 1, hold_s=60, knee_angle_deg=110, squeeze=True)


def second(at: float, *, wall: float | None = None, boot: str = "boot") -> Moment:
    """A moment so many seconds after the start, by both clocks unless the wall clock says another."""
    return Moment(NOON + (at if wall is None else wall), 1_000.0 + at, boot)


@pytest.fixture
def light(season: Planbook) -> Workout:
    """A light session of today without a warm-up: two rounds of the sled and a wall sit."""
    monday = next(one for one in on(season, season.today + 3 * DAY, Sport.STRENGTH))
    return put(season, monday, date=season.today, kind=StrengthKind.LIGHT, planned=Effort(sets=(SLED, SIT)))


@pytest.fixture
def start(season: Planbook, light: Workout) -> Callable[[], RunningSession]:
    return lambda: session.start_session(season, light, second(0))


def pressed(book: Planbook, running: RunningSession, *seconds: float) -> RunningSession:
    """The session after the space key at some seconds."""
    seen = None
    for at in seconds:
        running, seen = session.press(book, running, session_run.press_next, second(at), seen), at
    return running


def test_a_whole_session_is_stored_at_every_key_and_recorded_as_it_was(
    season: Planbook, start: Callable[[], RunningSession]
) -> None:
    running = start()
    for at in (10.0, 40.0, 70.0, 102.0, 222.0):
        running = session.look(season, running, second(at), at - 1)
        if at in (40.0, 102.0):
            running = pressed(season, running, at)
        assert session.read_running(season) == running
    assert running.run.segment is not None
    assert running.run.segment.kind is SegmentKind.HOLD
    running = session.look(season, running, second(282), 281)
    assert running.run.is_over
    typed = session.typed_outcome(running, second(400))
    assert (typed.sets, typed.duration_s, typed.rpe, typed.pain) == ((SLED, SIT), 282, None, None)
    marked = session.finish_session(season, running, replace(typed, rpe=3.0, pain=0))
    assert marked.workout.status is StoredStatus.DONE
    assert marked.workout.actual is not None
    assert marked.workout.actual.effort == Effort(duration_s=282, rpe=3.0, sets=(SLED, SIT))
    assert session.read_running(season) is None
    history.undo(season)
    assert read_workout(season, running.workout.id).status is StoredStatus.PLANNED


def test_a_killed_program_resumes_at_the_true_second(season: Planbook, start: Callable[[], RunningSession]) -> None:
    pressed(season, start(), 40)
    found = session.read_running(season)
    assert found is not None
    found = session.look(season, found, second(58.5))
    assert found.run.segment is not None
    assert (found.run.segment.kind, found.run.left_s(58.5)) == (SegmentKind.REST, 11.5)
    later = session.look(season, found, second(80))
    assert later.run.segment is not None
    assert (later.run.segment.kind, later.run.elapsed_s(80)) == (SegmentKind.ROUND, 10.0)


def test_after_a_sleep_of_an_hour_the_runner_is_asked_and_the_key_pressed_before_answers_nothing(
    season: Planbook, start: Callable[[], RunningSession]
) -> None:
    running = session.look(season, start(), second(10), 9)
    hour = second(20 + 3_600)
    asked = session.press(season, running, session_run.press_next, hour, 20.0)
    assert asked.run.away == session_run.Away(20.0, 3_620.0)
    assert asked.run.performed == ()
    assert session.read_running(season) == asked
    answered = session.press(season, asked, session_run.press_next, second(3_625), 3_620.0)
    assert [one.ended for one in answered.run.performed] == [20.0]


def test_a_wall_clock_set_back_changes_nothing_while_the_machine_runs(
    season: Planbook, start: Callable[[], RunningSession]
) -> None:
    running = pressed(season, start(), 40)
    running = session.look(season, running, second(55, wall=55 - 3_600), 54)
    assert running.run.left_s(running.second(second(55, wall=55 - 3_600))) == 15.0


def test_after_a_restart_the_wall_clock_counts_and_one_set_back_resumes_where_it_was(
    season: Planbook, start: Callable[[], RunningSession]
) -> None:
    pressed(season, start(), 40)
    found = session.read_running(season)
    assert found is not None
    restarted = Moment(NOON + 50, 3.0, "another boot")
    assert session.look(season, found, restarted).run.left_s(found.second(restarted)) == 20.0

    set_back = Moment(NOON - 3_600, 3.0, "another boot")
    steady = session.look(season, found, set_back)
    assert steady.second(set_back) == 40.0
    assert steady.run.left_s(steady.second(set_back)) == 30.0
    assert session.read_running(season) == steady
    five_later = Moment(NOON - 3_595, 8.0, "another boot")
    assert session.look(season, steady, five_later, 40.0).run.left_s(steady.second(five_later)) == 25.0


def test_without_a_clock_of_the_boot_a_wall_clock_that_is_set_back_stops_no_countdown(
    season: Planbook, light: Workout
) -> None:
    running = session.start_session(season, light, Moment(NOON))
    running = session.press(season, running, session_run.press_next, Moment(NOON + 10), 9.0)
    set_back = Moment(NOON - 3_600)
    steady = session.look(season, running, set_back, 12.0)
    assert (steady.second(set_back), steady.second(Moment(NOON - 3_590))) == (12.0, 22.0)
    assert session.read_running(season) == steady


def test_a_pause_survives_a_restart_with_the_clock_set_back(
    season: Planbook, start: Callable[[], RunningSession]
) -> None:
    running = session.press(season, pressed(season, start(), 40), session_run.press_pause, second(55), 54)
    found = session.read_running(season)
    assert found == running
    set_back = Moment(NOON - 3_600, 3.0, "another boot")
    resumed = session.press(season, running, session_run.press_pause, set_back)
    assert resumed.run.left_s(resumed.second(set_back)) == 15.0


def test_two_terminals_notice_each_other_and_no_key_is_applied_twice(
    season: Planbook, start: Callable[[], RunningSession]
) -> None:
    first = session.look(season, start(), second(10), 9)
    second_terminal = session.read_running(season)
    assert second_terminal is not None
    assert not session.is_changed_elsewhere(season, second_terminal)
    first = pressed(season, first, 40)
    assert session.is_changed_elsewhere(season, second_terminal)
    with pytest.raises(StaleEditError, match="another terminal"):
        pressed(season, second_terminal, 41)
    again = session.read_running(season)
    assert again == first
    assert again is not None
    assert len(again.run.performed) == 1


def test_an_end_that_both_terminals_see_is_stored_once_and_one_after_another_key_is_read_again(
    season: Planbook, start: Callable[[], RunningSession]
) -> None:
    started = start()
    seen_by_one, seen_by_other = (session.look(season, started, second(10), 9) for _ in range(2))
    assert seen_by_one == seen_by_other
    running = pressed(season, seen_by_other, 40)
    paused = session.press(season, running, session_run.press_pause, second(50), 49)
    with pytest.raises(StaleEditError):
        session.look(season, running, second(70), 69)
    assert session.read_running(season) == paused
    session.discard_session(season, paused)
    with pytest.raises(StaleEditError):
        session.look(season, running, second(70), 69)


def test_both_terminals_finish_and_the_second_is_told(season: Planbook, start: Callable[[], RunningSession]) -> None:
    running = pressed(season, start(), 40)
    other = session.read_running(season)
    assert other is not None
    typed = session.typed_outcome(running, second(50))
    session.finish_session(season, running, typed)
    assert session.is_changed_elsewhere(season, other)
    with pytest.raises(StaleEditError):
        session.finish_session(season, other, replace(typed, rpe=9.0))
    recorded = read_workout(season, running.workout.id).actual
    assert recorded is not None
    assert recorded.effort.rpe is None


def test_only_one_session_runs_at_a_time(season: Planbook, light: Workout, start: Callable[[], RunningSession]) -> None:
    start()
    assert "running already" in refused(season, lambda: session.start_session(season, light, second(5)))


def test_a_session_that_was_recorded_elsewhere_is_over_and_in_nobodys_way(
    season: Planbook, light: Workout, start: Callable[[], RunningSession]
) -> None:
    start()
    mark.mark_done(season, light.id)
    assert session.read_running(season) is None
    (other,) = on(season, season.today + 2 * DAY, Sport.RUN)
    other = put(season, other, sport=Sport.STRENGTH, kind=StrengthKind.LIGHT, planned=Effort(sets=(SIT,)))
    running = session.start_session(season, other, second(100))
    assert session.read_running(season) == running


def test_a_key_that_a_busy_file_stores_late_is_no_change_by_another_terminal(
    season: Planbook, start: Callable[[], RunningSession]
) -> None:
    running = start()
    writer = sqlite3.connect(season.path)
    writer.execute("BEGIN IMMEDIATE")
    waiting = busy_timeout_ms.set(20)
    late = pressed(season, session.look(season, running, second(10), 9), 40)
    busy_timeout_ms.reset(waiting)
    writer.close()
    assert not late.is_stored
    assert session.look(season, late, second(41)).is_stored  # as the clock does while the form is open
    marked = session.finish_session(season, late, session.typed_outcome(late, second(41)))
    assert marked.workout.status is StoredStatus.DONE


def test_a_deleted_session_is_over_and_its_undo_brings_it_back(
    season: Planbook, light: Workout, start: Callable[[], RunningSession]
) -> None:
    running = start()
    apply_change(season, plan_delete(season, [light]))
    assert session.read_running(season) is None
    history.undo(season)
    found = session.read_running(season)
    assert found is not None
    assert found.run == running.run


def test_what_happens_to_the_workout_elsewhere_is_noticed_and_said(
    season: Planbook, light: Workout, start: Callable[[], RunningSession]
) -> None:
    running = pressed(season, start(), 40)
    for change, verb in (
        (lambda: mark.mark_done(season, light.id), "recorded"),
        (lambda: mark.mark_skipped(season, light.id, "ill"), "skipped"),
        (lambda: apply_change(season, plan_delete(season, [read_workout(season, light.id)])), "deleted"),
    ):
        change()
        before = read_timer(season.path)
        assert session.is_changed_elsewhere(season, running)
        assert session.how_it_ended(season, running) == f"The session was {verb} elsewhere: its clock has stopped."
        with pytest.raises(StaleEditError):
            session.finish_session(season, running, session.typed_outcome(running, second(50)))
        assert read_timer(season.path) == before, "it may be undone"
        history.undo(season)
        assert not session.is_changed_elsewhere(season, running)
    over = session.press(season, running, session_run.end_run, second(60))
    assert session.how_it_ended(season, running) == "The session was ended in another terminal."
    session.discard_session(season, over)
    assert "dropped in another terminal" in session.how_it_ended(season, running)


def test_a_file_that_has_gone_ends_no_session_and_is_never_made_again(
    season: Planbook, light: Workout, start: Callable[[], RunningSession]
) -> None:
    running = pressed(season, start(), 40)
    season.path.unlink()
    typed = session.typed_outcome(running, second(50))
    for use in (
        lambda: session.start_session(season, light, second(50)),
        lambda: pressed(season, running, 50),
        lambda: session.is_changed_elsewhere(season, running),
        lambda: session.how_it_ended(season, running),
        lambda: session.finish_session(season, running, typed),
        lambda: session.discard_session(season, running),
    ):
        with set_when_missing(WhenMissing.REFUSE_AS_GONE), pytest.raises(RefusedError, match="has gone"):
            use()
    assert session.read_running(season) is None
    assert not season.path.exists()


def test_discarding_forgets_the_clock_and_leaves_the_plan(
    season: Planbook, light: Workout, start: Callable[[], RunningSession]
) -> None:
    running = pressed(season, start(), 40)
    session.discard_session(season, running)
    assert session.read_running(season) is None
    assert read_workout(season, light.id) == light
    assert session.is_changed_elsewhere(season, running)


def test_a_busy_file_delays_the_storing_and_loses_no_key(season: Planbook, start: Callable[[], RunningSession]) -> None:
    started = start()
    other = sqlite3.connect(season.path)
    other.execute("BEGIN IMMEDIATE")
    waiting = busy_timeout_ms.set(20)
    running = session.look(season, started, second(10), 9)
    assert not running.is_stored
    running = pressed(season, running, 40)
    busy_timeout_ms.reset(waiting)
    other.close()
    assert not running.is_stored
    stored = session.read_running(season)
    assert stored is not None
    assert stored.run.performed == ()
    running = session.look(season, running, second(41), 40)
    assert running.is_stored
    assert session.read_running(season) == running
    assert len(running.run.performed) == 1

    delayed = replace(running, run=replace(running.run, idle_s=3.0), is_stored=False)
    stored = session.press(season, delayed, lambda run, _: run, second(42), 41)
    assert stored.is_stored, "a key that changes nothing stores what was delayed"
    assert session.read_running(season) == stored


def test_nothing_is_written_while_nothing_changes(season: Planbook, start: Callable[[], RunningSession]) -> None:
    running = session.look(season, start(), second(10), 9)
    before = read_timer(season.path)
    for at in range(11, 15):
        assert session.look(season, running, second(at), at - 1) is running
    assert session.press(season, running, lambda run, _: run, second(15), 14) is running
    assert read_timer(season.path) == before


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"status": StoredStatus.SKIPPED}, "is skipped"),
        ({"planned": Effort()}, "has no sets"),
    ],
)
def test_what_cannot_be_timed_is_refused_in_a_sentence(
    season: Planbook, light: Workout, change: dict[str, object], sentence: str
) -> None:
    workout = put(season, light, **change)
    assert sentence in refused(season, lambda: session.start_session(season, workout, second(0)))


def test_a_run_is_no_session(season: Planbook) -> None:
    (run,) = on(season, season.today, Sport.RUN)
    assert "is a run workout" in refused(season, lambda: session.start_session(season, run, second(0)))


def test_a_sled_session_at_home_has_nothing_in_it(season: Planbook, light: Workout) -> None:
    workout = put(season, light, planned=Effort(sets=(SLED,)))
    home = session_run.Variant.WALL_SIT_ALONE
    assert "nothing in it" in refused(season, lambda: session.start_session(season, workout, second(0), home))


def test_the_load_stays_within_the_sled_and_the_body_mass(season: Planbook, light: Workout) -> None:
    change_runner_setting(season, "sled", "55")
    change_runner_setting(season, "body-mass", "75")
    running = session.start_session(season, light, second(0))
    assert running.run.least_kg == 55.0
    assert running.run.most_kg is not None
    lighter = session.press(season, running, lambda run, _: session_run.change_load(run, -1), second(2))
    assert lighter.run == running.run


def test_a_session_done_on_another_day_than_its_own_is_recorded_on_that_day(season: Planbook, light: Workout) -> None:
    ahead = put(season, light, date=season.today + DAY)
    running = pressed(season, session.start_session(season, ahead, second(0)), 40)
    after_midnight = Planbook(season.path, Clock(season.today + DAY))
    running = session.look(after_midnight, running, second(13 * 3_600))
    marked = session.finish_session(after_midnight, running, session.typed_outcome(running, second(13 * 3_600)))
    assert (marked.workout.date, marked.workout.original_date) == (season.today, season.today + DAY)


def test_a_session_that_is_moved_while_it_runs_is_recorded_on_the_day_it_was_done(
    season: Planbook, light: Workout
) -> None:
    running = pressed(season, session.start_session(season, light, second(0)), 40)
    put(season, light, date=season.today + 2 * DAY)
    marked = session.finish_session(season, running, session.typed_outcome(running, second(60)))
    assert marked.workout.date == season.today
    assert marked.workout.status is StoredStatus.DONE
    assert session.read_running(season) is None
