"""Reading and writing the text files named on the command line; ``-`` is standard input."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from planner import restriction
from planner.file_writing import describe_special_file, replace_file, write_new_file
from planner.named_files import path_from_name
from planner.paths import settings_path
from planner.store.commits import note_stored
from planner.store.protected_files import describe_protected_file
from planner.text import clean_line
from planner.training.refusal import RefusedError
from planner.usecases.planbook import Planbook

STDIN = "-"
_ANY_NAME = "any"
"""The name of a file in a folder that is asked about; each of them is protected, or none."""


def read_text_file(name: str) -> tuple[str, str]:
    """Return the text of a file, and what the file is called in refusals.

    Raises:
        RefusedError: It cannot be read, is not text, or is outside the directory of a restricted account.
    """
    from planner.exchange.plans.plan_files import read_plan_file_text, read_text_stream  # not for who only writes

    if name == STDIN:
        return read_text_stream(sys.stdin.buffer, "standard input"), "standard input"
    restriction.check_file_name(name)
    path = Path(name)
    return read_plan_file_text(path), clean_line(path.name, 80)


def write_text_file(book: Planbook, name: str, text: str | Iterable[str], *, force: bool) -> None:
    """Write a text to a new file that only its owner can read. It appears complete, or not at all.

    Args:
        book: The runner's file and settings, which are never replaced.
        name: The file, as named on the command line.
        text: What to write, or its parts, which are written as they come.
        force: Whether an existing file may be replaced. The target of a link is, not the link.

    Raises:
        RefusedError: The file exists, cannot be written, is one that no output may replace, or is outside the directory
            of a restricted account.
    """
    shown = clean_line(name, 200)
    target = find_output(book, name)
    try:
        if force:
            replace_file(target, text)
        else:
            write_new_file(target, text)
    except FileExistsError:
        raise RefusedError(f"{shown} exists already; --force replaces it.") from None
    except OSError as error:
        raise RefusedError(f"{shown} cannot be written: {error.strerror}.") from None
    note_stored()


def find_output(book: Planbook, name: str) -> str:
    """Return the absolute path, links followed, of a file that an output is to be written to.

    Args:
        book: The runner's file and settings.
        name: The file, as named on the command line; it need not exist.

    Raises:
        RefusedError: It is a database, belongs to one or is the settings file, so that no output may replace it; no
            ordinary file; a link to nothing; or outside the directory of a restricted account.
    """
    restriction.check_file_name(name)
    shown = clean_line(name, 200)
    try:
        target = os.path.realpath(name)
        what = _describe_misfit(name, target)
        what = what or _describe_protected(book, target)
    except OSError as error:
        raise RefusedError(f"{shown} cannot be written: {error.strerror}.") from None
    except ValueError:
        raise RefusedError(f"{shown} cannot be written: no file can have this name.") from None
    if what:
        raise RefusedError(f"{shown or 'The empty name'} is {what}.")
    return target


def find_output_folder(book: Planbook, name: str) -> str:
    """Return the absolute path, links followed, of a folder that files are to be written to; it need not exist.

    Args:
        book: The runner's file and settings.
        name: The folder, as named on the command line; ``~`` is the home directory.

    Raises:
        RefusedError: No file can have this name; or it is a file, a link to nothing, a folder that only the planner
            writes to, or outside the directory of a restricted account.
    """
    restriction.check_file_name(name)
    shown = clean_line(name, 200)
    if not name:
        raise RefusedError("The empty name is no folder.")
    path = path_from_name(name)
    try:
        target = Path(os.path.realpath(path))
        what = _describe_no_folder(path, target)
        protected = "" if what else _describe_protected(book, os.fspath(target / _ANY_NAME))
    except OSError as error:
        raise RefusedError(f"{shown} cannot be written to: {error.strerror}.") from None
    except ValueError:
        raise RefusedError(f"{shown} cannot be written to: no folder can have this name.") from None
    if what:
        raise RefusedError(f"{shown} is {what}, not a folder.")
    if protected:
        raise RefusedError(f"What lies in {shown} is {protected}.")
    return os.fspath(target)


def _describe_no_folder(path: Path, target: Path) -> str:
    """Return what a path leads to that is no folder; empty where it is one, or can become one.

    Raises:
        OSError: The path cannot be looked at.
    """
    if target.is_dir() or not os.path.lexists(path):
        return ""
    if not target.exists():
        return f"a link to {clean_line(os.fspath(target), 200)}, which does not exist"
    return describe_special_file(target.stat().st_mode) or "a file"


def _describe_protected(book: Planbook, target: str) -> str:
    """Return what a file is that no output may replace; empty for any other one.

    Raises:
        OSError: It cannot be read.
    """
    databases = (os.fspath(path) for path in (book.path, *book.settings.athletes.values()))
    protected = describe_protected_file(target, databases, os.fspath(settings_path()))
    return protected and f"{protected}; no output may replace it"


def _describe_misfit(name: str, target: str) -> str:
    """Return why a path leads to nothing that a text can be written to; empty where it can.

    Raises:
        OSError: The path cannot be looked at.
    """
    try:
        what = describe_special_file(Path(target).stat().st_mode)
    except FileNotFoundError:
        if os.path.lexists(name):
            return f"a link to {clean_line(target, 200)}, which does not exist"
        return "a directory that does not exist" if name.endswith(os.sep) else ""
    return what and f"{what}, not a file that can be written"
