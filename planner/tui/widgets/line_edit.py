"""A line of text with a caret: what typing, erasing and moving do to it. It knows no widget."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

from rich.cells import cell_len

from planner.text import replace_unprintable

_MAX_LENGTH = 1000


EDITING_KEYS = frozenset({"backspace", "delete", "ctrl+u", "ctrl+w", "left", "right", "home", "end"})
"""The keys that `LineEdit.edit_key` knows."""


@dataclass(slots=True)
class LineEdit:
    """Text of at most ``max_length`` characters, and the caret in it: from 0 before the text to its length after it."""

    text: str = ""
    caret: int = 0
    max_length: int = _MAX_LENGTH

    def insert(self, text: str) -> None:
        """Insert text at the caret, unless the line gets longer than it may be."""
        if len(self.text) + len(text) <= self.max_length:
            self.text = self.text[: self.caret] + text + self.text[self.caret :]
            self.caret += len(text)

    def edit_key(self, key: str) -> bool:
        """Carry out an editing key; return False for any other key."""
        match key:
            case "backspace":
                before = self.text[: self.caret][:-1]
                self.text, self.caret = before + self.text[self.caret :], len(before)
            case "delete":
                self.text = self.text[: self.caret] + self.text[self.caret + 1 :]
            case "ctrl+u":
                self.text, self.caret = self.text[self.caret :], 0
            case "ctrl+w":
                before = self.text[: self.caret].rstrip(" /")
                remaining = before[: max(before.rfind(" "), before.rfind("/")) + 1]
                self.text, self.caret = remaining + self.text[self.caret :], len(remaining)
            case "left":
                self.caret = max(self.caret - 1, 0)
            case "right":
                self.caret = min(self.caret + 1, len(self.text))
            case "home":
                self.caret = 0
            case "end":
                self.caret = len(self.text)
            case _:
                return False
        return True

    def visible_parts(self, width: int) -> tuple[str, str, str]:
        """Return what is shown in ``width`` cells: the text before the caret, the character under it, the rest."""
        under = replace_unprintable(self.text[self.caret : self.caret + 1] or " ")
        before = replace_unprintable(self.text[max(self.caret - width, 0) : self.caret])
        before = _cut(before[::-1], width - cell_len(under))[::-1]
        after = replace_unprintable(self.text[self.caret + 1 : self.caret + 1 + width])
        return before, under, _cut(after, width - cell_len(before) - cell_len(under))


def _cut(text: str, width: int) -> str:
    """Return the first characters of a text that fit into ``width`` cells."""
    if cell_len(text) <= width:
        return text
    cells = accumulate(cell_len(character) for character in text)
    return text[: bisect_right(list(cells), max(width, 0))]
