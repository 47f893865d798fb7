"""The rules applied to one session at a time: which hard rule it breaks, and what it costs by the soft rules.

Fixed sessions (history and locked ones) count here. The search applies the rules between sessions still to be placed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from planner.slotting.context import Placement, SlottingContext
from planner.slotting.problem import DayType, Run
from planner.slotting.timeline import TimedRun
from planner.training.races import Priority, RaceDistance
from planner.training.workouts import DEMANDING_KINDS, Slot, StrengthKind, StrengthLevel


class Candidate(NamedTuple):
    """A place that a session could take, with what the rules make of it.

    Attributes:
        placement: The place, and the runs around it.
        veto: The first hard rule it breaks, or None.
        cost_by_rule: Its own costs by rule; empty when vetoed.
        cost: Their sum; 0 when vetoed.
    """

    placement: Placement
    veto: str | None
    cost_by_rule: dict[str, int]
    cost: int

    @property
    def tie_break(self) -> tuple[int, int]:
        """Sort key that puts the best of several of one kind first: the cheapest, then the earliest."""
        return self.cost, self.placement.half_day_index


class Evaluator:
    """Applies to a session the rules about one session, and those between it and fixed sessions."""

    def __init__(self, context: SlottingContext) -> None:
        self.context = context
        self.hard = HardRules(context)
        self.soft = SoftRules(context)

    def evaluate_slot(self, day: int, slot: Slot, kinds: Sequence[StrengthKind]) -> Iterator[Candidate]:
        """Yield the candidate of each kind in a slot; rules between sessions are not applied to a locked one."""
        for placement in self.context.placements_in_slot(day, slot, kinds):
            veto = self.hard.first_broken_rule(placement)
            cost_by_rule = {} if veto else self.soft.cost_by_rule(placement)
            yield Candidate(placement, veto, cost_by_rule, sum(cost_by_rule.values()))

    def evaluate_day(self, day: int) -> Iterator[Candidate]:
        """Yield the candidates of a day for every kind its week asks for, in order of slot and kind."""
        kinds = [kind for kind in StrengthKind if (day // 7, kind) in self.context.wanted_count]
        for slot in Slot:
            yield from self.evaluate_slot(day, slot, kinds)


class RaceGap(NamedTuple):
    """A race that a session is too close to.

    Attributes:
        run: The race.
        gap_minutes: Minutes between the session and the race.
        minimum_minutes: Minutes that the rule requires.
    """

    run: Run
    gap_minutes: int
    minimum_minutes: int


RuleCheck = Callable[[Placement], bool]
_ALL = frozenset(StrengthKind)
_HEAVY = frozenset({StrengthKind.HEAVY})
_BETWEEN_SESSIONS = frozenset({"HC7", "HC8", "HC12"})
"""Rules between sessions; they are not applied to a locked one."""


class HardRules:
    """The hard rules over one problem."""

    def __init__(self, context: SlottingContext) -> None:
        self._context = context
        self._rules = context.rules
        self._timeline = context.timeline
        min_days_apart = self._rules.whole_number("HC7", "days")
        self._days_near_demanding = {
            near
            for day in context.demanding_count_by_day
            for near in range(day - min_days_apart + 1, day + min_days_apart)
        }
        self._third_hard_days = {
            day for sets in context.forbidden_heavy_sets.values() for days in sets if len(days) == 1 for day in days
        }
        self._open_targets = {
            week_kind for week_kind, wanted in context.wanted_count.items() if wanted > context.locked_count[week_kind]
        }
        checks: tuple[tuple[str, frozenset[StrengthKind], RuleCheck], ...] = (
            ("HC1", _ALL, self._slot_taken),
            ("HC2", _ALL, self._rest_day),
            ("HC3", DEMANDING_KINDS, self._before_key_run_that_day),
            ("HC4", _ALL, self._too_close_to_next_key),
            ("HC5", _HEAVY, self._too_soon_after_loading),
            ("HC6", _ALL, self._on_long_or_race_day),
            ("HC7", DEMANDING_KINDS, lambda placement: placement.day in self._days_near_demanding),
            ("HC8", _ALL, lambda placement: placement.day in context.locked_by_day),
            ("HC9", _ALL, lambda placement: self.find_race_too_soon_after(placement) is not None),
            ("HC10", _ALL, lambda placement: self.find_race_too_recent(placement) is not None),
            ("HC11", _HEAVY, self._third_hard_day),
            ("HC12", _ALL, lambda placement: (placement.week, placement.kind) not in self._open_targets),
            ("HC13", _HEAVY, self._novice_start),
            ("HC14", _ALL, self._gated),
        )
        self._checks: dict[tuple[StrengthKind, bool], list[tuple[str, RuleCheck]]] = {
            (kind, locked): [
                (rule, check)
                for rule, kinds, check in checks
                if kind in kinds and not (locked and rule in _BETWEEN_SESSIONS)
            ]
            for kind in StrengthKind
            for locked in (False, True)
        }

    def first_broken_rule(self, placement: Placement) -> str | None:
        """Return the first rule, in ID order, that a session there breaks, or None."""
        return next(self.broken_rules(placement), None)

    def broken_rules(self, placement: Placement) -> Iterator[str]:
        """Yield every rule that a session there breaks, in ID order.

        Rules between sessions compare it with the fixed ones, and are not applied to a locked one.
        """
        for rule, breaks in self._checks[placement.kind, placement.locked]:
            if breaks(placement):
                yield rule

    def find_race_too_soon_after(self, placement: Placement) -> RaceGap | None:
        """Return the first race that starts too soon after a session there (HC9), or None."""
        for race in self._timeline.races:
            priority = race.run.priority or Priority.A
            minimum = self._rules.minutes("HC9", priority, placement.kind)
            gap = race.start_minute - placement.end_minute
            if 0 <= gap < minimum:
                return RaceGap(race.run, gap, minimum)
        return None

    def find_race_too_recent(self, placement: Placement) -> RaceGap | None:
        """Return the first race that ended too shortly before a session there (HC10), or None."""
        for race in self._timeline.races:
            distance = race.run.distance or RaceDistance.MARATHON
            minimum = self._rules.minutes("HC10", distance, placement.kind)
            gap = placement.start_minute - race.end_minute
            if 0 <= gap < minimum:
                return RaceGap(race.run, gap, minimum)
        return None

    def _slot_taken(self, placement: Placement) -> bool:
        if (placement.day, placement.slot, placement.kind) in self._context.unavailable_reasons:
            return True
        return self._timeline.find_overlapping_run(placement.start_minute, placement.end_minute) is not None

    def _rest_day(self, placement: Placement) -> bool:
        if placement.day_type is not DayType.REST:
            return False
        return placement.kind is not StrengthKind.LIGHT or not self._context.problem.active_rest

    def _before_key_run_that_day(self, placement: Placement) -> bool:
        return placement.next_key_run is not None and placement.next_key_run.run.day == placement.day

    def _too_close_to_next_key(self, placement: Placement) -> bool:
        if placement.next_key_run is None:
            return False
        return placement.minutes_to_next_key_run() < self._rules.minutes("HC4", placement.level, placement.kind)

    def _too_soon_after_loading(self, placement: Placement) -> bool:
        if placement.last_loading_run is None or self._context.problem.stack:
            return False
        return placement.minutes_since_last_loading_run() < self._rules.minutes("HC5", "hours")

    def _on_long_or_race_day(self, placement: Placement) -> bool:
        if placement.day in self._timeline.race_days:
            return True
        return placement.kind in DEMANDING_KINDS and placement.day in self._timeline.long_days

    def _third_hard_day(self, placement: Placement) -> bool:
        # A locked session is part of the fixed heavy days, so it is compared with the key runs alone.
        return placement.day in (self._context.forbidden_heavy_days if placement.locked else self._third_hard_days)

    def _novice_start(self, placement: Placement) -> bool:
        novice = placement.level is StrengthLevel.NOVICE
        return novice and placement.week < self._rules.whole_number("HC13", "weeks")

    def _gated(self, placement: Placement) -> bool:
        return any(gate.holds(placement.kind, placement.day) for gate in self._context.problem.gates)


class SoftRules:
    """The soft rules about one session (S1 to S5, S7, S10) over one problem."""

    def __init__(self, context: SlottingContext) -> None:
        self._context = context
        self._rules = context.rules
        self._longest_window_minutes = max(
            self._rules.minutes("S5", window, "to") for window in (DayType.QUALITY, DayType.LONG, *RaceDistance)
        )

    def cost_by_rule(self, placement: Placement) -> dict[str, int]:
        """Return the costs of a session that breaks no hard rule, by rule, without those that are 0."""
        if placement.kind is StrengthKind.LIGHT:
            costs = {
                "S3": self._day_type(placement),
                "S5": self._outside_recovery(placement),
                "S10": self._straight_after_run(placement),
            }
        else:
            costs = {
                "S1": self._next_key_soon(placement),
                "S2": self._just_after_loading(placement),
                "S3": self._day_type(placement),
                "S4": self._after_long(placement),
                "S7": self._not_preferred(placement),
                "S10": self._straight_after_run(placement),
            }
        return {rule: cost for rule, cost in costs.items() if cost}

    def find_recovery_run(self, placement: Placement) -> TimedRun | None:
        """Return the latest key run whose recovery window (S5) contains a session there, or None."""
        for run in self._context.timeline.recent_key_runs(placement.start_minute, self._longest_window_minutes):
            first, last = self.recovery_window_minutes(run)
            if first <= placement.start_minute - run.end_minute <= last:
                return run
        return None

    def recovery_window_minutes(self, run: TimedRun) -> tuple[int, int]:
        """Return how long after the end of a key run its recovery window (S5) begins and ends."""
        window = _recovery_window(run)
        return self._rules.minutes("S5", window, "from"), self._rules.minutes("S5", window, "to")

    def _next_key_soon(self, placement: Placement) -> int:
        if placement.next_key_run is None:
            return 0
        missing = self._rules.minutes("S1", placement.kind, "hours") - placement.minutes_to_next_key_run()
        if missing <= 0:
            return 0
        steps = -(-missing // self._rules.minutes("S1", "step", "hours"))  # a step that has begun counts in full
        return steps * self._rules.whole_number("S1", placement.kind, "cost")

    def _just_after_loading(self, placement: Placement) -> int:
        if placement.last_loading_run is None:
            return 0
        gap = placement.minutes_since_last_loading_run()
        for band in ("near", "middle", "far"):
            if gap < self._rules.minutes("S2", band, "hours"):
                return self._rules.whole_number("S2", band, placement.kind)
        return 0

    def _day_type(self, placement: Placement) -> int:
        return self._rules.whole_number("S3", placement.kind, placement.day_type)

    def _after_long(self, placement: Placement) -> int:
        last = placement.last_key_run
        if last is None or not last.run.is_long:
            return 0
        gap = placement.minutes_since_last_key_run()
        for band in ("near", "far"):
            if gap < self._rules.minutes("S4", band, "hours"):
                return self._rules.whole_number("S4", band, placement.kind)
        return 0

    def _outside_recovery(self, placement: Placement) -> int:
        return 0 if self.find_recovery_run(placement) else self._rules.whole_number("S5", "cost")

    def _not_preferred(self, placement: Placement) -> int:
        preferred = self._context.problem.preferred_weekdays
        if not preferred or self._context.problem.weekday(placement.day) in preferred:
            return 0
        return self._rules.whole_number("S7", "cost")

    def _straight_after_run(self, placement: Placement) -> int:
        if self._context.problem.stack or not self._context.timeline.has_run(placement.day, placement.slot):
            return 0
        return self._rules.whole_number("S10", "cost")


def _recovery_window(run: TimedRun) -> str:
    """Return the name of a key run's recovery window among the numbers of S5."""
    if run.day_type is DayType.RACE:
        return run.run.distance or RaceDistance.MARATHON
    return run.day_type
