"""What a session would meet where it might stand: the runs around it, the sessions that are fixed, the gates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from planner.slotting.problem import Closed, DayType, Problem, Session
from planner.slotting.rules import Rules
from planner.slotting.timeline import TimedRun, Timeline
from planner.training.workouts import SESSION_MINUTES, Level, Slot, StrengthKind

STRONG = frozenset({StrengthKind.HEAVY, StrengthKind.MODERATE})
"""The kinds that strain the legs: most rules between two sessions are about them."""


class Place(NamedTuple):
    """A session of a kind in a slot, with what the rules look at. Times are minutes from day 0, 00:00.

    A named tuple, as it is made for every candidate and is the cheapest of immutable things.

    Attributes:
        day: Its day.
        slot: Its half of the day.
        kind: Its dose.
        locked: Whether it is fixed there; the rules between sessions then do not judge it.
        level: The runner's level that week.
        start: When it starts.
        end: When it ends.
        day_type: The day, by its runs.
        next_key: The next key run.
        last_key: The most recent key run.
        last_loading: The most recent loading run.
        order: Its rank in the order of day, am before pm, heavy before moderate before light.
    """

    day: int
    slot: Slot
    kind: StrengthKind
    locked: bool
    level: Level
    start: int
    end: int
    day_type: DayType
    next_key: TimedRun | None
    last_key: TimedRun | None
    last_loading: TimedRun | None
    order: int

    @property
    def week(self) -> int:
        """Its week of the block."""
        return self.day // 7

    @property
    def half_days(self) -> int:
        """Half days from day 0, am: what the first tie-break adds up."""
        return self.order // 3

    def to_next_key(self) -> int:
        """Minutes from its end to the next key run, which there must be."""
        assert self.next_key
        return self.next_key.start - self.end

    def from_last_key(self) -> int:
        """Minutes from the end of the last key run, which there must be."""
        assert self.last_key
        return self.start - self.last_key.end

    def from_last_loading(self) -> int:
        """Minutes from the end of the last loading run, which there must be."""
        assert self.last_loading
        return self.start - self.last_loading.end


_RANK = {kind: rank for rank, kind in enumerate(StrengthKind)}


def order_of(day: int, slot: Slot, kind: StrengthKind) -> int:
    """A number that sorts sessions by day, am before pm, heavy before moderate before light."""
    return (2 * day + (slot is Slot.PM)) * 3 + _RANK[kind]


def _closed(problem: Problem) -> dict[tuple[int, Slot, StrengthKind], Closed]:
    rank = {why: place for place, why in enumerate(Closed)}
    return {
        (gone.day, slot, kind): gone.reason
        for gone in sorted(problem.unavailable, key=lambda gone: rank[gone.reason], reverse=True)
        for slot in ((gone.slot,) if gone.slot else tuple(Slot))
        for kind in ((gone.kind,) if gone.kind else tuple(StrengthKind))
    }


def _order(session: Session) -> int:
    return order_of(session.day, session.slot, session.kind)


class Ground:
    """A problem under given rules, arranged for looking up.

    Attributes:
        problem: The problem.
        rules: The rules, overrides applied.
        timeline: Its runs.
        closed: Every unavailable ``(day, slot, kind)``, with the reason that is told.
        wanted: ``(week, kind)`` to the week's target, where it is more than 0, in that order.
        locked: The locked sessions, in order.
        fixed: The sessions of the history and the locked ones, in order.
        locked_count: ``(week, kind)`` to the locked sessions.
        locked_at: Day to the sessions locked there.
        strong_days: Day to the heavy and moderate sessions fixed there, by lock or history.
        heavy_sets: Week to the sets of days that end in it and must not all get a heavy session (HC11).
        heavy_alone: The days that must not get one whatever else is fixed.
    """

    def __init__(self, problem: Problem, rules: Rules) -> None:
        self.problem = problem
        self.rules = rules
        self.timeline = Timeline(problem)
        self.closed = _closed(problem)
        self.wanted = {
            (target.week, kind): target.count(kind)
            for target in sorted(problem.targets, key=lambda target: target.week)
            for kind in StrengthKind
            if target.count(kind)
        }
        self.locked = sorted(problem.locked, key=_order)
        self.fixed = sorted(problem.history + problem.locked, key=_order)
        self.locked_count = Counter((session.day // 7, session.kind) for session in self.locked)
        self.locked_at: dict[int, list[Session]] = {}
        for session in self.locked:
            self.locked_at.setdefault(session.day, []).append(session)
        self.strong_days = Counter(session.day for session in self.fixed if session.kind in STRONG)
        heavy_days = {session.day for session in self.fixed if session.kind is StrengthKind.HEAVY}
        self.heavy_sets: dict[int, list[frozenset[int]]] = {}
        for days in self._forbidden_heavies(heavy_days):
            self.heavy_sets.setdefault(max(days) // 7, []).append(days)
        self.heavy_alone = {day for days in self._forbidden_heavies(set()) if len(days) == 1 for day in days}

    def places(self, day: int, slot: Slot, kinds: Sequence[StrengthKind]) -> Iterator[Place]:
        """What sessions of some kinds meet in a slot; they share all but their length and whether they are locked."""
        timeline = self.timeline
        start = timeline.session_start(day, slot)
        level, day_type = self.problem.level_of(day // 7), timeline.day_type(day)
        last_key, last_loading = timeline.last_key(start), timeline.last_loading(start)
        locked = {session.kind for session in self.locked_at.get(day, ()) if session.slot is slot}
        for kind in kinds:
            end = start + SESSION_MINUTES[kind]
            next_key = timeline.next_key(end)
            order = order_of(day, slot, kind)
            is_locked = kind in locked
            yield Place(
                day, slot, kind, is_locked, level, start, end, day_type, next_key, last_key, last_loading, order
            )

    def _forbidden_heavies(self, fixed: set[int]) -> set[frozenset[int]]:
        """Sets of days that must not all get a heavy session, as small as they are beside the fixed heavy days.

        Each comes from three days in a row, of which those with a key run or a fixed heavy session are hard already.
        Three days of key runs are the plan's own and make no set.
        """
        keys = self.timeline.key_days
        found: set[frozenset[int]] = set()
        for first in range(-2, self.problem.days):
            rest = [day for day in range(first, first + 3) if day not in keys and day not in fixed]
            if rest and all(0 <= day < self.problem.days for day in rest):
                found.add(frozenset(rest))
        return found
