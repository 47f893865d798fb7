"""Solving a problem: the search, then the answer put together from what it found."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator

from planner.slotting.advice import find_warnings
from planner.slotting.answer import Answer, Pair, Placed, Priced, Unplaced, start_of
from planner.slotting.candidates import Candidate, Judge
from planner.slotting.ground import STRONG, Ground
from planner.slotting.problem import Problem, Session
from planner.slotting.reasons import Reasons
from planner.slotting.rules import DEFAULT, Rules
from planner.slotting.search import search
from planner.training.workouts import StrengthKind


def solve(problem: Problem, *, rules: Rules = DEFAULT, should_stop: Callable[[], bool] | None = None) -> Answer:
    """The best placement under the rules, with the exact price of every candidate.

    Exact: the cost is the least there is, and of equal plans the one whose sessions stand earliest (the smallest sum of
    half days, then the first in order of day, slot and kind). Time and memory grow with the weeks, not faster.

    What the rules leave open is read so. A locked session is legal when its week has a target of its kind and no rule
    that concerns it alone forbids it; it then costs what it costs. Otherwise it costs nothing by itself and is warned
    of. Clashes among fixed sessions are warned of too. Either way it counts in every rule between sessions (HC7, HC8,
    HC11, HC12, S6, S8). A week of S8 is seven days from day 0, and -7 to -1 before it.

    Args:
        problem: What is asked.
        rules: The rules, perhaps with a runner's overrides.
        should_stop: Asked several times a week of the block; True ends the search.

    Raises:
        SearchStopped: `should_stop` returned True.
    """
    judge = Judge(Ground(problem, rules))
    found = search(judge, should_stop)
    locked = [_locked(judge, session) for session in judge.ground.locked]
    sessions = sorted([*found.picks, *locked], key=lambda candidate: candidate.place.order)
    pairs = tuple(_pairs(judge.ground, sessions))
    candidates = tuple(map(Priced, found.candidates, found.regrets))
    reasons = Reasons(judge, sessions, pairs, candidates)
    return Answer(
        problem=problem,
        rules=rules,
        judge=judge,
        sessions=tuple(_placed(candidate, reasons.of_session(candidate)) for candidate in sessions),
        pairs=pairs,
        unplaced=tuple(_unplaced(judge.ground, sessions, reasons)),
        candidates=candidates,
        warnings=find_warnings(judge, locked),
    )


def _locked(judge: Judge, session: Session) -> Candidate:
    """A locked session as it counts: one of a kind its week does not ask for breaks HC12."""
    (candidate,) = judge.in_slot(session.day, session.slot, [session.kind])
    if candidate.veto or (candidate.place.week, session.kind) in judge.ground.wanted:
        return candidate
    return Candidate(candidate.place, "HC12", {}, 0)


def _placed(candidate: Candidate, reason: str) -> Placed:
    place = candidate.place
    return Placed(
        day=place.day,
        slot=place.slot,
        kind=place.kind,
        start=start_of(candidate),
        locked=place.locked,
        cost=candidate.cost,
        terms=candidate.terms,
        reason=reason,
    )


def _pairs(ground: Ground, sessions: list[Candidate]) -> Iterator[Pair]:
    """What sessions cost together, by the later one's day.

    S6 is one pair for each two heavy or moderate sessions. S8 is one for each session on a new weekday; the earlier day
    is that of the session of its kind nearest before it.
    """
    rules = ground.rules
    days: defaultdict[tuple[StrengthKind, int], list[int]] = defaultdict(list)
    for done in ground.problem.history:
        days[done.kind, done.day // 7].append(done.day)
    for session in sessions:
        days[session.place.kind, session.place.week].append(session.place.day)
    apart, pair_cost, habit_cost = rules.cost("S6", "days"), rules.cost("S6", "cost"), rules.cost("S8", "cost")
    met: Counter[int] = Counter(done.day for done in ground.problem.history if done.kind in STRONG)
    for session in sessions:
        place = session.place
        if place.kind not in STRONG:
            continue
        for _ in range(met[place.day - apart]):
            yield Pair("S6", (place.day - apart, place.day), pair_cost)
        met[place.day] += 1
        before = days.get((place.kind, place.week - 1), [])
        if before and all(day % 7 != place.day % 7 for day in before):
            yield Pair("S8", (max(before), place.day), habit_cost)


def _unplaced(ground: Ground, sessions: list[Candidate], reasons: Reasons) -> Iterator[Unplaced]:
    placed = Counter((session.place.week, session.place.kind) for session in sessions)
    for (week, kind), wanted in ground.wanted.items():
        missing = wanted - placed[week, kind]
        if missing > 0:
            cost = missing * ground.rules.cost("S9", kind)
            yield Unplaced(week, kind, missing, cost, reasons.of_missing(week, kind, missing))
