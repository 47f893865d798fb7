"""The base types of FIT files: how each value is written, and which value means "unknown"."""

from __future__ import annotations

from typing import Final, NamedTuple


class BaseType(NamedTuple):
    """A base type: how `struct` writes it, its size in bytes, and the value that means "unknown"."""

    code: str
    size: int
    invalid: int | None


ENUM, UINT8, UINT16, UINT32, TEXT, UINT32Z = 0, 2, 4, 6, 7, 12
"""The numbers of the base types that files of ours have."""
BASE_TYPES: Final = {
    ENUM: BaseType("B", 1, 0xFF),
    1: BaseType("b", 1, 0x7F),
    UINT8: BaseType("B", 1, 0xFF),
    3: BaseType("h", 2, 0x7FFF),
    UINT16: BaseType("H", 2, 0xFFFF),
    5: BaseType("i", 4, 0x7FFFFFFF),
    UINT32: BaseType("I", 4, 0xFFFFFFFF),
    TEXT: BaseType("s", 0, None),
    10: BaseType("B", 1, 0),
    11: BaseType("H", 2, 0),
    UINT32Z: BaseType("I", 4, 0),
    13: BaseType("B", 1, 0xFF),
}
"""Base types by their lowest five bits; texts have any size, and no field that we read or write is a float or has 64
bits."""
