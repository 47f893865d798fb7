"""What another machine wrote into a synchronised folder is said where the screen starts."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.terminal import Terminal
from tests.tui.season import TODAY, write_season


def test_the_screen_says_at_its_start_that_there_is_another_copy(tmp_path: Path) -> None:
    write_season(tmp_path / "planner.db")
    (tmp_path / "planner (conflicted copy).db").touch()
    words = ["--db", str(tmp_path / "planner.db"), "--today", TODAY.isoformat()]
    terminal = Terminal(sys.executable, "-m", "planner", *words)
    try:
        terminal.wait_for("January 2027")
        terminal.wait_for("planner (conflicted copy).db is a copy that a file synchroniser made")
        terminal.press(b"q")
        assert terminal.wait() == 0
    finally:
        terminal.end()
