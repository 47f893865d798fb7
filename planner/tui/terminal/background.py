"""Whether the terminal's background is light: the question that it is asked, and what it answers."""

from __future__ import annotations

import re

from textual.message import Message

from planner.tui.theme.contrast import luminance

QUESTION = "\x1b]11;?\a\x1b[c"
"""Asks for the background, and then for what every terminal answers, so that one knows when no other answer comes."""
_PART = "([0-9a-f]{1,4})"
_ANSWER = re.compile(rf"\x1b\]11;(?:rgba?:{_PART}/{_PART}/{_PART}|#([0-9a-f]{{6}}))", re.IGNORECASE)
_LIGHT_FROM = 0.18
"""The luminance from which black can be read better than white."""


class BackgroundKnown(Message):
    """The terminal has answered which background it has."""

    def __init__(self, *, is_light: bool) -> None:
        super().__init__()
        self.is_light = is_light


def is_light(answer: str) -> bool | None:
    """Return whether a background is light, by the terminal's answer; None where that is no colour."""
    found = _ANSWER.match(answer)
    if found is None:
        return None
    parts = [] if found[4] else [round(int(part, 16) * 255 / (16 ** len(part) - 1)) for part in found.groups()[:3]]
    return luminance(f"#{found[4] or bytes(parts).hex()}") > _LIGHT_FROM
