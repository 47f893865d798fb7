"""What the app offers to screens, sheets and widgets, so that none of them needs to import the app."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, Protocol, TypeVar, cast

from textual.dom import DOMNode
from textual.geometry import Offset
from textual.message import Message
from textual.screen import Screen

from planner.session_clock import SessionClock
from planner.tui.keys.keymap import Keymap
from planner.tui.state.file_watch import FileWatch
from planner.tui.state.form_drafts import FormDrafts
from planner.tui.state.preferences import Preferences
from planner.tui.terminal.hangup import HangupGuard
from planner.tui.terminal.screen_diff import ScreenDiff
from planner.tui.terminal.terminal_answers import TerminalAnswers
from planner.tui.theme import Glyphs
from planner.usecases.planbook import Planbook

Result = TypeVar("Result")


class CaretWidget(Protocol):
    """A widget with a caret of its own drawing."""

    @property
    def caret(self) -> Offset | None:
        """Where on the screen the next typed character goes; None while no text is typed there."""

    @property
    def screen(self) -> Screen[Any]:
        """The screen or sheet it is on."""

    @property
    def is_attached(self) -> bool:
        """Whether that screen is open."""


class Host(Protocol):
    """The part of the app that screens, sheets and widgets use."""

    book: Planbook
    """The runner's file, clock and settings."""
    file_watch: FileWatch
    """Whether that file is still there and can be read."""
    form_drafts: FormDrafts
    """The half-typed forms."""
    preferences: Preferences
    """Colours, marks and view chosen in earlier sessions."""
    keys: Keymap
    """The key of every command, the settings' changes included."""
    start_sentence: str
    """What the foot says once, after the first frame; mostly empty."""
    glyphs: Glyphs
    """The marks in use: Unicode or ASCII."""
    screen_diff: ScreenDiff
    """What the terminal shows now."""
    hangup_guard: HangupGuard | None
    """The guard against a lost terminal; None in tests without a terminal."""
    caret_widget: CaretWidget | None
    """The widget of ours that text is typed into, or was last."""
    session_clock: SessionClock
    """The clock of running sessions; the date that ``--today`` stops does not stop it."""
    terminal_answers: TerminalAnswers
    """Whether the terminal still takes what is sent."""
    screening_asked: bool
    """Whether the health questions were already asked in this session."""

    def with_short_path(self, sentence: str) -> str:
        """Shorten the database's path in a sentence to its file name."""
        ...

    def press_key(self, key: str) -> None:
        """Handle a key as if it was typed, by Textual's name of it."""
        ...

    # Textual's own, so that plain classes can open sheets and post messages without a screen

    def push_screen(self, screen: Screen[Result], callback: Callable[[Result | None], Any] | None = None, /) -> object:
        """Open a screen or sheet over the current one; the callback gets its result."""
        ...

    def post_message(self, message: Message, /) -> bool:
        """Queue a message for the app."""
        ...

    def copy_to_clipboard(self, text: str, /) -> None:
        """Send clean text to the clipboard of the terminal."""
        ...

    def call_after_refresh(self, callback: Callable[..., Any], /, *args: object) -> bool:
        """Call something once the screen is drawn."""
        ...

    def bell(self) -> None:
        """Ring the terminal's bell once."""
        ...

    def exit(self) -> None:
        """Leave the program."""
        ...

    def suspend(self) -> AbstractContextManager[None]:
        """Give the terminal to another program within this context."""
        ...


def host_of(node: DOMNode) -> Host:
    """Return the app that a screen or widget belongs to."""
    return cast("Host", node.app)
