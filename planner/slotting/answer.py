"""The answer: where the sessions go, what each costs, what every other candidate would cost, and what to mind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from planner.slotting.evaluate import Candidate, Evaluator
from planner.slotting.problem import Problem, format_time_of_day
from planner.slotting.rules import Rules
from planner.training.workouts import Slot, StrengthKind


@dataclass(frozen=True, slots=True)
class PlacedSession:
    """A session of the answer.

    Attributes:
        day: Its day.
        slot: Its half of the day.
        kind: Its dose.
        start: When it starts, ``HH:MM``.
        locked: Whether it stood there before.
        cost: What it costs by itself; 0 for a locked one that a rule would forbid.
        cost_by_rule: The parts of that cost by rule.
        reason: Why it stands there, in one sentence.
    """

    day: int
    slot: Slot
    kind: StrengthKind
    start: str
    locked: bool
    cost: int
    cost_by_rule: Mapping[str, int]
    reason: str

    def to_json(self) -> dict[str, Any]:
        """As the answer's JSON has it."""
        return {
            "day": self.day,
            "slot": self.slot.value,
            "kind": self.kind.value,
            "start": self.start,
            "locked": self.locked,
            "cost": self.cost,
            "terms": dict(self.cost_by_rule),
            "reason": self.reason,
        }


@dataclass(frozen=True, slots=True)
class PairCost:
    """What two sessions cost together: S6, or S8 for the later one. History may hold the earlier."""

    rule: str
    days: tuple[int, int]
    cost: int

    def to_json(self) -> dict[str, Any]:
        """As the answer's JSON has it."""
        return {"rule": self.rule, "days": list(self.days), "cost": self.cost}


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Sessions of a week's target that found no place (S9), and the rule that removed most of their candidates."""

    week: int
    kind: StrengthKind
    count: int
    cost: int
    reason: str

    def to_json(self) -> dict[str, Any]:
        """As the answer's JSON has it."""
        return {
            "week": self.week,
            "kind": self.kind.value,
            "count": self.count,
            "cost": self.cost,
            "reason": self.reason,
        }


@dataclass(frozen=True, slots=True)
class PricedCandidate:
    """A candidate with its regret: by how much the best plan that holds it is dearer; None when it is vetoed."""

    candidate: Candidate
    regret: int | None

    def to_json(self) -> dict[str, Any]:
        """As the answer's JSON has it."""
        placement, veto = self.candidate.placement, self.candidate.veto
        return {
            "day": placement.day,
            "slot": placement.slot.value,
            "kind": placement.kind.value,
            "veto": veto,
            "cost": None if veto else self.candidate.cost,
            "terms": dict(self.candidate.cost_by_rule),
            "regret": self.regret,
        }


@dataclass(frozen=True, slots=True)
class PlanWarning:
    """Something to mind: a code (W1 to W5, or the rule a locked session or a target breaks), a week, a sentence.

    A warning about one day also knows that day; one about the week does not. Of some a race alone is the reason: the
    other runs would raise none.
    """

    code: str
    week: int
    text: str
    day: int | None = None
    caused_by_race: bool = False

    def to_json(self) -> dict[str, Any]:
        """As the answer's JSON has it."""
        return {"code": self.code, "week": self.week, "text": self.text}


@dataclass(frozen=True, slots=True)
class Answer:
    """The best placement.

    Attributes:
        problem: What was asked.
        rules: The rules it was answered by; their `overrides` say which numbers are the runner's own.
        evaluator: The rules applied to the problem, for whoever explains the answer.
        sessions: All sessions, locked ones included, by day and slot.
        pairs: What sessions cost together.
        unplaced: What found no place.
        candidates: Every slot of every day for every kind its week asks for.
        warnings: What to mind.
    """

    problem: Problem
    rules: Rules
    evaluator: Evaluator = field(repr=False, compare=False)
    sessions: tuple[PlacedSession, ...]
    pairs: tuple[PairCost, ...]
    unplaced: tuple[Unplaced, ...]
    candidates: tuple[PricedCandidate, ...]
    warnings: tuple[PlanWarning, ...]

    @property
    def cost(self) -> int:
        """Z: the sum of all costs, the least there is."""
        return sum(part.cost for parts in (self.sessions, self.pairs, self.unplaced) for part in parts)

    def to_json(self) -> dict[str, Any]:
        """The document of ``planner slot --json``; overridden rules are named when there are any."""
        document: dict[str, Any] = {
            "cost": self.cost,
            "optimal": True,
            "sessions": [session.to_json() for session in self.sessions],
            "pairs": [pair.to_json() for pair in self.pairs],
            "unplaced": [missing.to_json() for missing in self.unplaced],
            "candidates": [priced.to_json() for priced in self.candidates],
            "warnings": [finding.to_json() for finding in self.warnings],
        }
        if self.rules.overrides:
            document["overrides"] = {
                name: {"default": default, "now": now} for name, (default, now) in self.rules.overrides.items()
            }
        return document


def start_time(candidate: Candidate) -> str:
    """When a candidate would start, ``HH:MM``."""
    return format_time_of_day(candidate.placement.start_minute)
