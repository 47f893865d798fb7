"""Texts that come from a file or go to one, as the command line names it; ``-`` is the program's own input."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from planner import restriction
from planner.exchange.plan_files import read_plan_file_text, read_text_stream
from planner.text import clean_line
from planner.training.refusal import RefusedError

STDIN = "-"


def read_text_file(name: str) -> tuple[str, str]:
    """The text of a file, and what the file is called in a refusal.

    Raises:
        RefusedError: It cannot be read, is no text, or lies outside the directory of a restricted account.
    """
    if name == STDIN:
        return read_text_stream(sys.stdin.buffer, "standard input"), "standard input"
    restriction.check_file_name(name)
    path = Path(name)
    return read_plan_file_text(path), clean_line(path.name, 80)


def write_text_file(name: str, text: str, *, force: bool) -> None:
    """Put a text into a file: a new one, unless the runner said that it may replace one.

    Raises:
        RefusedError: There is such a file already, or it cannot be written.
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
            raise RefusedError(f"{shown} is no file that could be replaced.")
        path = path.resolve()
        temporary = path.with_name(f"{path.name}.{os.getpid()}.new")
        with temporary.open("x", encoding="utf-8") as file:
            file.write(text)
        temporary.replace(path)
    except FileExistsError:
        raise RefusedError(f"{shown} is there already; --force replaces it.") from None
    except OSError as error:
        raise RefusedError(f"{shown} cannot be written: {error.strerror}.") from None
    except ValueError:
        raise RefusedError(f"{shown} cannot be written: no file can have this name.") from None
