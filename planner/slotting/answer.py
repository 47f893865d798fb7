"""The answer to a problem: the sessions, what each costs, what every other candidate would cost, and warnings."""

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
        kind: Its kind.
        start: When it starts, ``HH:MM``.
        locked: Whether it is a locked session of the problem.
        veto: The hard rule that a locked one breaks, or None.
        cost: What it costs by itself; 0 for one that breaks a rule.
        cost_by_rule: The parts of that cost by rule.
        reason: Why it is there, in one sentence or two.
    """

    day: int
    slot: Slot
    kind: StrengthKind
    start: str
    locked: bool
    veto: str | None
    cost: int
    cost_by_rule: Mapping[str, int]
    reason: str

    def to_json(self) -> dict[str, Any]:
        """Return its part of the answer's JSON."""
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
    """What two sessions cost together: S6, or S8 for the later one. The earlier one may be history."""

    rule: str
    days: tuple[int, int]
    cost: int

    def to_json(self) -> dict[str, Any]:
        """Return its part of the answer's JSON."""
        return {"rule": self.rule, "days": list(self.days), "cost": self.cost}


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Sessions of a week's target that have no place (S9), and the rule that removed most of their candidates."""

    week: int
    kind: StrengthKind
    count: int
    cost: int
    reason: str

    def to_json(self) -> dict[str, Any]:
        """Return its part of the answer's JSON."""
        return {
            "week": self.week,
            "kind": self.kind.value,
            "count": self.count,
            "cost": self.cost,
            "reason": self.reason,
        }


@dataclass(frozen=True, slots=True)
class PricedCandidate:
    """A candidate with its regret: how much more the best plan with it costs than the best plan; None when vetoed."""

    candidate: Candidate
    regret: int | None

    def to_json(self) -> dict[str, Any]:
        """Return its part of the answer's JSON."""
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
    """A warning about the runs, a locked session or a target.

    Attributes:
        code: W1 to W5, or the rule that the locked session or the target breaks.
        week: The week it is about.
        text: The warning as a sentence.
        day: The day it is about; None when it is about the week.
        caused_by_race: Whether it is about a race, which nobody can shorten.
    """

    code: str
    week: int
    text: str
    day: int | None = None
    caused_by_race: bool = False

    def to_json(self) -> dict[str, Any]:
        """Return its part of the answer's JSON."""
        return {"code": self.code, "week": self.week, "text": self.text}


@dataclass(frozen=True, slots=True)
class Answer:
    """The best placement.

    Attributes:
        problem: What was asked.
        rules: The rules it was answered by; their `overrides` list the numbers that are the runner's own.
        evaluator: The rules applied to the problem, to explain the answer with.
        sessions: All sessions, locked ones included, by day and slot.
        pairs: What sessions cost together.
        unplaced: The sessions that have no place.
        candidates: Every slot of every day for every kind its week asks for.
        warnings: The warnings, in order of week and code.
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
        """The sum of all costs, the least that is possible."""
        return sum(part.cost for parts in (self.sessions, self.pairs, self.unplaced) for part in parts)

    def to_json(self, *, with_candidates: bool = True) -> dict[str, Any]:
        """Return the document of ``planner slot --json``; overridden numbers are listed when there are any.

        Args:
            with_candidates: Whether the candidates are in it: most of the document, which can be worked out again.
        """
        document: dict[str, Any] = {
            "cost": self.cost,
            "optimal": True,
            "sessions": [session.to_json() for session in self.sessions],
            "pairs": [pair.to_json() for pair in self.pairs],
            "unplaced": [missing.to_json() for missing in self.unplaced],
            **({"candidates": [priced.to_json() for priced in self.candidates]} if with_candidates else {}),
            "warnings": [warning.to_json() for warning in self.warnings],
        }
        if self.rules.overrides:
            document["overrides"] = {
                name: {"default": default, "now": now} for name, (default, now) in self.rules.overrides.items()
            }
        return document


def start_time(candidate: Candidate) -> str:
    """Return when a candidate would start, ``HH:MM``."""
    return format_time_of_day(candidate.placement.start_minute)
