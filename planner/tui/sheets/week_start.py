"""The question on which day weeks begin. The answer is stored in the planbook, not with the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.tui.host import host_of
from planner.tui.screen import ModeScreen
from planner.tui.sheets.ask import AskSheet

if TYPE_CHECKING:
    from textual.dom import DOMNode


def ask_week_start(node: DOMNode) -> None:
    """Ask for the day that weeks begin on, store it, and show the weeks with it."""
    from planner.usecases.runner import change_runner_setting

    def store(text: str) -> str:
        return change_runner_setting(host_of(node).book, "week-start", text).current

    def say(day: str | None) -> None:
        screen = node.app.screen
        if day is not None and isinstance(screen, ModeScreen):
            screen.say(f"The week begins on {day.capitalize()}. {screen.undo_hint}")

    node.app.push_screen(AskSheet("Begin the week on which day?", store, hint="monday, sunday"), say)
