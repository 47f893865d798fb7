"""Explanations: what the best plan makes of every place of a day, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from planner.slotting.answer import Answer, PricedCandidate, start_time
from planner.slotting.context import Placement
from planner.slotting.phrases import RulePhrases, format_points, place_time, session_title
from planner.slotting.reasons import cost_reasons, drawback_text, what_for_text
from planner.slotting.rules import Rule
from planner.training.workouts import DEMANDING_KINDS, Slot, StrengthKind

_MOSTLY_OTHERS = 2
"""A place that costs the plan more than so many times its own cost is mostly a burden to the other sessions."""


class CandidateStatus(StrEnum):
    """What the best plan makes of a candidate."""

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
        kind: Its kind.
        start: When it would start, ``HH:MM``.
        status: What the best plan makes of it.
        locked: Whether it is a locked session.
        rule: The hard rule it breaks; None when it breaks none.
        cost: What it costs by itself; None when vetoed.
        regret: How much more the best plan with it costs than the best plan; None when vetoed.
        text: All of this in a sentence or two.
        short_reason: What is against it, as half a sentence; empty for one that is chosen or as good.
        figures: The rules' own terms and the exact hours, to show next to the sentence.
        points: What its sentence counts when it is chosen: its cost, and that of pairs it is the later one of.
        words: What forbids it in a word or two, for a map: ``24 h``, ``long``; empty where nothing does.
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
    figures: str = ""
    points: int | None = None
    words: str = ""


def explain_candidates(answer: Answer, day: int) -> list[Explanation]:
    """Return every candidate of a day, in order of slot and kind, and then its locked sessions that nobody asked for.

    The list is empty when the week asks for nothing and the day has no session.

    Args:
        answer: The answer.
        day: A day of the block.
    """
    phrases = RulePhrases(answer.evaluator)
    placed_by_place = {(placed.slot, placed.kind): placed for placed in answer.sessions if placed.day == day}
    explanations = []
    for priced in answer.candidates:
        placement = priced.candidate.placement
        if placement.day == day:
            placed = placed_by_place.pop((placement.slot, placement.kind), None)
            explanations.append(_explain(answer, phrases, priced, placed.reason if placed else None))
    explanations += [
        Explanation(
            day=day,
            slot=placed.slot,
            kind=placed.kind,
            start=placed.start,
            status=CandidateStatus.CHOSEN,
            locked=True,
            rule=answer.rules[placed.veto] if placed.veto else None,
            cost=placed.cost,
            regret=None,
            text=placed.reason,
            figures=placed.veto or "no cost",
        )
        for placed in placed_by_place.values()
    ]
    return explanations


def _explain(answer: Answer, phrases: RulePhrases, priced: PricedCandidate, chosen_reason: str | None) -> Explanation:
    candidate, placement, veto = priced.candidate, priced.candidate.placement, priced.candidate.veto
    title = session_title(answer.problem, placement)
    short_reason = ""
    is_demanding = chosen_reason is not None and placement.kind in DEMANDING_KINDS
    pairs = [pair for pair in answer.pairs if is_demanding and pair.days[1] == placement.day]
    if chosen_reason is not None:
        status, text = CandidateStatus.CHOSEN, chosen_reason
    elif veto:
        status, short_reason = CandidateStatus.VETOED, phrases.veto_reason(placement, veto, is_there=True)
        text = f"Not {place_time(answer.problem, placement)}: {phrases.veto_request(placement, veto)}"
    elif priced.regret == 0:
        status, text = CandidateStatus.AS_GOOD, f"{title} would do just as well."
    else:
        status = CandidateStatus.DEARER
        points = format_points(priced.regret or 0, "more")
        reasons = cost_reasons(phrases, candidate)
        short_reason = f"another plan saves {format_points(priced.regret or 0)}"
        if reasons:
            short_reason, _ = max(reasons, key=lambda reason: reason[1])
        text = f"{title} would cost {points}"
        clash = _clash(answer, phrases, placement)
        own, regret = sum(cost for _, cost in reasons), priced.regret or 0
        if clash or regret > _MOSTLY_OTHERS * own:
            text += f": {clash or 'it suits the other sessions less'}."
        else:
            is_all = own == regret
            text += f": {what_for_text(reasons)}." if is_all else f"; by itself {drawback_text(reasons)}."
    return Explanation(
        day=placement.day,
        slot=placement.slot,
        kind=placement.kind,
        start=start_time(candidate),
        status=status,
        locked=placement.locked,
        rule=answer.rules[veto] if veto else None,
        cost=None if veto else candidate.cost,
        regret=priced.regret,
        text=text,
        short_reason=short_reason,
        figures=phrases.figures(candidate, pairs),
        points=None if veto else candidate.cost + sum(pair.cost for pair in pairs),
        words=phrases.veto_words(placement, veto) if veto else "",
    )


def _clash(answer: Answer, phrases: RulePhrases, placement: Placement) -> str:
    """Return which session of the plan a place is too near to, as half a sentence; empty without one.

    A session of the same kind and week does not count: it may be the one that would move there.
    """
    others = [
        placed
        for placed in answer.sessions
        if placed.locked or placed.kind is not placement.kind or placed.day // 7 != placement.week
    ]
    if any(placed.day == placement.day for placed in others):
        return "that day has another session"
    if placement.kind not in DEMANDING_KINDS:
        return ""
    days = [placed.day for placed in others if placed.kind in DEMANDING_KINDS]
    nearest = min(days, key=lambda day: (abs(day - placement.day), day), default=None)
    if nearest is None or abs(nearest - placement.day) >= answer.rules.whole_number("HC7", "days"):
        return ""
    return phrases.near_session(placement.day, nearest, is_there=False)
