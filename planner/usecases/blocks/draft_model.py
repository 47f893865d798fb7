"""A draft: a block that is worked out and slotted but not stored, and what an author's own strength would cost."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from planner.slotting import Answer
from planner.training.blocks import Block
from planner.training.doses import DoseWeek
from planner.training.workouts import Workout
from planner.usecases.blocks.options import Choices


@dataclass(frozen=True, slots=True)
class Draft:
    """A block ready to be looked at and committed.

    Attributes:
        block: Its name, dates and phases.
        items: Every run, rest day and slotted session, in calendar order.
        problem: The slotting problem, as `planner.slotting` reads it.
        answer: The slotting answer.
        weeks: The dose table's row for each week.
        please_check: Workouts whose kind is not certain, one sentence each.
        remarks: What else should be known, one sentence each.
        author: What our rules make of the plan's own strength days; None where it has none, or where nobody asked.
        choices: What the runner decided.
        plan: The name of the run plan.
    """

    block: Block
    items: tuple[Workout, ...]
    problem: dict[str, Any]
    answer: Answer
    weeks: tuple[DoseWeek, ...]
    please_check: tuple[str, ...]
    remarks: tuple[str, ...]
    author: AuthorCompared | None = None
    choices: Choices = field(default_factory=Choices)
    plan: str = ""

    @property
    def terms(self) -> tuple[tuple[str, int], ...]:
        """What each slotting rule costs the block, the dearest first: ``("S3", 36)``."""
        found = Counter[str]()
        for session in self.answer.sessions:
            found.update(dict(session.terms))
        for pair in self.answer.pairs:
            found[pair.rule] += pair.cost
        found["S9"] += sum(part.cost for part in self.answer.unplaced)
        return tuple((rule, cost) for rule, cost in found.most_common() if cost)


@dataclass(frozen=True, slots=True)
class AuthorCompared:
    """What our rules make of an author's strength days.

    Attributes:
        sessions: How many the author has.
        broken: ``(rule, how many break it)``, in the order of the rules; those beyond the cap of a week are ``HC12``.
        cost: What strength costs with the others where the author has them.
        optimum: The least it can cost with as many of them in the same weeks.
        regret: By how much the author's places are dearer; never below 0.
        worst: A sentence on the day our rules like least; empty where no single day is to blame.
        sentence: All of this for people.
    """

    sessions: int
    broken: tuple[tuple[str, int], ...]
    cost: int
    optimum: int
    regret: int
    worst: str
    sentence: str
