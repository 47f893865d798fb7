"""Conversion of single values to what SQLite can hold, and refusal of what it cannot."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from planner.training.refusal import RefusedError

_MAX_DECIMALS = 3
"""Real numbers keep millimetres, grams and milliseconds; the schema refuses more decimals."""
_INTEGER_LIMIT = 2**63
"""SQLite's integers have eight bytes."""


def date_from_text(stored: str | None) -> dt.date | None:
    """Parse a stored date, ``YYYY-MM-DD``."""
    return dt.date.fromisoformat(stored) if stored is not None else None


def date_to_text(date: dt.date | None) -> str | None:
    """Format a date as ``YYYY-MM-DD``."""
    return date.isoformat() if date is not None else None


def enum_text(name: str | None) -> str | None:
    """Return an enumeration's member as a plain `str`."""
    return str(name) if name is not None else None


def fits_integer(number: float) -> bool:
    """Return whether an integer of this size fits into SQLite; no row can have a larger one for its key."""
    return -_INTEGER_LIMIT <= number < _INTEGER_LIMIT


def check_integer(column: str, number: int | None) -> int | None:
    """Return the integer itself.

    Raises:
        RefusedError: SQLite cannot hold it.
    """
    if number is not None and not fits_integer(number):
        raise RefusedError(f"{column} is too large a number; nothing was changed.")
    return number


def round_real(column: str, number: float | None) -> float | None:
    """Round a real number to three decimals.

    Raises:
        RefusedError: It is infinite, not a number, or beyond 2**63.
    """
    if number is None:
        return None
    if not fits_integer(number):
        raise RefusedError(f"{column} must be a number, not {number}; nothing was changed.")
    return round(float(number), _MAX_DECIMALS)


def check_text(column: str, value: str | None) -> str | None:
    """Return the text itself.

    Raises:
        RefusedError: It contains a NUL character or half of a surrogate pair, which SQLite cannot give back.
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
    """Return the values in the order of the columns."""
    return tuple(values[column] for column in columns)
