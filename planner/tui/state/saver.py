"""Save edits without blocking the screen: while another session writes, a line says so and the edit is tried again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual.message_pump import MessagePump
from textual.timer import Timer

from planner.training.refusal import RefusedError
from planner.usecases.open_planbook import BusyError, is_being_written, reason_after_commit, watch_commits
from planner.usecases.planbook import Planbook

_RETRY_S = 0.2
"""Seconds between two tries."""
_PATIENCE_S = 5
"""Seconds until an edit is given up."""
_MAX_RETRIES = round(_PATIENCE_S / _RETRY_S)
WAITING_MESSAGE = f"Another session is writing; waiting up to {_PATIENCE_S} seconds. escape gives this change up."


class Saver:
    """Carries edits out, one at a time, for a screen or a sheet.

    Args:
        pump: The screen or sheet whose timer is used.
        book: The runner's file.
        say: Shows a sentence; the second argument is whether it is a refusal.
    """

    def __init__(self, pump: MessagePump, book: Planbook, say: Callable[[str, bool], None]) -> None:
        self._pump = pump
        self._book = book
        self._say = say
        self._waiting: Timer | None = None

    def cancel(self) -> bool:
        """Forget the edit that waits; return False when none does."""
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            waiting.stop()
        return waiting is not None

    def save(
        self,
        edit: Callable[[], None],
        on_refused: Callable[[RefusedError], None] | None = None,
        on_stored: Callable[[str], None] | None = None,
    ) -> None:
        """Carry an edit out now, or as soon as no other session writes.

        Args:
            edit: Carries it out; may raise `RefusedError`.
            on_refused: Gets the refusal; when None, it is said.
            on_stored: Gets the sentence when the edit was refused after it was stored; when None, it is said.
        """
        if self._waiting is not None:
            self._say("The edit before this one still waits for the other session.", True)
            return
        self._try(edit, on_refused or self._say_refusal, on_stored or self._say_stored, _MAX_RETRIES)

    def _try(
        self,
        edit: Callable[[], None],
        on_refused: Callable[[RefusedError], None],
        on_stored: Callable[[str], None],
        retries: int,
    ) -> None:
        self._waiting = None
        with watch_commits() as stored:
            try:
                if not is_being_written(self._book):
                    edit()
                    return
            except RefusedError as error:
                if stored.any_operation:  # never once more
                    reason = reason_after_commit(error)
                    on_stored(f"It was stored, but what follows from it could not be read: {reason}.")
                    return
                if not isinstance(error, BusyError):  # otherwise another session began to write just now
                    on_refused(error)
                    return
        if retries:
            self._say(WAITING_MESSAGE, False)
            again = partial(self._try, edit, on_refused, on_stored, retries - 1)
            self._waiting = self._pump.set_timer(_RETRY_S, again, name="saver")
        else:
            self._say(f"Another session has been writing for {_PATIENCE_S} seconds; nothing was changed.", True)

    def _say_refusal(self, error: RefusedError) -> None:
        self._say(str(error), True)

    def _say_stored(self, sentence: str) -> None:
        self._say(sentence, True)
