"""The hard rules: each a question whether a session in its place breaks it, asked in the order of their IDs."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from planner.slotting.ground import STRONG, Ground, Place
from planner.slotting.problem import DayType
from planner.training.races import Priority, RaceDistance
from planner.training.workouts import Level, StrengthKind

Check = Callable[[Place], bool]
_ALL = frozenset(StrengthKind)
_HEAVY = frozenset({StrengthKind.HEAVY})
_BETWEEN_SESSIONS = frozenset({"HC7", "HC8", "HC12"})
"""Rules that say nothing of a session alone; a locked one is not asked them."""


class HardRules:
    """The hard rules over one problem."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        apart = ground.rules.cost("HC7", "days")
        self._days_near_strong = {near for day in ground.strong_days for near in range(day - apart + 1, day + apart)}
        self._third_hard_days = {
            day for sets in ground.heavy_sets.values() for days in sets if len(days) == 1 for day in days
        }
        self._open = {spot for spot, wanted in ground.wanted.items() if wanted > ground.locked_count[spot]}
        table: tuple[tuple[str, frozenset[StrengthKind], Check], ...] = (
            ("HC1", _ALL, self._no_room),
            ("HC2", _ALL, self._rest_day),
            ("HC3", STRONG, self._before_key_run_that_day),
            ("HC4", _ALL, self._too_close_to_next_key),
            ("HC5", _HEAVY, self._too_soon_after_loading),
            ("HC6", _ALL, self._long_or_race_day),
            ("HC7", STRONG, self._too_near_a_strong_one),
            ("HC8", _ALL, self._day_taken),
            ("HC9", _ALL, self._race_ahead),
            ("HC10", _ALL, self._race_behind),
            ("HC11", _HEAVY, self._third_hard_day),
            ("HC12", _ALL, self._week_full),
            ("HC13", _HEAVY, self._novice_start),
            ("HC14", _ALL, self._gated),
        )
        self._checks: dict[tuple[StrengthKind, bool], list[tuple[str, Check]]] = {
            (kind, locked): [
                (rule, check)
                for rule, kinds, check in table
                if kind in kinds and not (locked and rule in _BETWEEN_SESSIONS)
            ]
            for kind in StrengthKind
            for locked in (False, True)
        }

    def first_broken(self, place: Place) -> str | None:
        """The first rule, in ID order, that a session there breaks; None when it may stand.

        A locked session is asked only the rules that concern it alone; the others also those between it and what is
        fixed, by lock or history.
        """
        return next(self.broken(place), None)

    def broken(self, place: Place) -> Iterator[str]:
        """Every rule that a session there breaks, in ID order; a locked one is asked what concerns it alone."""
        for rule, breaks in self._checks[place.kind, place.locked]:
            if breaks(place):
                yield rule

    def _no_room(self, place: Place) -> bool:
        closed = (place.day, place.slot, place.kind) in self._ground.closed
        return closed or self._ground.timeline.overlapped(place.start, place.end) is not None

    def _rest_day(self, place: Place) -> bool:
        if place.day_type is not DayType.REST:
            return False
        return place.kind is not StrengthKind.LIGHT or not self._ground.problem.active_rest

    def _before_key_run_that_day(self, place: Place) -> bool:
        return place.next_key is not None and place.next_key.run.day == place.day

    def _too_close_to_next_key(self, place: Place) -> bool:
        if place.next_key is None:
            return False
        return place.to_next_key() < self._ground.rules.minutes("HC4", place.level, place.kind)

    def _too_soon_after_loading(self, place: Place) -> bool:
        if place.last_loading is None or self._ground.problem.stack:
            return False
        return place.from_last_loading() < self._ground.rules.minutes("HC5", "hours")

    def _long_or_race_day(self, place: Place) -> bool:
        timeline = self._ground.timeline
        if place.day in timeline.race_days:
            return True
        return place.kind is StrengthKind.HEAVY and place.day in timeline.long_days

    def _too_near_a_strong_one(self, place: Place) -> bool:
        return place.day in self._days_near_strong

    def _day_taken(self, place: Place) -> bool:
        return place.day in self._ground.locked_at

    def _race_ahead(self, place: Place) -> bool:
        for race in self._ground.timeline.races:
            least = self._ground.rules.minutes("HC9", race.run.priority or Priority.A, place.kind)
            if 0 <= race.start - place.end < least:
                return True
        return False

    def _race_behind(self, place: Place) -> bool:
        for race in self._ground.timeline.races:
            least = self._ground.rules.minutes("HC10", race.run.distance or RaceDistance.MARATHON, place.kind)
            if 0 <= place.start - race.end < least:
                return True
        return False

    def _third_hard_day(self, place: Place) -> bool:
        return place.day in (self._ground.heavy_alone if place.locked else self._third_hard_days)

    def _week_full(self, place: Place) -> bool:
        return (place.week, place.kind) not in self._open

    def _novice_start(self, place: Place) -> bool:
        return place.level is Level.NOVICE and place.week < self._ground.rules.cost("HC13", "weeks")

    def _gated(self, place: Place) -> bool:
        return any(gate.holds(place.kind, place.day) for gate in self._ground.problem.gates)
