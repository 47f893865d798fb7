"""The title in an author's words: it ends where its sense ends, and what follows is for the note.

``8 miles, consisting of:`` is the title ``8 miles``. A line that is longer than a title may be ends after the last of
its parts that fits.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from planner.text import NOTE_LIMIT, TITLE_LIMIT, clean_line

_LONGEST_OF_SEVERAL_LINES = 60
"""Lines up to so many characters together make a title; of longer ones the first does."""
_SHORTEST_PART = 12
"""A title of many parts is not cut to fewer characters."""
_PUNCTUATION = " ,;:(–—-"
_LEADING_ON = re.compile(
    r"(?:^|(?<=[\s,;:(–—-]))(?:"
    r"consist(?:ing|s) of|made up of|composed of|compris(?:ing|es)|includ(?:ing|es)|incl\.?|containing|as follows|"
    r"followed by|with|plus|then|and|of|"
    r"bestehend aus|besteht aus|mit|und|dann|"
    r"composée? de|comprenant|avec|puis|"
    r"compuest[ao] (?:de|por)|que consiste en|con|luego|"
    r"compost[ao] (?:da|de|por)|poi|com|depois|"
    r"bestaande uit|met|en|daarna|"
    r"bestående af|som består af|med|og)$",
    re.IGNORECASE,
)
"""What leads on to the next words at the end of a line."""
_BETWEEN_PARTS = re.compile(r"(?:[,;.]|\s[+/–—-])\s")


def title_in_lines(lines: Sequence[str]) -> tuple[str, bool]:
    """Return the title of a workout, and whether it has all that the lines say.

    Args:
        lines: The author's words, without blank lines.
    """
    together = clean_line(", ".join(lines).replace(":, ", ": "), NOTE_LIMIT)
    is_all = len(lines) < 2 or len(together) <= _LONGEST_OF_SEVERAL_LINES
    title, is_whole = title_of_line(together if is_all else lines[0])
    return title, is_all and is_whole


def title_of_line(line: str) -> tuple[str, bool]:
    """Return the title in one line of an author's words, and whether it has all that the line says."""
    title = _without_end(clean_line(line, NOTE_LIMIT))
    if len(title) <= TITLE_LIMIT:
        return title, True
    return clean_line(_without_end(title[: _end_of_parts(title)])), False


def _without_end(line: str) -> str:
    """Return a line without what leads on to the next words at its end; as it is where it has no others."""
    title, before = line.rstrip(_PUNCTUATION), ""
    while title != before:
        before, title = title, _LEADING_ON.sub("", title).rstrip(_PUNCTUATION)
    return title or line


def _end_of_parts(line: str) -> int:
    """Return where the last part of a line ends that a title has room for; what is in brackets stays together."""
    ends = [match.start() for match in _BETWEEN_PARTS.finditer(line, 0, TITLE_LIMIT)]
    ends = [end for end in ends if end >= _SHORTEST_PART and line.count("(", 0, end) == line.count(")", 0, end)]
    return max(ends, default=len(line))
