"""What matching answers: pairs of workouts and recordings, questions to the runner, and what changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

NameOf = Callable[[int], Any]
"""Gives the name by which a document knows a recording, from its number."""


class Tier(StrEnum):
    """How a recording came to its workout."""

    SURE = "sure"
    """It is linked unasked, now."""
    KEPT = "kept"
    """It was linked unasked before, and stays."""
    LOCKED = "locked"
    """The runner linked it, which nothing changes."""


class Doubt(StrEnum):
    """Why a question is asked."""

    UNCLEAR = "unclear"
    """Other pairs are nearly as good."""
    FAR = "far from the plan"
    """It is much longer or shorter than the workout of its day."""
    OTHER_DAY = "another day"
    """It fits a workout of another day."""
    SKIPPED = "skipped"
    """It fits a workout that is marked as skipped."""
    SPORT = "unknown sport"
    """Its file does not say what sport it is."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A workout with its recordings.

    Attributes:
        item: The number of the workout.
        activities: The numbers of its recordings, in the order of their starts.
        tier: How they came together.
        cost: What the pair costs; None for the runner's own.
        margin: How much dearer the next best is; only of a pair that is new.
    """

    item: int
    activities: tuple[int, ...]
    tier: Tier
    cost: int | None = None
    margin: int | None = None

    def to_json(self, name_of: NameOf = int) -> dict[str, Any]:
        """Return it as a JSON object, without what it does not have."""
        figures = {"cost": self.cost, "margin": self.margin}
        return {
            "item": self.item,
            "activities": _names(self.activities, name_of),
            "tier": self.tier.value,
            **{name: figure for name, figure in figures.items() if figure is not None},
        }


@dataclass(frozen=True, slots=True)
class Question:
    """A question to the runner: which workout are these recordings?

    Attributes:
        activities: The numbers of the recordings, in the order of their starts; several where they are one workout, or
            where one of them is the workout and nobody can say which.
        why: Why it is asked.
        proposed: The number of the workout that is preselected, or None.
        choices: The numbers of the workouts it may be, the cheapest first.
        cost: What the best choice costs; None for an unknown sport.
        margin: How much dearer the next best is; None for an unknown sport.
        sets: The same recordings by what is one workout, the likeliest first; several where one of them is it.
    """

    activities: tuple[int, ...]
    why: Doubt
    proposed: int | None = None
    choices: tuple[int, ...] = ()
    cost: int | None = None
    margin: int | None = None
    sets: tuple[tuple[int, ...], ...] = ()

    def to_json(self, name_of: NameOf = int) -> dict[str, Any]:
        """Return it as a JSON object."""
        return {
            "activities": _names(self.activities, name_of),
            "proposed": self.proposed,
            "choices": list(self.choices),
            "cost": self.cost,
            "margin": self.margin,
            "why": self.why.value,
        }


@dataclass(frozen=True, slots=True)
class LinkChange:
    """A link made unasked that gives way.

    Attributes:
        item: The number of the workout.
        was: The numbers of the recordings it had.
        now: The numbers of those it has; empty where it has none.
    """

    item: int
    was: tuple[int, ...]
    now: tuple[int, ...]

    def to_json(self, name_of: NameOf = int) -> dict[str, Any]:
        """Return it as a JSON object."""
        return {"item": self.item, "was": _names(self.was, name_of), "now": _names(self.now, name_of)}


@dataclass(frozen=True, slots=True)
class MatchAnswer:
    """The answer: each recording is in one pair or one question, or among the unplanned ones.

    A recording that is perhaps a double of another is in none of them.

    Attributes:
        pairs: Workouts that have recordings, by number.
        inbox: The questions, in the order of their recordings.
        unplanned: The numbers of the recordings that belong to no workout, in the order of their starts.
        changed: The links made unasked that give way, by workout.
    """

    pairs: tuple[Pair, ...] = ()
    inbox: tuple[Question, ...] = ()
    unplanned: tuple[int, ...] = ()
    changed: tuple[LinkChange, ...] = ()

    def to_json(self, name_of: NameOf = int) -> dict[str, Any]:
        """Return it as a JSON object."""
        return {
            "pairs": [pair.to_json(name_of) for pair in self.pairs],
            "inbox": [question.to_json(name_of) for question in self.inbox],
            "unplanned": _names(self.unplanned, name_of),
            "changed": [change.to_json(name_of) for change in self.changed],
        }


def _names(numbers: Sequence[int], name_of: NameOf) -> list[Any]:
    return [name_of(number) for number in numbers]
