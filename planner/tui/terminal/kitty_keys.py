"""Keys as the kitty protocol sends them, in the words of older terminals, so that every key is the same everywhere.

Only its first flag is asked for, with which an escape comes whole and needs no waiting. With Textual's own flags
letters are reported as keys, which breaks input methods.
"""

from __future__ import annotations

import re

PUSH, POP = "\x1b[>1u", "\x1b[<u"
"""What switches the protocol on, and back to what was before."""

_KEY = re.compile(r"\x1b\[([0-9]+)(?::[0-9:]*)?(?:;([0-9]+)(?::[0-9]+)?)?u")
_MODIFIED = re.compile(r"\x1b\[1;([0-9]+)([A-HPQRS])")
_LOCKS = 64 | 128
"""Caps lock and num lock, which are no part of a key here."""
_SHIFT, _CTRL = 1, 4
_ESCAPE_CODE, _TAB, _ENTER, _BACKSPACE = 27, 9, 13, 127
_KEYPAD = {57399 + index: sign for index, sign in enumerate("0123456789./*-+\r=,")} | {
    57417 + index: f"\x1b[{end}" for index, end in enumerate(("D", "C", "A", "B", "5~", "6~", "H", "F", "2~", "3~"))
}


def legacy_keys(sequence: str) -> str:
    """Return what an older terminal sends for a key: a character or a sequence; empty for a key that it has not."""
    if modified := _MODIFIED.fullmatch(sequence):
        modifiers = (int(modified[1]) - 1) & ~_LOCKS
        return f"\x1b[1;{modifiers + 1}{modified[2]}" if modifiers else f"\x1b[{modified[2]}"
    key = _KEY.fullmatch(sequence)
    return _legacy_key(int(key[1]), (int(key[2] or 1) - 1) & ~_LOCKS) if key else sequence


def _legacy_key(code: int, modifiers: int) -> str:
    if code == _ESCAPE_CODE:
        return "\x1b"
    if code in _KEYPAD:
        return _KEYPAD[code]
    if modifiers & ~(_SHIFT | _CTRL) or code > _BACKSPACE:
        return ""
    if code == _TAB and modifiers == _SHIFT:
        return "\x1b[Z"
    is_plain = code in (_TAB, _ENTER, _BACKSPACE) or not modifiers & _CTRL
    return chr(code) if is_plain else _control(chr(code))


def _control(character: str) -> str:
    """Return the control character that a key makes with ctrl; empty for a key that makes none."""
    if character.isalpha() or character in "[\\]^_@":
        return chr(ord(character.upper()) - 64)
    return {" ": "\x00", "/": "\x1f"}.get(character, "")
