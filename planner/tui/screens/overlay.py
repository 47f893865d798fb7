"""What lies over a screen until it is answered or left: the base of all sheets and questions."""

from __future__ import annotations

from typing import Generic, TypeVar

from textual import events
from textual.app import RenderResult
from textual.css.styles import RulesMap
from textual.renderables.background_screen import BackgroundScreen
from textual.screen import ModalScreen, Screen
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

from planner.tui import compat

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

    def render(self) -> RenderResult:  # type: ignore[override]
        """The screen below, as it is: Textual would take it apart and write it anew, three times a sheet."""
        found = super().render()
        return Beneath(found.screen) if isinstance(found, BackgroundScreen) else found


class Beneath(Visual):
    """What a screen shows, drawn under another one."""

    def __init__(self, screen: Screen[object]) -> None:
        self._screen = screen

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """The lines of the screen."""
        del style, options
        strips = [strip.adjust_cell_length(width) for strip in compat.strips_of(self._screen)]
        return strips if height is None else strips[:height]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """As wide as it may be."""
        del rules
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        """As high as the screen."""
        del rules, width
        return self._screen.size.height
