"""The longest hold and the heaviest sled of all that was recorded."""

from __future__ import annotations

from planner.store import quick
from planner.training.strength_records import LEAST_SLED_M, StrengthRecord, StrengthRecords
from planner.training.workouts import Exercise
from planner.usecases.planbook import Planbook


def read_records(book: Planbook, *, but_for: int = 0) -> StrengthRecords:
    """Return the records of all sessions that were done.

    Args:
        book: The planbook.
        but_for: The id of a session that does not count, to hold it against all others.

    Raises:
        RefusedError: The file cannot be read.
    """
    with quick.read_snapshot(book.path):
        hold = quick.read_greatest_done(book.path, "hold_s", Exercise.WALL_SIT, but_for=but_for)
        sled = quick.read_greatest_done(
            book.path, "load_kg", Exercise.REVERSE_SLED_PUSH, least_m=LEAST_SLED_M, but_for=but_for
        )
    return StrengthRecords(StrengthRecord(*hold) if hold else None, StrengthRecord(*sled) if sled else None)
