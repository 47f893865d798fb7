"""Write FIT files: a header, messages with their definitions, and a checksum.

This is our own because no library fits. Garmin's `garmin-fit-sdk` writes every message, but its licence is Garmin's own
and no open one, and it brings a profile of 32,000 lines for the four messages that we write; `fit-tool` is another's
copy of a package whose author took it away, with 8 MB; `fitdecode` only reads, and judges our files in the tests.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from planner.exchange.fit_base_types import BASE_TYPES, TEXT
from planner.exchange.fit_checksum import fit_checksum

_HEADER_SIZE, _PROTOCOL, _PROFILE = 14, 0x10, 21_94
"""Protocol 1.0, which every watch reads, and the version of the profile, 21.94, that has all of our fields."""
_DEFINITION, _LITTLE_ENDIAN = 0x40, 0
_HAS_BYTE_ORDER = 0x80
"""The flag of base types of several bytes."""


class FieldType(NamedTuple):
    """A field of a message: its number in the profile, and its base type."""

    number: int
    base: int


@dataclass(frozen=True, slots=True)
class MessageType:
    """A kind of message: its number in the profile, and its fields by name."""

    number: int
    fields: Mapping[str, FieldType]


@dataclass(frozen=True, slots=True)
class Message:
    """A message of a kind; a field that is left out, or None, is unknown."""

    type: MessageType
    values: Mapping[str, int | str | None]


def fit_file(messages: Sequence[Message]) -> bytes:
    """Return the bytes of a FIT file.

    All messages of a kind have one definition, before the first of them: it has each field that any of them has, and
    texts are as long as the longest of them, with the zero that ends each.

    Args:
        messages: The messages in order, of at most 16 kinds; the first is that of the file itself.
    """
    layouts: dict[int, _Layout] = {}
    body = b""
    for message in messages:
        number = message.type.number
        if number not in layouts:
            alike = [other.values for other in messages if other.type.number == number]
            layouts[number] = _Layout(len(layouts), message.type, alike)
            body += layouts[number].definition
        body += layouts[number].pack(message.values)
    header = struct.pack("<BBHI4s", _HEADER_SIZE, _PROTOCOL, _PROFILE, len(body), b".FIT")
    content = header + _checksum(header) + body
    return content + _checksum(content)


class _Layout:
    """How the messages of a kind are written in a file."""

    def __init__(self, local: int, kind: MessageType, alike: Sequence[Mapping[str, int | str | None]]) -> None:
        self._local = local
        self._number = kind.number
        self._fields: Final[list[tuple[str, FieldType, int]]] = []
        for name, field in kind.fields.items():
            known = [values[name] for values in alike if values.get(name) is not None]
            if known:
                longest = max(len(str(value).encode()) for value in known) + 1
                self._fields.append((name, field, BASE_TYPES[field.base].size or longest))

    @property
    def definition(self) -> bytes:
        """The message that says how those of this kind are laid out."""
        head = struct.pack("<BBBHB", _DEFINITION | self._local, 0, _LITTLE_ENDIAN, self._number, len(self._fields))
        return head + b"".join(
            bytes((field.number, size, field.base | (_HAS_BYTE_ORDER if BASE_TYPES[field.base].size > 1 else 0)))
            for _, field, size in self._fields
        )

    def pack(self, values: Mapping[str, int | str | None]) -> bytes:
        """Return a message of this kind."""
        packed = bytes((self._local,))
        for name, field, size in self._fields:
            value = values.get(name)
            if field.base == TEXT:
                packed += str(value or "").encode().ljust(size, b"\0")
            else:
                base = BASE_TYPES[field.base]
                packed += struct.pack(f"<{base.code}", base.invalid if value is None else value)
        return packed


def _checksum(content: bytes) -> bytes:
    return fit_checksum(content).to_bytes(2, "little")
