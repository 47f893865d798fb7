"""The remark ``u takes it back.`` at the foot of a screen, for as long as it is true."""

from __future__ import annotations

import contextlib

from planner.training.refusal import RefusedError
from planner.tui.host import Host


class UndoRemark:
    """Names the key that takes back what was just done, and knows what that key would take back.

    Another session may take the edit back first, or make one of its own, which the key would take back instead.

    Args:
        host: The app.
    """

    def __init__(self, host: Host) -> None:
        self._host = host
        self._sentence = ""
        self._operation: int | None = None

    def note(self, where: str = "") -> str:
        """Return the remark, and note that it is about the edit that was stored last.

        Args:
            where: Where the key is pressed, as `` in the calendar``; empty where it is this screen.
        """
        self._operation = self._next_to_undo()
        self._sentence = f"{self._host.keys['calendar.undo']}{where} takes it back."
        return self._sentence

    def drop_untrue(self, message: str) -> str:
        """Return a message without the remark where the key would take back something else by now, or nothing."""
        if not self._sentence or self._sentence not in message or self._next_to_undo() == self._operation:
            return message
        return " ".join(message.replace(self._sentence, "").split())

    def _next_to_undo(self) -> int | None:
        """Return the number of the operation that the key would take back; None where none is, or none can be read."""
        from planner.usecases import history  # what an edit needs is not loaded for the first frame

        with contextlib.suppress(RefusedError):
            return history.next_to_undo(self._host.book)
        return None
