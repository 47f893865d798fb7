from __future__ import annotations

import datetime as dt
from pathlib import Path

from planner.store import quick
from planner.store.repository import Repository
from planner.store.tables import BlockRow
from planner.training.workouts import Outcome, Workout
from planner.usecases.calendar.mark import with_outcome


def count_workouts(path: Path) -> int:
    return len(quick.read_all_workouts(path))


def remove_block(repository: Repository, block_id: int) -> None:
    """Remove a block with all that belongs to it, which no command of the planner does yet."""
    session = repository._session
    session.delete(session.get_one(BlockRow, block_id))
    session.flush()
    session.expire_all()


def store_outcome(
    path: Path, workout: Workout, outcome: Outcome, *, name: str, now: dt.datetime, done_on: dt.date | None = None
) -> Workout:
    """Record what was done, as `planner.usecases.calendar.mark.mark_done` does."""
    return quick.write_workout(path, with_outcome(workout, outcome, done_on), name=name, now=now)
