"""The settings' keys in the real program, in a real terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from planner.usecases.planbook import Planbook
from tests.terminal import Terminal
from tests.tui.test_tui_real_terminal import MAIN


@contextmanager
def started(book: Planbook, settings: Path, text: str) -> Iterator[Terminal]:
    settings.write_text(text, encoding="utf-8")
    command = (sys.executable, *MAIN, "--db", str(book.path), "--today", "2027-01-07")
    terminal = Terminal(*command, PLANNER_CONFIG=str(settings))
    try:
        yield terminal
    finally:
        terminal.end()


def test_a_wrong_key_is_one_sentence_and_the_screen_is_not_taken_over(book: Planbook, tmp_path: Path) -> None:
    with started(book, tmp_path / "planner.toml", '[keys]\n"calendar.done" = "s"\n') as terminal:
        assert terminal.wait() == 1
        terminal.settle(0.1)
        assert b'"s" is the key of calendar.skip too' in terminal.output.replace(b"\r\n", b" ")
        assert b"\x1b" not in terminal.output


def test_a_key_of_the_settings_works_and_colours_are_there_again_at_the_next_start(
    book: Planbook, tmp_path: Path
) -> None:
    text = '[keys]\n"calendar.done" = "f4"\n"app.colours" = "ctrl+o"\n'
    with started(book, tmp_path / "planner.toml", text) as terminal:
        terminal.wait_for("f4 done")
        terminal.press(b"\x0f")
        terminal.wait_for("Colours: contrast, and next time too.")
        terminal.press(b"\x1bOS")
        terminal.wait_for("RPE")
        terminal.press(b"d")
        terminal.wait_for("u takes it back.")
        terminal.press(b"q")
        assert terminal.wait() == 0
    with started(book, tmp_path / "planner.toml", text) as terminal:
        terminal.wait_for("f4 done")
        terminal.press(b"\x0f")
        terminal.wait_for("Colours: plain, and next time too.")
