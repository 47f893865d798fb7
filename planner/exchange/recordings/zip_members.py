"""The members of a ZIP file, read one after the other into memory, with care: the file may be made to do harm.

Nothing is written, so a name that leads out of the archive does none.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, NamedTuple

if TYPE_CHECKING:
    import zipfile

MAX_MEMBER_BYTES: Final = 200_000_000
"""No recording is larger: a day's run as GPX, with every second in it, has 20 million bytes."""
_MAX_DIRECTORY_BYTES: Final = 8_000_000
"""The list of members of an archive; one with 30,000 activities and pictures has 4 million bytes."""
_MOST_PACKED: Final = 200
"""A member that grows more than this when it is unpacked is made to fill the memory; text packs by 10 to 30."""
_SMALL_BYTES: Final = 100_000
_END_RECORD: Final = struct.Struct("<4s4H2LH")
_LOCATOR_BYTES: Final = 20
_LARGE_END_RECORD: Final = struct.Struct("<4sQ2H2L4Q")
_LONGEST_COMMENT: Final = 65_535


class MemberError(Exception):
    """An archive, or a member of it, cannot be read; the message says why in half a sentence."""


class Members(NamedTuple):
    """The files of an archive or a folder.

    Attributes:
        names: Their names, with ``/`` between folders.
        read: Returns the bytes of one of them; raises `MemberError` where it cannot be read.
    """

    names: tuple[str, ...]
    read: Callable[[str], bytes]


@contextmanager
def open_zip(source: Path | BinaryIO) -> Iterator[Members]:
    """Open a ZIP file and give its members, in the order of their names.

    Args:
        source: The file.

    Raises:
        MemberError: It cannot be opened, or its list of members is not believed.
    """
    import zipfile

    try:
        _check_directory(source)
        archive = zipfile.ZipFile(source)
    except OSError as error:
        raise MemberError(f"the archive cannot be read: {error.strerror or error}") from None
    except (zipfile.BadZipFile, ValueError, struct.error, NotImplementedError, OverflowError):
        raise MemberError("the ZIP archive is damaged or cut") from None
    with archive:
        named = [info for info in archive.infolist() if info.filename]  # one without a name stops Python 3.11
        infos = {info.filename: info for info in named if not info.is_dir()}
        yield Members(tuple(sorted(infos)), lambda name: _read_member(archive, infos[name]))


def _read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """Return the bytes of a member.

    Raises:
        MemberError: It is too large, packed far more than any recording can be, encrypted or damaged.
    """
    import zipfile
    import zlib

    size, packed = info.file_size, info.compress_size
    if size > MAX_MEMBER_BYTES:
        raise MemberError(f"it would have {size:,} bytes when unpacked, more than any recording")
    if size > _SMALL_BYTES and size > _MOST_PACKED * packed:
        raise MemberError(f"its {packed:,} bytes would grow to {size:,} when unpacked, as no recording does")
    if info.flag_bits & 1:
        raise MemberError("it is encrypted; unpack it with its password and import it")
    if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise MemberError("it is packed in a way that is not read; unpack it and import it")
    try:
        with archive.open(info) as member:
            return member.read(MAX_MEMBER_BYTES + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, struct.error, NotImplementedError):
        raise MemberError("it is damaged in the archive") from None


def _check_directory(source: Path | BinaryIO) -> None:
    """Refuse an archive whose list of members is far too long, before it is read.

    Raises:
        MemberError: It is.
    """
    if isinstance(source, Path):
        with source.open("rb") as file:
            _check_directory(file)
        return
    end = source.seek(0, io.SEEK_END)
    source.seek(max(0, end - _LONGEST_COMMENT - _END_RECORD.size - _LOCATOR_BYTES - _LARGE_END_RECORD.size))
    tail = source.read()
    source.seek(0)
    place = tail.rfind(b"PK\5\6")
    if place < 0 or place + _END_RECORD.size > len(tail):
        return  # no archive: opening it says so
    size: int = _END_RECORD.unpack_from(tail, place)[5]
    large = place - _LOCATOR_BYTES - _LARGE_END_RECORD.size
    if large >= 0 and tail.startswith(b"PK\6\6", large):
        size = _LARGE_END_RECORD.unpack_from(tail, large)[8]
    if size > _MAX_DIRECTORY_BYTES:
        raise MemberError(f"the list of its members has {size:,} bytes, more than any archive of recordings")
