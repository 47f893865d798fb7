"""Solve a slotting problem: search for the best placement and build the answer from it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from planner.slotting.answer import Answer, PairCost, PlacedSession, PricedCandidate, Unplaced, start_time
from planner.slotting.context import SlottingContext
from planner.slotting.evaluate import Candidate, Evaluator
from planner.slotting.plan_warnings import find_warnings
from planner.slotting.problem import Problem, Session
from planner.slotting.reasons import PlacementReasons
from planner.slotting.rules import DEFAULT_RULES, Rules
from planner.slotting.search import ShouldStop, search_placements
from planner.training.workouts import DEMANDING_KINDS, StrengthKind


def solve(problem: Problem, *, rules: Rules = DEFAULT_RULES, should_stop: ShouldStop | None = None) -> Answer:
    """Return the best placement under the rules, with the exact price of every candidate.

    The cost is the least possible. Of equal plans the one with the earliest sessions wins: the smallest sum of half
    days, then the first in order of day, slot and kind. Time and memory grow linearly with the weeks.

    A locked session is legal when its week has a target of its kind and no rule about a single session forbids it; then
    it has its usual cost. Otherwise it costs nothing by itself and there is a warning, as there is for fixed sessions
    that are too close together. Either way it counts in every rule between sessions (HC7, HC8, HC11, HC12, S6, S8).

    Args:
        problem: The problem.
        rules: The rules, perhaps with a runner's overrides.
        should_stop: Called several times for each week of the block; True ends the search.

    Raises:
        SearchStopped: `should_stop` returned True.
    """
    evaluator = Evaluator(SlottingContext(problem, rules))
    result = search_placements(evaluator, should_stop)
    locked = [_locked_candidate(evaluator, session) for session in evaluator.context.locked_sessions]
    sessions = sorted([*result.added, *locked], key=lambda candidate: candidate.placement.rank)
    pairs = tuple(_pair_costs(evaluator.context, sessions))
    candidates = tuple(map(PricedCandidate, result.candidates, result.regrets))
    reasons = PlacementReasons(evaluator, sessions, pairs, candidates)
    return Answer(
        problem=problem,
        rules=rules,
        evaluator=evaluator,
        sessions=tuple(_placed_session(candidate, reasons.session_reason(candidate)) for candidate in sessions),
        pairs=pairs,
        unplaced=tuple(_unplaced(evaluator.context, sessions, reasons)),
        candidates=candidates,
        warnings=find_warnings(evaluator, locked),
    )


def _locked_candidate(evaluator: Evaluator, session: Session) -> Candidate:
    """Return the candidate of a locked session, which breaks HC12 when its week does not ask for its kind."""
    (candidate,) = evaluator.evaluate_slot(session.day, session.slot, [session.kind])
    if candidate.veto or (candidate.placement.week, session.kind) in evaluator.context.wanted_count:
        return candidate
    return Candidate(candidate.placement, "HC12", {}, 0)


def _placed_session(candidate: Candidate, reason: str) -> PlacedSession:
    placement = candidate.placement
    return PlacedSession(
        day=placement.day,
        slot=placement.slot,
        kind=placement.kind,
        start=start_time(candidate),
        locked=placement.locked,
        veto=candidate.veto,
        cost=candidate.cost,
        cost_by_rule=candidate.cost_by_rule,
        reason=reason,
    )


def _pair_costs(context: SlottingContext, sessions: list[Candidate]) -> Iterator[PairCost]:
    """Yield what sessions cost together, by the day of the later one.

    S6 gives one pair for each two heavy or moderate sessions. S8 gives one for each session on a new weekday; its
    earlier day is that of the last session of the kind in the week before. The week before day 0 is days -7 to -1.
    """
    rules = context.rules
    days_apart = rules.whole_number("S6", "days")
    pair_cost, habit_cost = rules.whole_number("S6", "cost"), rules.whole_number("S8", "cost")
    history = context.problem.history
    days: defaultdict[tuple[StrengthKind, int], list[int]] = defaultdict(list)
    for done in history:
        days[done.kind, done.day // 7].append(done.day)
    for session in sessions:
        days[session.placement.kind, session.placement.week].append(session.placement.day)
    demanding_count_by_day = Counter(done.day for done in history if done.kind in DEMANDING_KINDS)
    for session in sessions:
        placement = session.placement
        if placement.kind not in DEMANDING_KINDS:
            continue
        for _ in range(demanding_count_by_day[placement.day - days_apart]):
            yield PairCost("S6", (placement.day - days_apart, placement.day), pair_cost)
        demanding_count_by_day[placement.day] += 1
        before = days.get((placement.kind, placement.week - 1), [])
        if before and all(day % 7 != placement.day % 7 for day in before):
            yield PairCost("S8", (max(before), placement.day), habit_cost)


def _unplaced(context: SlottingContext, sessions: list[Candidate], reasons: PlacementReasons) -> Iterator[Unplaced]:
    placed = Counter((session.placement.week, session.placement.kind) for session in sessions)
    for (week, kind), wanted in context.wanted_count.items():
        missing = wanted - placed[week, kind]
        if missing > 0:
            cost = missing * context.rules.whole_number("S9", kind)
            yield Unplaced(week, kind, missing, cost, reasons.unplaced_reason(week, kind, missing))
