"""What the app offers to every screen, sheet and widget, so that none of them needs to import the app."""

from __future__ import annotations

from typing import Protocol, cast

from textual.dom import DOMNode

from planner.tui.keys.keymap import Keymap
from planner.tui.state.form_drafts import FormDrafts
from planner.tui.state.preferences import Preferences
from planner.tui.terminal.hangup import HangupGuard
from planner.tui.terminal.screen_diff import ScreenDiff
from planner.tui.theme import Glyphs
from planner.usecases.planbook import Planbook


class Host(Protocol):
    """The running app, as far as its screens and widgets know it."""

    book: Planbook
    """The runner's file, clock and settings."""
    form_drafts: FormDrafts
    """The half-typed forms."""
    preferences: Preferences
    """Colours, marks and view chosen in earlier sessions."""
    keys: Keymap
    """The key of every command, the settings' changes included."""
    glyphs: Glyphs
    """The marks in use: Unicode or ASCII."""
    screen_diff: ScreenDiff
    """What the terminal shows now."""
    hangup_guard: HangupGuard | None
    """The guard against a lost terminal; None in tests without a terminal."""
    screening_asked: bool
    """Whether the health questions were already asked in this session."""

    def with_short_path(self, sentence: str) -> str:
        """Shorten the database's path in a sentence to its file name."""
        ...


def host_of(node: DOMNode) -> Host:
    """Return the app that a screen or widget belongs to."""
    return cast("Host", node.app)
