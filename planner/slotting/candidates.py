"""The candidates: every slot of every day, for every kind its week asks for, judged by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from planner.slotting.ground import Ground, Place
from planner.slotting.hard import HardRules
from planner.slotting.soft import SoftRules
from planner.training.workouts import Slot, StrengthKind


class Candidate(NamedTuple):
    """A session where it might stand, and what the rules make of it.

    Attributes:
        place: Where, and what it meets there.
        veto: The first hard rule it breaks, or None.
        terms: Its own costs by rule; empty when vetoed.
        cost: Their sum; 0 when vetoed.
    """

    place: Place
    veto: str | None
    terms: dict[str, int]
    cost: int

    @property
    def preference(self) -> tuple[int, int]:
        """What makes the best of several of one kind: the cheapest, then the earliest."""
        return self.cost, self.place.half_days


class Judge:
    """Judges sessions by the rules that concern one session, and by what is fixed around it."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.hard = HardRules(ground)
        self.soft = SoftRules(ground)

    def in_slot(self, day: int, slot: Slot, kinds: Sequence[StrengthKind]) -> Iterator[Candidate]:
        """What the rules make of sessions of some kinds in a slot; a locked one is judged by what concerns it alone."""
        for place in self.ground.places(day, slot, kinds):
            veto = self.hard.first_broken(place)
            terms = {} if veto else self.soft.terms(place)
            yield Candidate(place, veto, terms, sum(terms.values()))

    def of_day(self, day: int) -> Iterator[Candidate]:
        """The candidates of a day, in order of slot and kind; the row of a locked session is its own."""
        kinds = [kind for kind in StrengthKind if (day // 7, kind) in self.ground.wanted]
        for slot in Slot:
            yield from self.in_slot(day, slot, kinds)
