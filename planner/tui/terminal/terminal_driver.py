"""Textual's driver for terminals, with what it lacks: a filter before its parser, and one flag of the kitty protocol.

A byte that is not UTF-8 becomes U+FFFD: a cut paste or a Latin-1 ``é`` ends the program in Textual's own.
"""

from __future__ import annotations

import asyncio
import codecs
import os
import select
import signal
from collections.abc import Iterable
from typing import Any

from textual import constants, events
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from planner.tui.terminal import background, kitty_keys, textual_internals
from planner.tui.terminal.input_filter import InputFilter, Part, PartKind
from planner.tui.terminal.pasted_text import PasteFilter

_LONGEST_WAIT_S = 0.1
"""Seconds after which one looks whether the program is ending."""
_READ_BYTES = 4096


class TerminalDriver(LinuxDriver):
    """Reads keys and answers from the terminal, and writes to it."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._filter = InputFilter()
        self._pastes = PasteFilter()
        self._is_background_asked = False

    def start_application_mode(self) -> None:
        """Take the terminal over: at the start, and when another program gives it back."""
        super().start_application_mode()  # type: ignore[no-untyped-call]
        is_reading = self._key_thread is not None and self._key_thread.is_alive()  # not in the background of a shell
        if is_reading and constants.DISABLE_KITTY_KEY:
            self.write(kitty_keys.PUSH)  # Textual itself takes it back, always

    def _sigtstp_application(self, *_: object) -> None:
        """Give the terminal back and stop, as the shell or another program asks.

        Not within the signal: it may have come while the queue of what is written is locked, which giving back needs.
        """
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            os.kill(os.getpid(), signal.SIGSTOP)
        else:
            loop.call_soon_threadsafe(super()._sigtstp_application)

    def _sigcont_application(self, *_: object) -> None:
        """Take the terminal over again when the program goes on.

        Another program may have stopped it without its knowledge: then Textual would read with a second thread, and
        take the mode of the terminal for that from before the start. While the program starts or ends there is nothing
        to take over.
        """
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return
        if self._must_signal_resume:
            self.resume_application_mode()
        else:  # not within the signal, which may have come while a thread is written to
            loop.call_soon_threadsafe(self._take_over_again)

    def _take_over_again(self) -> None:
        if self._auto_restart and not self._must_signal_resume and self._key_thread is not None:
            self.suspend_application_mode()
            self._must_signal_resume = True
            self.resume_application_mode()

    def _enable_mouse_support(self) -> None:
        """Ask for the pointer's way only while a button is held: every other move is a packet for nothing."""
        if self._mouse:
            self.write("\x1b[?1000h\x1b[?1002h\x1b[?1015h\x1b[?1006h")
            self.flush()

    def _disable_mouse_support(self) -> None:
        if self._mouse:
            self.write("\x1b[?1002l")
        super()._disable_mouse_support()

    def ask_background(self) -> None:
        """Ask the terminal for its background, once."""
        if not self._is_background_asked:
            self._is_background_asked = True
            self._filter.expect_answer()
            self.write(background.QUESTION)

    def run_input_thread(self) -> None:
        """Read what the terminal sends until the program leaves it."""
        parser = XTermParser(self._debug)
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        while not self.exit_event.is_set():
            wait_s = self._filter.wait_s
            timeout = _LONGEST_WAIT_S if wait_s is None else min(wait_s, _LONGEST_WAIT_S)
            if select.select([self.fileno], [], [], timeout)[0]:
                found = self._read()
                if not found:  # the terminal is gone: the hang-up guard ends the program
                    self.exit_event.wait(_LONGEST_WAIT_S)
                self._process(self._filter.feed(self._pastes.clean(decoder.decode(found))), parser)
            self._process(self._filter.tick(), parser)
            self._send(parser.tick())

    def _read(self) -> bytes:
        try:
            return os.read(self.fileno, _READ_BYTES)
        except OSError:
            return b""

    def _process(self, parts: Iterable[Part], parser: XTermParser) -> None:
        for kind, text in parts:
            if kind is PartKind.ESCAPE:
                self._send([events.Key("escape", text)])
            elif kind is PartKind.ANSWER:
                self._take_answer(text)
            elif kind is PartKind.TEXT:
                self._send(parser.feed(text))
            else:
                self._process_sequence(text, parser)

    def _process_sequence(self, sequence: str, parser: XTermParser) -> None:
        text = kitty_keys.legacy_keys(sequence) if constants.DISABLE_KITTY_KEY else sequence
        if text == "\x1b":
            self._send([events.Key("escape", text)])
        elif text:
            self._send(parser.feed(text))
            textual_internals.forget_unknown_sequence(parser)

    def _take_answer(self, text: str) -> None:
        is_light = background.is_light(text)
        if is_light is not None:
            self._send([background.BackgroundKnown(is_light=is_light)])

    def _send(self, messages: Iterable[Message]) -> None:
        for message in messages:
            self.process_message(message)
