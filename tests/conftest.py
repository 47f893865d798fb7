"""What every test may lean on: a settled hypothesis profile and no word from the machine it runs on."""

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "planner",
    deadline=None,  # speed is shown by the benchmarks, never asserted
    max_examples=60,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("planner")


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A developer's own database and settings never leak into a test, nor a test into them."""
    home = tmp_path_factory.mktemp("home", numbered=True)
    for name in ("PLANNER_DB", "PLANNER_TODAY", "PLANNER_CONFIG", "COLORTERM", "NO_COLOR", "SSH_CONNECTION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    monkeypatch.setenv("PLANNER_CONFIG", str(home / "planner.toml"))
