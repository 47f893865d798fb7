"""What lies over a screen until it is answered or left: the base of all sheets and questions."""

from __future__ import annotations

from typing import Generic, TypeVar

from textual import events
from textual.screen import ModalScreen

Answer = TypeVar("Answer")


class Overlay(ModalScreen[Answer | None], Generic[Answer]):
    """A screen over another one; its result is the answer, or None when it is left with escape."""

    def __init__(self) -> None:
        super().__init__()
        self._was_there = False

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Come into sight. What opens was styled while it was mounted; Textual would style all of it a second time."""
        event.refresh_styles = self._was_there
        self._was_there = True
