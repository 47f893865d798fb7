"""Leave cleanly when the terminal hangs up or the process is asked to end: save the form drafts, restore the terminal.

Textual handles neither: the program dies at once and leaves the terminal in its own modes, and where the hang-up signal
does not arrive it loops for ever. Handlers in the event loop do not help, because the loop is blocked while it writes
to a frozen line. So the signals are blocked before any thread exists. One thread waits for them, another for the
hang-up of the terminal itself; the first to wake saves the drafts, asks the app to leave, and ends the process 1.5 s
later if it has not left.
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
"""Seconds that the app has to leave by itself."""
_POP_KITTY_KEYS = b"\x1b[<u"
"""What leaves the kitty protocol; of use to a shell that goes on in the same terminal."""
_QUIT_KEY_S = 0.5
"""Seconds after another program had the terminal in which a quit key still counts as typed in that program."""


class HangupGuard:
    """Guards one run of the app.

    Args:
        save: Saves what must not be lost. It is called from another thread and must not touch a widget.
    """

    def __init__(self, save: Callable[[], object]) -> None:
        self._save = save
        self._loop: AbstractEventLoop | None = None
        self._exit_app: Callable[[int], object] | None = None
        self._once = Lock()
        self._terminal_modes: list[Any] | None = None
        self._started = False
        self._is_suspended = False
        self._resumed_at = -_QUIT_KEY_S

    @staticmethod
    def is_available() -> bool:
        """Whether there is a terminal that can hang up, on a system that reports it."""
        return hasattr(signal, "sigwait") and hasattr(select, "poll") and sys.__stdin__ is not None and os.isatty(0)

    def start(self) -> None:
        """Block the signals and start both threads. Call it before any other thread is started."""
        if self._started or not self.is_available():
            return
        import termios

        self._started = True
        with contextlib.suppress(termios.error):
            self._terminal_modes = termios.tcgetattr(0)
        signal.pthread_sigmask(signal.SIG_BLOCK, _signals())
        Thread(target=self._await_signal, name="hangup-signal", daemon=True).start()
        Thread(target=self._await_hang_up, name="hangup-terminal", daemon=True).start()

    def attach_app(self, loop: AbstractEventLoop, exit_app: Callable[[int], object]) -> None:
        """Set how the running app is asked to leave.

        Args:
            loop: The app's event loop.
            exit_app: Called in that loop with the exit status.
        """
        self._loop, self._exit_app = loop, exit_app

    def suspend(self) -> None:
        """Leave the quit key to another program, which has the terminal from now on."""
        self._is_suspended = True

    def resume(self) -> None:
        """Take the terminal back. The signal of a quit key that ended the other program may be seen only now."""
        self._resumed_at = time.monotonic()
        self._is_suspended = False

    def stop(self) -> None:
        """Unblock the signals, after the app has left."""
        if self._started:
            unblock_signals()

    def handle_hangup(self, number: int) -> None:
        """Save, ask the app to leave, and end the process if it does not. Only the first call does anything.

        Args:
            number: The signal; the exit status is 128 more.
        """
        if not self._once.acquire(blocking=False):
            return
        with contextlib.suppress(Exception):  # nothing may keep the process from ending
            self._save()
        if self._loop is not None and self._exit_app is not None:
            with contextlib.suppress(RuntimeError):  # the loop was closed just now
                self._loop.call_soon_threadsafe(self._exit_app, 128 + number)
        time.sleep(GRACE_S)
        self._restore_terminal()
        os._exit(128 + number)

    def _await_signal(self) -> None:
        number = signal.sigwait(_signals())
        while number == signal.SIGQUIT and self._is_for_another_program():
            number = signal.sigwait(_signals())
        self.handle_hangup(number)

    def _is_for_another_program(self) -> bool:
        return self._is_suspended or time.monotonic() - self._resumed_at < _QUIT_KEY_S

    def _await_hang_up(self) -> None:
        watch = select.poll()
        watch.register(0, 0)  # no events asked for: only a hang-up or an error wakes it
        watch.poll()
        self.handle_hangup(signal.SIGHUP)

    def _restore_terminal(self) -> None:
        """Restore the terminal's modes and keys; of the screen itself no more than some bytes can be written."""
        if self._terminal_modes is not None:
            import termios

            with contextlib.suppress(termios.error, OSError):
                termios.tcsetattr(0, termios.TCSANOW, self._terminal_modes)
            with contextlib.suppress(OSError):
                if select.select([], [2], [], 0)[1]:
                    os.write(2, _POP_KITTY_KEYS)


def unblock_signals() -> None:
    """Unblock the signals. A child process inherits the blocks: call this in it before it runs another program."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _signals())


def _signals() -> set[signal.Signals]:
    return {signal.SIGHUP, signal.SIGTERM, signal.SIGQUIT}
