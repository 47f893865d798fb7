"""Units of distance, classes of races and their priority, which plans, blocks and slotting problems share."""

from __future__ import annotations

from enum import StrEnum


class Unit(StrEnum):
    """The unit that distances are shown in; they are stored in metres."""

    KM = "km"
    MI = "mi"


METRES_PER_UNIT = {Unit.KM: 1000.0, Unit.MI: 1609.344}
"""Metres in one of each unit; the mile is the international one of 1959, exact."""


class RaceDistance(StrEnum):
    """The classes of races that the slotting rules know: up to 10 km, half marathons, marathons and longer."""

    TEN_K = "10k"
    HALF = "half"
    MARATHON = "marathon"


class Priority(StrEnum):
    """How much a race matters to the runner: A is the goal, C is a training race."""

    A = "A"
    B = "B"
    C = "C"


def default_priority(metres: float | None) -> Priority:
    """Return the priority of a race that is not a goal: a tune-up of up to 10 km is C, a longer one B. A default."""
    return Priority.C if classify_race(metres) is RaceDistance.TEN_K else Priority.B


def classify_race(metres: float | None) -> RaceDistance:
    """Return the class of a race of some metres; a race of unknown length counts as a 10 km race."""
    if metres is None or metres <= 10_500:
        return RaceDistance.TEN_K
    return RaceDistance.HALF if metres <= 22_000 else RaceDistance.MARATHON
