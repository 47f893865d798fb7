"""Explanations: why a session of an answer is where it is, why one is unplaced, what other places would cost."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from planner.slotting.answer import Answer, PairCost, PricedCandidate, start_time
from planner.slotting.context import Placement
from planner.slotting.evaluate import Candidate, Evaluator
from planner.slotting.phrases import RulePhrases, format_gap, run_name, session_title, weekday_name
from planner.slotting.problem import HARD_DAYS_IN_A_ROW, DayType, format_time_of_day
from planner.slotting.rules import Rule
from planner.text import format_count
from planner.training.workouts import DEMANDING_KINDS, Slot, StrengthKind

_NO_BETTER_PLACE = "the best place the rules leave"


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
        text: All of this in a sentence.
        short_reason: What is against it, as half a sentence with the rule; empty for one that is chosen or as good.
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
        )
        for placed in placed_by_place.values()
    ]
    return explanations


def _explain(answer: Answer, phrases: RulePhrases, priced: PricedCandidate, chosen_reason: str | None) -> Explanation:
    candidate, placement, veto = priced.candidate, priced.candidate.placement, priced.candidate.veto
    title = session_title(answer.problem, placement)
    short_reason = ""
    if chosen_reason is not None:
        status, text = CandidateStatus.CHOSEN, chosen_reason
    elif veto:
        status, short_reason = CandidateStatus.VETOED, f"{phrases.veto_reason(placement, veto)} ({veto})"
        text = f"{title} is out: {short_reason}."
    elif priced.regret == 0:
        status, text = CandidateStatus.AS_GOOD, _as_good_text(title)
    else:
        costs = candidate.cost_by_rule
        short_reason = f"another plan is {priced.regret} cheaper"
        if costs:
            short_reason = phrases.cost_reason(placement, max(costs, key=lambda rule: costs[rule]))
        own = ", ".join(_cost_parts(phrases, candidate)) or "nothing"
        status = CandidateStatus.DEARER
        text = f"{title} would make the plan {priced.regret} dearer; by itself it costs {own}."
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
    )


def _as_good_text(place: str) -> str:
    return f"{place} would cost the same; the earlier plan is taken."


def _cost_parts(phrases: RulePhrases, candidate: Candidate) -> list[str]:
    return [
        f"{cost} because {phrases.cost_reason(candidate.placement, rule)}"
        for rule, cost in candidate.cost_by_rule.items()
    ]


class PlacementReasons:
    """Gives the reasons for the sessions of one answer, placed or not."""

    def __init__(
        self,
        evaluator: Evaluator,
        sessions: Sequence[Candidate],
        pairs: Iterable[PairCost],
        candidates: Iterable[PricedCandidate],
    ) -> None:
        """Take the sessions of an answer, what they cost together, and all its candidates."""
        self._evaluator = evaluator
        self._problem = evaluator.context.problem
        self._phrases = RulePhrases(evaluator)
        self._sessions_by_day: defaultdict[int, list[Placement]] = defaultdict(list)
        for session in sessions:
            self._sessions_by_day[session.placement.day].append(session.placement)
        self._pairs_by_later_day: defaultdict[int, list[PairCost]] = defaultdict(list)
        for pair in pairs:
            self._pairs_by_later_day[pair.days[1]].append(pair)
        self._alternatives: defaultdict[tuple[int, StrengthKind], list[PricedCandidate]] = defaultdict(list)
        for priced in candidates:
            placement = priced.candidate.placement
            self._alternatives[placement.week, placement.kind].append(priced)

    def session_reason(self, session: Candidate) -> str:
        """Return what a session is, the best argument for it, its costs, and the nearest alternative with its price."""
        title = session_title(self._problem, session.placement)
        if session.veto:
            reason = self._phrases.veto_reason(session.placement, session.veto)
            return f"{title}: it is locked there, though {reason} ({session.veto}); by itself it costs nothing."
        locked = "it is locked there; " if session.placement.locked else ""
        text = f"{title}: {locked}{self._best_argument(session)}; {self._cost_text(session)}."
        alternative = "" if session.placement.locked else self._alternative_text(session)
        return f"{text} {alternative}".rstrip()

    def unplaced_reason(self, week: int, kind: StrengthKind, count: int) -> str:
        """Return why sessions of a kind are unplaced: the rules that removed candidates, the most frequent first."""
        head = f"No place for {format_count(count, f'{kind} session')} in week {week + 1}"
        candidates = [priced.candidate for priced in self._alternatives[week, kind]]
        removed = Counter(rule for candidate in candidates if (rule := self._excluding_rule(candidate)))
        if not removed:
            return f"{head}: every place would cost as much as leaving it out (S9)."
        (rule, times), *others = removed.most_common()
        rule_text = self._evaluator.context.rules[rule].text
        text = f"{head}: {rule} removes {times} of {len(candidates)} candidates ({rule_text})"
        return text + "".join(f", {other} {number}" for other, number in others) + "."

    def _best_argument(self, session: Candidate) -> str:
        placement, costs = session.placement, session.cost_by_rule
        if placement.kind is StrengthKind.LIGHT:
            return self._best_argument_for_light(placement)
        parts = []
        if placement.last_loading_run and "S2" not in costs:
            run = run_name(self._problem, placement.last_loading_run, placement.day)
            parts.append(f"{format_gap(placement.minutes_since_last_loading_run())} after {run} (S2 free)")
        elif placement.next_key_run and "S1" not in costs:
            parts.append(f"{self._next_key_run_away(placement)} (S1 free)")
        elif "S3" not in costs:
            parts.append("a hard day stays hard (S3 free)")
        tomorrow = placement.day + 1
        has_run = self._evaluator.context.timeline.day_type(tomorrow) is not DayType.REST
        if tomorrow < self._problem.days and not has_run and not self._sessions_by_day.get(tomorrow):
            parts.append(f"{weekday_name(self._problem, tomorrow)} stays a rest day")
        return " and ".join(parts) or _NO_BETTER_PLACE

    def _best_argument_for_light(self, placement: Placement) -> str:
        recovers_from = self._evaluator.soft.find_recovery_run(placement)
        if recovers_from:
            run = run_name(self._problem, recovers_from, placement.day)
            gap = format_gap(placement.start_minute - recovers_from.end_minute)
            return f"{gap} after {run}, in its recovery window (S5 free)"
        return self._next_key_run_away(placement) if placement.next_key_run else _NO_BETTER_PLACE

    def _next_key_run_away(self, placement: Placement) -> str:
        run = run_name(self._problem, placement.next_key_run, placement.day)
        return f"{run} is {format_gap(placement.minutes_to_next_key_run())} away"

    def _cost_text(self, session: Candidate) -> str:
        parts = _cost_parts(self._phrases, session)
        if len(parts) > 1:
            text = f"costs {session.cost}: " + ", ".join(parts)
        else:
            text = f"costs {parts[0] if parts else 'nothing'}"
        if session.placement.kind in DEMANDING_KINDS:
            for pair in self._pairs_by_later_day[session.placement.day]:
                weekday = weekday_name(self._problem, pair.days[0])
                earlier = f"{weekday}'s session" if pair.rule == "S6" else f"{weekday} the week before"
                text += f"; with {earlier} {pair.cost} more ({pair.rule})"
        return text

    def _alternative_text(self, session: Candidate) -> str:
        alternative = self._nearest_alternative(session)
        if alternative is None:
            return ""
        candidate, placement = alternative.candidate, alternative.candidate.placement
        weekday = weekday_name(self._problem, placement.day)
        place = f"{weekday} {format_time_of_day(placement.start_minute)}"
        if candidate.veto:
            day_or_place = place if placement.day == session.placement.day else weekday
            return f"{day_or_place} is out: {self._phrases.veto_reason(placement, candidate.veto)} ({candidate.veto})."
        if alternative.regret == 0:
            return _as_good_text(place)
        rule = self._costlier_by_rule(candidate, session)
        return f"{place} would make the plan {alternative.regret} dearer" + (f" ({rule})." if rule else ".")

    def _costlier_by_rule(self, alternative: Candidate, session: Candidate) -> str | None:
        """Return the rule that makes `alternative` cost more: a broken hard rule, or that with the most extra cost."""
        clash = self._clashing_rule(alternative.placement, session.placement)
        if clash:
            return clash
        growth = {rule: cost - session.cost_by_rule.get(rule, 0) for rule, cost in alternative.cost_by_rule.items()}
        rule = max(growth, key=lambda rule: growth[rule], default=None)
        return rule if rule and growth[rule] > 0 else None

    def _nearest_alternative(self, session: Candidate) -> PricedCandidate | None:
        """Return the nearest place that the session could have had, or None.

        Other days come before the session's own day, and of one day the cheapest place first. A closed slot, a rest
        day and a day with another session of the kind are no alternatives.
        """
        placement = session.placement
        week = range(7 * placement.week, 7 * placement.week + 7)
        taken_days = {
            day
            for day in week
            for other in self._sessions_by_day.get(day, [])
            if other.kind is placement.kind and day != placement.day
        }

        def rank(priced: PricedCandidate) -> tuple[bool, int, bool, int, int]:
            other = priced.candidate
            apart = abs(other.placement.day - placement.day)
            return apart == 0, apart, other.veto is not None, priced.regret or 0, other.placement.half_day_index

        alternatives = [
            priced
            for priced in self._alternatives[placement.week, placement.kind]
            if priced.candidate.veto not in {"HC1", "HC2"}
            and priced.candidate.placement.day not in taken_days
            and priced.candidate.placement.half_day_index != placement.half_day_index
        ]
        return min(alternatives, key=rank, default=None)

    def _excluding_rule(self, candidate: Candidate) -> str | None:
        """Return the rule that keeps a candidate out: its veto, or the one it breaks with a session of the answer."""
        return candidate.veto or self._clashing_rule(candidate.placement, None)

    def _clashing_rule(self, placement: Placement, replaced: Placement | None) -> str | None:
        """Return the rule between sessions that a place breaks with the answer's other sessions, or None.

        Args:
            placement: The place.
            replaced: The session of the answer that would move there, if any.
        """
        context = self._evaluator.context

        def others(day: int) -> list[Placement]:
            sessions = self._sessions_by_day.get(day, [])
            return [other for other in sessions if other is not replaced and other.rank != placement.rank]

        min_days_apart = context.rules.whole_number("HC7", "days")
        near = range(placement.day - min_days_apart + 1, placement.day + min_days_apart)
        if placement.kind in DEMANDING_KINDS and any(
            other.kind in DEMANDING_KINDS for day in near for other in others(day)
        ):
            return "HC7"
        if others(placement.day):
            return "HC8"
        if placement.kind is not StrengthKind.HEAVY:
            return None
        window = range(placement.day - HARD_DAYS_IN_A_ROW + 1, placement.day + HARD_DAYS_IN_A_ROW)
        heavy = {day for day in window for other in others(day) if other.kind is StrengthKind.HEAVY} | {placement.day}
        weeks = (placement.week, placement.week + 1)
        sets = (days for week in weeks for days in context.forbidden_heavy_sets.get(week, ()))
        return "HC11" if any(placement.day in days and days <= heavy for days in sets) else None
