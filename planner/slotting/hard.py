"""The hard rules: each a question whether a session in its place breaks it, asked in the order of their IDs."""

from __future__ import annotations

from collections.abc import Callable

from planner.slotting.ground import STRONG, Ground, Place
from planner.slotting.problem import DayType
from planner.training.plans import Priority, RaceDistance
from planner.training.workouts import Level, StrengthKind


class HardRules:
    """The hard rules over one problem."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._third_hard_days = {day for days in ground.heavy_sets if len(days) == 1 for day in days}
        self._checks: tuple[tuple[str, Callable[[Place], bool]], ...] = (
            ("HC1", self._no_room),
            ("HC2", self._rest_day),
            ("HC3", self._before_key_run_that_day),
            ("HC4", self._too_close_to_next_key),
            ("HC5", self._too_soon_after_loading),
            ("HC6", self._long_or_race_day),
            ("HC7", self._too_near_a_strong_one),
            ("HC8", self._day_taken),
            ("HC9", self._race_ahead),
            ("HC10", self._race_behind),
            ("HC11", self._third_hard_day),
            ("HC12", self._week_full),
            ("HC13", self._novice_start),
            ("HC14", self._gated),
        )

    def first_broken(self, place: Place) -> str | None:
        """The first rule, in ID order, that a session there breaks; None when it may stand.

        A locked session is asked only the rules that concern it alone; the others also those between it and what is
        fixed, by lock or history.
        """
        for rule, breaks in self._checks:
            if breaks(place):
                return rule
        return None

    def _no_room(self, place: Place) -> bool:
        closed = (place.day, place.slot) in self._ground.closed
        return closed or self._ground.timeline.overlapped(place.start, place.end) is not None

    def _rest_day(self, place: Place) -> bool:
        if place.day_type is not DayType.REST:
            return False
        return place.kind is not StrengthKind.LIGHT or not self._ground.problem.active_rest

    def _before_key_run_that_day(self, place: Place) -> bool:
        if place.kind not in STRONG or place.next_key is None:
            return False
        return place.next_key.run.day == place.day

    def _too_close_to_next_key(self, place: Place) -> bool:
        if place.next_key is None:
            return False
        return place.to_next_key() < self._ground.rules.minutes("HC4", place.level, place.kind)

    def _too_soon_after_loading(self, place: Place) -> bool:
        if place.kind is not StrengthKind.HEAVY or place.last_loading is None or self._ground.problem.stack:
            return False
        return place.from_last_loading() < self._ground.rules.minutes("HC5", "hours")

    def _long_or_race_day(self, place: Place) -> bool:
        timeline = self._ground.timeline
        if place.day in timeline.race_days:
            return True
        return place.kind is StrengthKind.HEAVY and place.day in timeline.long_days

    def _too_near_a_strong_one(self, place: Place) -> bool:
        if place.locked or place.kind not in STRONG:
            return False
        reach = self._ground.rules.cost("HC7", "days")
        strong_days = self._ground.strong_days
        return any(day in strong_days for day in range(place.day - reach + 1, place.day + reach))

    def _day_taken(self, place: Place) -> bool:
        return not place.locked and place.day in self._ground.locked_days

    def _race_ahead(self, place: Place) -> bool:
        minutes = self._ground.rules.minutes
        return any(
            0 <= race.start - place.end < minutes("HC9", race.run.priority or Priority.A, place.kind)
            for race in self._ground.timeline.races
        )

    def _race_behind(self, place: Place) -> bool:
        minutes = self._ground.rules.minutes
        return any(
            0 <= place.start - race.end < minutes("HC10", race.run.distance or RaceDistance.MARATHON, place.kind)
            for race in self._ground.timeline.races
        )

    def _third_hard_day(self, place: Place) -> bool:
        if place.kind is not StrengthKind.HEAVY:
            return False
        return place.day in (self._ground.heavy_alone if place.locked else self._third_hard_days)

    def _week_full(self, place: Place) -> bool:
        if place.locked:
            return False
        spot = (place.week, place.kind)
        return self._ground.locked_count[spot] >= self._ground.wanted.get(spot, 0)

    def _novice_start(self, place: Place) -> bool:
        novice_heavy = place.kind is StrengthKind.HEAVY and place.level is Level.NOVICE
        return novice_heavy and place.week < self._ground.rules.cost("HC13", "weeks")

    def _gated(self, place: Place) -> bool:
        return any(gate.holds(place.kind, place.day) for gate in self._ground.problem.gates)
