"""The day that weeks begin on, asked for and stored. It is the runner's: it comes with the file, not the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.tui.host import host_of
from planner.tui.screen import ModeScreen
from planner.tui.sheets.ask import AskSheet

if TYPE_CHECKING:
    from textual.dom import DOMNode


def ask_week_start(node: DOMNode) -> None:
    """Ask, store the answer, and show the weeks anew."""
    from planner.usecases.runner import change_runner_setting

    def accept(text: str) -> str:
        return change_runner_setting(host_of(node).book, "week-start", text).current

    def then(day: str | None) -> None:
        screen = node.app.screen
        if day is not None and isinstance(screen, ModeScreen):
            screen.say(f"The week begins on {day.capitalize()}. {screen.undo_hint}")

    node.app.push_screen(AskSheet("Begin the week on which day?", accept, hint="monday, sunday"), then)
