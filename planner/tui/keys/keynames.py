"""Conversion between keys as people write them (``D``, ``ctrl+d``, ``[``, ``pageup``) and Textual's names of them.

Only keys that a plain terminal can send are known here. Such a terminal cannot send ctrl+enter or ctrl+shift+x, and
sends the same bytes for ctrl+i, ctrl+m and ctrl+h as for tab, enter and backspace.
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
"""Names that people give to keys, and Textual's names of them."""

_SYMBOLS = {"left": "←", "right": "→", "up": "↑", "down": "↓", "pageup": "pgup", "pagedown": "pgdn"}
"""The keys that the screen writes in another way than Textual names them."""

NAMED_KEYS = frozenset(
    {
        *("up", "down", "left", "right", "home", "end", "pageup", "pagedown"),
        *("enter", "escape", "tab", "shift+tab", "space", "backspace", "delete", "insert"),
        *(f"f{number}" for number in range(1, 13)),
        *(f"ctrl+{letter}" for letter in "abdefgklnoprstuvwxy"),
    }
)
"""Textual's names of the keys without a character of their own that a plain terminal can send."""

RESERVED_KEYS = {
    "ctrl+c": "always leaves",
    "ctrl+q": "always leaves",
    "ctrl+z": "always suspends",
    "f1": "always shows help",
}
"""Keys that the settings cannot give to a command, and the reason."""


def parse_key(text: str) -> str | None:
    """Return Textual's name of a key; None for a text that is no key that a plain terminal can send.

    Args:
        text: One character, or a name. The case of a name does not matter, that of a letter does.
    """
    name = _ALIASES.get(text.strip().lower(), text.strip().lower())
    if name in NAMED_KEYS or name in RESERVED_KEYS:
        return name
    if len(text) == 1:
        usable = text.isprintable() and not text.isspace() and cell_len(text) > 0
        return textual_internals.key_name_of(text) if usable else "space" if text == " " else None
    return name if len(name) > 1 and _character_of(name) is not None else None


def format_key(name: str) -> str:
    """Return a key as people write it: ``[`` for Textual's ``left_square_bracket``, ``←`` for ``left``."""
    if len(name) == 1 or name in NAMED_KEYS or name in RESERVED_KEYS:
        return _SYMBOLS.get(name, name)
    return _character_of(name) or name


def _character_of(name: str) -> str | None:
    """Return the character of a key by Textual's name: ``?`` for ``question_mark``."""
    character = _ascii_by_name().get(name)
    if character is None:
        from textual.keys import key_to_character

        character = key_to_character(name)
    if character is None or not character.isprintable() or textual_internals.key_name_of(character) != name:
        return None
    return character


@cache
def _ascii_by_name() -> dict[str, str]:
    """Return the characters of ASCII by Textual's names; Textual itself cannot turn some of them back."""
    return {textual_internals.key_name_of(chr(code)): chr(code) for code in range(33, 127)}
