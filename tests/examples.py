"""How many examples a property is tried with: all of them by the profile ``thorough``, else a fifth; and seeds."""

from __future__ import annotations

import pytest
from _pytest.mark import ParameterSet
from hypothesis import settings

FULL = 60
"""The number of most properties; the profile's own says which share of all numbers is wanted."""


def examples(count: int) -> int:
    """The profile's share of so many examples, at least 5."""
    return max(count * settings().max_examples // FULL, min(count, 5))


def seeds(few: int, many: int) -> list[ParameterSet]:
    """Seeds from 0 for a sweep of which each takes a second: the first few, and in a soak run the others."""
    return [pytest.param(seed, marks=() if seed < few else pytest.mark.soak) for seed in range(many)]
