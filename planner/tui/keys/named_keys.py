"""Which key a line of text names at a column, so that a key named at the foot can be clicked."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from rich.cells import cell_len

from planner.tui.keys.command import Command

_BREAK = re.compile(r" {2,}| · |[.,:;] ")
"""What is between two keys of a foot, and between the parts of a sentence that names keys."""
_ALSO_WORDS = frozenset({"a", "A", "i", "I"})
"""Keys that begin a sentence as words of English."""


def written_keys(table: Iterable[Command]) -> frozenset[str]:
    """Return the keys of some commands as the screen writes them, one by one: ``←`` and ``→`` of ``← →``."""
    return frozenset(key for command in table for key in command.key_text.split())


def key_named_at(line: str, column: int, keys: Collection[str], *, in_sentence: bool = False) -> str:
    """Return Textual's name of the key that a line names at a column; empty where it names none.

    A key is named with the words after it, ``u takes it back``; of several keys with one word, ``+ - load``, the one
    at the column counts, and on the word the first.

    Args:
        line: The line.
        column: Cells from its left edge.
        keys: The keys that may be named, as the screen writes them.
        in_sentence: Whether the line is a sentence, in which ``A`` and ``i`` may be words.
    """
    index = next((at for at in range(len(line)) if cell_len(line[: at + 1]) > column), len(line))
    start = 0
    for gap in (*_BREAK.finditer(line), None):
        end = len(line) if gap is None else gap.start()
        if index < end:
            usable = [key for key in keys if key not in _ALSO_WORDS] if in_sentence else keys
            return _first_key(line[start:end], index - start, usable) if index >= start else ""
        start = end if gap is None else gap.end()
    return ""


def _first_key(part: str, index: int, keys: Collection[str]) -> str:
    """Return the key at an index of the keys that a part of a line begins with, else the first of them."""
    from planner.tui.keys.keynames import parse_key

    named = ""
    for word in re.finditer(r"\S+", part):
        if word.group() not in keys:
            break
        if not named or word.start() <= index < word.end():
            named = word.group()
    return parse_key(named) or "" if named else ""
