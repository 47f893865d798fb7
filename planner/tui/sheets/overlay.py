"""What lies over a screen until it is answered or left: the base of all sheets and questions."""

from __future__ import annotations

from typing import Generic, Self, TypeVar

from textual import events
from textual.geometry import Region, Size
from textual.screen import ModalScreen
from textual.strip import Strip

from planner.tui.host import host_of
from planner.tui.terminal import textual_internals

SheetResult = TypeVar("SheetResult")


class Overlay(ModalScreen[SheetResult | None], Generic[SheetResult]):
    """A screen over another one; its result is the answer, or None when it is left with escape.

    What opens is laid out at once and drawn when everything on it has found its size: Textual styles it twice and draws
    it four times on the way.
    """

    def __init__(self) -> None:
        super().__init__()
        self._was_shown = False
        self._is_first_draw_pending = True
        self._laid_out_size = Size()
        self._screen_below: list[Strip] = []

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Come into sight; for the first time, as it was styled while it was mounted."""
        if not self._was_shown:
            self._was_shown = True
            self._laid_out_size = self.app.size
            event.prevent_default()
            textual_internals.layout_screen(self)

    def fit_to_terminal(self) -> None:
        """Take the room there is: when the screen comes up, and when the terminal changes its size."""

    def on_mount(self) -> None:
        """Take the room there is."""
        self.fit_to_terminal()

    def on_resize(self, event: events.Resize) -> None:
        """Being laid out is told as a change of size, too; Textual would then lay out this screen and all below it."""
        if event.size == self._laid_out_size:
            event.prevent_default()
        else:
            self.fit_to_terminal()
        self._laid_out_size = Size()

    def _on_timer_update(self) -> None:
        """Draw for the first time, and from then on."""
        textual_internals.merge_layout_and_repaint(self)
        first, self._is_first_draw_pending = self._is_first_draw_pending, False
        super()._on_timer_update()
        if first and self.is_current and textual_internals.needs_drawing(self):
            self._compositor_refresh()

    def _compositor_refresh(self) -> None:
        if not self._is_first_draw_pending:
            super()._compositor_refresh()

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Draw it again, the screen below as it is by then."""
        self._screen_below.clear()
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The screen below, as it is: Textual would take it apart and write it anew, three times a sheet."""
        stack = self.app.screen_stack
        if stack[0] is self:
            return super().render_lines(crop)
        if not self._screen_below:
            self._screen_below = textual_internals.screen_lines(stack[stack.index(self) - 1], host_of(self).screen_diff)
        lines = [line.adjust_cell_length(self.size.width) for line in self._screen_below[crop.y : crop.bottom]]
        lines += [Strip.blank(self.size.width)] * (crop.height - len(lines))
        return lines if crop.width == self.size.width else [line.crop(crop.x, crop.right) for line in lines]
