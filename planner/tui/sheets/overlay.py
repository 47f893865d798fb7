"""What lies over a screen until it is answered or left: the base of all sheets and questions."""

from __future__ import annotations

from typing import Generic, Self, TypeVar

from textual import events
from textual.geometry import Region, Size
from textual.screen import ModalScreen
from textual.strip import Strip

from planner.tui.host import host_of
from planner.tui.terminal import textual_internals

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
        self._below: list[Strip] = []

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Come into sight; for the first time, as it was styled while it was mounted."""
        if not self._was_there:
            self._was_there = True
            self._laid_out = self.app.size
            event.prevent_default()
            textual_internals.lay_out(self)

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
        textual_internals.draw_once(self)
        first, self._is_held = self._is_held, False
        super()._on_timer_update()
        if first and self.is_current and textual_internals.is_to_be_drawn(self):
            self._compositor_refresh()

    def _compositor_refresh(self) -> None:
        if not self._is_held:
            super()._compositor_refresh()

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Draw it again, the screen below as it is by then."""
        self._below.clear()
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The screen below, as it is: Textual would take it apart and write it anew, three times a sheet."""
        stack = self.app.screen_stack
        if stack[0] is self:
            return super().render_lines(crop)
        if not self._below:
            self._below = textual_internals.lines_of(stack[stack.index(self) - 1], host_of(self).frame)
        lines = [line.adjust_cell_length(self.size.width) for line in self._below[crop.y : crop.bottom]]
        lines += [Strip.blank(self.size.width)] * (crop.height - len(lines))
        return lines if crop.width == self.size.width else [line.crop(crop.x, crop.right) for line in lines]
