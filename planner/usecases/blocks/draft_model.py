"""A draft: a block that is worked out and slotted but not stored, and what an author's own strength would cost."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from planner.slotting import Answer
from planner.training.blocks import Block
from planner.training.doses import DoseWeek
from planner.training.workouts import Workout
from planner.usecases.blocks.options import BlockOptions


@dataclass(frozen=True, slots=True)
class Draft:
    """A block ready to be looked at and committed.

    Attributes:
        block: Its name, dates and phases.
        workouts: Every run, rest day and slotted session, in calendar order.
        problem: The slotting problem, as `planner.slotting` reads it.
        answer: The slotting answer.
        dose_weeks: The dose table's row for each week.
        uncertain_kinds: Workouts whose kind is not certain, one sentence each.
        remarks: What else should be known, one sentence each.
        author_comparison: What our rules make of the plan's own strength days; None where it has none, or where
            nobody asked.
        options: What the runner decided.
        plan_name: The name of the run plan.
    """

    block: Block
    workouts: tuple[Workout, ...]
    problem: dict[str, Any]
    answer: Answer
    dose_weeks: tuple[DoseWeek, ...]
    uncertain_kinds: tuple[str, ...]
    remarks: tuple[str, ...]
    author_comparison: AuthorComparison | None = None
    options: BlockOptions = field(default_factory=BlockOptions)
    plan_name: str = ""

    @property
    def cost_by_rule(self) -> tuple[tuple[str, int], ...]:
        """What each slotting rule costs the block, the dearest first: ``("S3", 36)``."""
        found = Counter[str]()
        for session in self.answer.sessions:
            found.update(dict(session.cost_by_rule))
        for pair in self.answer.pairs:
            found[pair.rule] += pair.cost
        found["S9"] += sum(part.cost for part in self.answer.unplaced)
        return tuple((rule, cost) for rule, cost in found.most_common() if cost)


@dataclass(frozen=True, slots=True)
class AuthorComparison:
    """What our rules make of an author's strength days.

    Attributes:
        sessions: How many the author has.
        violations: ``(rule, how many break it)``, in the order of the rules; those beyond the cap of a week are
            ``HC12``.
        cost: What strength costs with the others where the author has them.
        best_cost: The least it can cost with as many of them in the same weeks.
        regret: By how much the author's places are dearer; never below 0.
        worst_sentence: A sentence on the day our rules like least; empty where no single day is to blame.
        summary: All of this for people.
    """

    sessions: int
    violations: tuple[tuple[str, int], ...]
    cost: int
    best_cost: int
    regret: int
    worst_sentence: str
    summary: str
