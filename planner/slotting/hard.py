"""The hard rules: each a question whether a session in its place breaks it, asked in the order of their IDs."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from planner.slotting.ground import DEMANDING_LEVELS, Placement, SlottingContext
from planner.slotting.problem import DayType
from planner.training.races import Priority, RaceDistance
from planner.training.workouts import StrengthKind, StrengthLevel

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
