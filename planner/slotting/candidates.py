"""The candidates: every slot of every day, for every kind its week asks for, judged by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from planner.slotting.ground import Placement, SlottingContext
from planner.slotting.hard import HardRules
from planner.slotting.soft import SoftRules
from planner.training.workouts import Slot, StrengthKind


class Candidate(NamedTuple):
    """A session where it might stand, and what the rules make of it.

    Attributes:
        placement: Where, and what it meets there.
        veto: The first hard rule it breaks, or None.
        cost_by_rule: Its own costs by rule; empty when vetoed.
        cost: Their sum; 0 when vetoed.
    """

    placement: Placement
    veto: str | None
    cost_by_rule: dict[str, int]
    cost: int

    @property
    def tie_break(self) -> tuple[int, int]:
        """What makes the best of several of one kind: the cheapest, then the earliest."""
        return self.cost, self.placement.half_day_index


class Evaluator:
    """Judges sessions by the rules that concern one session, and by what is fixed around it."""

    def __init__(self, context: SlottingContext) -> None:
        self.context = context
        self.hard = HardRules(context)
        self.soft = SoftRules(context)

    def evaluate_slot(self, day: int, slot: Slot, kinds: Sequence[StrengthKind]) -> Iterator[Candidate]:
        """What the rules make of sessions of some kinds in a slot; a locked one is judged by what concerns it alone."""
        for placement in self.context.placements_in_slot(day, slot, kinds):
            veto = self.hard.first_broken_rule(placement)
            terms = {} if veto else self.soft.cost_by_rule(placement)
            yield Candidate(placement, veto, terms, sum(terms.values()))

    def evaluate_day(self, day: int) -> Iterator[Candidate]:
        """The candidates of a day, in order of slot and kind; the row of a locked session is its own."""
        kinds = [kind for kind in StrengthKind if (day // 7, kind) in self.context.wanted_count]
        for slot in Slot:
            yield from self.evaluate_slot(day, slot, kinds)
