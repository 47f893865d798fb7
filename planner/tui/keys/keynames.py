"""Keys as people write them - ``D``, ``ctrl+d``, ``[``, ``pageup`` - and as Textual names them, both ways.

Only keys that a plain terminal can send are known here. An old one has no way to say ctrl+enter or ctrl+shift+x, and
says ctrl+i, ctrl+m and ctrl+h with the very bytes of tab, enter and backspace.
"""

from __future__ import annotations

from functools import cache

from rich.cells import cell_len

from planner.tui.terminal import textual_internals

_ALSO = {
    "esc": "escape",
    "return": "enter",
    "pgup": "pageup",
    "page_up": "pageup",
    "pgdn": "pagedown",
    "pgdown": "pagedown",
    "page_down": "pagedown",
    "del": "delete",
    "ins": "insert",
    "backtab": "shift+tab",
    "←": "left",
    "→": "right",
    "↑": "up",
    "↓": "down",
}
"""Other names people give to keys."""

_WRITTEN = {"left": "←", "right": "→", "up": "↑", "down": "↓", "pageup": "pgup", "pagedown": "pgdn"}
"""How some keys are written on the screen."""

NAMED = frozenset(
    {
        *("up", "down", "left", "right", "home", "end", "pageup", "pagedown"),
        *("enter", "escape", "tab", "shift+tab", "space", "backspace", "delete", "insert"),
        *(f"f{number}" for number in range(1, 13)),
        *(f"ctrl+{letter}" for letter in "abdefgklnoprstuvwxy"),
    }
)
"""Every key without a character of its own that an old terminal can send, by Textual's names."""

FIXED = {"ctrl+c": "always leaves", "ctrl+q": "always leaves", "f1": "always shows help"}
"""Keys that the settings cannot give away, and why."""


def read_key(written: str) -> str | None:
    """Textual's name of a key as it was written; None for what is no key that a plain terminal can send.

    Args:
        written: One character, or a name; the case of a name does not matter, that of a letter does.
    """
    name = _ALSO.get(written.strip().lower(), written.strip().lower())
    if name in NAMED or name in FIXED:
        return name
    if len(written) == 1:
        usable = written.isprintable() and not written.isspace() and cell_len(written) > 0
        return textual_internals.key_of(written) if usable else "space" if written == " " else None
    return name if len(name) > 1 and _character(name) is not None else None


def write_key(name: str) -> str:
    """A key as people write it, by Textual's name: ``[`` for ``left_square_bracket``, ``←`` for ``left``."""
    if len(name) == 1 or name in NAMED or name in FIXED:
        return _WRITTEN.get(name, name)
    return _character(name) or name


def _character(name: str) -> str | None:
    """The character that Textual's name of a key stands for: ``?`` for ``question_mark``."""
    found = _punctuation().get(name)
    if found is None:
        from textual.keys import key_to_character

        found = key_to_character(name)
    return found if found is not None and found.isprintable() and textual_internals.key_of(found) == name else None


@cache
def _punctuation() -> dict[str, str]:
    """The characters of ASCII by Textual's names, some of which it does not know itself the other way round."""
    return {textual_internals.key_of(chr(code)): chr(code) for code in range(33, 127)}
