"""The costs a session has by itself, S1 to S5 and S7: whole numbers, from the gaps and the day it stands on."""

from __future__ import annotations

from planner.slotting.ground import STRONG, Ground, Place
from planner.slotting.problem import DayType
from planner.slotting.timeline import TimedRun
from planner.training.races import RaceDistance
from planner.training.workouts import StrengthKind


class SoftRules:
    """The costs over one problem."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._rules = ground.rules
        self._longest_window = max(
            self._rules.minutes("S5", name, "to")
            for name in ("quality", "long", *(each.value for each in RaceDistance))
        )

    def terms(self, place: Place) -> dict[str, int]:
        """The costs of a session that breaks no hard rule, by rule; what costs nothing is left out."""
        if place.kind is StrengthKind.LIGHT:
            terms = {"S3": self._day_type(place), "S5": self._outside_recovery(place)}
        else:
            terms = {
                "S1": self._next_key_soon(place),
                "S2": self._just_after_loading(place),
                "S3": self._day_type(place),
                "S4": self._after_long(place),
                "S7": self._weekday(place),
            }
        return {rule: cost for rule, cost in terms.items() if cost}

    def recovers_from(self, place: Place) -> TimedRun | None:
        """The latest key run whose recovery window holds a session there, or None."""
        for run in self._ground.timeline.keys_ended(place.start, self._longest_window):
            window = window_of(run)
            gap = place.start - run.end
            if self._rules.minutes("S5", window, "from") <= gap <= self._rules.minutes("S5", window, "to"):
                return run
        return None

    def _next_key_soon(self, place: Place) -> int:
        if place.next_key is None:
            return 0
        short = self._rules.minutes("S1", place.kind, "hours") - place.to_next_key()
        if short <= 0:
            return 0
        steps = -(-short // self._rules.minutes("S1", "step", "hours"))
        return steps * self._rules.cost("S1", place.kind, "cost")

    def _just_after_loading(self, place: Place) -> int:
        if place.last_loading is None:
            return 0
        gap = place.from_last_loading()
        for band in ("near", "middle", "far"):
            if gap < self._rules.minutes("S2", band, "hours"):
                return self._rules.cost("S2", band, place.kind)
        return 0

    def _day_type(self, place: Place) -> int:
        return self._rules.cost("S3", place.kind, place.day_type)

    def _after_long(self, place: Place) -> int:
        if place.kind is not StrengthKind.HEAVY or place.last_key is None or not place.last_key.run.is_long:
            return 0
        gap = place.from_last_key()
        for band in ("near", "far"):
            if gap < self._rules.minutes("S4", band, "hours"):
                return self._rules.cost("S4", band, "cost")
        return 0

    def _outside_recovery(self, place: Place) -> int:
        return 0 if self.recovers_from(place) else self._rules.cost("S5", "cost")

    def _weekday(self, place: Place) -> int:
        preferred = self._ground.problem.preferred_weekdays
        if place.kind not in STRONG or not preferred or self._ground.problem.weekday(place.day) in preferred:
            return 0
        return self._rules.cost("S7", "cost")


def window_of(run: TimedRun) -> str:
    """The name of a key run's recovery window among the numbers of S5."""
    if run.type is DayType.RACE:
        return (run.run.distance or RaceDistance.MARATHON).value
    return run.type.value
