"""Files that are compressed with gzip, unpacked within a limit; of a damaged one, what comes before the damage."""

from __future__ import annotations

import zlib
from typing import Final, NamedTuple

MAX_UNPACKED_BYTES: Final = 100_000_000
GZIP_MAGIC: Final = b"\x1f\x8b"
_CHUNK_BYTES: Final = 16_000
"""One chunk unpacks to 16 MB at most, so the limit is noticed before the memory is full."""
_GZIP_WINDOW: Final = 16 + zlib.MAX_WBITS
_MAX_MEMBERS: Final = 1_000
_CUT: Final = "the compressed file is cut off"


class Unpacked(NamedTuple):
    """What was in a compressed file.

    Attributes:
        data: The content; of a damaged file, what comes before the damage; empty where it is too large.
        problem: What is wrong, as half a sentence; empty where the file is whole.
    """

    data: bytes
    problem: str = ""


def unpack_gzip(data: bytes, limit: int = MAX_UNPACKED_BYTES) -> Unpacked:
    """Return the content of a compressed file, of all its members if it has several.

    Args:
        data: The compressed file.
        limit: How many bytes the content may have.
    """
    view = memoryview(data)
    content = bytearray()
    position = 0
    for _ in range(_MAX_MEMBERS):
        part = zlib.decompressobj(_GZIP_WINDOW)
        while not part.eof:
            chunk = view[position : position + _CHUNK_BYTES]
            if not chunk:
                return Unpacked(bytes(content), _CUT)
            before = part.copy()
            try:
                content += part.decompress(chunk)
            except zlib.error:
                return Unpacked(bytes(content) + _before_damage(before, chunk), "the compressed file is damaged")
            if len(content) > limit:
                return Unpacked(b"", f"it unpacks to more than {limit // 1_000_000} MB")
            position += len(chunk) - len(part.unused_data)
        if bytes(view[position : position + len(GZIP_MAGIC)]) != GZIP_MAGIC:
            break
    return Unpacked(bytes(content))


def _before_damage(part: zlib._Decompress, chunk: memoryview) -> bytes:
    """Return what a chunk unpacks to up to its damage; a whole chunk gives nothing once it holds an error."""
    content = bytearray()
    try:
        for position in range(len(chunk)):
            content += part.decompress(chunk[position : position + 1])
    except zlib.error:
        pass
    return bytes(content)
