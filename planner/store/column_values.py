"""One cell of a row: the form in which SQLite holds a date, a name, a number or a text, and what it cannot hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from planner.training.refusal import RefusedError

_MAX_DECIMALS = 3
"""Millimetres, grams, milliseconds: as many as the schema lets a real number have."""
_INTEGER_LIMIT = 2**63
"""SQLite's whole numbers have eight bytes."""


def date_from_text(stored: str | None) -> dt.date | None:
    """A date from its text."""
    return dt.date.fromisoformat(stored) if stored is not None else None


def date_to_text(date: dt.date | None) -> str | None:
    """A date's text, ``YYYY-MM-DD``."""
    return date.isoformat() if date is not None else None


def enum_text(name: str | None) -> str | None:
    """The plain string of an enumeration's member."""
    return str(name) if name is not None else None


def fits_integer(number: float) -> bool:
    """Whether SQLite can hold a number of this size; a row with a larger one for its key cannot exist."""
    return -_INTEGER_LIMIT <= number < _INTEGER_LIMIT


def check_integer(column: str, number: int | None) -> int | None:
    """A whole number.

    Raises:
        RefusedError: It is larger than SQLite can hold.
    """
    if number is not None and not fits_integer(number):
        raise RefusedError(f"{column} is too large a number; nothing was changed.")
    return number


def round_real(column: str, number: float | None) -> float | None:
    """A real number to three decimals.

    Raises:
        RefusedError: It is infinite or not a number.
    """
    if number is None:
        return None
    if not fits_integer(number):
        raise RefusedError(f"{column} must be a number, not {number}; nothing was changed.")
    return round(float(number), _MAX_DECIMALS)


def check_text(column: str, value: str | None) -> str | None:
    """The text itself, once it is certain that SQLite can hold it and give it back.

    Raises:
        RefusedError: It has a NUL or half of a surrogate pair.
    """
    if value is None:
        return None
    if "\0" in value:
        raise RefusedError(f"{column} must not contain a NUL character; nothing was changed.")
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError as error:
            half = f"U+{ord(value[error.start]):04X}"
            raise RefusedError(f"{column} contains half a character ({half}); nothing was changed.") from error
    return value


def ordered_values(values: Mapping[str, object], columns: Sequence[str]) -> tuple[object, ...]:
    """A row: the values in the order of the columns."""
    return tuple(values[column] for column in columns)
