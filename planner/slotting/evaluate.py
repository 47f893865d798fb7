"""The candidates: every slot of every day, for every kind its week asks for, judged by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from planner.slotting.context import DEMANDING_LEVELS, Placement, SlottingContext
from planner.slotting.problem import DayType
from planner.slotting.timeline import TimedRun
from planner.training.races import Priority, RaceDistance
from planner.training.workouts import Slot, StrengthKind, StrengthLevel


class Candidate(NamedTuple):
    """A session where it might stand, and what the rules make of it.

    Attributes:
        placement: Where, and what it meets there.
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
        """What makes the best of several of one kind: the cheapest, then the earliest."""
        return self.cost, self.placement.half_day_index


class Evaluator:
    """Judges sessions by the rules that concern one session, and by what is fixed around it."""

    def __init__(self, context: SlottingContext) -> None:
        self.context = context
        self.hard = HardRules(context)
        self.soft = SoftRules(context)

    def evaluate_slot(self, day: int, slot: Slot, kinds: Sequence[StrengthKind]) -> Iterator[Candidate]:
        """What the rules make of sessions of some kinds in a slot; a locked one is judged by what concerns it alone."""
        for placement in self.context.placements_in_slot(day, slot, kinds):
            veto = self.hard.first_broken_rule(placement)
            terms = {} if veto else self.soft.cost_by_rule(placement)
            yield Candidate(placement, veto, terms, sum(terms.values()))

    def evaluate_day(self, day: int) -> Iterator[Candidate]:
        """The candidates of a day, in order of slot and kind; the row of a locked session is its own."""
        kinds = [kind for kind in StrengthKind if (day // 7, kind) in self.context.wanted_count]
        for slot in Slot:
            yield from self.evaluate_slot(day, slot, kinds)


class SoftRules:
    """The costs over one problem."""

    def __init__(self, context: SlottingContext) -> None:
        self._context = context
        self._rules = context.rules
        self._longest_window_minutes = max(
            self._rules.minutes("S5", name, "to")
            for name in ("quality", "long", *(each.value for each in RaceDistance))
        )

    def cost_by_rule(self, placement: Placement) -> dict[str, int]:
        """The costs of a session that breaks no hard rule, by rule; what costs nothing is left out."""
        if placement.kind is StrengthKind.LIGHT:
            terms = {"S3": self._day_type(placement), "S5": self._outside_recovery(placement)}
        else:
            terms = {
                "S1": self._next_key_soon(placement),
                "S2": self._just_after_loading(placement),
                "S3": self._day_type(placement),
                "S4": self._after_long(placement),
                "S7": self._not_preferred(placement),
            }
        return {rule: cost for rule, cost in terms.items() if cost}

    def find_recovery_run(self, placement: Placement) -> TimedRun | None:
        """The latest key run whose recovery window holds a session there, or None."""
        for run in self._context.timeline.recent_key_runs(placement.start_minute, self._longest_window_minutes):
            window = _recovery_window(run)
            gap = placement.start_minute - run.end_minute
            if self._rules.minutes("S5", window, "from") <= gap <= self._rules.minutes("S5", window, "to"):
                return run
        return None

    def _next_key_soon(self, placement: Placement) -> int:
        if placement.next_key_run is None:
            return 0
        short = self._rules.minutes("S1", placement.kind, "hours") - placement.minutes_to_next_key_run()
        if short <= 0:
            return 0
        steps = -(-short // self._rules.minutes("S1", "step", "hours"))
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
        if (
            placement.kind is not StrengthKind.HEAVY
            or placement.last_key_run is None
            or not placement.last_key_run.run.is_long
        ):
            return 0
        gap = placement.minutes_since_last_key_run()
        for band in ("near", "far"):
            if gap < self._rules.minutes("S4", band, "hours"):
                return self._rules.whole_number("S4", band, "cost")
        return 0

    def _outside_recovery(self, placement: Placement) -> int:
        return 0 if self.find_recovery_run(placement) else self._rules.whole_number("S5", "cost")

    def _not_preferred(self, placement: Placement) -> int:
        preferred = self._context.problem.preferred_weekdays
        if (
            placement.kind not in DEMANDING_LEVELS
            or not preferred
            or self._context.problem.weekday(placement.day) in preferred
        ):
            return 0
        return self._rules.whole_number("S7", "cost")


def _recovery_window(run: TimedRun) -> str:
    """The name of a key run's recovery window among the numbers of S5."""
    if run.day_type is DayType.RACE:
        return (run.run.distance or RaceDistance.MARATHON).value
    return run.day_type.value


RuleCheck = Callable[[Placement], bool]
_ALL = frozenset(StrengthKind)
_HEAVY = frozenset({StrengthKind.HEAVY})
_BETWEEN_SESSIONS = frozenset({"HC7", "HC8", "HC12"})
"""Rules that say nothing of a session alone; a locked one is not asked them."""


class HardRules:
    """The hard rules over one problem."""

    def __init__(self, context: SlottingContext) -> None:
        self._context = context
        apart = context.rules.whole_number("HC7", "days")
        self._days_near_demanding = {
            near for day in context.demanding_count_by_day for near in range(day - apart + 1, day + apart)
        }
        self._third_hard_days = {
            day for sets in context.forbidden_heavy_sets.values() for days in sets if len(days) == 1 for day in days
        }
        self._open_targets = {
            spot for spot, wanted in context.wanted_count.items() if wanted > context.locked_count[spot]
        }
        table: tuple[tuple[str, frozenset[StrengthKind], RuleCheck], ...] = (
            ("HC1", _ALL, self._slot_taken),
            ("HC2", _ALL, self._rest_day),
            ("HC3", DEMANDING_LEVELS, self._before_key_run_that_day),
            ("HC4", _ALL, self._too_close_to_next_key),
            ("HC5", _HEAVY, self._too_soon_after_loading),
            ("HC6", _ALL, self._on_long_or_race_day),
            ("HC7", DEMANDING_LEVELS, self._too_near_demanding),
            ("HC8", _ALL, self._day_taken),
            ("HC9", _ALL, self._too_soon_before_race),
            ("HC10", _ALL, self._too_soon_after_race),
            ("HC11", _HEAVY, self._third_hard_day),
            ("HC12", _ALL, self._week_full),
            ("HC13", _HEAVY, self._novice_start),
            ("HC14", _ALL, self._gated),
        )
        self._checks: dict[tuple[StrengthKind, bool], list[tuple[str, RuleCheck]]] = {
            (kind, locked): [
                (rule, check)
                for rule, kinds, check in table
                if kind in kinds and not (locked and rule in _BETWEEN_SESSIONS)
            ]
            for kind in StrengthKind
            for locked in (False, True)
        }

    def first_broken_rule(self, placement: Placement) -> str | None:
        """The first rule, in ID order, that a session there breaks; None when it may stand.

        A locked session is asked only the rules that concern it alone; the others also those between it and what is
        fixed, by lock or history.
        """
        return next(self.broken_rules(placement), None)

    def broken_rules(self, placement: Placement) -> Iterator[str]:
        """Every rule that a session there breaks, in ID order; a locked one is asked what concerns it alone."""
        for rule, breaks in self._checks[placement.kind, placement.locked]:
            if breaks(placement):
                yield rule

    def _slot_taken(self, placement: Placement) -> bool:
        closed = (placement.day, placement.slot, placement.kind) in self._context.unavailable_reasons
        return (
            closed
            or self._context.timeline.find_overlapping_run(placement.start_minute, placement.end_minute) is not None
        )

    def _rest_day(self, placement: Placement) -> bool:
        if placement.day_type is not DayType.REST:
            return False
        return placement.kind is not StrengthKind.LIGHT or not self._context.problem.active_rest

    def _before_key_run_that_day(self, placement: Placement) -> bool:
        return placement.next_key_run is not None and placement.next_key_run.run.day == placement.day

    def _too_close_to_next_key(self, placement: Placement) -> bool:
        if placement.next_key_run is None:
            return False
        return placement.minutes_to_next_key_run() < self._context.rules.minutes("HC4", placement.level, placement.kind)

    def _too_soon_after_loading(self, placement: Placement) -> bool:
        if placement.last_loading_run is None or self._context.problem.stack:
            return False
        return placement.minutes_since_last_loading_run() < self._context.rules.minutes("HC5", "hours")

    def _on_long_or_race_day(self, placement: Placement) -> bool:
        timeline = self._context.timeline
        if placement.day in timeline.race_days:
            return True
        return placement.kind is StrengthKind.HEAVY and placement.day in timeline.long_days

    def _too_near_demanding(self, placement: Placement) -> bool:
        return placement.day in self._days_near_demanding

    def _day_taken(self, placement: Placement) -> bool:
        return placement.day in self._context.locked_by_day

    def _too_soon_before_race(self, placement: Placement) -> bool:
        for race in self._context.timeline.races:
            least = self._context.rules.minutes("HC9", race.run.priority or Priority.A, placement.kind)
            if 0 <= race.start_minute - placement.end_minute < least:
                return True
        return False

    def _too_soon_after_race(self, placement: Placement) -> bool:
        for race in self._context.timeline.races:
            least = self._context.rules.minutes("HC10", race.run.distance or RaceDistance.MARATHON, placement.kind)
            if 0 <= placement.start_minute - race.end_minute < least:
                return True
        return False

    def _third_hard_day(self, placement: Placement) -> bool:
        return placement.day in (self._context.forbidden_heavy_days if placement.locked else self._third_hard_days)

    def _week_full(self, placement: Placement) -> bool:
        return (placement.week, placement.kind) not in self._open_targets

    def _novice_start(self, placement: Placement) -> bool:
        return placement.level is StrengthLevel.NOVICE and placement.week < self._context.rules.whole_number(
            "HC13", "weeks"
        )

    def _gated(self, placement: Placement) -> bool:
        return any(gate.holds(placement.kind, placement.day) for gate in self._context.problem.gates)
