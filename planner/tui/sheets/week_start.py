"""The day that weeks begin on, asked for and stored. It is the runner's: it comes with the file, not the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.tui.host import host_of
from planner.tui.screen import ModeScreen
from planner.tui.sheets.ask import AskScreen

if TYPE_CHECKING:
    from textual.dom import DOMNode


def ask_week_start(node: DOMNode) -> None:
    """Ask, store the answer, and show the weeks anew."""
    from planner.usecases.athlete import change

    def accept(text: str) -> str:
        return change(host_of(node).book, "week-start", text).shown

    def then(day: str | None) -> None:
        screen = node.app.screen
        if day is not None and isinstance(screen, ModeScreen):
            screen.say(f"The week begins on {day.capitalize()}. {screen.way_back}")

    node.app.push_screen(AskScreen("Begin the week on which day?", accept, hint="monday, sunday"), then)
