"""Why a week has no room for a session, in a runner's words: what takes its half days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import NamedTuple

from planner.slotting.answer import Answer
from planner.slotting.context import Placement
from planner.slotting.evaluate import Candidate, Evaluator
from planner.slotting.problem import UnavailableReason
from planner.text import number_word
from planner.training.formatting import format_minimum
from planner.training.workouts import StrengthKind

PLACED = "placed"
"""Given in the place of a rule for a half day that holds a session of the kind."""
_MOST_CLAUSES = 3
"""A sentence names so many things that take half days, and sums up the others."""


class _Clause(NamedTuple):
    """What is said of one half day, and of several: ``is a day ...`` and ``are days ...``."""

    of_one: str
    of_several: str

    def of(self, number: int) -> str:
        """Return the clause for a number of half days."""
        return f"{number} {self.of_one if number == 1 else self.of_several}"


_BY_RULE = {
    "HC2": _Clause("is a day you don't run", "are days you don't run"),
    "HC3": _Clause("comes before a hard run that day", "come before a hard run that day"),
    "HC6": _Clause("is the day of a long run or race", "are days of a long run or race"),
    "HC7": _Clause("is too near other strength", "are too near other strength"),
    "HC8": _Clause("holds other strength", "hold other strength"),
    "HC9": _Clause("is too near the race to come", "are too near the race to come"),
    "HC10": _Clause("is too soon after a race", "are too soon after a race"),
    "HC11": _Clause("would make three hard days in a row", "would make three hard days in a row"),
    "HC12": _Clause("is not needed: the week has these already", "are not needed: the week has these already"),
    PLACED: _Clause("has the one there is room for", "have those there is room for"),
    "HC13": _Clause("is in a novice's first weeks", "are in a novice's first weeks"),
}
_UNAVAILABLE = {
    UnavailableReason.AWAY: _Clause("is a day you don't train", "are days you don't train"),
    UnavailableReason.PAIN: _Clause("comes before pain has eased", "come before pain has eased"),
    UnavailableReason.BUSY: _Clause("is not free", "are not free"),
    UnavailableReason.CALENDAR: _Clause("is full in your calendar", "are full in your calendar"),
    UnavailableReason.FRESH: _Clause("is before a day you want to be fresh", "are before days you want to be fresh"),
    UnavailableReason.TIME: _Clause("is too short for it", "are too short for it"),
    UnavailableReason.GYM: _Clause("has no sled", "have no sled"),
    UnavailableReason.HEALTH: _Clause(
        "has no sled, and wall sits are kept out for your health",
        "have no sled, and wall sits are kept out for your health",
    ),
    UnavailableReason.FORBIDDEN: _Clause("is kept free by you", "are kept free by you"),
}
_RUN_THEN = _Clause("is taken by a run", "are taken by runs")
_TOO_COSTLY = _Clause("would cost as much as leaving it out", "would cost as much as leaving it out")
_NOTHING_TO_RECOVER_FROM = _Clause("has no hard run to recover from", "have no hard run to recover from")
_OTHER = _Clause("is out for another reason", "are out for other reasons")


class NoRoomPhrases:
    """Says why a week has no room, over one problem."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._context = evaluator.context

    def sentence(
        self, week: int, kind: StrengthKind, count: int, half_days: Sequence[tuple[Candidate, str | None]]
    ) -> str:
        """Return why some sessions of a week have no place, with the number of half days that each thing takes.

        Args:
            week: The week.
            kind: The kind of session.
            count: How many of them have no place.
            half_days: Every place of the week for that kind, with the rule that excludes it; None for a place that is
                open, and `PLACED` for one that holds such a session.
        """
        head = f"No room for {self._what(week, kind, count)} in week {week + 1}"
        clauses = Counter(self._clause(candidate, rule) for candidate, rule in half_days)
        if set(clauses) == {_NOTHING_TO_RECOVER_FROM}:
            return f"{head}: no hard run is recent enough to recover from."
        if set(clauses) <= {_TOO_COSTLY}:
            return f"{head}: every place would cost as much as leaving it out."
        most = len(clauses) if len(clauses) == _MOST_CLAUSES + 1 else _MOST_CLAUSES
        named = clauses.most_common(most)
        rest = clauses.total() - sum(number for _, number in named)
        (first, number), *others = [*named, *([(_OTHER, rest)] if rest else [])]
        total = len(half_days)
        of_all = f"all its {total} half-days {first.of_several}"
        if number < total:
            of_all = f"{number} of its {total} half-days {first.of_one if number == 1 else first.of_several}"
        return f"{head}: {', '.join([of_all, *(clause.of(number) for clause, number in others)])}."

    def _what(self, week: int, kind: StrengthKind, count: int) -> str:
        wanted = self._context.wanted_count[week, kind]
        if count == wanted:
            return f"the {kind} session" if count == 1 else f"the {number_word(count)} {kind} sessions"
        if count == 1 and wanted == 2:
            return f"a second {kind} session"
        return f"{number_word(count)} of the {number_word(wanted)} {kind} sessions"

    def _clause(self, candidate: Candidate, rule: str | None) -> _Clause:
        placement = candidate.placement
        if rule is None:
            return _NOTHING_TO_RECOVER_FROM if "S5" in candidate.cost_by_rule else _TOO_COSTLY
        if rule == "HC1":
            reason = self._context.unavailable_reasons.get((placement.day, placement.slot, placement.kind))
            return _RUN_THEN if reason is None else _UNAVAILABLE[reason]
        rules = self._context.rules
        if rule == "HC4":
            least = format_minimum(rules.minutes("HC4", placement.level, placement.kind))
            ending = f"less than {least} before a hard or long run"
            return _Clause(f"leaves {ending}", f"leave {ending}")
        if rule == "HC5":
            ending = f"less than {format_minimum(rules.minutes('HC5', 'hours'))} after a run"
            return _Clause(f"comes {ending}", f"come {ending}")
        if rule == "HC14":
            gates = self._context.problem.gates
            reason_text = next(gate.reason for gate in gates if gate.holds(placement.kind, placement.day))
            ending = f"closed for your health ({reason_text})"
            return _Clause(f"is {ending}", f"are {ending}")
        return _BY_RULE[rule]


