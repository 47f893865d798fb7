"""How many examples a property is tried with: all of them by the profile ``thorough``, else a fifth."""

from __future__ import annotations

from hypothesis import settings

FULL = 60
"""The number of most properties; the profile's own says which share of all numbers is wanted."""


def examples(count: int) -> int:
    """The profile's share of so many examples, at least 5."""
    return max(count * settings().max_examples // FULL, min(count, 5))
