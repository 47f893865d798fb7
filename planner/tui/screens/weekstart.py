"""The day that weeks begin on, asked for and stored. It is the runner's: it comes with the file, not the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.tui.screens.ask import AskScreen
from planner.tui.screens.base import ModeScreen

if TYPE_CHECKING:
    from planner.tui.app import PlannerApp


def ask_week_start(app: PlannerApp) -> None:
    """Ask, store the answer, and show the weeks anew."""
    from planner.usecases.athlete import change

    def accept(text: str) -> str:
        return change(app.book, "week-start", text).shown

    def then(day: str | None) -> None:
        screen = app.screen
        if day is not None and isinstance(screen, ModeScreen):
            screen.say(f"The week begins on {day.capitalize()}. {screen.way_back}")

    app.push_screen(AskScreen("Begin the week on which day?", accept, hint="monday, sunday"), then)
