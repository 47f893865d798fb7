"""One sshd for all these tests, and a database for each."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.ssh.server import Server, UnavailableError, serve
from tests.terminal import Terminal
from tests.tui.season import write_season

Connect = Callable[..., Terminal]


@pytest.fixture(scope="session")
def sshd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Start the server once a session; skip where there can be none."""
    with contextlib.ExitStack() as ending:
        try:
            started = ending.enter_context(contextlib.contextmanager(serve)(tmp_path_factory.mktemp("sshd")))
        except UnavailableError as error:
            pytest.skip(str(error))
        yield started


@pytest.fixture
def server(sshd: Server) -> Server:
    """The server, with a key that opens a shell."""
    sshd.authorize()
    return sshd


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A database on the server's side, for tests whose today is Thursday 7 January 2027."""
    place = tmp_path / "planner"
    place.mkdir()
    write_season(place / "planner.db")
    return place / "planner.db"


@pytest.fixture
def connect(server: Server) -> Iterator[Connect]:
    """Open a terminal that runs ssh to the server; it ends with the test."""
    opened: list[Terminal] = []

    def start(*program: str) -> Terminal:
        opened.append(server.connect(*program))
        return opened[-1]

    yield start
    for terminal in opened:
        terminal.end()
