"""The row of a running session: one at a time, a version a change, and nothing of it in the history."""

from __future__ import annotations

import datetime as dt
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from planner import store
from planner.store.errors import StaleEditError
from planner.store.session_timers import (
    StoredTimer,
    delete_timer,
    insert_timer,
    read_timer,
    read_timer_version,
    update_timer,
)
from planner.training.refusal import RefusedError
from planner.training.workouts import StoredStatus

NOON = dt.datetime(2027, 1, 5, 12, tzinfo=dt.UTC)
TIMER = StoredTimer(2, "2027-01-05T18:00:00Z", '{"position": 0}', 1)


def operations(path: Path) -> int:
    with sqlite3.connect(path) as connection:
        (count,) = connection.execute("SELECT count(*) FROM operation").fetchone()
    return int(count)


def test_a_session_is_stored_changed_and_forgotten_without_an_entry_in_the_history(filled: Path) -> None:
    before = operations(filled)
    assert (read_timer(filled), read_timer_version(filled)) == (None, None)
    insert_timer(filled, TIMER)
    assert (read_timer(filled), read_timer_version(filled)) == (TIMER, (2, 1, "planned"))
    assert update_timer(filled, 2, '{"position": 1}', 1) == 2
    assert read_timer(filled) == StoredTimer(2, TIMER.started, '{"position": 1}', 2)
    delete_timer(filled, 2)
    assert read_timer(filled) is None
    assert operations(filled) == before


def test_an_old_view_of_a_session_changes_nothing(filled: Path) -> None:
    insert_timer(filled, TIMER)
    update_timer(filled, 2, '{"position": 1}', 1)
    for workout_id, version in ((2, 1), (2, 3), (1, 2)):
        with pytest.raises(StaleEditError, match="another terminal"):
            update_timer(filled, workout_id, '{"position": 9}', version)
    delete_timer(filled, 1)
    assert read_timer_version(filled) == (2, 2, "planned")
    delete_timer(filled, 2)
    with pytest.raises(StaleEditError):
        update_timer(filled, 2, "{}", 2)


def test_the_status_of_the_workout_is_seen_with_the_version(filled: Path) -> None:
    insert_timer(filled, TIMER)
    with store.edit(filled, "skip", now=NOON) as plan:
        plan.replace_workout(replace(plan.workout(2), status=StoredStatus.SKIPPED))
    assert read_timer_version(filled) == (2, 1, "skipped")
    with store.edit(filled, "delete", now=NOON) as plan:
        plan.remove_workout(2)
    assert read_timer_version(filled) == (2, 1, None)


def test_a_second_session_is_refused_while_one_runs(filled: Path) -> None:
    insert_timer(filled, TIMER)
    with pytest.raises(StaleEditError, match="running already"):
        insert_timer(filled, StoredTimer(1, TIMER.started, "{}", 1))
    assert read_timer(filled) == TIMER


@pytest.mark.parametrize(
    "timer",
    [
        StoredTimer(0, TIMER.started, "{}", 1),
        StoredTimer(2, "18:00", "{}", 1),
        StoredTimer(2, TIMER.started, "[]", 1),
        StoredTimer(2, TIMER.started, "{", 1),
        StoredTimer(2, TIMER.started, '{"long": "' + "x" * 200_000 + '"}', 1),
    ],
)
def test_what_is_no_running_session_is_never_stored(filled: Path, timer: StoredTimer) -> None:
    with pytest.raises(RefusedError):
        insert_timer(filled, timer)
    assert read_timer(filled) is None


def test_a_file_without_a_session_and_one_that_is_missing(database: Path, tmp_path: Path) -> None:
    assert read_timer(database) is None
    assert read_timer(tmp_path / "missing.db") is None
    assert not (tmp_path / "missing.db").exists()
