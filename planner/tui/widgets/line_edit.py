"""A line of text with a caret: what typing, erasing and moving do to it. It knows no widget."""

from __future__ import annotations

from dataclasses import dataclass

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
        start = max(self.caret - width + 1, 0)
        under = self.text[self.caret : self.caret + 1] or " "
        parts = self.text[start : self.caret], under, self.text[self.caret + 1 : start + width]
        before, under, after = map(replace_unprintable, parts)
        return before, under, after
