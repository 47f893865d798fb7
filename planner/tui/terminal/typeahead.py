"""Keys in the order they were typed, each to the place that the one before it led to.

Over a slow line keys arrive in bunches: ``d`` and ``8.2`` in one packet. Textual hands each key to whatever has the
focus when it arrives, before the key in front of it has been acted on, so that digits meant for a sheet go to the
screen below it and are lost. Here the next key waits until the last one has been through every place it visits - a
marker follows it on the same way - and until a screen that it opened is ready.
"""

from __future__ import annotations

from collections import deque
from time import monotonic
from typing import Any, TypeVar

from rich.console import RenderableType
from textual import events
from textual.app import App
from textual.message import Message
from textual.message_pump import MessagePump
from textual.screen import Screen

ExitValue = TypeVar("ExitValue")
_LONGEST_WAIT_S = 0.25


class TypeAhead(App[ExitValue]):
    """An app that deals with one key at a time."""

    class KeyHandled(Message):
        """Follows a key on its way from the focus up to the app.

        When it arrives the key has been there too; a second lap follows what the key has set off (a field's answer).
        """

        def __init__(self, screen: Screen[Any], number: int, laps: int) -> None:
            super().__init__()
            self.screen = screen
            self.key_number = number
            self.laps = laps

    def __init__(self) -> None:
        super().__init__()
        self._queue: deque[events.Key | events.Paste] = deque()
        self._keys_seen = 0
        self._current_key = 0
        self._started_at = 0.0
        self._is_exiting = False

    def exit(
        self, result: ExitValue | None = None, return_code: int = 0, message: RenderableType | None = None
    ) -> None:
        """Leave. What was typed and is still on its way finds no screen any more, so it is let go."""
        self._is_exiting = True
        self._queue.clear()
        super().exit(result, return_code, message)

    async def on_event(self, event: events.Event) -> None:
        """Hold a key back while another is under way."""
        if self._is_exiting and isinstance(event, events.Key | events.Paste):
            return
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
        elif self._current_key and (self._queue or monotonic() - self._started_at < _LONGEST_WAIT_S):
            number = self._current_key
            self._queue.append(event)
            self.set_timer(_LONGEST_WAIT_S, lambda: self._dispatch_next(number), name="typeahead")
        else:
            await self._dispatch_key(event)

    async def on_type_ahead_key_handled(self, message: KeyHandled) -> None:
        """A key has been dealt with; the next one may go, once a screen that has opened meanwhile is ready."""
        if message.key_number != self._current_key or not self.screen_stack:  # the app may be ending
            return
        if message.screen is not self.screen:
            self._send_marker(self.screen, message.key_number, 1)
        elif message.laps > 1:
            self._send_marker(self.focused or self.screen, message.key_number, message.laps - 1)
        else:
            await self._dispatch_next(message.key_number)

    async def _dispatch_key(self, event: events.Key | events.Paste) -> None:
        self._keys_seen += 1
        self._current_key = number = self._keys_seen
        front = self.screen
        self._started_at = monotonic()
        await super().on_event(event)
        self._send_marker(self.focused or front, number, 2)

    def _send_marker(self, place: MessagePump, number: int, laps: int) -> None:
        passed = self.KeyHandled(self.screen, number, laps)
        if not place.post_message(passed):  # the place has closed
            self.post_message(passed)

    async def _dispatch_next(self, number: int) -> None:
        """Let the next key go, if it is still this one that it waits for: a place may close with the marker in it."""
        if number != self._current_key:
            return
        self._current_key = 0
        if self._queue:
            await self._dispatch_key(self._queue.popleft())
