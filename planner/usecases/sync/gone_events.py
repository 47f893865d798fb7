"""The workouts whose events were deleted in a calendar, and about which it is asked whether they are skipped.

A question is open for as long as the record of a folder says so and the workout is still to be done; what answers it
otherwise, a change here or the event that comes back, is found by the next run.
"""

from __future__ import annotations

from planner.store import quick
from planner.store.synced_files import read_pending_numbers
from planner.training.workouts import Workout
from planner.usecases.planbook import Planbook, file_stamp
from planner.usecases.sync.decisions import Pending
from planner.usecases.sync.outcome import GoneEvent
from planner.usecases.sync.sentences import gone_question


def read_gone_workouts(book: Planbook, folder: str = "") -> list[Workout]:
    """Return the workouts that are asked about, in the order of the calendar.

    Args:
        book: The planbook.
        folder: The absolute path of a folder; empty for all folders.

    Raises:
        RefusedError: The file cannot be read.
    """
    with quick.read_snapshot(book.path):
        numbers = read_pending_numbers(book.path, Pending.GONE, folder)
        workouts = quick.read_workouts_among(book.path, numbers) if numbers else []
    return [workout for workout in workouts if workout.is_training and workout.is_left(book.today)]


def read_gone_events(book: Planbook, folder: str) -> tuple[GoneEvent, ...]:
    """Return the open questions about a folder, as `sync` answers.

    Raises:
        RefusedError: The file cannot be read.
    """
    return tuple(GoneEvent(workout.id, gone_question(workout)) for workout in read_gone_workouts(book, folder))


def has_gone_events(book: Planbook) -> bool:
    """Return whether any such question is open; False where there is no file.

    Raises:
        RefusedError: The file cannot be read.
    """
    return bool(file_stamp(book.path)) and bool(read_gone_workouts(book))
