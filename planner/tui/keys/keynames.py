"""Keys as people write them - ``D``, ``ctrl+d``, ``[``, ``pageup`` - and as Textual names them, both ways.

Only keys that a plain terminal can send are known here. An old one has no way to say ctrl+enter or ctrl+shift+x, and
says ctrl+i, ctrl+m and ctrl+h with the very bytes of tab, enter and backspace.
"""

from __future__ import annotations

from functools import cache

from rich.cells import cell_len

from planner.tui.terminal import textual_internals

_ALIASES = {
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

_SYMBOLS = {"left": "←", "right": "→", "up": "↑", "down": "↓", "pageup": "pgup", "pagedown": "pgdn"}
"""How some keys are written on the screen."""

NAMED_KEYS = frozenset(
    {
        *("up", "down", "left", "right", "home", "end", "pageup", "pagedown"),
        *("enter", "escape", "tab", "shift+tab", "space", "backspace", "delete", "insert"),
        *(f"f{number}" for number in range(1, 13)),
        *(f"ctrl+{letter}" for letter in "abdefgklnoprstuvwxy"),
    }
)
"""Every key without a character of its own that an old terminal can send, by Textual's names."""

RESERVED_KEYS = {"ctrl+c": "always leaves", "ctrl+q": "always leaves", "f1": "always shows help"}
"""Keys that the settings cannot give away, and why."""


def parse_key(text: str) -> str | None:
    """Textual's name of a key as it was written; None for what is no key that a plain terminal can send.

    Args:
        text: One character, or a name; the case of a name does not matter, that of a letter does.
    """
    name = _ALIASES.get(text.strip().lower(), text.strip().lower())
    if name in NAMED_KEYS or name in RESERVED_KEYS:
        return name
    if len(text) == 1:
        usable = text.isprintable() and not text.isspace() and cell_len(text) > 0
        return textual_internals.key_name_of(text) if usable else "space" if text == " " else None
    return name if len(name) > 1 and _character_of(name) is not None else None


def format_key(name: str) -> str:
    """A key as people write it, by Textual's name: ``[`` for ``left_square_bracket``, ``←`` for ``left``."""
    if len(name) == 1 or name in NAMED_KEYS or name in RESERVED_KEYS:
        return _SYMBOLS.get(name, name)
    return _character_of(name) or name


def _character_of(name: str) -> str | None:
    """The character that Textual's name of a key stands for: ``?`` for ``question_mark``."""
    found = _punctuation_by_name().get(name)
    if found is None:
        from textual.keys import key_to_character

        found = key_to_character(name)
    return found if found is not None and found.isprintable() and textual_internals.key_name_of(found) == name else None


@cache
def _punctuation_by_name() -> dict[str, str]:
    """The characters of ASCII by Textual's names, some of which it does not know itself the other way round."""
    return {textual_internals.key_name_of(chr(code)): chr(code) for code in range(33, 127)}
