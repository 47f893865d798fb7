"""Handle keys one at a time, so that keys typed ahead reach the sheet that an earlier key opens.

Over a slow line several keys arrive in one packet: ``d`` and ``8.2``. Textual sends each key to the focused widget at
its arrival, before the key in front of it was handled, so that digits meant for a sheet reach the screen below it and
are lost. Here the next key waits until the current one is handled - a marker message follows it through the same queues
- and until a screen that it opened is ready.
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
"""Seconds after which the next key no longer waits: the marker may have been lost with a closing widget."""


class TypeAhead(App[ExitValue]):
    """An app that handles one key at a time."""

    class KeyHandled(Message):
        """Follows a key from the focused widget up to the app.

        When it arrives, the key was handled. A second lap follows the messages that the key caused, such as a field's
        answer.
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
        """Leave, and drop the keys that wait, because their screens are going away."""
        self._is_exiting = True
        self._queue.clear()
        super().exit(result, return_code, message)

    async def on_event(self, event: events.Event) -> None:
        """Hold a key back while another one is being handled."""
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

    def press_key(self, key: str) -> None:
        """Handle a key as if it was typed, as for a click on its name.

        Args:
            key: Textual's name of it.
        """
        event = events.Key(key, None)
        event.set_sender(self)  # else it would bubble no further than to the widget that was clicked
        self.post_message(event)

    async def on_type_ahead_key_handled(self, message: KeyHandled) -> None:
        """Handle the next key, after one more lap of the marker through a screen that has opened."""
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

    def _send_marker(self, pump: MessagePump, number: int, laps: int) -> None:
        marker = self.KeyHandled(self.screen, number, laps)
        if not pump.post_message(marker):  # the widget has closed
            self.post_message(marker)

    async def _dispatch_next(self, number: int) -> None:
        """Handle the next key, unless the one it waited for has been given up already."""
        if number != self._current_key:
            return
        self._current_key = 0
        if self._queue:
            await self._dispatch_key(self._queue.popleft())
