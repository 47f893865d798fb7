"""The terminal's own cursor is at the caret, where input methods and screen readers look for it."""

from __future__ import annotations

from rich.cells import cell_len

from tests.terminal import Terminal
from tests.tui.driving import Spawn


def before_cursor(terminal: Terminal) -> str:
    """What the line with the terminal's cursor shows to the left of it."""
    cursor = terminal.screen.cursor
    cells = [terminal.screen.buffer[cursor.y][column].data for column in range(cursor.x)]
    text = "".join(cells)
    assert cell_len(text) == cursor.x
    return text


def test_the_cursor_is_where_the_next_character_goes(spawn: Spawn) -> None:
    """In the form of a workout, in the one field of a question, and in the builder's form."""
    terminal = spawn()
    terminal.wait_for("January 2027")
    terminal.press(b"a")
    terminal.wait_for("Kind")
    terminal.press(b"easy")
    terminal.settle(0.3)
    assert before_cursor(terminal).endswith("Kind      easy")
    terminal.press("\t走る".encode())
    terminal.settle(0.3)
    assert before_cursor(terminal).endswith("Title     走る")
    terminal.press(b"\x1b[D")
    terminal.settle(0.3)
    assert before_cursor(terminal).endswith("Title     走")
    terminal.press(b"\x1b")
    terminal.wait_until(lambda: "Add a workout" not in terminal.text)
    terminal.press(b"g")
    terminal.wait_for("Go to")
    terminal.press(b"18 f")
    terminal.settle(0.3)
    assert before_cursor(terminal).endswith("18 f")
    terminal.press(b"\x1b")
    terminal.wait_until(lambda: "Go to" not in terminal.text)
    terminal.press(b"2")
    terminal.wait_for("New block")
    terminal.press(b"\x1b[B")
    terminal.press(b"18 apr")
    terminal.settle(0.5)
    assert before_cursor(terminal).endswith("Race day  18 apr")
