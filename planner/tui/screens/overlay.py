"""What lies over a screen until it is answered or left: the base of all sheets and questions."""

from __future__ import annotations

from typing import Generic, TypeVar

from textual import events
from textual.app import RenderResult
from textual.css.styles import RulesMap
from textual.geometry import Size
from textual.renderables.background_screen import BackgroundScreen
from textual.screen import ModalScreen, Screen
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

from planner.tui import compat

Answer = TypeVar("Answer")


class Overlay(ModalScreen[Answer | None], Generic[Answer]):
    """A screen over another one; its result is the answer, or None when it is left with escape.

    What opens is laid out at once and drawn when everything on it has found its size: Textual styles it twice and draws
    it four times on the way.
    """

    def __init__(self) -> None:
        super().__init__()
        self._was_there = False
        self._is_held = True
        self._laid_out = Size()

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Come into sight; for the first time, as it was styled while it was mounted."""
        if not self._was_there:
            self._was_there = True
            self._laid_out = self.app.size
            event.prevent_default()
            compat.lay_out(self)

    def fit_to_terminal(self) -> None:
        """Take the room there is: when the screen comes up, and when the terminal changes its size."""

    def on_mount(self) -> None:
        """Take the room there is."""
        self.fit_to_terminal()

    def on_resize(self, event: events.Resize) -> None:
        """Being laid out is told as a change of size, too; Textual would then lay out this screen and all below it."""
        if event.size == self._laid_out:
            event.prevent_default()
        else:
            self.fit_to_terminal()
        self._laid_out = Size()

    def _on_timer_update(self) -> None:
        """Draw for the first time, and from then on."""
        compat.draw_once(self)
        first, self._is_held = self._is_held, False
        super()._on_timer_update()
        if first and self.is_current and compat.is_to_be_drawn(self):
            self._compositor_refresh()

    def _compositor_refresh(self) -> None:
        if not self._is_held:
            super()._compositor_refresh()

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
