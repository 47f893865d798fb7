"""Files that a person named: their paths, and their bytes up to a limit.

Only regular files are read. A pipe would wait for its writer, a device has no end, and a file of some gigabytes would
fill the memory, so none of them is read as a whole, whatever the name leads to.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from planner.file_writing import describe_special_file
from planner.text import clean_line
from planner.training.refusal import RefusedError

TYPE_CHECKING = False  # `typing` itself costs 5 ms of the first frame
if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

_SHOWN_LENGTH, _SHOWN_NAME = 400, 40
_NO_NAME = "no file can have this name"
_OPEN_FLAGS = os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
"""Opening a pipe without O_NONBLOCK waits for its writer."""


class UnreadableFileError(RefusedError):
    """A file cannot be read.

    Attributes:
        reason: Why, in half a sentence about the file: ``it is a pipe, not a file``.
    """

    def __init__(self, shown: str, reason: str) -> None:
        super().__init__(f"{shown}: {reason}.")
        self.reason = reason


def path_from_name(name: str, field: str = "") -> Path:
    """Return the path that a typed name means; ``~`` and ``~user`` are home directories.

    Args:
        name: The name.
        field: The option, variable or setting that it is the value of, for the refusal.

    Raises:
        RefusedError: No file can have this name, or the home directory is not known.
    """
    shown = f"{field} {shown_name(name)}".lstrip()
    try:
        is_possible = b"\0" not in os.fsencode(name)
    except UnicodeEncodeError:
        is_possible = False
    if not is_possible:
        raise UnreadableFileError(shown, _NO_NAME)
    from pathlib import Path  # 8 ms that who opens only the database does not pay

    try:
        return Path(name).expanduser()
    except RuntimeError:
        user = name.partition("/")[0].removeprefix("~")
        reason = f'there is no user "{clean_line(user, _SHOWN_NAME)}" on this machine' if user else "HOME is not set"
        raise UnreadableFileError(shown, reason) from None


def shown_name(path: str | os.PathLike[str]) -> str:
    """Return a path as a refusal names it: on one line, without control characters, at most 400 characters."""
    return clean_line(os.fspath(path), _SHOWN_LENGTH)


def read_start(path: str | os.PathLike[str], most_bytes: int, shown: str = "") -> bytes:
    """Return the first bytes of a regular file, all of them if it has no more.

    Args:
        path: The file; links are followed.
        most_bytes: How many bytes to read.
        shown: What the file is called in a refusal; its path when empty.

    Raises:
        UnreadableFileError: There is no such file, it is no regular file, or it cannot be read.
        RefusedError: It is outside the directory of a restricted account.
    """
    shown = shown or shown_name(path)
    with open_regular_file(path, shown) as file, _reading(shown):
        return file.read(most_bytes)


def open_regular_file(path: str | os.PathLike[str], shown: str = "") -> BinaryIO:
    """Open a regular file, to read it part by part.

    Args:
        path: The file; links are followed.
        shown: What the file is called in a refusal; its path when empty.

    Raises:
        UnreadableFileError: There is no such file, it is no regular file, or it cannot be opened.
        RefusedError: It is outside the directory of a restricted account.
    """
    shown = shown or shown_name(path)
    with _reading(shown):
        _check_kind(os.stat(path), shown)  # noqa: PTH116 - opening some devices already does something
        file = os.fdopen(os.open(path, _OPEN_FLAGS), "rb")
        try:
            _check_kind(os.fstat(file.fileno()), shown)
        except BaseException:
            file.close()
            raise
        return file


def read_whole(path: str | os.PathLike[str], most_bytes: int, shown: str = "") -> bytes:
    """Return the bytes of a regular file.

    Args:
        path: The file; links are followed.
        most_bytes: How many bytes it may have; of a larger one no more are read.
        shown: What the file is called in a refusal; its path when empty.

    Raises:
        UnreadableFileError: As `read_start`, or it is larger.
        RefusedError: As `read_start`.
    """
    content = read_start(path, most_bytes + 1, shown)
    if len(content) > most_bytes:
        raise UnreadableFileError(shown or shown_name(path), f"it has more than {most_bytes // 1_000_000} MB")
    return content


@contextmanager
def _reading(shown: str) -> Iterator[None]:
    """Turn what goes wrong while a file is opened or read into one sentence.

    Raises:
        UnreadableFileError: There is no such file, or it cannot be read.
    """
    try:
        yield
    except RefusedError:
        raise
    except FileNotFoundError:
        raise UnreadableFileError(shown, "there is no such file") from None
    except OSError as error:
        raise UnreadableFileError(shown, f"it cannot be read: {(error.strerror or 'it fails').lower()}") from None
    except ValueError:
        raise UnreadableFileError(shown, f"it cannot be read: {_NO_NAME}") from None


def _check_kind(found: os.stat_result, shown: str) -> None:
    if what := describe_special_file(found.st_mode):
        raise UnreadableFileError(shown, f"it is {what}, not a file")
