"""The sizes of terminal that the screens need."""

from __future__ import annotations

from textual.geometry import Size

SMALLEST = (40, 12)
"""Columns and lines that calendar and progress need at least."""


def is_within(least: tuple[int, int], size: Size) -> bool:
    """Whether a size is at least so wide and so high."""
    return size.width >= least[0] and size.height >= least[1]
