"""Workouts that go where their events were moved to in a calendar, all of them as one change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from planner.training.formatting import format_day
from planner.training.refusal import RefusedError
from planner.training.rescheduling import move_by_hand
from planner.training.workout_names import workout_name
from planner.training.workouts import Slot, Workout
from planner.usecases.blocks.sled_availability import fit_to_sled_availability
from planner.usecases.calendar.full_days import with_full_days
from planner.usecases.calendar.move import blocks_with_moved_race
from planner.usecases.calendar.race_weekend import with_moved_races
from planner.usecases.changes import Change
from planner.usecases.planbook import Planbook
from planner.usecases.sync.decisions import Place

NOON = "12:00"


@dataclass(frozen=True, slots=True)
class CalendarMoves:
    """What becomes of workouts whose events were moved.

    Attributes:
        change: The moves, before they are stored.
        refused: Why others stay where they are, in a sentence, by their numbers.
    """

    change: Change
    refused: Mapping[int, str]


def plan_calendar_moves(book: Planbook, moved: Sequence[tuple[Workout, Place, Place]]) -> CalendarMoves:
    """Move workouts to the places of their events, as `plan_move` does; a time before noon is in the morning.

    Args:
        book: The planbook.
        moved: Each workout with the place that its event had, and the one that it has now.
    """
    changed, refused = [], dict[int, str]()
    for workout, before, after in moved:
        there = _at(workout, before, after)
        try:
            blocks_with_moved_race(book, [there])
        except RefusedError as refusal:
            refused[workout.id] = str(refusal)
        else:
            changed.append(there)
    if not changed:
        return CalendarMoves(Change(""), refused)
    change = Change(
        f"Calendar: {len(changed)} moved",
        changed=tuple(changed),
        blocks=tuple(blocks_with_moved_race(book, changed)),
        remarks=tuple(_remarks(changed, book)),
        as_read=tuple(workout for workout, _, _ in moved if workout.id not in refused),
    )
    change = with_full_days(book, with_moved_races(book, change))
    return CalendarMoves(fit_to_sled_availability(book, change), refused)


def _at(workout: Workout, before: Place, after: Place) -> Workout:
    """Return a workout at another place; it keeps its own time where the event's time is the same."""
    there = workout if after.day == workout.date else move_by_hand(workout, after.day)
    if not after.start or after.start == before.start:
        return there
    return replace(there, start=after.start, slot=Slot.AM if after.start < NOON else Slot.PM)


def _remarks(changed: Sequence[Workout], book: Planbook) -> Iterator[str]:
    """Yield what the name of the change does not say: races that move, and days that are past."""
    for workout in changed:
        if workout.date < book.today:
            day = format_day(workout.date)
            yield f"The {workout_name(workout)} is past on {day}, so it counts as missed until it is done."
