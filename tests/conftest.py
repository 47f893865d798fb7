"""What every test may lean on: a settled hypothesis profile and no word from the machine it runs on."""

import compileall
import itertools
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.examples import FULL

for profile, share in (("planner", 3), ("thorough", 1)):
    settings.register_profile(
        profile,
        deadline=None,  # speed is shown by the benchmarks, never asserted
        max_examples=FULL // share,
        derandomize=True,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    )
settings.load_profile("planner")

_numbers = itertools.count()
sys.dont_write_bytecode = False  # pytest keeps the tests it has rewritten, wherever they are run


def pytest_configure(config: pytest.Config) -> None:
    """Compile the planner once, before there are workers: two hundred programs are started that would do it again."""
    if not hasattr(config, "workerinput"):
        compileall.compile_dir(Path(__file__).parent.parent / "planner", quiet=2)


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the homes of all tests would be; a test that keeps nothing there makes none."""
    return tmp_path_factory.mktemp("homes")


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch, homes: Path) -> None:
    """A developer's own database and settings never leak into a test, nor a test into them."""
    home = homes / str(next(_numbers))
    for name in ("PLANNER_DB", "PLANNER_TODAY", "PLANNER_CONFIG", "COLORTERM", "NO_COLOR", "SSH_CONNECTION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    monkeypatch.setenv("PLANNER_CONFIG", str(home / "planner.toml"))
