"""Checked values from stored JSON, which may come from an older version or may have been edited by hand.

Each ``as_`` function raises for what it does not accept, and `or_none` forgives it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from planner.training.refusal import RefusedError

T = TypeVar("T")


def or_none(read: Callable[[], T]) -> T | None:
    """Return what `read` returns, or None when the stored value is missing or damaged."""
    try:
        return read()
    except (RefusedError, ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError):
        return None


def readable(values: object, parse: Callable[[str], T]) -> Iterator[T]:
    """Yield what can be parsed of a stored list, leaving out the rest.

    Raises:
        TypeError: The value is not a list.
    """
    if not isinstance(values, list):
        raise TypeError(values)
    for value in values:
        parsed = or_none(lambda value=value: parse(value))  # type: ignore[misc]
        if parsed is not None:
            yield parsed


def as_text(value: object) -> str:
    """Return a stored text."""
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def as_bool(value: object) -> bool:
    """Return a stored true or false."""
    if not isinstance(value, bool):
        raise TypeError(value)
    return value


def as_int(value: object) -> int:
    """Return a stored whole number; JSON's true and false are none."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(value)
    return value


def as_count(value: object) -> int:
    """Return a stored whole number of 0 or more."""
    number = as_int(value)
    if number < 0:
        raise ValueError(number)
    return number


def as_float(value: object, least: float = float("-inf"), most: float = float("inf")) -> float:
    """Return a stored number between two limits, both included."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise TypeError(value)
    if not least <= value <= most:
        raise ValueError(value)
    return float(value)
