"""NO_COLOR leaves text that can be seen, on terminals of 16 colours too."""

from __future__ import annotations

import pytest
from rich.style import Style

from planner.tui.app import PlannerApp
from planner.tui.terminal.no_color import colorless_style
from planner.usecases.planbook import Planbook


def test_the_16_colours_of_text_become_the_terminals_own() -> None:
    style = colorless_style(Style.parse("bold yellow"))
    assert style.color is not None
    assert style.color.is_default
    assert style.bold
    assert not style.reverse


def test_a_background_of_the_16_colours_becomes_reversed_text() -> None:
    style = colorless_style(Style.parse("black on yellow"))
    assert style.reverse
    assert style.color is not None
    assert style.bgcolor is not None
    assert style.color.is_default
    assert style.bgcolor.is_default


def test_no_background_stays_in_whatever_colour() -> None:
    style = colorless_style(Style.parse("#ff0000 on #101080"))
    assert style == Style.parse("reverse default on default")


@pytest.mark.parametrize("name", ["xterm", "linux", "vt100"])
async def test_nothing_on_the_screen_is_black(book: Planbook, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("TERM", name)
    monkeypatch.setenv("NO_COLOR", "1")
    app = PlannerApp(book)
    async with app.run_test(size=(80, 24)) as pilot:
        for key in ("w", "escape", "4", "1", "3"):
            await pilot.press(key)
            await pilot.pause()
            strips = pilot.app.screen._compositor.render_strips()
            colors = [segment.style.color for strip in strips for segment in strip if segment.style is not None]
            assert colors
            assert all(color is None or color.is_default for color in colors)
