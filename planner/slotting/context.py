"""What a session would meet where it might stand: the runs around it, the sessions that are fixed, the gates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from planner.slotting.problem import DayType, Problem, Session, UnavailableReason
from planner.slotting.rules import Rules
from planner.slotting.timeline import TimedRun, Timeline
from planner.training.workouts import SESSION_MINUTES, Slot, StrengthKind, StrengthLevel

DEMANDING_LEVELS = frozenset({StrengthKind.HEAVY, StrengthKind.MODERATE})
"""The kinds that strain the legs: most rules between two sessions are about them."""


class Placement(NamedTuple):
    """A session of a kind in a slot, with what the rules look at. Times are minutes from day 0, 00:00.

    A named tuple, as it is made for every candidate and is the cheapest of immutable things.

    Attributes:
        day: Its day.
        slot: Its half of the day.
        kind: Its dose.
        locked: Whether it is fixed there; the rules between sessions then do not judge it.
        level: The runner's level that week.
        start_minute: When it starts.
        end_minute: When it ends.
        day_type: The day, by its runs.
        next_key_run: The next key run.
        last_key_run: The most recent key run.
        last_loading_run: The most recent loading run.
        rank: Its rank in the order of day, am before pm, heavy before moderate before light.
    """

    day: int
    slot: Slot
    kind: StrengthKind
    locked: bool
    level: StrengthLevel
    start_minute: int
    end_minute: int
    day_type: DayType
    next_key_run: TimedRun | None
    last_key_run: TimedRun | None
    last_loading_run: TimedRun | None
    rank: int

    @property
    def week(self) -> int:
        """Its week of the block."""
        return self.day // 7

    @property
    def half_day_index(self) -> int:
        """Half days from day 0, am: what the first tie-break adds up."""
        return self.rank // 3

    def minutes_to_next_key_run(self) -> int:
        """Minutes from its end to the next key run, which there must be."""
        assert self.next_key_run
        return self.next_key_run.start_minute - self.end_minute

    def minutes_since_last_key_run(self) -> int:
        """Minutes from the end of the last key run, which there must be."""
        assert self.last_key_run
        return self.start_minute - self.last_key_run.end_minute

    def minutes_since_last_loading_run(self) -> int:
        """Minutes from the end of the last loading run, which there must be."""
        assert self.last_loading_run
        return self.start_minute - self.last_loading_run.end_minute


_KIND_RANK = {kind: rank for rank, kind in enumerate(StrengthKind)}


def rank_of(day: int, slot: Slot, kind: StrengthKind) -> int:
    """A number that sorts sessions by day, am before pm, heavy before moderate before light."""
    return (2 * day + (slot is Slot.PM)) * 3 + _KIND_RANK[kind]


def _unavailable_reasons(problem: Problem) -> dict[tuple[int, Slot, StrengthKind], UnavailableReason]:
    rank = {why: place for place, why in enumerate(UnavailableReason)}
    return {
        (gone.day, slot, kind): gone.reason
        for gone in sorted(problem.unavailable, key=lambda gone: rank[gone.reason], reverse=True)
        for slot in ((gone.slot,) if gone.slot else tuple(Slot))
        for kind in ((gone.kind,) if gone.kind else tuple(StrengthKind))
    }


def _session_rank(session: Session) -> int:
    return rank_of(session.day, session.slot, session.kind)


class SlottingContext:
    """A problem under given rules, arranged for looking up.

    Attributes:
        problem: The problem.
        rules: The rules, overrides applied.
        timeline: Its runs.
        unavailable_reasons: Every unavailable ``(day, slot, kind)``, with the reason that is told.
        wanted_count: ``(week, kind)`` to the week's target, where it is more than 0, in that order.
        locked_sessions: The locked sessions, in order.
        fixed_sessions: The sessions of the history and the locked ones, in order.
        locked_count: ``(week, kind)`` to the locked sessions.
        locked_by_day: Day to the sessions locked there.
        demanding_count_by_day: Day to the heavy and moderate sessions fixed there, by lock or history.
        forbidden_heavy_sets: Week to the sets of days that end in it and must not all get a heavy session (HC11).
        forbidden_heavy_days: The days that must not get one whatever else is fixed.
    """

    def __init__(self, problem: Problem, rules: Rules) -> None:
        self.problem = problem
        self.rules = rules
        self.timeline = Timeline(problem)
        self.unavailable_reasons = _unavailable_reasons(problem)
        self.wanted_count = {
            (target.week, kind): target.count(kind)
            for target in sorted(problem.targets, key=lambda target: target.week)
            for kind in StrengthKind
            if target.count(kind)
        }
        self.locked_sessions = sorted(problem.locked, key=_session_rank)
        self.fixed_sessions = sorted(problem.history + problem.locked, key=_session_rank)
        self.locked_count = Counter((session.day // 7, session.kind) for session in self.locked_sessions)
        self.locked_by_day: dict[int, list[Session]] = {}
        for session in self.locked_sessions:
            self.locked_by_day.setdefault(session.day, []).append(session)
        self.demanding_count_by_day = Counter(
            session.day for session in self.fixed_sessions if session.kind in DEMANDING_LEVELS
        )
        heavy_days = {session.day for session in self.fixed_sessions if session.kind is StrengthKind.HEAVY}
        self.forbidden_heavy_sets: dict[int, list[frozenset[int]]] = {}
        for days in self._find_forbidden_heavy_sets(heavy_days):
            self.forbidden_heavy_sets.setdefault(max(days) // 7, []).append(days)
        self.forbidden_heavy_days = {
            day for days in self._find_forbidden_heavy_sets(set()) if len(days) == 1 for day in days
        }

    def placements_in_slot(self, day: int, slot: Slot, kinds: Sequence[StrengthKind]) -> Iterator[Placement]:
        """What sessions of some kinds meet in a slot; they share all but their length and whether they are locked."""
        timeline = self.timeline
        start = timeline.session_start_minute(day, slot)
        level, day_type = self.problem.level_of(day // 7), timeline.day_type(day)
        last_key, last_loading = timeline.last_key_run(start), timeline.last_loading_run(start)
        locked = {session.kind for session in self.locked_by_day.get(day, ()) if session.slot is slot}
        for kind in kinds:
            end = start + SESSION_MINUTES[kind]
            next_key = timeline.next_key_run(end)
            order = rank_of(day, slot, kind)
            is_locked = kind in locked
            yield Placement(
                day, slot, kind, is_locked, level, start, end, day_type, next_key, last_key, last_loading, order
            )

    def _find_forbidden_heavy_sets(self, fixed_heavy_days: set[int]) -> set[frozenset[int]]:
        """Sets of days that must not all get a heavy session, as small as they are beside the fixed heavy days.

        Each comes from three days in a row, of which those with a key run or a fixed heavy session are hard already.
        Three days of key runs are the plan's own and make no set.
        """
        keys = self.timeline.key_days
        found: set[frozenset[int]] = set()
        for first in range(-2, self.problem.days):
            rest = [day for day in range(first, first + 3) if day not in keys and day not in fixed_heavy_days]
            if rest and all(0 <= day < self.problem.days for day in rest):
                found.add(frozenset(rest))
        return found
