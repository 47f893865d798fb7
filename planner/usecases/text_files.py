"""Reading and writing the text files named on the command line; ``-`` is standard input."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from planner import restriction
from planner.exchange.plans.plan_files import read_plan_file_text, read_text_stream
from planner.text import clean_line
from planner.training.refusal import RefusedError

STDIN = "-"


def read_text_file(name: str) -> tuple[str, str]:
    """Return the text of a file, and what the file is called in refusals.

    Raises:
        RefusedError: It cannot be read, is not text, or is outside the directory of a restricted account.
    """
    if name == STDIN:
        return read_text_stream(sys.stdin.buffer, "standard input"), "standard input"
    restriction.check_file_name(name)
    path = Path(name)
    return read_plan_file_text(path), clean_line(path.name, 80)


def write_text_file(name: str, text: str, *, force: bool) -> None:
    """Write a text to a new file.

    Args:
        name: The file, as named on the command line.
        text: What to write.
        force: Whether an existing file may be replaced.

    Raises:
        RefusedError: The file exists, cannot be written, or is outside the directory of a restricted account.
    """
    restriction.check_file_name(name)
    path = Path(name)
    shown = clean_line(name, 200)
    try:
        if not force:
            with path.open("x", encoding="utf-8") as file:
                file.write(text)
            return
        if path.exists() and not path.is_file():
            raise RefusedError(f"{shown} is not a file that can be replaced.")
        path = path.resolve()  # the target of a link is replaced, not the link
        temporary = path.with_name(f"{path.name}.{os.getpid()}.new")
        with temporary.open("x", encoding="utf-8") as file:
            file.write(text)
        temporary.replace(path)
    except FileExistsError:
        raise RefusedError(f"{shown} exists already; --force replaces it.") from None
    except OSError as error:
        raise RefusedError(f"{shown} cannot be written: {error.strerror}.") from None
    except ValueError:
        raise RefusedError(f"{shown} cannot be written: no file can have this name.") from None
