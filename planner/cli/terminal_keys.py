"""Keys one by one from a terminal that shows plain lines, and its modes restored whatever happens."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import sys
import termios
from types import FrameType, TracebackType
from typing import Any, Self

_ESCAPE = 0x1B
QUESTION = "\x1b[5n"
"""Asks the terminal whether it is there, as every terminal since the VT100 understands it."""
ANSWER = "answer"
"""What `TerminalKeys.read` returns among the keys where the terminal has answered."""
_ANSWER = b"\x1b[0n"
_REST_OF_A_KEY_S = 0.1
"""Seconds to wait for the rest of a key that a slow line has cut, such as an arrow."""
_EMPTY_READS_AT_END = 3
_LOCAL, _CONTROLS = 3, 6
"""Where `termios.tcgetattr` has the local modes and the control characters."""
_ENDING = ("SIGHUP", "SIGTERM")


class EndedBySignalError(SystemExit):
    """The process was asked to end, or its terminal hung up; the exit status is 128 more than the signal."""


class TerminalKeys:
    """The terminal of standard input, without echo and without waiting for enter, while the context lasts.

    A signal that ends or stops the process restores the terminal first; after a stop the keys work again.
    """

    def __init__(self) -> None:
        self._descriptor = sys.stdin.fileno()
        self._modes: list[Any] = []
        self._empty_reads = 0
        """How often in a row a key was announced and none was there: at once again and again where nobody is left."""
        self._handlers: dict[signal.Signals, Any] = {}
        self.was_stopped = False
        """Whether the process was stopped and continued since this was last set to False."""

    def __enter__(self) -> Self:
        """Take the keys one by one."""
        self._modes = termios.tcgetattr(self._descriptor)
        for name in _ENDING:
            number = signal.Signals[name]
            self._handlers[number] = signal.signal(number, _end)
        self._handlers[signal.SIGTSTP] = signal.signal(signal.SIGTSTP, self._stop)
        self._take_keys()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Restore the terminal and the signals."""
        self._restore()
        for number, handler in self._handlers.items():
            signal.signal(number, handler)

    def read(self, seconds: float) -> list[str] | None:
        """Return the keys that are pressed, at once or within some seconds; None where the terminal is gone.

        A key is a character, ``escape`` or `ANSWER`; keys without a character, such as arrows, are left out.
        """
        if not select.select([self._descriptor], [], [], max(seconds, 0.0))[0]:
            return []
        typed = self._typed()
        self._empty_reads = 0 if typed else self._empty_reads + 1
        while typed and _is_cut(typed) and select.select([self._descriptor], [], [], _REST_OF_A_KEY_S)[0]:
            more = self._typed()
            if not more:
                break
            typed += more
        return _keys(typed) if self._empty_reads < _EMPTY_READS_AT_END else None

    def _take_keys(self) -> None:
        """Switch echo and lines off. A read does not wait: a stop takes typed keys away after they were announced."""
        modes = termios.tcgetattr(self._descriptor)
        modes[_LOCAL] &= ~(termios.ECHO | termios.ICANON)
        modes[_CONTROLS][termios.VMIN] = modes[_CONTROLS][termios.VTIME] = 0
        termios.tcsetattr(self._descriptor, termios.TCSANOW, modes)

    def _typed(self) -> bytes:
        try:
            return os.read(self._descriptor, 1024)
        except OSError:  # the terminal hung up
            self._empty_reads = _EMPTY_READS_AT_END
            return b""

    def _restore(self) -> None:
        with contextlib.suppress(termios.error, OSError):
            termios.tcsetattr(self._descriptor, termios.TCSANOW, self._modes)

    def _stop(self, number: int, _: FrameType | None) -> None:
        """Restore the terminal, stop the process as the shell expects, and take the keys again when it goes on."""
        self._restore()
        handler = signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)
        signal.signal(number, handler)
        with contextlib.suppress(termios.error, OSError):
            self._take_keys()
        self.was_stopped = True


def _end(number: int, _: FrameType | None) -> None:
    raise EndedBySignalError(128 + number)


def _is_cut(typed: bytes) -> bool:
    """Return whether the last key may go on: an escape with nothing after it, or a sequence without its end."""
    start = typed.rfind(_ESCAPE)
    return start >= 0 and start + _sequence_length(typed[start:]) >= len(typed) and not _is_whole(typed[start:])


def _is_whole(sequence: bytes) -> bool:
    return len(sequence) > 2 and sequence[1:2] in b"[O" and 0x40 <= sequence[-1] <= 0x7E


def _sequence_length(typed: bytes) -> int:
    """Return how many bytes a key takes that begins with escape; 1 for the key escape itself."""
    if typed[1:2] not in (b"[", b"O"):
        return 1
    end = next((index for index, byte in enumerate(typed[2:], 2) if 0x40 <= byte <= 0x7E), len(typed) - 1)
    return end + 1


def _keys(typed: bytes) -> list[str]:
    keys, index = [], 0
    while index < len(typed):
        if typed[index] == _ESCAPE:
            length = _sequence_length(typed[index:])
            if length == 1:
                keys.append("escape")
            elif typed[index : index + length] == _ANSWER:
                keys.append(ANSWER)
            index += length
            continue
        character = chr(typed[index])
        keys += [character] if character.isascii() and (character.isprintable() or character in "\r\n") else []
        index += 1
    return keys
