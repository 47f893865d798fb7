"""Doing a strength session with the clock running: start it, follow it, press its keys, record what was done.

Where a session is is stored with every key and at the end of every countdown, so that a dropped line or a killed
program loses nothing: whoever opens it again is where the clock says.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Any

from planner.session_clock import Moment
from planner.store import quick, session_timers
from planner.store.errors import BusyError, StaleEditError
from planner.store.row_values import DamagedRowError
from planner.training.doses import HARD_CAP_PERCENT, equipment_of, system_mass_kg
from planner.training.outcomes import TypedOutcome
from planner.training.refusal import RefusedError
from planner.training.session_timer import session_run
from planner.training.session_timer.run_documents import run_from_document, run_to_document
from planner.training.session_timer.session_run import SessionRun, Variant
from planner.training.workouts import Sport, StoredStatus, Workout
from planner.usecases.calendar.mark import Marked, mark_done
from planner.usecases.planbook import Planbook

__all__ = [
    "Key",
    "RunningSession",
    "StaleEditError",
    "discard_session",
    "finish_session",
    "how_it_ended",
    "is_changed_elsewhere",
    "look",
    "press",
    "read_running",
    "start_session",
    "startable_sessions",
    "typed_outcome",
]

Key = Callable[[SessionRun, float], SessionRun]
"""What a key does to a session at a session second; see `session_run`."""


@dataclass(frozen=True, slots=True)
class RunningSession:
    """A session with the clock running.

    Attributes:
        workout: The workout that is being done, as it is stored.
        run: Where it is.
        start: The moment of session second 0.
        day: The day on which it was started, as the planbook counts days.
        version: Counts the changes, so that two terminals notice each other.
        is_stored: Whether `run` is in the file; another session that was writing can delay it for a second.
    """

    workout: Workout
    run: SessionRun
    start: Moment
    day: dt.date
    version: int
    is_stored: bool = True

    def second(self, now: Moment) -> float:
        """Return the session second of a moment: at least 0, whatever was done to the clock."""
        return now.seconds_since(self.start)


def startable_sessions(workouts: list[Workout]) -> list[Workout]:
    """Return the strength sessions of some workouts that can be started: planned, with something in them."""
    return [one for one in workouts if one.sport is Sport.STRENGTH and one.is_open and one.planned.sets]


def with_variant(workout: Workout, variant: Variant) -> Workout:
    """Return a session with the sets that it has with or without the sled; see `Variant`."""
    run = session_run.start_run(workout.strength_kind, workout.planned.sets, variant=variant)
    return replace(workout, planned=replace(workout.planned, sets=tuple(part for part in run.sets if part.rounds)))


def read_running(book: Planbook) -> RunningSession | None:
    """Return the session that is running, as it was stored last; None when none is.

    A session whose workout was recorded, skipped or deleted meanwhile is over.

    Raises:
        RefusedError: The file cannot be read, or a newer program has started the session.
    """
    timer = session_timers.read_timer(book.path)
    if timer is None:
        return None
    try:
        workout = quick.read_workout(book.path, timer.workout_id)
    except (BusyError, DamagedRowError):
        raise
    except RefusedError:
        return None  # it was deleted
    if workout.status is not StoredStatus.PLANNED:
        return None
    document: dict[str, Any] = json.loads(timer.run)
    try:
        start, day = Moment(**document["start"]), dt.date.fromisoformat(document["day"])
    except (KeyError, TypeError, ValueError) as error:
        raise RefusedError("The running session in the database cannot be read; start the session again.") from error
    return RunningSession(workout, run_from_document(document.get("run", {})), start, day, timer.version)


def start_session(book: Planbook, workout: Workout, now: Moment, variant: Variant = Variant.GYM) -> RunningSession:
    """Start the clock of a session.

    Args:
        book: The planbook.
        workout: The planned session.
        now: The moment of its start.
        variant: With or without the sled.

    Raises:
        StaleEditError: Another session is running.
        RefusedError: The workout is no session, is done or skipped, or has nothing to do in it; or the file cannot be
            written.
    """
    if not startable_sessions([workout]):
        raise RefusedError(f"{_name(workout)} {_why_not(workout)}, so there is nothing to time.")
    if read_running(book) is None:  # what is left of a session that was recorded elsewhere is in nobody's way
        timer = session_timers.read_timer(book.path)
        if timer is not None:
            session_timers.delete_timer(book.path, timer.workout_id)
    runner = quick.read_runner(book.path)
    run = session_run.start_run(
        workout.strength_kind,
        workout.planned.sets,
        variant=variant,
        least_kg=runner.sled_kg or 0.0,
        most_kg=None if runner.body_mass_kg is None else system_mass_kg(HARD_CAP_PERCENT, equipment_of(runner)),
    )
    if run.is_over:
        raise RefusedError(f"{_name(workout)} has nothing in it without the sled.")
    running = RunningSession(workout, run, now, book.today, 1)
    started = now.utc.replace(tzinfo=None).isoformat(timespec="seconds") + "Z"
    session_timers.insert_timer(
        book.path, session_timers.StoredTimer(workout.id, started, _to_json(running), running.version)
    )
    return running


def look(book: Planbook, running: RunningSession, now: Moment, seen: float | None = None) -> RunningSession:
    """Return the session at a moment: countdowns that are over are followed by what comes next, and that is stored.

    Args:
        book: The planbook.
        running: The session.
        now: The moment.
        seen: The session second of the last look; None for the first one after the program was started.

    Raises:
        StaleEditError: Another terminal changed the session; read it again.
        RefusedError: The file cannot be written.
    """
    moved_on = look_without_storing(running, now, seen)
    if moved_on.is_stored:
        return moved_on
    try:
        return _store(book, moved_on)
    except StaleEditError:
        try:
            found = read_running(book)
        except BusyError:
            return running  # the next look tells
        if found is None or found.run != moved_on.run:
            raise
        return found  # another terminal has seen the same end


def look_without_storing(running: RunningSession, now: Moment, seen: float | None = None) -> RunningSession:
    """Return the session at a moment, as `look` does; where it is another one now, it is not stored yet."""
    running = _with_steady_clock(running, now, seen)
    run = session_run.observe(running.run, running.second(now), seen)
    return running if run == running.run else replace(running, run=run, is_stored=False)


def press(book: Planbook, running: RunningSession, key: Key, now: Moment, seen: float | None = None) -> RunningSession:
    """Return the session after a key, and store it.

    A key that was pressed before the runner could read what is asked answers nothing: the question is shown.

    Args:
        book: The planbook.
        running: The session.
        key: What the key does: `session_run.press_next` and so on.
        now: The moment of the key.
        seen: The session second of the last look.

    Raises:
        StaleEditError: Another terminal changed the session; read it again.
        RefusedError: The file cannot be written.
    """
    running = _with_steady_clock(running, now, seen)
    at = running.second(now)
    before = session_run.observe(running.run, at, seen)
    is_asked_now = before.away is not None and running.run.away is None  # nobody has read the question yet
    run = before if is_asked_now else key(before, at)
    if run == running.run and running.is_stored:
        return running
    return _store(book, replace(running, run=run, is_stored=False))


def is_changed_elsewhere(book: Planbook, running: RunningSession) -> bool:
    """Return whether another terminal changed or ended the session, or recorded, skipped or deleted its workout.

    Raises:
        RefusedError: The file cannot be read.
    """
    is_here = running.workout.id, running.version, StoredStatus.PLANNED
    return session_timers.read_timer_version(book.path) != is_here


def how_it_ended(book: Planbook, running: RunningSession) -> str:
    """Return what has become of a session that was ended elsewhere, in a sentence.

    Raises:
        RefusedError: The file cannot be read.
    """
    timer = session_timers.read_timer_version(book.path)
    if timer is not None and timer[0] == running.workout.id and timer[2] == StoredStatus.PLANNED:
        return "The session was ended in another terminal."
    try:
        status = quick.read_workout(book.path, running.workout.id).status
    except BusyError:
        raise
    except RefusedError:
        return "The session was deleted elsewhere: its clock has stopped."
    if status is StoredStatus.PLANNED:
        return "The session was dropped in another terminal; it stays planned."
    verb = "skipped" if status is StoredStatus.SKIPPED else "recorded"
    return f"The session was {verb} elsewhere: its clock has stopped."


def typed_outcome(running: RunningSession, now: Moment) -> TypedOutcome:
    """Return what was done, for the form that records it: the sets as they were done, and the time; no rating."""
    sets = session_run.performed_sets(running.run)
    return TypedOutcome(duration_s=max(running.run.active_s(running.second(now)), 1), sets=sets)


def finish_session(book: Planbook, running: RunningSession, typed: TypedOutcome) -> Marked:
    """Record what was done on the day on which the session was started, and forget the clock.

    A session that goes on after midnight belongs to the day before; a workout of another day moves to that day.

    Args:
        book: The planbook.
        running: The session.
        typed: What was done; see `typed_outcome`.

    Raises:
        StaleEditError: Another terminal changed or ended the session since it was read.
        RefusedError: See `mark_done`.
    """
    if is_changed_elsewhere(book, running):
        found = read_running(book)
        if found is None or found.run != running.run:  # else it is our own key, stored when the file was free again
            raise StaleEditError(session_timers.CHANGED)
    stored = quick.read_workout(book.path, running.workout.id)  # it may have been moved since the session was started
    done_on = None if stored.date == running.day else running.day
    marked = mark_done(book, stored.id, typed, done_on=done_on)
    session_timers.delete_timer(book.path, stored.id)
    return marked


def discard_session(book: Planbook, running: RunningSession) -> None:
    """Forget the clock and what it has recorded; the workout stays planned.

    Raises:
        RefusedError: The file cannot be written.
    """
    session_timers.delete_timer(book.path, running.workout.id)


def _store(book: Planbook, running: RunningSession) -> RunningSession:
    try:
        version = session_timers.update_timer(book.path, running.workout.id, _to_json(running), running.version)
    except BusyError:
        return running  # the next look stores it
    return replace(running, version=version, is_stored=True)


def _to_json(running: RunningSession) -> str:
    document = {"start": asdict(running.start), "day": running.day.isoformat(), "run": run_to_document(running.run)}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def _with_steady_clock(running: RunningSession, now: Moment, seen: float | None) -> RunningSession:
    """Return the session with its start moved where the clock was set back, so that its time goes on."""
    run = running.run
    stops = (run.began, run.paused, run.away.asked if run.away is not None else None, seen)
    known = max(second for second in stops if second is not None)
    if running.second(now) >= known:
        return running
    start = Moment(now.wall_s - known, None if now.boot_s is None else now.boot_s - known, now.boot)
    return replace(running, start=start, is_stored=False)


def _name(workout: Workout) -> str:
    return f"Workout {workout.id}"


def _why_not(workout: Workout) -> str:
    if workout.sport is not Sport.STRENGTH:
        return f"is a {workout.sport} workout"
    if workout.status is not StoredStatus.PLANNED:
        return "is skipped" if workout.status is StoredStatus.SKIPPED else "is done already"
    return "has no sets"
