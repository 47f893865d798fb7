"""Why a day is as it is: every slot and kind of it, chosen, out by which rule, or how much dearer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from planner.slotting.answer import Answer, Priced, start_of
from planner.slotting.candidates import Candidate
from planner.slotting.phrases import Phrases, title
from planner.slotting.rules import Rule
from planner.training.workouts import Slot, StrengthKind


class Status(StrEnum):
    """What became of a candidate."""

    CHOSEN = "chosen"
    AS_GOOD = "as good"
    DEARER = "dearer"
    VETOED = "vetoed"


@dataclass(frozen=True, slots=True)
class Why:
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
        brief: What speaks against it, in half a sentence with the rule; empty for one that is chosen or as good.
    """

    day: int
    slot: Slot
    kind: StrengthKind
    start: str
    status: Status
    locked: bool
    rule: Rule | None
    cost: int | None
    regret: int | None
    text: str
    brief: str = ""


def explain_day(answer: Answer, day: int) -> list[Why]:
    """Every candidate of a day, in order of slot and kind; empty when its week asks for nothing and it holds nothing.

    Args:
        answer: The answer.
        day: A day of the block.
    """
    reasons = {(placed.slot, placed.kind): placed.reason for placed in answer.sessions if placed.day == day}
    rows = [priced for priced in answer.candidates if priced.candidate.place.day == day]
    known = {(priced.candidate.place.slot, priced.candidate.place.kind) for priced in rows}
    lines = [_why(answer, priced, reasons) for priced in rows]
    lines += [
        Why(
            day=day,
            slot=placed.slot,
            kind=placed.kind,
            start=placed.start,
            status=Status.CHOSEN,
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


def _why(answer: Answer, priced: Priced, reasons: dict[tuple[Slot, StrengthKind], str]) -> Why:
    candidate, place = priced.candidate, priced.candidate.place
    reason = reasons.get((place.slot, place.kind))
    if reason is not None:
        status = Status.CHOSEN
    elif candidate.veto:
        status, reason = Status.VETOED, _vetoed(answer, candidate)
    elif priced.regret == 0:
        status, reason = (
            Status.AS_GOOD,
            f"{title(answer.problem, place)} would cost the same; the earlier plan is taken.",
        )
    else:
        status, reason = Status.DEARER, _dearer(answer, priced)
    return Why(
        day=place.day,
        slot=place.slot,
        kind=place.kind,
        start=start_of(candidate),
        status=status,
        locked=place.locked,
        rule=answer.rules[candidate.veto] if candidate.veto else None,
        cost=None if candidate.veto else candidate.cost,
        regret=priced.regret,
        text=reason,
        brief=_brief(answer, priced) if status in (Status.VETOED, Status.DEARER) else "",
    )


def _brief(answer: Answer, priced: Priced) -> str:
    """The hard rule it breaks, or the dearest of its terms."""
    phrases, candidate = Phrases(answer.judge), priced.candidate
    if candidate.veto:
        return f"{phrases.veto(candidate)} ({candidate.veto})"
    if not candidate.terms:
        return f"another plan is {priced.regret} cheaper"
    rule = max(candidate.terms, key=lambda term: candidate.terms[term])
    return f"{phrases.term(candidate.place, rule)} ({rule})"


def _vetoed(answer: Answer, candidate: Candidate) -> str:
    phrases = Phrases(answer.judge)
    return f"{title(answer.problem, candidate.place)} is out: {phrases.veto(candidate)} ({candidate.veto})."


def _dearer(answer: Answer, priced: Priced) -> str:
    phrases = Phrases(answer.judge)
    candidate = priced.candidate
    parts = [f"{cost} because {phrases.term(candidate.place, rule)} ({rule})" for rule, cost in candidate.terms.items()]
    own = f"; by itself it costs {', '.join(parts)}" if parts else "; by itself it costs nothing"
    return f"{title(answer.problem, candidate.place)} would make the plan {priced.regret} dearer{own}."
