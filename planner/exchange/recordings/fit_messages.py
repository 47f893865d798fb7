"""The messages of a FIT file: those that are asked for are decoded, the others are stepped over.

A FIT file is a header, messages and a checksum; several files may follow one another in one. A definition message says
how the data messages of a local number (0 to 15) are laid out, until the next definition of that number. A damaged file
gives what comes before the damage.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from struct import Struct
from typing import Final, NamedTuple

from planner.exchange.fit_base_types import BASE_TYPES
from planner.exchange.fit_checksum import fit_checksum

MOST_BYTES = 32 * 1024 * 1024
"""A recording of three days, each second of it, has about 20 MB."""
_MOST_DECODED = 1_500_000
"""Messages that are decoded in one file: the seconds of 17 days."""
_MOST_PARTS = 200

FILE_ID, SPORT, SESSION, LAP, RECORD, EVENT, ACTIVITY, SET, EXERCISE_TITLE = 0, 12, 18, 19, 20, 21, 34, 225, 264
TIMESTAMP: Final = 253
_FIELDS: Final = {
    FILE_ID: frozenset({0}),  # type
    SPORT: frozenset({0, 1}),  # sport, sub-sport
    SESSION: frozenset({2, 5, 6, 7, 8, 9, 16, 22, 59, TIMESTAMP}),
    LAP: frozenset({2, 7, 8, 9, 15, 25, 39, TIMESTAMP}),
    RECORD: frozenset({3, 5, TIMESTAMP}),  # heart rate, distance
    EVENT: frozenset({0, 1, TIMESTAMP}),  # event, type
    ACTIVITY: frozenset({5, TIMESTAMP}),  # local time
    SET: frozenset({0, 3, 4, 5, 6, 7, 8, 254}),
    EXERCISE_TITLE: frozenset({0, 1, 2}),  # category, exercise, name
}
"""The fields that are decoded, of each message."""


class FitMessage(NamedTuple):
    """A decoded message: its global number, and its known fields by their numbers."""

    number: int
    fields: dict[int, int]
    texts: dict[int, str]


class _Layout(NamedTuple):
    """How the data messages of a definition are laid out.

    Attributes:
        number: The global message number.
        size: Bytes of a message with its header.
        unpack: Decodes the wanted fields; None for a message that is stepped over.
        keys: The numbers of those fields, each with the value that means "unknown".
    """

    number: int
    size: int
    unpack: Callable[[bytes, int], tuple[int | bytes, ...]] | None = None
    keys: tuple[tuple[int, int | None], ...] = ()


@dataclass(slots=True)
class FitPart:
    """One FIT file of those that follow one another in a file.

    Attributes:
        content: The bytes of the whole file.
        start: Where the messages begin.
        end: Where they end.
        left: Counts what may still be decoded in the whole file.
        is_open: Whether its length is unknown, so that it may end in a checksum or not.
        damage: What is wrong with it, half a sentence; empty where nothing is.
        is_cut: Whether messages are missing.
    """

    content: bytes
    start: int
    end: int
    left: Iterator[int]
    is_open: bool = False
    damage: str = ""
    is_cut: bool = False

    def read(self, wanted: frozenset[int]) -> Iterator[FitMessage]:
        """Yield the messages with the wanted global numbers; where they break off, `damage` says why."""
        content, position, end = self.content, self.start, self.end
        steps = [0] * 256  # how far the message of each header byte is stepped over; 0: it is looked at
        layouts: list[_Layout | None] = [None] * 16
        clock = step = 0
        while position < end:
            header = content[position]
            step = steps[header]
            if step:
                position += step
                continue
            if next(self.left, None) is None:
                return self._break_off(position, "it has more messages than any recording")
            if header & 0xC0 == 0x40:
                step = _definition_size(content, position)
                if position + step <= end:
                    layout = _read_layout(content[position : position + step], wanted)
                    layouts[header & 15] = layout
                    _set_steps(steps, header & 15, 0 if layout.unpack else layout.size)
                position += step
                continue
            seen = layouts[header >> 5 & 3 if header & 0x80 else header & 15]
            if seen is None or seen.unpack is None:
                return self._break_off(position, f"it is damaged at byte {position}")
            step = seen.size
            if position + step <= end:
                message = _decode(seen, seen.unpack(content, position + 1))
                if header & 0x80:  # such a header has the last five bits of its time
                    message.fields.setdefault(TIMESTAMP, clock + (header - clock & 31))
                clock = message.fields.get(TIMESTAMP, clock)
                yield message
            position += step
        return self._break_off(position - step, "it is cut short") if position > end else None

    def _break_off(self, position: int, damage: str) -> None:
        """Note that no message can be read from here on; the last two bytes of an open part are its checksum."""
        if not self.is_open or self.end - position > 2:
            self.damage, self.is_cut = damage, True


def split_parts(content: bytes) -> tuple[list[FitPart], str]:
    """Return the FIT files that follow one another in a file, and what is wrong after them, half a sentence."""
    parts: list[FitPart] = []
    left = iter(range(_MOST_DECODED))
    position = 0
    while position < len(content):
        if not is_fit(content, position):
            rest = len(content) - position if content[position:].strip(b"\0") else 0
            return parts, f"{rest} bytes after its end are left out" if rest else ""
        if len(parts) == _MOST_PARTS:
            return parts, f"it is more than {_MOST_PARTS} files in one"
        part = _read_part(content, position, left)
        parts.append(part)
        position = part.end if part.is_open else part.end + 2
    return parts, ""


def is_fit(content: bytes, position: int = 0) -> bool:
    """Return whether the header of a FIT file is at a position."""
    return content[position + 8 : position + 12] == b".FIT" and content[position] >= 12


def _read_part(content: bytes, position: int, left: Iterator[int]) -> FitPart:
    """Return the FIT file at a position.

    A length that is 0, as in a recording that was never closed, or that the file belies, is replaced by what there is.
    """
    start = position + content[position]
    end = start + int.from_bytes(content[position + 4 : position + 8], "little")
    following = _next_header(content, start)
    if end == start:
        return FitPart(content, start, following, left, is_open=True)
    if end > following:
        damage = "it is shorter than its header says"
        return FitPart(content, start, following, left, is_open=True, damage=damage, is_cut=True)
    if fit_checksum(content[position:end]) == int.from_bytes(content[end : end + 2], "little"):
        return FitPart(content, start, end, left)
    if end + 2 < following:
        return FitPart(content, start, following, left, is_open=True, damage="it is longer than its header says")
    damage = "its checksum is wrong" if end + 2 == following else "its checksum is missing"
    return FitPart(content, start, end, left, damage=damage)


def _next_header(content: bytes, start: int) -> int:
    """Return where the next FIT file begins, or the end of the content."""
    found = content.find(b".FIT", start + 8)
    return found - 8 if found >= 0 and content[found - 8] in {12, 14} else len(content)


def _definition_size(content: bytes, position: int) -> int:
    """Return the bytes of a definition message; beyond the content they count as without fields."""
    size = 6 + 3 * int.from_bytes(content[position + 5 : position + 6])
    if content[position] & 0x20:  # fields of developers follow
        size += 1 + 3 * int.from_bytes(content[position + size : position + size + 1])
    return size


@lru_cache(maxsize=1024)
def _read_layout(definition: bytes, wanted: frozenset[int]) -> _Layout:
    """Return the layout of a definition message; files of one watch have the same ones, so they are kept."""
    is_big = definition[2] == 1
    number = int.from_bytes(definition[3:5], "big" if is_big else "little")
    sizes = definition[7 : 6 + 3 * definition[5] : 3]
    developer = definition[6 + 3 * definition[5] + 2 :: 3]
    size = 1 + sum(sizes) + sum(developer)
    if number not in wanted:
        return _Layout(number, size)
    codes: list[str] = []
    keys: list[tuple[int, int | None]] = []
    skipped = 0
    for key, width, base_type in zip(definition[6:-2:3], sizes, definition[8::3], strict=False):
        base = BASE_TYPES.get(base_type & 31) if key in _FIELDS[number] else None
        if base and not base.size:
            base = base._replace(code=f"{width}s", size=width)
        if base and 0 < base.size <= width:  # of a list of values, the first
            keys.append((key, base.invalid))
            codes.append(f"{skipped}x{base.code}")
            skipped = width - base.size
        else:
            skipped += width
    packed = Struct((">" if is_big else "<") + "".join(codes))
    return _Layout(number, size, packed.unpack_from, tuple(keys))


def _set_steps(steps: list[int], local: int, size: int) -> None:
    """Set how far messages of a local number are stepped over; local numbers 0 to 3 may have a compressed time."""
    steps[local:64:16] = [size] * 4
    if local < 4:
        compressed = 0x80 | local << 5
        steps[compressed : compressed + 32] = [size] * 32


def _decode(layout: _Layout, values: tuple[int | bytes, ...]) -> FitMessage:
    """Return a message of its unpacked values, without those that mean "unknown"."""
    fields: dict[int, int] = {}
    texts: dict[int, str] = {}
    for (key, invalid), value in zip(layout.keys, values, strict=True):
        if isinstance(value, bytes):
            texts[key] = value.partition(b"\0")[0].decode(errors="replace")
        elif value != invalid:
            fields[key] = value
    return FitMessage(layout.number, fields, texts)
