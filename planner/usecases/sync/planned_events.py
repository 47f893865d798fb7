"""The workouts of the plan as the events that a folder should have."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from planner.exchange.calendars.workout_events import WorkoutEvent
from planner.store import quick
from planner.training.workouts import StoredStatus, Workout
from planner.usecases.changes import Change
from planner.usecases.exports.calendar_events import make_events
from planner.usecases.planbook import Planbook
from planner.usecases.sync.decisions import Place, PlannedEvent, PlanState
from planner.usecases.sync.folder_files import place_of


class PlannedEvents:
    """What the plan says of workouts, read once and changed as workouts move.

    Args:
        book: The planbook.
        first: The first day whose workouts have events.

    Attributes:
        workouts: The workouts from the first day on, and those that were asked for, by number.
        events: The events of those that have one.

    Raises:
        RefusedError: The file cannot be read.
    """

    def __init__(self, book: Planbook, first: dt.date) -> None:
        self._book = book
        self._first = first
        self.workouts: dict[int, Workout] = {}
        self.events: dict[int, WorkoutEvent] = {}
        self._planned: dict[int, PlannedEvent] = {}
        self._set(quick.read_days(book.path, first, dt.date.max))

    def read_more(self, numbers: Iterable[int]) -> None:
        """Read workouts before the first day, which have no new events but may have old ones."""
        self._set(quick.read_workouts_among(self._book.path, sorted(set(numbers) - self.workouts.keys())))

    def follow(self, change: Change) -> set[int]:
        """Take over what a change has done, and return the numbers of all workouts that it has touched."""
        for workout in change.removed:
            self.workouts.pop(workout.id, None)
            self.events.pop(workout.id, None)
            self._planned.pop(workout.id, None)
        self._set(change.changed)
        return {workout.id for workout in (*change.changed, *change.removed)}

    def planned(self, number: int) -> PlannedEvent | None:
        """Return what the plan says of a workout; None where it has no event."""
        return self._planned.get(number)

    def is_before(self, number: int, recorded: Place | None) -> bool:
        """Return whether a workout is of days before the first one, so that its file is left as it is."""
        workout = self.workouts.get(number)
        if workout is not None and workout.date >= self._first:
            return False
        return recorded.day < self._first if recorded is not None else workout is not None

    def is_before_first(self, day: dt.date) -> bool:
        """Return whether workouts of a day have no new events."""
        return day < self._first

    def _set(self, workouts: Iterable[Workout]) -> None:
        workouts = list(workouts)
        for workout in workouts:
            self.workouts[workout.id] = workout
            self.events.pop(workout.id, None)
            self._planned.pop(workout.id, None)
        with_events = [one for one in workouts if one.is_training and one.status is not StoredStatus.SKIPPED]
        for number, event in make_events(self._book, with_events).items():
            self.events[number] = event
            self._planned[number] = PlannedEvent(
                place_of(event.start), event.digest, event.text_digest, self._state(number)
            )

    def _state(self, number: int) -> PlanState:
        workout = self.workouts[number]
        if workout.actual is not None:
            return PlanState.DONE
        # One that was made for a day that was over is never called missed, and is as past here as one that is.
        return PlanState.PLANNED if workout.date >= self._book.today else PlanState.MISSED
