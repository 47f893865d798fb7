"""The settings' keys in the real program, in a real terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.driving import Spawn

pytestmark = pytest.mark.smoke


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the program looks for its settings."""
    path = tmp_path / "planner.toml"
    monkeypatch.setenv("PLANNER_CONFIG", str(path))
    return path


def test_a_wrong_key_is_one_sentence_and_the_screen_is_not_taken_over(spawn: Spawn, settings: Path) -> None:
    settings.write_text('[keys]\n"calendar.done" = "s"\n', encoding="utf-8")
    terminal = spawn()
    assert terminal.wait() == 1
    terminal.settle(0.1)
    assert b'"s" is the key of calendar.skip too' in terminal.output.replace(b"\r\n", b" ")
    assert b"\x1b" not in terminal.output


def test_a_key_of_the_settings_works_and_colours_are_there_again_at_the_next_start(
    spawn: Spawn, settings: Path
) -> None:
    settings.write_text('[keys]\n"calendar.done" = "f4"\n"app.colours" = "ctrl+o"\n', encoding="utf-8")
    terminal = spawn()
    terminal.wait_for("f4 done")
    terminal.press(b"\x0f")
    terminal.wait_for("for eyes that see some colours alike")
    terminal.press(b"\x1b[B" * 3 + b"\r")
    terminal.wait_for("Colours: contrast, and next time too.")
    terminal.press(b"\x1bOS")
    terminal.wait_for("RPE")
    terminal.press(b"d")
    terminal.wait_for("u takes it back.")
    terminal.press(b"q")
    assert terminal.wait() == 0
    again = spawn()
    again.wait_for("f4 done")
    again.press(b"\x0f")
    again.wait_for("for eyes that see some colours alike")
    again.press(b"\x1b[B\r")
    again.wait_for("Colours: plain, and next time too.")
