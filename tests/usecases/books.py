"""A runner's file to plan in, and the questions tests ask of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from planner.store import check_file, quick
from planner.training.refusal import RefusedError
from planner.training.workouts import Sport, Workout
from planner.usecases import history
from planner.usecases.calendar.move import plan_move
from planner.usecases.changes import Change, apply_change
from planner.usecases.planbook import Planbook
from planner.usecases.queries import Listing, calendar_span, list_workouts
from tests.dump import canonical

DAY = dt.timedelta(days=1)


def on(book: Planbook, day: dt.date, sport: Sport | None = None) -> list[Workout]:
    """What stands on a day."""
    return [one for one in quick.read_days(book.path, day, day) if sport in (None, one.sport)]


def the(book: Planbook, day: dt.date, sport: Sport = Sport.RUN) -> Workout:
    """The only workout of a sport on a day."""
    (found,) = on(book, day, sport)
    return found


def places(book: Planbook) -> dict[int, dt.date]:
    """Where everything stands."""
    return {one.id: one.date for one in quick.read_all_workouts(book.path)}


def put(book: Planbook, workout: Workout, **more: object) -> Workout:
    """Store a workout as it would be after something else had happened to it."""
    changed = replace(workout, **more)  # type: ignore[arg-type]
    return quick.write_workout(book.path, changed, name="before the test", now=book.clock.now())


def whole_calendar(book: Planbook) -> Listing:
    """Everything in the file."""
    return list_workouts(book, *calendar_span(book))


def move(book: Planbook, workout_id: int, to: dt.date) -> None:
    """Move a workout to a day, as one operation."""
    days = (to - quick.read_workout(book.path, workout_id).date).days
    apply_change(book, plan_move(book, [workout_id], days))


def changed_by(book: Planbook, operation_id: int) -> tuple[str, ...]:
    """What the history says an operation changed, a line each."""
    return history.operation_details(book, operation_id).lines


def plan(book: Planbook, work: Callable[[], Change]) -> Change:
    """Work a change out, which stores nothing; carry it out, as one operation that one undo takes back exactly."""
    before = canonical(book.path)
    change = work()
    assert canonical(book.path) == before
    assert not change.is_empty
    made = apply_change(book, change)
    after = canonical(book.path)
    assert after != before
    assert history.list_operations(book)[0].name == change.name
    assert check_file.check_database(book.path) == []
    history.undo(book)
    assert canonical(book.path) == before
    history.redo(book)
    assert canonical(book.path) == after
    return made


def refused(book: Planbook, work: Callable[[], object]) -> str:
    """The one sentence an operation is refused with; nothing has changed."""
    before = canonical(book.path)
    with pytest.raises(RefusedError) as refusal:
        work()
    assert canonical(book.path) == before
    assert "\n" not in str(refusal.value)
    return str(refusal.value)
