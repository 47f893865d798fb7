"""The lines of an ICS file as they are written: escaped, and folded at 75 octets.

Text is written without a library: ten thousand events take a tenth of a second.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from planner.text import make_printable

LINE_END = "\r\n"
_MAX_OCTETS = 75
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def text_line(name: str, text: str) -> str:
    """Return the line, perhaps folded, of a property that is text; control characters in it are replaced."""
    return fold(f"{name}:{escape_text(text)}")


def list_line(name: str, texts: Iterable[str]) -> str:
    """Return the line, perhaps folded, of a property that is a list of texts."""
    return fold(f"{name}:{','.join(map(escape_text, texts))}")


def time_line(name: str, time: dt.datetime | dt.date, zone_name: str = "") -> str:
    """Return the line of a property that is a time on the runner's clock, or a date.

    Args:
        name: The property.
        time: A time without a zone, or a date.
        zone_name: The zone of a time, written with it; a time without is that of whatever clock reads it.
    """
    if not isinstance(time, dt.datetime):
        return f"{name};VALUE=DATE:{time:%Y%m%d}"
    return fold(f"{name};TZID={zone_name}:{clock_text(time)}") if zone_name else f"{name}:{clock_text(time)}"


def instant_line(name: str, instant: dt.datetime) -> str:
    """Return the line of a property that is an instant, in UTC."""
    return f"{name}:{clock_text(instant.astimezone(dt.UTC))}Z"


def clock_text(time: dt.datetime) -> str:
    """Return a time as ICS files write it: ``20270107T180000``."""
    return f"{time.year:04d}{time.month:02d}{time.day:02d}T{time.hour:02d}{time.minute:02d}{time.second:02d}"


def escape_text(text: str) -> str:
    """Return text as the value of a property, in one line."""
    if not text.isprintable():
        text = make_printable(text.replace(LINE_END, "\n").replace("\r", "\n").replace("\t", " "))
    return text.translate(_ESCAPES)


def fold(line: str) -> str:
    """Return a line in pieces of at most 75 octets, none of which begins or ends within a letter."""
    if len(line) <= _MAX_OCTETS and (line.isascii() or len(line.encode()) <= _MAX_OCTETS):
        return line
    return f"{LINE_END} ".join(_pieces(line))


def _pieces(line: str) -> Iterator[str]:
    data, begin, room = line.encode(), 0, _MAX_OCTETS
    while len(data) - begin > room:
        end = begin + room
        while data[end] & 0xC0 == 0x80:  # within a letter of several octets
            end -= 1
        yield data[begin:end].decode()
        begin, room = end, _MAX_OCTETS - 1  # the space before it is one of the octets
    yield data[begin:].decode()
