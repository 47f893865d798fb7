"""The Session screen: how the exercises of the day are done, and the timer that walks through a session."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from planner.tui.keys import commands
from planner.tui.keys.command import bindings
from planner.tui.screen import MIN_SIZE, ModeScreen, has_room, too_small_notice
from planner.tui.widgets.rows import Piece, RowsWidget


class SessionScreen(ModeScreen):
    """Today's session."""

    MODE_KEY = "4"
    COMMAND_TABLE = commands.SESSION_COMMANDS
    CSS_PATH = "session.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(commands.SESSION_COMMANDS)]

    def compose(self) -> ComposeResult:
        """Create the widgets."""
        self._head = RowsWidget(background="band", id="session-head")
        self._howto = RowsWidget(id="session-howto")
        self._small = too_small_notice()
        yield self._head
        yield self._howto
        yield self._small
        yield self.footer

    def on_mount(self) -> None:
        """Show what there is to do today."""
        self._show()

    def on_resize(self) -> None:
        """Share the new size."""
        self._show()

    def _show(self) -> None:
        if not self.is_mounted:
            return
        fits = has_room(MIN_SIZE, self.app.size)
        self._small.display = not fits
        self._head.display = self._howto.display = self.footer.display = fits
        self._head.show([(Piece(" Session", "title", "band"),)])

    def action_next(self) -> None:
        """Start today's session."""
        self.say("No session is running.")

    def action_pause(self) -> None:
        """Pause, or go on."""

    def action_skip(self) -> None:
        """Skip the round or hold."""

    def action_redo(self) -> None:
        """Do the round or hold again."""

    def action_load(self, steps: int) -> None:
        """Put plates on or take them off."""

    def action_variant(self) -> None:
        """Do it with or without the sled."""

    def action_end(self) -> None:
        """End the session here."""

    def action_bell(self) -> None:
        """Choose the bell."""

    def action_howto(self) -> None:
        """Show how the exercise of now is done."""

    def action_frame(self, by: int) -> None:
        """Step through the drawing of the how-to."""

    def action_read(self, by: int) -> None:
        """Read on in the how-to, or back."""

    def action_page(self, by: int) -> None:
        """Read on by a page, or back."""

    def action_exercise(self, by: int) -> None:
        """Show the next exercise, or the one before."""

    def action_leave(self) -> None:
        """Go to the calendar."""
        self.app.switch_mode("calendar")

    def action_quit(self) -> None:
        """Leave the program."""
        self.app.exit()
