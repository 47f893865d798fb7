"""Edits that never wait in silence: while another session writes, a line says so and the screen goes on working."""

from __future__ import annotations

from collections.abc import Callable

from textual.message_pump import MessagePump

from planner.training.refusal import RefusedError
from planner.usecases.opening import is_held
from planner.usecases.planbook import Planbook

_AGAIN_S = 0.2
_PATIENCE = 25
"""Looks, so many seconds apart, until the edit is given up: five seconds in all."""


class Saver:
    """Carries edits out one at a time, for a screen or a sheet.

    Args:
        pump: Whose timers to use.
        book: Where.
        say: Shows a sentence; the second value tells whether it is a refusal.
    """

    def __init__(self, pump: MessagePump, book: Planbook, say: Callable[[str, bool], None]) -> None:
        self._pump = pump
        self._book = book
        self._say = say
        self._waiting = False

    def save(self, edit: Callable[[], None], refused: Callable[[RefusedError], None] | None = None) -> None:
        """Carry an edit out: now, or as soon as nobody else writes.

        Args:
            edit: Does it. A `RefusedError` it raises is said, or handed to ``refused``.
            refused: Takes the refusal instead.
        """
        if self._waiting:
            self._say("The edit before this one still waits for the other session.", True)
            return
        self._try(edit, refused, _PATIENCE)

    def _try(self, edit: Callable[[], None], refused: Callable[[RefusedError], None] | None, looks: int) -> None:
        self._waiting = is_held(self._book)
        if self._waiting and looks:
            self._say("Another session is writing to the file; this edit follows as soon as it has finished.", False)
            self._pump.set_timer(_AGAIN_S, lambda: self._try(edit, refused, looks - 1), name="saver")
            return
        if self._waiting:
            self._waiting = False
            self._say("Another session has been writing for 5 seconds; nothing was changed.", True)
            return
        try:
            edit()
        except RefusedError as error:
            if refused is None:
                self._say(str(error), True)
            else:
                refused(error)
