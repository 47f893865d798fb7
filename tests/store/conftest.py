from __future__ import annotations

import datetime as dt
import hashlib
import multiprocessing
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from planner.store import edit, prepare
from planner.training.blocks import Block
from planner.training.workouts import (
    Effort,
    Exercise,
    ExerciseSet,
    RunKind,
    Slot,
    Sport,
    StrengthKind,
    Workout,
)
from tests.dump import canonical

NOON = dt.datetime(2027, 1, 4, 12, tzinfo=dt.UTC)
MONDAY = dt.date(2027, 1, 4)


@pytest.fixture
def noon() -> dt.datetime:
    return NOON


@pytest.fixture
def monday() -> dt.date:
    return MONDAY


@pytest.fixture(scope="session")
def empty_original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "planner.db"
    prepare(path)
    return path


@pytest.fixture
def database(empty_original: Path, tmp_path: Path) -> Path:
    """A new file with nothing in it."""
    return Path(shutil.copy(empty_original, tmp_path))


@pytest.fixture(scope="session")
def easy_run() -> Workout:
    return Workout(MONDAY, Sport.RUN, RunKind.EASY, "Easy 8 km", slot=Slot.AM, planned=Effort(8000.0, 2700, 3.0))


@pytest.fixture(scope="session")
def sled_session() -> Workout:
    sets = (
        ExerciseSet(Exercise.REVERSE_SLED_PUSH, 5, distance_m=20.0, load_kg=56.1),
        ExerciseSet(Exercise.WALL_SIT, 2, hold_s=60, knee_angle_deg=120, squeeze=True),
    )
    tuesday = MONDAY + dt.timedelta(days=1)
    planned = Effort(None, 2700, 7.0, sets)
    return Workout(tuesday, Sport.STRENGTH, StrengthKind.HEAVY, "Heavy sled", Slot.PM, "18:00", planned)


@pytest.fixture(scope="session")
def filled_original(tmp_path_factory: pytest.TempPathFactory, easy_run: Workout, sled_session: Workout) -> Path:
    path = tmp_path_factory.mktemp("filled") / "planner.db"
    prepare(path)
    with edit(path, "New block", now=NOON) as repository:
        block = repository.add_block(Block("Half marathon", MONDAY, 14, phases=((0, "base"), (7, "build"))))
        repository.add_workouts([replace(one, block_id=block.id) for one in (easy_run, sled_session)])
        repository.save_slotting(block.id, '{"weeks": 2}', '{"cost": 18}')
    return path


@pytest.fixture
def filled(filled_original: Path, tmp_path: Path) -> Path:
    """A file with a block of an easy run (1) and a sled session (2), made by one operation."""
    return Path(shutil.copy(filled_original, tmp_path))


@pytest.fixture
def dump() -> Callable[[Path], list[tuple[object, ...]]]:
    return canonical


@pytest.fixture
def digest() -> Callable[[Path], str]:
    return lambda path: hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def in_a_child() -> Callable[[Callable[[], None]], int]:
    """Run something in a process of its own, and give how it ended: 0, or minus the signal."""

    def run(body: Callable[[], None]) -> int:
        process = multiprocessing.get_context("fork").Process(target=body)
        process.start()
        process.join()
        assert process.exitcode is not None
        return process.exitcode

    return run


@pytest.fixture
def python() -> Callable[..., str]:
    """Run a program in a new interpreter and give what it printed."""

    def run(program: str, *arguments: object) -> str:
        command = [sys.executable, "-c", program, *map(str, arguments)]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run
