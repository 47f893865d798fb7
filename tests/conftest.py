"""Fixtures of all tests: a repeatable Hypothesis profile, and nothing of the machine's own settings."""

import compileall
import itertools
import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tests import unsynced
from tests.examples import FULL
from tests.small_disk import NoDiskError, SmallDisk, mount_small_disk

if TYPE_CHECKING:
    from tests.running import Evening

for profile, share in (("planner", 5), ("thorough", 1)):
    settings.register_profile(
        profile,
        deadline=None,  # speed is shown by the benchmarks, never asserted
        max_examples=FULL // share,
        derandomize=True,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    )
settings.load_profile("planner")
unsynced.go_unsynced()

_numbers = itertools.count()
sys.dont_write_bytecode = (
    False  # pytest caches the tests whose asserts it rewrote, also where PYTHONDONTWRITEBYTECODE is set
)


def pytest_configure(config: pytest.Config) -> None:
    """Compile the planner once, before the workers start: two hundred tests start programs that would compile it.

    A shell that starts the tests in the background makes them ignore ctrl+c, and so would the programs they start.
    """
    for interrupt in (signal.SIGINT, signal.SIGQUIT):
        if signal.getsignal(interrupt) is signal.SIG_IGN:
            signal.signal(interrupt, signal.SIG_DFL)
    if not hasattr(config, "workerinput"):
        compileall.compile_dir(Path(__file__).parent.parent / "planner", quiet=2)


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the parent of all tests' home directories; only a test that writes there makes its own."""
    return tmp_path_factory.mktemp("homes")


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch, homes: Path) -> None:
    """Keep a developer's own database and settings out of the tests, and the tests out of them."""
    home = homes / str(next(_numbers))
    for name in (
        "PLANNER_DB",
        "PLANNER_TODAY",
        "PLANNER_CONFIG",
        "COLORTERM",
        "NO_COLOR",
        "SSH_CONNECTION",
        "PLANNER_SESSION_CLOCK",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    monkeypatch.setenv("PLANNER_CONFIG", str(home / "planner.toml"))


@pytest.fixture(scope="session")
def evening_original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with a session that can be started tonight, to be copied."""
    from tests.running import write_evening

    path = tmp_path_factory.mktemp("evening") / "planner.db"
    write_evening(path)
    return path


@pytest.fixture
def evening(evening_original: Path, tmp_path: Path) -> "Evening":
    """A file of the test's own with a session of tonight, and the clock that the test moves."""
    from tests.running import open_evening

    return open_evening(evening_original, tmp_path)


@pytest.fixture
def synced() -> Iterator[None]:
    """Commits and files wait for the disk, as in the program: for tests of that."""
    with unsynced.synced():
        yield


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[SmallDisk]:
    """A disk of 1.6 MB to be filled; skipped where none can be mounted."""
    place = tmp_path / "disk"
    place.mkdir()
    with ExitStack() as mounted:
        try:
            disk = mounted.enter_context(mount_small_disk(place))
        except NoDiskError:
            pytest.skip("needs the right to mount a small disk")
        yield disk
