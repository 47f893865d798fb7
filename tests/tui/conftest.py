"""A season of one's own, the app over it, and what a person would see of both."""

from __future__ import annotations

import datetime as dt
import shutil
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from textual.pilot import Pilot

from planner import store
from planner.clock import Clock
from planner.config import Settings
from planner.store import pragmas
from planner.training.workouts import Workout
from planner.tui import app as planner_app
from planner.tui.app import PlannerApp
from planner.tui.calendar import screen as calendar_screen
from planner.tui.progress import screen as progress_screen
from planner.tui.session import screen as session_screen
from planner.usecases import demo
from planner.usecases.planbook import Planbook
from planner.usecases.queries import read_workouts
from tests.lasting import lasting
from tests.terminal import Terminal
from tests.tui.driving import LookAtFile, On, OpenApp, See, Spawn, as_it_stands, settle
from tests.tui.quickening import quicken
from tests.tui.season import TODAY, write_season

quicken()

SLOTTED_TODAY = dt.date(2027, 1, 6)


class Picture(SingleFileSnapshotExtension):
    """One SVG file a picture."""

    file_extension = "svg"
    _write_mode = WriteMode.TEXT


@pytest.fixture
def look_at_file(monkeypatch: pytest.MonkeyPatch) -> LookAtFile:
    """Look at the file when the test says so, and at no other time."""
    monkeypatch.setattr(planner_app, "_LOOK_AT_FILE_S", 3600)

    async def look(pilot: Pilot[None]) -> None:
        assert isinstance(pilot.app, PlannerApp)
        pilot.app.call_later(pilot.app._look_at_file)
        await pilot.pause()

    return look


@pytest.fixture
def looking_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look at the file, and for what others did to it, each twentieth of a second: for tests that wait for it."""
    monkeypatch.setattr(planner_app, "_LOOK_AT_FILE_S", 0.05)
    for each in (calendar_screen, progress_screen, session_screen):
        monkeypatch.setattr(each, "_CHECK_EVERY_S", 0.05)


@pytest.fixture
def short_lock_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thread gives a locked file up after 50 ms, not after five seconds."""
    monkeypatch.setattr(pragmas, "PRAGMAS", ("busy_timeout=50", *pragmas.PRAGMAS[1:]))


@pytest.fixture
def pictures(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """The stored pictures; ``--snapshot-update`` takes them anew."""
    return snapshot.use_extension(Picture)


@pytest.fixture(scope="session")
def season(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with a season in it, made once."""
    path = tmp_path_factory.mktemp("season") / "planner.db"
    write_season(path)
    return path


@pytest.fixture
def book(season: Path, tmp_path: Path) -> Planbook:
    """A season of one's own to change. Thursday 7 January 2027 is today."""
    path = tmp_path / "planner.db"
    shutil.copy(season, path)
    return Planbook(path, Clock(TODAY), Settings())


@pytest.fixture(scope="session")
def slotted_season(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with blocks whose strength was really slotted, made once."""
    path = tmp_path_factory.mktemp("slotted") / "planner.db"
    demo.fill_demo(Planbook(path, Clock(SLOTTED_TODAY), Settings()))
    return path


@pytest.fixture
def slotted(slotted_season: Path, tmp_path: Path) -> Planbook:
    """A slotted block of one's own to change. Wednesday 6 January 2027 is today."""
    path = tmp_path / "slotted.db"
    shutil.copy(slotted_season, path)
    return Planbook(path, Clock(SLOTTED_TODAY), Settings())


@pytest.fixture
def empty_book(tmp_path: Path) -> Planbook:
    """A file with nothing in it."""
    store.prepare(tmp_path / "empty.db")
    return Planbook(tmp_path / "empty.db", Clock(TODAY), Settings())


@pytest.fixture(autouse=True)
def _a_terminal_of_256_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")


@pytest.fixture
def open_app() -> OpenApp:
    """``async with open_app(book, width, height) as pilot``: the running app, settled."""

    @asynccontextmanager
    async def opened(
        book: Planbook, width: int = 80, height: int = 24, *, begins_with_first_screen: bool = False
    ) -> AsyncIterator[Pilot[None]]:
        app = PlannerApp(book)
        app.screening_asked = True  # the health questions have a test of their own
        app.begins_with_first_screen = begins_with_first_screen
        async with app.run_test(size=(width, height)) as pilot:
            await pilot.pause()
            yield pilot

    return opened


@pytest.fixture
def spawn(book: Planbook) -> Iterator[Spawn]:
    """The real program on the season, in a terminal; ended with the test."""
    opened: list[Terminal] = []

    def start(*program: str, **options: object) -> Terminal:
        command = (*(program or ("-m", "planner")), "--db", str(book.path), "--today", f"{TODAY}")
        opened.append(Terminal(sys.executable, *command, **options))  # type: ignore[arg-type]
        return opened[-1]

    yield start
    for terminal in opened:
        terminal.end()


@pytest.fixture
def start(spawn: Spawn) -> Spawn:
    """The same, with the calendar in sight."""

    def begin(*program: str, **options: object) -> Terminal:
        terminal = spawn(*program, **options)
        terminal.wait_for("January 2027")
        return terminal

    return begin


@pytest.fixture
def see() -> See:
    """The whole screen as text, once everything that was asked for is laid out."""

    async def text(pilot: Pilot[None]) -> str:
        await settle(pilot)
        return as_it_stands(pilot)

    return text


@pytest.fixture
def workouts_on(book: Planbook) -> On:
    """What the file holds on a day."""

    def found(day: dt.date) -> list[Workout]:
        return list(read_workouts(book, day, day))

    return found


@pytest.fixture(autouse=True)
def _connections_that_last() -> Iterator[None]:
    with lasting():
        yield
