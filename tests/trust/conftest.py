"""The fixture through which a sweep reports its figures, and the hooks that write them down after a soak run."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from tests.trust.figures import FIGURES_FILE, PROPERTY, Figure, Report, figures_text
from tests.trust.lived_in import write_lived_in

_reported = pytest.StashKey[list[Figure]]()


@pytest.fixture(scope="session")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file as a runner has after some weeks, to be copied."""
    path = tmp_path_factory.mktemp("lived-in") / "planner.db"
    write_lived_in(path)
    return path


@pytest.fixture
def report(request: pytest.FixtureRequest) -> Report:
    """Note what a test has tried for a promise; see `tests.trust.figures`."""

    def note(promise: str, tried: str, count: int, *, lost: int = 0, torn: int = 0, tracebacks: int = 0) -> None:
        request.node.user_properties.append((PROPERTY, [promise, tried, count, lost, torn, tracebacks]))

    return note


class _Collector:
    """Collects the figures in the process that hears of every test."""

    def __init__(self, config: pytest.Config) -> None:
        self._figures = config.stash[_reported]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "teardown":
            reported: list[tuple[str, Any]] = report.user_properties
            self._figures += [Figure(*figures) for name, figures in reported if name == PROPERTY]


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        config.stash[_reported] = []
        config.pluginmanager.register(_Collector(config))


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Write the figures of a soak run of this folder, or of whole files of it, that has passed."""
    config = session.config
    figures = config.stash.get(_reported, [])
    here = Path(__file__).parent
    whole = all("::" not in each and Path(each).resolve().is_relative_to(here) for each in config.args)
    soak = config.option.markexpr == "soak" and not config.option.keyword
    if figures and whole and soak and exitstatus == pytest.ExitCode.OK:
        is_part = [Path(each).resolve() for each in config.args] != [here]
        before = FIGURES_FILE.read_text(encoding="utf-8") if is_part and FIGURES_FILE.exists() else ""
        page = figures_text(figures, Path(config.rootpath), dt.datetime.now(tz=dt.UTC).date(), before)
        FIGURES_FILE.write_text(page, encoding="utf-8")
