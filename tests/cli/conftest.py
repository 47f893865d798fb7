"""The command line, called in this process because that is fast; a few tests start the real program."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from planner.cli import main
from planner.store import prepare
from tests.cli.said import Planner, Said
from tests.lasting import lasting

TODAY = "2027-01-06"
FIRST_DAY = "2027-01-04"


@pytest.fixture(scope="session")
def empty_original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "book.db"
    prepare(path)
    return path


@pytest.fixture
def database(empty_original: Path, tmp_path: Path) -> Path:
    """An empty calendar."""
    return Path(shutil.copy(empty_original, tmp_path / "book.db"))


@pytest.fixture
def missing(database: Path) -> Path:
    """The path of the database that the commands get, where there is none."""
    database.unlink()
    return database


@pytest.fixture
def planner(database: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Planner:
    monkeypatch.setenv("PLANNER_DB", str(database))

    def call(*words: str, today: str = TODAY) -> Said:
        capsys.readouterr()
        try:
            code = main(["--today", today, *words])
        except SystemExit as leaving:
            code = int(leaving.code or 0)
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return call


@pytest.fixture
def program(database: Path, monkeypatch: pytest.MonkeyPatch) -> Planner:
    """The real program, on the same database, in a process of its own."""
    monkeypatch.setenv("PLANNER_DB", str(database))

    def run(*words: str, today: str = TODAY, given: bytes | BinaryIO = b"") -> Said:
        named = ["--db", str(database)] if "--restricted" in words else []  # which takes nothing from the environment
        command = [sys.executable, "-m", "planner", *named, "--today", today, *words]
        source: dict[str, Any] = {"input": given} if isinstance(given, bytes) else {"stdin": given}
        done = subprocess.run(command, **source, capture_output=True, check=False, timeout=60)
        return Said(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


@pytest.fixture(scope="session")
def block_original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("block")
    made = ["new", "--template", "half", "--start", FIRST_DAY, "--level", "experienced", "--body-mass", "75"]
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(StringIO()):
        patch.setenv("PLANNER_CONFIG", str(directory / "planner.toml"))
        assert main(["--db", str(directory / "book.db"), "--today", FIRST_DAY, *made]) == 0
    return directory / "book.db"


@pytest.fixture
def block(planner: Planner, block_original: Path, database: Path) -> Planner:
    """A half-marathon block that began on Monday 4 January 2027, and was made then."""
    shutil.copy(block_original, database)
    return planner


@pytest.fixture(autouse=True)
def _connections_that_last() -> Iterator[None]:
    with lasting():
        yield
