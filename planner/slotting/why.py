"""Why a day is as it is: every slot and kind of it, chosen, out by which rule, or how much dearer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from planner.slotting.answer import Answer, PricedCandidate, start_time
from planner.slotting.candidates import Candidate
from planner.slotting.phrases import RulePhrases, session_title
from planner.slotting.rules import Rule
from planner.training.workouts import Slot, StrengthKind


class CandidateStatus(StrEnum):
    """What became of a candidate."""

    CHOSEN = "chosen"
    AS_GOOD = "as good"
    DEARER = "dearer"
    VETOED = "vetoed"


@dataclass(frozen=True, slots=True)
class Explanation:
    """One candidate of a day, explained.

    Attributes:
        day: Its day.
        slot: Its half of the day.
        kind: Its dose.
        start: When it would start, ``HH:MM``.
        status: What became of it.
        locked: Whether it is a locked session.
        rule: The hard rule it breaks, with its text, sources and tags; None when it may stand.
        cost: What it costs by itself; None when vetoed.
        regret: By how much the best plan with it is dearer; None when vetoed.
        text: All of this in a sentence.
        short_reason: What speaks against it, in half a sentence with the rule; empty for one that is chosen or as good.
    """

    day: int
    slot: Slot
    kind: StrengthKind
    start: str
    status: CandidateStatus
    locked: bool
    rule: Rule | None
    cost: int | None
    regret: int | None
    text: str
    short_reason: str = ""


def explain_candidates(answer: Answer, day: int) -> list[Explanation]:
    """Every candidate of a day, in order of slot and kind; empty when its week asks for nothing and it holds nothing.

    Args:
        answer: The answer.
        day: A day of the block.
    """
    reasons = {(placed.slot, placed.kind): placed.reason for placed in answer.sessions if placed.day == day}
    rows = [priced for priced in answer.candidates if priced.candidate.placement.day == day]
    known = {(priced.candidate.placement.slot, priced.candidate.placement.kind) for priced in rows}
    lines = [_explain(answer, priced, reasons) for priced in rows]
    lines += [
        Explanation(
            day=day,
            slot=placed.slot,
            kind=placed.kind,
            start=placed.start,
            status=CandidateStatus.CHOSEN,
            locked=True,
            rule=answer.rules["HC12"],
            cost=placed.cost,
            regret=None,
            text=placed.reason,
        )
        for placed in answer.sessions
        if placed.day == day and (placed.slot, placed.kind) not in known
    ]
    return lines


def _explain(answer: Answer, priced: PricedCandidate, reasons: dict[tuple[Slot, StrengthKind], str]) -> Explanation:
    candidate, placement = priced.candidate, priced.candidate.placement
    reason = reasons.get((placement.slot, placement.kind))
    if reason is not None:
        status = CandidateStatus.CHOSEN
    elif candidate.veto:
        status, reason = CandidateStatus.VETOED, _vetoed_text(answer, candidate)
    elif priced.regret == 0:
        status, reason = (
            CandidateStatus.AS_GOOD,
            f"{session_title(answer.problem, placement)} would cost the same; the earlier plan is taken.",
        )
    else:
        status, reason = CandidateStatus.DEARER, _dearer_text(answer, priced)
    return Explanation(
        day=placement.day,
        slot=placement.slot,
        kind=placement.kind,
        start=start_time(candidate),
        status=status,
        locked=placement.locked,
        rule=answer.rules[candidate.veto] if candidate.veto else None,
        cost=None if candidate.veto else candidate.cost,
        regret=priced.regret,
        text=reason,
        short_reason=_short_reason(answer, priced)
        if status in (CandidateStatus.VETOED, CandidateStatus.DEARER)
        else "",
    )


def _short_reason(answer: Answer, priced: PricedCandidate) -> str:
    """The hard rule it breaks, or the dearest of its terms."""
    phrases, candidate = RulePhrases(answer.evaluator), priced.candidate
    if candidate.veto:
        return f"{phrases.veto_reason(candidate)} ({candidate.veto})"
    if not candidate.cost_by_rule:
        return f"another plan is {priced.regret} cheaper"
    rule = max(candidate.cost_by_rule, key=lambda term: candidate.cost_by_rule[term])
    return f"{phrases.cost_reason(candidate.placement, rule)} ({rule})"


def _vetoed_text(answer: Answer, candidate: Candidate) -> str:
    phrases = RulePhrases(answer.evaluator)
    return (
        f"{session_title(answer.problem, candidate.placement)} is out: {phrases.veto_reason(candidate)} "
        f"({candidate.veto})."
    )


def _dearer_text(answer: Answer, priced: PricedCandidate) -> str:
    phrases = RulePhrases(answer.evaluator)
    candidate = priced.candidate
    parts = [
        f"{cost} because {phrases.cost_reason(candidate.placement, rule)} ({rule})"
        for rule, cost in candidate.cost_by_rule.items()
    ]
    own = f"; by itself it costs {', '.join(parts)}" if parts else "; by itself it costs nothing"
    return f"{session_title(answer.problem, candidate.placement)} would make the plan {priced.regret} dearer{own}."
