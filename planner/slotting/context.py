"""A problem arranged for looking up: the runs around each place, the fixed sessions, the closed slots."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from planner.slotting.problem import HARD_DAYS_IN_A_ROW, DayType, Problem, Session, UnavailableReason
from planner.slotting.rules import Rules
from planner.slotting.timeline import TimedRun, Timeline
from planner.training.workouts import DEMANDING_KINDS, SESSION_MINUTES, Slot, StrengthKind, StrengthLevel

"""The kinds that load the legs much: most rules between two sessions are about them."""


class Placement(NamedTuple):
    """A session of a kind in a slot, with what the rules look at. Times are minutes from day 0 at 00:00.

    It is a named tuple because one is made for every candidate and no other immutable type is as cheap.

    Attributes:
        day: Its day.
        slot: Its half of the day.
        kind: Its kind.
        locked: Whether it is locked; then the rules between sessions are not applied to it.
        level: The runner's level that week.
        start_minute: When it starts.
        end_minute: When it ends.
        day_type: How the day's runs load the legs.
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
        """Half days since the morning of day 0; the first tie-break adds them up."""
        return self.rank // 3

    def minutes_to_next_key_run(self) -> int:
        """Return the minutes from its end to the next key run, which must exist."""
        assert self.next_key_run
        return self.next_key_run.start_minute - self.end_minute

    def minutes_since_last_key_run(self) -> int:
        """Return the minutes from the end of the last key run, which must exist, to its start."""
        assert self.last_key_run
        return self.start_minute - self.last_key_run.end_minute

    def minutes_since_last_loading_run(self) -> int:
        """Return the minutes from the end of the last loading run, which must exist, to its start."""
        assert self.last_loading_run
        return self.start_minute - self.last_loading_run.end_minute


_KIND_RANK = {kind: rank for rank, kind in enumerate(StrengthKind)}


def rank_of(day: int, slot: Slot, kind: StrengthKind) -> int:
    """Return a number that sorts sessions by day, am before pm, heavy before moderate before light."""
    return (2 * day + (slot is Slot.PM)) * 3 + _KIND_RANK[kind]


class SlottingContext:
    """A problem under given rules, arranged for looking up.

    Attributes:
        problem: The problem.
        rules: The rules, overrides applied.
        timeline: Its runs.
        unavailable_reasons: Every closed ``(day, slot, kind)``, with the reason to show.
        wanted_count: The target of each ``(week, kind)`` that wants any, in that order.
        locked_sessions: The locked sessions, in order.
        fixed_sessions: The sessions of the history and the locked ones, in order.
        locked_count: Number of locked sessions of each ``(week, kind)``.
        locked_by_day: The locked sessions of each day.
        demanding_count_by_day: Number of fixed heavy or moderate sessions of each day.
        forbidden_heavy_sets: For each week the sets of days that must not all get a heavy session (HC11), by the week
            of their last day.
        forbidden_heavy_days: Days on which a heavy session breaks HC11 together with key runs alone.
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
            session.day for session in self.fixed_sessions if session.kind in DEMANDING_KINDS
        )
        heavy_days = {session.day for session in self.fixed_sessions if session.kind is StrengthKind.HEAVY}
        self.forbidden_heavy_sets: dict[int, list[frozenset[int]]] = {}
        for days in self._find_forbidden_heavy_sets(heavy_days):
            self.forbidden_heavy_sets.setdefault(max(days) // 7, []).append(days)
        self.forbidden_heavy_days = {
            day for days in self._find_forbidden_heavy_sets(set()) if len(days) == 1 for day in days
        }

    def placements_in_slot(self, day: int, slot: Slot, kinds: Sequence[StrengthKind]) -> Iterator[Placement]:
        """Yield the placement of each kind in a slot; they share all but their length and whether they are locked."""
        timeline = self.timeline
        start = timeline.session_start_minute(day, slot)
        level, day_type = self.problem.level_of(day // 7), timeline.day_type(day)
        last_key, last_loading = timeline.last_key_run(start), timeline.last_loading_run(start)
        locked = {session.kind for session in self.locked_by_day.get(day, ()) if session.slot is slot}
        for kind in kinds:
            end = start + SESSION_MINUTES[kind]
            next_key = timeline.next_key_run(end)
            rank = rank_of(day, slot, kind)
            is_locked = kind in locked
            yield Placement(
                day, slot, kind, is_locked, level, start, end, day_type, next_key, last_key, last_loading, rank
            )

    def fixed_pairs_too_close(self) -> Iterator[tuple[str, Session, Session]]:
        """Yield fixed sessions that are too close together: the rule (HC7, HC8), the earlier one, the later one.

        Two heavy or moderate sessions on one day break both rules. The later session is in the block, so history alone
        yields nothing.
        """
        min_days_apart = self.rules.whole_number("HC7", "days")
        for index, later in enumerate(self.fixed_sessions):
            for earlier in reversed(self.fixed_sessions[:index]):
                if later.day < 0 or later.day - earlier.day >= min_days_apart:
                    break
                if {earlier.kind, later.kind} <= DEMANDING_KINDS:
                    yield "HC7", earlier, later
                if earlier.day == later.day:
                    yield "HC8", earlier, later

    def fixed_hard_day_rows(self) -> Iterator[tuple[range, list[int]]]:
        """Yield each three hard days in a row that fixed heavy sessions make, and the days that only they make hard.

        Days with a key run are hard anyway, and three of them are the plan's own matter (W1). The last day that a
        session makes hard is in the block.
        """
        heavy_days = {session.day for session in self.fixed_sessions if session.kind is StrengthKind.HEAVY}
        for last in sorted({day + later for day in heavy_days for later in range(HARD_DAYS_IN_A_ROW)}):
            row = range(last - HARD_DAYS_IN_A_ROW + 1, last + 1)
            made_hard = [day for day in row if day not in self.timeline.key_days]
            if made_hard and heavy_days.issuperset(made_hard) and 0 <= made_hard[-1] < self.problem.days:
                yield row, made_hard

    def _find_forbidden_heavy_sets(self, fixed_heavy_days: set[int]) -> set[frozenset[int]]:
        """Return the smallest sets of days that must not all get a heavy session, given the fixed heavy days.

        Each comes from three days in a row, less those that are hard already by a key run or a fixed heavy session.
        Three days of key runs make no set.
        """
        hard_days = self.timeline.key_days | fixed_heavy_days
        sets: set[frozenset[int]] = set()
        for first in range(1 - HARD_DAYS_IN_A_ROW, self.problem.days):
            rest = [day for day in range(first, first + HARD_DAYS_IN_A_ROW) if day not in hard_days]
            if rest and rest[0] >= 0 and rest[-1] < self.problem.days:
                sets.add(frozenset(rest))
        return sets


def _unavailable_reasons(problem: Problem) -> dict[tuple[int, Slot, StrengthKind], UnavailableReason]:
    order = list(UnavailableReason)
    return {  # later entries replace earlier ones, so the reason to show comes last
        (closed.day, slot, kind): closed.reason
        for closed in sorted(problem.unavailable, key=lambda closed: order.index(closed.reason), reverse=True)
        for slot in ((closed.slot,) if closed.slot else tuple(Slot))
        for kind in ((closed.kind,) if closed.kind else tuple(StrengthKind))
    }


def _session_rank(session: Session) -> int:
    return rank_of(session.day, session.slot, session.kind)
