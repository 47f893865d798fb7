"""The costs a session has by itself, S1 to S5 and S7: whole numbers, from the gaps and the day it stands on."""

from __future__ import annotations

from planner.slotting.ground import DEMANDING_LEVELS, Placement, SlottingContext
from planner.slotting.problem import DayType
from planner.slotting.timeline import TimedRun
from planner.training.races import RaceDistance
from planner.training.workouts import StrengthKind


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
