"""Reasons: why a session of an answer is where it is, as a coach says it, and why another one has no place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from planner.slotting.answer import PairCost, PricedCandidate
from planner.slotting.context import Placement
from planner.slotting.evaluate import Candidate, Evaluator
from planner.slotting.no_room import PLACED, NoRoomPhrases
from planner.slotting.phrases import RulePhrases, format_points, place_name, run_name, session_title, weekday_name
from planner.slotting.problem import HARD_DAYS_IN_A_ROW, MINUTES_PER_DAY, DayType
from planner.training.formatting import format_gap_after, format_gap_before
from planner.training.workouts import DEMANDING_KINDS, StrengthKind

_NO_BETTER_PLACE = "the best place the rules leave"
_FARTHEST_DAYS = 6
"""A run that comes later than this is no argument for a session."""
_LONGEST_AGO_MINUTES = 3 * MINUTES_PER_DAY
"""Nor is one that was longer ago than this."""
FIXED_TEXT = ", fixed there"
"""What a reason says of a session that the slotter was not free to move."""
_FULL_TO_SHORT = ((2, 2, True), (1, 2, True), (1, 1, True), (1, 1, False))
"""How many arguments and how many drawbacks a reason names, and whether it names an alternative: less where it would
become too long. The figures next to it have all."""
_LONGEST_TEXT = 240
"""So many characters a reason may have before something is left out."""


def cost_reasons(phrases: RulePhrases, candidate: Candidate) -> list[tuple[str, int]]:
    """Return what a session costs something for, each as half a sentence with its cost."""
    return [(phrases.cost_reason(candidate.placement, rule), cost) for rule, cost in candidate.cost_by_rule.items()]


def what_for_text(reasons: Iterable[tuple[str, int]], most: int = 2) -> str:
    """Return what a cost is for, as half a sentence.

    Args:
        reasons: Half a sentence with its cost, each; none is named twice.
        most: How many are named, those that cost most.
    """
    highest_first = sorted(reasons, key=lambda reason: -reason[1])
    return ", and ".join(list(dict.fromkeys(reason for reason, _ in highest_first))[:most])


def drawback_text(reasons: Sequence[tuple[str, int]], most: int = 2) -> str:
    """Return a cost with what it is for, without a full stop: ``8 points: Thursday's tempo is ... away``.

    Args:
        reasons: As in `what_for_text`.
        most: How many are named at most.
    """
    if not reasons:
        return "No drawback"
    points, text = format_points(sum(cost for _, cost in reasons)), what_for_text(reasons, most)
    has_more = len({reason for reason, _ in reasons}) > most
    return f"{points}, mainly because {text}" if has_more else f"{points}: {text}"


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
        self._no_room = NoRoomPhrases(evaluator)
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
        """Return what a session is and when, the best argument for it, its drawback, and the nearest alternative."""
        placement = session.placement
        title = session_title(self._problem, placement)
        fixed = FIXED_TEXT if placement.locked else ""
        if session.veto:
            reason = self._phrases.veto_reason(placement, session.veto, is_there=True)
            return f"{title}{fixed}, though {reason}. It counts no points."
        arguments, drawbacks, end = self._arguments(session), self._drawbacks(session), self._end(session)
        text = ""
        for most_arguments, most_drawbacks, has_end in _FULL_TO_SHORT:
            argument = "".join(f", {part}" for part in arguments[:most_arguments])
            text = f"{title}{fixed}{argument}. {drawback_text(drawbacks, most_drawbacks)}. {end * has_end}".rstrip()
            if len(text) <= _LONGEST_TEXT:
                break
        return text

    def unplaced_reason(self, week: int, kind: StrengthKind, count: int) -> str:
        """Return why sessions of a kind are unplaced: how many half days each rule takes, the most first."""
        candidates = [priced.candidate for priced in self._alternatives[week, kind]]
        excluded = [(candidate, self._excluding_rule(candidate)) for candidate in candidates]
        return self._no_room.sentence(week, kind, count, excluded)

    def _end(self, session: Candidate) -> str:
        """Return the last sentence of a reason: that a light session is optional, else the nearest alternative."""
        if session.placement.locked:
            return ""
        is_light = session.placement.kind is StrengthKind.LIGHT
        return "You may skip this one." if is_light else self._alternative_text(session)

    def _arguments(self, session: Candidate) -> list[str]:
        """Return the arguments for a session, the best first."""
        placement = session.placement
        parts = self._argument_for_light(placement) if placement.kind is StrengthKind.LIGHT else self._gaps(session)
        tomorrow = placement.day + 1
        has_run = self._evaluator.context.timeline.day_type(tomorrow) is not DayType.REST
        is_free = tomorrow < self._problem.days and not has_run and not self._sessions_by_day.get(tomorrow)
        if is_free and placement.kind is not StrengthKind.LIGHT:
            parts.append(f"and {weekday_name(self._problem, tomorrow)} stays a rest day")
        return parts or [_NO_BETTER_PLACE]

    def _gaps(self, session: Candidate) -> list[str]:
        """Return what is good about the runs around a heavy or moderate session, before and after it."""
        placement, costs = session.placement, session.cost_by_rule
        parts = []
        last = placement.last_loading_run
        if last and not {"S2", "S4", "S10"} & costs.keys():
            gap = placement.minutes_since_last_loading_run()
            if gap <= _LONGEST_AGO_MINUTES and (last.run.day == placement.day or last.run.is_key):
                parts.append(f"{format_gap_after(gap)} {run_name(self._problem, last.run, placement.day)}")
        if "S1" not in costs:
            parts += self._before_next_key_run(placement)
        if not parts and placement.day_type is DayType.QUALITY and "S3" not in costs:
            parts.append("on a day that is hard already")
        return parts

    def _argument_for_light(self, placement: Placement) -> list[str]:
        recovers_from = self._evaluator.soft.find_recovery_run(placement)
        if recovers_from:
            run = run_name(self._problem, recovers_from.run, placement.day)
            gap = format_gap_after(placement.start_minute - recovers_from.end_minute)
            return [f"{gap} {run}", "when easy movement may feel good"]
        return self._before_next_key_run(placement)

    def _before_next_key_run(self, placement: Placement) -> list[str]:
        """Return how long before the next key run a session is, unless that is far away."""
        following = placement.next_key_run
        if following is None or following.run.day - placement.day > _FARTHEST_DAYS:
            return []
        gap = format_gap_before(placement.minutes_to_next_key_run())
        return [f"{gap} {run_name(self._problem, following.run, placement.day)}"]

    def _drawbacks(self, session: Candidate) -> list[tuple[str, int]]:
        """Return what a session costs something for, by itself and together with earlier ones, each with its cost."""
        placement = session.placement
        pairs = self._pairs_by_later_day[placement.day] if placement.kind in DEMANDING_KINDS else []
        own = cost_reasons(self._phrases, session)
        return [*own, *((self._pair_reason(pair, placement), pair.cost) for pair in pairs)]

    def _pair_reason(self, pair: PairCost, placement: Placement) -> str:
        if pair.rule == "S6":
            return self._phrases.near_session(placement.day, pair.days[0])
        return f"last week's was on {weekday_name(self._problem, pair.days[0])}"

    def _alternative_text(self, session: Candidate) -> str:
        alternative = self._nearest_alternative(session)
        if alternative is None:
            return ""
        candidate, placement = alternative.candidate, alternative.candidate.placement
        place = place_name(self._problem, placement)
        if candidate.veto:
            is_same_day = placement.day == session.placement.day
            day_or_place = place if is_same_day else weekday_name(self._problem, placement.day)
            return f"{day_or_place} is out: {self._phrases.veto_reason(placement, candidate.veto)}."
        if alternative.regret == 0:
            return f"{place} would do just as well."
        points = format_points(alternative.regret or 0, "more")
        nearest = self._nearest_demanding(placement, session.placement)
        if nearest is not None and nearest != placement.day:
            return f"{place}, {self._phrases.next_to_session(placement.day, nearest)}, would cost {points}."
        return f"{place} would cost {points}: {self._what_beats(candidate, session)}."

    def _what_beats(self, alternative: Candidate, session: Candidate) -> str:
        """Return why `alternative` costs more than the session where it is, as half a sentence."""
        rule = self._costlier_by_rule(alternative, session)
        placement = alternative.placement
        if rule is None:
            return "it suits the other sessions less"
        if rule in ("HC7", "HC8"):
            return "that day has another session"
        if rule == "HC11":
            return self._phrases.veto_reason(placement, rule)
        return self._phrases.cost_reason(placement, rule)

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
        if any(session.rank == candidate.placement.rank for session in self._sessions_by_day[candidate.placement.day]):
            return PLACED
        return candidate.veto or self._clashing_rule(candidate.placement, None)

    def _clashing_rule(self, placement: Placement, replaced: Placement | None) -> str | None:
        """Return the rule between sessions that a place breaks with the answer's other sessions, or None.

        Args:
            placement: The place.
            replaced: The session of the answer that would move there, if any.
        """
        context = self._evaluator.context
        if self._nearest_demanding(placement, replaced) is not None:
            return "HC7"
        if any(self._others(placement, replaced, placement.day)):
            return "HC8"
        if placement.kind is not StrengthKind.HEAVY:
            return None
        window = range(placement.day - HARD_DAYS_IN_A_ROW + 1, placement.day + HARD_DAYS_IN_A_ROW)
        others = [other for day in window for other in self._others(placement, replaced, day)]
        heavy = {other.day for other in others if other.kind is StrengthKind.HEAVY} | {placement.day}
        weeks = (placement.week, placement.week + 1)
        sets = (days for week in weeks for days in context.forbidden_heavy_sets.get(week, ()))
        return "HC11" if any(placement.day in days and days <= heavy for days in sets) else None

    def _nearest_demanding(self, placement: Placement, replaced: Placement | None) -> int | None:
        """Return the day of the nearest other session that is too near (HC7); None without one."""
        if placement.kind not in DEMANDING_KINDS:
            return None
        min_days_apart = self._evaluator.context.rules.whole_number("HC7", "days")
        near = range(placement.day - min_days_apart + 1, placement.day + min_days_apart)
        days = [
            day
            for day in near
            if any(other.kind in DEMANDING_KINDS for other in self._others(placement, replaced, day))
        ]
        return min(days, key=lambda day: (abs(day - placement.day), day), default=None)

    def _others(self, placement: Placement, replaced: Placement | None, day: int) -> Iterator[Placement]:
        """Yield the answer's sessions of a day, without the place itself and the session that would move there."""
        for other in self._sessions_by_day.get(day, ()):
            if other is not replaced and other.rank != placement.rank:
                yield other
