"""Divide what a terminal sends into keys, sequences and answers to questions, before Textual's parser reads it.

Textual takes what it does not know for keys, letter by letter: the answer to a question about a colour would edit the
plan. Here an answer is held until it is whole, however late it comes and in however many pieces. Escape and a key soon
after it are two keys: Textual would make one with alt of them, and no command has one.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from enum import Enum
from typing import NamedTuple

ESCAPE_DELAY_S = 0.1
"""Seconds after which an escape is a key, and no beginning of a sequence."""
_ANSWER_DELAY_S, _ANSWER_WITHIN_S = 0.5, 1.0
"""The same within so many seconds after a question: an answer may be cut after its first character."""
_PART_DELAY_S = 0.5
"""Seconds after which the rest of a sequence no longer comes; its beginning is dropped."""
_ESCAPE = "\x1b"
_PASTE_START, _PASTE_END = "\x1b[200~", "\x1b[201~"
_SEQUENCE = re.compile(r"\x1b\[(?:\[[A-E]|M[^\x1b]{3}|(?!\[|M)[0-?]*[ -/]*[@-~])|\x1bO[A-Za-z]")
_SEQUENCE_BEGIN = re.compile(r"\x1b(?:\[(?:\[|M[^\x1b]{0,2}|[0-?]*[ -/]*)?|O)?")
_ANSWER = re.compile(r"\x1b\][0-9]+;[^\x00-\x1f]*(?:\a|\x1b\\)")
_ANSWER_BEGIN = re.compile(r"\x1b\](?:[0-9]+(?:;[^\x00-\x1f]*\x1b?)?)?")
_ANSWER_SEQUENCE = re.compile(r"\x1b\[(?:[?>=][^$]*|[0-9]+n)")
_LAST_ANSWER = re.compile(r"\x1b(?:\]11;|\[\?[0-9;]*c)")
_CERTAIN_BEGIN = re.compile(r"\x1b(?:\][0-9]+;|\[[?>=<])")
"""The beginning of what nobody types."""


class PartKind(Enum):
    """What a part of the input is."""

    TEXT = "text"
    SEQUENCE = "sequence"
    ESCAPE = "escape"
    ANSWER = "answer"


class Part(NamedTuple):
    """A part of what the terminal sent: typed or pasted text, the sequence of a key or of the mouse, or an answer."""

    kind: PartKind
    text: str


class InputFilter:
    """What was sent so far, and what of it is not whole yet.

    Args:
        clock: Seconds by a clock that never goes back.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._held = ""
        self._held_at = 0.0
        self._is_paste = False
        self._asked_at: float | None = None

    def expect_answer(self) -> None:
        """Take note that the terminal is asked something now, and last of all for its attributes."""
        self._asked_at = self._clock()

    @property
    def wait_s(self) -> float | None:
        """In how many seconds `tick` has something to say; None when it has not until more is sent."""
        delay = self._delay()
        return None if delay is None else max(self._held_at + delay - self._clock(), 0.0)

    def feed(self, text: str) -> Iterator[Part]:
        """Yield the parts that are whole with what is sent now."""
        rest, self._held = self._held + text, ""
        while rest and not self._held:
            parts, rest = self._pasted(rest) if self._is_paste else self._next(rest)
            yield from parts

    def tick(self) -> Iterator[Part]:
        """Yield what is no beginning of anything, because nothing has followed it for too long."""
        delay = self._delay()
        if delay is None or self._clock() - self._held_at < delay:
            return
        held, self._held = self._held, ""
        if self._is_paste:
            yield Part(PartKind.TEXT, held)
        elif _is_short(held):
            yield Part(PartKind.ESCAPE, _ESCAPE)
            if held[1:]:
                yield Part(PartKind.TEXT, held[1:])

    def _delay(self) -> float | None:
        """Return how long what is held may wait for the rest, in seconds; None where it waits for ever."""
        if not self._held or (not self._is_paste and _CERTAIN_BEGIN.match(self._held)):
            return None
        if self._asked_at is not None and not self._is_paste:
            if self._held.startswith("\x1b]1"):
                return None
            if self._held_at - self._asked_at < _ANSWER_WITHIN_S:
                return _ANSWER_DELAY_S
        return ESCAPE_DELAY_S if _is_short(self._held) or self._is_paste else _PART_DELAY_S

    def _hold(self, text: str) -> str:
        self._held, self._held_at = text, self._clock()
        return ""

    def _next(self, rest: str) -> tuple[list[Part], str]:
        """Return the first part, and what follows it; hold what is not whole."""
        before, escape, _ = rest.partition(_ESCAPE)
        if before or not escape:
            return [Part(PartKind.TEXT, before)], rest[len(before) :]
        if answer := _ANSWER.match(rest):
            return [self._answer(answer[0])], rest[answer.end() :]
        if sequence := _SEQUENCE.match(rest):
            return self._sequence(sequence[0]), rest[sequence.end() :]
        if _SEQUENCE_BEGIN.fullmatch(rest) or _ANSWER_BEGIN.fullmatch(rest):
            return [], self._hold(rest)
        if _CERTAIN_BEGIN.match(rest):  # broken off: what comes now is something else
            begin = _ANSWER_BEGIN.match(rest) or _SEQUENCE_BEGIN.match(rest)
            end = len(begin[0].rstrip(_ESCAPE)) if begin else 1
            return [], rest[end:]
        return [Part(PartKind.ESCAPE, _ESCAPE)], rest[1:]

    def _sequence(self, text: str) -> list[Part]:
        self._is_paste = text == _PASTE_START
        if _ANSWER_SEQUENCE.fullmatch(text):
            return [self._answer(text)]
        if text.startswith("\x1b[<") and text[-1] not in "Mm":  # a mouse that was cut off by a key
            return [Part(PartKind.TEXT, text[-1])]
        return [Part(PartKind.SEQUENCE, text)]

    def _answer(self, text: str) -> Part:
        if _LAST_ANSWER.match(text):
            self._asked_at = None
        return Part(PartKind.ANSWER, text)

    def _pasted(self, rest: str) -> tuple[list[Part], str]:
        """Return pasted text, in which nothing is a sequence but its end."""
        end = rest.find(_PASTE_END)
        if end >= 0:
            self._is_paste = False
            end += len(_PASTE_END)
            return [Part(PartKind.TEXT, rest[:end])], rest[end:]
        cut = next((n for n in range(len(_PASTE_END) - 1, 0, -1) if rest.endswith(_PASTE_END[:n])), 0)
        pasted, held = rest[: len(rest) - cut], rest[len(rest) - cut :]
        return [Part(PartKind.TEXT, pasted)] if pasted else [], self._hold(held) if held else ""


def _is_short(held: str) -> bool:
    """Whether somebody may have typed it: escape, and at most a sign after it."""
    return held in {"\x1b", "\x1b[", "\x1b]", "\x1bO", "\x1b[["}
