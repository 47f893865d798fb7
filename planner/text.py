"""Make text from outside safe to print: replace control and direction characters, and limit its length.

Every package may import this module. Text is cleaned where it comes in (argument, form, file) and again where it is
printed, because a database may hold text that another program wrote.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

_UNSAFE = (
    "\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f\ud800-\udfff"
)
_SPACES = r"[\t\r\n\v\f\u2028\u2029 ]+"
_EMOJI = "[\u2600-\u27bf\U0001f000-\U0001faff]"
_JOINED = f"(?<={_EMOJI[:-1]}\ufe0f])(?:\u200d{_EMOJI}[\ufe0f\U0001f3fb-\U0001f3ff]?)+"
_MAX_COMBINING = 8
_JOINER = "\u200d"
_JOINING = frozenset({_JOINER, *map(chr, range(0x1F3FB, 0x1F400))})
"""What makes one letter with the letter before it: the joiner of emoji, and the colours of skin."""
_FLAG_LETTERS = frozenset(map(chr, range(0x1F1E6, 0x1F200)))
"""Letters of which two make a flag."""
TITLE_LIMIT = 200
NOTE_LIMIT = 10_000


def clean_line(text: str, limit: int = TITLE_LIMIT) -> str:
    """Return text as one line that is safe to print.

    White space is folded to single spaces; control and direction characters become U+FFFD.

    Args:
        text: Any text.
        limit: Length in characters; a longer text is cut off and ends in ``…``.
    """
    if not text.isprintable() or "  " in text:  # unsafe characters are not printable, so most texts need no pattern
        text = _unsafe_pattern(keep_line_breaks=False).sub("\N{REPLACEMENT CHARACTER}", re.sub(_SPACES, " ", text))
    return _truncate(text, limit)


def clean_note(text: str, limit: int = NOTE_LIMIT) -> str:
    """Return text that is safe to print, as `clean_line`, but with its line breaks."""
    if not text.isprintable():
        lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
        text = _unsafe_pattern(keep_line_breaks=True).sub("\N{REPLACEMENT CHARACTER}", lines)
    return _truncate(text, limit)


def make_printable(text: str) -> str:
    """Return text with U+FFFD for each control and direction character; line breaks, spaces and length stay."""
    if text.isprintable():
        return text
    return _unsafe_pattern(keep_line_breaks=True).sub("\N{REPLACEMENT CHARACTER}", text)


def join_words(words: Iterable[str], last: str = "and") -> str:
    """Join words as a sentence lists them: ``a, b and c``; empty for no words."""
    listed = tuple(words)
    if len(listed) < 2:
        return "".join(listed)
    return f"{', '.join(listed[:-1])} {last} {listed[-1]}"


def join_first(words: Sequence[str], most: int = 3) -> str:
    """Join the first words as a sentence lists them, with the number of the others: ``a, b, c and 4 more``."""
    more = len(words) - most
    return join_words([*words[:most], f"{more} more"] if more > 0 else words)


def format_count(number: int, noun: str) -> str:
    """Return a number with its noun: ``1 day``, ``2 days``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


_NUMBER_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def number_word(number: int) -> str:
    """Return a whole number as a sentence writes it: ``no``, ``one`` to ``ten``, then digits."""
    return _NUMBER_WORDS[number] if 0 <= number < len(_NUMBER_WORDS) else str(number)


def count_word(number: int, noun: str) -> str:
    """Return a number in words with its noun: ``no session``, ``two sessions``, ``12 sessions``."""
    return f"{number_word(number)} {noun}" if number in (0, 1) else f"{number_word(number)} {noun}s"


def capitalize_first(text: str) -> str:
    """Return the text with its first letter in upper case and the rest unchanged."""
    return text[:1].upper() + text[1:]


def cell_width(text: str) -> int:
    """Return how many columns of a terminal a clean text takes; `rich.cells` knows more, and loads in 20 ms."""
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text) if not text.isascii() else 0
    return len(text) + wide - sum(bool(unicodedata.combining(char)) for char in text if char > "\u02ff")


def path_below_home(path: str | os.PathLike[str]) -> str:
    """Return a path as a person types it, ``~/running/planner.db``, without characters that are unsafe to print."""
    home = os.path.join(os.path.expanduser("~"), "")  # noqa: PTH111, PTH118 - with the slash at its end
    name = os.fspath(path)
    return clean_line(f"~/{name.removeprefix(home)}" if name.startswith(home) else name, 4096)


def replace_unprintable(text: str) -> str:
    """Return text character by character, with U+FFFD for each one that no terminal may get."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)


def first_of_joined(text: str) -> str:
    """Return text with only the first of emoji that a zero-width joiner makes one.

    Joined, they are counted as two cells, which some terminals draw in four or more; the first alone has two in all.
    """
    return re.sub(_JOINED, "", text) if "\u200d" in text else text


@cache
def _unsafe_pattern(*, keep_line_breaks: bool) -> re.Pattern[str]:
    """Return the pattern of characters to replace, compiled at first use because a start rarely needs it."""
    ranges = _UNSAFE.replace("\x00-\x1f", "\x00-\x09\x0b-\x1f") if keep_line_breaks else _UNSAFE
    return re.compile(f"[{ranges}]")


def _truncate(text: str, limit: int) -> str:
    text = text.strip()
    if not text.isascii():
        text = _limit_combining(unicodedata.normalize("NFC", text))
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def _limit_combining(text: str) -> str:
    """Drop combining marks after eight in a row; more of them are drawn over the lines above and below."""
    chars: list[str] = []
    run = 0
    for char in text:
        run = run + 1 if unicodedata.combining(char) else 0
        if run <= _MAX_COMBINING:
            chars.append(char)
    return "".join(chars)


def cut_to_bytes(text: str, limit: int) -> str:
    """Return the beginning of a text that takes so many bytes in UTF-8 at most, cut at whole letters.

    A letter goes with its accents, and an emoji with what is joined to it.
    """
    if len(text.encode()) <= limit:
        return text
    kept = ""
    for letter in _letters(text):
        if len(kept.encode()) + len(letter.encode()) > limit:
            break
        kept += letter
    return kept.rstrip()


def _letters(text: str) -> Iterator[str]:
    letter = ""
    for char in text:
        is_joined = unicodedata.category(char).startswith("M") or char in _JOINING or letter.endswith(_JOINER)
        is_flag = char in _FLAG_LETTERS and len(letter) == 1 and letter in _FLAG_LETTERS
        if letter and not is_joined and not is_flag:
            yield letter
            letter = ""
        letter += char
    yield letter
