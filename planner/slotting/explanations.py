"""Why a session stands where it stands, or found no place: a sentence or two each, from the rules' own numbers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from planner.slotting.answer import Answer, PairCost, PricedCandidate, start_time
from planner.slotting.context import DEMANDING_LEVELS, Placement
from planner.slotting.evaluate import Candidate, Evaluator
from planner.slotting.phrases import RulePhrases, hours_text, pluralize, run_name, session_title, weekday_name
from planner.slotting.problem import DayType, format_time_of_day
from planner.slotting.rules import Rule
from planner.training.workouts import Slot, StrengthKind


class PlacementReasons:
    """Explains one answer."""

    def __init__(
        self,
        evaluator: Evaluator,
        sessions: Sequence[Candidate],
        pairs: Iterable[PairCost],
        candidates: Iterable[PricedCandidate],
    ) -> None:
        """Reasons for the sessions of an answer, given what they cost together and all its candidates."""
        self._evaluator = evaluator
        self._problem = evaluator.context.problem
        self._phrases = RulePhrases(evaluator)
        self._by_day: defaultdict[int, list[Placement]] = defaultdict(list)
        for session in sessions:
            self._by_day[session.placement.day].append(session.placement)
        self._pairs: defaultdict[int, list[PairCost]] = defaultdict(list)
        for pair in pairs:
            self._pairs[pair.days[1]].append(pair)
        self._alternatives: defaultdict[tuple[int, StrengthKind], list[PricedCandidate]] = defaultdict(list)
        for priced in candidates:
            placement = priced.candidate.placement
            self._alternatives[placement.week, placement.kind].append(priced)

    def session_reason(self, session: Candidate) -> str:
        """What it is and when; the best reason for it; what it costs; the nearest alternative and what beat it."""
        head = session_title(self._problem, session.placement)
        if session.veto:
            why = self._phrases.veto_reason(session)
            return f"{head}: it is held there, though {why} ({session.veto}); by itself it costs nothing."
        held = "it is held there; " if session.placement.locked else ""
        first = f"{head}: {held}{self._best_argument(session)}; {self._cost_text(session)}."
        other = "" if session.placement.locked else self._alternative_text(session)
        return f"{first} {other}".rstrip()

    def unplaced_reason(self, week: int, kind: StrengthKind, count: int) -> str:
        """Why sessions of a kind found no place: the rule that removed most of their candidates."""
        head = f"No place for {pluralize(count, f'{kind} session')} in week {week + 1}"
        rows = [priced.candidate for priced in self._alternatives[week, kind]]
        removed = Counter(rule for candidate in rows if (rule := self._excluding_rule(candidate)))
        if not removed:
            return f"{head}: every place would cost as much as leaving it out (S9)."
        (rule, times), *others = removed.most_common()
        text = f"{head}: {rule} removes {times} of {len(rows)} candidates ({self._evaluator.context.rules[rule].text})"
        return text + "".join(f", {other} {number}" for other, number in others) + "."

    def _costlier_by_rule(self, alternative: Candidate, session: Candidate) -> str | None:
        """Name what that makes `alternative` cost more: a broken hard rule or the largest extra cost."""
        clash = self._clashing_rule(alternative.placement, session.placement)
        if clash:
            return clash
        growth = {rule: cost - session.cost_by_rule.get(rule, 0) for rule, cost in alternative.cost_by_rule.items()}
        rule = max(growth, key=lambda rule: growth[rule], default=None)
        return rule if rule and growth[rule] > 0 else None

    def _best_argument(self, session: Candidate) -> str:
        placement = session.placement
        if placement.kind is StrengthKind.LIGHT:
            return self._best_argument_for_light(placement)
        parts = []
        if placement.last_loading_run and "S2" not in session.cost_by_rule:
            run = run_name(self._problem, placement.last_loading_run, placement.day)
            parts.append(f"{hours_text(placement.minutes_since_last_loading_run())} after {run} (S2 free)")
        elif placement.next_key_run and "S1" not in session.cost_by_rule:
            run = run_name(self._problem, placement.next_key_run, placement.day)
            parts.append(f"{run} is {hours_text(placement.minutes_to_next_key_run())} away (S1 free)")
        elif "S3" not in session.cost_by_rule:
            parts.append("a hard day stays hard (S3 free)")
        tomorrow = placement.day + 1
        rest = self._evaluator.context.timeline.day_type(tomorrow) is DayType.REST and not self._by_day.get(tomorrow)
        if rest and tomorrow < self._problem.days:
            parts.append(f"{weekday_name(self._problem, tomorrow)} stays a rest day")
        return " and ".join(parts) or "the best place the rules leave"

    def _best_argument_for_light(self, placement: Placement) -> str:
        recovers = self._evaluator.soft.find_recovery_run(placement)
        if recovers:
            run = run_name(self._problem, recovers, placement.day)
            return (
                f"{hours_text(placement.start_minute - recovers.end_minute)} after {run}, in its recovery window "
                f"(S5 free)"
            )
        if placement.next_key_run:
            return (
                f"{run_name(self._problem, placement.next_key_run, placement.day)} is "
                f"{hours_text(placement.minutes_to_next_key_run())} away"
            )
        return "the best place the rules leave"

    def _cost_text(self, session: Candidate) -> str:
        terms = session.cost_by_rule
        if not terms:
            text = "costs nothing"
        elif len(terms) == 1:
            (rule,) = terms
            text = f"costs {session.cost} because {self._phrases.cost_reason(session.placement, rule)} ({rule})"
        else:
            parts = [
                f"{cost} because {self._phrases.cost_reason(session.placement, rule)} ({rule})"
                for rule, cost in terms.items()
            ]
            text = f"costs {session.cost}: " + ", ".join(parts)
        if session.placement.kind in DEMANDING_LEVELS:
            for pair in self._pairs[session.placement.day]:
                other = weekday_name(self._problem, pair.days[0])
                with_it = f"{other}'s session" if pair.rule == "S6" else f"{other} the week before"
                text += f"; with {with_it} {pair.cost} more ({pair.rule})"
        return text

    def _alternative_text(self, session: Candidate) -> str:
        alternative = self._nearest_alternative(session)
        if alternative is None:
            return ""
        placement = alternative.candidate.placement
        name = weekday_name(self._problem, placement.day)
        if alternative.candidate.veto:
            when = (
                name
                if placement.day != session.placement.day
                else f"{name} {format_time_of_day(placement.start_minute)}"
            )
            return f"{when} is out: {self._phrases.veto_reason(alternative.candidate)} ({alternative.candidate.veto})."
        when = f"{name} {format_time_of_day(placement.start_minute)}"
        if alternative.regret == 0:
            return f"{when} would cost the same; the earlier plan is taken."
        rule = self._costlier_by_rule(alternative.candidate, session)
        return f"{when} would make the plan {alternative.regret} dearer" + (f" ({rule})." if rule else ".")

    def _nearest_alternative(self, session: Candidate) -> PricedCandidate | None:
        """The nearest day that could have had it: of one day the cheapest place; a rest day is no alternative."""
        placement = session.placement
        week = range(7 * placement.week, 7 * placement.week + 7)
        taken = {
            day
            for day in week
            for other in self._by_day.get(day, [])
            if other.kind is placement.kind and day != placement.day
        }

        def rank(priced: PricedCandidate) -> tuple[bool, int, bool, int, int]:
            other = priced.candidate
            apart = abs(other.placement.day - placement.day)
            return apart == 0, apart, other.veto is not None, priced.regret or 0, other.placement.half_day_index

        rivals = [
            priced
            for priced in self._alternatives[placement.week, placement.kind]
            if priced.candidate.veto not in {"HC1", "HC2"}
            and priced.candidate.placement.day not in taken
            and (priced.candidate.placement.day, priced.candidate.placement.slot) != (placement.day, placement.slot)
        ]
        return min(rivals, key=rank, default=None)

    def _excluding_rule(self, candidate: Candidate) -> str | None:
        """The rule that keeps a candidate out: its veto, or the clash with a session of the answer."""
        return candidate.veto or self._clashing_rule(candidate.placement, None)

    def _clashing_rule(self, placement: Placement, replaced: Placement | None) -> str | None:
        """The rule between sessions that a place breaks beside the answer's other sessions, or None."""
        context = self._evaluator.context

        def others(day: int) -> list[Placement]:
            there = self._by_day.get(day, [])
            return [other for other in there if other is not replaced and other.rank != placement.rank]

        apart = context.rules.whole_number("HC7", "days")
        near = range(placement.day - apart + 1, placement.day + apart)
        if placement.kind in DEMANDING_LEVELS and any(
            other.kind in DEMANDING_LEVELS for day in near for other in others(day)
        ):
            return "HC7"
        if others(placement.day):
            return "HC8"
        if placement.kind is not StrengthKind.HEAVY:
            return None
        window = range(placement.day - 2, placement.day + 3)
        heavy = {day for day in window for other in others(day) if other.kind is StrengthKind.HEAVY} | {placement.day}
        weeks = (placement.week, placement.week + 1)
        sets = (days for week in weeks for days in context.forbidden_heavy_sets.get(week, ()))
        return "HC11" if any(placement.day in days and days <= heavy for days in sets) else None


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
