"""The rules in a runner's words: half sentences about one session in its place, with the numbers the rules used."""

from __future__ import annotations

from collections.abc import Callable

from planner.slotting.context import Placement
from planner.slotting.evaluate import Candidate, Evaluator
from planner.slotting.problem import DayType, Problem, UnavailableReason, format_time_of_day
from planner.slotting.timeline import TimedRun
from planner.training.races import Priority, RaceDistance
from planner.training.weeks import WEEKDAYS
from planner.training.workouts import SESSION_MINUTES, StrengthKind

_RUN_NAMES = {
    "easy": "easy run",
    "recovery": "recovery run",
    "long": "long run",
    "hills": "hill run",
    "race_pace": "race-pace run",
    "time_trial": "time trial",
    "cross": "cross training",
}
_UNAVAILABLE_TEXT = {
    UnavailableReason.AWAY: "you do not train that day",
    UnavailableReason.PAIN: "a session before it hurt too much",
    UnavailableReason.BUSY: "you are not available then",
    UnavailableReason.GYM: "there is no sled then",
    UnavailableReason.FORBIDDEN: "you forbade it",
}
_DAY_TYPE_TEXT = {
    DayType.LONG: "has the long run",
    DayType.QUALITY: "has a quality run",
    DayType.MEDIUM_LONG: "has a medium-long run",
    DayType.EASY: "is an easy day",
    DayType.CROSS: "is a day of cross training",
    DayType.RECOVERY: "is a recovery day",
    DayType.REST: "is a rest day",
}


def hours_text(minutes: int) -> str:
    """A gap as it is printed: ``9.6 h``, ``36 h``."""
    return f"{minutes / 60:.1f}".removesuffix(".0") + " h"


def weekday_name(problem: Problem, day: int) -> str:
    """A day's weekday, in full."""
    return WEEKDAYS[problem.weekday(day)]


def session_title(problem: Problem, placement: Placement) -> str:
    """What stands there and when: ``Heavy sled Tue 18:00``; a light one is a recovery session."""
    what = "Light recovery" if placement.kind is StrengthKind.LIGHT else f"{placement.kind.value.capitalize()} sled"
    return f"{what} {weekday_name(problem, placement.day)[:3]} {format_time_of_day(placement.start_minute)}"


def run_name(problem: Problem, timed: TimedRun, day: int) -> str:
    """A run as seen from a day: ``your intervals`` that day, ``Thursday's tempo`` on another."""
    name = _RUN_NAMES.get(timed.run.type.value, timed.run.type.value)
    return f"your {name}" if timed.run.day == day else f"{weekday_name(problem, timed.run.day)}'s {name}"


