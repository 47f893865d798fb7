"""Units and races: the words a plan, a block and a slotting problem have in common."""

from __future__ import annotations

from enum import StrEnum


class Unit(StrEnum):
    """The unit distances are shown in. Everything is stored in metres."""

    KM = "km"
    MI = "mi"


METRES_PER_UNIT = {Unit.KM: 1000.0, Unit.MI: 1609.344}
"""Metres in one of each unit; the mile is the international one of 1959, exact."""


class RaceDistance(StrEnum):
    """Races as the slotting rules tell them apart: all up to 10 km, half marathons, marathons and longer."""

    TEN_K = "10k"
    HALF = "half"
    MARATHON = "marathon"


class Priority(StrEnum):
    """How much a race matters to the runner: A is the goal, C is a training race."""

    A = "A"
    B = "B"
    C = "C"


def classify_race(metres: float | None) -> RaceDistance:
    """How the slotting rules class a race of this length; one of unknown length is taken for a 10 km race."""
    if metres is None or metres <= 10_500:
        return RaceDistance.TEN_K
    return RaceDistance.HALF if metres <= 22_000 else RaceDistance.MARATHON
