"""Two sessions that change the same workout as fast as they can lose none of each other's changes."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from planner.store import StaleEditError, check_file, edit, journal, quick
from planner.training.workouts import Effort, Workout
from tests.trust.figures import Report
from tests.trust.operations import database_in
from tests.tui.season import NOON, write_season

WORKOUT = 1


def longer(workout: Workout) -> Workout:
    """The workout, a second longer: one increment, which must never be lost."""
    return replace(workout, planned=Effort(duration_s=(workout.planned.duration_s or 0) + 1))


def through_sqlmodel(path: Path, times: int) -> None:
    for _ in range(times):
        with edit(path, "Count", now=NOON) as repository:
            repository.replace_workout(longer(repository.workout(WORKOUT)))


def through_the_quick_path(path: Path, times: int) -> None:
    done = 0
    while done < times:
        try:
            quick.write_workout(path, longer(quick.read_workout(path, WORKOUT)), name="Count", now=NOON)
        except StaleEditError:  # the other session was faster: read again, as a runner would
            continue
        done += 1


def undoing_each_second(path: Path, times: int) -> None:
    """Count, and take back whatever was done last, by whichever session."""
    for number in range(times):
        if number % 2:
            assert journal.undo(path, now=NOON) is not None
        else:
            through_the_quick_path(path, 1)


Pair = tuple[Callable[[Path, int], None], Callable[[Path, int], None]]
DIFFERENT: Pair = (through_sqlmodel, through_the_quick_path)
WITH_UNDO: Pair = (through_the_quick_path, undoing_each_second)
PAIRS: tuple[Pair, ...] = (DIFFERENT, (through_sqlmodel, through_sqlmodel), WITH_UNDO)


@pytest.mark.parametrize(
    ("pair", "times"),
    [(DIFFERENT, 60), (WITH_UNDO, 60), *(pytest.param(pair, 500, marks=pytest.mark.soak) for pair in PAIRS)],
)
def test_two_sessions_lose_none_of_their_changes(
    tmp_path: Path,
    report: Report,
    pair: Pair,
    times: int,
) -> None:
    path = database_in(tmp_path)
    write_season(path)
    first = quick.write_workout(path, longer(quick.read_workout(path, WORKOUT)), name="Count", now=NOON)
    context = multiprocessing.get_context("fork")
    sessions = [context.Process(target=body, args=(path, times)) for body in pair]
    for session in sessions:
        session.start()
    for session in sessions:
        session.join()
    changes = sum(times // 2 if body is undoing_each_second else times for body in pair)
    undone = times // 2 if undoing_each_second in pair else 0
    last = quick.read_workout(path, WORKOUT)
    assert first.planned.duration_s is not None
    assert last.planned.duration_s is not None
    lost = first.planned.duration_s + changes - undone - last.planned.duration_s
    names = " and ".join(body.__name__.replace("_", " ") for body in pair)
    failed = sum(session.exitcode != 0 for session in sessions)
    report("P3", f"changes of one workout by two sessions at once: {names}", 2 * times, lost=lost, tracebacks=failed)
    assert failed == 0, "a session was refused, as with a file that is locked"
    assert lost == 0
    assert last.version == first.version + changes + undone
    assert check_file.check_database(path) == []
