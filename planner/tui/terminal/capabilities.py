"""Check whether this terminal can show the full screen, and set the switches Textual reads from the environment.

Textual itself starts anywhere: in a pipe, where it loops for ever, on a dumb terminal, or where letters such as ``é``
become escapes. Here these are refused with a sentence, before Textual is imported.
"""

from __future__ import annotations

import os
import sys

from planner.invocation import program

_DUMB_TERMS = frozenset({"", "dumb", "unknown"})
_TEXTUAL_DEFAULTS = {
    "TEXTUAL_ANIMATIONS": "none",  # so that no frames queue up on a slow line
    "TEXTUAL_SMOOTH_SCROLL": "0",
    "TEXTUAL_FPS": "250",  # a key is drawn within 4 ms; without changes nothing is drawn
    "TEXTUAL_DISABLE_KITTY_KEY": "1",  # Kitty's "report all keys" mode breaks input methods
}


def unsupported_reason() -> str:
    """Return why the full screen cannot run here and what works instead; empty when it can."""
    if not (_is_terminal(sys.__stdin__) and _is_terminal(sys.__stderr__)):
        return f"The full screen needs a terminal for its keys and its picture. {_alternative()}"
    term = os.environ.get("TERM", "")
    if term in _DUMB_TERMS:
        named = f'TERM is "{term}"' if term else "TERM is not set"
        return f"The full screen cannot draw here: {named}. {_alternative()}"
    encoding = (sys.__stderr__.encoding if sys.__stderr__ else "") or "none"
    if encoding.lower().replace("-", "").replace("_", "") != "utf8":
        return (
            f"The full screen needs a UTF-8 terminal; this one is set to {encoding} (see LANG and LC_ALL). "
            f"{_alternative()}"
        )
    return ""


def set_textual_defaults() -> None:
    """Set Textual's switches for a slow line, except those that the environment has already."""
    for name, value in _TEXTUAL_DEFAULTS.items():
        os.environ.setdefault(name, value)


def _is_terminal(stream: object) -> bool:
    isatty = getattr(stream, "isatty", None)
    try:
        return bool(isatty and isatty())
    except ValueError:  # a closed stream
        return False


def _alternative() -> str:
    return f'Commands such as "{program()} today" and "{program()} week" work anywhere.'
