"""Whether the terminal still takes what is sent: what waits in a stalled line arrives all at once when it comes back.

A terminal that has answered a question once is asked again with each bell. Where no answer has come for some seconds,
nobody hears anything, and no further bell is put into the line.
"""

from __future__ import annotations

import time
from collections.abc import Callable

PATIENCE_S = 2.0
"""Seconds that an answer may take, over a slow line, too; after them the line is stalled."""


class TerminalAnswers:
    """What was asked of the terminal, and whether it has answered.

    Args:
        ask: Sends the question.
        clock: Seconds by a clock that does not go on while the machine sleeps: no answer can come then.
    """

    def __init__(self, ask: Callable[[], None], clock: Callable[[], float] = time.monotonic) -> None:
        self._ask = ask
        self._clock = clock
        self._can_answer = False
        self._asked_at: float | None = None

    @property
    def is_stalled(self) -> bool:
        """Whether the terminal has left a question without an answer for too long."""
        return self._asked_at is not None and self._clock() - self._asked_at > PATIENCE_S

    def ask(self) -> None:
        """Ask, unless an answer is awaited or the terminal has never given one."""
        if self._can_answer and self._asked_at is None:
            self._asked_at = self._clock()
            self._ask()

    def take_answer(self) -> None:
        """Take note of an answer."""
        self._can_answer = True
        self._asked_at = None

    def take_key(self) -> None:
        """Take note of a key: somebody is there, even if an answer was lost on its way."""
        self._asked_at = None