def pluralize(count: int, noun: str) -> str:
    """``1 day``, ``2 days``."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


class RulePhrases:
    """Half sentences over one problem."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._context = evaluator.context
        self._problem = evaluator.context.problem
        self._rules = evaluator.context.rules
        self._terms: dict[str, Callable[[Placement], str]] = {
            "S1": self._next_key_soon,
            "S2": self._just_after_loading,
            "S3": self._day_type,
            "S4": self._after_long,
            "S5": lambda _: "it lies outside every recovery window",
            "S7": self._not_preferred,
        }
        self._vetoes: dict[str, Callable[[Placement], str]] = {
            "HC1": self._slot_taken,
            "HC2": lambda _: "a day without runs stays empty",
            "HC3": lambda place: f"it would stand before {self._run_name(place.next_key_run, place)} on the same day",
            "HC4": self._too_close,
            "HC5": self._too_soon,
            "HC6": self._long_or_race,
            "HC7": self._too_near,
            "HC8": lambda _: "another session has that day",
            "HC9": self._too_soon_before_race,
            "HC10": self._too_soon_after_race,
            "HC11": lambda _: "it would make three hard days in a row",
            "HC12": self._week_full,
            "HC13": self._novice_start,
            "HC14": self._gate,
        }

    def cost_reason(self, placement: Placement, rule: str) -> str:
        """Why a session costs something by this rule (S1 to S5, S7)."""
        return self._terms[rule](placement)

    def veto_reason(self, candidate: Candidate) -> str:
        """Why a session is out, without the rule's ID."""
        assert candidate.veto
        return self._vetoes[candidate.veto](candidate.placement)

    def _run_name(self, timed: TimedRun | None, placement: Placement) -> str:
        """A run as seen from a session's day: ``your intervals`` that day, ``Thursday's tempo`` on another."""
        assert timed
        return run_name(self._problem, timed, placement.day)

    def _weekday_name(self, placement: Placement) -> str:
        return weekday_name(self._problem, placement.day)

    def _next_key_soon(self, placement: Placement) -> str:
        return (
            f"{self._run_name(placement.next_key_run, placement)} is "
            f"{hours_text(placement.minutes_to_next_key_run())} away"
        )

    def _just_after_loading(self, placement: Placement) -> str:
        return (
            f"it starts {hours_text(placement.minutes_since_last_loading_run())} after "
            f"{self._run_name(placement.last_loading_run, placement)}"
        )

    def _day_type(self, placement: Placement) -> str:
        return f"{self._weekday_name(placement)} {_DAY_TYPE_TEXT[placement.day_type]}"

    def _after_long(self, placement: Placement) -> str:
        return (
            f"{self._run_name(placement.last_key_run, placement)} ended "
            f"{hours_text(placement.minutes_since_last_key_run())} before"
        )

    def _not_preferred(self, placement: Placement) -> str:
        return f"{self._weekday_name(placement)} is not a day you prefer"

    def _slot_taken(self, placement: Placement) -> str:
        why = self._context.unavailable_reasons.get((placement.day, placement.slot, placement.kind))
        if why is UnavailableReason.TIME:
            return f"it takes {SESSION_MINUTES[placement.kind]} min, more than you have then"
        if why is not None:
            return _UNAVAILABLE_TEXT[why]
        run = self._context.timeline.find_overlapping_run(placement.start_minute, placement.end_minute)
        assert run
        return f"{run_name(self._problem, run, placement.day)} takes that time"

    def _too_close(self, placement: Placement) -> str:
        least = hours_text(self._rules.minutes("HC4", placement.level, placement.kind))
        return f"it ends under {least} before {self._run_name(placement.next_key_run, placement)}"

    def _too_soon(self, placement: Placement) -> str:
        least = hours_text(self._rules.minutes("HC5", "hours"))
        return f"it starts under {least} after {self._run_name(placement.last_loading_run, placement)}"

    def _long_or_race(self, placement: Placement) -> str:
        race = placement.day in self._context.timeline.race_days
        return "it is race day" if race else "no heavy session stands on the day of a long run"

    def _too_soon_before_race(self, placement: Placement) -> str:
        for race in self._context.timeline.races:
            priority = race.run.priority or Priority.A
            least = self._rules.minutes("HC9", priority, placement.kind)
            if 0 <= race.start_minute - placement.end_minute < least:
                name = weekday_name(self._problem, race.run.day)
                return f"it ends under {hours_text(least)} before {name}'s {priority} race"
        raise AssertionError(placement)

    def _too_soon_after_race(self, placement: Placement) -> str:
        for race in self._context.timeline.races:
            distance = race.run.distance or RaceDistance.MARATHON
            least = self._rules.minutes("HC10", distance, placement.kind)
            if 0 <= placement.start_minute - race.end_minute < least:
                name = weekday_name(self._problem, race.run.day)
                return f"it starts under {hours_text(least)} after {name}'s {distance} race"
        raise AssertionError(placement)

    def _too_near(self, placement: Placement) -> str:
        """Names the nearest fixed heavy or moderate session."""
        day = min(self._context.demanding_count_by_day, key=lambda other: (abs(other - placement.day), other))
        apart = pluralize(self._rules.whole_number("HC7", "days"), "day")
        return f"it stands under {apart} from the session on {weekday_name(self._problem, day)}"

    def _week_full(self, placement: Placement) -> str:
        if (placement.week, placement.kind) not in self._context.wanted_count:
            return f"the week asks for no {placement.kind} session"
        return f"locked sessions fill the week's target of {placement.kind} ones"

    def _novice_start(self, _place: Placement) -> str:
        return f"a novice's first {pluralize(self._rules.whole_number('HC13', 'weeks'), 'week')} hold no heavy session"

    def _gate(self, placement: Placement) -> str:
        return next(gate.reason for gate in self._problem.gates if gate.holds(placement.kind, placement.day))
