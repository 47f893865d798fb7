"""Text for any terminal and printer: in ASCII where the settings or the encoding of the output ask for it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from textwrap import wrap

from planner.cli.output import WIDTH
from planner.config import Settings
from planner.invocation import program

_ASCII_WORDS = str.maketrans({"×": "x", "°": " degrees", "·": "-", "–": "-", "…": "...", "µ": "u", "’": "'"})
_DRAWN = "─█▒●×°"


def prefers_ascii(settings: Settings) -> bool:
    """Return whether marks and drawings are printed in ASCII: by the settings, or because of the output's encoding."""
    try:
        _DRAWN.encode(sys.stdout.encoding or "ascii")
    except (LookupError, UnicodeEncodeError):
        return True
    return settings.glyphs == "ascii"


def to_plain_ascii(text: str) -> str:
    """Return text with our typography in ASCII: ``2 x 1:30 at 120 degrees``; letters of any language stay."""
    return text.translate(_ASCII_WORDS)


def wrapped_lines(texts: Iterable[str], *, indent: str = "  ", is_numbered: bool = False) -> Iterable[str]:
    """Yield texts as indented lines of at most 79 columns, the further lines of each a little deeper.

    Args:
        texts: The texts, each to begin on a line of its own.
        indent: What comes before each text.
        is_numbered: Whether they are numbered from 1.
    """
    for number, text in enumerate(texts, 1):
        first = f"{indent}{number}  " if is_numbered else indent
        rest = " " * len(first) if is_numbered else f"{indent}  "
        yield from wrap(text, WIDTH, initial_indent=first, subsequent_indent=rest)


def offer_lines(text: str) -> Iterator[str]:
    """Yield an offer as lines; a command at its end has a line of its own, to be copied whole."""
    sentence, colon, command = text.rpartition(f": {program()} ")
    if not colon:
        yield text
        return
    yield from wrap(f"{sentence}:", WIDTH)
    yield f"  {program()} {command}"
