"""The command line, called in this process for speed; a few tests call the real program."""

from pathlib import Path

import pytest

from planner.cli import main
from tests.cli.said import Planner, Said

TODAY = "2027-01-06"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "book.db"


@pytest.fixture
def planner(database: Path, capsys: pytest.CaptureFixture[str]) -> Planner:
    def call(*words: str, today: str = TODAY) -> Said:
        capsys.readouterr()
        try:
            code = main(["--db", str(database), "--today", today, *words])
        except SystemExit as leaving:
            code = int(leaving.code or 0)
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return call


@pytest.fixture
def block(planner: Planner) -> Planner:
    """A half-marathon block that began on Monday 4 January 2027."""
    made = planner("new", "--template", "half", "--start", "2027-01-04", "--level", "experienced", "--body-mass", "75")
    assert made.code == 0, made.err
    return planner
