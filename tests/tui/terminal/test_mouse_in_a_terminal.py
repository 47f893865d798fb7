"""The mouse as a terminal sends it: SGR bytes in, and which modes are switched on and off again."""

from __future__ import annotations

import shutil
from pathlib import Path

from planner.usecases.planbook import Planbook
from tests.tui.driving import Spawn

BUTTONS, DRAGS, ALL_MOVES, SGR = (f"\x1b[?{mode}h".encode() for mode in (1000, 1002, 1003, 1006))


def mouse(code: int, x: int, y: int, *, up: bool = False) -> bytes:
    """One report of the mouse at a column and line that count from 0."""
    return f"\x1b[<{code};{x + 1};{y + 1}{'m' if up else 'M'}".encode()


def test_a_click_and_a_drag_in_a_real_terminal(start: Spawn) -> None:
    terminal = start()
    assert BUTTONS in terminal.output
    assert DRAGS in terminal.output
    assert ALL_MOVES not in terminal.output, "moves without a button are packets for nothing"
    lines = terminal.screen.display
    y = next(y for y, line in enumerate(lines) if "T 12     rest" in line)
    x = lines[y].index("T 12")
    terminal.press(mouse(0, x, y) + mouse(32, x + 9, y) + mouse(0, x + 9, y, up=True))
    terminal.wait_for("Move to Fri 8 Jan")
    terminal.press(b"\x1b")
    terminal.wait_for("d done")
    x = terminal.screen.display[23].index("help")
    terminal.press(mouse(0, x, 23) + mouse(0, x, 23, up=True))
    terminal.wait_for("Getting about")
    terminal.press(b"q")
    terminal.wait_until(lambda: "Getting about" not in terminal.text)
    terminal.press(b"q")
    assert terminal.wait() == 0
    terminal.settle(0.1)
    assert b"\x1b[?1002l" in terminal.output


def test_the_map_of_prices_is_clicked_in_a_real_terminal(start: Spawn, book: Planbook, slotted: Planbook) -> None:
    shutil.copy(slotted.path, book.path)
    terminal = start()
    terminal.press(b"w")
    terminal.wait_for("[heavy]")
    y = next(y for y, line in enumerate(terminal.screen.display) if "morning" in line)
    terminal.press(mouse(65, 32, y))
    terminal.wait_until(lambda: "11 to 17 January" in terminal.text)
    terminal.press(mouse(64, 32, y))
    terminal.wait_until(lambda: "4 to 10 January" in terminal.text)
    click = mouse(0, 32, y) + mouse(0, 32, y, up=True)
    terminal.press(click + click)
    terminal.wait_for("Wednesday morning?")
    terminal.wait_for("Wednesday 6 January 2027 is over: only places that are ahead can be chosen.")


def test_without_the_mouse_no_mode_of_it_is_switched_on(spawn: Spawn, tmp_path: Path) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text("[screen]\nmouse = false\n")
    terminal = spawn(PLANNER_CONFIG=str(settings))
    terminal.wait_for("January 2027")
    terminal.press(b"q")
    assert terminal.wait() == 0
    terminal.settle(0.1)
    assert not any(mode in terminal.output for mode in (BUTTONS, DRAGS, ALL_MOVES, SGR))