def main_obstacle(answer: Answer, gaps: Collection[tuple[int, StrengthKind]], already: int) -> str:
    """Return what most keeps sessions out of some weeks, as half a sentence: ``between your hard runs no ...``.

    Args:
        answer: The slotter's answer.
        gaps: The weeks, each with the kind of session that has no place there.
        already: How many such sessions each of these weeks has.
    """
    vetoed = [
        priced.candidate
        for priced in answer.candidates
        if priced.candidate.veto and (priced.candidate.placement.week, priced.candidate.placement.kind) in gaps
    ]
    vetoes = Counter(candidate.veto or "" for candidate in vetoed)
    del vetoes["HC2"]  # days without a run are vetoed in every week, so they explain nothing
    rule = min(vetoes, key=lambda name: (-vetoes[name], int(name[2:])), default="")
    other = "second " if already == 1 else "other " if already else ""
    placements = [candidate.placement for candidate in vetoed if candidate.veto == rule]
    if rule == "HC4":
        least = {answer.rules.minutes("HC4", placement.level, placement.kind) for placement in placements}
        leaves = format_minimum(least.pop()) if len(least) == 1 else "time enough"
        return f"between your hard runs no {other}day leaves {leaves}"
    if rule == "HC5":
        return f"no {other}day leaves {format_minimum(answer.rules.minutes('HC5', 'hours'))} after its run"
    if rule == "HC1":
        return _closed_text(answer.evaluator, placements)
    if rule == "HC14":
        gates = answer.problem.gates
        reason = next(gate.reason for gate in gates if gate.holds(placements[0].kind, placements[0].day))
        return f"your health comes first ({reason})"
    return {
        "HC3": "the hard runs of the days come after it",
        "HC6": "the long run or race takes the day",
        "HC7": f"no {other}day is far enough from other strength",
        "HC8": "the other days hold other strength",
        "HC9": "the race is too near",
        "HC10": "too little time has passed since the race",
        "HC11": f"a {other}day would make three hard days in a row",
        "HC13": "a novice begins without heavy sled",
    }.get(rule, f"no {other}day has room")


def _closed_text(evaluator: Evaluator, placements: Sequence[Placement]) -> str:
    """Return why half days are closed, by the reason that most of them share."""
    reasons = Counter(
        evaluator.context.unavailable_reasons.get((placement.day, placement.slot, placement.kind))
        for placement in placements
    )
    (reason, _), *_ = reasons.most_common(1)
    if reason is UnavailableReason.GYM:
        return "the sled is not there on more days"
    if reason is UnavailableReason.HEALTH:
        return "the sled is not there on more days, and wall sits are kept out for your health"
    return "your runs take the other half-days" if reason is None else "too few half-days are free"
