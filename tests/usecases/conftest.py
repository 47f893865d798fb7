"""Two calendars to plan in: the season without a slotting, and the demo's half-marathon block that was slotted."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.clock import Clock
from planner.store.missing_file import WhenMissing, set_when_missing
from planner.usecases import demo
from planner.usecases.planbook import Planbook
from tests.lasting import lasting
from tests.tui.season import TODAY, write_season


@pytest.fixture(scope="session")
def season_original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("season") / "planner.db"
    write_season(path)
    return path


@pytest.fixture
def season(season_original: Path, tmp_path: Path) -> Planbook:
    """The season around Thursday 7 January 2027, its race on 14 February, never slotted."""
    return Planbook(Path(shutil.copy(season_original, tmp_path / "season.db")), Clock(TODAY))


@pytest.fixture(scope="session")
def slotted_original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("slotted") / "planner.db"
    demo.fill_demo(Planbook(path, Clock(TODAY)))
    return path


@pytest.fixture
def slotted(slotted_original: Path, tmp_path: Path) -> Planbook:
    """The demo around the same Thursday: a slotted block in its fifth week, lived through up to yesterday."""
    return Planbook(Path(shutil.copy(slotted_original, tmp_path / "slotted.db")), Clock(TODAY))


@pytest.fixture(autouse=True, scope="package")
def _missing_files_are_created() -> Iterator[None]:
    """Use cases are tried on files that do not exist yet, as those of a first block are."""
    with set_when_missing(WhenMissing.CREATE):
        yield


@pytest.fixture(autouse=True)
def _connections_that_last() -> Iterator[None]:
    with lasting():
        yield
