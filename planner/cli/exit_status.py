"""How a command ends: its answer is written out, and its exit status says what is true of what it was to change."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import sys

from planner.named_files import shown_name
from planner.store.errors import reason_after_commit
from planner.text import clean_note
from planner.training.refusal import RefusedError

TYPE_CHECKING = False  # `typing` itself costs 5 ms of the first frame
if TYPE_CHECKING:
    from typing import TextIO

    from planner.store.commits import Stored

EXIT_OK, EXIT_REFUSED, EXIT_USAGE, EXIT_UNANSWERED, EXIT_INTERRUPTED = 0, 1, 2, 3, 130
"""Done; refused or failed, and nothing changed; wrong usage; stored, but something failed afterwards; interrupted."""


class _ClosedOutput(io.StringIO):
    """Standard output that was closed before the program started: whatever is written fails."""

    def write(self, _text: str) -> int:
        raise OSError(errno.EBADF, "standard output is closed")


def prepare_streams() -> None:
    """Make the standard streams usable also where they were closed, or cannot show every character."""
    if None in (sys.stdin, sys.stdout, sys.stderr):
        # A file that is opened next must not get the number of a standard stream.
        while (descriptor := os.open(os.devnull, os.O_RDWR)) <= 2:
            pass
        os.close(descriptor)
    sys.stdin = sys.stdin or open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115 - open until the end
    sys.stdout = sys.stdout or _ClosedOutput()
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that has no × gets an escape, not a traceback


def say(sentence: str, speaker: str = "planner") -> None:
    """Print a sentence on standard error; where that fails, the exit status alone has to say it."""
    try:
        sys.stderr.write(f"{speaker}: {clean_note(sentence)}\n")
        sys.stderr.flush()
    except OSError:
        _discard(sys.stderr)


def end_answer(status: int, stored: Stored) -> int:
    """Write out what is left of a command's answer, and return its exit status.

    Args:
        status: The status that the command returned.
        stored: What was committed while it ran.
    """
    try:
        sys.stdout.flush()
    except OSError as error:
        return end_early(error, stored)
    return EXIT_UNANSWERED if stored.has_disk_error else status


def end_early(error: BaseException, stored: Stored) -> int:
    """Say in one sentence why a command ended before its answer was written, and return its exit status.

    Raises:
        BaseException: The error itself, when it is a fault of the program and nothing was stored.
    """
    is_output_error = isinstance(error, OSError) and error.filename is None
    if is_output_error:
        _discard(sys.stdout)
    if stored.any_operation:
        say(f"It was stored, but the answer could not be written: {_reason(error)}.")
        return EXIT_UNANSWERED
    if isinstance(error, BrokenPipeError):
        return EXIT_OK  # nobody reads any further, as with `planner agenda | head`
    if isinstance(error, KeyboardInterrupt):
        return EXIT_INTERRUPTED
    if isinstance(error, RefusedError):
        say(str(error))
    elif is_output_error:
        say(f"The answer could not be written: {_reason(error)}.")
    elif isinstance(error, OSError):
        name = shown_name(os.fsdecode(error.filename)) if isinstance(error.filename, str | bytes) else "The system"
        say(f"{name}: {_reason(error)}.")
    else:
        raise error
    return EXIT_REFUSED


def _reason(error: BaseException) -> str:
    """Return what went wrong, as the end of a sentence."""
    if isinstance(error, RefusedError):
        return reason_after_commit(error)
    if isinstance(error, OSError):
        return (error.strerror or str(error)).lower()
    return "it was interrupted" if isinstance(error, KeyboardInterrupt) else f"{type(error).__name__}, {error}"


def _discard(stream: TextIO) -> None:
    """Lead a stream that cannot be written to nowhere, so that Python does not fail when it flushes it at the end."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        descriptor = os.open(os.devnull, os.O_WRONLY)
        os.dup2(descriptor, stream.fileno())
        os.close(descriptor)
