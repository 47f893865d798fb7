"""The text in a file's bytes: UTF-8 and UTF-16, and Windows-1252 where it is plain that it is that."""

from __future__ import annotations

import re
from typing import NamedTuple

from planner.training.refusal import RefusedError

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_NOT_IN_WINDOWS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x81\x8d\x8f\x90\x9d]")
_LETTERS_AND_SIGNS = re.compile(r"[À-ÖØ-öø-ÿŒœŠšŽžŸ‘’“”„‚–—…•×½¼¾°€´·\xa0«»§²³±¡¿]*")
_SHOWN_LETTERS = 5


class FileText(NamedTuple):
    """The text in a file.

    Attributes:
        text: The text, without a byte order mark.
        remark: Which encoding it has, one sentence; empty for UTF-8.
        is_guessed: Whether nothing in the file says which encoding it has.
    """

    text: str
    remark: str = ""
    is_guessed: bool = False


def decode_file(content: bytes, file: str) -> FileText:
    """Return the text in a file.

    Args:
        content: The file.
        file: Its name, for a refusal.

    Raises:
        RefusedError: It is not text, or text in an encoding that could be any of several.
    """
    if content.startswith(_UTF16_MARKS):
        return FileText(_decode_utf16(content, file), "The file is UTF-16 text and is read as that.")
    if b"\0" in content:
        raise RefusedError(f"{file} is a binary file, not a plan.")
    try:
        return FileText(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        text = _decode_windows(content)
        if text is None:
            raise RefusedError(f"{file} is not UTF-8 text (at byte {error.start + 1}); save it as UTF-8.") from None
    letters = "".join(dict.fromkeys(char for char in text if not char.isascii() and char.isprintable()))
    shown = ", ".join(letters[:_SHOWN_LETTERS])
    remark = f"The file is not UTF-8 and is read as Windows text (Windows-1252); check its letters: {shown}."
    return FileText(text, remark, is_guessed=True)


def _decode_utf16(content: bytes, file: str) -> str:
    try:
        text = content.decode("utf-16")
    except UnicodeDecodeError:
        raise RefusedError(f"{file} begins as UTF-16 text but is damaged; save it as UTF-8.") from None
    if "\0" in text:
        raise RefusedError(f"{file} is a binary file, not a plan.")
    return text


def _decode_windows(content: bytes) -> str | None:
    """Return the text where every byte above ASCII is a letter or sign that people write, else None."""
    if _NOT_IN_WINDOWS.search(content):
        return None
    text = content.decode("cp1252")
    signs = "".join(char for char in text if not char.isascii())
    return text if _LETTERS_AND_SIGNS.fullmatch(signs) and len(signs) * 4 <= len(text) else None
