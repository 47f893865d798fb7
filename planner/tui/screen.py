"""What every full screen has: the runner's book, the line at the bottom, and words for what was refused."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.screen import Screen
from textual.widget import Widget

from planner.training.refusal import RefusedError
from planner.tui.host import Host, host_of
from planner.tui.keys import commands
from planner.tui.sizes import SMALLEST
from planner.tui.terminal import textual_internals
from planner.tui.theme import Glyphs
from planner.tui.widgets.footer import Bar
from planner.tui.widgets.rows import Lines, Piece
from planner.usecases.planbook import Planbook


class ModeScreen(Screen[None]):
    """A screen that a digit key brings up."""

    AUTO_FOCUS = ""
    HERE: ClassVar[tuple[commands.Command, ...]] = ()
    """The commands of this screen: for help, palette and footer. Bind them with `commands.bindings`."""
    KEY: ClassVar[str] = ""
    """The digit that brings the screen up, unless the settings give it another key."""

    def __init__(self) -> None:
        super().__init__()
        keys = self.planner.keys
        tabs = [(keys[f"app.{mode}"], name) for mode, _, name in commands.MODES]
        here = next((keys[f"app.{mode}"] for mode, key, _ in commands.MODES if key == self.KEY), "")
        self._drawn_in: tuple[str, Glyphs] | None = None
        self.bar = Bar(commands.footer_of(keys.of((*self.HERE, *commands.APP))), tabs, here)

    @property
    def planner(self) -> Host:
        """The app."""
        return host_of(self)

    @property
    def book(self) -> Planbook:
        """The runner's book."""
        return self.planner.book

    @property
    def way_back(self) -> str:
        """The sentence that ends what is said of an edit: ``u takes it back``."""
        undo = "calendar.undo"
        where = "" if any(command.id == undo for command in self.HERE) else " in the calendar"
        return f"{self.planner.keys[undo]}{where} takes it back."

    def say(self, text: str) -> None:
        """Say in the bottom line what was done; it stays until the next key."""
        self.bar.say(text)

    def refuse(self, error: RefusedError) -> None:
        """Say in the bottom line why something was not done."""
        self.warn(str(error))

    def warn(self, sentence: str) -> None:
        """Say in the bottom line what is wrong."""
        self.bar.say(self.planner.in_short(sentence), "warn")

    def _on_timer_update(self) -> None:
        textual_internals.draw_once(self)
        super()._on_timer_update()

    def on_screen_resume(self) -> None:
        """Take on colours and marks that were changed on another screen."""
        if self._drawn_in not in (None, (self.app.theme, self.planner.glyphs)):
            self.restyle()
        self._drawn_in = self.app.theme, self.planner.glyphs

    def restyle(self) -> None:
        """Draw everything again, in the colours and marks there are now."""
        from planner.tui.widgets.sized import Fitted

        self._drawn_in = self.app.theme, self.planner.glyphs
        for part in self.walk_children(Widget):
            if isinstance(part, Fitted):
                part.redraw()
            part.refresh()

    def on_key(self, event: events.Key) -> None:
        """The next key ends a message."""
        del event
        self.bar.hush()


def too_small() -> Lines:
    """What a screen shows alone on a terminal that has no room for it."""
    words = Lines(id="small")
    words.show([(Piece(f"too small: {SMALLEST[0]} × {SMALLEST[1]} is needed", "warn"),)])
    return words
