"""The store's errors, and SQLite's errors as one sentence that a person can act on."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from planner.invocation import program
from planner.training.refusal import RefusedError


class StaleEditError(RefusedError):
    """The row was changed by another session since it was read; nothing was changed."""


class BusyError(RefusedError):
    """Another session is writing; nothing was changed, and trying again a little later may succeed."""


def check_version(label: str, stored: int, given: int) -> None:
    """Refuse to overwrite a change that the caller has not seen.

    Args:
        label: What the row is, at the beginning of a sentence: ``Workout 3``.
        stored: The version of the row in the file.
        given: The version the caller has read.

    Raises:
        StaleEditError: The versions differ.
    """
    if stored != given:
        raise StaleEditError(f"{label} was changed by another session meanwhile; nothing was changed.")


def display_path(path: str | os.PathLike[str]) -> str:
    """Return a file's name without characters that are unsafe to print."""
    from planner.named_files import shown_name

    return shown_name(path)


@contextmanager
def translate_errors(path: str | os.PathLike[str], values: Mapping[str, object] | None = None) -> Iterator[None]:
    """Turn an error of SQLite, or of SQLAlchemy around it, into a `RefusedError`.

    Args:
        path: The database, named in the sentence.
        values: The row being written, to name the value that a rule of the schema refused.

    Raises:
        BusyError: Another session is writing.
        RefusedError: SQLite raised another error.
    """
    try:
        yield
    except sqlite3.Error as error:
        raise _as_refusal(_root_error(error), path, values) from error
    except RefusedError:
        raise
    except Exception as error:
        original = getattr(error, "orig", None)  # SQLAlchemy keeps the driver's error there
        if not isinstance(original, sqlite3.Error):
            raise
        raise _as_refusal(_root_error(original), path, values) from error


@contextmanager
def explain_full_disk(sentence: str) -> Iterator[None]:
    """Refuse in a sentence of its own what a full disk stops inside, where that is no change of the database.

    Raises:
        RefusedError: The disk is full.
        sqlite3.Error: SQLite raised another error.
    """
    try:
        yield
    except sqlite3.Error as error:
        if primary_error_code(error) == sqlite3.SQLITE_FULL:
            raise RefusedError(sentence) from error
        raise


def _as_refusal(
    error: sqlite3.Error, path: str | os.PathLike[str], values: Mapping[str, object] | None
) -> RefusedError:
    return (BusyError if is_busy_error(error) else RefusedError)(error_message(error, path, values))


def _root_error(error: sqlite3.Error) -> sqlite3.Error:
    """Return the disk's error behind another: a full disk makes SQLite roll back, which then misses a savepoint."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, sqlite3.Error) and primary_error_code(cause) in (
            sqlite3.SQLITE_FULL,
            sqlite3.SQLITE_IOERR,
        ):
            return cause
        cause = cause.__context__
    return error


def primary_error_code(error: sqlite3.Error) -> int:
    """Return SQLite's result code without its extension; 0 when the driver itself raised the error."""
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF


def is_busy_error(error: sqlite3.Error) -> bool:
    """Return whether another session's lock is in the way."""
    return primary_error_code(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def reason_after_commit(refusal: RefusedError) -> str:
    """Return why something was refused, as the end of a sentence about what was stored before it."""
    return str(refusal).removesuffix(".").removesuffix("; nothing was changed")


def damaged_message(path: str | os.PathLike[str], found: str) -> str:
    """Return one sentence that names the file, what is wrong with it, and the newest sound backup."""
    from planner.store.backups.backup_names import find_newest_sound_backup

    backup = find_newest_sound_backup(path)
    backup_text = (
        f"{program()} restore {backup.number} brings the newest good backup back: {display_path(backup.path)}"
        if backup is not None
        else "there is no backup next to it"
    )
    return f"{display_path(path)} is damaged ({found}); it was left unchanged, and {backup_text}."


def error_message(
    error: sqlite3.Error, path: str | os.PathLike[str], values: Mapping[str, object] | None = None
) -> str:
    """Return one sentence that says what happened."""
    file, code = display_path(path), primary_error_code(error)
    if code == sqlite3.SQLITE_CORRUPT:
        return damaged_message(path, str(error))
    if code == sqlite3.SQLITE_CONSTRAINT:
        return f"{_constraint_message(str(error), values or {})}; nothing was changed."
    message_by_code = {
        sqlite3.SQLITE_BUSY: f"Another session is writing to {file}; nothing was changed.",
        sqlite3.SQLITE_LOCKED: f"Another session is writing to {file}; nothing was changed.",
        sqlite3.SQLITE_FULL: f"The disk is full, so {file} was not changed.",
        sqlite3.SQLITE_IOERR: f"The disk did not take or give the data of {file}; nothing was changed.",
        sqlite3.SQLITE_READONLY: f"{file} is read-only; nothing was changed.",
        sqlite3.SQLITE_CANTOPEN: f"{file} cannot be opened, or its directory cannot be written; nothing was changed.",
        sqlite3.SQLITE_NOTADB: f"{file} is not a planner database; nothing was changed.",
    }
    extended = {
        sqlite3.SQLITE_READONLY_DBMOVED: f"{file} was moved or replaced while it was open; nothing was changed.",
        sqlite3.SQLITE_READONLY_DIRECTORY: f"The directory of {file} cannot be written; nothing was changed.",
    }
    otherwise = message_by_code.get(code, f"{file} could not be used ({error}); nothing was changed.")
    return extended.get(getattr(error, "sqlite_errorcode", 0), otherwise)


def _constraint_message(message: str, values: Mapping[str, object]) -> str:
    """Return the broken rule, with the value that broke it: ``planned_rpe must be 0 to 10, not 11``."""
    kind, _, rule = message.partition(": ")
    if kind == "FOREIGN KEY constraint failed":
        return "It belongs to something that does not exist"
    if kind != "CHECK constraint failed":
        return message
    column = rule.partition(" ")[0]
    return f"{rule}, not {values[column]!r}" if column in values else rule
