"""The sizes of terminal that the screens need."""

from __future__ import annotations

from textual.geometry import Size

MIN_SIZE = (40, 12)
"""Columns and lines that calendar and progress need at least."""


def has_room(minimum: tuple[int, int], size: Size) -> bool:
    """Whether a size is at least so wide and so high."""
    return size.width >= minimum[0] and size.height >= minimum[1]
