from __future__ import annotations

import datetime as dt
import os
import signal
import sqlite3
from collections.abc import Callable
from pathlib import Path

from planner.store import files, quick
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


def spoil(path: Path) -> None:
    """Damage a page that no opening looks at twice: the last one."""
    connection = sqlite3.connect(path)
    connection.execute("UPDATE item SET note = ?", ("x" * 10_000,))
    connection.commit()
    connection.close()
    data = path.read_bytes()
    path.write_bytes(data[:-4096] + b"\xff" * 4096)


def kill_at_step(step: int, body: Callable[[], object]) -> None:
    """Run the body, but kill the process at its n-th step: a statement of SQLite, or a call that changes files.

    A cache of one page makes SQLite write changed pages into the file long before the commit.
    """
    count = 0
    connect = files.connect_without_pragmas

    def take_step(*_: object) -> None:
        nonlocal count
        count += 1
        if count == step:
            os.kill(os.getpid(), signal.SIGKILL)

    def traced(database_path: str) -> files.FileConnection:
        connection = connect(database_path)
        connection.execute("PRAGMA cache_size = 1")
        connection.set_trace_callback(take_step)
        return connection

    def counted(name: str) -> None:
        original = getattr(os, name)

        def call(*arguments: object, **named: object) -> object:
            take_step()
            return original(*arguments, **named)

        setattr(os, name, call)

    files.connect_without_pragmas = traced
    for name in ("link", "unlink", "rename", "replace", "fsync", "fchmod"):
        counted(name)
    body()
