"""What happens when the terminal goes away: the draft is kept, the screen is put back, and the process ends.

Textual handles neither hang-up nor termination: by default the program dies at once with the terminal in disarray, and
where the hang-up signal does not arrive it spins for ever. Handlers in the event loop do not help, because the loop
itself stands still while it waits to write to a frozen link. So the signals are blocked before any thread exists, one
thread waits for them, another for the hang-up of the terminal itself, and whichever wakes first saves the draft on its
own, asks the app to leave, and ends the process a second and a half later if it has not left.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import sys
import time
from collections.abc import Callable
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop

GRACE_S = 1.5
"""How long the app may take to leave by itself, in seconds."""


class HangupGuard:
    """Guards one run of the app.

    Args:
        save: Keeps what must not be lost. It is called from a thread of its own and must not touch a widget.
    """

    def __init__(self, save: Callable[[], None]) -> None:
        self._save = save
        self._loop: AbstractEventLoop | None = None
        self._exit_app: Callable[[int], object] | None = None
        self._once = Lock()
        self._terminal_modes: list[Any] | None = None
        self._started = False
        self.is_suspended = False
        """Whether another program has the terminal: a quit that is typed there is meant for that program."""

    @staticmethod
    def is_available() -> bool:
        """Whether there is a terminal to lose, on a system that says so."""
        return hasattr(signal, "sigwait") and hasattr(select, "poll") and sys.__stdin__ is not None and os.isatty(0)

    def start(self) -> None:
        """Block the signals and start both watches. To be called before any other thread is started."""
        if self._started or not self.is_available():
            return
        import termios

        self._started = True
        with contextlib.suppress(termios.error):
            self._terminal_modes = termios.tcgetattr(0)
        signal.pthread_sigmask(signal.SIG_BLOCK, _signals())
        Thread(target=self._await_signal, name="lifeline-signal", daemon=True).start()
        Thread(target=self._await_hang_up, name="lifeline-hang-up", daemon=True).start()

    def attach_app(self, loop: AbstractEventLoop, exit_app: Callable[[int], object]) -> None:
        """Say how the running app leaves.

        Args:
            loop: The app's event loop.
            exit_app: Called in that loop with the exit status.
        """
        self._loop, self._exit_app = loop, exit_app

    def stop(self) -> None:
        """Let signals through again, once the app has gone."""
        if self._started:
            unblock_signals()

    def handle_hangup(self, number: int) -> None:
        """Save, ask the app to leave, and end the process if it cannot. Only the first call does anything.

        Args:
            number: The signal that ended it; the exit status is 128 more.
        """
        if not self._once.acquire(blocking=False):
            return
        with contextlib.suppress(Exception):  # nothing may keep the process from ending
            self._save()
        if self._loop is not None and self._exit_app is not None:
            with contextlib.suppress(RuntimeError):  # the loop has just closed
                self._loop.call_soon_threadsafe(self._exit_app, 128 + number)
        time.sleep(GRACE_S)
        self._restore_terminal()
        os._exit(128 + number)

    def _await_signal(self) -> None:
        number = signal.sigwait(_signals())
        while number == signal.SIGQUIT and self.is_suspended:
            number = signal.sigwait(_signals())
        self.handle_hangup(number)

    def _await_hang_up(self) -> None:
        watch = select.poll()
        watch.register(0, 0)  # no events asked for: only a hang-up or an error wakes it
        watch.poll()
        self.handle_hangup(signal.SIGHUP)

    def _restore_terminal(self) -> None:
        """Give back the line discipline; the screen itself cannot be written to any more."""
        if self._terminal_modes is not None:
            import termios

            with contextlib.suppress(termios.error, OSError):
                termios.tcsetattr(0, termios.TCSANOW, self._terminal_modes)


def unblock_signals() -> None:
    """Let hang-up and termination through. A child process inherits the blocks: call this in it before its program."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _signals())


def _signals() -> set[signal.Signals]:
    return {signal.SIGHUP, signal.SIGTERM, signal.SIGQUIT}
