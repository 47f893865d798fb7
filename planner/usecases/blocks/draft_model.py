"""A draft: a block that is planned and slotted but not stored, and the comparison with an author's own strength."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from planner.slotting import Answer
from planner.training.blocks import Block
from planner.training.dose_tables import DoseWeek
from planner.training.workouts import Workout
from planner.usecases.blocks.options import BlockOptions


@dataclass(frozen=True, slots=True)
class Draft:
    """A block that can be previewed and committed.

    Attributes:
        block: The block's name, dates and phases.
        workouts: Every run, rest day and slotted session, in calendar order.
        problem: The slotting problem, as `planner.slotting` reads it.
        answer: The slotting answer.
        dose_weeks: The dose table's row for each week.
        to_check: What the runner should check, one sentence each: figures of the file that could not be read,
            and workouts whose kind is not certain.
        remarks: What else the runner should know, one sentence each.
        shortfall: The first of the remarks where it says what the plan cannot reach and what would; else empty.
        author_comparison: How the slotting rules judge the plan's own strength days; None if it has none, or if that
            was not asked for.
        options: What the runner asked for.
        plan_name: The name of the run plan.
    """

    block: Block
    workouts: tuple[Workout, ...]
    problem: dict[str, Any]
    answer: Answer
    dose_weeks: tuple[DoseWeek, ...]
    to_check: tuple[str, ...]
    remarks: tuple[str, ...]
    author_comparison: AuthorComparison | None = None
    options: BlockOptions = field(default_factory=BlockOptions)
    plan_name: str = ""
    shortfall: str = ""

    @property
    def cost_by_rule(self) -> tuple[tuple[str, int], ...]:
        """What each slotting rule costs the block, the dearest first: ``("S3", 36)``."""
        costs = Counter[str]()
        for session in self.answer.sessions:
            costs.update(dict(session.cost_by_rule))
        for pair in self.answer.pairs:
            costs[pair.rule] += pair.cost
        costs["S9"] += sum(part.cost for part in self.answer.unplaced)
        return tuple((rule, cost) for rule, cost in costs.most_common() if cost)


@dataclass(frozen=True, slots=True)
class AuthorComparison:
    """How the slotting rules judge the strength days of a plan's author.

    Attributes:
        sessions: How many strength days the plan has.
        violations: ``(rule, how many days break it)``, in the order of the rules; days beyond a week's limit count as
            ``HC12``.
        cost: What strength costs with the other days where the author has them.
        best_cost: The least that as many sessions in the same weeks can cost.
        regret: By how much the author's days are dearer; never below 0.
        worst_sentence: A sentence on the day that the rules like least; empty if no single day is to blame.
        summary: The comparison in words.
    """

    sessions: int
    violations: tuple[tuple[str, int], ...]
    cost: int
    best_cost: int
    regret: int
    worst_sentence: str
    summary: str
